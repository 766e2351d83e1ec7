//! Names of any length in a line of text.

/// The text, with its middle left out where it has more than `most` characters.
pub(super) fn short(text: &str, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let (head, tail) = (most * 2 / 3, most / 6);
    let start = text.char_indices().nth(head).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().nth(length - tail).map_or(text.len(), |(at, _)| at);
    format!("{}…({} characters)…{}", &text[..start], length - head - tail, &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_long_is_shortened() {
        assert_eq!(short("é漢", 2), "é漢");
        let long = format!("a{}z", "é".repeat(70_000));
        assert_eq!(short(&long, 12), "aééééééé…(69992 characters)…éz");
    }
}

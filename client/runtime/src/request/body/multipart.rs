//! The parts of an upload: `multipart/form-data`.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::part::Part;

/// A value in an upload.
pub(super) enum Value<'a> {
    Text(&'a str),
    File(&'a Part),
}

impl Value<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::File(part) => part.bytes(),
        }
    }
}

/// The body, and the boundary between its parts, which none of them contains.
pub(super) fn write(values: &[(&str, Value<'_>)]) -> (String, Vec<u8>) {
    let boundary = boundary(values);
    let size: usize = values.iter().map(|(name, value)| name.len() + value.bytes().len() + 256).sum();
    let mut body = Vec::with_capacity(size + boundary.len());
    for (name, value) in values {
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Value::File(part) = value {
            // Without the name of a file many services take it for a text.
            let file = quoted(part.file_name().unwrap_or(name));
            let media_type = part.kind();
            head.push_str(&format!("; filename=\"{file}\"\r\nContent-Type: {media_type}"));
        }
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(value.bytes());
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (boundary, body)
}

/// A text that is in none of the values: 128 bits of a hash of them all. The same upload has the same boundary, so that the
/// service sees the same body where it is sent again under one idempotency key.
fn boundary(values: &[(&str, Value<'_>)]) -> String {
    let half = |number: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(number);
        for (name, value) in values {
            let file = match value {
                Value::Text(_) => None,
                Value::File(part) => Some((part.file_name(), part.kind())),
            };
            (name, file, value.bytes()).hash(&mut hasher);
        }
        hasher.finish()
    };
    format!("part-{:016x}{:016x}", half(0), half(1))
}

/// A name as browsers quote it: nothing in it ends the name or the line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_separated_by_what_none_of_them_contains() {
        let part = Part::new("a\"b\r\n.csv", "x,y").media_type("text/csv");
        let plain = Part::from(vec![0, 255]);
        let values = [("purpose", Value::Text("é\r\n--")), ("file", Value::File(&part)), ("raw", Value::File(&plain))];
        let (boundary, body) = write(&values);
        let expected = [
            "--B\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\né\r\n--\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.csv\"\r\nContent-Type: text/csv\r\n\r\nx,y\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"raw\"; filename=\"raw\"\r\nContent-Type: application/octet-stream\r\n\r\n",
        ];
        let mut expected = expected.concat().replace("--B", &format!("--{boundary}")).into_bytes();
        expected.extend_from_slice(b"\0\xff\r\n");
        expected.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        assert_eq!(String::from_utf8_lossy(&body), String::from_utf8_lossy(&expected));
        assert!(boundary.len() <= 70, "the longest of RFC 2046");
    }

    #[test]
    fn the_boundary_is_that_of_the_content() {
        let part = |name: &str, bytes: &'static str| Part::new(name, bytes);
        let made = |part: &Part, text: &str| boundary(&[("file", Value::File(part)), ("note", Value::Text(text))]);
        let one = made(&part("a", "x"), "b");
        assert_eq!(one, made(&part("a", "x"), "b"));
        let others = [
            made(&part("b", "x"), "b"),
            made(&part("a", "y"), "b"),
            made(&part("a", "x"), "c"),
            made(&part("a", "x").media_type("text/csv"), "b"),
            made(&part("a", "xb"), ""),
        ];
        assert!(!others.contains(&one), "{one} {others:?}");
        assert!(!write(&[("note", Value::Text(&one))]).0.contains(&one));
    }
}

//! Names that every file system and every editor takes: generated code has a file for each group, method and type.

/// The longest name that is made. With the folders above it, a path stays below the limit of every system.
pub(crate) const LONGEST: usize = 80;

/// The names that Windows keeps for devices, whatever their ending.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Whether a name in `snake_case` can be that of a file.
pub(crate) fn is_file(name: &str) -> bool {
    let numbered = |kind: &str| name.strip_prefix(kind).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    let is_device = DEVICES.contains(&name) || numbered("com") || numbered("lpt");
    // Rust finds no file whose name is not ASCII. A number behind the name can make it longer.
    name.is_ascii() && name.len() <= 2 * LONGEST && !is_device
}

/// The beginning of an ASCII name that is too long.
pub(crate) fn cut(mut name: String) -> String {
    name.truncate(LONGEST);
    name
}

/// Whether Rust cannot take the name for another one that is written differently. It compares names in the form NFC, in
/// which an accent is a part of its letter; these characters are in that form already.
pub(crate) fn is_composed(name: &str) -> bool {
    name.chars().all(|c| {
        matches!(c, '\0'..='\u{7f}'
            | '\u{c0}'..='\u{2af}' // Latin
            | '\u{38e}'..='\u{3ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' // Greek, Cyrillic
            | '\u{561}'..='\u{587}' | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{64a}' // Armenian, Hebrew, Arabic
            | '\u{e01}'..='\u{e30}' // Thai
            | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' // Kana
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' // Han, Hangul
            | '\u{20000}'..='\u{2f7ff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_and_long_names_are_no_files() {
        for name in ["user", "console", "com", "com10", "lptx", &"x".repeat(LONGEST)] {
            assert!(is_file(name), "{name}");
        }
        for name in ["con", "nul", "com1", "lpt9", "größe", &"x".repeat(300)] {
            assert!(!is_file(name), "{name}");
        }
    }

    #[test]
    fn names_that_nfc_changes_are_not_composed() {
        for name in ["größe", "名前", "имя", "이름", "naïve"] {
            assert!(is_composed(name), "{name}");
        }
        // A letter and its accent; a compatibility ideograph; the signs Ångström and kelvin; parts of a syllable.
        for name in ["e\u{301}", "\u{f900}", "\u{212b}", "\u{212a}", "\u{1100}\u{1161}", "\u{1f71}"] {
            assert!(!is_composed(name), "{name:?}");
        }
    }
}

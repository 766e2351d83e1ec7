//! Paths of endpoints: how they are spelled, and the parameters in them.

/// Returns what is wrong with the spelling of a path; `None` if it is valid.
#[must_use]
pub fn misspelled(path: &str) -> Option<String> {
    const LONGEST: usize = 1000;
    let Some(rest) = path.strip_prefix('/') else {
        return Some("it does not begin with `/`".to_owned());
    };
    if path.contains(['?', '#']) {
        return Some("it has a query or a fragment".to_owned());
    }
    if path.len() > LONGEST {
        return Some(format!("it is longer than {LONGEST} bytes"));
    }
    if rest.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("a part of it is empty or made of dots".to_owned());
    }
    let plain = rest.split('/').filter(|part| placeholder(part).is_none());
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-~".contains(c);
    plain.flat_map(str::chars).find(|c| !fits(*c)).map(|c| format!("it contains {}", shown(c)))
}

/// Returns the names in the parts `{name}` of a path.
pub fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(placeholder)
}

/// The name in `{name}`, if a part of a path is that.
fn placeholder(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

fn shown(c: char) -> String {
    if c == ' ' { "a space".to_owned() } else { format!("`{}`", c.escape_debug()) }
}

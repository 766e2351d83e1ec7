//! Targets: what the figures of a table are held against. `cargo xtask bench` collects the lines that are printed here
//! into the table at the top of BENCHMARKS.md.

/// A figure and what it is of.
pub type Seen = (String, f64);

/// Prints the target that no figure is below a bound.
pub fn at_least(what: &str, bound: f64, seen: &[Seen]) {
    println!("{}", line(what, "at least", bound, seen));
}

/// Prints the target that no figure is above a bound.
pub fn at_most(what: &str, bound: f64, seen: &[Seen]) {
    println!("{}", line(what, "at most", bound, seen));
}

/// The worst figure stands for all, with the number of those that miss the bound. A figure counts as it is shown, so
/// that no line says that 2.00 is less than 2.00.
fn line(what: &str, side: &str, bound: f64, seen: &[Seen]) -> String {
    let head = format!("- Target: {what}: {side} {}.", shown(bound));
    let worse = |a: f64, b: f64| if side == "at least" { a < b } else { a > b };
    let rounded = |value: f64| shown(value).parse::<f64>().unwrap_or(value);
    let misses = seen.iter().filter(|(_, value)| !value.is_finite() || worse(rounded(*value), bound)).count();
    let worst = seen.iter().reduce(|worst, one| if worse(one.1, worst.1) { one } else { worst });
    let Some((of, value)) = worst else { return format!("{head} Seen: nothing. **Not measured**") };
    let of = if of.is_empty() { String::new() } else { format!(" ({of})") };
    let count = match (misses, seen.len()) {
        (0, _) | (_, 1) => String::new(),
        (misses, all) => format!("; {misses} of {all} miss it"),
    };
    let verdict = if misses == 0 { "Met" } else { "Not met" };
    format!("{head} Seen: {}{of}{count}. **{verdict}**", shown(*value))
}

/// Ratios with two digits, larger figures with fewer.
fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(side: &str, bound: f64, seen: &[(&str, f64)], expected: &str) {
        let seen: Vec<_> = seen.iter().map(|(of, value)| ((*of).to_owned(), *value)).collect();
        let expected = format!("- Target: x: {side} {expected}");
        assert_eq!(line("x", side, bound, &seen), expected);
    }

    #[test]
    fn the_worst_figure_is_shown_with_what_misses_the_bound() {
        let seen = [("a", 2.3), ("b", 1.8), ("c", 1.999)];
        check("at least", 2.0, &seen, "2.00. Seen: 1.80 (b); 1 of 3 miss it. **Not met**");
        check("at least", 1.8, &seen, "1.80. Seen: 1.80 (b). **Met**");
        check("at most", 2.0, &seen, "2.00. Seen: 2.30 (a); 1 of 3 miss it. **Not met**");
    }

    #[test]
    fn one_figure_needs_no_name() {
        check("at most", 64.0, &[("", 91.25)], "64.0. Seen: 91.2. **Not met**");
        check("at most", 1.03, &[("", 1.031)], "1.03. Seen: 1.03. **Met**");
        check("at most", 5341.0, &[("", 5342.0)], "5341. Seen: 5342. **Not met**");
    }

    #[test]
    fn what_is_not_measured_is_not_met() {
        check("at most", 1.0, &[], "1.00. Seen: nothing. **Not measured**");
        check("at most", 1.0, &[("a", f64::NAN)], "1.00. Seen: NaN (a). **Not met**");
    }
}

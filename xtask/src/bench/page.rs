//! BENCHMARKS.md: a head, the table of targets, and a section for each part, with its day.

use std::collections::BTreeMap;

use clap::ValueEnum;

use super::part::Part;

const HEAD: &str = include_str!("head.md");
/// Before the name of the part, in a line of its own above each section.
const MARK: &str = "<!-- part: ";
const END: &str = " -->";
/// Before a target in a section, as the benches print it.
const TARGET: &str = "- Target: ";

/// Replaces one section of the page, or adds it. The table of targets is made again from the targets in all sections.
pub(super) fn with_section(page: &str, part: Part, printed: &str, conditions: &str) -> String {
    let mut sections = sections(page);
    sections.insert(part, dated(printed.trim(), conditions));
    let mut text = format!("{HEAD}| part | target | seen | |\n|---|---|---|---|\n");
    for section in sections.values() {
        let heading = section.lines().find_map(|line| line.strip_prefix("### ")).unwrap_or_default();
        for target in section.lines().filter_map(Target::read) {
            text.push_str(&format!("| {heading} | {} | {} | {} |\n", target.what, target.seen, target.verdict));
        }
    }
    for (part, section) in sections {
        text.push_str(&format!("\n{MARK}{}{END}\n{section}\n", part.name()));
    }
    text
}

/// A target as a line of a section has it: `- Target: WHAT. Seen: FIGURE. **VERDICT**`.
#[derive(Debug, PartialEq, Eq)]
struct Target<'a> {
    what: &'a str,
    seen: &'a str,
    verdict: &'a str,
}

impl<'a> Target<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let (what, rest) = line.strip_prefix(TARGET)?.split_once(". Seen: ")?;
        let (seen, verdict) = rest.rsplit_once(". ")?;
        Some(Self { what, seen, verdict })
    }
}

/// The sections of a page. The text above the first one is not kept, since it is written again; nor is a section of a part that
/// no longer exists.
fn sections(page: &str) -> BTreeMap<Part, String> {
    let mut sections: BTreeMap<Part, String> = BTreeMap::new();
    let mut current = None;
    for line in page.lines() {
        if let Some(name) = line.strip_prefix(MARK).and_then(|rest| rest.strip_suffix(END)) {
            current = Part::from_str(name, false).ok();
        } else if let Some(part) = current {
            let section = sections.entry(part).or_default();
            section.push_str(line);
            section.push('\n');
        }
    }
    sections.values_mut().for_each(|section| *section = section.trim().to_owned());
    sections
}

/// The section with the conditions of its run below its first heading.
fn dated(section: &str, conditions: &str) -> String {
    match section.split_once('\n') {
        Some((heading, rest)) if heading.starts_with("### ") => format!("{heading}\n\n{conditions}\n{rest}"),
        _ => format!("{conditions}\n\n{section}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "\n### Wire\n\nRequests.\n\n| a |\n|---|\n| 1 |\n\n\
                        - Target: one after another: at most 1.03. Seen: 1.05 (a. b); 1 of 2 miss it. **Not met**\n";
    const DECODE: &str = "### Decoding\n\nResponses.\n\n- Target: all: at least 2.00. Seen: 2.10 (x). **Met**\n";

    #[test]
    fn a_page_has_the_sections_in_their_order_and_all_targets_in_one_table() {
        let page = with_section("", Part::Wire, WIRE, "Measured on Monday.");
        let page = with_section(&page, Part::Decode, DECODE, "Measured on Tuesday.");
        let rest = page.strip_prefix(HEAD).expect("the head");
        assert_eq!(
            rest,
            "| part | target | seen | |\n|---|---|---|---|\n\
             | Decoding | all: at least 2.00 | 2.10 (x) | **Met** |\n\
             | Wire | one after another: at most 1.03 | 1.05 (a. b); 1 of 2 miss it | **Not met** |\n\
             \n<!-- part: decode -->\n### Decoding\n\nMeasured on Tuesday.\n\nResponses.\n\n\
             - Target: all: at least 2.00. Seen: 2.10 (x). **Met**\n\
             \n<!-- part: wire -->\n### Wire\n\nMeasured on Monday.\n\nRequests.\n\n| a |\n|---|\n| 1 |\n\n\
             - Target: one after another: at most 1.03. Seen: 1.05 (a. b); 1 of 2 miss it. **Not met**\n"
        );
    }

    #[test]
    fn a_run_of_one_part_replaces_its_section_and_its_targets_alone() {
        let page = with_section("", Part::Wire, WIRE, "Measured on Monday.");
        let page = with_section(&page, Part::Decode, DECODE, "Measured on Monday.");
        let again = with_section(&page, Part::Decode, "### Decoding\n\nNothing.\n", "Measured on Tuesday.");
        assert!(again.contains(
            "### Decoding\n\nMeasured on Tuesday.\n\nNothing.\n\n<!-- part: wire -->\n### Wire\n\nMeasured on Monday."
        ));
        assert!(!again.contains("2.10") && again.matches("1.05 (a. b)").count() == 2, "{again}");
        assert_eq!(with_section(&page, Part::Wire, WIRE, "Measured on Monday."), page);
    }

    #[test]
    fn a_page_without_marks_is_made_anew() {
        let page = with_section("# Notes\n\n### Wire\n\nold\n<!-- part: none -->\nolder\n", Part::Wire, WIRE, "Now.");
        assert!(page.starts_with(HEAD) && !page.contains("old") && page.matches("### Wire").count() == 1, "{page}");
    }

    #[test]
    fn a_part_may_have_several_headings() {
        let page = with_section("", Part::Build, "### Build\n\na\n\n### Features\n\nb\n", "Now.");
        let page = with_section(&page, Part::Wire, WIRE, "Now.");
        assert!(page.ends_with("<!-- part: build -->\n### Build\n\nNow.\n\na\n\n### Features\n\nb\n"), "{page}");
    }
}

//! Checks that any problems must pass.

use spec::{Color, Problems, Source};

/// Checks that there is at least one, that each is inside its file, and that all can be rendered.
pub(crate) fn check_problems(problems: &Problems, sources: &[Source]) {
    assert!(!problems.is_empty());
    for located in problems.in_order() {
        let other = located.related.map(|(span, _)| span);
        for span in std::iter::once(located.span).chain(other) {
            let text = &sources[span.file].text;
            assert!(text.get(span.range()).is_some(), "{span:?} is no place in {text:?}");
        }
    }
    assert!(spec::render(problems, sources, Color::Plain).contains("error: "));
    assert!(spec::render(problems, sources, Color::Styled).len() > 20);
}

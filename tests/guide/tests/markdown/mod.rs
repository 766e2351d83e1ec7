//! What the tests need to know of a page.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Where its links lead.
    pub(crate) links: Vec<String>,
    /// Its headings, as GitHub and mdBook name them in addresses.
    pub(crate) headings: Vec<String>,
    pub(crate) blocks: Vec<Block>,
    /// Code inside of sentences.
    pub(crate) code: Vec<String>,
}

/// A fenced block.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) info: String,
    pub(crate) text: String,
    /// The HTML comment directly before it.
    pub(crate) comment: String,
}

impl Block {
    pub(crate) fn language(&self) -> &str {
        self.info.split(',').next().unwrap_or_default()
    }
}

impl Page {
    pub(crate) fn read(text: &str) -> Self {
        let mut page = Self::default();
        let mut comment = String::new();
        // What text belongs to.
        let (mut heading, mut block) = (None::<String>, None::<Block>);
        for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push(dest_url.into_string())
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => page.headings.extend(heading.take().as_deref().map(anchor)),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("an indented block of code"),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    let comment = std::mem::take(&mut comment);
                    block = Some(Block { info: info.into_string(), comment, ..Block::default() });
                }
                Event::End(TagEnd::CodeBlock) => page.blocks.extend(block.take()),
                Event::Html(html) => comment = html.into_string(),
                Event::Text(text) | Event::Code(text) if heading.is_some() => {
                    heading.iter_mut().for_each(|it| it.push_str(&text))
                }
                Event::Text(text) => match &mut block {
                    Some(block) => block.text.push_str(&text),
                    None => comment.clear(),
                },
                Event::Code(code) => page.code.push(code.into_string()),
                _ => {}
            }
        }
        page
    }
}

fn anchor(heading: &str) -> String {
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(is_kept).collect::<String>().replace(' ', "-")
}

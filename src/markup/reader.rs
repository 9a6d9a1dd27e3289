//! From Markdown to blocks.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::links::{allowed, is_unseen, linked};
use super::{Block, Marker, Span};

/// Lists deeper than this are shown at this depth: nobody can tell them apart on a phone.
const DEEPEST: usize = 4;

/// Reads a whole text; tables, footnotes and every other extension are off.
pub(super) fn read(source: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(source, Options::empty()) {
        reader.take(event);
    }
    reader.close();
    reader.blocks
}

/// What the text being collected will become.
#[derive(Default)]
enum Opened {
    #[default]
    Paragraph,
    Heading(u8),
    Item(Marker, u8),
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    opened: Opened,
    spans: Vec<Span>,
    bold: u32,
    italic: u32,
    links: Vec<Option<String>>,
    /// One entry per open list: the number of its next item, if it is numbered.
    lists: Vec<Option<u64>>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text),
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            Event::Rule => {
                self.close();
                self.blocks.push(Block::Rule);
            }
            // Events of extensions, all of which are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => self.push(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => self.links.push(allowed(&dest_url)),
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => self.start_item(),
            Tag::Heading { level, .. } if self.lists.is_empty() => {
                self.close();
                self.opened = Opened::Heading(heading(level));
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::BlockQuote(_) => {
                self.start_paragraph();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => self.close(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock if self.lists.is_empty() => {
                self.close();
            }
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.close();
        let depth = u8::try_from(self.lists.len().saturating_sub(1).min(DEEPEST)).unwrap_or(0);
        let marker = match self.lists.last_mut() {
            Some(Some(next)) => {
                let number = *next;
                *next = number.saturating_add(1);
                Marker::Ordinal(number)
            }
            _ => Marker::Bullet,
        };
        self.opened = Opened::Item(marker, depth);
    }

    /// Inside an item a new paragraph is a new line of the same item.
    fn start_paragraph(&mut self) {
        if self.lists.is_empty() {
            self.close();
        } else if !self.spans.is_empty() {
            self.push("\n");
        }
    }

    fn push(&mut self, text: &str) {
        let clean: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_unseen(*c))).collect();
        let link = self.links.iter().rev().find_map(Clone::clone);
        let span = Span { text: clean, bold: self.bold > 0, italic: self.italic > 0, link };
        match self.spans.last_mut() {
            Some(last) if (last.bold, last.italic, &last.link) == (span.bold, span.italic, &span.link) => {
                last.text.push_str(&span.text);
            }
            _ => self.spans.push(span),
        }
    }

    /// Ends the block being collected, if it has any words.
    fn close(&mut self) {
        let spans: Vec<Span> = trimmed(std::mem::take(&mut self.spans)).into_iter().flat_map(linked).collect();
        let opened = std::mem::take(&mut self.opened);
        if spans.is_empty() {
            return;
        }
        self.blocks.push(match opened {
            Opened::Paragraph => Block::Paragraph(spans),
            Opened::Heading(level) => Block::Heading { level, spans },
            Opened::Item(marker, depth) => Block::Item { marker, depth, spans },
        });
    }
}

const fn heading(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        _ => 4,
    }
}

/// The spans without white space at either end of the block.
fn trimmed(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.text.is_empty());
    while let Some(first) = spans.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        spans.remove(0);
    }
    while let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        spans.pop();
    }
    spans
}

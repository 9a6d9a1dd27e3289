//! From blocks to a letter without HTML, and to the beginning of a text.

use super::{Block, Marker, Span};

/// The line that stands for a rule.
const RULE: &str = "———";

pub(super) fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut after_item = false;
    for block in blocks {
        let item = matches!(block, Block::Item { .. });
        if !out.is_empty() {
            out.push_str(if item && after_item { "\n" } else { "\n\n" });
        }
        after_item = item;
        match block {
            Block::Paragraph(spans) | Block::Heading { spans, .. } => out.push_str(&letters(spans)),
            Block::Item { marker, depth, spans } => out.push_str(&item_lines(*marker, *depth, spans)),
            Block::Rule => out.push_str(RULE),
        }
    }
    out
}

/// An item with its mark; further lines stand under the first.
fn item_lines(marker: Marker, depth: u8, spans: &[Span]) -> String {
    let mark = match marker {
        Marker::Bullet => "– ".to_owned(),
        Marker::Ordinal(number) => format!("{number}. "),
    };
    let indent = "  ".repeat(usize::from(depth));
    let under = " ".repeat(indent.len() + mark.chars().count());
    format!("{indent}{mark}{}", letters(spans).replace('\n', &format!("\n{under}")))
}

/// The words, each link followed by its address unless the address is what one reads. A link in several styles is one link.
fn letters(spans: &[Span]) -> String {
    let mut out = String::new();
    for group in spans.chunk_by(|a, b| a.link.is_some() && a.link == b.link) {
        let words: String = group.iter().map(|span| span.text.as_str()).collect();
        out.push_str(&words);
        let shown = |link: &str| link.strip_prefix("mailto:").or(link.strip_prefix("tel:")).unwrap_or(link) == words.trim();
        if let Some(link) = group.iter().find_map(|span| span.link.as_deref()).filter(|link| !shown(link)) {
            out.push_str(&format!(" ({})", link.strip_prefix("mailto:").or(link.strip_prefix("tel:")).unwrap_or(link)));
        }
    }
    out
}

pub(super) fn excerpt(blocks: &[Block], chars: usize) -> String {
    let words = blocks.iter().flat_map(|block| {
        let text: String = block.spans().iter().map(|span| span.text.as_str()).collect();
        text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    });
    let text = words.collect::<Vec<_>>().join(" ");
    if text.chars().count() <= chars {
        return text;
    }
    let room = chars.saturating_sub(1);
    let cut: String = text.chars().take(room).collect();
    let in_word = text.chars().nth(room).is_some_and(|next| next != ' ');
    let whole = match cut.rsplit_once(' ') {
        Some((whole, _)) if in_word => whole,
        _ => &cut,
    };
    let end = whole.trim_end_matches([' ', ',', ';', ':', '–', '—', '-', '.']);
    if chars == 0 { String::new() } else { format!("{end}…") }
}

//! From blocks to HTML. Every tag of the result is written in this file.

use super::{Block, Marker, Span};

pub(super) fn write(blocks: &[Block]) -> String {
    let mut page = Page::default();
    for block in blocks {
        match block {
            Block::Item { marker, depth, spans } => page.item(*marker, usize::from(*depth), spans),
            Block::Paragraph(spans) => page.wrapped("<p>", spans, "</p>\n"),
            Block::Heading { level, spans } => {
                let (open, close) = heading(*level);
                page.wrapped(open, spans, close);
            }
            Block::Rule => page.wrapped("<hr>", &[], "\n"),
        }
    }
    page.close_lists(0);
    page.out
}

const fn heading(level: u8) -> (&'static str, &'static str) {
    match level {
        1 => ("<h3>", "</h3>\n"),
        2 => ("<h4>", "</h4>\n"),
        3 => ("<h5>", "</h5>\n"),
        _ => ("<h6>", "</h6>\n"),
    }
}

#[derive(Default)]
struct Page {
    out: String,
    /// The marker of the last item of each open list, outermost first.
    lists: Vec<Marker>,
}

impl Page {
    fn wrapped(&mut self, open: &str, spans: &[Span], close: &str) {
        self.close_lists(0);
        self.out.push_str(open);
        self.spans(spans);
        self.out.push_str(close);
    }

    fn item(&mut self, marker: Marker, depth: usize, spans: &[Span]) {
        self.close_lists(depth + 1);
        match self.lists.get_mut(depth) {
            Some(last) if follows(*last, marker) => {
                *last = marker;
                self.out.push_str("</li>\n<li>");
            }
            _ => {
                self.close_lists(depth);
                // A list may begin deeper than its surroundings; the levels between are opened too, so that tags nest.
                while self.lists.len() <= depth {
                    self.open_list(marker);
                }
            }
        }
        self.spans(spans);
    }

    fn open_list(&mut self, marker: Marker) {
        match marker {
            Marker::Bullet => self.out.push_str("<ul>\n<li>"),
            Marker::Ordinal(1) => self.out.push_str("<ol>\n<li>"),
            Marker::Ordinal(number) => self.out.push_str(&format!("<ol start=\"{number}\">\n<li>")),
        }
        self.lists.push(marker);
    }

    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            self.out.push_str(match self.lists.pop() {
                Some(Marker::Ordinal(_)) => "</li>\n</ol>\n",
                _ => "</li>\n</ul>\n",
            });
        }
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            if let Some(link) = &span.link {
                self.out.push_str("<a href=\"");
                escape(&mut self.out, link);
                self.out.push_str("\" rel=\"nofollow noopener\">");
            }
            self.styled(span);
            if span.link.is_some() {
                self.out.push_str("</a>");
            }
        }
    }

    fn styled(&mut self, span: &Span) {
        self.out.push_str(if span.bold { "<strong>" } else { "" });
        self.out.push_str(if span.italic { "<em>" } else { "" });
        for (index, line) in span.text.split('\n').enumerate() {
            if index > 0 {
                self.out.push_str("<br>\n");
            }
            escape(&mut self.out, line);
        }
        self.out.push_str(if span.italic { "</em>" } else { "" });
        self.out.push_str(if span.bold { "</strong>" } else { "" });
    }
}

/// Whether an item with this marker belongs to the list whose last item had that one.
const fn follows(last: Marker, next: Marker) -> bool {
    match (last, next) {
        (Marker::Bullet, Marker::Bullet) => true,
        (Marker::Ordinal(last), Marker::Ordinal(next)) => next == last.saturating_add(1),
        _ => false,
    }
}

fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

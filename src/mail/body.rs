//! What stands in a letter, and how it is set: once as HTML, once as plain text.

use askama::Template;

use crate::text::Locale;

/// The body of a letter, top to bottom.
#[derive(Clone, Debug)]
pub struct Body {
    /// The one heading.
    pub heading: String,
    /// What follows it.
    pub blocks: Vec<Block>,
}

/// A piece of a letter.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading below the first one.
    Heading(String),
    /// A paragraph; its line breaks are kept.
    Text(String),
    /// Prose that is already HTML. Whoever passes it has made it safe: nothing is escaped here.
    Rich {
        /// Safe HTML.
        html: String,
        /// The same in plain text.
        plain: String,
    },
    /// What the reader is asked to do.
    Button {
        /// What it says.
        label: String,
        /// Where it leads; absolute.
        url: String,
    },
    /// Names and values, such as "When" and "tomorrow from 10 to 12".
    Facts(Vec<(String, String)>),
    /// Small print.
    Small(String),
}

/// What stands around the body.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The language of the letter.
    pub locale: Locale,
    /// Who writes: stands at the top.
    pub sender: &'a str,
    /// Lines at the bottom: who we are, why this letter came, how not to get it.
    pub footer: &'a [Foot],
}

/// A line at the bottom of a letter.
#[derive(Clone, Debug)]
pub struct Foot {
    /// What it says.
    pub text: String,
    /// Where it leads, if anywhere; absolute.
    pub url: Option<String>,
}

impl From<String> for Foot {
    fn from(text: String) -> Self {
        Self { text, url: None }
    }
}

#[derive(Template)]
#[template(path = "layout/letter.html")]
struct AsHtml<'a> {
    frame: &'a Frame<'a>,
    body: &'a Body,
}

#[derive(Template)]
#[template(path = "layout/letter.txt", escape = "none")]
struct AsText<'a> {
    frame: &'a Frame<'a>,
    body: &'a Body,
}

impl Body {
    /// Sets the letter: plain text first, HTML second.
    ///
    /// # Errors
    /// Never in practice: only if writing into memory failed.
    pub fn render(&self, frame: &Frame<'_>) -> askama::Result<(String, String)> {
        let text = AsText { frame, body: self }.render()?;
        let html = AsHtml { frame, body: self }.render()?;
        Ok((text, html))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(blocks: Vec<Block>) -> (String, String) {
        let footer = [
            Foot::from("ПСК «Алатау»".to_owned()),
            Foot { text: "Хат алмау".into(), url: Some("https://a.kz/u?a=1&b=2".into()) },
        ];
        Body { heading: "Су <жоқ>".into(), blocks }
            .render(&Frame { locale: Locale::Kk, sender: "Алатау & Ко", footer: &footer })
            .unwrap()
    }

    #[test]
    fn every_block_stands_in_both_and_is_escaped_only_in_html() {
        let (text, html) = rendered(vec![
            Block::Heading("Екінші <тіл>".into()),
            Block::Text("Бірінші <b>\nекінші".into()),
            Block::Rich { html: "<p>қалың <strong>сөз</strong></p>".into(), plain: "қалың сөз".into() },
            Block::Button { label: "Ашу".into(), url: "https://a.kz/x?a=1&b=2".into() },
            Block::Facts(vec![("Қашан".into(), "ертең".into()), ("Қайда".into(), "А \"блогы\"".into())]),
            Block::Small("ұсақ".into()),
        ]);
        assert!(html.contains("<html lang=\"kk\""), "{html}");
        assert!(!html.contains("<жоқ>") && !html.contains("Бірінші <b>") && html.contains("<strong>сөз</strong>"));
        assert!(html.contains("<h2") && html.contains("Екінші &#60;тіл&#62;</h2>"), "{html}");
        assert!(html.contains("href=\"https://a.kz/x?a=1&#38;b=2\""), "{html}");
        assert!(html.contains("href=\"https://a.kz/u?a=1&#38;b=2\""));
        for said in ["Алатау & Ко", "Су <жоқ>", "Екінші <тіл>", "Бірінші <b>\nекінші", "қалың сөз", "Ашу: https://a.kz/x?a=1&b=2"]
        {
            assert!(text.contains(said), "{said} is missing in {text}");
        }
        for said in ["Қашан: ертең", "Қайда: А \"блогы\"", "ұсақ", "ПСК «Алатау»", "Хат алмау: https://a.kz/u?a=1&b=2"]
        {
            assert!(text.contains(said), "{said} is missing in {text}");
        }
        assert!(!text.contains("\n\n\n"), "no gaps: {text:?}");
    }

    #[test]
    fn html_has_one_heading_and_loads_nothing_from_outside() {
        let (_, html) = rendered(vec![Block::Text("x".into())]);
        assert_eq!(html.matches("<h1").count(), 1);
        for outside in ["<img", "<link", "<script", "src=", "url("] {
            assert!(!html.contains(outside), "{outside}");
        }
    }
}

//! The foot of a poster: the QR code and its address on the left, date and contacts on the right.

use super::error::Error;
use super::faces::Weight;
use super::ink::{DEEP, HAIR, SOFT};
use super::marks::Mark;
use super::poster::{Poster, PosterLink};
use super::prose::Prose;
use super::qr;
use super::set::{Setter, Style};

/// The QR code's side, quiet zone included: 3.2 cm, read from arm's length.
const CODE: f32 = 91.0;
/// Space between the columns.
const GAP: f32 = 18.0;
/// More lines than this would push the notice off its page.
const MOST_LINES: usize = 9;

/// A foot that has been set.
pub(super) struct Foot {
    pub(super) marks: Vec<Mark>,
    pub(super) height: f32,
}

impl Foot {
    /// Sets the foot in `width` points.
    pub(super) fn set(poster: &Poster, setter: &Setter, width: f32) -> Result<Self, Error> {
        let mut marks = vec![Mark::level(0.0, 0.0, width, 0.8, HAIR)];
        let mut height = 6.0f32;
        let mut x = 0.0;
        if let Some(link) = &poster.link {
            // The quiet zone is moved into the margin, so that the cells stand flush with the text.
            let quiet = CODE * 0.1;
            marks.push(qr::draw(&link.address, -quiet, 6.0, CODE)?);
            height = height.max(6.0 + CODE);
            let words = width * 0.56 - CODE;
            height = height.max(Self::way(link, setter, &mut marks, CODE - quiet + 6.0, words));
            x = width * 0.56 + GAP;
        }
        height = height.max(Self::who(poster, setter, &mut marks, x, width - x));
        Ok(Self { marks, height })
    }

    /// The captions in both languages and the printed address; returns where they end.
    fn way(link: &PosterLink, setter: &Setter, marks: &mut Vec<Mark>, x: f32, width: f32) -> f32 {
        let style = Style { size: 9.5, leading: 1.28, ..setter.body() };
        let address = Prose::new().link(bare(&link.address), link.address.as_str());
        let parts = [
            (Prose::from(link.caption_kk.as_str()), style),
            (Prose::from(link.caption_ru.as_str()), style),
            (address, Style { weight: Weight::Medium, ink: DEEP, ..style }),
        ];
        column(setter, marks, parts, x, width)
    }

    /// The date of publishing, the company's names and contacts; returns where they end.
    fn who(poster: &Poster, setter: &Setter, marks: &mut Vec<Mark>, x: f32, width: f32) -> f32 {
        let style = Style { size: 9.5, leading: 1.28, ..setter.body() };
        let published = Prose::from(poster.published.join("\n"));
        let contacts = Prose::from(poster.letterhead.lines.join("\n"));
        column(setter, marks, [(published, style), (contacts, Style { ink: SOFT, ..style })], x, width)
    }
}

/// Paragraphs one below the other, from beneath the foot's line.
fn column<const N: usize>(setter: &Setter, marks: &mut Vec<Mark>, parts: [(Prose, Style); N], x: f32, width: f32) -> f32 {
    let mut y = 14.0;
    for (prose, style) in parts {
        let lines = setter.lines(&prose, style, width);
        for line in lines.iter().take(MOST_LINES) {
            setter.draw(marks, line, x, y, style);
            y += style.line();
        }
        if !lines.is_empty() {
            y += 4.0;
        }
    }
    y
}

/// An address as people type it.
fn bare(address: &str) -> &str {
    let address = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    address.strip_suffix('/').unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_do_not_type_the_scheme() {
        assert_eq!(bare("https://aula.kz/a/5/"), "aula.kz/a/5");
        assert_eq!(bare("aula.kz"), "aula.kz");
    }
}

//! Turns marks into what a page says (ISO 32000-1, annex A); y is turned over here and nowhere else.

use std::io::Write as _;

use super::alphabet::{Alphabet, name};
use super::faces::{Cut, Faces, Weight};
use super::file::plain;
use super::ink::Ink;

use super::marks::{Mark, Run};

/// A4 in points.
pub(super) const PAGE_WIDTH: f32 = 595.276;
/// A4 in points.
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// The tangent of the slant that stands for italics, 11°.
const SLANT: f32 = 0.194;
/// The sine and cosine of the angle by which a word rises across a page: 40°.
const ACROSS: (f32, f32) = (0.642_788, 0.766_044);
/// The logo's name on the pages.
pub(super) const LOGO: &str = "Logo";

/// Writes one page, or what is added to it; font and colours are set only when they change.
pub(super) struct Pen<'a> {
    faces: &'static Faces,
    alphabet: &'a mut Alphabet,
    out: Vec<u8>,
    links: String,
    font: Option<(Weight, f32)>,
    fill: Option<Ink>,
    line: Option<(Ink, f32)>,
    /// Whether a section of text is open: runs that follow one another share it.
    writing: bool,
}

/// What a page says, and the places on it that lead elsewhere.
pub(super) struct Said {
    pub(super) content: Vec<u8>,
    pub(super) links: String,
}

/// Writes marks.
pub(super) fn write<'m>(faces: &'static Faces, alphabet: &mut Alphabet, marks: impl Iterator<Item = &'m Mark>) -> Said {
    let (out, links) = (Vec::with_capacity(16_384), String::new());
    let mut pen = Pen { faces, alphabet, out, links, font: None, fill: None, line: None, writing: false };
    for mark in marks {
        pen.draw(mark);
    }
    pen.end_text();
    Said { content: pen.out, links: pen.links }
}

/// A length in hundredths of a point, which no eye tells apart; what is no number is nothing.
fn length(value: f32) -> f32 {
    if value.is_finite() { (value.clamp(-100_000.0, 100_000.0) * 100.0).round() / 100.0 } else { 0.0 }
}

impl Pen<'_> {
    /// Adds numbers and the word that uses them.
    fn say(&mut self, numbers: &[f32], word: &str) {
        for number in numbers {
            self.number(*number);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(word.as_bytes());
        self.out.push(b'\n');
    }

    fn number(&mut self, value: f32) {
        // adding to a list of bytes cannot fail
        write!(self.out, "{}", length(value)).unwrap_or_default();
    }

    fn draw(&mut self, mark: &Mark) {
        if !matches!(mark, Mark::Text(_) | Mark::Across(_)) {
            self.end_text();
        }
        match mark {
            Mark::Text(run) => self.text(run, None),
            Mark::Across(run) => self.text(run, Some(ACROSS)),
            Mark::Rule { x, y, to_x, to_y, thickness, ink } => {
                self.stroke(*ink, *thickness);
                self.say(&[*x, PAGE_HEIGHT - y], "m");
                self.say(&[*to_x, PAGE_HEIGHT - to_y], "l S");
            }
            Mark::Fill { x, y, width, height, ink } => {
                self.fill(*ink);
                self.say(&[*x, PAGE_HEIGHT - y - height, *width, *height], "re f");
            }
            Mark::Frame { x, y, width, height, thickness, ink } => {
                self.stroke(*ink, *thickness);
                self.say(&[*x, PAGE_HEIGHT - y - height, *width, *height], "re S");
            }
            Mark::Cells { x, y, cell, runs } => {
                self.fill(Ink(0, 0, 0));
                for (column, row, many) in runs {
                    let (left, low) = (x + f32::from(*column) * cell, y + f32::from(*row + 1) * cell);
                    self.say(&[left, PAGE_HEIGHT - low, f32::from(*many) * cell, *cell], "re");
                }
                self.say(&[], "f");
            }
            Mark::Logo { x, y, width, height } => {
                self.say(&[], "q");
                self.say(&[*width, 0.0, 0.0, *height, *x, PAGE_HEIGHT - y - height], "cm");
                self.say(&[], &format!("/{LOGO} Do Q"));
            }
            Mark::Link { x, y, width, height, address } if followable(address) => {
                let corners = [*x, PAGE_HEIGHT - y - height, x + width, PAGE_HEIGHT - y];
                let corners = corners.map(|corner| length(corner).to_string()).join(" ");
                let to = plain(&ascii(address));
                self.links.push_str(&format!(
                    "<</Type/Annot/Subtype/Link/Rect[{corners}]/Border[0 0 0]/F 4/A<</Type/Action/S/URI/URI{to}>>>>"
                ));
            }
            Mark::Link { .. } => {}
        }
    }

    fn colour(&mut self, ink: Ink, word: &str) {
        for part in [ink.0, ink.1, ink.2] {
            write!(self.out, "{:.3} ", f32::from(part) / 255.0).unwrap_or_default();
        }
        self.say(&[], word);
    }

    fn fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.fill = Some(ink);
            self.colour(ink, "rg");
        }
    }

    fn stroke(&mut self, ink: Ink, thickness: f32) {
        if self.line != Some((ink, thickness)) {
            self.line = Some((ink, thickness));
            self.colour(ink, "RG");
            self.say(&[thickness], "w");
        }
    }

    fn text(&mut self, run: &Run, turned: Option<(f32, f32)>) {
        self.fill(run.ink);
        if !self.writing {
            self.writing = true;
            self.say(&[], "BT");
        }
        if self.font != Some((run.cut.weight, run.size)) {
            self.font = Some((run.cut.weight, run.size));
            self.out.extend_from_slice(format!("/{} ", name(run.cut.weight)).as_bytes());
            self.say(&[run.size], "Tf");
        }
        // from the page's corner, whatever stood before it in this section
        match turned {
            Some((sine, cosine)) => write!(self.out, "{cosine} {sine} {} {cosine} ", -sine).unwrap_or_default(),
            None if run.slant => write!(self.out, "1 0 {SLANT} 1 ").unwrap_or_default(),
            None => self.out.extend_from_slice(b"1 0 0 1 "),
        }
        self.say(&[run.x, PAGE_HEIGHT - run.y], "Tm");
        self.letters(run);
    }

    /// The letters; digits of equal width are moved to the middle of their cells.
    fn letters(&mut self, run: &Run) {
        let own = Cut { figures: false, ..run.cut };
        // TJ counts thousandths of an em to the left.
        let mut gap = 0.0;
        self.out.extend_from_slice(b"[<");
        for letter in run.text.chars() {
            let figure = run.cut.figures && letter.is_ascii_digit();
            let side = if figure { (self.faces.advance(run.cut, letter) - self.faces.advance(own, letter)) * 500.0 } else { 0.0 };
            gap += side;
            if gap != 0.0 {
                self.out.push(b'>');
                self.number(-gap);
                self.out.push(b'<');
            }
            gap = side;
            let code = self.alphabet.code(run.cut.weight, letter);
            self.hex(code);
        }
        self.out.extend_from_slice(b">]TJ\n");
    }

    fn hex(&mut self, code: u16) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let digit = |shift: u16| DIGITS.get(usize::from(code >> shift & 15)).copied().unwrap_or(b'0');
        self.out.extend_from_slice(&[digit(12), digit(8), digit(4), digit(0)]);
    }

    /// Ends a section of text: lines and pictures stand outside of it.
    fn end_text(&mut self) {
        if self.writing {
            self.writing = false;
            self.say(&[], "ET");
        }
    }
}

/// Whether a reader may follow the address: a `file:` or `javascript:` in people's text stays mere text.
fn followable(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("https" | "http" | "mailto" | "tel"))
}

/// An address as PDF wants it (7-bit, §12.6.4.7): other bytes percent-encoded.
fn ascii(address: &str) -> String {
    let mut ascii = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            ascii.push(char::from(byte));
        } else {
            ascii.push_str(&format!("%{byte:02X}"));
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::ink::DEEP;

    fn written(marks: &[Mark]) -> String {
        let faces = Faces::get().unwrap();
        String::from_utf8(write(faces, &mut Alphabet::new(faces), marks.iter()).content).unwrap()
    }

    fn run(text: &str, figures: bool) -> Mark {
        let cut = Cut { weight: Weight::Regular, figures };
        Mark::Text(Run { x: 10.0, y: PAGE_HEIGHT - 20.0, text: text.into(), cut, slant: false, size: 9.0, ink: DEEP })
    }

    #[test]
    fn runs_share_a_section_font_and_colour() {
        let both = written(&[run("аб", false), run("ба", false)]);
        assert_eq!(both.matches("BT").count(), 1);
        assert_eq!(both.matches("Tf").count(), 1);
        assert!(both.contains("1 0 0 1 10 20 Tm\n[<00010002>]TJ") && both.ends_with("[<00020001>]TJ\nET\n"), "{both}");
    }

    #[test]
    fn figures_of_equal_width_are_moved() {
        assert!(!written(&[run("11", false)]).contains(">-"));
        assert!(written(&[run("11", true)]).contains(">-"));
    }

    #[test]
    fn lengths_that_are_no_numbers_are_nothing() {
        assert_eq!([f32::NAN, f32::INFINITY, 1.006, -0.5].map(length), [0.0, 0.0, 1.01, -0.5]);
    }

    #[test]
    fn only_harmless_schemes_are_followed() {
        assert!(followable("https://a.kz") && followable("TEL:+77012345678"));
        assert!(!followable("javascript:alert(1)") && !followable("file:///etc/passwd") && !followable("a.kz"));
    }

    #[test]
    fn addresses_are_plain_ascii() {
        assert_eq!(ascii("https://a.kz/?q=5&b=ә"), "https://a.kz/?q=5&b=%D3%99");
    }
}

//! Turns marks into PDF operations; y is turned over here and nowhere else.

use std::collections::BTreeSet;

use printpdf::{
    Actions, BorderArray, Color, FontId, Line, LinePoint, LinkAnnotation, Op, PaintMode, PdfFontHandle, Point, Polygon,
    PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, WindingOrder, XObjectId, XObjectTransform,
};

use super::faces::{Cut, Faces, Weight};
use super::ink::Ink;
use super::marks::{Mark, Run};
use super::subset::Used;

/// A4 in points.
pub(super) const PAGE_WIDTH: f32 = 595.276;
/// A4 in points.
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// The tangent of the slant that stands for italics, 11°.
const SLANT: f32 = 0.194;
/// The sine and cosine of the angle by which a word rises across a page: 40°.
const ACROSS: (f32, f32) = (0.642_788, 0.766_044);
/// The logo's name among the document's resources.
pub(super) const LOGO: &str = "Logo";

/// A font's name among the document's resources (never F1…F14: those mean the built-in fonts).
pub(super) fn font_id(cut: Cut) -> FontId {
    FontId(String::from(match (cut.weight, cut.figures) {
        (Weight::Regular, false) => "GR",
        (Weight::Medium, false) => "GM",
        (Weight::Bold, false) => "GB",
        (Weight::Regular, true) => "GRT",
        (Weight::Medium, true) => "GMT",
        (Weight::Bold, true) => "GBT",
    }))
}

/// The operations of one page; font and colours are set only when they change.
struct Pen {
    faces: &'static Faces,
    ops: Vec<Op>,
    font: Option<(Cut, f32)>,
    fill: Option<Ink>,
    line: Option<(Ink, f32)>,
    /// Whether a section of text is open: runs that follow one another share it, which halves what a long table takes.
    writing: bool,
}

/// Draws a page. `logo` is the logo's size in pixels.
pub(super) fn page(faces: &'static Faces, marks: &[Mark], logo: Option<(f32, f32)>) -> Vec<Op> {
    let mut pen = Pen { faces, ops: Vec::new(), font: None, fill: None, line: None, writing: false };
    for mark in marks {
        pen.draw(mark, logo);
    }
    pen.end_text();
    pen.ops.shrink_to_fit();
    pen.ops
}

/// Shows every letter of every cut, for a page that is never seen.
pub(super) fn all_letters(used: &Used) -> Vec<Op> {
    let shown = |(cut, letters): (&Cut, &BTreeSet<char>)| {
        let font = PdfFontHandle::External(font_id(*cut));
        [Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items: vec![TextItem::Text(letters.iter().collect())] }]
    };
    used.iter().flat_map(shown).collect()
}

fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(PAGE_HEIGHT - y) }
}

fn colour(ink: Ink) -> Color {
    let part = |part: u8| f32::from(part) / 255.0;
    Color::Rgb(Rgb { r: part(ink.0), g: part(ink.1), b: part(ink.2), icc_profile: None })
}

fn rect(x: f32, y: f32, width: f32, height: f32, mode: PaintMode) -> Rect {
    let mut rect = Rect::from_xywh(Pt(x), Pt(PAGE_HEIGHT - y - height), Pt(width), Pt(height));
    rect.mode = Some(mode);
    rect
}

fn corner(x: f32, y: f32) -> LinePoint {
    LinePoint { p: point(x, y), bezier: false }
}

impl Pen {
    fn draw(&mut self, mark: &Mark, logo: Option<(f32, f32)>) {
        if !matches!(mark, Mark::Text(_) | Mark::Across(_)) {
            self.end_text();
        }
        match mark {
            Mark::Text(run) => self.text(run, None),
            Mark::Across(run) => self.text(run, Some(ACROSS)),
            Mark::Rule { x, y, to_x, to_y, thickness, ink } => {
                self.stroke(*ink, *thickness);
                let points = vec![corner(*x, *y), corner(*to_x, *to_y)];
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Mark::Fill { x, y, width, height, ink } => {
                self.fill(*ink);
                self.ops.push(Op::DrawRectangle { rectangle: rect(*x, *y, *width, *height, PaintMode::Fill) });
            }
            Mark::Frame { x, y, width, height, thickness, ink } => {
                self.stroke(*ink, *thickness);
                self.ops.push(Op::DrawRectangle { rectangle: rect(*x, *y, *width, *height, PaintMode::Stroke) });
            }
            Mark::Cells { x, y, cell, runs } => self.cells(*x, *y, *cell, runs),
            Mark::Logo { x, y, width, height } => {
                if let Some(pixels) = logo {
                    self.logo(*x, *y, (*width, *height), pixels);
                }
            }
            Mark::Link { x, y, width, height, address } if followable(address) => {
                let place = rect(*x, *y, *width, *height, PaintMode::Fill);
                let border = Some(BorderArray::Solid([0.0; 3]));
                let link = LinkAnnotation::new(place, Actions::Uri(ascii(address)), border, None, None);
                self.ops.push(Op::LinkAnnotation { link });
            }
            Mark::Link { .. } => {}
        }
    }

    fn fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.fill = Some(ink);
            self.ops.push(Op::SetFillColor { col: colour(ink) });
        }
    }

    fn stroke(&mut self, ink: Ink, thickness: f32) {
        if self.line != Some((ink, thickness)) {
            self.line = Some((ink, thickness));
            self.ops.push(Op::SetOutlineColor { col: colour(ink) });
            self.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        }
    }

    fn text(&mut self, run: &Run, turned: Option<(f32, f32)>) {
        self.fill(run.ink);
        if !self.writing {
            self.writing = true;
            self.ops.push(Op::StartTextSection);
        }
        if self.font != Some((run.cut, run.size)) {
            self.font = Some((run.cut, run.size));
            let font = PdfFontHandle::External(font_id(run.cut));
            self.ops.push(Op::SetFont { font, size: Pt(run.size) });
        }
        let at = point(run.x, run.y);
        let [a, b, c, d] = match turned {
            Some((sine, cosine)) => [cosine, sine, -sine, cosine],
            None => [1.0, 0.0, if run.slant { SLANT } else { 0.0 }, 1.0],
        };
        // from the page's corner, whatever stood before it in this section
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([a, b, c, d, at.x.0, at.y.0]) });
        self.ops.push(Op::ShowText { items: self.items(run) });
    }

    /// Ends a section of text: lines and pictures stand outside of it.
    fn end_text(&mut self) {
        if self.writing {
            self.writing = false;
            self.ops.push(Op::EndTextSection);
        }
    }

    /// The letters; digits of equal width are moved to the middle of their cells.
    fn items(&self, run: &Run) -> Vec<TextItem> {
        if !run.cut.figures {
            return vec![TextItem::Text(run.text.clone())];
        }
        let own = Cut { figures: false, ..run.cut };
        let mut items = Vec::new();
        for part in run.text.split_inclusive(|letter: char| letter.is_ascii_digit()) {
            let Some(digit) = part.chars().next_back().filter(char::is_ascii_digit) else {
                items.push(TextItem::Text(part.to_owned()));
                continue;
            };
            let before: String = part.chars().take_while(|letter| *letter != digit).collect();
            if !before.is_empty() {
                items.push(TextItem::Text(before));
            }
            // TJ counts thousandths of an em to the left.
            let side = (self.faces.advance(run.cut, digit) - self.faces.advance(own, digit)) * 500.0;
            items.extend([TextItem::Offset(-side), TextItem::Text(digit.to_string()), TextItem::Offset(side)]);
        }
        items
    }

    fn cells(&mut self, x: f32, y: f32, cell: f32, runs: &[(u16, u16, u16)]) {
        self.fill(Ink(0, 0, 0));
        let ring = |(column, row, length): &(u16, u16, u16)| {
            let (left, top) = (x + f32::from(*column) * cell, y + f32::from(*row) * cell);
            let (right, low) = (left + f32::from(*length) * cell, top + cell);
            PolygonRing { points: vec![corner(left, top), corner(right, top), corner(right, low), corner(left, low)] }
        };
        let rings = runs.iter().map(ring).collect();
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn logo(&mut self, x: f32, y: f32, (width, height): (f32, f32), pixels: (f32, f32)) {
        let transform = XObjectTransform {
            translate_x: Some(Pt(x)),
            translate_y: Some(Pt(PAGE_HEIGHT - y - height)),
            // At 72 dpi a pixel is a point.
            dpi: Some(72.0),
            scale_x: Some(width / pixels.0),
            scale_y: Some(height / pixels.1),
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(String::from(LOGO)), transform });
    }
}

/// Whether a reader may follow the address: a `file:` or `javascript:` in people's text stays mere text.
fn followable(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("https" | "http" | "mailto" | "tel"))
}

/// An address as PDF wants it (7-bit, ISO 32000-1 §12.6.4.7): other bytes percent-encoded.
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

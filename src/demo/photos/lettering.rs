//! Words in a picture, from the outlines of the font that documents are set in.

use ttf_parser::{Face, OutlineBuilder};

use super::canvas::Canvas;
use super::paint::Paint;
use super::shape::{Point, Shape, bezier};

/// The font: Golos Text, which has all Kazakh letters (`static/fonts/OFL.txt`).
const BOLD: &[u8] = include_bytes!("../../../static/fonts/GolosText-Bold.ttf");

/// Writes a line with its middle at `x` and its base line at `y`; `size` is the height of the em in pixels.
pub(super) fn write(canvas: &mut Canvas, text: &str, (x, y): Point, size: f32, paint: Paint) {
    let Ok(face) = Face::parse(BOLD, 0) else { return };
    let scale = size / f32::from(face.units_per_em());
    let glyphs = || text.chars().filter_map(|letter| face.glyph_index(letter));
    let width: f32 = glyphs().filter_map(|glyph| face.glyph_hor_advance(glyph)).map(f32::from).sum();
    let mut pen = x - width * scale / 2.0;
    for glyph in glyphs() {
        let mut outline = Outline { origin: (pen, y), scale, shape: Shape::default(), last: (pen, y) };
        face.outline_glyph(glyph, &mut outline);
        canvas.fill(&outline.shape, paint);
        pen += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
    }
}

/// A letter on its way from font units to pixels.
struct Outline {
    origin: Point,
    scale: f32,
    shape: Shape,
    last: Point,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> Point {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }

    fn to(&mut self, point: Point) {
        if let Some(contour) = self.shape.contours.last_mut() {
            contour.push(point);
        }
        self.last = point;
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.shape.contours.push(Vec::new());
        self.to(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to(self.at(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, bend, end) = (self.last, self.at(x1, y1), self.at(x, y));
        (1_u8..=6).for_each(|step| self.to(bezier(from, bend, end, f32::from(step) / 6.0)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (from, one, two, end) = (self.last, self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        for step in 1_u8..=8 {
            let t = f32::from(step) / 8.0;
            let (left, right) = (bezier(from, one, two, t), bezier(one, two, end, t));
            self.to((left.0 + (right.0 - left.0) * t, left.1 + (right.1 - left.1) * t));
        }
    }

    fn close(&mut self) {}
}

//! Pixels, and shapes laid on them with soft edges.
//!
//! Edges are exact: for each pixel the share that the outline covers is summed up from signed trapezoids, row by row, as
//! font rasterisers do. Contours of one shape must not overlap in the same sense of rotation.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageResult};

use super::paint::{Colour, Paint};
use super::shape::{Point, Shape};

/// A picture in the making.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

impl Canvas {
    /// A black picture.
    pub(super) fn new(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        Self { width, height, pixels: vec![[0.0; 3]; width * height] }
    }

    /// Lays a filled shape on what is there; what sticks out of the picture is cut off.
    pub(super) fn fill(&mut self, shape: &Shape, paint: Paint) {
        let Some(cover) = Cover::of(shape) else { return };
        let rows = cover.sums.chunks_exact(cover.width);
        for (row, sums) in rows.enumerate() {
            let y = cover.top + row as f32;
            if y < 0.0 || whole(y) >= self.height {
                continue;
            }
            let line = self.pixels.chunks_exact_mut(self.width).nth(whole(y)).unwrap_or_default();
            let hidden = whole((-cover.left).max(0.0));
            let mut sum: f32 = sums.iter().take(hidden).sum();
            let visible = line.iter_mut().skip(whole(cover.left.max(0.0)));
            for ((column, part), pixel) in sums.iter().enumerate().skip(hidden).zip(visible) {
                sum += part;
                let covered = sum.abs().min(1.0);
                if covered > 0.002 {
                    let (colour, opacity) = paint.at(cover.left + column as f32 + 0.5, y + 0.5);
                    blend(pixel, colour, covered * opacity);
                }
            }
        }
    }

    /// The picture as JPEG of good quality.
    pub(super) fn jpeg(&self) -> ImageResult<Vec<u8>> {
        let mut out = Vec::new();
        let (width, height) = self.size();
        JpegEncoder::new_with_quality(&mut out, 86).write_image(&self.bytes(), width, height, ExtendedColorType::Rgb8)?;
        Ok(out)
    }

    /// The picture as PNG.
    pub(super) fn png(&self) -> ImageResult<Vec<u8>> {
        let mut out = Vec::new();
        let (width, height) = self.size();
        PngEncoder::new(&mut out).write_image(&self.bytes(), width, height, ExtendedColorType::Rgb8)?;
        Ok(out)
    }

    fn size(&self) -> (u32, u32) {
        (u32::try_from(self.width).unwrap_or_default(), u32::try_from(self.height).unwrap_or_default())
    }

    fn bytes(&self) -> Vec<u8> {
        let byte = |part: &f32| u8::try_from(whole(part * 255.0 + 0.5)).unwrap_or(u8::MAX);
        self.pixels.iter().flatten().map(byte).collect()
    }
}

fn blend(pixel: &mut Colour, colour: Colour, opacity: f32) {
    for (below, above) in pixel.iter_mut().zip(colour) {
        *below += (above - *below) * opacity;
    }
}

/// The whole part of a number that is not negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no other conversion from float; it saturates")]
fn whole(number: f32) -> usize {
    number as usize
}

/// How much the coverage changes from each pixel to the next, for the rectangle around a shape.
struct Cover {
    left: f32,
    top: f32,
    width: usize,
    sums: Vec<f32>,
}

impl Cover {
    fn of(shape: &Shape) -> Option<Self> {
        let points = || shape.contours.iter().flatten();
        let least = |a: f32, b: f32| a.min(b).floor();
        let left = points().map(|point| point.0).reduce(least)?.floor();
        let top = points().map(|point| point.1).reduce(least)?.floor();
        let right = points().map(|point| point.0).reduce(f32::max)?;
        let bottom = points().map(|point| point.1).reduce(f32::max)?;
        let (width, height) = (whole(right - left) + 3, whole(bottom - top) + 2);
        let mut cover = Self { left, top, width, sums: vec![0.0; width * height] };
        for contour in &shape.contours {
            let next = contour.iter().cycle().skip(1);
            contour.iter().zip(next).for_each(|(from, to)| cover.edge(*from, *to));
        }
        Some(cover)
    }

    /// Adds an edge of the outline, one row of pixels after another.
    fn edge(&mut self, from: Point, to: Point) {
        let (from, to) = ((from.0 - self.left, from.1 - self.top), (to.0 - self.left, to.1 - self.top));
        let (sense, upper, lower) = if from.1 < to.1 { (1.0, from, to) } else { (-1.0, to, from) };
        let drop = lower.1 - upper.1;
        if drop <= 0.0 {
            return;
        }
        let slope = (lower.0 - upper.0) / drop;
        let mut x = upper.0;
        for row in whole(upper.1)..whole(lower.1.ceil()) {
            let y = row as f32;
            let tall = (y + 1.0).min(lower.1) - y.max(upper.1);
            let next = (x + slope * tall).max(0.0);
            self.strip(row * self.width, x.min(next), x.max(next), tall * sense);
            x = next;
        }
    }

    /// Adds the part of an edge within one row: from `left` to `right`, `tall` high, to the cells that begin at `start`.
    fn strip(&mut self, start: usize, left: f32, right: f32, tall: f32) {
        let first = left.floor();
        let last = right.ceil().max(first + 1.0);
        let mut before = 0.0;
        let mut cell = first;
        // The share of the strip's height that lies to the left of x, averaged over each pixel it crosses.
        while cell <= last {
            let covered = tall * average(left, right, cell);
            self.add(start + whole(cell), covered - before);
            before = covered;
            cell += 1.0;
        }
    }

    fn add(&mut self, place: usize, part: f32) {
        if let Some(sum) = self.sums.get_mut(place) {
            *sum += part;
        }
    }
}

/// The mean, over the pixel that begins at `cell`, of how far an even ramp from 0 at `left` to 1 at `right` has risen.
fn average(left: f32, right: f32, cell: f32) -> f32 {
    let risen = |x: f32| {
        if right - left < 1e-4 {
            return (x - left).max(0.0);
        }
        let inside = (x.clamp(left, right) - left) / (right - left);
        inside * inside * (right - left) / 2.0 + (x - right).max(0.0)
    };
    risen(cell + 1.0) - risen(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::photos::paint::rgb;

    fn inked(shape: &Shape) -> f32 {
        let mut canvas = Canvas::new(100, 80);
        canvas.fill(shape, Paint::Flat([1.0; 3], 1.0));
        canvas.pixels.iter().map(|pixel| pixel[0]).sum()
    }

    #[test]
    fn as_much_is_inked_as_the_shape_is_large() {
        let near = |shape: &Shape, area: f32| {
            let inked = inked(shape);
            assert!((inked - area).abs() < area * 0.01, "{inked} instead of {area}");
        };
        near(&Shape::rect(10.25, 10.5, 20.5, 30.25), 20.5 * 30.25);
        near(&Shape::circle(50.3, 40.7, 25.0), std::f32::consts::PI * 625.0);
        near(&Shape::polygon(&[(5.0, 5.0), (90.0, 20.0), (30.0, 70.0)]), 0.5 * (85.0 * 65.0 - 25.0 * 15.0));
        near(&Shape::line((20.0, 20.0), (60.0, 50.0), 6.0), 50.0 * 6.0 + std::f32::consts::PI * 9.0);
    }

    #[test]
    fn a_slanting_edge_covers_each_pixel_by_its_share() {
        let mut canvas = Canvas::new(4, 1);
        canvas.fill(&Shape::polygon(&[(0.0, 0.0), (4.0, 1.0), (0.0, 1.0)]), Paint::Flat([1.0; 3], 1.0));
        for (pixel, share) in canvas.pixels.iter().zip([0.875, 0.625, 0.375, 0.125]) {
            assert!((pixel[0] - share).abs() < 1e-4, "{:?}", canvas.pixels);
        }
    }

    #[test]
    fn what_sticks_out_is_cut_off() {
        let near = |shape: &Shape, area: f32| assert!((inked(shape) - area).abs() < 1.0, "{}", inked(shape));
        near(&Shape::rect(-50.0, -50.0, 60.0, 60.0), 100.0);
        near(&Shape::rect(90.0, 70.0, 500.0, 500.0), 100.0);
        near(&Shape::rect(-10.0, -10.0, 500.0, 500.0), 8_000.0);
        near(&Shape::rect(200.0, 200.0, 10.0, 10.0), 0.0);
        near(&Shape::default(), 0.0);
    }

    #[test]
    fn colours_are_what_was_asked_for() {
        let mut canvas = Canvas::new(4, 4);
        canvas.fill(&Shape::rect(0.0, 0.0, 4.0, 4.0), Paint::of(0x00_69_6f));
        assert_eq!(canvas.bytes()[..3], [0, 0x69, 0x6f]);
        canvas.fill(&Shape::rect(0.0, 0.0, 4.0, 4.0), Paint::Flat(rgb(0xff_ff_ff), 0.5));
        assert_eq!(canvas.bytes()[..3], [128, 180, 183]);
    }
}

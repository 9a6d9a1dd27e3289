//! A water meter as somebody photographs it: a blue ring, a white face, the figures in their window.

use super::canvas::Canvas;
use super::lettering::write;
use super::paint::{Paint, rgb};
use super::shape::Shape;

/// A meter that shows these figures, as JPEG, 800 × 600 pixels.
///
/// # Errors
/// Only if the encoder fails, which it has no reason to.
pub fn meter_face(figures: &str) -> image::ImageResult<Vec<u8>> {
    let mut canvas = Canvas::new(800, 600);
    let wall = Paint::Down { top: 0.0, from: rgb(0xb9_b2_a4), bottom: 600.0, to: rgb(0x8f_88_7b) };
    canvas.fill(&Shape::rect(0.0, 0.0, 800.0, 600.0), wall);
    let pipe = Paint::Down { top: 240.0, from: rgb(0xd7_d9_da), bottom: 360.0, to: rgb(0x84_88_8b) };
    canvas.fill(&Shape::rect(0.0, 240.0, 800.0, 120.0), pipe);
    canvas.fill(&Shape::circle(404.0, 308.0, 246.0), Paint::thin(0x20_20_20, 0.35));
    canvas.fill(&Shape::circle(400.0, 300.0, 240.0), Paint::of(0x2b_5f_94));
    canvas.fill(&Shape::circle(400.0, 300.0, 204.0), Paint::of(0xf4_f3_ee));
    canvas.fill(&Shape::rounded(246.0, 206.0, 308.0, 92.0, 8.0), Paint::of(0x1d_22_26));
    write(&mut canvas, figures, (400.0, 272.0), 58.0, Paint::of(0xff_ff_ff));
    write(&mut canvas, "m³", (400.0, 342.0), 34.0, Paint::of(0x1d_22_26));
    canvas.fill(&Shape::circle(400.0, 390.0, 34.0), Paint::of(0xc4_3c_2d));
    canvas.fill(&Shape::circle(400.0, 390.0, 9.0), Paint::of(0xf4_f3_ee));
    canvas.jpeg()
}

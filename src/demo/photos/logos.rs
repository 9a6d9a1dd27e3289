//! The marks of the two companies.

use std::f32::consts::TAU;

use super::canvas::Canvas;
use super::paint::{Paint, rgb};
use super::shape::Shape;

/// A company's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Logo {
    /// «Алатау Үй»: a house under two summits, one window lit.
    Alatau,
    /// «Есіл Сервис»: a house by the river.
    Esil,
}

impl Logo {
    /// What the file is called.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Alatau => "alatau-uy.png",
            Self::Esil => "esil-service.png",
        }
    }

    /// The mark as PNG, 512 × 512 pixels, on the company's own colour.
    ///
    /// # Errors
    /// Only if the encoder fails, which it has no reason to.
    pub fn png(self) -> image::ImageResult<Vec<u8>> {
        let mut canvas = Canvas::new(512, 512);
        match self {
            Self::Alatau => alatau(&mut canvas),
            Self::Esil => esil(&mut canvas),
        }
        canvas.png()
    }
}

fn alatau(canvas: &mut Canvas) {
    canvas.fill(&Shape::rect(0.0, 0.0, 512.0, 512.0), Paint::of(0x00_69_6f));
    canvas.fill(&Shape::circle(384.0, 124.0, 38.0), Paint::of(0xf0_a9_2b));
    canvas.fill(&Shape::polygon(&[(196.0, 400.0), (344.0, 190.0), (470.0, 400.0)]), Paint::of(0x7f_c8_c2));
    canvas.fill(&Shape::polygon(&[(42.0, 400.0), (212.0, 112.0), (382.0, 400.0)]), Paint::of(0xff_fd_f8));
    let shadow = [(212.0, 112.0), (382.0, 400.0), (232.0, 400.0), (258.0, 290.0), (226.0, 246.0)];
    canvas.fill(&Shape::polygon(&shadow), Paint::of(0xcf_e6_e2));
    canvas.fill(&Shape::rounded(182.0, 322.0, 60.0, 78.0, 6.0), Paint::of(0x00_4f_54));
    canvas.fill(&Shape::rounded(192.0, 332.0, 40.0, 40.0, 4.0), Paint::of(0xf0_a9_2b));
    canvas.fill(&Shape::rounded(42.0, 412.0, 428.0, 16.0, 8.0), Paint::of(0xff_fd_f8));
}

fn esil(canvas: &mut Canvas) {
    canvas.fill(&Shape::rect(0.0, 0.0, 512.0, 512.0), Paint::of(0x3b_5b_a9));
    canvas.fill(&Shape::polygon(&[(118.0, 204.0), (256.0, 92.0), (394.0, 204.0)]), Paint::of(0xff_ff_ff));
    canvas.fill(&Shape::rect(150.0, 196.0, 212.0, 120.0), Paint::of(0xff_ff_ff));
    for (x, y) in [(186.0, 216.0), (236.0, 216.0), (286.0, 216.0), (186.0, 262.0), (286.0, 262.0)] {
        canvas.fill(&Shape::rounded(x, y, 38.0, 32.0, 4.0), Paint::Flat(rgb(0x3b_5b_a9), 0.9));
    }
    canvas.fill(&Shape::rounded(238.0, 262.0, 34.0, 54.0, 4.0), Paint::of(0xf5_c5_4a));
    for (y, tone) in [(360.0, 0xff_ff_ff), (404.0, 0xb9_c9_ee), (448.0, 0x7f_9a_d8)] {
        canvas.fill(&wave(82.0, y), Paint::of(tone));
    }
}

/// Three waves of a river as one ribbon.
fn wave(x: f32, y: f32) -> Shape {
    let at = |step: u8, lift: f32| {
        let turns = f32::from(step) / 24.0;
        (x + turns * 116.0, y - 15.0 * (turns * TAU).sin() + lift)
    };
    let upper = (0..=72).map(|step| at(step, -10.0));
    Shape { contours: vec![upper.chain((0..=72).rev().map(|step| at(step, 10.0))).collect()] }
}

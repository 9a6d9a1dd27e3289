//! A yard under the mountains at dusk.

use super::canvas::Canvas;
use super::paint::{Paint, mix, rgb};
use super::shape::{Point, Shape};
use crate::demo::chance::Chance;

pub(super) fn draw(canvas: &mut Canvas) {
    let mut chance = Chance::new(17);
    sky(canvas, &mut chance);
    mountains(canvas);
    ground(canvas);
    House { x: 452.0, ground: 590.0, columns: 6, floors: 6, scale: 0.72, wall: 0x5b_57_7d }.draw(canvas, &mut chance);
    House { x: 40.0, ground: 640.0, columns: 7, floors: 9, scale: 1.0, wall: 0x4a_42_66 }.draw(canvas, &mut chance);
    House { x: 806.0, ground: 650.0, columns: 7, floors: 8, scale: 1.06, wall: 0x5a_46_63 }.draw(canvas, &mut chance);
    for (x, y, size) in [(30.0, 668.0, 1.0), (432.0, 616.0, 0.75), (770.0, 622.0, 0.8), (1172.0, 690.0, 1.25)] {
        tree(canvas, x, y, size);
    }
    bench(canvas, 560.0, 690.0);
    for (x, y, size) in [(392.0, 690.0, 1.0), (748.0, 668.0, 0.86)] {
        lamp(canvas, x, y, size);
    }
    grass(canvas, &mut chance);
}

fn sky(canvas: &mut Canvas, chance: &mut Chance) {
    let (night, mauve, peach) = (rgb(0x1f_2a_58), rgb(0x8b_67_9a), rgb(0xf6_b7_8c));
    canvas.fill(&Shape::rect(0.0, 0.0, 1200.0, 260.0), Paint::Down { top: 0.0, from: night, bottom: 300.0, to: mauve });
    let dusk = Paint::Down { top: 260.0, from: mix(night, mauve, 260.0 / 300.0), bottom: 540.0, to: peach };
    canvas.fill(&Shape::rect(0.0, 260.0, 1200.0, 360.0), dusk);
    for _ in 0..70 {
        let (x, y) = (scatter(chance, 1200), scatter(chance, 230));
        let radius = if chance.percent(20) { 1.7 } else { 1.0 };
        canvas.fill(&Shape::circle(x, y, radius), Paint::thin(0xff_ff_ff, 0.75 - y / 400.0));
    }
    let glow = Paint::Glow { x: 620.0, y: 120.0, radius: 190.0, colour: rgb(0xff_f3_d6), strength: 0.4 };
    canvas.fill(&Shape::circle(620.0, 120.0, 190.0), glow);
    canvas.fill(&Shape::circle(620.0, 120.0, 34.0), Paint::of(0xff_f6_de));
    canvas.fill(&Shape::circle(610.0, 112.0, 7.0), Paint::thin(0xd8_c7_b0, 0.45));
    canvas.fill(&Shape::circle(630.0, 130.0, 9.0), Paint::thin(0xd8_c7_b0, 0.4));
}

fn mountains(canvas: &mut Canvas) {
    let far: [Point; 12] = [
        (0.0, 430.0),
        (120.0, 330.0),
        (210.0, 372.0),
        (330.0, 270.0),
        (420.0, 340.0),
        (500.0, 290.0),
        (610.0, 232.0),
        (720.0, 330.0),
        (830.0, 280.0),
        (960.0, 350.0),
        (1080.0, 300.0),
        (1200.0, 380.0),
    ];
    let ridge = |points: &[Point]| Shape::polygon(&[points, &[(1200.0, 620.0), (0.0, 620.0)]].concat());
    let haze = Paint::Down { top: 230.0, from: rgb(0x6c_62_98), bottom: 520.0, to: rgb(0xc9_8f_97) };
    canvas.fill(&ridge(&far), haze);
    for (x, y, wide, tall) in
        [(330.0, 270.0, 56.0, 56.0), (610.0, 232.0, 72.0, 66.0), (830.0, 280.0, 50.0, 36.0), (120.0, 330.0, 44.0, 36.0)]
    {
        snow(canvas, x, y, wide, tall);
    }
    let near: [Point; 9] = [
        (0.0, 500.0),
        (150.0, 440.0),
        (280.0, 486.0),
        (420.0, 428.0),
        (560.0, 470.0),
        (700.0, 420.0),
        (860.0, 478.0),
        (1020.0, 430.0),
        (1200.0, 492.0),
    ];
    canvas.fill(&ridge(&near), Paint::Down { top: 420.0, from: rgb(0x5a_4f_80), bottom: 600.0, to: rgb(0x8e_66_80) });
}

/// The snow of a summit, ragged below.
fn snow(canvas: &mut Canvas, x: f32, y: f32, wide: f32, tall: f32) {
    let at = |across: f32, down: f32| (x + wide * across, y + tall * down);
    let cap = [
        at(0.0, 0.0),
        at(0.86, 0.78),
        at(0.5, 0.66),
        at(0.28, 1.0),
        at(0.02, 0.68),
        at(-0.3, 0.96),
        at(-0.48, 0.66),
        at(-0.94, 0.84),
    ];
    canvas.fill(&Shape::polygon(&cap), Paint::thin(0xff_e9_e0, 0.85));
}

fn ground(canvas: &mut Canvas) {
    let lawn = Paint::Down { top: 580.0, from: rgb(0x3f_52_58), bottom: 800.0, to: rgb(0x1d_30_3b) };
    canvas.fill(&Shape::rect(0.0, 585.0, 1200.0, 215.0), lawn);
    let path = [(560.0, 590.0), (650.0, 590.0), (700.0, 660.0), (880.0, 800.0), (330.0, 800.0), (510.0, 660.0)];
    let stone = Paint::Down { top: 590.0, from: rgb(0x8d_80_86), bottom: 800.0, to: rgb(0x5d_58_69) };
    canvas.fill(&Shape::polygon(&path), stone);
    for (y, left, right) in [(640.0, 522.0, 684.0), (690.0, 468.0, 740.0), (750.0, 392.0, 818.0)] {
        canvas.fill(&Shape::line((left, y), (right, y), 2.0), Paint::thin(0x3a_38_4a, 0.35));
    }
}

/// A house seen from its yard.
struct House {
    x: f32,
    ground: f32,
    columns: u8,
    floors: u8,
    scale: f32,
    wall: u32,
}

impl House {
    fn draw(&self, canvas: &mut Canvas, chance: &mut Chance) {
        let step = (50.0 * self.scale, 54.0 * self.scale);
        let (width, height) = (f32::from(self.columns) * step.0, f32::from(self.floors) * step.1 + 16.0 * self.scale);
        let top = self.ground - height;
        let wall = rgb(self.wall);
        let paint =
            Paint::Down { top, from: mix(wall, rgb(0xf0_a8_90), 0.16), bottom: self.ground, to: mix(wall, [0.0; 3], 0.25) };
        canvas.fill(&Shape::rect(self.x, top, width, height), paint);
        canvas.fill(&Shape::rect(self.x - 5.0, top - 9.0, width + 10.0, 11.0), Paint::Flat(mix(wall, [0.0; 3], 0.35), 1.0));
        for floor in 0..self.floors {
            for column in 0..self.columns {
                let corner = (self.x + f32::from(column) * step.0, top + 14.0 * self.scale + f32::from(floor) * step.1);
                let entrance = floor + 1 == self.floors && column % 4 == 2;
                if entrance { self.door(canvas, corner) } else { self.window(canvas, chance, corner, column % 3 == 1) }
            }
        }
    }

    fn window(&self, canvas: &mut Canvas, chance: &mut Chance, (x, y): Point, balcony: bool) {
        let s = self.scale;
        let lit = [0xff_d9_8a, 0xff_c7_6b, 0xff_e6_b0, 0xf9_b2_63];
        let glass = if chance.percent(52) { chance.pick(&lit) } else { chance.pick(&[0x2d_35_5e, 0x35_3d_68, 0x28_2f_52]) };
        let (left, top, wide, tall) = (x + 12.0 * s, y + 6.0 * s, 26.0 * s, 32.0 * s);
        if lit.contains(&glass) {
            let (cx, cy) = (left + wide / 2.0, top + tall / 2.0);
            let glow = Paint::Glow { x: cx, y: cy, radius: 40.0 * s, colour: rgb(glass), strength: 0.3 };
            canvas.fill(&Shape::circle(cx, cy, 40.0 * s), glow);
        }
        canvas.fill(&Shape::rect(left - 2.0 * s, top - 2.0 * s, wide + 4.0 * s, tall + 4.0 * s), Paint::thin(0x22_1f_3a, 0.55));
        canvas.fill(&Shape::rect(left, top, wide, tall), Paint::of(glass));
        if lit.contains(&glass) && chance.percent(45) {
            canvas.fill(&Shape::rect(left, top, wide * 0.28, tall), Paint::thin(0xe0_8a_5a, 0.45));
            canvas.fill(&Shape::rect(left + wide * 0.72, top, wide * 0.28, tall), Paint::thin(0xe0_8a_5a, 0.45));
        }
        canvas.fill(&Shape::rect(left + wide / 2.0 - 1.0 * s, top, 2.0 * s, tall), Paint::thin(0x22_1f_3a, 0.6));
        if balcony {
            canvas.fill(&Shape::rect(x + 4.0 * s, y + 30.0 * s, 42.0 * s, 15.0 * s), Paint::thin(0x2a_25_42, 0.8));
            canvas.fill(&Shape::rect(x + 4.0 * s, y + 29.0 * s, 42.0 * s, 2.5 * s), Paint::thin(0xf2_c6_a8, 0.5));
        }
    }

    fn door(&self, canvas: &mut Canvas, (x, y): Point) {
        let s = self.scale;
        let floor = self.ground - y;
        let (cx, cy) = (x + 25.0 * s, y + 12.0 * s);
        canvas.fill(&Shape::rect(x + 10.0 * s, y + 14.0 * s, 30.0 * s, floor - 14.0 * s), Paint::of(0x24_4d_55));
        canvas.fill(&Shape::rect(x + 15.0 * s, y + 19.0 * s, 8.0 * s, 16.0 * s), Paint::of(0xff_d9_8a));
        canvas.fill(&Shape::rect(x + 2.0 * s, y + 6.0 * s, 46.0 * s, 6.0 * s), Paint::of(0x2a_25_42));
        let glow = Paint::Glow { x: cx, y: cy, radius: 70.0 * s, colour: rgb(0xff_d9_8a), strength: 0.6 };
        canvas.fill(&Shape::circle(cx, cy, 70.0 * s), glow);
    }
}

fn tree(canvas: &mut Canvas, x: f32, y: f32, size: f32) {
    canvas.fill(&Shape::ellipse(x, y + 2.0, 56.0 * size, 9.0 * size), Paint::thin(0x0c_16_20, 0.35));
    let fork = |dx: f32, dy: f32| Shape::line((x, y - 50.0 * size), (x + dx * size, y - dy * size), 6.0 * size);
    canvas.fill(&Shape::line((x, y), (x, y - 90.0 * size), 11.0 * size), Paint::of(0x2b_24_33));
    for (dx, dy) in [(-30.0, 90.0), (28.0, 96.0)] {
        canvas.fill(&fork(dx, dy), Paint::of(0x2b_24_33));
    }
    let crown = [(-34.0, 104.0, 36.0), (32.0, 108.0, 38.0), (0.0, 142.0, 44.0), (0.0, 100.0, 36.0)];
    for (dx, dy, radius) in crown {
        canvas.fill(&Shape::circle(x + dx * size, y - dy * size, radius * size), Paint::of(0x2a_4a_4d));
    }
    for (dx, dy, radius) in [(-40.0, 116.0, 22.0), (-8.0, 156.0, 26.0), (24.0, 122.0, 22.0)] {
        canvas.fill(&Shape::circle(x + dx * size, y - dy * size, radius * size), Paint::thin(0x5a_7a_68, 0.5));
    }
}

fn bench(canvas: &mut Canvas, x: f32, y: f32) {
    canvas.fill(&Shape::ellipse(x + 50.0, y + 26.0, 66.0, 7.0), Paint::thin(0x1a_18_28, 0.35));
    for leg in [8.0, 92.0] {
        canvas.fill(&Shape::line((x + leg, y), (x + leg, y + 24.0), 5.0), Paint::of(0x26_22_36));
    }
    for (plank, tone) in [(-30.0, 0xa8_6b_4c), (-17.0, 0xb5_76_54), (0.0, 0xc4_86_60)] {
        canvas.fill(&Shape::rounded(x, y + plank, 100.0, 9.0, 3.0), Paint::of(tone));
    }
}

fn lamp(canvas: &mut Canvas, x: f32, y: f32, size: f32) {
    let top = y - 170.0 * size;
    for ring in 1_u8..=16 {
        let share = f32::from(ring) / 16.0;
        canvas.fill(&Shape::ellipse(x, y, 150.0 * size * share, 36.0 * size * share), Paint::thin(0xff_cf_80, 0.02));
    }
    canvas.fill(&Shape::line((x, y), (x, top), 6.0 * size), Paint::of(0x1d_1a_2c));
    canvas.fill(&Shape::rounded(x - 10.0 * size, y - 12.0 * size, 20.0 * size, 12.0 * size, 3.0), Paint::of(0x1d_1a_2c));
    let glow = Paint::Glow { x, y: top, radius: 150.0 * size, colour: rgb(0xff_d8_90), strength: 0.75 };
    canvas.fill(&Shape::circle(x, top, 150.0 * size), glow);
    canvas.fill(&Shape::circle(x, top, 15.0 * size), Paint::of(0xff_f2_cf));
    canvas.fill(&Shape::rounded(x - 16.0 * size, top - 20.0 * size, 32.0 * size, 7.0 * size, 3.0), Paint::of(0x1d_1a_2c));
}

fn grass(canvas: &mut Canvas, chance: &mut Chance) {
    for _ in 0..110 {
        let (x, y) = (scatter(chance, 1200), 735.0 + scatter(chance, 65));
        let on_path = (x - 605.0).abs() < 150.0 + (y - 660.0);
        if !on_path {
            let tall = 10.0 + scatter(chance, 12);
            canvas.fill(&Shape::line((x, y), (x + 4.0, y - tall), 2.4), Paint::thin(0x5d_82_70, 0.55));
        }
    }
}

/// A coordinate below `end`.
pub(super) fn scatter(chance: &mut Chance, end: u16) -> f32 {
    u16::try_from(chance.below(usize::from(end))).map_or(0.0, f32::from)
}

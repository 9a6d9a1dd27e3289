//! A playground on a sunny day.

use super::canvas::Canvas;
use super::courtyard::scatter;
use super::paint::{Paint, rgb};
use super::shape::{Point, Shape};
use crate::demo::chance::Chance;

pub(super) fn draw(canvas: &mut Canvas) {
    sky(canvas);
    houses(canvas);
    let lawn = Paint::Down { top: 500.0, from: rgb(0x9c_c8_7a), bottom: 800.0, to: rgb(0x6a_a8_5e) };
    canvas.fill(&Shape::rect(0.0, 505.0, 1200.0, 295.0), lawn);
    for (x, y, size) in [(70.0, 545.0, 1.0), (1010.0, 528.0, 0.86), (1132.0, 560.0, 1.16)] {
        tree(canvas, x, y, size);
    }
    canvas.fill(&Shape::ellipse(600.0, 668.0, 512.0, 106.0), Paint::thin(0x3c_7a_4a, 0.25));
    canvas.fill(&Shape::ellipse(600.0, 660.0, 510.0, 106.0), Paint::of(0xd9_82_5f));
    canvas.fill(&Shape::ellipse(600.0, 660.0, 470.0, 92.0), Paint::of(0xe6_97_72));
    swings(canvas);
    slide(canvas);
    sandpit(canvas);
    flowers(canvas);
}

fn sky(canvas: &mut Canvas) {
    let air = Paint::Down { top: 0.0, from: rgb(0x7c_c4_e4), bottom: 470.0, to: rgb(0xfb_ee_d2) };
    canvas.fill(&Shape::rect(0.0, 0.0, 1200.0, 520.0), air);
    let shine = Paint::Glow { x: 985.0, y: 120.0, radius: 260.0, colour: rgb(0xff_f4_c4), strength: 0.9 };
    canvas.fill(&Shape::circle(985.0, 120.0, 260.0), shine);
    canvas.fill(&Shape::circle(985.0, 120.0, 48.0), Paint::of(0xff_d8_66));
    for (x, y, size) in [(190.0, 112.0, 1.0), (590.0, 86.0, 0.74), (800.0, 150.0, 0.6)] {
        cloud(canvas, x, y, size);
    }
    let ridge = [
        (0.0, 330.0),
        (150.0, 250.0),
        (270.0, 306.0),
        (430.0, 176.0),
        (560.0, 282.0),
        (690.0, 214.0),
        (850.0, 312.0),
        (1010.0, 246.0),
        (1200.0, 340.0),
        (1200.0, 520.0),
        (0.0, 520.0),
    ];
    canvas.fill(&Shape::polygon(&ridge), Paint::Down { top: 176.0, from: rgb(0x8f_b3_c9), bottom: 500.0, to: rgb(0xd6_e2_d4) });
    for (x, y) in [(430.0, 176.0), (150.0, 250.0), (690.0, 214.0), (1010.0, 246.0)] {
        let cap = [
            (x, y),
            (x + 46.0, y + 30.0),
            (x + 22.0, y + 26.0),
            (x + 8.0, y + 40.0),
            (x - 10.0, y + 24.0),
            (x - 26.0, y + 36.0),
            (x - 52.0, y + 32.0),
        ];
        canvas.fill(&Shape::polygon(&cap), Paint::thin(0xff_ff_ff, 0.9));
    }
}

fn cloud(canvas: &mut Canvas, x: f32, y: f32, size: f32) {
    for (dx, dy, radius) in [(-52.0, 6.0, 30.0), (-14.0, -16.0, 42.0), (34.0, -4.0, 34.0), (70.0, 10.0, 24.0)] {
        canvas.fill(&Shape::circle(x + dx * size, y + dy * size, radius * size), Paint::of(0xff_ff_ff));
    }
    let base = Shape::rounded(x - 84.0 * size, y + 4.0 * size, 180.0 * size, 32.0 * size, 16.0 * size);
    canvas.fill(&base, Paint::of(0xff_ff_ff));
}

fn houses(canvas: &mut Canvas) {
    for (x, top, columns, floors, wall) in
        [(118.0, 322.0, 6_u8, 5_u8, 0xf2_d9_b8), (356.0, 284.0, 5, 6, 0xe9_c3_a0), (700.0, 322.0, 7, 5, 0xf4_e2_c8)]
    {
        let width = f32::from(columns) * 36.0 + 14.0;
        canvas.fill(&Shape::rect(x, top, width, 520.0 - top), Paint::of(wall));
        canvas.fill(&Shape::rect(x - 4.0, top - 8.0, width + 8.0, 9.0), Paint::of(0xb0_6f_52));
        for floor in 0..floors {
            for column in 0..columns {
                let (left, upper) = (x + 14.0 + f32::from(column) * 36.0, top + 12.0 + f32::from(floor) * 37.0);
                canvas.fill(&Shape::rect(left, upper, 21.0, 23.0), Paint::of(0x86_b4_c6));
                canvas.fill(
                    &Shape::polygon(&[(left, upper), (left + 12.0, upper), (left, upper + 15.0)]),
                    Paint::thin(0xff_ff_ff, 0.4),
                );
            }
        }
    }
}

fn tree(canvas: &mut Canvas, x: f32, y: f32, size: f32) {
    canvas.fill(&Shape::ellipse(x, y + 2.0, 70.0 * size, 12.0 * size), Paint::thin(0x2c_5a_36, 0.3));
    canvas.fill(&Shape::line((x, y), (x, y - 100.0 * size), 15.0 * size), Paint::of(0x8a_5d_42));
    for (dx, dy, radius, tone) in [
        (-42.0, 122.0, 46.0, 0x4e_92_55),
        (42.0, 126.0, 46.0, 0x4e_92_55),
        (0.0, 172.0, 56.0, 0x58_9e_5c),
        (0.0, 124.0, 50.0, 0x58_9e_5c),
        (-22.0, 178.0, 28.0, 0x74_b5_6b),
        (26.0, 142.0, 24.0, 0x74_b5_6b),
    ] {
        canvas.fill(&Shape::circle(x + dx * size, y - dy * size, radius * size), Paint::of(tone));
    }
}

fn swings(canvas: &mut Canvas) {
    canvas.fill(&Shape::ellipse(350.0, 690.0, 170.0, 14.0), Paint::thin(0x7a_3c_2a, 0.25));
    let legs: [(Point, Point); 4] = [
        ((236.0, 420.0), (196.0, 690.0)),
        ((236.0, 420.0), (268.0, 668.0)),
        ((476.0, 420.0), (516.0, 690.0)),
        ((476.0, 420.0), (446.0, 668.0)),
    ];
    for (head, foot) in legs {
        canvas.fill(&Shape::line(head, foot, 11.0), Paint::of(0x00_69_6f));
    }
    canvas.fill(&Shape::line((226.0, 420.0), (486.0, 420.0), 13.0), Paint::of(0x00_56_5b));
    for (top, seat, tone) in [(308.0, 290.0, 0xf0_a9_2b), (404.0, 424.0, 0xd2_4b_3e)] {
        for side in [-24.0, 24.0] {
            canvas.fill(&Shape::line((top + side, 424.0), (seat + side, 604.0), 3.4), Paint::of(0x4a_55_60));
        }
        canvas.fill(&Shape::rounded(seat - 34.0, 600.0, 68.0, 13.0, 6.0), Paint::of(tone));
    }
}

fn slide(canvas: &mut Canvas) {
    canvas.fill(&Shape::ellipse(790.0, 694.0, 190.0, 16.0), Paint::thin(0x7a_3c_2a, 0.25));
    let shaft = Shape::curve((742.0, 498.0), (830.0, 660.0), (972.0, 684.0), 40.0);
    canvas.fill(&shaft, Paint::of(0xc8_86_17));
    canvas.fill(&Shape::curve((742.0, 492.0), (832.0, 650.0), (974.0, 674.0), 26.0), Paint::of(0xff_c4_50));
    for x in [628.0, 734.0] {
        canvas.fill(&Shape::rounded(x, 404.0, 14.0, 288.0, 5.0), Paint::of(0x8f_5b_3e));
    }
    canvas.fill(&Shape::rounded(620.0, 500.0, 140.0, 16.0, 5.0), Paint::of(0xa8_6d_4a));
    canvas.fill(&Shape::rounded(642.0, 450.0, 92.0, 50.0, 4.0), Paint::of(0x2f_93_93));
    for x in [656.0, 680.0, 704.0] {
        canvas.fill(&Shape::circle(x + 8.0, 474.0, 8.0), Paint::of(0xf7_f2_e8));
    }
    canvas.fill(&Shape::polygon(&[(604.0, 410.0), (688.0, 330.0), (772.0, 410.0)]), Paint::of(0xd2_4b_3e));
    canvas.fill(&Shape::polygon(&[(688.0, 330.0), (772.0, 410.0), (730.0, 410.0)]), Paint::thin(0x8c_1a_14, 0.35));
    canvas.fill(&Shape::line((688.0, 332.0), (688.0, 292.0), 4.0), Paint::of(0x5a_45_38));
    canvas.fill(&Shape::polygon(&[(690.0, 292.0), (728.0, 303.0), (690.0, 315.0)]), Paint::of(0x00_a3_a3));
    for rung in 0_u8..6 {
        let y = 528.0 + f32::from(rung) * 27.0;
        canvas.fill(&Shape::line((590.0 + (690.0 - y) * 0.2, y), (636.0, y), 6.0), Paint::of(0xc9_8d_62));
    }
    canvas.fill(&Shape::line((628.0, 504.0), (588.0, 690.0), 9.0), Paint::of(0x8f_5b_3e));
}

fn sandpit(canvas: &mut Canvas) {
    let edge = [(470.0, 716.0), (690.0, 716.0), (724.0, 766.0), (436.0, 766.0)];
    canvas.fill(&Shape::polygon(&edge), Paint::of(0xa8_6d_4a));
    canvas.fill(&Shape::polygon(&[(484.0, 724.0), (676.0, 724.0), (702.0, 757.0), (458.0, 757.0)]), Paint::of(0xf6_dc_9c));
    canvas.fill(&Shape::polygon(&[(505.0, 752.0), (548.0, 716.0), (596.0, 752.0)]), Paint::of(0xec_c9_7c));
    canvas.fill(&Shape::polygon(&[(614.0, 714.0), (654.0, 714.0), (648.0, 748.0), (620.0, 748.0)]), Paint::of(0xd2_4b_3e));
    canvas.fill(&Shape::ellipse(634.0, 714.0, 20.0, 5.0), Paint::of(0xa8_32_2a));
    canvas.fill(&Shape::line((560.0, 728.0), (578.0, 700.0), 5.0), Paint::of(0x2f_93_93));
    canvas.fill(&Shape::ellipse(556.0, 734.0, 8.0, 10.0), Paint::of(0x2f_93_93));
}

fn flowers(canvas: &mut Canvas) {
    let mut chance = Chance::new(8);
    for _ in 0..46 {
        let (x, y) = (scatter(&mut chance, 1200), 600.0 + scatter(&mut chance, 190));
        let on_rubber = ((x - 600.0) / 530.0).powi(2) + ((y - 665.0) / 118.0).powi(2) < 1.0;
        let on_sand = (430.0..730.0).contains(&x) && y > 700.0;
        if !on_rubber && !on_sand {
            let tone = chance.pick(&[0xff_ff_ff, 0xff_d8_66, 0xf2_8f_8f]);
            canvas.fill(&Shape::line((x, y), (x, y + 12.0), 2.0), Paint::of(0x4a_86_48));
            canvas.fill(&Shape::circle(x, y, 4.6), Paint::of(tone));
            canvas.fill(&Shape::circle(x, y, 1.8), Paint::of(0xc8_86_17));
        }
    }
}

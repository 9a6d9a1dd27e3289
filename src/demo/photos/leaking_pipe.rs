//! A drawing of a leak, as a technician would explain it.

use super::canvas::Canvas;
use super::lettering::write;
use super::paint::{Paint, rgb};
use super::shape::{Point, Shape};

pub(super) fn draw(canvas: &mut Canvas) {
    paper(canvas);
    wall(canvas);
    pipes(canvas);
    valve(canvas, 330.0, 250.0);
    puddle(canvas);
    bucket(canvas);
    leak(canvas);
    label(canvas, "1", (330.0, 118.0), (330.0, 186.0), ["Жабу краны", "Запорный кран"]);
    label(canvas, "2", (850.0, 150.0), (706.0, 246.0), ["Жарылған жер", "Место течи"]);
    label(canvas, "3", (280.0, 540.0), (556.0, 720.0), ["Су жиналған", "Скопилась вода"]);
}

fn paper(canvas: &mut Canvas) {
    canvas.fill(&Shape::rect(0.0, 0.0, 1200.0, 800.0), Paint::of(0xf7_f2_e8));
    for step in 0_u8..40 {
        let place = f32::from(step) * 30.0;
        canvas.fill(&Shape::rect(place, 0.0, 1.0, 800.0), Paint::thin(0x2f_93_93, 0.13));
        canvas.fill(&Shape::rect(0.0, place, 1200.0, 1.0), Paint::thin(0x2f_93_93, 0.13));
    }
}

fn wall(canvas: &mut Canvas) {
    canvas.fill(&Shape::rect(0.0, 690.0, 1200.0, 110.0), Paint::of(0xd8_cb_b2));
    canvas.fill(&Shape::rect(0.0, 684.0, 1200.0, 8.0), Paint::of(0x8a_7f_6b));
    for row in 0_u8..12 {
        let y = f32::from(row) * 58.0 - 10.0;
        let shift = if row % 2 == 0 { 0.0 } else { -46.0 };
        for (place, tone) in [(0.0, 0xc9_7f_62), (96.0, 0xd4_8d_70)] {
            let brick = Shape::rounded(place + shift - 30.0, y, 90.0, 52.0, 4.0);
            canvas.fill(&brick, Paint::of(tone));
        }
    }
    canvas.fill(&Shape::rect(112.0, 0.0, 90.0, 684.0), Paint::of(0xf7_f2_e8));
    for step in 0_u8..23 {
        canvas.fill(&Shape::rect(112.0, f32::from(step) * 30.0, 90.0, 1.0), Paint::thin(0x2f_93_93, 0.13));
    }
    for place in [120.0, 150.0, 180.0] {
        canvas.fill(&Shape::rect(place, 0.0, 1.0, 684.0), Paint::thin(0x2f_93_93, 0.13));
    }
    canvas.fill(&Shape::rect(112.0, 0.0, 16.0, 684.0), Paint::of(0xe2_d6_bf));
}

fn pipes(canvas: &mut Canvas) {
    let lengthwise = |top: f32| Paint::Down { top, from: rgb(0x9d_c0_cc), bottom: top + 56.0, to: rgb(0x4a_7d_90) };
    canvas.fill(&Shape::rect(112.0, 222.0, 778.0, 56.0), lengthwise(222.0));
    canvas.fill(&Shape::rect(112.0, 230.0, 778.0, 9.0), Paint::thin(0xff_ff_ff, 0.4));
    let upright = Paint::Across { left: 886.0, from: rgb(0x9d_c0_cc), right: 942.0, to: rgb(0x4a_7d_90) };
    canvas.fill(&Shape::rect(886.0, 250.0, 56.0, 436.0), upright);
    canvas.fill(&Shape::rect(894.0, 290.0, 9.0, 396.0), Paint::thin(0xff_ff_ff, 0.4));
    canvas.fill(
        &Shape::rounded(862.0, 212.0, 90.0, 90.0, 26.0),
        Paint::Down { top: 212.0, from: rgb(0x86_ae_bc), bottom: 302.0, to: rgb(0x3d_6c_7e) },
    );
    for (x, y, wide, tall) in [
        (180.0, 212.0, 22.0, 76.0),
        (500.0, 212.0, 22.0, 76.0),
        (848.0, 212.0, 22.0, 76.0),
        (876.0, 296.0, 76.0, 22.0),
        (876.0, 640.0, 76.0, 22.0),
    ] {
        canvas.fill(&Shape::rounded(x, y, wide, tall, 5.0), Paint::of(0x34_5d_6d));
        canvas.fill(
            &Shape::rounded(x + 4.0, y + 4.0, (wide - 16.0).max(6.0), (tall - 16.0).max(6.0), 3.0),
            Paint::thin(0xff_ff_ff, 0.25),
        );
    }
    // The way of the water.
    for x in [232.0, 430.0, 580.0] {
        canvas.fill(&Shape::polygon(&[(x, 241.0), (x + 22.0, 252.0), (x, 263.0)]), Paint::thin(0xff_ff_ff, 0.75));
    }
}

fn valve(canvas: &mut Canvas, x: f32, y: f32) {
    canvas.fill(&Shape::rounded(x - 36.0, y - 42.0, 72.0, 84.0, 14.0), Paint::of(0xb5_8a_3c));
    canvas.fill(&Shape::rounded(x - 28.0, y - 34.0, 20.0, 68.0, 8.0), Paint::thin(0xff_ff_ff, 0.25));
    canvas.fill(&Shape::rect(x - 8.0, y - 66.0, 16.0, 30.0), Paint::of(0x8c_68_28));
    canvas.fill(&Shape::rounded(x - 62.0, y - 82.0, 124.0, 22.0, 11.0), Paint::of(0xc8_37_2c));
    canvas.fill(&Shape::rounded(x - 54.0, y - 79.0, 108.0, 6.0, 3.0), Paint::thin(0xff_ff_ff, 0.35));
}

fn leak(canvas: &mut Canvas) {
    let crack: [Point; 10] = [
        (668.0, 240.0),
        (688.0, 256.0),
        (682.0, 264.0),
        (704.0, 280.0),
        (712.0, 280.0),
        (700.0, 262.0),
        (710.0, 254.0),
        (694.0, 244.0),
        (690.0, 236.0),
        (682.0, 244.0),
    ];
    canvas.fill(&Shape::polygon(&crack), Paint::of(0x1b_22_30));
    let spray = [
        ((702.0, 276.0), (698.0, 440.0), (724.0, 598.0), 16.0),
        ((700.0, 274.0), (668.0, 360.0), (636.0, 520.0), 7.0),
        ((706.0, 274.0), (760.0, 340.0), (790.0, 500.0), 8.0),
    ];
    for (from, bend, to, width) in spray {
        canvas.fill(&Shape::curve(from, bend, to, width), Paint::thin(0x4a_a8_d0, 0.85));
        canvas.fill(&Shape::curve(from, bend, to, width * 0.35), Paint::thin(0xff_ff_ff, 0.6));
    }
    for (x, y, size) in [
        (632.0, 556.0, 9.0),
        (622.0, 610.0, 7.0),
        (796.0, 540.0, 10.0),
        (806.0, 604.0, 8.0),
        (662.0, 470.0, 6.0),
        (752.0, 430.0, 7.0),
    ] {
        canvas.fill(&Shape::drop(x, y, size, size * 2.3), Paint::of(0x4a_a8_d0));
        canvas.fill(&Shape::circle(x - size * 0.3, y - size * 0.1, size * 0.28), Paint::thin(0xff_ff_ff, 0.8));
    }
}

fn puddle(canvas: &mut Canvas) {
    for (x, y, wide, tall) in [(740.0, 712.0, 190.0, 30.0), (600.0, 722.0, 110.0, 20.0), (850.0, 726.0, 100.0, 18.0)] {
        canvas.fill(&Shape::ellipse(x, y, wide, tall), Paint::of(0x7f_c3_de));
    }
    for (wide, tall) in [(120.0, 17.0), (84.0, 11.0), (46.0, 6.0)] {
        canvas.fill(&Shape::ellipse(756.0, 712.0, wide, tall), Paint::thin(0xff_ff_ff, 0.22));
    }
}

fn bucket(canvas: &mut Canvas) {
    let (left, right, top, bottom) = (668.0, 792.0, 596.0, 716.0);
    canvas.fill(&Shape::curve((left, top), ((left + right) / 2.0, top - 116.0), (right, top), 5.0), Paint::of(0x6b_73_7a));
    let body = [(left, top), (right, top), (right - 16.0, bottom), (left + 16.0, bottom)];
    canvas.fill(&Shape::polygon(&body), Paint::Across { left, from: rgb(0xd7_de_e1), right, to: rgb(0x93_9d_a3) });
    canvas.fill(&Shape::ellipse((left + right) / 2.0, bottom, 46.0, 9.0), Paint::of(0x93_9d_a3));
    canvas.fill(&Shape::ellipse((left + right) / 2.0, top, 62.0, 15.0), Paint::of(0x6b_73_7a));
    canvas.fill(&Shape::ellipse((left + right) / 2.0, top + 2.0, 55.0, 11.0), Paint::of(0x4a_a8_d0));
    canvas.fill(&Shape::ellipse(724.0, 598.0, 24.0, 6.0), Paint::thin(0xff_ff_ff, 0.65));
    canvas.fill(&Shape::rect(left + 7.0, 640.0, right - left - 14.0, 6.0), Paint::thin(0x6b_73_7a, 0.5));
}

/// A number in a circle with two lines of words, and a line to what it names.
fn label(canvas: &mut Canvas, number: &str, (x, y): Point, target: Point, words: [&str; 2]) {
    canvas.fill(&Shape::line((x, y), target, 3.0), Paint::of(0x1b_22_30));
    canvas.fill(&Shape::circle(target.0, target.1, 6.0), Paint::of(0x1b_22_30));
    canvas.fill(&Shape::rounded(x - 30.0, y - 40.0, 268.0, 80.0, 40.0), Paint::of(0xff_fd_f8));
    canvas.fill(&Shape::circle(x + 10.0, y, 32.0), Paint::of(0x00_69_6f));
    write(canvas, number, (x + 10.0, y + 13.0), 38.0, Paint::of(0xff_ff_ff));
    let [kazakh, russian] = words;
    write(canvas, kazakh, (x + 138.0, y - 6.0), 23.0, Paint::of(0x1b_22_30));
    write(canvas, russian, (x + 138.0, y + 22.0), 21.0, Paint::of(0x56_5a_63));
}

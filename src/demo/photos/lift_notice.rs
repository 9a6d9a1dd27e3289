//! The doors of a lift, and the sheet of paper that somebody stuck to them.

use super::canvas::Canvas;
use super::lettering::write;
use super::paint::{Paint, rgb};
use super::shape::Shape;

pub(super) fn draw(canvas: &mut Canvas) {
    hall(canvas);
    doors(canvas);
    panel(canvas);
    sheet(canvas);
}

fn hall(canvas: &mut Canvas) {
    let wall = Paint::Down { top: 0.0, from: rgb(0xe9_df_cb), bottom: 700.0, to: rgb(0xd8_c9_ae) };
    canvas.fill(&Shape::rect(0.0, 0.0, 1200.0, 700.0), wall);
    canvas.fill(&Shape::rect(0.0, 420.0, 1200.0, 280.0), Paint::of(0x7f_a6_9f));
    canvas.fill(&Shape::rect(0.0, 412.0, 1200.0, 10.0), Paint::of(0x5f_88_82));
    let lamp = Paint::Glow { x: 600.0, y: -40.0, radius: 620.0, colour: rgb(0xff_fb_ea), strength: 0.65 };
    canvas.fill(&Shape::circle(600.0, -40.0, 620.0), lamp);
    canvas.fill(
        &Shape::rect(0.0, 690.0, 1200.0, 110.0),
        Paint::Down { top: 690.0, from: rgb(0xa9_9c_86), bottom: 800.0, to: rgb(0x8c_7f_6b) },
    );
    canvas.fill(&Shape::rect(0.0, 682.0, 1200.0, 12.0), Paint::of(0x6e_62_51));
    for column in 0_u8..9 {
        let x = f32::from(column) * 190.0 - 160.0;
        canvas.fill(&Shape::line((600.0 + (x - 600.0) * 0.72, 694.0), (x, 800.0), 2.0), Paint::thin(0x6e_62_51, 0.6));
    }
    canvas.fill(&Shape::rect(0.0, 738.0, 1200.0, 2.0), Paint::thin(0x6e_62_51, 0.6));
}

fn doors(canvas: &mut Canvas) {
    canvas.fill(&Shape::rounded(268.0, 78.0, 564.0, 616.0, 6.0), Paint::thin(0x3a_34_2c, 0.25));
    let frame = Paint::Across { left: 260.0, from: rgb(0x6b_73_7a), right: 840.0, to: rgb(0x8b_93_99) };
    canvas.fill(&Shape::rect(260.0, 70.0, 564.0, 620.0), frame);
    for (left, right, light, dark) in [(292.0, 540.0, 0xc9_d0_d3, 0xa3_ab_b0), (544.0, 792.0, 0xb4_bc_c1, 0xd2_d8_db)] {
        let steel = Paint::Across { left, from: rgb(light), right, to: rgb(dark) };
        canvas.fill(&Shape::rect(left, 104.0, right - left, 586.0), steel);
        for stripe in 0_u8..30 {
            let x = left + 4.0 + f32::from(stripe) * 8.2;
            canvas.fill(&Shape::rect(x, 104.0, 1.0, 586.0), Paint::thin(0xff_ff_ff, 0.16));
        }
    }
    canvas
        .fill(&Shape::polygon(&[(330.0, 104.0), (410.0, 104.0), (292.0, 470.0), (292.0, 240.0)]), Paint::thin(0xff_ff_ff, 0.14));
    canvas.fill(&Shape::polygon(&[(700.0, 104.0), (740.0, 104.0), (600.0, 690.0), (560.0, 690.0)]), Paint::thin(0xff_ff_ff, 0.1));
    canvas.fill(&Shape::rect(540.0, 104.0, 4.0, 586.0), Paint::of(0x4b_52_58));
    canvas.fill(&Shape::rounded(472.0, 78.0, 140.0, 22.0, 5.0), Paint::of(0x22_26_2a));
    for (x, tone) in [(516.0, 0x55_2a_22), (542.0, 0xff_6a_4d), (568.0, 0x55_2a_22)] {
        canvas.fill(&Shape::circle(x, 89.0, 6.0), Paint::of(tone));
    }
    let alarm = Paint::Glow { x: 542.0, y: 89.0, radius: 40.0, colour: rgb(0xff_6a_4d), strength: 0.5 };
    canvas.fill(&Shape::circle(542.0, 89.0, 40.0), alarm);
}

fn panel(canvas: &mut Canvas) {
    canvas.fill(&Shape::rounded(934.0, 318.0, 96.0, 208.0, 10.0), Paint::thin(0x3a_34_2c, 0.3));
    let plate = Paint::Across { left: 930.0, from: rgb(0xd2_d8_db), right: 1026.0, to: rgb(0xaa_b2_b7) };
    canvas.fill(&Shape::rounded(930.0, 312.0, 96.0, 208.0, 10.0), plate);
    canvas.fill(&Shape::rounded(946.0, 330.0, 64.0, 44.0, 5.0), Paint::of(0x22_26_2a));
    write(canvas, "— —", (978.0, 362.0), 28.0, Paint::of(0xff_6a_4d));
    for (y, turn) in [(416.0, -1.0), (476.0, 1.0)] {
        canvas.fill(&Shape::circle(978.0, y, 25.0), Paint::of(0x8b_93_99));
        canvas.fill(&Shape::circle(978.0, y, 21.0), Paint::of(0xee_f1_f2));
        let arrow = [(978.0 - 9.0, y - 5.0 * turn), (978.0 + 9.0, y - 5.0 * turn), (978.0, y + 8.0 * turn)];
        canvas.fill(&Shape::polygon(&arrow), Paint::of(0x5a_63_69));
    }
    canvas.fill(&Shape::rounded(96.0, 226.0, 96.0, 96.0, 8.0), Paint::of(0x00_69_6f));
    write(canvas, "1", (144.0, 300.0), 74.0, Paint::of(0xff_ff_ff));
    write(canvas, "қабат · этаж", (144.0, 350.0), 17.0, Paint::of(0x5b_55_49));
}

fn sheet(canvas: &mut Canvas) {
    let paper = [(352.0, 196.0), (728.0, 186.0), (738.0, 560.0), (362.0, 570.0)];
    let shade = paper.map(|(x, y)| (x + 9.0, y + 11.0));
    canvas.fill(&Shape::polygon(&shade), Paint::thin(0x2a_2e_33, 0.28));
    canvas.fill(&Shape::polygon(&paper), Paint::Down { top: 186.0, from: rgb(0xff_fe_fa), bottom: 570.0, to: rgb(0xf3_ee_e2) });
    for (x, y) in [(352.0, 196.0), (728.0, 186.0), (738.0, 560.0), (362.0, 570.0)] {
        let tape = [(x - 36.0, y + 10.0), (x + 24.0, y - 26.0), (x + 36.0, y - 8.0), (x - 24.0, y + 28.0)];
        canvas.fill(&Shape::polygon(&tape), Paint::thin(0xf6_e6_b4, 0.82));
    }
    canvas.fill(&Shape::polygon(&[(545.0, 212.0), (590.0, 290.0), (500.0, 290.0)]), Paint::of(0xf0_a9_2b));
    write(canvas, "!", (545.0, 282.0), 60.0, Paint::of(0x2b_1a_00));
    for (text, y, size, tone) in [
        ("ЛИФТ УАҚЫТША", 340.0, 33.0, 0x1b_22_30),
        ("ЖҰМЫС ІСТЕМЕЙДІ", 381.0, 33.0, 0x1b_22_30),
        ("ЛИФТ ВРЕМЕННО", 443.0, 33.0, 0x1b_22_30),
        ("НЕ РАБОТАЕТ", 484.0, 33.0, 0x1b_22_30),
        ("«Алатау Үй» · +7 727 000 01 09", 536.0, 20.0, 0x00_69_6f),
    ] {
        write(canvas, text, (546.0, y), size, Paint::of(tone));
    }
    canvas.fill(&Shape::rect(400.0, 402.0, 292.0, 2.0), Paint::thin(0x8a_7f_6b, 0.6));
}

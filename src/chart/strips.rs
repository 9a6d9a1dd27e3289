//! Strips: a row parted by answers, pale for the lowest and full for the highest.

use std::fmt::Write as _;

use super::{Heading, LINE, WIDTH, framed, length, lines};

/// How thick a strip is.
const THICK: u64 = 18;

/// A strip.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What it stands for; may be empty where there is only one.
    pub label: String,
    /// Its parts, from the lowest answer to the highest.
    pub parts: Vec<u64>,
    /// What is said of it beneath.
    pub said: String,
}

/// How full a colour is, in hundredths: of so many shades one.
fn shade(nth: usize, many: usize) -> u64 {
    let (nth, last) = (u64::try_from(nth).unwrap_or_default(), u64::try_from(many.saturating_sub(1)).unwrap_or_default());
    18 + length(nth, last.max(1), 82)
}

fn part(drawn: &mut String, (x, y): (u64, u64), (wide, high): (u64, u64), shade: u64) {
    // a String takes whatever it is given
    let _ = write!(
        drawn,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"var(--action)\" opacity=\"{}.{:02}\"/>",
        shade / 100,
        shade % 100
    );
}

/// Draws strips beneath one another, in their order, and a legend of the answers.
pub fn strips(of: Heading<'_>, legend: &[String], all: &[Strip]) -> String {
    let (mut drawn, mut at) = (String::new(), 0);
    for strip in all {
        if !strip.label.is_empty() {
            at = lines::label(&mut drawn, &strip.label, at);
        }
        let whole: u64 = strip.parts.iter().sum();
        let mut before = 0;
        for (nth, value) in strip.parts.iter().enumerate() {
            let (from, to) = (length(before, whole, WIDTH), length(before + value, whole, WIDTH));
            before += value;
            // a hair's breadth between two shades
            let wide = (to - from).saturating_sub(1);
            if wide > 0 {
                part(&mut drawn, (from, at), (wide, THICK), shade(nth, strip.parts.len()));
            }
        }
        if whole == 0 {
            let _ =
                write!(drawn, "<rect y=\"{at}\" width=\"{WIDTH}\" height=\"{THICK}\" fill=\"currentColor\" opacity=\".12\"/>");
        }
        at += THICK;
        if !strip.said.is_empty() {
            at = lines::label(&mut drawn, &strip.said, at + 2);
        }
        at += 8;
    }
    let room = WIDTH / u64::try_from(legend.len()).unwrap_or(1).max(1);
    for (nth, name) in legend.iter().enumerate() {
        let x = room * u64::try_from(nth).unwrap_or_default();
        part(&mut drawn, (x, at + 3), (12, 12), shade(nth, legend.len()));
        lines::text(&mut drawn, x + 16, at + 14, name);
    }
    framed(of, at + LINE, &drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_strip_and_keep_their_order() {
        let of = Heading { id: "q2", title: "Баға", text: "1–5" };
        let strip = Strip { label: "Тазалық".into(), parts: vec![1, 0, 2, 1, 4], said: "3,88".into() };
        let legend: Vec<String> = (1..=5).map(|n: u8| n.to_string()).collect();
        let drawn = strips(of, &legend, &[strip]);
        for (x, wide) in [(0, 44), (45, 89), (135, 44), (180, 179)] {
            assert!(drawn.contains(&format!("x=\"{x}\" y=\"20\" width=\"{wide}\"")), "{x}: {drawn}");
        }
        assert!(drawn.contains("opacity=\"0.18\"") && drawn.contains("opacity=\"1.00\""), "{drawn}");
        let empty = Strip { label: String::new(), parts: vec![0, 0], said: String::new() };
        assert!(strips(of, &[], &[empty]).contains("opacity=\".12\""), "nothing answered is an empty strip");
    }
}

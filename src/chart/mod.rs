//! Charts drawn on the server: numbers in, SVG out. Pure; each page shows the same numbers in a table beneath.
//!
//! A chart is as wide as a phone, so that its letters are never smaller than the page's, and takes its colours from the page: ink is
//! `currentColor`, what is measured `--action`, so light and dark need no rule of their own. Its title and description are what is heard.
//!
//! - [`bars`]: one bar for each option, longest possible for the whole;
//! - [`strips`]: one strip for each row, parted by answers.

mod bars;
mod lines;
mod strips;

pub use bars::{Bar, bars};
pub use strips::{Strip, strips};

/// How wide a chart is, in pixels of the page.
const WIDTH: u64 = 360;
/// From one line of letters to the next.
const LINE: u64 = 20;

/// What a chart is called, and what is heard of it.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// An id that no other chart of the page has.
    pub id: &'a str,
    /// The title.
    pub title: &'a str,
    /// What it shows, in a sentence.
    pub text: &'a str,
}

/// The frame around what was drawn.
fn framed(of: Heading<'_>, height: u64, drawn: &str) -> String {
    let (id, title, text) = (lines::escaped(of.id), lines::escaped(of.title), lines::escaped(of.text));
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\">\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-text\">{text}</desc>{drawn}</svg>"
    )
}

/// `part` of `whole` as a length, rounded; nothing of nothing is nothing.
fn length(part: u64, whole: u64, longest: u64) -> u64 {
    let exact = u128::from(part.min(whole)) * u128::from(longest) * 2 + u128::from(whole);
    exact.checked_div(u128::from(whole) * 2).and_then(|length| u64::try_from(length).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_the_part_of_the_whole() {
        assert_eq!((length(0, 0, 240), length(1, 2, 240), length(1, 3, 100), length(2, 3, 100)), (0, 120, 33, 67));
        assert_eq!(length(u64::MAX, u64::MAX, 240), 240);
        assert_eq!(length(9, 3, 240), 240, "no bar leaves its track");
    }
}

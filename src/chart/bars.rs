//! Bars: how much of the whole each has.

use std::fmt::Write as _;

use super::{Heading, LINE, framed, length, lines};

/// The longest bar: beside it stand its numbers.
const LONGEST: u64 = 230;
/// How thick a bar is.
const THICK: u64 = 14;

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How much.
    pub value: u64,
    /// The same in words, beside it: «24 · 40 %».
    pub said: String,
}

/// Draws bars beneath one another, in their order; one of `whole` fills its track.
pub fn bars(of: Heading<'_>, whole: u64, all: &[Bar]) -> String {
    let (mut drawn, mut at) = (String::new(), 0);
    for bar in all {
        at = lines::label(&mut drawn, &bar.label, at);
        let long = length(bar.value, whole, LONGEST);
        // a String takes whatever it is given
        let _ = write!(
            drawn,
            "<rect y=\"{at}\" width=\"{LONGEST}\" height=\"{THICK}\" rx=\"3\" fill=\"currentColor\" opacity=\".12\"/>\
             <rect y=\"{at}\" width=\"{long}\" height=\"{THICK}\" rx=\"3\" fill=\"var(--action)\"/>"
        );
        lines::text(&mut drawn, LONGEST + 10, at + THICK - 2, &bar.said);
        at += LINE + 6;
    }
    framed(of, at.max(1), &drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF: Heading<'static> = Heading { id: "q1", title: "Не «керек»? <b>", text: "3 & 1" };

    fn bar(label: &str, value: u64) -> Bar {
        Bar { label: label.into(), value, said: format!("{value}") }
    }

    #[test]
    fn a_bar_is_as_long_as_its_part_and_words_stay_words() {
        let drawn = bars(OF, 4, &[bar("Иә", 3), bar("<script>", 1), bar("Жоқ", 0)]);
        assert!(drawn.contains("width=\"173\"") && drawn.contains("width=\"58\"") && drawn.contains("width=\"0\""), "{drawn}");
        assert!(drawn.contains("&lt;script&gt;") && !drawn.contains("<script") && drawn.contains("3 &amp; 1"), "{drawn}");
        assert!(drawn.starts_with("<svg ") && drawn.contains("role=\"img\" aria-labelledby=\"q1-title q1-text\""), "{drawn}");
        assert!(!drawn.contains("style="), "what the content security policy would refuse");
    }

    #[test]
    fn nothing_can_be_drawn_too() {
        assert!(bars(OF, 0, &[]).contains("viewBox=\"0 0 360 1\""));
        assert!(bars(OF, 0, &[bar("Иә", 0)]).contains("width=\"0\""));
    }
}

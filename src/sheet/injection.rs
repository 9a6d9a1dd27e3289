//! Text that a spreadsheet program would take for a formula.
//!
//! Whoever can choose a name or a message in the portal could otherwise run a formula on the accountant's machine
//! (OWASP, *CSV Injection*). In a CSV such text gets an apostrophe in front, which Excel itself uses to mean «text»; a text
//! that begins with an apostrophe gets one too, so that taking exactly one off again gives what was written.

use std::borrow::Cow;

/// Characters with which a formula, or a trick, may begin.
const DANGEROUS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text as it may stand in a CSV.
pub(super) fn disarm(text: &str) -> Cow<'_, str> {
    if text.starts_with(DANGEROUS) || text.starts_with('\'') { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text as it was before [`disarm`].
pub(super) fn rearm(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

/// Without the characters that neither XML 1.0 nor a text file can hold.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let bad = |letter: char| (letter < ' ' && !matches!(letter, '\t' | '\n' | '\r')) || matches!(letter, '\u{fffe}' | '\u{ffff}');
    if text.contains(bad) { Cow::Owned(text.replace(bad, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for evil in ["=1+1", "+7 701", "-2", "@SUM(A1)", "\t=1", "\r=1", "'=1"] {
            assert_eq!(disarm(evil), format!("'{evil}"));
            assert_eq!(rearm(&disarm(evil)), evil);
        }
        assert_eq!(disarm("5-а"), "5-а");
        assert_eq!(clean("a\u{0}b\n\u{ffff}"), "ab\n");
    }
}

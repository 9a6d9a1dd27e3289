//! Letters in a chart: SVG breaks no lines by itself.

use std::fmt::Write as _;

use super::LINE;

/// How many letters of 14 pixels stand in a line.
const LETTERS: usize = 46;
/// How many lines a label has at the most.
const LINES: usize = 3;

/// Text that is only text.
pub(super) fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        out
    })
}

/// A label, broken between words, and within one that is longer than a line; what does not fit ends in an ellipsis.
pub(super) fn broken(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in label.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(LETTERS) {
            let has = lines.last().map_or(0, |line| line.chars().count());
            if has > 0 && has + 1 + piece.len() > LETTERS {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.extend(piece);
            }
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// Draws a label from `top` on and gives where it ends.
pub(super) fn label(drawn: &mut String, label: &str, top: u64) -> u64 {
    let lines = broken(label);
    let mut at = top;
    for line in &lines {
        at += LINE;
        text(drawn, 0, at - 5, line);
    }
    at
}

/// Draws a line of letters whose feet stand at `y`.
pub(super) fn text(drawn: &mut String, x: u64, y: u64, line: &str) {
    // a String takes whatever it is given
    let _ = write!(drawn, "<text x=\"{x}\" y=\"{y}\" font-size=\"14\" fill=\"currentColor\">{}</text>", escaped(line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_broken_between_words_and_end_somewhere() {
        assert_eq!(broken("Балалар алаңы"), ["Балалар алаңы"]);
        assert_eq!(broken(""), [""]);
        let long = broken(&"сөз ".repeat(60));
        assert_eq!(long.len(), LINES);
        assert!(long.iter().all(|line| line.chars().count() <= LETTERS + 1) && long.last().unwrap().ends_with('…'));
        assert_eq!(broken(&"я".repeat(100)).len(), 3, "one word that is longer than a line");
    }
}

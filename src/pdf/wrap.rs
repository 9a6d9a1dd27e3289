//! Breaks prose into lines no wider than the measure, by Unicode's rules (UAX 14). A word wider than the
//! whole measure is broken between its letters, so nothing ever runs out of its frame.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::clean::printable;
use super::faces::{Cut, Faces, Weight};
use super::prose::{Prose, Span};

/// Letters of one line in one manner.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Distance from the line's start.
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) text: String,
    pub(super) cut: Cut,
    pub(super) slant: bool,
    pub(super) link: Option<String>,
}

/// One line, without the spaces at its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextLine {
    pub(super) width: f32,
    pub(super) pieces: Vec<Piece>,
}

/// How a prose is set: its size in points and the cut of what is not bold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub(super) size: f32,
    pub(super) cut: Cut,
}

#[derive(Clone, Copy, PartialEq)]
enum Break {
    No,
    May,
    Must,
}

#[derive(Clone, Copy)]
struct Letter<'a> {
    sign: char,
    width: f32,
    span: &'a Span,
    cut: Cut,
    then: Break,
}

impl Letter<'_> {
    /// A space at which a line may end: it may hang over the edge.
    fn hangs(&self) -> bool {
        self.sign == ' ' || self.sign == '\n'
    }
}

/// The lines of `prose` in a measure of `measure` points; empty if there is no letter in it.
pub(super) fn wrap(faces: &Faces, prose: &Prose, manner: Manner, measure: f32) -> Vec<TextLine> {
    if prose.is_blank() {
        return Vec::new();
    }
    let letters = letters(faces, prose, manner);
    let mut lines = Vec::new();
    let mut line: Vec<Letter<'_>> = Vec::new();
    let mut used = 0.0;
    for word in letters.chunk_by(|letter, _| letter.then == Break::No) {
        let solid = solid_width(word);
        if !line.is_empty() && used + solid > measure {
            lines.push(close(&mut line, &mut used));
        }
        if solid > measure {
            for letter in word {
                if !line.is_empty() && !letter.hangs() && used + letter.width > measure {
                    lines.push(close(&mut line, &mut used));
                }
                used += letter.width;
                line.push(*letter);
            }
        } else {
            used += word.iter().map(|letter| letter.width).sum::<f32>();
            line.extend(word);
        }
        if word.last().is_some_and(|letter| letter.then == Break::Must) {
            lines.push(close(&mut line, &mut used));
        }
    }
    lines
}

/// Every letter with its width and what may happen after it; the text's end counts as a forced break.
fn letters<'a>(faces: &Faces, prose: &'a Prose, manner: Manner) -> Vec<Letter<'a>> {
    let regular = faces.of(Weight::Regular);
    let mut whole = String::new();
    let mut letters = Vec::new();
    for span in prose.spans() {
        let weight = if span.bold { Weight::Bold } else { manner.cut.weight };
        let cut = Cut { weight, ..manner.cut };
        let clean = printable(&span.text, regular);
        letters.extend(clean.chars().map(|sign| {
            let width = if sign == '\n' { 0.0 } else { faces.advance(cut, sign) * manner.size };
            Letter { sign, width, span, cut, then: Break::No }
        }));
        whole.push_str(&clean);
    }
    let mut ends = linebreaks(&whole).peekable();
    let mut at = 0;
    for letter in &mut letters {
        at += letter.sign.len_utf8();
        if let Some((_, kind)) = ends.next_if(|(end, _)| *end == at) {
            letter.then = if kind == BreakOpportunity::Mandatory { Break::Must } else { Break::May };
        }
    }
    hold_ranges(&mut letters);
    letters
}

/// Keeps «10:00–16:00» and «№ 5» on one line, where UAX 14 would break after the dash and the space.
fn hold_ranges(letters: &mut [Letter<'_>]) {
    for at in 1..letters.len() {
        let [before, dash, after] = [at - 1, at, at + 1].map(|at| letters.get(at).map_or(' ', |letter| letter.sign));
        let range = matches!(dash, '-' | '–' | '—') && before.is_ascii_digit() && after.is_ascii_digit();
        let held = range || (dash == ' ' && before == '№' && !after.is_whitespace());
        if let (true, Some(letter)) = (held, letters.get_mut(at)) {
            letter.then = Break::No;
        }
    }
}

/// A word's width without the spaces after it.
fn solid_width(word: &[Letter<'_>]) -> f32 {
    let hanging: f32 = word.iter().rev().take_while(|letter| letter.hangs()).map(|letter| letter.width).sum();
    word.iter().map(|letter| letter.width).sum::<f32>() - hanging
}

/// Turns the collected letters into a line and begins the next.
fn close(line: &mut Vec<Letter<'_>>, used: &mut f32) -> TextLine {
    while line.last().is_some_and(Letter::hangs) {
        line.pop();
    }
    let mut done = TextLine::default();
    for run in line.chunk_by(|one, next| one.cut == next.cut && std::ptr::eq(one.span, next.span)) {
        let Some(first) = run.first() else { continue };
        let width = run.iter().map(|letter| letter.width).sum::<f32>();
        done.pieces.push(Piece {
            x: done.width,
            width,
            text: run.iter().map(|letter| letter.sign).collect(),
            cut: first.cut,
            slant: first.span.italic,
            link: first.span.link.clone(),
        });
        done.width += width;
    }
    line.clear();
    *used = 0.0;
    done
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BODY: Manner = Manner { size: 10.0, cut: Cut { weight: Weight::Regular, figures: false } };

    fn set(prose: impl Into<Prose>, measure: f32) -> Vec<String> {
        let lines = wrap(Faces::get().unwrap(), &prose.into(), BODY, measure);
        lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect()
    }

    #[test]
    fn breaks_between_words_and_drops_the_space() {
        assert_eq!(set("жылу маусымы басталды", 80.0), ["жылу маусымы", "басталды"]);
        assert_eq!(set("бір\nекі\n\nүш", 500.0), ["бір", "екі", "", "үш"]);
    }

    #[test]
    fn a_no_break_space_holds_a_sum_together() {
        let lines = set("Төлем сомасы 16\u{a0}725,88\u{a0}₸ айына", 100.0);
        assert!(lines.iter().any(|line| line.contains("16\u{a0}725,88\u{a0}₸")), "{lines:?}");
    }

    #[test]
    fn a_range_of_hours_stays_whole() {
        assert_eq!(set("дүйсенбі, 10:00–16:00", 92.0), ["дүйсенбі,", "10:00–16:00"]);
    }

    #[test]
    fn a_number_stays_with_its_sign() {
        assert_eq!(set("жиналысының № 2026-000012", 95.0), ["жиналысының", "№ 2026-000012"]);
    }

    #[test]
    fn figures_are_of_one_width() {
        let manner = Manner { size: 10.0, cut: Cut { weight: Weight::Bold, figures: true } };
        let width = |text: &str| wrap(Faces::get().unwrap(), &text.into(), manner, 500.0)[0].width;
        assert!((width("1 111,11") - width("8 070,64")).abs() < 0.001);
    }

    #[test]
    fn an_endless_word_is_broken_by_letters() {
        let word = "қ".repeat(3000);
        let lines = set(word.as_str(), 120.0);
        assert!(lines.len() > 100);
        assert_eq!(lines.concat(), word);
    }

    #[test]
    fn blank_text_has_no_lines() {
        assert!(set("", 100.0).is_empty() && set(" \n ", 100.0).is_empty());
    }

    #[test]
    fn spans_keep_their_manner_and_their_place() {
        let prose = Prose::new().plain("Шешім ").bold("қабылданды").link(" осында", "https://a.kz");
        let lines = wrap(Faces::get().unwrap(), &prose, BODY, 500.0);
        let pieces = &lines[0].pieces;
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[1].cut.weight, Weight::Bold);
        assert_eq!(pieces[2].link.as_deref(), Some("https://a.kz"));
        assert!((pieces[1].x - pieces[0].width).abs() < 0.001);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_measure(text in "[ а-яәқ\\n0-9,.-]{0,200}", measure in 20.0f32..200.0) {
            for line in wrap(Faces::get().unwrap(), &text.as_str().into(), BODY, measure) {
                prop_assert!(line.width <= measure + 0.01);
            }
        }

        #[test]
        fn no_letter_is_lost(text in "\\PC{0,120}", measure in 20.0f32..200.0) {
            let lines = set(text.as_str(), measure);
            let wanted = printable(&text, Faces::get().unwrap().of(Weight::Regular));
            let bare = |text: &str| text.chars().filter(|letter| *letter != ' ' && *letter != '\n').collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&wanted));
        }
    }
}

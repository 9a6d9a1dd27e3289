//! A question of the agenda with everything beside it: what it takes, what it would change, what speaks for it, what it has come to.

use super::scene::Scene;
use crate::text::{self, Locale, t};
use crate::voting::booth::sheaf::Sheaf;
use crate::voting::booth::voice::Voice;
use crate::voting::booth::words;
use crate::voting::choice::Choice;
use crate::voting::question::{Outcome, Side};
use crate::voting::rows::{Question, in_words};
use crate::voting::tally::Tally;
use crate::voting::turnout;

/// A question with everything beside it.
pub(super) struct Asked {
    pub(super) place: i32,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) takes: Vec<String>,
    pub(super) arguments_for: Vec<String>,
    pub(super) against: Vec<String>,
    pub(super) changes: Vec<String>,
    /// What is attached to it: address, name, bytes.
    pub(super) files: Vec<(String, String, u64)>,
    /// The ballot's fields: name, and for which units.
    pub(super) fields: Vec<(String, String)>,
    pub(super) counted: Option<Counted>,
}

/// What a question has come to so far, or in the end.
pub(super) struct Counted {
    pub(super) outcome: Option<(&'static str, &'static str)>,
    pub(super) rows: Vec<(String, u64, u64, String)>,
    pub(super) said: Vec<String>,
}

pub(super) fn asked(scene: &Scene, locale: Locale, question: &Question, sheaves: &[Sheaf], tally: Option<&Tally>) -> Asked {
    let roll = scene.turnout.bar(&turnout::Asked::by(question)).units;
    let side = |side| {
        let of = scene.arguments.iter().filter(move |one| one.question_id == question.id && one.side == side);
        of.map(|one| in_words(locale, &one.text_kk, &one.text_ru).to_owned()).collect::<Vec<_>>()
    };
    let asks = |sheaf: &&Sheaf| sheaf.asks(question);
    let of = |sheaf: &Sheaf| {
        let units: Vec<&Voice> = sheaf.voices.iter().filter(|voice| question.asks(&voice.unit)).collect();
        (sheaf.field(question), words::labels(locale, units))
    };
    Asked {
        place: question.place,
        title: question.title(locale).to_owned(),
        text: question.text(locale).to_owned(),
        takes: words::takes(locale, question, roll),
        arguments_for: side(Side::For),
        against: side(Side::Against),
        changes: words::consequences(locale, question, &scene.voices),
        files: scene.attached(&question.id.to_string()),
        fields: sheaves.iter().filter(asks).map(of).collect(),
        counted: tally.map(|tally| counted(locale, scene, question, tally)),
    }
}

fn counted(locale: Locale, scene: &Scene, question: &Question, tally: &Tally) -> Counted {
    let votes = tally.votes();
    let row = |choice: Choice, many: u64| {
        let number = text::number(locale, i64::try_from(many).unwrap_or(i64::MAX));
        let share = text::percent_of(locale, many, tally.roll);
        (t(locale, choice.key()).into_owned(), many, tally.roll, format!("{number} · {share}"))
    };
    let tone = if question.result == Outcome::Carried { "good" } else { "neutral" };
    let done = scene.of.state.over() && question.result != Outcome::Open;
    Counted {
        outcome: done.then(|| (question.result.key(), tone)),
        rows: vec![row(Choice::For, votes.for_it), row(Choice::Against, votes.against), row(Choice::Abstain, votes.abstained)],
        said: words::count(locale, question, tally),
    }
}

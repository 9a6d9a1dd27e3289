//! A ballot form as it was sent.

use super::sheaf::{Sheaf, sheaves};
use super::voice::Voice;
use crate::homes::PremisesId;
use crate::voting::choice::{Choice, Choices};
use crate::voting::rows::Question;
use crate::web::Form;

/// What is to be cast for a unit.
#[derive(Clone, Debug)]
pub(super) struct Pick {
    /// For which.
    pub(super) premises: PremisesId,
    /// What it says.
    pub(super) choices: Choices,
}

/// The sheaves that a form speaks of: of those units that it names, the ones that somebody has a voice for.
pub(super) fn named(form: &Form, voices: &[Voice], questions: &[Question]) -> Vec<Sheaf> {
    let named: Vec<&str> = form.values("unit");
    let theirs = voices.iter().filter(|voice| named.contains(&voice.unit.premises_id.to_string().as_str()));
    sheaves(theirs.cloned().collect(), questions, form.has("apart", "yes"))
}

/// Reads what was chosen. A sheaf with no answer at all is not voted for now; one with some lacks the others.
pub(super) fn read(form: &mut Form, sheaves: &[Sheaf], questions: &[Question]) -> Option<Vec<Pick>> {
    let mut picks = Vec::new();
    for sheaf in sheaves {
        let answers: Vec<Option<Choice>> = questions.iter().map(|q| form.value(&sheaf.field(q)).parse().ok()).collect();
        let unanswered: Vec<&Question> =
            questions.iter().zip(&answers).filter(|(q, answer)| sheaf.asks(q) && answer.is_none()).map(|(q, _)| q).collect();
        let asked = questions.iter().filter(|question| sheaf.asks(question)).count();
        if unanswered.len() == asked {
            continue;
        }
        for question in unanswered {
            form.refuse(&sheaf.field(question), "voting.booth.refused.unanswered");
        }
        picks.extend(sheaf.voices.iter().map(|voice| {
            let choices = Sheaf::says(voice, questions, &answers);
            Pick { premises: voice.unit.premises_id, choices }
        }));
    }
    // a unit whose own questions nobody answered is not among them
    picks.retain(|pick| !pick.choices.is_empty());
    if picks.is_empty() && !form.failed() {
        let first = sheaves.first().zip(questions.iter().find(|question| sheaves.first().is_some_and(|s| s.asks(question))));
        let (field, key) = match first {
            Some((sheaf, question)) => (sheaf.field(question), "voting.refused.empty"),
            None => (String::new(), "voting.refused.no_vote"),
        };
        form.refuse(&field, key);
    }
    (!form.failed()).then_some(picks)
}

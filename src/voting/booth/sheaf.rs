//! A sheaf: units that are voted for by one set of answers.

use crate::voting::choice::{Choice, Choices};
use crate::voting::rows::Question;

use super::voice::Voice;

/// Units that vote alike.
#[derive(Clone, Debug)]
pub(super) struct Sheaf {
    /// What its fields begin with.
    pub(super) key: String,
    /// For which units.
    pub(super) voices: Vec<Voice>,
}

impl Sheaf {
    /// Whether any of its units is asked.
    pub(super) fn asks(&self, question: &Question) -> bool {
        self.voices.iter().any(|voice| question.asks(&voice.unit))
    }

    /// The field of a question.
    pub(super) fn field(&self, question: &Question) -> String {
        format!("{}-{}", self.key, question.place)
    }

    /// What a unit of it says, when the sheaf says `answers`, one for each question of the agenda.
    pub(super) fn says(voice: &Voice, questions: &[Question], answers: &[Option<Choice>]) -> Choices {
        let own = questions.iter().zip(answers).map(|(question, answer)| answer.filter(|_| question.asks(&voice.unit)));
        Choices::new(&own.collect::<Vec<_>>())
    }
}

/// Lays voices together: all that somebody owns in one sheaf and those of each owner they act for in another, or each by itself. Units
/// that no question is put to are left out.
pub(super) fn sheaves(voices: Vec<Voice>, questions: &[Question], apart: bool) -> Vec<Sheaf> {
    let mut all: Vec<Sheaf> = Vec::new();
    for voice in voices.into_iter().filter(|voice| questions.iter().any(|question| question.asks(&voice.unit))) {
        let key = match voice.power {
            _ if apart => voice.unit.premises_id.to_string(),
            Some(_) => voice.voter.to_string(),
            None => "mine".to_owned(),
        };
        match all.iter_mut().find(|sheaf| sheaf.key == key) {
            Some(sheaf) => sheaf.voices.push(voice),
            None => all.push(Sheaf { key, voices: vec![voice] }),
        }
    }
    // what is one's own comes first
    all.sort_by_key(|sheaf| sheaf.voices.first().is_some_and(|voice| voice.power.is_some()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homes::Kind;
    use crate::voting::booth::made::{question, voice};
    use crate::voting::question::Roll;

    #[test]
    fn a_parking_place_is_voted_for_only_where_it_is_asked() {
        let voices = vec![voice(1, Kind::Flat), voice(2, Kind::Parking)];
        let homes = [question(1, Roll::Homes)];
        assert_eq!(sheaves(voices.clone(), &homes, false)[0].voices.len(), 1);
        assert_eq!(sheaves(voices.clone(), &homes, true).len(), 1);
        let both = [question(1, Roll::Homes), question(2, Roll::Stalls)];
        let together = sheaves(voices.clone(), &both, false);
        assert_eq!((together.len(), together[0].voices.len()), (1, 2));
        let said = Sheaf::says(&voices[1], &both, &[Some(Choice::For), Some(Choice::Against)]);
        assert_eq!(said.letters(), "-a");
        assert_eq!(sheaves(voices, &both, true).len(), 2);
    }
}

//! What came of a survey, as far as it may be shown.

use super::hidden;
use super::kind::Breakdown;
use super::rows::Survey;
use super::tally::{Ballot, Counted, Matter, Sum, by_group, count};

/// What came of a question.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Counted over everybody; nothing where too few of an anonymous survey answered it.
    pub(super) counted: Option<Counted>,
    /// Who answered it.
    pub(super) answered: Sum,
    /// By group; nothing where a group is not shown.
    pub(super) groups: Vec<(String, Option<Counted>)>,
}

/// What came of a survey.
#[derive(Clone, Debug)]
pub(super) struct Results {
    /// How many answered, and what they weigh.
    pub(super) all: Sum,
    /// By question, in their order.
    pub(super) questions: Vec<Found>,
}

/// Counts what may be shown. Groups are never shown with their own words: those are known by their hand.
pub(super) fn results(of: &Survey, ballots: &[Ballot]) -> Results {
    let all = Sum {
        people: u64::try_from(ballots.len()).unwrap_or(u64::MAX),
        weight: ballots.iter().map(|ballot| ballot.weight).fold(0, u64::saturating_add),
    };
    let groups =
        if of.breakdown == Breakdown::Nothing { Vec::new() } else { by_group(&of.questions, ballots).into_iter().collect() };
    let counted = count(&of.questions, ballots);
    let found = |(at, counted): (usize, Counted)| {
        let answered = counted.answered;
        let shown = !of.anonymous || answered.people >= hidden::FEWEST;
        Found {
            answered,
            groups: if shown { shown_groups(&groups, at) } else { Vec::new() },
            counted: Some(counted).filter(|_| shown),
        }
    };
    Results { all, questions: counted.into_iter().enumerate().map(found).collect() }
}

/// Of each group what it answered to the question at this place, where that may be shown.
fn shown_groups(groups: &[(String, Vec<Counted>)], at: usize) -> Vec<(String, Option<Counted>)> {
    let here: Vec<(&String, &Counted)> = groups.iter().filter_map(|(name, all)| Some((name, all.get(at)?))).collect();
    if here.iter().any(|(_, counted)| matches!(counted.matter, Matter::Texts(_))) {
        return Vec::new();
    }
    let hide = hidden::hidden(&here.iter().map(|(_, counted)| counted.answered.people).collect::<Vec<_>>());
    let one = |((name, counted), hide): ((&String, &Counted), bool)| (name.clone(), (!hide).then(|| counted.clone()));
    here.into_iter().zip(hide).map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::answer::{Answer, Sheet};
    use super::super::question::Kind;
    use super::super::question::tests::question;
    use super::super::questions::Questions;
    use super::super::rows::tests::survey;
    use super::*;

    fn ballots(groups: &[(u8, Vec<Option<u16>>)]) -> Vec<Ballot> {
        let one = |name: u8, code: &Option<u16>| {
            let mut sheet = Sheet::default();
            if let Some(code) = code {
                sheet.put(1, Answer::Chosen(vec![*code], String::new()));
            }
            Ballot { belongs: format!("{name}"), weight: 1, sheet }
        };
        groups.iter().flat_map(|(name, answers)| answers.iter().map(move |code| one(*name, code))).collect()
    }

    fn asked() -> Survey {
        let mut questions = Questions::default();
        questions.add(question(Kind::Single, 2));
        Survey { questions, anonymous: true, breakdown: Breakdown::House, ..survey() }
    }

    #[test]
    fn a_question_that_few_were_asked_is_not_shown_of_an_anonymous_survey() {
        let four = ballots(&[(1, vec![Some(1), Some(1), Some(2), Some(1), None, None])]);
        let anonymous = results(&asked(), &four);
        assert!(anonymous.questions[0].counted.is_none() && anonymous.questions[0].groups.is_empty());
        let named = results(&Survey { anonymous: false, ..asked() }, &four);
        assert!(named.questions[0].counted.is_some() && named.questions[0].groups[0].1.is_none(), "a group of four is not shown");
    }

    proptest! {
        #[test]
        fn what_is_shown_leaves_no_small_group_to_be_computed(
            groups in proptest::collection::vec(proptest::collection::vec(proptest::option::of(1u16..=2), 0..10), 0..6)
        ) {
            let named: Vec<(u8, Vec<Option<u16>>)> = (0..).zip(groups).collect();
            let found = results(&asked(), &ballots(&named));
            let question = &found.questions[0];
            let Some(whole) = &question.counted else { return Ok(()) };
            let rest: u64 = whole.answered.people
                - question.groups.iter().filter_map(|(_, counted)| counted.as_ref()).map(|c| c.answered.people).sum::<u64>();
            let truly = |name: &str| named.iter().find(|(n, _)| n.to_string() == name).unwrap().1.iter().flatten().count() as u64;
            for (name, counted) in &question.groups {
                let size = truly(name);
                prop_assert!(counted.is_none() || size == 0 || size >= hidden::FEWEST);
                prop_assert!(counted.is_some() || rest != size || question.groups.iter().all(|(_, c)| c.as_ref().is_none_or(|c| c.answered.people == 0)),
                    "a hidden group is what is left over: {name}");
            }
            prop_assert!(rest == 0 || rest >= hidden::FEWEST);
        }
    }
}

//! All questions of a survey: one document, in which conditions always speak of what stands before.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::question::Question;

/// The most questions of a survey.
pub const QUESTIONS: usize = 50;

/// All questions of a survey, in their order.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Questions {
    /// The code of the question that is added next: codes are not given twice.
    next: u16,
    all: Vec<Question>,
}

impl fmt::Display for Questions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Questions {
    type Err = serde_json::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text)
    }
}

crate::stored_as_text!(Questions);

impl Questions {
    /// All of them.
    pub fn all(&self) -> &[Question] {
        &self.all
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// One of them, with its place from 1.
    pub fn find(&self, code: u16) -> Option<(usize, &Question)> {
        (1..).zip(&self.all).find(|(_, question)| question.code == code)
    }

    /// Those that stand before one (or, for a code that is not there, all) and may lead to it.
    pub fn before(&self, code: u16) -> Vec<(usize, &Question)> {
        (1..).zip(&self.all).take_while(|(_, question)| question.code != code).filter(|(_, q)| q.kind.leads()).collect()
    }

    /// Adds one at the end and gives its code.
    pub fn add(&mut self, question: Question) -> u16 {
        let code = self.next.max(1);
        self.next = code.saturating_add(1);
        self.all.push(Question { code, ..question });
        code
    }

    /// Puts another in the place of the one with its code; conditions that the new one cannot fulfil are dropped.
    pub fn replace(&mut self, question: Question) -> bool {
        let Some(place) = self.all.iter_mut().find(|of| of.code == question.code) else { return false };
        *place = question;
        self.settle();
        true
    }

    /// Takes one away, and the conditions that ask for it.
    pub fn remove(&mut self, code: u16) -> bool {
        let before = self.all.len();
        self.all.retain(|of| of.code != code);
        self.settle();
        self.all.len() < before
    }

    /// Moves one a place up or down; a condition that would ask for a later answer is dropped.
    pub fn shift(&mut self, code: u16, up: bool) -> bool {
        let Some(at) = self.all.iter().position(|of| of.code == code) else { return false };
        let Some(to) = (if up { at.checked_sub(1) } else { at.checked_add(1) }).filter(|to| *to < self.all.len()) else {
            return false;
        };
        self.all.swap(at, to);
        self.settle();
        true
    }

    /// Drops what no answer could fulfil: conditions on questions that are gone, stand later or have no such option any more.
    fn settle(&mut self) {
        let mut seen: Vec<(u16, Vec<u16>)> = Vec::new();
        for question in &mut self.all {
            if let Some(when) = &mut question.when {
                let can: &[u16] = seen.iter().find(|(code, _)| *code == when.question).map_or(&[], |(_, codes)| codes);
                when.codes.retain(|code| can.contains(code));
                if when.codes.is_empty() {
                    question.when = None;
                }
            }
            seen.push((question.code, question.leading()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::question;
    use super::super::question::{Kind, When};
    use super::*;

    fn three() -> Questions {
        let mut all = Questions::default();
        all.add(question(Kind::Single, 3));
        all.add(Question { when: Some(When { question: 1, codes: vec![2, 3] }), ..question(Kind::Text, 0) });
        all.add(question(Kind::Scale, 0));
        all
    }

    #[test]
    fn codes_are_never_given_twice() {
        let mut all = three();
        assert!(all.remove(3));
        assert_eq!(all.add(question(Kind::Text, 0)), 4);
        assert!(!all.remove(3));
    }

    #[test]
    fn a_condition_never_outlives_what_it_asks_for() {
        let mut all = three();
        assert!(all.replace(Question { code: 1, ..question(Kind::Single, 2) }));
        assert_eq!(all.find(2).unwrap().1.when.as_ref().unwrap().codes, [2]);
        let mut moved = all.clone();
        assert!(moved.shift(1, false), "the first goes below the one that asks for it");
        assert_eq!(moved.find(2).unwrap().1.when, None);
        assert!(!all.clone().shift(1, true), "the first goes no higher");
        assert!(all.remove(1));
        assert_eq!(all.find(2).unwrap().1.when, None);
    }

    #[test]
    fn questions_survive_being_kept() {
        assert_eq!(three().to_string().parse::<Questions>().unwrap(), three());
    }
}

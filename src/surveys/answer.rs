//! Answers: what one sheet says, which questions it is asked, and in which steps they are put.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::question::{OTHER, Question};
use super::questions::Questions;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Options that were chosen, and the words of «other».
    Chosen(Vec<u16>, String),
    /// A number.
    Number(u16),
    /// Options from the first place to the last.
    Order(Vec<u16>),
    /// Words.
    Words(String),
    /// For each row its number.
    Grid(BTreeMap<u16, u16>),
}

impl Answer {
    /// Whether it is one of these.
    pub fn is_any_of(&self, codes: &[u16]) -> bool {
        match self {
            Self::Chosen(chosen, _) => chosen.iter().any(|code| codes.contains(code)),
            Self::Number(number) => codes.contains(number),
            Self::Order(_) | Self::Words(_) | Self::Grid(_) => false,
        }
    }

    /// The words of «other», if it was chosen.
    pub fn other(&self) -> Option<&str> {
        match self {
            Self::Chosen(chosen, words) if chosen.contains(&OTHER) => Some(words),
            _ => None,
        }
    }
}

/// What one sheet answers, by the codes of questions.
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
#[serde(transparent)]
pub struct Sheet(BTreeMap<u16, Answer>);

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Sheet {
    type Err = serde_json::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text)
    }
}

crate::stored_as_text!(Sheet);

impl Sheet {
    /// The answer to a question.
    pub fn get(&self, code: u16) -> Option<&Answer> {
        self.0.get(&code)
    }

    /// Notes an answer.
    pub fn put(&mut self, code: u16, answer: Answer) {
        self.0.insert(code, answer);
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The questions that this sheet is asked: those without a condition, and those whose condition an answer to a question that is
    /// itself asked fulfils.
    pub fn asked<'a>(&self, questions: &'a Questions) -> Vec<&'a Question> {
        let mut asked: Vec<&Question> = Vec::new();
        for question in questions.all() {
            let is_asked = question.when.as_ref().is_none_or(|when| {
                asked.iter().any(|before| before.code == when.question)
                    && self.get(when.question).is_some_and(|answer| answer.is_any_of(&when.codes))
            });
            if is_asked {
                asked.push(question);
            }
        }
        asked
    }

    /// The sheet without answers to questions that it is not asked.
    #[must_use]
    pub fn settled(self, questions: &Questions) -> Self {
        let codes: Vec<u16> = self.asked(questions).iter().map(|question| question.code).collect();
        Self(self.0.into_iter().filter(|(code, _)| codes.contains(code)).collect())
    }
}

/// The steps in which questions are put: a new one begins wherever a question depends on an answer of the present one, so that the server
/// can decide. Each is a list of codes; which of them are asked, the answers before say.
pub fn steps(questions: &Questions) -> Vec<Vec<u16>> {
    let mut steps: Vec<Vec<u16>> = Vec::new();
    for question in questions.all() {
        let depends = |step: &Vec<u16>| question.when.as_ref().is_some_and(|when| step.contains(&when.question));
        match steps.last_mut().filter(|step| !depends(step)) {
            Some(step) => step.push(question.code),
            None => steps.push(vec![question.code]),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::question;
    use super::super::question::{Kind, When};
    use super::*;

    fn tree() -> Questions {
        let mut all = Questions::default();
        all.add(question(Kind::Single, 2));
        all.add(question(Kind::Text, 0));
        all.add(Question { when: Some(When { question: 1, codes: vec![1] }), ..question(Kind::Scale, 0) });
        all.add(Question { when: Some(When { question: 3, codes: vec![1, 2] }), ..question(Kind::Text, 0) });
        all.add(Question { when: Some(When { question: 1, codes: vec![2] }), ..question(Kind::Text, 0) });
        all
    }

    fn sheet(answers: &[(u16, Answer)]) -> Sheet {
        let mut sheet = Sheet::default();
        answers.iter().cloned().for_each(|(code, answer)| sheet.put(code, answer));
        sheet
    }

    #[test]
    fn what_was_not_asked_asks_for_nothing() {
        let questions = tree();
        let codes = |sheet: &Sheet| sheet.asked(&questions).iter().map(|q| q.code).collect::<Vec<_>>();
        assert_eq!(codes(&Sheet::default()), [1, 2]);
        let no = sheet(&[(1, Answer::Chosen(vec![2], String::new())), (3, Answer::Number(1)), (4, Answer::Words("x".into()))]);
        assert_eq!(codes(&no), [1, 2, 5], "the scale was answered before, but is not asked any more");
        assert_eq!(no.clone().settled(&questions), sheet(&[(1, Answer::Chosen(vec![2], String::new()))]));
        let yes = sheet(&[(1, Answer::Chosen(vec![1], String::new())), (3, Answer::Number(2))]);
        assert_eq!(codes(&yes), [1, 2, 3, 4]);
    }

    #[test]
    fn a_step_ends_before_whatever_depends_on_it() {
        assert_eq!(steps(&tree()), [vec![1, 2], vec![3], vec![4, 5]]);
        assert!(steps(&Questions::default()).is_empty());
    }

    #[test]
    fn a_sheet_survives_being_kept() {
        let kept = sheet(&[
            (1, Answer::Chosen(vec![0, 2], "«өз» жауабым".into())),
            (2, Answer::Grid([(1, 5)].into())),
            (3, Answer::Order(vec![2, 1])),
        ]);
        assert_eq!(kept.to_string().parse::<Sheet>().unwrap(), kept);
    }
}

//! Counting: exact, in whole numbers; how many people, and what their answers weigh.

use std::collections::BTreeMap;

use super::answer::{Answer, Sheet};
use super::question::{Kind, OTHER, Question};
use super::questions::Questions;

/// So many people, and their weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many answered so.
    pub people: u64,
    /// What their answers weigh together.
    pub weight: u64,
}

impl Sum {
    fn add(&mut self, weight: u64) {
        self.people += 1;
        self.weight = self.weight.saturating_add(weight);
    }
}

/// A sheet as it is counted.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// To which group of the breakdown it belongs; empty for none.
    pub belongs: String,
    /// What it weighs.
    pub weight: u64,
    /// What it says.
    pub sheet: Sheet,
}

/// Numbers between two ends, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// How often each number was given, from the lowest to the highest.
    pub values: Vec<(u16, Sum)>,
}

impl Numbers {
    fn of(question: &Question) -> Self {
        Self { values: question.range.values().map(|value| (value, Sum::default())).collect() }
    }

    fn add(&mut self, number: u16, weight: u64) {
        if let Some((_, sum)) = self.values.iter_mut().find(|(value, _)| *value == number) {
            sum.add(weight);
        }
    }

    fn whole(&self) -> u64 {
        self.values.iter().map(|(_, sum)| sum.weight).sum()
    }

    /// The weighted mean in hundredths, halves up; `None` when nothing was answered.
    pub fn mean(&self) -> Option<u64> {
        let whole = self.whole();
        let sum: u64 = self.values.iter().map(|(value, sum)| u64::from(*value).saturating_mul(sum.weight)).sum();
        (sum.saturating_mul(200) + whole).checked_div(whole.saturating_mul(2))
    }

    /// The weighted median in hundredths: between two numbers where the halves meet there.
    pub fn median(&self) -> Option<u64> {
        let whole = self.whole();
        let (mut below, mut meets) = (0, None);
        for (value, sum) in self.values.iter().filter(|(_, sum)| sum.weight > 0) {
            if let Some(lower) = meets {
                return Some((u64::from(*value) + lower) * 50);
            }
            below += sum.weight;
            match (below * 2).cmp(&whole) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => meets = Some(u64::from(*value)),
                std::cmp::Ordering::Greater => return Some(u64::from(*value) * 100),
            }
        }
        None
    }
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// How often each option was chosen; «other» stands last, with its words.
    Choices(Vec<(u16, Sum)>, Vec<String>),
    /// The numbers of a scale.
    Scale(Numbers),
    /// Borda points of each option: of n options the first place gives n − 1, the last none, times the weight; most points first.
    Order(Vec<(u16, u64)>),
    /// The words.
    Texts(Vec<String>),
    /// For each row its numbers.
    Grid(Vec<(u16, Numbers)>),
}

/// A question, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its code.
    pub code: u16,
    /// Who answered it.
    pub answered: Sum,
    /// What came of it.
    pub matter: Matter,
}

impl Counted {
    fn empty(question: &Question) -> Self {
        let sums = || question.codes().map(|code| (code, Sum::default()));
        let matter = match question.kind {
            Kind::Single | Kind::Multiple => {
                Matter::Choices(sums().chain(question.other.then_some((OTHER, Sum::default()))).collect(), Vec::new())
            }
            Kind::Scale => Matter::Scale(Numbers::of(question)),
            Kind::Ranking => Matter::Order(question.codes().map(|code| (code, 0)).collect()),
            Kind::Text => Matter::Texts(Vec::new()),
            Kind::Matrix => Matter::Grid(question.codes().map(|code| (code, Numbers::of(question))).collect()),
        };
        Self { code: question.code, answered: Sum::default(), matter }
    }

    fn add(&mut self, answer: &Answer, weight: u64) {
        self.answered.add(weight);
        match (&mut self.matter, answer) {
            (Matter::Choices(sums, words), Answer::Chosen(chosen, other)) => {
                sums.iter_mut().filter(|(code, _)| chosen.contains(code)).for_each(|(_, sum)| sum.add(weight));
                if chosen.contains(&OTHER) && !other.is_empty() {
                    words.push(other.clone());
                }
            }
            (Matter::Scale(numbers), Answer::Number(number)) => numbers.add(*number, weight),
            (Matter::Order(points), Answer::Order(order)) => {
                for (below, code) in (0..).zip(order.iter().rev()) {
                    if let Some((_, sum)) = points.iter_mut().find(|(of, _)| of == code) {
                        *sum = sum.saturating_add(weight.saturating_mul(below));
                    }
                }
            }
            (Matter::Texts(texts), Answer::Words(words)) => texts.push(words.clone()),
            (Matter::Grid(rows), Answer::Grid(given)) => {
                for (row, numbers) in rows {
                    if let Some(number) = given.get(row) {
                        numbers.add(*number, weight);
                    }
                }
            }
            // a sheet is read by the questions that it answers: nothing else was ever kept
            _ => {}
        }
    }

    /// Puts words into an order that has nothing to do with who wrote them, and options into that of their points.
    fn finish(&mut self) {
        match &mut self.matter {
            Matter::Texts(texts) | Matter::Choices(_, texts) => texts.sort_by_key(|text| mixed(self.code, text)),
            Matter::Order(points) => points.sort_by_key(|(code, points)| (std::cmp::Reverse(*points), *code)),
            Matter::Scale(_) | Matter::Grid(_) => {}
        }
    }
}

/// A key that sorts texts as if by chance, the same every time and in every question another one.
pub fn mixed(code: u16, text: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(code).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)).rotate_left(29)
}

/// Counts all questions, in their order.
pub fn count<'a>(questions: &Questions, ballots: impl IntoIterator<Item = &'a Ballot>) -> Vec<Counted> {
    let mut all: Vec<Counted> = questions.all().iter().map(Counted::empty).collect();
    for ballot in ballots {
        for counted in &mut all {
            if let Some(answer) = ballot.sheet.get(counted.code) {
                counted.add(answer, ballot.weight);
            }
        }
    }
    all.iter_mut().for_each(Counted::finish);
    all
}

/// Counts the groups of a breakdown, each by itself, in the order of their names.
pub fn by_group(questions: &Questions, ballots: &[Ballot]) -> BTreeMap<String, Vec<Counted>> {
    let mut groups: BTreeMap<&str, Vec<&Ballot>> = BTreeMap::new();
    ballots.iter().for_each(|ballot| groups.entry(&ballot.belongs).or_default().push(ballot));
    groups.into_iter().map(|(name, of)| (name.to_owned(), count(questions, of))).collect()
}

#[cfg(test)]
mod tests;

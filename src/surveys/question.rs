//! Questions: what is asked, what may be answered, and what must have been answered for a question to be asked at all.

use serde::{Deserialize, Serialize};

use super::wording::Words;

/// The most options of a question, or rows of a matrix.
pub const OPTIONS: usize = 30;
/// The code of «other», in one's own words.
pub const OTHER: u16 = 0;

crate::words! {
    /// How a question is answered.
    pub enum Kind {
        /// One of several.
        Single = "single",
        /// Some of several.
        Multiple = "multiple",
        /// A number between two ends.
        Scale = "scale",
        /// All of several, in an order.
        Ranking = "ranking",
        /// In one's own words.
        Text = "text",
        /// A number between two ends, for each of several.
        Matrix = "matrix",
    }
}

impl Kind {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Single => "surveys.kind.single",
            Self::Multiple => "surveys.kind.multiple",
            Self::Scale => "surveys.kind.scale",
            Self::Ranking => "surveys.kind.ranking",
            Self::Text => "surveys.kind.text",
            Self::Matrix => "surveys.kind.matrix",
        }
    }

    /// Whether it has options (of a matrix: rows).
    pub fn has_options(self) -> bool {
        matches!(self, Self::Single | Self::Multiple | Self::Ranking | Self::Matrix)
    }

    /// Whether it is answered by numbers between two ends.
    pub fn has_ends(self) -> bool {
        matches!(self, Self::Scale | Self::Matrix)
    }

    /// Whether others may be asked because of its answer.
    pub fn leads(self) -> bool {
        matches!(self, Self::Single | Self::Multiple | Self::Scale)
    }
}

crate::words! {
    /// How far a scale goes.
    pub enum Range {
        /// From one to five.
        Five = "five",
        /// From nought to ten.
        Ten = "ten",
    }
}

impl Range {
    /// Its numbers.
    pub fn values(self) -> std::ops::RangeInclusive<u16> {
        match self {
            Self::Five => 1..=5,
            Self::Ten => 0..=10,
        }
    }
}

/// When a question is asked: an earlier one was answered by one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The code of the earlier question.
    pub question: u16,
    /// Codes of its options, or numbers of its scale.
    pub codes: Vec<u16>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What it is called inside of its survey; it stays when questions change places.
    pub code: u16,
    /// How it is answered.
    pub kind: Kind,
    /// Whether it must be answered.
    pub required: bool,
    /// What is asked.
    pub words: Words,
    /// What can be chosen; the first has the code 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Words>,
    /// Whether one may answer in other words.
    #[serde(default)]
    pub other: bool,
    /// The least that may be chosen of several.
    #[serde(default)]
    pub least: u16,
    /// The most; 0 for all.
    #[serde(default)]
    pub most: u16,
    /// How far its numbers go.
    #[serde(default = "five")]
    pub range: Range,
    /// What its lowest and its highest number mean.
    #[serde(default)]
    pub ends: (Words, Words),
    /// When it is asked; always, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

fn five() -> Range {
    Range::Five
}

impl Question {
    /// The codes of its options, from 1.
    pub fn codes(&self) -> std::ops::RangeInclusive<u16> {
        1..=u16::try_from(self.options.len()).unwrap_or(u16::MAX)
    }

    /// Its options with their codes.
    pub fn coded(&self) -> impl Iterator<Item = (u16, &Words)> {
        self.codes().zip(&self.options)
    }

    /// What may lead to another question: codes of options, «other», or numbers.
    pub fn leading(&self) -> Vec<u16> {
        match self.kind {
            Kind::Single | Kind::Multiple => self.codes().chain(self.other.then_some(OTHER)).collect(),
            Kind::Scale => self.range.values().collect(),
            Kind::Ranking | Kind::Text | Kind::Matrix => Vec::new(),
        }
    }

    /// The most options that one may choose.
    pub fn at_most(&self) -> u16 {
        let all = self.options.len() + usize::from(self.other);
        let all = u16::try_from(all).unwrap_or(u16::MAX);
        if self.most == 0 { all } else { self.most.min(all) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::surveys) fn question(kind: Kind, options: usize) -> Question {
        Question {
            code: 0,
            kind,
            required: false,
            words: Words::both("сұрақ", "вопрос"),
            options: (0..options).map(|n| Words::both(format!("жауап {n}"), format!("ответ {n}"))).collect(),
            other: false,
            least: 0,
            most: 0,
            range: Range::Five,
            ends: (Words::default(), Words::default()),
            when: None,
        }
    }
}

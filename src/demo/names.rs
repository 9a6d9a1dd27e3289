//! The people of the demo: invented, but named as people of Kazakhstan really are.
//!
//! A name follows the custom of one people: whether the family name bends for women, how a patronymic is made, in which
//! letters a Kazakh name is spelt. Nobody real is meant; coincidences come from how ordinary the parts are.

mod firms;
mod idents;
mod peoples;
mod reach;

pub use firms::{Firm, firm};
pub use idents::Idents;
pub use reach::{email, phone};

use super::chance::Chance;
use peoples::{Custom, PEOPLES, People};

/// A person's name, with what is needed to name their relatives and to address them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As in a register: family name, given name, patronymic if there is one: «Жұмабаева Айгүл Серікқызы».
    pub full: String,
    /// The family name in the person's own gender.
    pub family: String,
    /// The given name.
    pub given: String,
    /// The patronymic; empty if the person has none.
    pub patronymic: String,
    /// Whether the person is a woman.
    pub is_woman: bool,
    line: Line,
}

/// What relatives have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    people: &'static People,
    family: &'static str,
    spelling: Spelling,
}

/// In which letters a Kazakh name is written; names of other peoples are the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// As in a Kazakh document: «Жұмабаев».
    Own,
    /// As in a Russian document: «Жумабаев».
    Russian,
}

/// Somebody: the peoples come as often as they live in Almaty, women and men equally often.
pub fn person(chance: &mut Chance) -> Name {
    let is_woman = chance.percent(50);
    let people = people(chance);
    let spelling = if chance.percent(65) { Spelling::Own } else { Spelling::Russian };
    let line = Line { people, family: chance.pick(people.families), spelling };
    named(chance, line, is_woman)
}

/// A husband or wife with the same family name.
pub fn spouse(chance: &mut Chance, of: &Name) -> Name {
    named(chance, of.line.clone(), !of.is_woman)
}

fn people(chance: &mut Chance) -> &'static People {
    let mut place = chance.below(PEOPLES.iter().map(|people| people.share).sum());
    let [first, ..] = PEOPLES;
    for people in PEOPLES {
        if place < people.share {
            return people;
        }
        place -= people.share;
    }
    first
}

fn named(chance: &mut Chance, line: Line, is_woman: bool) -> Name {
    let people = line.people;
    let given = chance.pick(if is_woman { people.women } else { people.men });
    let has_patronymic = chance.percent(96);
    let father = chance.pick(people.fathers);
    let russian = line.spelling == Spelling::Russian;
    let patronymic = if has_patronymic { patronymic(chance, &line, father, is_woman) } else { String::new() };
    let family = if is_woman && people.bends { feminine(line.family) } else { line.family.to_owned() };
    let spelt = |word: &str| if russian { russian_letters(word) } else { word.to_owned() };
    let (family, given, patronymic) = (spelt(&family), spelt(given), spelt(&patronymic));
    let full = format!("{family} {given} {patronymic}").trim_end().to_owned();
    Name { full, family, given, patronymic, is_woman, line }
}

fn patronymic(chance: &mut Chance, line: &Line, father: &str, is_woman: bool) -> String {
    match line.people.custom {
        Custom::Slavic => format!("{father}{}", if is_woman { "на" } else { "ич" }),
        Custom::Turkic => format!("{father} {}", if is_woman { "кызы" } else { "оглы" }),
        Custom::Kazakh if !ends_like_russian(line.family) || chance.percent(65) => {
            format!("{father}{}", if is_woman { "қызы" } else { "ұлы" })
        }
        Custom::Kazakh => format!("{}{}", slavic_stem(father), if is_woman { "на" } else { "ич" }),
    }
}

/// The stem that takes -ич and -на: «Серік» gives «Серіков», «Абай» «Абаев», «Нұрғали» «Нұрғалиев».
fn slavic_stem(father: &str) -> String {
    match father.strip_suffix('й') {
        Some(root) => format!("{root}ев"),
        None if father.ends_with(['и', 'ж', 'ш', 'ч', 'щ', 'ц']) => format!("{father}ев"),
        None => format!("{father}ов"),
    }
}

fn ends_like_russian(family: &str) -> bool {
    ["ов", "ев", "ёв", "ин"].iter().any(|end| family.ends_with(end))
}

/// A family name that bends, as a woman bears it: «Ковалёв» gives «Ковалёва», «Покровский» «Покровская».
fn feminine(family: &str) -> String {
    match family.strip_suffix("ий") {
        Some(root) => format!("{root}ая"),
        None if ends_like_russian(family) => format!("{family}а"),
        None => family.to_owned(),
    }
}

/// A Kazakh name as Russian documents write it: «Айгүл» is «Айгуль», «Ләззат» «Ляззат».
fn russian_letters(name: &str) -> String {
    let softened =
        name.replace("гүл", "гуль").replace("Гүл", "Гуль").replace("сел", "сель").replace("лә", "ля").replace("Лә", "Ля");
    let letter = |letter: char| match letter {
        'ә' => 'а',
        'Ә' => 'А',
        'ғ' => 'г',
        'Ғ' => 'Г',
        'қ' => 'к',
        'Қ' => 'К',
        'ң' => 'н',
        'ө' => 'о',
        'Ө' => 'О',
        'ұ' | 'ү' => 'у',
        'Ұ' | 'Ү' => 'У',
        'һ' => 'х',
        'і' => 'и',
        'І' => 'И',
        same => same,
    };
    softened.chars().map(letter).collect()
}

#[cfg(test)]
mod tests;

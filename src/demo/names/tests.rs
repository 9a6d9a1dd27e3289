//! Names are made as people make them.

use std::collections::BTreeSet;

use super::*;

fn crowd(count: usize) -> Vec<Name> {
    let mut chance = Chance::new(2026);
    (0..count).map(|_| person(&mut chance)).collect()
}

#[test]
fn thousands_are_called_differently() {
    let people = crowd(20_000);
    let names: BTreeSet<&str> = people.iter().map(|name| name.full.as_str()).collect();
    assert!(names.len() > 18_000, "{}", names.len());
    let women = people.iter().filter(|name| name.is_woman).count();
    assert!((9_500..10_500).contains(&women), "{women}");
    let kazakh = people.iter().filter(|name| name.line.people.custom == Custom::Kazakh).count();
    assert!((12_000..13_200).contains(&kazakh), "{kazakh}");
}

#[test]
fn a_patronymic_ends_as_its_gender_asks() {
    let mut endings = BTreeSet::new();
    for name in crowd(20_000).iter().filter(|name| !name.patronymic.is_empty()) {
        let (hers, his) = (["қызы", "кызы", "вна"], ["ұлы", "улы", "вич", "оглы"]);
        let right: &[&str] = if name.is_woman { &hers } else { &his };
        let wrong: &[&str] = if name.is_woman { &his } else { &hers };
        let ends = |end: &&&str| name.patronymic.ends_with(**end);
        endings.insert(*right.iter().find(ends).unwrap_or_else(|| panic!("{}", name.full)));
        assert!(!wrong.iter().any(|end| name.patronymic.ends_with(end)), "{}", name.full);
    }
    assert_eq!(endings.len(), 7, "{endings:?}");
}

#[test]
fn a_family_name_bends_only_where_it_may() {
    for name in crowd(20_000) {
        let masculine = ["ов", "ев", "ёв", "ский", "цкий"].iter().any(|end| name.family.ends_with(end));
        let feminine = ["ова", "ева", "ёва", "ина", "ская", "цкая"].iter().any(|end| name.family.ends_with(end));
        assert!(!(name.is_woman && masculine), "{}", name.full);
        assert!(name.is_woman || !feminine, "{}", name.full);
        assert!(name.line.people.bends || name.family == name.line.family, "{}", name.full);
    }
}

#[test]
fn a_name_is_spelt_in_one_way() {
    let own = |word: &str| word.chars().any(|letter| "әғқңөұүһіӘҒҚҢӨҰҮІ".contains(letter));
    for name in crowd(20_000) {
        let russian = name.line.spelling == Spelling::Russian || name.line.people.custom != Custom::Kazakh;
        assert!(!(russian && own(&name.full)), "{}", name.full);
        assert_eq!(name.full.split(' ').next(), Some(name.family.as_str()));
        assert!(!name.full.contains("  ") && name.full == name.full.trim());
    }
}

#[test]
fn spouses_share_the_family_name() {
    let mut chance = Chance::new(5);
    for name in crowd(2_000) {
        let other = spouse(&mut chance, &name);
        assert_ne!(other.is_woman, name.is_woman);
        let (his, hers) = if name.is_woman { (&other, &name) } else { (&name, &other) };
        let bent = if name.line.people.bends { feminine(&his.family) } else { his.family.clone() };
        assert_eq!(hers.family, bent);
    }
}

#[test]
fn known_names_come_out_right() {
    assert_eq!(feminine("Ковалёв"), "Ковалёва");
    assert_eq!(feminine("Покровский"), "Покровская");
    assert_eq!(feminine("Серікбай"), "Серікбай");
    assert_eq!(slavic_stem("Серік"), "Серіков");
    assert_eq!(slavic_stem("Абай"), "Абаев");
    assert_eq!(slavic_stem("Нұрғали"), "Нұрғалиев");
    assert_eq!(slavic_stem("Қуаныш"), "Қуанышев");
    for (own, russian) in [
        ("Айгүл", "Айгуль"),
        ("Гүлнар", "Гульнар"),
        ("Әсел", "Асель"),
        ("Ләззат", "Ляззат"),
        ("Күләш", "Куляш"),
        ("Жұмабаева", "Жумабаева"),
        ("Серікқызы", "Серикқызы".replace('қ', "к").as_str()),
    ] {
        assert_eq!(russian_letters(own), russian);
    }
}

#[test]
fn peoples_add_up_to_a_hundred() {
    assert_eq!(PEOPLES.iter().map(|people| people.share).sum::<usize>(), 100);
}

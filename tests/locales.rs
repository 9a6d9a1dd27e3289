//! The words: every key in three languages with the same holes, none missing, none unused, none left untranslated.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::sources::{Source, walk};

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];
const PLURALS: [&str; 4] = ["one", "few", "many", "other"];

/// Words of the kit that the pages to come will say. A line goes when the first of them says it.
const FOR_LATER: &[&str] = &[];

/// Texts that are rightly the same in Kazakh and in Russian although they are long.
const SAME_IN_BOTH: &[&str] = &[];

/// Dotted names that are no words: acts of the trail, kinds of letters and jobs, tasks, names of files. They stand on lines like these.
const NO_WORDS: &[&str] = &[".did(", "sentence(", "task!(", "KIND", "kind: \"", "taken::", "shelf", "Shelf("];

type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// Reads the flat files of rust-i18n. What it cannot read is an error: the format is kept simple on purpose.
fn texts() -> Texts {
    let mut all = Texts::new();
    for source in walk("locales", &["yml"]) {
        let mut key = String::new();
        for (number, line) in source.text.lines().enumerate() {
            let at = || format!("{}:{}: {line}", source.path, number + 1);
            if line.is_empty() || line.starts_with('#') || line == "_version: 2" {
                continue;
            }
            if let Some(named) = line.strip_suffix(':').filter(|_| !line.starts_with(' ')) {
                key = named.to_owned();
                assert!(all.insert(key.clone(), BTreeMap::new()).is_none(), "this key stands twice: {}", at());
                continue;
            }
            let (language, quoted) = line
                .strip_prefix("  ")
                .and_then(|rest| rest.split_once(": "))
                .unwrap_or_else(|| panic!("cannot be read: {}", at()));
            assert!(LANGUAGES.contains(&language), "no language of ours: {}", at());
            let text: String =
                serde_json::from_str(quoted).unwrap_or_else(|e| panic!("not a text in double quotes ({e}): {}", at()));
            let before =
                all.get_mut(&key).unwrap_or_else(|| panic!("a text without a key: {}", at())).insert(language.to_owned(), text);
            assert!(before.is_none(), "this language stands twice: {}", at());
        }
    }
    assert!(all.len() > 200, "only {} keys were found", all.len());
    all
}

fn holes(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// Words of the trail: `homes.act.imported` says the act `homes.imported`, `homes.detail.area` what a line keeps besides. Keys of this
/// shape are put together from what was recorded; `tests/trail.rs` compares them with the acts.
fn of_the_trail(key: &str) -> bool {
    key.split('.').nth(1).is_some_and(|part| part == "act" || part == "detail")
}

/// The key without its plural form, if it has one.
fn base(key: &str) -> Option<&str> {
    key.rsplit_once('.').filter(|(_, form)| PLURALS.contains(form)).map(|(base, _)| base)
}

fn is_key(text: &str, rooms: &BTreeSet<String>) -> bool {
    let shape = text.split('.').all(|part| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '{' || c == '}')
    });
    shape && text.split_once('.').is_some_and(|(room, _)| rooms.contains(room))
}

/// Key-shaped literals of a source, with the line they stand on.
fn literals(source: &Source, rooms: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let lines = source.own_lines();
    for (place, line) in lines.iter().enumerate() {
        // rustfmt may lay a call out over several lines: what is called stands a little above
        let around = lines[place.saturating_sub(3)..=place].join(" ");
        // templates quote within quotes: whatever stands between two marks may be a key
        for piece in line.split('"') {
            // the beginning of a key that a macro puts together
            let whole = piece
                .strip_suffix('.')
                .filter(|start| is_key(start, rooms))
                .map_or_else(|| piece.to_owned(), |start| format!("{start}.{{}}"));
            if is_key(&whole, rooms)
                && !NO_WORDS
                    .iter()
                    .any(|mark| if line.trim().starts_with(['"', 'n']) { around.contains(mark) } else { line.contains(mark) })
            {
                found.push((whole, format!("{}: {}", source.path, line.trim())));
            }
        }
    }
    found
}

fn rooms(texts: &Texts) -> BTreeSet<String> {
    texts.keys().filter_map(|key| key.split_once('.').map(|(room, _)| room.to_owned())).collect()
}

fn used(texts: &Texts) -> Vec<(String, String)> {
    let rooms = rooms(texts);
    let mut sources = walk("src", &["rs"]);
    sources.extend(walk("templates", &["html", "txt"]));
    sources.iter().flat_map(|source| literals(source, &rooms)).collect()
}

#[test]
fn every_key_is_there_in_every_language_with_the_same_holes() {
    let mut wrong = Vec::new();
    for (key, by_language) in &texts() {
        for language in LANGUAGES {
            match by_language.get(language) {
                None => wrong.push(format!("{key} is missing in {language}")),
                Some(text) if text.trim().is_empty() => wrong.push(format!("{key} is empty in {language}")),
                Some(_) => {}
            }
        }
        let all: BTreeSet<BTreeSet<&str>> = by_language.values().map(|text| holes(text)).collect();
        // «one» may say the number in a word
        if all.len() > 1 && !key.ends_with(".one") {
            wrong.push(format!("{key} has other holes in other languages: {all:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_plural_has_all_its_forms() {
    let texts = texts();
    let bases: BTreeSet<&str> = texts.keys().filter_map(|key| base(key)).collect();
    let missing: Vec<String> = bases
        .iter()
        .flat_map(|base| PLURALS.map(|form| format!("{base}.{form}")))
        .filter(|key| !texts.contains_key(key))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_key_that_is_used_is_there() {
    let texts = texts();
    let bases: BTreeSet<&str> = texts.keys().filter_map(|key| base(key)).collect();
    let known = |key: &str| match key.split_once('{') {
        Some((before, _)) => texts.keys().any(|known| known.starts_with(before)),
        None => texts.contains_key(key) || bases.contains(key),
    };
    let missing: BTreeSet<String> =
        used(&texts).into_iter().filter(|(key, _)| !known(key)).map(|(key, at)| format!("{key} ({at})")).collect();
    assert!(missing.is_empty(), "no locale file has these: {missing:#?}");
}

#[test]
fn every_key_that_is_there_is_used() {
    let texts = texts();
    let used: BTreeSet<String> = used(&texts).into_iter().map(|(key, _)| key).collect();
    let made: Vec<(&str, &str)> = used.iter().filter_map(|key| Some((key.split_once('{')?.0, key.rsplit_once('}')?.1))).collect();
    let is_used = |key: &str| {
        of_the_trail(key)
            || used.contains(key)
            || base(key).is_some_and(|base| used.contains(base))
            || made.iter().any(|(before, after)| key.starts_with(before) && key.ends_with(after))
    };
    let unused: Vec<&String> = texts.keys().filter(|key| !is_used(key) && !FOR_LATER.contains(&key.as_str())).collect();
    assert!(unused.is_empty(), "nobody says these: {unused:#?}");
    let built: Vec<&&str> = FOR_LATER.iter().filter(|key| is_used(key) || !texts.contains_key(**key)).collect();
    assert!(built.is_empty(), "take these off the list FOR_LATER: {built:#?}");
}

#[test]
fn kazakh_is_kazakh_and_english_is_english() {
    let texts = texts();
    let mut wrong = Vec::new();
    let mut kazakh: BTreeMap<&str, String> = BTreeMap::new();
    for (key, by_language) in &texts {
        let [kk, ru, en] = LANGUAGES.map(|language| by_language.get(language).map_or("", String::as_str));
        let letters = kk.chars().filter(|c| c.is_alphabetic()).count();
        if kk == ru && letters > 25 && !SAME_IN_BOTH.contains(&key.as_str()) {
            wrong.push(format!("{key} says the same in Kazakh and in Russian: {kk}"));
        }
        if ru.chars().any(kazakh_letter) {
            wrong.push(format!("{key} has Kazakh letters in its Russian: {ru}"));
        }
        if en.chars().any(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c))) && !en.contains("ИИН") {
            wrong.push(format!("{key} has Cyrillic letters in its English: {en}"));
        }
        kazakh.entry(key.split('.').next().unwrap_or_default()).or_default().push_str(kk);
    }
    for (room, text) in kazakh {
        let (own, all) = (text.chars().filter(|c| kazakh_letter(*c)).count(), text.chars().filter(|c| c.is_alphabetic()).count());
        // in good Kazakh every eighth letter is one that Russian lacks
        if all > 100 && own * 100 < all * 5 {
            wrong.push(format!("the Kazakh of {room} has {own} Kazakh letters among {all}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn kazakh_letter(c: char) -> bool {
    "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains(c)
}

#[test]
fn each_file_holds_only_its_own_words() {
    let mut wrong = Vec::new();
    for source in walk("locales", &["yml"]) {
        let room = Path::new(&source.path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let foreign = source
            .text
            .lines()
            .filter(|line| line.ends_with(':') && !line.starts_with([' ', '#']))
            .filter(|line| !line.starts_with(&format!("{room}.")));
        wrong.extend(foreign.map(|line| format!("{}: {line}", source.path)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

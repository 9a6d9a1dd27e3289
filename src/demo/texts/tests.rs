//! Every announcement is whole in every language.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::markup::Markup;

const TZ: Tz = Tz::Asia__Almaty;

fn all() -> impl Iterator<Item = &'static Text> {
    ALATAU.iter().chain(ESIL)
}

fn now() -> Moment {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(5, 20, 0).unwrap()
}

fn holes(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).map(|rest| rest.split_once('}').expect("a hole is closed").0).collect()
}

#[test]
fn there_are_enough_and_each_has_a_name_of_its_own() {
    assert_eq!(ALATAU.len(), 15);
    assert_eq!(all().map(|text| text.slug).collect::<BTreeSet<_>>().len(), all().count());
    let kinds: BTreeMap<Kind, usize> = ALATAU.iter().fold(BTreeMap::new(), |mut kinds, text| {
        *kinds.entry(text.kind).or_default() += 1;
        kinds
    });
    assert_eq!(kinds.into_values().collect::<Vec<_>>(), [9, 2, 2, 2]);
}

#[test]
fn no_language_is_missing_or_taken_for_another() {
    for text in all() {
        assert!(text.body.kk.chars().any(|letter| "әғқңөұүіӘҒҚҢӨҰҮІ".contains(letter)), "{}", text.slug);
        for said in [text.title, text.body] {
            let quoted = said.ru.replace("«Есіл Сервис»", "").replace("Наурыз", "");
            assert!(!quoted.chars().any(|letter| "әғқңөұүіӘҒҚҢӨҰҮІ".contains(letter)), "{}", text.slug);
            assert!(said.ru.chars().any(|letter| "ёйцукенгшщзхъфывапролджэячсмитьбю".contains(letter)), "{}", text.slug);
            assert!(!said.en.chars().any(|letter| ('а'..='я').contains(&letter)), "{}", text.slug);
        }
        let lengths = [text.body.kk, text.body.ru, text.body.en].map(|body| body.chars().count());
        assert!(lengths.iter().all(|length| *length >= 180), "{} {lengths:?}", text.slug);
        assert!(lengths[0] * 10 > lengths[1] * 7 && lengths[1] * 10 > lengths[0] * 7, "{} {lengths:?}", text.slug);
        assert!(Locale::ALL.into_iter().all(|locale| text.title.r#in(locale).chars().count() <= 80), "{}", text.slug);
    }
}

#[test]
fn all_languages_have_the_same_holes() {
    for text in all() {
        for said in [text.title, text.body] {
            let kazakh = holes(said.kk);
            assert_eq!(kazakh, holes(said.ru), "{}", text.slug);
            assert_eq!(kazakh, holes(said.en), "{}", text.slug);
            assert!(kazakh.is_empty() || text.window.is_some(), "{}", text.slug);
        }
    }
}

#[test]
fn nothing_stays_unfilled() {
    for text in all() {
        for locale in Locale::ALL {
            let written = text.written(locale, now(), TZ);
            assert!(!format!("{written:?}").contains("%{"), "{}: {written:?}", text.slug);
            assert!(!format!("{written:?}").contains("dates."), "{}: {written:?}", text.slug);
            let html = Markup::parse(&written.body).html();
            assert!(!html.contains("**") && html.matches("<p>").count() >= 2, "{html}");
        }
    }
}

#[test]
fn outages_say_how_long_and_the_law_is_kept() {
    for text in all() {
        let broken = matches!(text.kind, Kind::Outage | Kind::Emergency);
        let (posted, window) = (text.posted_at(now(), TZ), text.window_at(now(), TZ));
        assert!(!broken || window.is_some_and(|(from, until)| from < until), "{}", text.slug);
        if text.kind == Kind::Outage {
            assert!(window.is_some_and(|(from, _)| from > now()), "{} is over", text.slug);
        }
        if let (Kind::Legal, Some((from, _))) = (text.kind, window) {
            let days = if text.slug == "tariff" { 90 } else { 5 };
            assert!((from - posted).num_days() >= days, "{}", text.slug);
        }
    }
}

#[test]
fn what_people_read() {
    let written = |locale| ALATAU.iter().find(|text| text.slug == "hot-water").unwrap().written(locale, now(), TZ);
    assert_eq!(written(Locale::Kk).title, "23 қараша – 24 қараша аралығында ыстық су болмайды");
    assert_eq!(written(Locale::Ru).title, "С 23 ноября по 24 ноября не будет горячей воды");
    assert!(written(Locale::Ru).body.contains("**с 9:00 23 ноября до 18:00 24 ноября**"));
}

#[test]
fn only_our_own_invented_number_is_called() {
    let shown = crate::text::phone::print(crate::demo::places::ALATAU.phone);
    for text in all() {
        for locale in Locale::ALL {
            let body = text.body.r#in(locale);
            assert_eq!(body.matches("+7").count(), body.matches(shown.as_str()).count(), "{}", text.slug);
        }
    }
}

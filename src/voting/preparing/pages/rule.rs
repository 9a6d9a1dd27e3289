//! What it takes to carry a question, in words and in whole votes.

use crate::text::{self, Locale, tv};
use crate::voting::preparing::prepared::House;
use crate::voting::question::{Base, Formula, more_than};
use crate::voting::rows::Question;

/// «To be carried, 118 of 234 must be for it …», with the article.
pub(super) fn in_words(locale: Locale, of: &Question, house: &House) -> String {
    let rule = of.rule();
    let all = house.asked(of.roll, of.entrance_id);
    let (fraction, quorum) = (format!("{}/{}", rule.over.0, rule.over.1), more_than(rule.quorum, all).to_string());
    let (least, all) = (more_than(rule.over, all).to_string(), all.to_string());
    let holes = [
        ("fraction", fraction.as_str()),
        ("least", &least),
        ("quorum", &quorum),
        ("all", &all),
        ("article", of.article.as_str()),
    ];
    match rule.base {
        Base::All => tv(locale, "voting.rule.all", &holes),
        Base::Participants => tv(locale, "voting.rule.participants", &holes),
    }
}

/// What it would change for a home of middle size; empty where it changes nothing.
pub(super) fn consequence(locale: Locale, of: &Question, house: &House) -> String {
    let area = house.middle();
    let Some((was, becomes)) = of.consequence(area) else { return String::new() };
    let (was, becomes) = (was.print(locale), becomes.print(locale));
    let area = area.map(|area| text::area(locale, area)).unwrap_or_default();
    let holes = [("area", area.as_str()), ("was", &was), ("becomes", &becomes)];
    match of.formula {
        Formula::PerArea => tv(locale, "voting.preview.per_area", &holes),
        Formula::PerUnit => tv(locale, "voting.preview.per_unit", &holes),
        Formula::OnceByArea => tv(locale, "voting.preview.once_by_area", &holes),
        Formula::OncePerUnit => tv(locale, "voting.preview.once_per_unit", &holes),
        Formula::None => String::new(),
    }
}

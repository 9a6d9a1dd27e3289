//! The linter of agendas: everything that keeps a meeting from being fixed, each with the article and the way to mend it.

use super::library::open_hole;
use super::prepared::Prepared;
use crate::voting::law::{self, Term};
use crate::voting::question::{Formula, Roll, Side};
use crate::voting::rows::Question;
use crate::web::Said;

/// Below so many characters the lengths of two languages say nothing.
const SHORT: usize = 60;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Finding {
    /// What is wrong, and what the law says of it.
    pub(in crate::voting) said: Said,
    /// Where it is mended.
    pub(in crate::voting) href: String,
    /// Whether the agenda cannot be fixed so; the others are advice.
    pub(in crate::voting) grave: bool,
}

/// Everything that is found, grave things first, in the order of the pages that mend them.
pub(in crate::voting) fn findings(of: &Prepared) -> Vec<Finding> {
    let mut all = about_meeting(of);
    all.extend(about_terms(of));
    all.extend(about_initiators(of));
    if of.questions.is_empty() {
        all.push(grave("voting.check.no_questions", at(of, "questions/new")));
    }
    for question in &of.questions {
        all.extend(about_question(of, question));
    }
    all.sort_by_key(|finding| !finding.grave);
    all
}

/// The first thing that keeps it from being fixed.
pub(in crate::voting) fn unready(of: &Prepared) -> Option<Said> {
    findings(of).into_iter().find(|finding| finding.grave).map(|finding| finding.said)
}

fn at(of: &Prepared, page: &str) -> String {
    format!("/staff/votes/{}/{page}", of.meeting.id)
}

fn grave(said: impl Into<Said>, href: String) -> Finding {
    Finding { said: said.into(), href, grave: true }
}

fn about_meeting(of: &Prepared) -> Vec<Finding> {
    let meeting = &of.meeting;
    let mut all = Vec::new();
    let mut need = |missing: bool, key: &'static str, field: &str| {
        if missing {
            all.push(grave(key, at(of, &format!("edit#f-{field}"))));
        }
    };
    need(meeting.title_kk.is_empty(), "voting.check.title_kk", "title_kk");
    need(meeting.title_ru.is_empty(), "voting.check.title_ru", "title_ru");
    let meets = meeting.format.meets();
    need(meets && meeting.venue_kk.is_empty(), "voting.check.venue", "venue_kk");
    need(meets && meeting.venue_ru.is_empty(), "voting.check.venue", "venue_ru");
    need(!meeting.by_portal && !meeting.by_paper, "voting.check.no_way", "by");
    need(meeting.chair.is_empty(), "voting.check.chair", "chair");
    need(meeting.secretary.is_empty(), "voting.check.secretary", "secretary");
    if of.house.unowned > 0 && of.house.homes > 0 {
        let said = Said::new("voting.check.unowned").with("count", of.house.unowned);
        all.push(Finding { said, href: format!("/staff/homes?building={}", meeting.building_id), grave: false });
    }
    if meeting.by_paper {
        let by = super::terms::sheets_by(of.plan().announced, of.law_of());
        let (amount, article) = law::term(Term::SheetDays, of.law_of());
        let said = Said::new("voting.check.sheets").with("amount", amount).with("article", article);
        let said = said.with("date", by.format("%d.%m.%Y"));
        all.push(Finding { said, href: at(of, "sheets"), grave: false });
    }
    all
}

fn about_terms(of: &Prepared) -> Vec<Finding> {
    let on = of.law_of();
    let broken = of.plan().broken(on);
    broken.iter().map(|broken| grave(broken.said(on), at(of, &format!("edit#f-{}", broken.field())))).collect()
}

fn about_initiators(of: &Prepared) -> Vec<Finding> {
    if !of.meeting.initiator.are_owners() {
        return Vec::new();
    }
    let (per_cent, article) = law::term(Term::InitiatorsPerCent, of.law_of());
    let (units, all) = of.callers();
    let needed = (all * u64::from(per_cent)).div_ceil(100).max(1);
    let said = Said::new("voting.check.initiators").with("article", article).with("amount", per_cent);
    let said = said.with("needed", needed).with("all", all).with("units", units);
    if units < needed { vec![grave(said, at(of, "initiators"))] } else { Vec::new() }
}

fn about_question(of: &Prepared, question: &Question) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut need = |missing: bool, said: Said, field: &str| {
        if missing {
            let href = at(of, &format!("questions/{}/edit#f-{field}", question.id));
            all.push(grave(said.with("place", question.place), href));
        }
    };
    need(question.title_kk.is_empty() || question.text_kk.is_empty(), "voting.check.no_kk".into(), "title_kk");
    need(question.title_ru.is_empty() || question.text_ru.is_empty(), "voting.check.no_ru".into(), "title_ru");
    let texts = [&question.title_kk, &question.text_kk, &question.title_ru, &question.text_ru].map(String::as_str);
    if let Some(hole) = open_hole(texts) {
        need(true, Said::new("voting.check.open_hole").with("hole", hole), "text_kk");
    }
    let [_, kk, _, ru] = texts;
    need(!comparable(kk, ru), "voting.check.lengths".into(), "text_ru");
    let on = of.law_of();
    let law = law::rule(question.item, question.roll, on);
    need(law.is_none(), "voting.check.no_law".into(), "decides");
    need(of.house.asked(question.roll, question.entrance_id) == 0, asks_nobody(question.roll).into(), "decides");
    let costs = question.formula != Formula::None;
    need(costs && question.becomes == 0 && question.was == 0, "voting.check.no_rate".into(), "becomes");
    let [a, b] = [Side::For, Side::Against].map(|side| of.argument(question.id, side));
    if a.0.is_empty() != b.0.is_empty() || a.1.is_empty() != b.1.is_empty() {
        let href = at(of, &format!("questions/{}/edit#f-for_kk", question.id));
        let said = Said::new("voting.check.one_sided").with("place", question.place);
        all.push(Finding { said, href, grave: false });
    }
    all
}

fn asks_nobody(roll: Roll) -> &'static str {
    match roll {
        Roll::Homes => "voting.check.no_homes",
        Roll::Stalls => "voting.check.no_stalls",
        Roll::Entrance => "voting.check.no_entrance",
    }
}

/// Whether two languages say about as much: neither is twice as long as the other.
pub(in crate::voting) fn comparable(one: &str, other: &str) -> bool {
    let (one, other) = (one.chars().count(), other.chars().count());
    one.max(other) <= SHORT || one.min(other) * 2 >= one.max(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_of_half_the_length_is_none() {
        assert!(comparable("қысқа", "совсем короткий текст, но не длиннее шестидесяти"));
        assert!(comparable(&"а".repeat(100), &"б".repeat(200)));
        assert!(!comparable(&"а".repeat(99), &"б".repeat(200)));
        assert!(!comparable(&"а".repeat(200), ""));
    }
}

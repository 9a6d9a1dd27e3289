//! What a secretary types, and how it becomes something true.

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use crate::clock::Moment;
use crate::homes::EntranceId;
use crate::money::Tiyn;
use crate::voting::meeting::{Format, Initiator, Shown};
use crate::voting::question::{Formula, Roll, Side};
use crate::voting::rows::{Argument, Meeting, Question};
use crate::web::{Form, Said, Typed};

/// The longest title of a meeting or question.
pub(in crate::voting) const TITLE: usize = 160;
/// The longest text of a decision.
pub(in crate::voting) const TEXT: usize = 3_000;
/// The longest argument: the same for either side, in either language.
pub(in crate::voting) const ARGUMENT: usize = 600;
/// The longest name or place.
const NAME: usize = 160;

/// A meeting as it is typed. A draft may be unfinished; what stands in it must be true all the same.
#[derive(Clone, Debug)]
pub(in crate::voting) struct MeetingDraft {
    format: Format,
    by: (bool, bool),
    initiator: Initiator,
    title: (String, String),
    venue: (String, String),
    meets_at: Option<Moment>,
    open: (Option<Moment>, Option<Moment>),
    shown: Shown,
    names: (String, String, String),
}

impl MeetingDraft {
    pub(in crate::voting) fn read(form: &mut Form, zone: Tz) -> Option<Self> {
        let (format, initiator, shown) = (form.word("format"), form.word("initiator"), form.word("shown"));
        let by = (form.has("by", "portal"), form.has("by", "paper"));
        let title = (line(form, "title_kk", TITLE), line(form, "title_ru", TITLE));
        let venue = (line(form, "venue_kk", NAME), line(form, "venue_ru", NAME));
        let meets_at = moment(form, "meets_at", zone);
        let open = (moment(form, "opens_at", zone), moment(form, "closes_at", zone));
        let names = (line(form, "chair", NAME), line(form, "secretary", NAME), form.optional("tellers", 1_000));
        let (Some(format), Some(initiator), Some(shown), false) = (format, initiator, shown, form.failed()) else { return None };
        Some(Self { format, by, initiator, title, venue, meets_at, open, shown, names })
    }

    /// Puts what was typed onto a meeting.
    pub(in crate::voting) fn onto(&self, of: Meeting) -> Meeting {
        // who meets votes on sheets in the hall; seven days in the portal are for those who vote without coming
        let by_portal = self.by.0 && self.format.absentee();
        let by_paper = self.by.1 || self.format.meets();
        let meets_at = self.meets_at.filter(|_| self.format.meets());
        Meeting {
            format: self.format,
            by_portal,
            by_paper,
            initiator: self.initiator,
            title_kk: self.title.0.clone(),
            title_ru: self.title.1.clone(),
            venue_kk: self.venue.0.clone(),
            venue_ru: self.venue.1.clone(),
            meets_at,
            opens_at: self.open.0.or(meets_at),
            closes_at: self.open.1,
            shown: self.shown,
            chair: self.names.0.clone(),
            secretary: self.names.1.clone(),
            tellers: self.names.2.clone(),
            ..of
        }
    }
}

/// A meeting in the fields of its form.
pub(in crate::voting) fn meeting_typed(of: &Meeting, zone: Tz) -> Typed {
    let at = |moment: Option<Moment>| moment.map(|at| zone.from_utc_datetime(&at).format("%Y-%m-%dT%H:%M").to_string());
    let mut typed = Typed::default()
        .with("format", of.format)
        .with("initiator", of.initiator)
        .with("shown", of.shown)
        .with("title_kk", &of.title_kk)
        .with("title_ru", &of.title_ru)
        .with("venue_kk", &of.venue_kk)
        .with("venue_ru", &of.venue_ru)
        .with("meets_at", at(of.meets_at).unwrap_or_default())
        .with("opens_at", at(of.opens_at).unwrap_or_default())
        .with("closes_at", at(of.closes_at).unwrap_or_default())
        .with("chair", &of.chair)
        .with("secretary", &of.secretary)
        .with("tellers", &of.tellers);
    for (on, way) in [(of.by_portal, "portal"), (of.by_paper, "paper")] {
        if on {
            typed = typed.with("by", way);
        }
    }
    typed
}

/// A question as it is typed.
#[derive(Clone, Debug)]
pub(in crate::voting) struct QuestionDraft {
    pub(in crate::voting) item: i32,
    pub(in crate::voting) roll: Roll,
    pub(in crate::voting) entrance: Option<EntranceId>,
    pub(in crate::voting) title: (String, String),
    pub(in crate::voting) text: (String, String),
    pub(in crate::voting) formula: Formula,
    pub(in crate::voting) rates: (Tiyn, Tiyn),
    pub(in crate::voting) arguments: Vec<(Side, String, String)>,
}

/// What an option of «what is decided, and by whom» sends.
pub(in crate::voting) fn decides(item: i32, roll: Roll) -> String {
    format!("{item}:{roll}")
}

impl QuestionDraft {
    pub(in crate::voting) fn read(form: &mut Form) -> Option<Self> {
        let (item, roll) = form.value("decides").split_once(':').unwrap_or_default();
        let decided: Option<(i32, Roll)> = item.parse().ok().zip(roll.parse().ok());
        if decided.is_none() {
            form.refuse("decides", "forms.refused.choice");
        }
        let title = (line(form, "title_kk", TITLE), line(form, "title_ru", TITLE));
        if title.0.is_empty() && title.1.is_empty() {
            form.refuse("title_kk", "forms.refused.empty");
        }
        let text = (form.optional("text_kk", TEXT), form.optional("text_ru", TEXT));
        let formula: Option<Formula> = form.word("formula");
        let rates = (rate(form, "was"), rate(form, "becomes"));
        let mut side = |side: Side, kk: &str, ru: &str| (side, form.optional(kk, ARGUMENT), form.optional(ru, ARGUMENT));
        let arguments = vec![side(Side::For, "for_kk", "for_ru"), side(Side::Against, "against_kk", "against_ru")];
        let entrance = form.value("entrance").parse().ok();
        let (Some((item, roll)), Some(formula), false) = (decided, formula, form.failed()) else { return None };
        let entrance = if roll == Roll::Entrance { entrance } else { None };
        let arguments = arguments.into_iter().filter(|(_, kk, ru)| !kk.is_empty() || !ru.is_empty()).collect();
        Some(Self { item, roll, entrance, title, text, formula, rates, arguments })
    }
}

/// A question in the fields of its form.
pub(in crate::voting) fn question_typed(of: &Question, arguments: &[Argument]) -> Typed {
    let rate = |tiyn: i64| if of.formula == Formula::None { String::new() } else { Tiyn(tiyn).plain() };
    let mut typed = Typed::default()
        .with("decides", decides(of.item, of.roll))
        .with("entrance", of.entrance_id.map(|id| id.to_string()).unwrap_or_default())
        .with("title_kk", &of.title_kk)
        .with("title_ru", &of.title_ru)
        .with("text_kk", &of.text_kk)
        .with("text_ru", &of.text_ru)
        .with("formula", of.formula)
        .with("was", rate(of.was))
        .with("becomes", rate(of.becomes));
    for argument in arguments.iter().filter(|argument| argument.question_id == of.id) {
        let side = argument.side;
        typed = typed.with(&format!("{side}_kk"), &argument.text_kk).with(&format!("{side}_ru"), &argument.text_ru);
    }
    typed
}

fn line(form: &mut Form, field: &str, most: usize) -> String {
    form.optional(field, most).replace('\n', " ")
}

/// A rate in tenge; nothing typed is nothing paid.
fn rate(form: &mut Form, field: &str) -> Tiyn {
    let typed = form.optional(field, 30);
    if typed.is_empty() {
        return Tiyn::ZERO;
    }
    match Tiyn::parse(&typed) {
        Ok(rate) if rate >= Tiyn::ZERO => return rate,
        Ok(_) => form.refuse(field, "voting.refused.negative"),
        Err(no) => form.refuse(field, Said::new(no.key())),
    }
    Tiyn::ZERO
}

/// A time on the company's wall, `2026-11-20T14:05`, or nothing.
fn moment(form: &mut Form, field: &str, zone: Tz) -> Option<Moment> {
    let typed = form.optional(field, 30);
    if typed.is_empty() {
        return None;
    }
    let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"];
    let read = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(&typed, format).ok());
    let near = read.filter(|at| (2000..2200).contains(&chrono::Datelike::year(at)));
    let moment = near.and_then(|at| zone.from_local_datetime(&at).earliest()).map(|at| at.naive_utc());
    if moment.is_none() {
        form.refuse(field, "voting.refused.moment");
    }
    moment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_may_be_empty_but_not_untrue() {
        let base = || Typed::default().with("format", "absentee").with("initiator", "council").with("shown", "live");
        let read = |typed| MeetingDraft::read(&mut Form::of(typed), chrono_tz::Asia::Almaty);
        assert!(read(base()).is_some());
        assert_eq!(read(base().with("opens_at", "2026-11-26T10:00")).unwrap().open.0.unwrap().to_string(), "2026-11-26 05:00:00");
        assert!(read(base().with("opens_at", "soon")).is_none());
        assert!(read(Typed::default().with("format", "seance")).is_none());
    }

    #[test]
    fn either_side_has_the_same_room() {
        let base = || Typed::default().with("decides", "6:homes").with("formula", "none").with("title_kk", "Смета");
        let read = |typed| QuestionDraft::read(&mut Form::of(typed));
        for field in ["for_kk", "for_ru", "against_kk", "against_ru"] {
            assert!(read(base().with(field, "а".repeat(ARGUMENT))).is_some(), "{field}");
            assert!(read(base().with(field, "а".repeat(ARGUMENT + 1))).is_none(), "{field}");
        }
        assert!(read(base().with("becomes", "-5")).is_none());
        assert_eq!(read(base().with("becomes", "50,49")).unwrap().rates.1, Tiyn(5049));
        assert!(
            read(Typed::default().with("decides", "6:everybody").with("formula", "none").with("title_kk", "Смета")).is_none()
        );
    }
}

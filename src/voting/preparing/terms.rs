//! The terms of the law for when owners meet and vote (art. 42(6), 43(2), 43(4), 44(2)), by the company's own calendar.
//!
//! **How days are counted.** The law wants owners told *«за пять календарных дней до даты»*. A term begins on the day after its event, and the
//! day before which something is to be done is not part of it; so neither the day of the notice nor the day of the meeting counts, and five
//! whole days lie between them: told on the 1st, owners may meet on the 7th. That is the stricter of the two readings in use, and a meeting
//! that keeps it stands by the other as well. For the same reason days of voting in the portal are whole days of 24 hours, and months end at
//! the last day of a shorter month.

use chrono::{Days, Months, NaiveDate, NaiveDateTime};

use crate::voting::law::{self, Term};
use crate::voting::meeting::Format;
use crate::web::Said;

/// When a meeting is to be, on the company's wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Plan {
    /// How it is held.
    pub(in crate::voting) format: Format,
    /// Whether one may vote in the portal.
    pub(in crate::voting) by_portal: bool,
    /// Whether one may vote on a sheet.
    pub(in crate::voting) by_paper: bool,
    /// The day on which owners are told, or would be.
    pub(in crate::voting) announced: NaiveDate,
    /// The present moment.
    pub(in crate::voting) now: NaiveDateTime,
    /// When people come together.
    pub(in crate::voting) meets: Option<NaiveDateTime>,
    /// From when votes are taken.
    pub(in crate::voting) opens: Option<NaiveDateTime>,
    /// Until when.
    pub(in crate::voting) closes: Option<NaiveDateTime>,
    /// The larger of the two: how many homes the building has, how many parking places and storage rooms.
    pub(in crate::voting) units: u64,
}

/// A term that is not kept, or cannot be judged yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) enum Broken {
    /// People are to meet, and it does not say when.
    NoMeeting,
    /// It does not say from when votes are taken.
    NoOpening,
    /// It does not say until when.
    NoClosing,
    /// Voting would end before it begins.
    Backwards,
    /// People would meet when the voting is over.
    MeetsAfter,
    /// It would begin in the past.
    Past,
    /// Owners would be told too late: the earliest day for it to begin.
    Notice(NaiveDate),
    /// Too few days in the portal: the earliest end.
    PortalShort(NaiveDateTime),
    /// Too long in the portal: the last day.
    PortalLong(NaiveDate),
    /// Too long a survey on paper: the last day.
    SurveyLong(NaiveDate),
}

impl Broken {
    /// The field of the form that mends it.
    pub(in crate::voting) fn field(&self) -> &'static str {
        match self {
            Self::NoMeeting | Self::MeetsAfter => "meets_at",
            Self::NoOpening | Self::Past | Self::Notice(_) => "opens_at",
            Self::NoClosing | Self::Backwards | Self::PortalShort(_) | Self::PortalLong(_) | Self::SurveyLong(_) => "closes_at",
        }
    }

    /// What is wrong, with the article and the day that would be right, by the law of a day.
    pub(in crate::voting) fn said(&self, on: NaiveDate) -> Said {
        let day = |day: &NaiveDate| day.format("%d.%m.%Y").to_string();
        let with = |key: &'static str, term: Term, date: String| {
            let (amount, article) = law::term(term, on);
            Said::new(key).with("amount", amount).with("article", article).with("date", date)
        };
        match self {
            Self::NoMeeting => "voting.terms.no_meeting".into(),
            Self::NoOpening => "voting.terms.no_opening".into(),
            Self::NoClosing => "voting.terms.no_closing".into(),
            Self::Backwards => "voting.terms.backwards".into(),
            Self::MeetsAfter => "voting.terms.meets_after".into(),
            Self::Past => "voting.terms.past".into(),
            Self::Notice(earliest) => with("voting.terms.notice", Term::NoticeDays, day(earliest)),
            Self::PortalShort(earliest) => {
                with("voting.terms.portal_short", Term::PortalDays, earliest.format("%d.%m.%Y %H:%M").to_string())
            }
            Self::PortalLong(latest) => with("voting.terms.portal_long", Term::PortalMonths, day(latest)),
            Self::SurveyLong(latest) => with("voting.terms.survey_long", Term::SurveyMonths, day(latest)),
        }
    }
}

impl Plan {
    /// When it begins: people meet or votes are taken, whichever is first.
    pub(in crate::voting) fn begins(&self) -> Option<NaiveDateTime> {
        let meets = self.meets.filter(|_| self.format.meets());
        meets.into_iter().chain(self.opens).min()
    }

    /// All terms that it breaks, by the law of the day `on`.
    pub(in crate::voting) fn broken(&self, on: NaiveDate) -> Vec<Broken> {
        let mut all = Vec::new();
        if self.format.meets() && self.meets.is_none() {
            all.push(Broken::NoMeeting);
        }
        let (Some(opens), Some(closes)) = (self.opens, self.closes) else {
            all.extend(self.opens.is_none().then_some(Broken::NoOpening));
            all.extend(self.closes.is_none().then_some(Broken::NoClosing));
            return all;
        };
        if closes <= opens {
            all.push(Broken::Backwards);
        }
        if self.format.meets() && self.meets.is_some_and(|meets| meets >= closes) {
            all.push(Broken::MeetsAfter);
        }
        let begins = self.begins().unwrap_or(opens);
        let earliest = earliest(self.announced, on);
        if begins.date() < earliest {
            all.push(Broken::Notice(earliest));
        } else if begins <= self.now {
            all.push(Broken::Past);
        }
        all.extend(self.length(opens, closes, on));
        all
    }

    fn length(&self, opens: NaiveDateTime, closes: NaiveDateTime, on: NaiveDate) -> Vec<Broken> {
        let mut all = Vec::new();
        let absentee = self.format.absentee();
        if absentee && self.by_portal {
            let shortest = opens.checked_add_days(Days::new(law::term(Term::PortalDays, on).0.into())).unwrap_or(closes);
            all.extend((closes > opens && closes < shortest).then_some(Broken::PortalShort(shortest)));
            let last = last(self.announced, law::term(Term::PortalMonths, on).0);
            all.extend((closes.date() > last).then_some(Broken::PortalLong(last)));
        }
        if absentee && self.by_paper {
            let last = last(self.announced, survey_months(self.units, on));
            all.extend((closes.date() > last).then_some(Broken::SurveyLong(last)));
        }
        all
    }
}

/// The earliest day on which it can begin when owners are told on `announced`: with the days of the term between the two.
pub(in crate::voting) fn earliest(announced: NaiveDate, on: NaiveDate) -> NaiveDate {
    let days = u64::from(law::term(Term::NoticeDays, on).0) + 1;
    announced.checked_add_days(Days::new(days)).unwrap_or(announced)
}

/// The last day on which owners can be told of what begins on a day.
pub(in crate::voting) fn announce_by(begins: NaiveDate, on: NaiveDate) -> NaiveDate {
    let days = u64::from(law::term(Term::NoticeDays, on).0) + 1;
    begins.checked_sub_days(Days::new(days)).unwrap_or(begins)
}

/// The last day on which an owner is to be given a sheet.
pub(in crate::voting) fn sheets_by(announced: NaiveDate, on: NaiveDate) -> NaiveDate {
    announced.checked_add_days(Days::new(law::term(Term::SheetDays, on).0.into())).unwrap_or(announced)
}

/// How many months a survey on paper may take in a building of so many units.
fn survey_months(units: u64, on: NaiveDate) -> u32 {
    let large = units > u64::from(law::term(Term::LargeUnits, on).0);
    law::term(if large { Term::SurveyMonthsLarge } else { Term::SurveyMonths }, on).0
}

fn last(announced: NaiveDate, months: u32) -> NaiveDate {
    announced.checked_add_months(Months::new(months)).unwrap_or(announced)
}

#[cfg(test)]
mod tests;

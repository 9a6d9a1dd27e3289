//! Whether an announcement may be sent, and why not.

use super::kind::Kind;
use super::rows::Announcement;
use super::wording::Wording;
use crate::clock::Moment;
use crate::homes::Scope;
use crate::web::{Refusal, Said};

/// Why something is not done with an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not a draft any more.
    NotDraft,
    /// It was sent already.
    SentAlready,
    /// Only what everybody was told can be corrected or withdrawn.
    NotPublished,
    /// It is for nobody.
    Nobody,
    /// It says nothing.
    NoWords,
    /// A language has a title without a text, or a text without a title.
    HalfALanguage,
    /// A ready text was not filled in.
    OpenHole(String),
    /// What the law requires must stand in Kazakh and in Russian (law «On languages», art. 21).
    NotBothLanguages,
    /// An outage needs a beginning and an end after it.
    NoOutageTime,
    /// The outage is over before anybody is told.
    OutageOver,
    /// An emergency must say until when it stands.
    NoEnd,
    /// It would be over before it is sent.
    OverBeforeSent,
    /// The time to send it has passed.
    TimePassed,
    /// Part of its audience lies outside the sender's zone.
    OutsideZone,
}

impl Refused {
    /// The field of the form that it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Nobody | Self::OutsideZone => "place",
            Self::NoWords | Self::HalfALanguage | Self::OpenHole(_) | Self::NotBothLanguages => "title_kk",
            Self::NoOutageTime | Self::OutageOver => "outage_from",
            Self::NoEnd | Self::OverBeforeSent => "expires_at",
            Self::TimePassed => "send_at",
            Self::NotDraft | Self::SentAlready | Self::NotPublished => "",
        }
    }
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotDraft => "announcements.refused.not_draft",
            Self::SentAlready => "announcements.refused.sent_already",
            Self::NotPublished => "announcements.refused.not_published",
            Self::Nobody => "announcements.refused.nobody",
            Self::NoWords => "announcements.refused.no_words",
            Self::HalfALanguage => "announcements.refused.half",
            Self::OpenHole(hole) => return Said::new("announcements.refused.open_hole").with("hole", hole),
            Self::NotBothLanguages => "announcements.refused.both_languages",
            Self::NoOutageTime => "announcements.refused.outage_time",
            Self::OutageOver => "announcements.refused.outage_over",
            Self::NoEnd => "announcements.refused.no_end",
            Self::OverBeforeSent => "announcements.refused.over_before_sent",
            Self::TimePassed => "announcements.refused.time_passed",
            Self::OutsideZone => "announcements.refused.outside_zone",
        }
        .into()
    }
}

/// Whether the words are enough for their kind.
///
/// # Errors
/// What is missing.
pub(super) fn words(kind: Kind, wording: &Wording) -> Result<(), Refused> {
    let all = [&wording.kk, &wording.ru, &wording.en];
    if all.iter().any(|words| words.is_half()) {
        return Err(Refused::HalfALanguage);
    }
    if kind == Kind::Legal && (wording.kk.is_empty() || wording.ru.is_empty()) {
        return Err(Refused::NotBothLanguages);
    }
    if wording.kk.is_empty() && wording.ru.is_empty() {
        return Err(Refused::NoWords);
    }
    super::texts::open_hole(wording).map_or(Ok(()), |hole| Err(Refused::OpenHole(hole)))
}

/// Whether it may be sent at `send_at`.
///
/// # Errors
/// The first thing that is missing.
pub(super) fn check(of: &Announcement, wording: &Wording, scopes: &[Scope], send_at: Moment, now: Moment) -> Result<(), Refused> {
    words(of.kind, wording)?;
    if scopes.is_empty() {
        return Err(Refused::Nobody);
    }
    if send_at <= now {
        return Err(Refused::TimePassed);
    }
    if of.kind == Kind::Outage {
        match of.outage_from.zip(of.outage_until) {
            Some((from, until)) if from < until => {
                if until <= send_at {
                    return Err(Refused::OutageOver);
                }
            }
            _ => return Err(Refused::NoOutageTime),
        }
    }
    if of.kind == Kind::Emergency && of.expires_at.is_none() {
        return Err(Refused::NoEnd);
    }
    if of.expires_at.is_some_and(|end| end <= send_at) {
        return Err(Refused::OverBeforeSent);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::kind::{AnnouncementId, State};
    use super::super::wording::Words;
    use super::*;
    use crate::homes::Place;
    use crate::who::{CompanyId, PersonId};
    use chrono::{DateTime, TimeDelta};

    fn now() -> Moment {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc()
    }

    fn draft(kind: Kind) -> Announcement {
        Announcement {
            id: AnnouncementId::fresh(now()),
            company_id: CompanyId::fresh(now()),
            number: "2026-000001".into(),
            kind,
            state: State::Draft,
            version: 1,
            author_id: PersonId::fresh(now()),
            outage_from: None,
            outage_until: None,
            send_at: None,
            published_at: None,
            expires_at: None,
            ended_at: None,
            withdrawn_why: None,
            created_at: now(),
            updated_at: now(),
        }
    }

    fn both() -> Wording {
        let words = |text: &str| Words { title: text.into(), body: text.into() };
        Wording { kk: words("су"), ru: words("вода"), en: Words::default() }
    }

    fn everybody() -> Vec<Scope> {
        vec![Scope { place: Place::Company, subject: "c".into(), kind: None, holds: None }]
    }

    fn verdict(of: &Announcement, wording: &Wording) -> Result<(), Refused> {
        check(of, wording, &everybody(), now() + TimeDelta::seconds(15), now())
    }

    #[test]
    fn one_official_language_is_enough_but_not_for_the_law() {
        let russian = Wording { kk: Words::default(), ..both() };
        assert_eq!(verdict(&draft(Kind::Info), &russian), Ok(()));
        assert_eq!(verdict(&draft(Kind::Legal), &russian), Err(Refused::NotBothLanguages));
        assert_eq!(verdict(&draft(Kind::Legal), &both()), Ok(()));
        assert_eq!(verdict(&draft(Kind::Info), &Wording::default()), Err(Refused::NoWords));
        let english = Wording { en: both().ru, ..Wording::default() };
        assert_eq!(verdict(&draft(Kind::Info), &english), Err(Refused::NoWords));
        let half = Wording { ru: Words { title: "вода".into(), body: String::new() }, ..both() };
        assert_eq!(verdict(&draft(Kind::Info), &half), Err(Refused::HalfALanguage));
    }

    #[test]
    fn an_outage_lies_ahead_and_has_two_ends() {
        let hours = |h| Some(now() + TimeDelta::hours(h));
        let outage = |from, until| Announcement { outage_from: from, outage_until: until, ..draft(Kind::Outage) };
        assert_eq!(verdict(&outage(hours(1), hours(5)), &both()), Ok(()));
        assert_eq!(verdict(&outage(hours(-1), hours(5)), &both()), Ok(()), "it may have begun");
        assert_eq!(verdict(&outage(hours(5), hours(1)), &both()), Err(Refused::NoOutageTime));
        assert_eq!(verdict(&outage(hours(1), None), &both()), Err(Refused::NoOutageTime));
        assert_eq!(verdict(&outage(hours(-5), hours(-1)), &both()), Err(Refused::OutageOver));
    }

    #[test]
    fn an_emergency_says_until_when_and_nobody_is_told_of_the_past() {
        assert_eq!(verdict(&draft(Kind::Emergency), &both()), Err(Refused::NoEnd));
        let over = Announcement { expires_at: Some(now()), ..draft(Kind::Info) };
        assert_eq!(verdict(&over, &both()), Err(Refused::OverBeforeSent));
        assert_eq!(check(&draft(Kind::Info), &both(), &everybody(), now(), now()), Err(Refused::TimePassed));
        assert_eq!(check(&draft(Kind::Info), &both(), &[], now() + UNDO_FOR_TEST, now()), Err(Refused::Nobody));
    }

    const UNDO_FOR_TEST: TimeDelta = TimeDelta::seconds(15);
}

//! What those who pay are told of their bills and promises, in their language.

use chrono::{Days, NaiveDate};

use super::ageing::Unpaid;
use super::plan::PlanId;
use super::store::people::{Addressee, Sender};
use crate::config::Config;
use crate::homes::PremisesId;
use crate::mail::{Block, Body};
use crate::money::Tiyn;
use crate::notices::{Kind, LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};

/// So many days before its day a bill is called to mind.
const BEFORE: u64 = 5;
/// So many days after its day it is called to mind for the last time.
const AFTER: u64 = 3;
/// Whoever's portal stood still is told a few days later all the same; then no more.
const GRACE: u64 = 10;

/// On which occasion one is told of a month that is not paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// The bill is there.
    Issued,
    /// Its day comes.
    Soon,
    /// It is today.
    Today,
    /// It has passed.
    Late,
}

impl Occasion {
    /// What there is to be said today, if anything.
    pub(super) fn of(due_on: NaiveDate, today: NaiveDate) -> Option<Self> {
        let after = |days| due_on.checked_add_days(Days::new(days)).unwrap_or(due_on);
        let soon = due_on.checked_sub_days(Days::new(BEFORE)).unwrap_or(due_on);
        if today < soon {
            Some(Self::Issued)
        } else if today < due_on {
            Some(Self::Soon)
        } else if today == due_on {
            Some(Self::Today)
        } else {
            (after(AFTER)..=after(AFTER + GRACE)).contains(&today).then_some(Self::Late)
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Soon => "soon",
            Self::Today => "today",
            Self::Late => "late",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Issued => "debts.letter.issued",
            Self::Soon => "debts.letter.soon",
            Self::Today => "debts.letter.today",
            Self::Late => "debts.letter.late",
        }
    }
}

/// The words of a notice, and what makes it that one.
struct Words {
    subject: String,
    once: String,
    title: String,
    text: String,
}

fn notice(config: &Config, sender: &Sender, to: Addressee, words: Words) -> Notice {
    let locale = locale_of(&to);
    let button = Block::Button { label: t(locale, "debts.letter.open").into_owned(), url: format!("{}/bills", config.base_url) };
    let blocks = vec![Block::Text(words.text.clone()), button];
    Notice {
        kind: Kind::Bill,
        company: sender.company,
        company_name: sender.name(locale).to_owned(),
        person: to.person,
        subject_id: words.subject,
        once_key: words.once,
        locale,
        title: words.title.clone(),
        excerpt: words.text,
        href: "/bills".to_owned(),
        letter: Some(LetterDraft { subject: words.title.clone(), body: Body { heading: words.title, blocks } }),
        to_name: to.name,
        to_address: to.email.filter(|_| to.bounced_at.is_none()),
    }
}

fn locale_of(to: &Addressee) -> Locale {
    Locale::from_code(&to.locale).unwrap_or_default()
}

/// The news of what premises owe, by which it is taken back when it is paid.
pub(super) fn subject(premises: PremisesId) -> String {
    format!("owed:{premises}")
}

/// That a month is to be paid, or was.
pub(super) fn of_bill(
    config: &Config,
    sender: &Sender,
    to: Addressee,
    (premises, of): (PremisesId, &Unpaid),
    occasion: Occasion,
) -> Notice {
    let locale = locale_of(&to);
    let (month, sum) = (text::month_year(locale, of.month), Tiyn(of.amount).print(locale));
    let until = text::day_month(locale, of.due_on);
    let args = [("month", month.as_str()), ("sum", &sum), ("until", &until)];
    let text = if occasion == Occasion::Late { "debts.letter.late_text" } else { "debts.letter.text" };
    let words = Words {
        subject: subject(premises),
        once: format!("owed:{premises}:{}:{}", of.month, occasion.word()),
        title: tv(locale, occasion.key(), &args),
        text: tv(locale, text, &args),
    };
    notice(config, sender, to, words)
}

/// That a part of a plan is due soon.
pub(super) fn of_part(
    config: &Config,
    sender: &Sender,
    to: Addressee,
    (premises, plan): (PremisesId, PlanId),
    (missing, due_on): (i64, NaiveDate),
) -> Notice {
    let locale = locale_of(&to);
    let (sum, until) = (Tiyn(missing).print(locale), text::day_month(locale, due_on));
    let words = Words {
        subject: subject(premises),
        once: format!("plan:{plan}:{due_on}"),
        title: tv(locale, "debts.letter.part", &[("sum", &sum), ("until", &until)]),
        text: t(locale, "debts.letter.part_text").into_owned(),
    };
    notice(config, sender, to, words)
}

/// That a promise was not kept.
pub(super) fn of_broken(
    config: &Config,
    sender: &Sender,
    to: Addressee,
    (premises, plan): (PremisesId, PlanId),
    on: NaiveDate,
) -> Notice {
    let locale = locale_of(&to);
    let words = Words {
        subject: subject(premises),
        once: format!("plan:{plan}:broken"),
        title: tv(locale, "debts.letter.broken", &[("day", &text::day_month(locale, on))]),
        text: t(locale, "debts.letter.broken_text").into_owned(),
    };
    notice(config, sender, to, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_four_times_and_then_no_more() {
        let of = |today: &str| Occasion::of("2026-11-25".parse().unwrap(), today.parse().unwrap());
        assert_eq!(of("2026-11-01"), Some(Occasion::Issued));
        assert_eq!(of("2026-11-20"), Some(Occasion::Soon));
        assert_eq!(of("2026-11-25"), Some(Occasion::Today));
        assert_eq!(of("2026-11-26"), None);
        assert_eq!(of("2026-11-28"), Some(Occasion::Late));
        assert_eq!(of("2026-12-08"), Some(Occasion::Late));
        assert_eq!(of("2026-12-09"), None);
    }
}

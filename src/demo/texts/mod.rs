//! What the companies of the demo tell their residents: announcements in Kazakh, Russian and English.
//!
//! Each was written in Kazakh first. Dates are holes that are filled from the moment the demo starts, so that the feed always looks
//! lived in: something happens now, something is planned, the snow came last winter.

mod emergencies;
mod legal;
mod neighbours;
mod outages;
mod seasons;
mod timing;
mod works;
mod yard;

pub use timing::{On, Posted, Window};

use chrono_tz::Tz;

use super::photos::Photo;
use crate::clock::Moment;
use crate::text::{Locale, date, day_month, time, weekday};

/// What an announcement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// News, greetings, plans.
    Info,
    /// A planned break of water, power, a lift.
    Outage,
    /// Something broke.
    Emergency,
    /// A notice that the law asks for.
    Legal,
}

/// Whom it is for; numbers count from 0 in the order in which `places` gives buildings, and may be beyond a very small demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody of the company.
    Company,
    /// The owners of flats and shops of the company, not their tenants.
    Owners,
    /// The owners of parking places.
    Parking,
    /// Everybody of a complex.
    Complex(usize),
    /// Everybody of a building.
    Building(usize),
    /// The owners of a building.
    BuildingOwners(usize),
    /// Everybody of an entrance of a building.
    Entrance(usize, usize),
}

/// The same in three languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// In Kazakh.
    pub kk: &'static str,
    /// In Russian.
    pub ru: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Said {
    /// The words in one language.
    #[must_use]
    pub const fn r#in(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Kk => self.kk,
            Locale::Ru => self.ru,
            Locale::En => self.en,
        }
    }
}

/// An announcement before its dates are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// A name of its own for code and tests.
    pub slug: &'static str,
    /// What it is about.
    pub kind: Kind,
    /// Whom it is for.
    pub audience: Audience,
    /// When it was published.
    pub posted: Posted,
    /// When that of which it speaks happens; for [`Kind::Outage`] and [`Kind::Emergency`] that is how long the outage lasts.
    pub window: Option<Window>,
    /// The picture that goes with it.
    pub photo: Option<Photo>,
    /// One line, with holes.
    pub title: Said,
    /// Markdown, with holes.
    pub body: Said,
}

/// An announcement in one language with its dates filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// One line of plain text.
    pub title: String,
    /// Markdown.
    pub body: String,
}

impl Text {
    /// When it was published, in UTC, never after `now`.
    #[must_use]
    pub fn posted_at(&self, now: Moment, tz: Tz) -> Moment {
        self.posted.at(now, tz)
    }

    /// From when until when, in UTC; `None` if it speaks of no time.
    #[must_use]
    pub fn window_at(&self, now: Moment, tz: Tz) -> Option<(Moment, Moment)> {
        self.window.and_then(|window| window.at(self.posted_at(now, tz), tz))
    }

    /// Title and body in one language: `%{day}`, `%{weekday}` and `%{date}` of the beginning, `%{last}` day, the hours `%{from}`
    /// and `%{until}`, as clocks in `tz` show them.
    #[must_use]
    pub fn written(&self, locale: Locale, now: Moment, tz: Tz) -> Written {
        let (from, until) = self.window_at(now, tz).unwrap_or((now, now));
        let local = |moment: Moment| moment.and_utc().with_timezone(&tz).naive_local();
        let (from, until) = (local(from), local(until));
        let holes = [
            ("%{day}", day_month(locale, from.date())),
            ("%{weekday}", weekday(locale, from.date())),
            ("%{date}", date(locale, from.date())),
            ("%{last}", day_month(locale, until.date())),
            ("%{from}", time(from.time())),
            ("%{until}", time(until.time())),
        ];
        let fill = |text: &str| holes.iter().fold(text.to_owned(), |text, (hole, value)| text.replace(hole, value));
        Written { title: fill(self.title.r#in(locale)), body: fill(self.body.r#in(locale)) }
    }
}

/// The announcements of `places::ALATAU`.
pub static ALATAU: &[Text] = &[
    emergencies::POWER,
    outages::LIFT,
    outages::HOT_WATER,
    yard::CAT,
    legal::MEETING,
    legal::TARIFF,
    works::INTERCOM,
    works::PARKING,
    emergencies::WATER,
    works::FIRE_SAFETY,
    yard::PLAYGROUND,
    works::LIFT_REPORT,
    seasons::HEATING,
    seasons::SNOW,
    seasons::NAURYZ,
];

/// The announcements of `places::ESIL`.
pub static ESIL: &[Text] = &[neighbours::DISINFECTION, neighbours::WELCOME];

#[cfg(test)]
mod tests;

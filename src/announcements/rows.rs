//! The rows of announcements.

use diesel::prelude::*;

use super::kind::{AnnouncementId, Kind, State};
use super::wording::{Wording, Words, for_reader};
use crate::clock::Moment;
use crate::db::schema::{
    announcement_premises, announcement_recipients, announcement_scopes, announcement_versions, announcements,
};
use crate::homes::{self, ContactId, Place, PremisesId, Scope};
use crate::mail::LetterId;
use crate::text::Locale;
use crate::who::{CompanyId, Holds, PersonId};

/// An announcement, without its words.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = announcements)]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// Whose.
    pub company_id: CompanyId,
    /// The number people say: `2026-000123`.
    pub number: String,
    /// What it is about.
    pub kind: Kind,
    /// How far it has come.
    pub state: State,
    /// Which wording is the present one.
    pub version: i32,
    /// Who wrote it.
    pub author_id: PersonId,
    /// When the outage begins.
    pub outage_from: Option<Moment>,
    /// When the outage ends.
    pub outage_until: Option<Moment>,
    /// When it is to be sent.
    pub send_at: Option<Moment>,
    /// When it was sent.
    pub published_at: Option<Moment>,
    /// When it is over.
    pub expires_at: Option<Moment>,
    /// When it was withdrawn or had expired.
    pub ended_at: Option<Moment>,
    /// Why it was withdrawn.
    pub withdrawn_why: Option<String>,
    /// When it was begun.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// A wording.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = announcement_versions)]
pub struct Version {
    /// Whose.
    pub company_id: CompanyId,
    /// Of what.
    pub announcement_id: AnnouncementId,
    /// The number, from 1.
    pub version: i32,
    /// The Kazakh title.
    pub title_kk: String,
    /// The Kazakh text.
    pub body_kk: String,
    /// The Russian title.
    pub title_ru: String,
    /// The Russian text.
    pub body_ru: String,
    /// The English title.
    pub title_en: String,
    /// The English text.
    pub body_en: String,
    /// How the Kazakh text begins, without its marks; nothing until it was read for that.
    pub excerpt_kk: Option<String>,
    /// How the Russian text begins.
    pub excerpt_ru: Option<String>,
    /// How the English text begins.
    pub excerpt_en: Option<String>,
    /// Who wrote it.
    pub author_id: PersonId,
    /// When.
    pub created_at: Moment,
}

/// What a list shows of a wording: its titles, and how its texts begin.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = announcement_versions)]
pub struct Headline {
    title_kk: String,
    title_ru: String,
    title_en: String,
    excerpt_kk: Option<String>,
    excerpt_ru: Option<String>,
    excerpt_en: Option<String>,
}

impl Headline {
    /// Title and beginning for a reader, as [`Wording::for_reader`] chooses them, with the language they are in.
    pub fn for_reader(&self, locale: Locale) -> (Locale, &str, &str) {
        let of = |locale| {
            let (title, excerpt) = match locale {
                Locale::Kk => (&self.title_kk, &self.excerpt_kk),
                Locale::Ru => (&self.title_ru, &self.excerpt_ru),
                Locale::En => (&self.title_en, &self.excerpt_en),
            };
            (title.as_str(), excerpt.as_deref().unwrap_or_default())
        };
        let found = for_reader(locale, |locale| of(locale) != ("", ""));
        let (title, excerpt) = of(found);
        (found, title, excerpt)
    }
}

impl Version {
    /// A wording to be kept.
    pub fn new(of: &Announcement, version: i32, wording: Wording, author: PersonId, now: Moment) -> Self {
        let [excerpt_kk, excerpt_ru, excerpt_en] = [&wording.kk, &wording.ru, &wording.en].map(|words| Some(words.excerpt()));
        Self {
            excerpt_kk,
            excerpt_ru,
            excerpt_en,
            company_id: of.company_id,
            announcement_id: of.id,
            version,
            title_kk: wording.kk.title,
            body_kk: wording.kk.body,
            title_ru: wording.ru.title,
            body_ru: wording.ru.body,
            title_en: wording.en.title,
            body_en: wording.en.body,
            author_id: author,
            created_at: now,
        }
    }

    /// Its words.
    pub fn wording(&self) -> Wording {
        let words = |title: &str, body: &str| Words { title: title.to_owned(), body: body.to_owned() };
        Wording {
            kk: words(&self.title_kk, &self.body_kk),
            ru: words(&self.title_ru, &self.body_ru),
            en: words(&self.title_en, &self.body_en),
        }
    }
}

/// A scope as it is kept; what does not narrow it is empty.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = announcement_scopes)]
pub struct ScopeRow {
    /// Whose.
    pub company_id: CompanyId,
    /// Of what.
    pub announcement_id: AnnouncementId,
    /// How large the place is.
    pub place: Place,
    /// Which place.
    pub subject_id: String,
    /// Kind of premises, or nothing.
    pub premises_kind: String,
    /// Way of holding, or nothing.
    pub holds: String,
}

impl ScopeRow {
    /// A scope to be kept.
    pub fn new(company: CompanyId, of: AnnouncementId, scope: &Scope) -> Self {
        Self {
            company_id: company,
            announcement_id: of,
            place: scope.place,
            subject_id: scope.subject.clone(),
            premises_kind: scope.kind.map(homes::Kind::word).unwrap_or_default().to_owned(),
            holds: scope.holds.map(Holds::word).unwrap_or_default().to_owned(),
        }
    }

    /// The scope again.
    pub fn scope(&self) -> Scope {
        Scope {
            place: self.place,
            subject: self.subject_id.clone(),
            kind: self.premises_kind.parse().ok(),
            holds: self.holds.parse().ok(),
        }
    }
}

crate::words! {
    /// By which way somebody was told.
    pub enum Channel {
        /// Not told yet.
        Waiting = "waiting",
        /// By a letter, and in the portal.
        Mail = "mail",
        /// In the portal; a letter comes with the daily one.
        Digest = "digest",
        /// In the portal only, as they wish.
        Portal = "portal",
        /// Has no e-mail: by the notice on the door or a sheet in the mailbox.
        Paper = "paper",
    }
}

impl Channel {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "announcements.channel.waiting",
            Self::Mail => "announcements.channel.mail",
            Self::Digest => "announcements.channel.digest",
            Self::Portal => "announcements.channel.portal",
            Self::Paper => "announcements.channel.paper",
        }
    }
}

/// That somebody was told because of these premises.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = announcement_premises)]
pub struct ToldFor {
    /// Whose.
    pub company_id: CompanyId,
    /// Of what.
    pub announcement_id: AnnouncementId,
    /// Who.
    pub person_id: PersonId,
    /// Which of their premises.
    pub premises_id: PremisesId,
}

/// The proof that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = announcement_recipients)]
pub struct Recipient {
    /// Whose.
    pub company_id: CompanyId,
    /// Of what.
    pub announcement_id: AnnouncementId,
    /// Of which wording.
    pub version: i32,
    /// The card by which they were reached.
    pub contact_id: ContactId,
    /// Their account.
    pub person_id: Option<PersonId>,
    /// Their name at that time.
    pub name: String,
    /// The premises it was about.
    pub premises: String,
    /// By which way.
    pub channel: Channel,
    /// In which language.
    pub locale: String,
    /// The letter.
    pub letter_id: Option<LetterId>,
    /// When.
    pub told_at: Option<Moment>,
}

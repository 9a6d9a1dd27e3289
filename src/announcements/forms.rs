//! What staff type into an announcement, and how it becomes something true.

use chrono_tz::Tz;

use super::kind::Kind;
use super::rows::Announcement;
use super::wording::{Wording, Words};
use crate::clock::Moment;
use crate::homes::{self, Scope, Where, parts, scopes};
use crate::text::Locale;
use crate::web::form::typed_moment;
use crate::web::{Form, Typed};
use crate::who::{CompanyId, Holds};

/// The longest title; a subject line is cut by mail programs after that.
pub(super) const TITLE: usize = 120;
/// The longest text.
pub(super) const BODY: usize = 8_000;

/// An announcement as it is being written.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) wording: Wording,
    pub(super) scopes: Vec<Scope>,
    outage: (Option<Moment>, Option<Moment>),
    expires_at: Option<Moment>,
}

impl Draft {
    /// A draft may be unfinished; what stands in it must be true all the same.
    pub(super) fn read(form: &mut Form, company: CompanyId, zone: Tz) -> Option<Self> {
        let kind = form.word("kind");
        let wording = wording(form);
        let places: Vec<Where> = form.values("place").iter().filter_map(|value| Where::read(value, company)).collect();
        if places.len() != form.values("place").len() {
            form.refuse("place", "forms.refused.choice");
        }
        let kinds: Vec<homes::Kind> = ticked(form, "premises_kind");
        let holds: Vec<Holds> = ticked(form, "holds");
        let outage = (form.moment("outage_from", zone), form.moment("outage_until", zone));
        let expires_at = form.moment("expires_at", zone);
        let (Some(kind), false) = (kind, form.failed()) else { return None };
        Some(Self { kind, wording, scopes: scopes(&places, &kinds, &holds), outage, expires_at })
    }

    /// Puts what was typed onto an announcement.
    pub(super) fn onto(&self, of: Announcement) -> Announcement {
        let outage = self.kind == Kind::Outage;
        Announcement {
            kind: self.kind,
            outage_from: self.outage.0.filter(|_| outage),
            outage_until: self.outage.1.filter(|_| outage),
            // an outage that is over needs no telling
            expires_at: self.expires_at.or(self.outage.1.filter(|_| outage)),
            ..of
        }
    }
}

fn wording(form: &mut Form) -> Wording {
    let mut words = |title: &str, body: &str| Words {
        title: form.optional(title, TITLE).replace('\n', " "),
        body: form.optional(body, BODY),
    };
    Wording { kk: words("title_kk", "body_kk"), ru: words("title_ru", "body_ru"), en: words("title_en", "body_en") }
}

/// What was ticked; a value that is none of the choices is refused.
fn ticked<T: std::str::FromStr>(form: &mut Form, field: &str) -> Vec<T> {
    let values: Vec<String> = form.values(field).iter().map(|value| (*value).to_owned()).collect();
    let read: Vec<T> = values.iter().filter_map(|value| value.parse().ok()).collect();
    if read.len() != values.len() {
        form.refuse(field, "forms.refused.choice");
    }
    read
}

/// Words in the fields of the form.
pub(super) fn words_typed(typed: Typed, wording: &Wording) -> Typed {
    Locale::ALL.iter().fold(typed, |typed, locale| {
        let words = wording.of(*locale);
        typed.with(&format!("title_{}", locale.code()), &words.title).with(&format!("body_{}", locale.code()), &words.body)
    })
}

/// An announcement in the fields of its form.
pub(super) fn typed(of: &Announcement, wording: &Wording, scopes: &[Scope], zone: Tz) -> Typed {
    let mut typed = Typed::default()
        .with("kind", of.kind)
        .with("outage_from", typed_moment(of.outage_from, zone))
        .with("outage_until", typed_moment(of.outage_until, zone))
        // an end that is the outage's own is not typed: it moves with the outage
        .with("expires_at", typed_moment(of.expires_at.filter(|end| Some(*end) != of.outage_until), zone));
    typed = words_typed(typed, wording);
    let (places, kinds, holds) = parts(scopes);
    typed = places.iter().fold(typed, |typed, place| typed.with("place", place.value()));
    typed = kinds.iter().fold(typed, |typed, kind| typed.with("premises_kind", kind));
    holds.iter().fold(typed, |typed, holds| typed.with("holds", holds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn company() -> CompanyId {
        CompanyId::fresh(DateTime::from_timestamp(0, 0).unwrap().naive_utc())
    }

    fn read(typed: Typed) -> (Option<Draft>, Form) {
        let mut form = Form::of(typed);
        let draft = Draft::read(&mut form, company(), chrono_tz::Asia::Almaty);
        (draft, form)
    }

    #[test]
    fn times_are_those_of_the_wall_in_almaty() {
        let typed = Typed::default()
            .with("kind", "outage")
            .with("outage_from", "2026-11-21T10:00")
            .with("outage_until", "21.11.2026 14:00");
        let draft = read(typed).0.unwrap();
        assert_eq!(draft.outage.0.unwrap().to_string(), "2026-11-21 05:00:00");
        assert_eq!(draft.outage.1.unwrap().to_string(), "2026-11-21 09:00:00");
    }

    #[test]
    fn a_draft_may_be_empty_but_not_untrue() {
        assert!(read(Typed::default().with("kind", "info")).0.is_some());
        for (field, value) in [
            ("kind", "gossip"),
            ("place", "planet:1"),
            ("holds", "guest"),
            ("premises_kind", "castle"),
            ("expires_at", "soon"),
            ("title_kk", &"я".repeat(121)),
        ] {
            let typed = if field == "kind" { Typed::default() } else { Typed::default().with("kind", "info") };
            let (draft, form) = read(typed.with(field, value));
            assert!(draft.is_none() && form.error(field).is_some(), "{field}={value}");
        }
    }
}

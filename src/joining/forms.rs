//! What is typed by those who join and those who invite, and how it becomes something true.

use super::inviting::Wish;
use crate::homes::{BuildingId, ContactId, Kind, PremisesId};
use crate::text::{Locale, email, phone};
use crate::web::{Form, Said};
use crate::who::Holds;

crate::words! {
    /// For what kind of place letters are printed.
    pub enum Area {
        /// A residential complex.
        Complex = "complex",
        /// A building.
        Building = "building",
        /// An entrance.
        Entrance = "entrance",
        /// One flat.
        Premises = "premises",
    }
}

/// Somebody who says who they are.
#[derive(Clone, Debug)]
pub struct Introduction {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) phone: Option<String>,
}

impl Introduction {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let name = form.text("name", 120);
        let email = required_email(form);
        let phone = optional_phone(form);
        let (Some(email), false) = (email, form.failed()) else { return None };
        Some(Self { name, email, phone })
    }
}

fn required_email(form: &mut Form) -> Option<String> {
    let typed = form.text("email", 254);
    if typed.is_empty() {
        return None;
    }
    let email = email::normalise(&typed);
    if email.is_none() {
        form.refuse("email", "accounts.refused.email");
    }
    email
}

fn optional_phone(form: &mut Form) -> Option<String> {
    let typed = form.optional("phone", 40);
    if typed.is_empty() {
        return None;
    }
    let phone = phone::normalise(&typed);
    if phone.is_none() {
        form.refuse("phone", "homes.refused.phone");
    }
    phone
}

/// The answer to «is this person under 18»; it must be given.
pub(super) fn minor(form: &mut Form) -> Option<bool> {
    match form.value("minor") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            form.refuse("minor", "joining.refused.minor_unsaid");
            None
        }
    }
}

/// How many days an invitation can be used.
fn days(form: &mut Form) -> i64 {
    let days = form.value("days").parse::<i64>().ok().filter(|days| (1..=365).contains(days));
    if days.is_none() {
        form.refuse("days", Said::new("joining.refused.days").with("most", 365));
    }
    days.unwrap_or(super::TERM)
}

/// Which premises: a building, a kind and a number.
#[derive(Clone, Debug)]
pub(super) struct Address {
    pub(super) building: BuildingId,
    pub(super) kind: Kind,
    pub(super) number: String,
}

impl Address {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (building, kind, number) = (form.word("building"), form.word("kind"), form.text("number", 20));
        let (Some(building), Some(kind), false) = (building, kind, number.is_empty()) else { return None };
        Some(Self { building, kind, number })
    }
}

/// An invitation that staff write, but for its premises.
pub(super) fn staff_wish(form: &mut Form, premises: Option<PremisesId>) -> Option<Wish> {
    let holds = form.word::<Holds>("holds");
    let name = form.text("name", 120);
    let email = required_email(form);
    let locale = Locale::from_code(form.value("locale"));
    if locale.is_none() {
        form.refuse("locale", "forms.refused.choice");
    }
    let (minor, days) = (minor(form), days(form));
    let guardian = form.value("guardian").parse::<ContactId>().ok();
    let card = form.value("card").parse::<ContactId>().ok();
    match (minor, holds) {
        (Some(true), Some(Holds::Owner | Holds::Tenant)) => form.refuse("holds", "joining.refused.minor_only_family"),
        (Some(true), _) if guardian.is_none() => form.refuse("guardian", "joining.refused.consent_missing"),
        _ => {}
    }
    let (Some(premises), Some(holds), Some(locale), Some(minor), false) = (premises, holds, locale, minor, form.failed()) else {
        return None;
    };
    Some(Wish { premises, holds, card, name: Some(name), email, locale, minor, guardian: guardian.filter(|_| minor), days })
}

/// An invitation that a holder writes for their own home: `own` is their card.
pub(super) fn own_wish(
    form: &mut Form,
    premises: PremisesId,
    own: Option<ContactId>,
    may_tenant: bool,
    locale: Locale,
) -> Option<Wish> {
    let holds = form.word::<Holds>("holds").filter(|holds| *holds == Holds::Family || (may_tenant && *holds == Holds::Tenant));
    if holds.is_none() {
        form.refuse("holds", "forms.refused.choice");
    }
    let by_mail = form.value("way") == "mail";
    let email = if by_mail { required_email(form) } else { None };
    let name = Some(form.optional("name", 120)).filter(|name| !name.is_empty());
    let minor = minor(form);
    let consents = form.has("consent", "yes");
    match (minor, holds) {
        (Some(true), Some(Holds::Tenant | Holds::Owner)) => form.refuse("holds", "joining.refused.minor_only_family"),
        (Some(true), _) if !consents => form.refuse("consent", "joining.refused.consent_missing"),
        _ => {}
    }
    let (Some(holds), Some(minor), false) = (holds, minor, form.failed()) else { return None };
    let guardian = own.filter(|_| minor && consents);
    Some(Wish { premises, holds, card: None, name, email, locale, minor, guardian, days: 14 })
}

/// A run of letters.
#[derive(Clone, Debug)]
pub(super) struct RunDraft {
    pub(super) area: Area,
    pub(super) subject: String,
    pub(super) name: String,
    pub(super) only_new: bool,
    pub(super) days: i64,
}

/// What a choice of a place says: `building:0123…`.
pub(super) fn area(text: &str) -> Option<(Area, String)> {
    let (area, subject) = text.split_once(':')?;
    crate::db::types::from_text(subject)?;
    Some((area.parse().ok()?, subject.to_owned()))
}

impl RunDraft {
    /// Reads it, but for what the place is called.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let place = area(form.value("place"));
        if place.is_none() {
            form.refuse("place", "forms.refused.choice");
        }
        let days = days(form);
        let only_new = form.value("only") != "all";
        let (Some((area, subject)), false) = (place, form.failed()) else { return None };
        Some(Self { area, subject, name: String::new(), only_new, days })
    }
}

/// A claim, but for its house.
#[derive(Clone, Debug)]
pub(super) struct ClaimDraft {
    pub(super) address: Address,
    pub(super) holds: Holds,
    pub(super) note: String,
}

impl ClaimDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let address = Address::read(form);
        let holds = form.word("holds");
        let note = form.optional("note", 1000);
        if minor(form) == Some(true) {
            form.refuse("minor", "joining.refused.minor_claim");
        }
        let (Some(address), Some(holds), false) = (address, holds, form.failed()) else { return None };
        Some(Self { address, holds, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Typed;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::of(fields.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value)))
    }

    #[test]
    fn a_child_needs_a_tick_and_is_never_a_tenant() {
        let premises = PremisesId::fresh(crate::clock::Moment::default());
        let own = Some(ContactId::fresh(crate::clock::Moment::default()));
        let child = [("holds", "family"), ("way", "screen"), ("minor", "yes")];
        let mut refused = form(&child);
        assert!(own_wish(&mut refused, premises, own, true, Locale::Ru).is_none() && refused.error("consent").is_some());
        let mut ticked = form(&[&child[..], &[("consent", "yes")]].concat());
        assert_eq!(own_wish(&mut ticked, premises, own, true, Locale::Ru).unwrap().guardian, own);
        let mut tenant = form(&[("holds", "tenant"), ("way", "screen"), ("minor", "yes"), ("consent", "yes")]);
        assert!(own_wish(&mut tenant, premises, own, true, Locale::Ru).is_none() && tenant.error("holds").is_some());
        let mut owner = form(&[("holds", "owner"), ("way", "screen"), ("minor", "no")]);
        assert!(own_wish(&mut owner, premises, own, true, Locale::Ru).is_none(), "nobody makes an owner");
        let mut of_tenant = form(&[("holds", "tenant"), ("way", "screen"), ("minor", "no")]);
        assert!(own_wish(&mut of_tenant, premises, own, false, Locale::Ru).is_none(), "a tenant brings in family only");
    }

    #[test]
    fn a_place_is_a_word_and_an_id() {
        let id = "0".repeat(26);
        assert_eq!(area(&format!("building:{id}")), Some((Area::Building, id)));
        for wrong in ["", "building", "building:x", "company:00000000000000000000000000", "building:'"] {
            assert_eq!(area(wrong), None, "{wrong}");
        }
    }
}

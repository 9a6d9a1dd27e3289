//! What the operator and a company's administrators type, and how it becomes something true.

use chrono_tz::Tz;
use diesel::prelude::*;

use super::accent::Colour;
use crate::db::schema::companies;
use crate::text::{Locale, bank, email, ident, phone};
use crate::web::{Form, Typed};

/// The time zones of the country, with their names: all of it is UTC+5 since 1 March 2024.
pub(super) const ZONES: [(Tz, &str); 2] =
    [(chrono_tz::Asia::Almaty, "accounts.zone.almaty"), (chrono_tz::Asia::Aqtau, "accounts.zone.aqtau")];

/// The longest name of a company.
const NAME: usize = 160;

/// What a company may change in its entry by itself.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = companies, treat_none_as_null = true)]
pub(super) struct Card {
    pub(super) phone: String,
    pub(super) emergency_phone: String,
    pub(super) email: String,
    pub(super) address_kk: String,
    pub(super) address_ru: String,
    pub(super) locale: String,
    pub(super) time_zone: String,
    pub(super) iban: Option<String>,
    pub(super) bic: Option<String>,
    pub(super) bank: Option<String>,
}

fn phone_of(form: &mut Form, field: &str) -> String {
    let kept = phone::normalise(&form.text(field, 40));
    if kept.is_none() {
        form.refuse(field, "homes.refused.phone");
    }
    kept.unwrap_or_default()
}

fn email_of(form: &mut Form, field: &str) -> String {
    let kept = email::normalise(&form.text(field, 254));
    if kept.is_none() {
        form.refuse(field, "accounts.refused.email");
    }
    kept.unwrap_or_default()
}

/// A number with check digits that may be left out; `None` too when it is wrong, which is then said.
fn checked(form: &mut Form, field: &str, read: fn(&str) -> Option<String>, wrong: &'static str) -> Option<String> {
    let typed = form.optional(field, 60);
    let kept = read(&typed);
    if kept.is_none() && !typed.is_empty() {
        form.refuse(field, wrong);
    }
    kept
}

impl Card {
    /// The language of those who have chosen none.
    pub(super) fn locale(&self) -> Locale {
        Locale::from_code(&self.locale).unwrap_or_default()
    }

    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let locale = form.value("locale").to_owned();
        if Locale::from_code(&locale).is_none() {
            form.refuse("locale", "forms.refused.choice");
        }
        let zone = form.value("zone").to_owned();
        if !ZONES.iter().any(|(known, _)| known.name() == zone) {
            form.refuse("zone", "forms.refused.choice");
        }
        let (phone, emergency_phone) = (phone_of(form, "phone"), phone_of(form, "emergency_phone"));
        let (address_kk, address_ru) = (form.text("address_kk", 300), form.text("address_ru", 300));
        let email = email_of(form, "email");
        let (iban, bic, bank) = account(form);
        let card = Self { phone, emergency_phone, email, address_kk, address_ru, locale, time_zone: zone, iban, bic, bank };
        (!form.failed()).then_some(card)
    }

    /// As a form shows it.
    pub(super) fn typed(&self, typed: Typed) -> Typed {
        typed
            .with("phone", phone::print(&self.phone))
            .with("emergency_phone", phone::print(&self.emergency_phone))
            .with("email", &self.email)
            .with("address_kk", &self.address_kk)
            .with("address_ru", &self.address_ru)
            .with("locale", &self.locale)
            .with("zone", &self.time_zone)
            .with("iban", self.iban.as_deref().map(bank::print_iban).unwrap_or_default())
            .with("bic", self.bic.as_deref().unwrap_or_default())
            .with("bank", self.bank.as_deref().unwrap_or_default())
    }
}

/// A bank account is three things or none: with one of them missing nobody can pay.
fn account(form: &mut Form) -> (Option<String>, Option<String>, Option<String>) {
    let iban = checked(form, "iban", bank::iban, "franchise.refused.iban");
    let bic = checked(form, "bic", bank::bic, "franchise.refused.bic");
    let bank = Some(form.optional("bank", NAME)).filter(|name| !name.is_empty());
    let any = ["iban", "bic", "bank"].iter().any(|field| !form.value(field).is_empty());
    for field in ["iban", "bic", "bank"] {
        if any && form.value(field).is_empty() {
            form.refuse(field, "franchise.refused.account");
        }
    }
    (iban, bic, bank)
}

/// A company's entry as the operator keeps it.
#[derive(Clone, Debug)]
pub(super) struct CompanyDraft {
    pub(super) name_kk: String,
    pub(super) name_ru: String,
    pub(super) name_en: String,
    pub(super) bin: String,
    pub(super) card: Card,
}

impl CompanyDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (name_kk, name_ru, name_en) = (form.text("name_kk", NAME), form.text("name_ru", NAME), form.text("name_en", NAME));
        let bin = ident::Bin::parse(&form.text("bin", 20)).ok().map(|bin| bin.as_str().to_owned());
        if bin.is_none() {
            form.refuse("bin", "franchise.refused.bin");
        }
        let card = Card::read(form);
        if form.failed() { None } else { Some(Self { name_kk, name_ru, name_en, bin: bin?, card: card? }) }
    }

    /// The name in a language.
    pub(super) fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.name_kk,
            Locale::Ru => &self.name_ru,
            Locale::En => &self.name_en,
        }
    }
}

/// Who is to administer a new company.
#[derive(Clone, Debug)]
pub(super) struct AdminDraft {
    pub(super) name: String,
    pub(super) email: String,
}

impl AdminDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (name, email) = (form.text("admin_name", 120), email_of(form, "admin_email"));
        (!form.failed()).then_some(Self { name, email })
    }
}

/// The colour for action on light paper and, if given, on dark; `None` is ours, or something is wrong.
pub(super) fn colours(form: &mut Form) -> Option<(Colour, Option<Colour>)> {
    let [light, dark] = ["light", "dark"].map(|field| {
        let typed = form.optional(field, 20);
        let read = typed.parse().ok();
        if read.is_none() && !typed.is_empty() {
            form.refuse(field, "franchise.refused.colour");
        }
        read
    });
    if light.is_none() && dark.is_some() {
        form.refuse("light", "forms.refused.empty");
    }
    light.filter(|_| !form.failed()).map(|light| (light, dark))
}

/// The reason of a suspension.
pub(super) fn reason(form: &mut Form) -> Option<String> {
    let reason = form.text("reason", 1000);
    (!form.failed()).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> Typed {
        let card = Card {
            phone: "+77270000109".into(),
            emergency_phone: "+77270000109".into(),
            email: "office@demo.example".into(),
            address_kk: "Абай даңғылы, 12".into(),
            address_ru: "пр. Абая, 12".into(),
            locale: "kk".into(),
            time_zone: "Asia/Almaty".into(),
            iban: Some("KZ770000000000000001".into()),
            bic: Some("AULAKZKA".into()),
            bank: Some("Банк".into()),
        };
        card.typed(Typed::default())
    }

    #[test]
    fn what_a_form_shows_is_read_back_the_same() {
        let mut form = Form::of(filled());
        let card = Card::read(&mut form).unwrap();
        assert_eq!(card.iban.as_deref(), Some("KZ770000000000000001"));
        assert_eq!(format!("{:?}", card.typed(Typed::default())), format!("{:?}", filled()));
    }

    #[test]
    fn a_bank_account_is_three_things_or_none() {
        let without = |fields: &[&str]| {
            let pairs =
                ["phone", "emergency_phone", "email", "address_kk", "address_ru", "locale", "zone", "iban", "bic", "bank"];
            let typed = pairs.iter().filter(|name| !fields.contains(name));
            let typed = typed.fold(Typed::default(), |typed, name| typed.with(name, filled().value(name)));
            Card::read(&mut Form::of(typed)).is_some()
        };
        assert!(without(&["iban", "bic", "bank"]));
        for one in ["iban", "bic", "bank"] {
            assert!(!without(&[one]), "{one} is missing and nobody said so");
        }
    }
}

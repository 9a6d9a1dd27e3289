//! One company as the operator sees it: its entry, its size, its administrators, whether it is suspended.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::franchise::host::print;
use crate::franchise::store;
use crate::franchise::store::companies::Company;
use crate::homes;
use crate::text::{self, Locale, bank, date_time, number};
use crate::web::actor::{Acting, Operator};
use crate::web::{Error, Page, filters};
use crate::who::CompanyId;

#[derive(Template)]
#[template(path = "franchise/company.html")]
pub(crate) struct Show {
    id: String,
    name: String,
    entry: Entry,
    buildings: String,
    flats: String,
    admins: Vec<(String, String)>,
    host: String,
    /// Since when, and why.
    suspended: Option<(String, String)>,
}

/// A company's entry in words.
pub(super) struct Entry {
    pub(super) names: [String; 3],
    pub(super) bin: String,
    pub(super) addresses: [String; 2],
    pub(super) phone: String,
    pub(super) emergency_phone: String,
    pub(super) email: String,
    pub(super) iban: String,
    pub(super) bank: String,
}

impl Entry {
    /// As the tests look at it.
    pub(super) fn sample() -> Self {
        Self {
            names: ["«Алатау Үй» ЖШС".into(), "ТОО «Алатау Үй»".into(), "Alatau Uy LLP".into()],
            bin: "260140000005".into(),
            addresses: ["Алматы қ., Тимирязев көшесі, 412".into(), "г. Алматы, ул. Тимирязева, 412".into()],
            phone: "+7 727 000 01 09".into(),
            emergency_phone: "+7 727 000 01 09".into(),
            email: "office@alatau-uy.example".into(),
            iban: "KZ77 0000 0000 0000 0001".into(),
            bank: "«Үлгі Банк» АҚ, AULAKZKA".into(),
        }
    }

    pub(super) fn of(company: Company) -> Self {
        let card = company.card;
        let bank = [card.bank, card.bic].into_iter().flatten().collect::<Vec<_>>().join(", ");
        Self {
            names: [company.name_kk, company.name_ru, company.name_en],
            bin: company.bin,
            addresses: [card.address_kk, card.address_ru],
            phone: text::phone::print(&card.phone),
            emergency_phone: text::phone::print(&card.emergency_phone),
            email: card.email,
            iban: card.iban.as_deref().map(bank::print_iban).unwrap_or_default(),
            bank,
        }
    }

    pub(super) fn name(&self, locale: Locale) -> String {
        let [kk, ru, en] = &self.names;
        match locale {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        }
        .clone()
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            name: "«Алатау Үй» ЖШС".into(),
            entry: Entry::sample(),
            buildings: "12".into(),
            flats: "1 240".into(),
            host: "kabinet.alatau-uy.example".into(),
            admins: vec![("Нұрланова Айгерім Болатқызы".into(), "manager@demo.example".into())],
            suspended: Some(("20 қараша 2026, 14:00".into(), "Шарт 1 қарашада аяқталды.".into())),
        }
    }
}

pub(in crate::franchise) async fn show(
    app: web::Data<App>,
    who: Operator,
    id: web::Path<CompanyId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let (company, sizes, admins, suspended, host) = app
        .db
        .read(move |conn| {
            let company = store::companies::one(conn, id)?;
            let sizes = homes::sizes(conn, &[id])?;
            Ok((
                company,
                sizes,
                store::companies::admins(conn, id)?,
                store::suspensions::of(conn, id)?,
                store::companies::host(conn, id)?,
            ))
        })
        .await?;
    let (locale, size) = (who.locale(), sizes.get(&id).copied().unwrap_or_default());
    let entry = Entry::of(company);
    Ok(Page(Show {
        id: id.to_string(),
        name: entry.name(locale),
        entry,
        buildings: number(locale, size.buildings),
        flats: number(locale, size.flats),
        host: host.as_deref().map(print).unwrap_or_default(),
        admins: admins.into_iter().map(|(name, email)| (name, email.unwrap_or_default())).collect(),
        suspended: suspended.map(|(since, reason)| (date_time(locale, since, who.zone()), reason)),
    }))
}

//! The people of the demo whose addresses are printed: their accounts, and what they are appointed to.

use std::collections::HashMap;

use super::names;
use crate::accounts::{self, NewPerson};
use crate::app::App;
use crate::db::Never;
use crate::text::Locale;
use crate::who::{CompanyId, Duty, PersonId, Role};

/// The password of every account of the demo.
pub(super) const PASSWORD: &str = "aula-demo-2026";

/// Somebody of the contract: address, name, what they are.
pub(super) struct Known {
    pub(super) email: &'static str,
    pub(super) name: &'static str,
    pub(super) locale: Locale,
    pub(super) role: Option<Role>,
    pub(super) duties: &'static [Duty],
}

const fn known(email: &'static str, name: &'static str, locale: Locale, role: Option<Role>, duties: &'static [Duty]) -> Known {
    Known { email, name, locale, role, duties }
}

/// The staff and the residents whose addresses the welcome prints.
pub(super) const ALATAU_PEOPLE: [Known; 12] = [
    known("manager@demo.example", "Сейітова Динара Маратқызы", Locale::Ru, Some(Role::Staff), Duty::ALL),
    known("editor@demo.example", "Әбенова Мадина Ерланқызы", Locale::Kk, Some(Role::Staff), &[Duty::Editor]),
    known("dispatcher@demo.example", "Коваленко Наталья Сергеевна", Locale::Ru, Some(Role::Staff), &[Duty::Dispatcher]),
    known("accountant@demo.example", "Тілеуова Гүлнар Болатқызы", Locale::Kk, Some(Role::Staff), &[Duty::Accountant]),
    known("secretary@demo.example", "Ким Светлана Викторовна", Locale::Ru, Some(Role::Staff), &[Duty::Secretary]),
    known("guard@demo.example", "Оспанов Бауыржан Талғатұлы", Locale::Kk, Some(Role::Staff), &[Duty::Guard]),
    known("technician@demo.example", "Ибраев Марат Қайратұлы", Locale::Kk, Some(Role::Technician), &[]),
    known("vendor@demo.example", "Ахметжанов Тимур Рустамович", Locale::Ru, Some(Role::Vendor), &[]),
    known("owner@demo.example", "Жұмабаев Ерлан Серікұлы", Locale::Kk, None, &[]),
    known("owner2@demo.example", "Ковалёва Ирина Петровна", Locale::Ru, None, &[]),
    known("tenant@demo.example", "Нұрланова Айгерім Асқарқызы", Locale::Kk, None, &[]),
    known("operator@demo.example", "Байжанов Арман Дәулетұлы", Locale::Ru, Some(Role::Operator), &[]),
];

pub(super) const ESIL_PEOPLE: [Known; 2] = [
    known("manager@other.example", "Петров Олег Николаевич", Locale::Ru, Some(Role::Staff), Duty::ALL),
    known("owner@other.example", "Сәрсенбаева Жанар Бекқызы", Locale::Kk, None, &[]),
];

/// The people whose addresses are printed, by address.
pub(super) type People = HashMap<&'static str, PersonId>;

/// Makes the accounts of these people and appoints those who work.
///
/// # Errors
/// When the database fails.
pub(super) async fn staff(app: &App, company: CompanyId, all: &'static [Known], password: &str) -> anyhow::Result<People> {
    let password = password.to_owned();
    let made = app.db.write::<_, Never>(move |tx| {
        let mut people = People::new();
        for (nth, who) in all.iter().enumerate() {
            let now = tx.now();
            let id = PersonId::fresh(now);
            let phone = names::phone(99_000 + nth).filter(|_| company_is_first(all));
            let new = NewPerson {
                id,
                name: who.name.to_owned(),
                email: Some(who.email.to_owned()),
                phone,
                password: Some(password.clone()),
                locale: who.locale.code().to_owned(),
                time_zone: crate::web::identify::ZONE.name().to_owned(),
                operator: who.role == Some(Role::Operator),
                created_at: now,
            };
            accounts::add_people(tx, std::slice::from_ref(&new))?;
            if let Some(role) = who.role.filter(|role| *role != Role::Operator) {
                accounts::appoint(tx, company, id, role, who.duties)?;
            }
            people.insert(who.email, id);
        }
        Ok(people)
    });
    Ok(made.await.map_err(crate::db::Broken::from)?)
}

fn company_is_first(all: &[Known]) -> bool {
    all.len() == ALATAU_PEOPLE.len()
}

//! What has moved in the demo's first house: a sale a month ago, an owner who died and whose heirs are not known yet, an owner abroad for
//! whom a sister acts, and somebody who is written down twice in one flat.

use anyhow::Context;
use chrono::Days;
use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::{contacts, holdings, premises};
use crate::db::{Failure, Tx};
use crate::homes::{self, Contact, ContactId, Holding, HoldingId, PremisesId, Refused};
use crate::text::alphabetical;
use crate::who::{CompanyId, PersonId};

/// Adds all of it. `author` keeps the register.
///
/// # Errors
/// When the house is too small for it, or the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, author: PersonId) -> anyhow::Result<()> {
    let config = app.config.clone();
    let filled = app.db.write(move |tx| add(tx, &config, company, author)).await;
    filled
        .map_err(|failure| match failure {
            Failure::Refused(refused) => anyhow::anyhow!("a move of the demo was refused: {refused:?}"),
            Failure::Broken(broken) => broken.into(),
        })
        .context("moving people")
}

fn add(tx: &mut Tx<'_>, config: &crate::config::Config, company: CompanyId, author: PersonId) -> Result<(), Failure<Refused>> {
    // flats whose only owner has no account: nobody's sign-in is taken from them by the demo
    let single: Vec<(PremisesId, HoldingId, String)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .filter(holdings::company_id.eq(company))
        .filter(contacts::person_id.is_null())
        .filter(premises::kind.eq(homes::Kind::Flat))
        .filter(holdings::share_of.is_null())
        .filter(holdings::holds.eq(crate::who::Holds::Owner))
        .order((premises::sort_key, holdings::id))
        .select((premises::id, holdings::id, contacts::name))
        .limit(4)
        .load(&mut **tx)?;
    let today = tx.now().date();
    let [sold, died, abroad, twice] = single.as_slice() else { return Ok(()) };
    let moved = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    homes::settle_move(tx, config, (company, author), (sold.0, sold.1), (moved(31), Some("Досжанова Әлия Бекқызы")))?;
    homes::settle_move(tx, config, (company, author), (died.0, died.1), (moved(12), None))?;
    let sister = card(tx, company, "Смагұлова Жанна Ерболқызы", Some("+77019998877"))?;
    let term = (moved(357), today.checked_add_days(Days::new(8)).unwrap_or(today));
    homes::settle_power(tx, company, (abroad.1, sister), term, "Ахметова Г. С.")?;
    let again = card(tx, company, &twice.2, None)?;
    let held = Holding {
        id: HoldingId::fresh(tx.now()),
        company_id: company,
        premises_id: twice.0,
        contact_id: again,
        holds: crate::who::Holds::Family,
        share_of: None,
        share_in: None,
        since: None,
        until: None,
        created_at: tx.now(),
    };
    diesel::insert_into(holdings::table).values(&held).execute(&mut **tx)?;
    Ok(())
}

/// Somebody who holds nothing.
fn card(tx: &mut Tx<'_>, company: CompanyId, name: &str, phone: Option<&str>) -> QueryResult<ContactId> {
    let card = Contact {
        id: ContactId::fresh(tx.now()),
        company_id: company,
        person_id: None,
        name: name.to_owned(),
        name_folded: crate::text::fold(name),
        sort_key: alphabetical::key(name),
        ident: None,
        phone: phone.map(str::to_owned),
        email: None,
        created_at: tx.now(),
        died_on: None,
    };
    let id = card.id;
    homes::settle(tx, company, &homes::Settlement { contacts: vec![card], ..homes::Settlement::default() })?;
    Ok(id)
}

//! One debt: month by month, letters, what is promised.

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::{age, letter};
use crate::app::App;
use crate::debts::ageing::Owed;
use crate::debts::plan::{Part, State};
use crate::debts::store::plans::Plan;
use crate::debts::{DebtId, is_ripe, store};
use crate::money::Tiyn;
use crate::text::Locale;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, filters};

#[derive(Template)]
#[template(path = "debts/one.html")]
pub(crate) struct Show {
    id: String,
    premises: String,
    place: String,
    account: String,
    owners: String,
    open: bool,
    ripe: bool,
    age: String,
    overdue: Tiyn,
    penalty: Tiyn,
    total: Tiyn,
    /// Month, due day, how much, whether that day has passed.
    months: Vec<(NaiveDate, NaiveDate, Tiyn, bool)>,
    /// In words, and the batch it was printed in.
    letters: Vec<(String, String)>,
    plans: Vec<SeenPlan>,
    promised: bool,
}

/// A plan, in words.
struct SeenPlan {
    state: State,
    amount: Tiyn,
    came: Tiyn,
    note: String,
    author: String,
    agreed_on: NaiveDate,
    ended_on: Option<NaiveDate>,
    /// Until when, how much, whether by now as much has come.
    parts: Vec<(NaiveDate, Tiyn, bool)>,
}

impl SeenPlan {
    fn of(plan: Plan, parts: &[Part], credited: i64) -> Self {
        let came = credited - plan.credited_before;
        let mut promised = 0;
        let parts = parts.iter().map(|part| {
            promised += part.amount;
            (part.due_on, Tiyn(part.amount), came >= promised)
        });
        Self {
            state: plan.state,
            amount: Tiyn(plan.amount),
            came: Tiyn(came.clamp(0, plan.amount)),
            parts: parts.collect(),
            note: plan.note,
            author: plan.author,
            agreed_on: plan.agreed_on,
            ended_on: plan.ended_on,
        }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let day = NaiveDate::default();
        let plan = |state| SeenPlan {
            state,
            amount: Tiyn(1_983_588),
            came: Tiyn(100_000),
            note: "Телефонмен келісті".into(),
            author: "Ким Светлана".into(),
            agreed_on: day,
            ended_on: Some(day),
            parts: vec![(day, Tiyn(991_794), true), (day, Tiyn(991_794), false)],
        };
        Self {
            id: "0".repeat(26),
            premises: "0".repeat(26),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            account: "10-000123".into(),
            owners: "Жұмабаев Ерлан Серікұлы".into(),
            open: true,
            ripe: true,
            age: "55 күн".into(),
            overdue: Tiyn(1_971_288),
            penalty: Tiyn(12_300),
            total: Tiyn(1_983_588),
            months: vec![(day, day, Tiyn(1_000_000), true), (day, day, Tiyn(971_288), false)],
            letters: vec![("Ескерту № 2026-000012, 20.11.2026".into(), "0".repeat(26))],
            plans: State::ALL.iter().map(|state| plan(*state)).collect(),
            promised: true,
        }
    }
}

pub(in crate::debts) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<DebtId>,
) -> Result<impl Responder, Error> {
    let (company, id, today, locale) = (who.company(), id.into_inner(), app.clock.today(), who.locale());
    let (debt, owed, owners, letters, plans, parts) = app
        .db
        .read(move |conn| {
            let debt = store::debts::one(conn, company, id)?;
            let owed = store::debts::owed(conn, company, &[debt.premises])?.remove(&debt.premises).unwrap_or_default();
            let owners = store::people::owners(conn, company, &[debt.premises], today)?;
            let letters = store::letters::given(conn, company, &[id])?.remove(&id).unwrap_or_default();
            let plans = store::plans::of_debts(conn, company, &[id])?.remove(&id).unwrap_or_default();
            let ids: Vec<_> = plans.iter().map(|of| of.id).collect();
            Ok((debt, owed, owners, letters, plans, store::plans::parts(conn, company, &ids)?))
        })
        .await?;
    let names: Vec<String> = owners.into_values().flatten().map(|(name, _)| name).collect();
    Ok(Page(Show {
        id: id.to_string(),
        premises: debt.premises.to_string(),
        place: debt.place(locale),
        account: debt.account.clone().unwrap_or_default(),
        owners: names.join(", "),
        open: debt.is_open && owed.overdue(today) > 0,
        ripe: is_ripe(debt.oldest_due, today),
        age: said_age(locale, &owed, today),
        overdue: Tiyn(owed.overdue(today)),
        penalty: Tiyn(owed.penalty),
        total: Tiyn(owed.total()),
        months: owed.months.iter().map(|of| (of.month, of.due_on, Tiyn(of.amount), of.due_on < today)).collect(),
        letters: letters.iter().map(|of| (letter(locale, of), of.3.to_string())).collect(),
        promised: plans.iter().any(|of| of.state == State::Open),
        plans: plans
            .into_iter()
            .map(|of| {
                let mine = parts.get(&of.id).map_or(&[][..], Vec::as_slice);
                SeenPlan::of(of, mine, owed.credited)
            })
            .collect(),
    }))
}

fn said_age(locale: Locale, owed: &Owed, today: NaiveDate) -> String {
    owed.late(today).next().map(|oldest| age(locale, oldest.due_on, today)).unwrap_or_default()
}

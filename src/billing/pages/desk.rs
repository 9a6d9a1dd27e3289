//! The accountant's desk: which month is next, the runs there were, what is owed.

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::runs::{state_key, tone};
use crate::app::App;
use crate::billing::run::State;
use crate::billing::store::{self, runs::Run};
use crate::ledger::{self, Kind, month};
use crate::money::Tiyn;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once;
use crate::web::{Error, Form, Page, Typed, filters};

/// How many runs are shown.
const RUNS: i64 = 24;

#[derive(Template)]
#[template(path = "billing/desk.html")]
pub(crate) struct Desk {
    once: String,
    /// The month that can be charged, if one can.
    next: Option<NaiveDate>,
    /// The months to begin with, while none was charged.
    choices: Vec<(String, String)>,
    form: Form,
    owed: Tiyn,
    penalty: Tiyn,
    ahead: Tiyn,
    rows: Vec<Item>,
}

/// A run in the list.
struct Item {
    id: String,
    month: NaiveDate,
    state_key: &'static str,
    tone: &'static str,
    bills: i64,
    accrued: Tiyn,
    author: String,
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let rows = State::ALL.iter().map(|state| Item {
            id: "0".repeat(26),
            month: NaiveDate::default(),
            state_key: state_key(*state),
            tone: tone(*state),
            bills: 320,
            accrued: Tiyn(412_345_600),
            author: "Ким Светлана".into(),
        });
        Self {
            once: "once".into(),
            next: Some(NaiveDate::default()),
            choices: vec![("2026-11-01".into(), "қараша 2026".into())],
            form: Form::default(),
            owed: Tiyn(1),
            penalty: Tiyn(1),
            ahead: Tiyn(1),
            rows: rows.collect(),
        }
    }
}

fn item(run: Run) -> Item {
    Item {
        id: run.id.to_string(),
        month: run.month,
        state_key: state_key(run.state),
        tone: tone(run.state),
        bills: run.report.bills,
        accrued: Tiyn(run.report.accrued),
        author: run.author,
    }
}

pub(in crate::billing) async fn show(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    let company = who.company();
    let today = app.clock.today();
    let (runs, last, trial) = app
        .db
        .read(move |conn| {
            let last = store::runs::last_posted(conn, company)?;
            Ok((store::runs::all(conn, company, RUNS)?, last, ledger::trial(conn, company)?))
        })
        .await?;
    let sum = |kind: Kind| Tiyn(trial.iter().filter(|row| row.kind == kind).map(|row| row.amount.0).sum());
    let this = month::first(today);
    let next = last.map_or(Some(this), |last| Some(month::next(last)).filter(|next| *next <= this));
    let choices = match last {
        Some(_) => Vec::new(),
        None => std::iter::successors(Some(this), |of| Some(month::previous(*of)))
            .take(6)
            .map(|of| (of.to_string(), crate::text::month_year(who.locale(), of)))
            .collect(),
    };
    Ok(Page(Desk {
        once: once::key(),
        next,
        choices,
        form: Form::of(Typed::default().with("month", this)),
        owed: sum(Kind::Receivable),
        penalty: sum(Kind::PenaltyDue),
        ahead: Tiyn(sum(Kind::Advance).0.saturating_neg()),
        rows: runs.into_iter().map(item).collect(),
    }))
}

//! The money of houses: what came, what it was spent on, what is left in each of the law's monies. Residents read it month by month, and nobody
//! who paid is named in it (law on housing relations, art. 34(10): an owner may know the state of both accounts).
//!
//! Spending is written down with its document, on whose decision, from which money; it is an entry of the books in the same transaction, and is
//! taken back by an opposite one with a reason. What came is asked of the books. The copy of a document is shown to residents only where the
//! accountant says that nobody is named in it.

mod article;
mod forms;
mod naming;
pub mod pages;
mod store;
mod year;

use chrono::{Datelike, NaiveDate};
use serde_json::json;

pub use article::{Article, Source, SpendingId};
pub use naming::namings;

use crate::audit;
use crate::db::{Failure, Tx};
use crate::files::{self, Shelf};
use crate::homes::{self, BuildingId};
use crate::ledger::{self, Account, Document, Entry, Fund, Kind};
use crate::money::Tiyn;
use crate::numbers;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Refusal, Routes, Said};
use crate::who::{CompanyId, PersonId};
use forms::Draft;
use store::Spending;

/// Where documents of spending stand.
const SHELF: Shelf = Shelf("spending.documents");
/// The kind of document that entries of spending stand on.
const DOCUMENT: &str = "spending";

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{house, list, one, writing};
    routes
        .get("/house-money", house::mine)
        .get("/house-money/{spending}/document", house::document)
        .get("/staff/spending", list::index)
        .get("/staff/spending/house", house::for_staff)
        .get("/staff/spending/new", writing::new)
        .post("/staff/spending", writing::create)
        .get("/staff/spending/{spending}", one::show)
        .get("/staff/spending/{spending}/document", one::document)
        .get("/staff/spending/{spending}/reversal", one::ask_reversal)
        .post("/staff/spending/{spending}/reversal", one::reverse);
}

/// Why spending is not written down, or not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It was taken back before.
    Reversed,
    /// The house was handed over.
    HandedOver,
    /// The books said no.
    Books(ledger::Refused),
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Reversed => "spending.refused.reversed",
            Self::HandedOver => "homes.refused.handed_over",
            Self::Books(refused) => return refused.said(),
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

fn books<T>(done: Result<T, Failure<ledger::Refused>>) -> Done<T> {
    done.map_err(|failure| match failure {
        Failure::Refused(refused) => Failure::Refused(Refused::Books(refused)),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// Writes down what was paid for, with its document.
fn spend(tx: &mut Tx<'_>, who: &Staff<Accountant>, draft: &Draft, document: &files::Kept) -> Done<SpendingId> {
    let (company, person) = (who.company(), who.person());
    let id = keep(tx, (company, person), draft)?;
    files::add(tx, company, SHELF, &id.to_string(), document, Some(person))?;
    let details = json!({ "amount": draft.amount.plain(), "fund": draft.fund, "article": draft.article, "day": draft.day });
    audit::by(who).did("spending.written", ("spending", id)).with(details).record(tx)?;
    Ok(id)
}

fn keep(tx: &mut Tx<'_>, (company, author): (CompanyId, PersonId), draft: &Draft) -> Done<SpendingId> {
    homes::ours(tx, company, draft.building).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::HandedOver),
        Failure::Broken(broken) => Failure::Broken(broken),
    })?;
    let number = numbers::next(tx, company, "spending", draft.day.year())?;
    let id = SpendingId::fresh(tx.now());
    let kept = Spending {
        id,
        company_id: company,
        number: number.clone(),
        building_id: draft.building,
        fund: draft.fund,
        article: draft.article,
        source: draft.source,
        day: draft.day,
        amount: draft.amount.0,
        what: draft.what.clone(),
        decision: draft.decision.clone(),
        document: draft.document.clone(),
        is_shown: draft.is_shown,
        author_id: author,
        created_at: tx.now(),
    };
    store::add(tx, &kept)?;
    let mut entry = Entry::new(draft.day, Document { kind: DOCUMENT, id: id.to_string(), number }, "");
    let expense = Account::own(Kind::Expense, draft.fund, draft.article);
    let from = Account::own(draft.source.holds(), draft.fund, "");
    entry.transfer(&expense, &from, draft.amount).map_err(|refused| Failure::Refused(Refused::Books(refused)))?;
    books(ledger::post(tx, company, Some(author), &[entry]))?;
    Ok(id)
}

/// Takes it back: it was none, or was written down wrongly.
fn take_back(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: SpendingId, reason: &str) -> Done<()> {
    let (company, person, today) = (who.company(), who.person(), tx.today());
    let (of, ..) = store::one(tx, company, id)?;
    let open_from = ledger::hold(tx, company)?;
    if !store::reverse(tx, (company, person), id, (today, reason))? {
        return Err(Failure::Refused(Refused::Reversed));
    }
    let entries = ledger::of_document(tx, company, DOCUMENT, &[id.to_string()])?;
    let day = open_from.map_or(today, |open| today.max(open));
    match ledger::reverse(tx, company, Some(person), &entries, (day, reason)) {
        Err(Failure::Refused(ledger::Refused::Reversed)) => return Err(Failure::Refused(Refused::Reversed)),
        done => books(done)?,
    }
    let details = json!({ "amount": Tiyn(of.amount).plain(), "reason": reason });
    Ok(audit::by(who).did("spending.reversed", ("spending", id)).with(details).record(tx)?)
}

/// Something that was paid for, as the demo invents it.
#[derive(Clone, Debug)]
pub struct NewSpending {
    /// Of which house.
    pub building: BuildingId,
    /// From which money, for what.
    pub on: (Fund, Article),
    /// When.
    pub day: NaiveDate,
    /// How much.
    pub amount: Tiyn,
    /// What for, by whose decision, with which document.
    pub words: (&'static str, &'static str, &'static str),
}

/// Writes it down from the bank account, with a copy of its document that residents may see, and without a line in the trail: for the demo's past.
///
/// # Errors
/// As the verbs of this capability refuse.
pub fn settle(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, PersonId),
    of: &NewSpending,
    document: Option<&files::Kept>,
) -> Done<()> {
    let draft = Draft {
        building: of.building,
        fund: of.on.0,
        article: of.on.1,
        source: Source::Bank,
        day: of.day,
        amount: of.amount,
        what: of.words.0.to_owned(),
        decision: of.words.1.to_owned(),
        document: of.words.2.to_owned(),
        is_shown: document.is_some(),
    };
    let id = keep(tx, (company, author), &draft)?;
    if let Some(document) = document {
        files::add(tx, company, SHELF, &id.to_string(), document, Some(author))?;
    }
    Ok(())
}

//! Letters of a debt on paper: Kazakh first, Russian beneath it at equal size, each with the months that are not paid and the page numbers of its
//! own.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use diesel::QueryResult;

use super::batch::BatchId;
use super::step::{Step, TERM};
use super::store;
use super::store::letters::Letter;
use crate::billing;
use crate::clock::Moment;
use crate::db::Conn;
use crate::homes::PremisesId;
use crate::money::Tiyn;
use crate::pdf::{self, Block, Column, Document, Footer, Letterhead, Meta, Prose, Row, Signature, Table};
use crate::text::{self, Locale, t, tv};
use crate::who::CompanyId;

/// All that stands on the letters of a batch.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    head: Letterhead,
    step: Step,
    letters: Vec<Letter>,
    owners: HashMap<PremisesId, Vec<(String, Option<String>)>>,
}

impl Paper {
    /// Reads it.
    pub(super) fn of(conn: &mut Conn, company: CompanyId, id: BatchId, today: NaiveDate) -> QueryResult<Self> {
        let batch = store::letters::batch(conn, company, id)?;
        let letters = store::letters::of_batch(conn, company, id)?;
        let ids: Vec<PremisesId> = letters.iter().map(|of| of.premises).collect();
        let owners = store::people::owners(conn, company, &ids, today)?;
        Ok(Self { head: billing::letterhead(conn, company)?, step: batch.step, letters, owners })
    }
}

/// Both languages, one beneath the other.
fn both(of: impl Fn(Locale) -> String) -> String {
    let (kk, ru) = (of(Locale::Kk), of(Locale::Ru));
    if kk == ru { kk } else { format!("{kk}\n{ru}") }
}

fn said(key: &str) -> String {
    both(|locale| t(locale, key).into_owned())
}

/// Draws them.
///
/// # Errors
/// When the document cannot be made.
pub(super) fn draw(paper: &Paper, made: Moment) -> Result<Vec<u8>, pdf::Error> {
    let meta = Meta { title: t(Locale::Kk, paper.step.key()).into_owned(), language: "kk".into(), created: made.and_utc() };
    pdf::bound(&meta, paper.letters.iter().map(|of| letter(paper, of, &meta)))
}

fn letter(paper: &Paper, of: &Letter, meta: &Meta) -> Document {
    let title = |locale| Prose::from(tv(locale, title_key(paper.step), &[("number", &of.number)]));
    let mut document = Document::new(meta.clone())
        .letterhead(paper.head.clone())
        .footer(Footer::new(of.number.clone(), |page, pages| format!("{page} / {pages}")))
        .with(Block::Title { kk: title(Locale::Kk), ru: title(Locale::Ru) });
    document.push(Block::Pairs(facts(paper, of)));
    for locale in [Locale::Kk, Locale::Ru] {
        document.push(Block::paragraph(Prose::from(words(locale, paper.step, of))));
    }
    document.push(Block::Table(months(of)));
    document.push(Block::Note(Prose::from(said("debts.paper.law"))));
    document.push(Block::Signature(Signature {
        role: Prose::from(said("debts.paper.accountant")),
        name: Prose::new(),
        caption: Prose::from(format!("{} / {}", t(Locale::Kk, "debts.paper.sign"), t(Locale::Ru, "debts.paper.sign"))),
    }));
    document
}

fn title_key(step: Step) -> &'static str {
    match step {
        Step::Reminder => "debts.paper.reminder",
        Step::Demand => "debts.paper.demand",
        Step::Warning => "debts.paper.warning",
    }
}

fn facts(paper: &Paper, of: &Letter) -> Vec<(Prose, Prose)> {
    let label = |key: &str| Prose::new().bold(said(key));
    let names: Vec<&str> = paper.owners.get(&of.premises).into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let place = |locale: Locale| format!("{}, {}", of.address, tv(locale, of.kind.label_key(), &[("number", &of.door)]));
    let mut pairs = vec![(label("debts.paper.to"), Prose::from(names.join("\n")))];
    pairs.push((label("debts.paper.premises"), Prose::from(both(place))));
    pairs.extend(of.account.as_ref().map(|account| (label("homes.sheet.account"), Prose::from(account.clone()))));
    pairs.push((label("debts.paper.day"), Prose::from(both(|locale| text::date(locale, of.made_on)))));
    pairs
}

fn words(locale: Locale, step: Step, of: &Letter) -> String {
    let key = match step {
        Step::Reminder => "debts.paper.reminder_text",
        Step::Demand => "debts.paper.demand_text",
        Step::Warning => "debts.paper.warning_text",
    };
    let until = of.made_on.checked_add_days(Days::new(TERM)).unwrap_or(of.made_on);
    tv(
        locale,
        key,
        &[
            ("sum", &Tiyn(of.overdue + of.penalty).print(locale)),
            ("day", &text::date(locale, of.made_on)),
            ("until", &text::date(locale, until)),
        ],
    )
}

fn months(of: &Letter) -> Table {
    let mut table = Table {
        columns: vec![
            Column::share(said("debts.paper.month"), 1.0),
            Column::share(said("debts.paper.due"), 1.0),
            Column::number(said("debts.paper.sum"), 110.0),
        ],
        ..Table::default()
    };
    for month in of.months() {
        table.rows.push(Row::of([
            both(|locale| text::month_year(locale, month.month)),
            text::short_date(Locale::Kk, month.due_on),
            Tiyn(month.amount).print(Locale::Kk),
        ]));
    }
    if of.penalty > 0 {
        table.rows.push(Row::of([said("debts.paper.penalty"), String::new(), Tiyn(of.penalty).print(Locale::Kk)]));
    }
    let sum = Tiyn(of.overdue + of.penalty).print(Locale::Kk);
    table.rows.push(Row::total([said("debts.paper.total"), String::new(), sum]));
    table
}

//! What the demo's houses paid for in the last months, each with its act, and a few who pay otherwise than the tariff says.

use anyhow::Context;
use chrono::{Months, NaiveDate};
use diesel::prelude::*;

use crate::app::App;
use crate::billing;
use crate::db::schema::{buildings, premises};
use crate::files::{Accepted, Kept, Kind};
use crate::homes::{BuildingId, PremisesId};
use crate::ledger::{Fund, month};
use crate::money::Tiyn;
use crate::pdf::{Block, Document, Meta};
use crate::spending::{self, Article, NewSpending};
use crate::who::{CompanyId, PersonId};

/// What for, by whose decision, with which document.
type Words = (&'static str, &'static str, &'static str);

/// So many houses are written about.
const HOUSES: i64 = 3;

/// What a house pays for: fund, article, day of the month, tenge, words.
const PAID: [(Fund, Article, u32, i64, Words); 4] = [
    (
        Fund::Current,
        Article::Cleaning,
        5,
        64_000,
        ("Кіреберістер мен ауланы тазалау", "Үй кеңесінің шешімі № 7", "Орындалған жұмыс актісі № 21"),
    ),
    (
        Fund::Current,
        Article::Lifts,
        9,
        48_500,
        ("Лифтілерге техникалық қызмет көрсету", "Қызмет көрсету шарты № 14", "Акт № 108"),
    ),
    (Fund::Current, Article::Waste, 12, 37_200, ("Тұрмыстық қалдықты шығару", "Қызмет көрсету шарты № 9", "Шот-фактура № 5512")),
    (Fund::Current, Article::Repair, 16, 29_900, ("Жертөледегі құбырды ауыстыру", "Үй кеңесінің шешімі № 8", "Акт № 33")),
];

/// Writes it all down.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, accountant: PersonId) -> anyhow::Result<()> {
    let this = month::first(app.clock.today());
    let (houses, flat): (Vec<BuildingId>, Option<PremisesId>) = app
        .db
        .read(move |conn| {
            let houses = buildings::table.filter(buildings::company_id.eq(company)).order(buildings::sort_key).limit(HOUSES);
            let flat = premises::table.filter(premises::company_id.eq(company)).order(premises::sort_key);
            Ok((houses.select(buildings::id).load(conn)?, flat.select(premises::id).first(conn).optional()?))
        })
        .await?;
    for building in houses {
        for back in [3, 2, 1] {
            let of = this.checked_sub_months(Months::new(back)).unwrap_or(this);
            for (fund, article, day, tenge, words) in PAID {
                let paid = NewSpending {
                    building,
                    on: (fund, article),
                    day: on(of, day),
                    amount: Tiyn::tenge(tenge).unwrap_or_default(),
                    words,
                };
                let act = act(app, words, paid.day)?;
                let settled = app.db.write(move |tx| spending::settle(tx, (company, accountant), &paid, Some(&act))).await;
                settled.map_err(|error| anyhow::anyhow!("{error:?}")).context("what was paid for")?;
            }
        }
    }
    if let Some(flat) = flat {
        let since = this.checked_sub_months(Months::new(1)).unwrap_or(this);
        let words = "Ардагер куәлігі № 0417, әлеуметтік қорғау бөлімінің анықтамасы";
        let settled =
            app.db.write(move |tx| billing::settle_benefit(tx, (company, accountant), flat, (since, 5_000, words))).await;
        settled.map_err(|error| anyhow::anyhow!("{error:?}")).context("a benefit")?;
    }
    Ok(())
}

fn on(month: NaiveDate, day: u32) -> NaiveDate {
    chrono::Datelike::with_day(&month, day).unwrap_or(month)
}

/// A paper to look at.
fn act(app: &App, (what, decision, document): Words, day: NaiveDate) -> anyhow::Result<Kept> {
    let created = day.and_time(chrono::NaiveTime::MIN).and_utc();
    let meta = Meta { title: document.to_owned(), language: "kk".into(), created };
    let paper = Document::new(meta).with(Block::heading(document)).with(Block::paragraph(what)).with(Block::paragraph(decision));
    let bytes = paper.render().map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(app.store.keep(Accepted::made(document, Kind::Pdf, bytes))?)
}

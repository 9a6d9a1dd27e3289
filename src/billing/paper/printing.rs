//! Bills for the printer: a file for each entrance of a house, drawn one after another, so that no more than one of them is in memory at once.
//! One variant names who pays; the other, for public places, names nobody.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Paper, document};
use crate::app::App;
use crate::audit;
use crate::billing::pages::seen::Whole;
use crate::billing::store::about::{self, Sender};
use crate::billing::store::reading::{self, Bill, Wanted};
use crate::billing::store::{ground, many, prints};
use crate::billing::{Done, Refused, no, store};
use crate::clock::Moment;
use crate::db::{Broken, Conn, Never, Tx};
use crate::files::{self, Accepted, Kept, Kind, Shelf};
use crate::homes::{BuildingId, PremisesId};
use crate::jobs::{Job, Outcome};
use crate::money::Tiyn;
use crate::pdf::{self, Document, Meta};
use crate::text::{self, Locale, tv};
use crate::web::Step;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A printing of bills.
    PrintId,
}

crate::words! {
    /// How far a printing is.
    pub enum State {
        /// It is being drawn, file by file.
        Drawing = "drawing",
        /// All of its files are there.
        Done = "done",
    }
}

impl State {
    /// The key of its name.
    pub(in crate::billing) fn key(self) -> &'static str {
        match self {
            Self::Drawing => "billing.prints.drawing",
            Self::Done => "billing.prints.done",
        }
    }

    /// How its badge looks.
    pub(in crate::billing) fn tone(self) -> &'static str {
        match self {
            Self::Drawing => "action",
            Self::Done => "good",
        }
    }
}

/// Where the files of printings stand.
pub(in crate::billing) const SHELF: Shelf = Shelf("billing.prints");
/// The most bills of one file: more are drawn into a second one.
const PART: usize = 500;

/// Has the bills of a month drawn, of all houses or one.
pub(in crate::billing) fn ask(
    tx: &mut Tx<'_>,
    who: &Staff<Accountant>,
    (month, building, is_named): (NaiveDate, Option<BuildingId>, bool),
) -> Done<PrintId> {
    let (company, person) = (who.company(), who.person());
    if store::runs::last_posted(tx, company)?.is_none_or(|last| month > last) {
        return no(Refused::NotRehearsed);
    }
    let id = PrintId::fresh(tx.now());
    prints::add(tx, (company, person), id, (month, building, is_named))?;
    crate::jobs::enqueue(tx, &PrintBills { company, print: id, by: person })?;
    audit::by(who).did("billing.printed", ("bill_print", id)).with(json!({ "month": month, "named": is_named })).record(tx)?;
    Ok(id)
}

/// Draws a printing. Run again it goes on where it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrintBills {
    company: CompanyId,
    print: PrintId,
    by: PersonId,
}

impl Job for PrintBills {
    const KIND: &'static str = "billing.print";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("billing.print:{}", self.print))
    }

    async fn run(&self, app: &App) -> Outcome {
        self.print(app).await.into()
    }
}

/// What goes into one file.
struct Part {
    name: String,
    bills: Vec<Bill>,
}

impl PrintBills {
    async fn print(&self, app: &App) -> anyhow::Result<()> {
        let (company, id, by, today) = (self.company, self.print, self.by, app.clock.today());
        let (print, houses, sender, there) = app
            .db
            .read(move |conn| {
                let print = prints::one(conn, company, id)?;
                let houses = ground::houses(conn, company)?;
                let there = files::on_shelf(conn, company, SHELF, &[id.to_string()])?;
                Ok((print, houses, about::sender(conn, company)?, there))
            })
            .await?;
        if print.state == State::Done {
            return Ok(());
        }
        let there: Vec<String> = there.into_values().flatten().map(|file| file.name).collect();
        let houses: Vec<(BuildingId, i64)> =
            houses.into_iter().filter(|(house, _)| print.building.is_none_or(|only| only == *house)).collect();
        let (mut done, all) = (0, houses.iter().map(|(_, many)| many).sum());
        for (house, _) in houses {
            let month = print.month;
            for part in app.db.read(move |conn| parts(conn, company, house, month)).await? {
                done += i64::try_from(part.bills.len()).unwrap_or_default();
                let name = format!("{}.pdf", part.name);
                // as the shelf calls it
                if there.iter().any(|known| known == Accepted::made(&name, Kind::Pdf, Vec::new()).name()) {
                    continue;
                }
                let kept = self.draw(app, part, (sender.clone(), print.is_named, today), name).await?;
                let written = app.db.write::<_, Never>(move |tx| {
                    files::add(tx, company, SHELF, &id.to_string(), &kept, Some(by))?;
                    Ok(prints::progress(tx, company, id, (done, all), State::Drawing)?)
                });
                written.await.map_err(Broken::from)?;
            }
        }
        let ended = app.db.write::<_, Never>(move |tx| Ok(prints::progress(tx, company, id, (done, done), State::Done)?));
        ended.await.map(drop).map_err(|failure| Broken::from(failure).into())
    }

    async fn draw(
        &self,
        app: &App,
        part: Part,
        (sender, is_named, today): (Sender, bool, NaiveDate),
        name: String,
    ) -> anyhow::Result<Kept> {
        let (company, store, now) = (self.company, app.store.clone(), app.clock.now());
        let papers = app.db.read(move |conn| papers(conn, company, part.bills, (&sender, is_named, today))).await?;
        let drawn = tokio::task::spawn_blocking(move || {
            let bytes = bind(&papers, now).map_err(|error| anyhow::anyhow!("{error:?}"))?;
            Ok::<_, anyhow::Error>(store.keep(Accepted::made(&name, Kind::Pdf, bytes))?)
        });
        drawn.await?
    }
}

fn bind(papers: &[Paper], now: Moment) -> Result<Vec<u8>, pdf::Error> {
    let month = papers.first().map(|paper| text::month_year(Locale::Kk, paper.whole.bill.month)).unwrap_or_default();
    let meta = Meta { title: month, language: "kk".into(), created: now.and_utc() };
    let documents: Vec<Document> = papers.iter().map(|paper| document(paper, now)).collect();
    pdf::bound(&meta, documents.into_iter())
}

/// The files of a house: its bills by entrance, in the order of the doors.
fn parts(conn: &mut Conn, company: CompanyId, house: BuildingId, month: NaiveDate) -> diesel::QueryResult<Vec<Part>> {
    /// More premises no house has.
    const MOST: i64 = 20_000;
    let wanted = Wanted { month: Some(month), building: Some(house.to_string()), ..Wanted::default() };
    let bills = reading::page(conn, company, &wanted, &Step::First, MOST)?;
    let doors = many::entrances(conn, company, house)?;
    let mut by_door: BTreeMap<(String, String), Vec<Bill>> = BTreeMap::new();
    for bill in bills {
        by_door.entry(doors.get(&bill.premises).cloned().unwrap_or_default()).or_default().push(bill);
    }
    let mut all = Vec::new();
    for ((_, number), bills) in by_door {
        let address = bills.first().map(|bill| bill.address.clone()).unwrap_or_default();
        let several = bills.len() > PART;
        let mut rest = bills;
        let mut nth = 1;
        while !rest.is_empty() {
            let after = rest.split_off(rest.len().min(PART));
            let entrance = if number.is_empty() {
                String::new()
            } else {
                format!(", {}", tv(Locale::Kk, "billing.prints.entrance", &[("number", &number)]))
            };
            let part = if several { format!(", {nth}") } else { String::new() };
            all.push(Part { name: format!("{address}{entrance}{part}"), bills: rest });
            (rest, nth) = (after, nth + 1);
        }
    }
    Ok(all)
}

/// All that stands on these bills, read some hundreds at a time.
fn papers(
    conn: &mut Conn,
    company: CompanyId,
    bills: Vec<Bill>,
    (sender, is_named, today): (&Sender, bool, NaiveDate),
) -> diesel::QueryResult<Vec<Paper>> {
    let ids: Vec<_> = bills.iter().map(|bill| bill.id).collect();
    let homes: Vec<PremisesId> = bills.iter().map(|bill| bill.premises).collect();
    let (mut lines, mut adjusted) = (many::lines(conn, company, &ids)?, many::adjusted(conn, company, &ids)?);
    let mut owners = if is_named { many::owners(conn, company, &homes, today)? } else { Default::default() };
    let paper = |bill: Bill| Paper {
        sender: sender.clone(),
        names: owners.remove(&bill.premises).unwrap_or_default(),
        named: is_named,
        whole: Whole {
            lines: lines.remove(&bill.id).unwrap_or_default(),
            adjusted: adjusted.remove(&bill.id).unwrap_or_default(),
            // paper says nothing of other months
            earlier: Default::default(),
            year: Vec::new(),
            owed: Tiyn::ZERO,
            newest: true,
            bill,
        },
    };
    Ok(bills.into_iter().map(paper).collect())
}

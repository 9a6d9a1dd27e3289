//! How a company answers requests, for everybody: sums by month that the portal counts and nobody edits.

use actix_web::{Responder, web};
use askama::Template;

use super::figures::elapsed;
use crate::app::App;
use crate::chart::{self, Bar, Heading};
use crate::franchise;
use crate::requests::figures::percents;
use crate::requests::jobs::MONTHS;
use crate::requests::store;
use crate::requests::store::figures::Month;
use crate::text::{self, Locale, t};
use crate::web::actor::Visitor;
use crate::web::{Error, Page, filters};
use crate::who::CompanyId;

/// Below so many requests a month tells too much of single people.
const FEW: i64 = 5;

#[derive(Template)]
#[template(path = "requests/company.html")]
pub(crate) struct Company {
    name: String,
    address: String,
    phone: String,
    emergency_phone: String,
    /// SVG, made by [`chart`], which lets nothing through but its own tags; empty for none.
    chart: String,
    rows: Vec<Row>,
    counted: String,
}

/// A month in words.
struct Row {
    month: String,
    /// `None` where there were too few.
    sums: Option<Sums>,
}

struct Sums {
    came: String,
    answered: String,
    answer: String,
    done: String,
    time: String,
    again: String,
}

impl Company {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let sums = Sums {
            came: "120".into(),
            answered: "92 %".into(),
            answer: "24 минут".into(),
            done: "88 %".into(),
            time: "2 тәулік".into(),
            again: "3".into(),
        };
        let bar = Bar { label: "2026 ж. қазан".into(), value: 88, said: "88 %".into() };
        Self {
            name: "«Алатау Үй» ЖШС".into(),
            address: "Абай даңғылы, 12".into(),
            phone: "+77270000000".into(),
            emergency_phone: "+77270000001".into(),
            chart: chart::bars(Heading { id: "in-time", title: "Мерзімінде", text: "88 %" }, 100, &[bar]),
            rows: vec![
                Row { month: "2026 ж. қазан".into(), sums: Some(sums) },
                Row { month: "2026 ж. қыркүйек".into(), sums: None },
            ],
            counted: "2026 ж. 20 қараша, 2:40".into(),
        }
    }
}

/// How much of what was due was in time, in whole percents.
fn in_time(part: i64, whole: i64) -> Option<u64> {
    percents(u64::try_from(part).unwrap_or_default(), u64::try_from(whole).unwrap_or_default())
}

fn row(locale: Locale, of: &Month) -> Row {
    let percent = |of: Option<u64>| of.map_or_else(|| "—".to_owned(), |of| format!("{of}\u{a0}%"));
    let sums = (of.came >= FEW).then(|| Sums {
        came: text::number(locale, of.came),
        answered: percent(in_time(of.answered_in_time, of.answered)),
        answer: elapsed(locale, of.answer_minutes),
        done: percent(in_time(of.done_in_time, of.done)),
        time: elapsed(locale, of.done_minutes),
        again: text::number(locale, of.reopened),
    });
    Row { month: text::month_year(locale, of.month), sums }
}

fn drawn(locale: Locale, months: &[Month]) -> String {
    let bar = |of: &Month| {
        let value = in_time(of.done_in_time, of.done)?;
        Some(Bar { label: text::month_year(locale, of.month), value, said: format!("{value}\u{a0}%") })
    };
    let bars: Vec<Bar> = months.iter().filter(|of| of.came >= FEW).filter_map(bar).collect();
    if bars.is_empty() {
        return String::new();
    }
    let heard: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.said)).collect();
    let title = t(locale, "requests.company.in_time");
    chart::bars(Heading { id: "in-time", title: &title, text: &heard.join("; ") }, 100, &bars)
}

pub(in crate::requests) async fn show(
    app: web::Data<App>,
    who: Visitor,
    id: web::Path<CompanyId>,
) -> Result<impl Responder, Error> {
    let (id, locale, zone, now) = (id.into_inner(), who.locale(), who.zone(), app.clock.now());
    let ([kk, ru, en], reached, months) = app
        .db
        .read(move |conn| {
            let names = store::figures::company(conn, id)?;
            Ok((names, franchise::reached(conn, id, locale, now)?, store::figures::months(conn, id, MONTHS.into())?))
        })
        .await?;
    Ok(Page(Company {
        name: match locale {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        },
        address: reached.address,
        phone: reached.phone,
        emergency_phone: reached.emergency_phone,
        chart: drawn(locale, &months),
        counted: months.first().map(|of| text::date_time(locale, of.counted_at, zone)).unwrap_or_default(),
        rows: months.iter().map(|of| row(locale, of)).collect(),
    }))
}

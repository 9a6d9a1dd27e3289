//! Lines in a file.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use chrono::TimeDelta;

use super::list::ear;
use crate::app::App;
use crate::audit::Span;
use crate::db::Never;
use crate::sheet::{Book, Table};
use crate::trail::details::Ear;
use crate::trail::export::{self, Ask, Format, MOST};
use crate::trail::finding::{self, Found};
use crate::trail::reads::Reads;
use crate::trail::told::{Known, known};
use crate::trail::wanted::Wanted;
use crate::trail::{Namings, begin_export};
use crate::web::{Error, Query, Typed, see, taken};

/// How many lines are read in one go.
const PORTION: i64 = 5_000;
/// How long the address of a file works.
const LIVES: TimeDelta = TimeDelta::minutes(30);

/// The filters of a list, without where in it one was.
fn filters(query: &Query) -> String {
    query.at("").trim_start_matches('?').to_owned()
}

pub(in crate::trail) async fn ask<R: Reads>(
    req: HttpRequest,
    app: web::Data<App>,
    who: R,
    query: Query,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let format = typed.value("format").parse().unwrap_or(Format::Xlsx);
    let filters = filters(&query);
    let ask = app.db.write::<_, Never>(move |tx| Ok(begin_export(tx, &who, format, filters)?)).await?;
    Ok(see(format!("{}/exports/{}", R::PATH, ask.sealed(&app.config.secret))).respond_to(&req))
}

pub(in crate::trail) async fn give<R: Reads>(
    app: web::Data<App>,
    who: R,
    sealed: web::Path<String>,
    namings: web::Data<Namings>,
) -> Result<HttpResponse, Error> {
    let now = app.clock.now();
    let ask = Ask::unseal(&app.config.secret, &sealed)
        .filter(|ask| ask.person == who.person() && ask.company == who.chain() && now - ask.at <= LIVES)
        .ok_or(Error::NotFound)?;
    let table = all(&app, &who, &ask, namings).await?;
    match ask.format {
        Format::Xlsx => taken::workbook(Book::new(now).with(table), "audit.xlsx").await,
        Format::Csv => taken::text_table(table, "audit.csv").await,
    }
}

/// Everything that was asked for, a portion at a time, so that no reader of the database is held for long.
async fn all<R: Reads>(app: &App, who: &R, ask: &Ask, namings: web::Data<Namings>) -> Result<Table, Error> {
    let reader = who.clone();
    let ear = app.db.read(move |conn| ear(conn, &reader)).await?;
    let wanted = Wanted::read(&Query::read("", &ask.query), ear.zone);
    let (mut table, mut span) = (export::table(ear), Span::Older(ask.until + 1));
    loop {
        let (reader, wanted, namings) = (who.clone(), wanted.clone(), namings.clone());
        let (found, known): (Found, Known) = app
            .db
            .read(move |conn| {
                let found = finding::find(conn, reader.chain(), &wanted, ear, span, PORTION)?;
                let known = known(conn, &reader, &namings.0, &found.lines)?;
                Ok((found, known))
            })
            .await?;
        let full = i64::try_from(found.lines.len()).is_ok_and(|read| read == PORTION);
        let on = found.stopped_at.as_ref().or(found.lines.last().filter(|_| full)).map(|line| line.place);
        table = web::block(move || put(ear, table, &found, &known)).await?;
        match on {
            _ if table.rows.len() > MOST => {
                table.rows.truncate(MOST);
                table.push(export::cut(ear));
                return Ok(table);
            }
            Some(place) => span = finding::next(span, place),
            None => return Ok(table),
        }
    }
}

fn put(ear: Ear, mut table: Table, found: &Found, known: &Known) -> Table {
    for line in &found.lines {
        table.push(export::row(ear, &known.tell(ear, line)));
    }
    table
}

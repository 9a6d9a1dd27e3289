//! The proof: who was told, by which way, in which language, when, and what became of the letter.

use std::collections::HashMap;

use actix_web::{HttpResponse, Responder, web};
use askama::Template;

use crate::announcements::kind::AnnouncementId;
use crate::announcements::rows::Channel;
use crate::announcements::store::{self, proof::Proven};
use crate::announcements::zone;
use crate::app::App;
use crate::mail::{LetterId, Outcome, outbox};
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{self, Locale, t, tv};
use crate::web::actor::{Acting, Anyone, Editor, Entrusted, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};
use crate::who::Duty;

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "announcements/recipients.html")]
pub(crate) struct Recipients {
    id: String,
    number: String,
    channel: String,
    channels: Vec<(&'static str, String)>,
    /// Where the workbook is, for those who may have it.
    xlsx: String,
    rows: Slice<Row>,
}

struct Row {
    name: String,
    premises: String,
    version: i32,
    channel: String,
    language: &'static str,
    told: String,
    result: String,
    opened: String,
    confirmed: String,
}

impl Recipients {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            name: "Жұмабаев Ерлан".into(),
            premises: "Абай даңғылы, 12, 12-пәтер".into(),
            version: 1,
            channel: "хат".into(),
            language: "Қазақша",
            told: "09:30".into(),
            result: "жетті".into(),
            opened: "09:40".into(),
            confirmed: "09:41".into(),
        };
        Self {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            channel: String::new(),
            channels: channels(Locale::Kk),
            xlsx: "/x".into(),
            rows: Slice { rows: vec![row], previous: None, next: None },
        }
    }
}

fn channels(locale: Locale) -> Vec<(&'static str, String)> {
    Channel::ALL.iter().map(|channel| (channel.word(), t(locale, channel.key()).into_owned())).collect()
}

fn result(locale: Locale, outcome: Option<&Outcome>) -> String {
    match outcome {
        None => String::new(),
        Some(Outcome::Waiting { .. }) => t(locale, "announcements.result.waiting").into_owned(),
        Some(Outcome::Sent { .. }) => t(locale, "announcements.result.sent").into_owned(),
        Some(Outcome::Recalled) => t(locale, "announcements.result.recalled").into_owned(),
        Some(Outcome::Dead { error, .. }) => tv(locale, "announcements.result.dead", &[("error", error)]),
    }
}

fn row<D: Entrusted>(who: &Staff<D>, letters: &HashMap<LetterId, Outcome>, (recipient, read): Proven) -> Row {
    let (locale, zone) = (who.locale(), who.zone());
    let at = |moment: Option<crate::clock::Moment>| moment.map(|m| text::date_time(locale, m, zone)).unwrap_or_default();
    Row {
        channel: t(locale, recipient.channel.key()).into_owned(),
        language: Locale::from_code(&recipient.locale).unwrap_or_default().own_name(),
        told: at(recipient.told_at),
        result: result(locale, recipient.letter_id.as_ref().and_then(|id| letters.get(id))),
        opened: at(read.map(|(opened, _)| opened)),
        confirmed: at(read.and_then(|(_, confirmed)| confirmed)),
        name: recipient.name,
        premises: recipient.premises,
        version: recipient.version,
    }
}

pub(in crate::announcements) async fn list(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<AnnouncementId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (reach, id, step, channel) = (who.reach().clone(), id.into_inner(), query.step(), query.word("channel"));
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (number, rows, letters) = app
        .db
        .read(move |conn| {
            let (of, _) = zone::one(conn, &reach, id)?;
            let rows = store::proof::page(conn, reach.company(), id, channel, &step, limit)?;
            let letters = outbox::outcomes(conn, &store::proof::letters_of(&rows))?;
            Ok((of.number, rows, letters))
        })
        .await?;
    let locale = who.locale();
    let rows = Slice::cut(rows, SIZE, &query, |(recipient, _)| Place {
        key: recipient.version.to_string(),
        id: recipient.contact_id.to_string(),
    });
    Ok(Page(Recipients {
        id: id.to_string(),
        number,
        channel: query.value("channel").to_owned(),
        channels: channels(locale),
        xlsx: if who.may(Duty::Editor) { query.at(&format!("/staff/announcements/{id}/recipients.xlsx")) } else { String::new() },
        rows: rows.map(|proven| row(&who, &letters, proven)),
    }))
}

/// Names and addresses of all of them leave the house: for those who write announcements only.
pub(in crate::announcements) async fn xlsx(
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
    query: Query,
) -> Result<HttpResponse, Error> {
    const MANY: i64 = 5_000;
    let (reach, id, channel, now) = (who.reach().clone(), id.into_inner(), query.word("channel"), app.clock.now());
    let (number, rows, letters) = app
        .db
        .read(move |conn| {
            let (of, _) = zone::one(conn, &reach, id)?;
            let (mut all, mut letters, mut step) = (Vec::new(), HashMap::new(), Step::First);
            loop {
                let rows = store::proof::page(conn, reach.company(), id, channel, &step, MANY)?;
                let Some((last, _)) = rows.last() else { return Ok((of.number, all, letters)) };
                step = Step::After(Place { key: last.version.to_string(), id: last.contact_id.to_string() });
                letters.extend(outbox::outcomes(conn, &store::proof::letters_of(&rows))?);
                all.extend(rows);
            }
        })
        .await?;
    let locale = who.locale();
    let titles = ["name", "premises", "version", "channel", "language", "told", "result", "opened", "confirmed"];
    let headings = titles.iter().map(|title| Heading::new(t(locale, &format!("announcements.recipients.{title}")))).collect();
    let mut table = Table::new(number.clone(), headings);
    for proven in rows {
        let row = row(&who, &letters, proven);
        let texts = [
            row.name,
            row.premises,
            row.version.to_string(),
            row.channel,
            row.language.to_owned(),
            row.told,
            row.result,
            row.opened,
            row.confirmed,
        ];
        table.push(texts.into_iter().map(Value::text).collect());
    }
    taken::workbook(Book::new(now).with(table), &format!("{number}.xlsx")).await
}

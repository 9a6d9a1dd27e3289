//! Where banks' machines come. They speak by GET even when they tell of money, because their protocol says so; nothing of a session is looked at
//! here, so no page can lend its reader's rights to such a request. Whoever comes must know the secret part of the path and come
//! from an address that the bank gave us.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::db::Failure;
use crate::payments::Refused;
use crate::payments::biller::{self, Asked, Dialect, Outcome};
use crate::payments::store::doors::Door;
use crate::payments::telling::{self, Looked};
use crate::web::Error;
use crate::web::limits::{Limits, address};

/// How often a payment is written down again when somebody else kept an answer at the same moment.
const TRIES: usize = 3;

pub(in crate::payments) async fn answer(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let (dialect, secret) = path.into_inner();
    let dialect: Dialect = dialect.parse().map_err(|_| Error::NotFound)?;
    let (from, today, now) = (address(&req), app.clock.today(), app.clock.now());
    let (txn, read) = biller::read(dialect, req.query_string(), today);
    let asked = read.clone().ok();
    let may = move |door: &Door| {
        let most = u32::try_from(door.checks_per_minute).unwrap_or(u32::MAX);
        limits.within(&format!("biller {}", door.id), most, now)
    };
    let looked = app.db.read(move |conn| telling::look(conn, (dialect, &secret, from), &read, today, may)).await?;
    let say = |of: &Outcome| biller::say(dialect, &txn, asked.as_ref(), of);
    let body = match (looked, &asked) {
        (Looked::Stranger(door), _) => {
            tracing::warn!(%door, %from, "a stranger stands before a bank's door");
            return Err(Error::Forbidden);
        }
        (Looked::Known(outcome), _) => say(&outcome),
        (Looked::Before(text), _) => text,
        (Looked::New(door), Some(asked)) => match tell(&app, &door, asked).await {
            Ok(text) => text,
            Err(Failure::Refused(refused)) => {
                tracing::warn!(door = %door.id, txn, ?refused, "a bank's payment is refused");
                say(&Outcome::Refused)
            }
            // whether it was written is not known: nothing is said that could be taken for yes or for no
            Err(Failure::Broken(broken)) => {
                tracing::error!(door = %door.id, txn, "a bank's payment could not be written down: {broken}");
                if !dialect.says_later() {
                    return Err(broken.into());
                }
                say(&Outcome::Later)
            }
        },
        (Looked::New(_), None) => say(&Outcome::Garbled),
    };
    let media_type = biller::media_type(dialect);
    Ok(HttpResponse::Ok().content_type(media_type).insert_header((header::CACHE_CONTROL, "no-store")).body(body))
}

/// Writes a payment down; of two at the same moment one reads what the other wrote.
async fn tell(app: &App, door: &Door, asked: &Asked) -> Result<String, Failure<Refused>> {
    for _ in 1..TRIES {
        let (door, asked) = (door.clone(), asked.clone());
        match app.db.write(move |tx| telling::pay(tx, &door, &asked)).await {
            Err(Failure::Refused(Refused::Twice)) => {}
            told => return told,
        }
    }
    let (door, asked) = (door.clone(), asked.clone());
    app.db.write(move |tx| telling::pay(tx, &door, &asked)).await
}

//! That it is they who vote: a password typed a short while ago or with the ballot, or a code that was mailed to their address.

use actix_session::Session;
use actix_web::HttpRequest;

use crate::accounts;
use crate::app::App;
use crate::db::Never;
use crate::mail::outbox;
use crate::voting::booth::{Sure, booth_store, letters};
use crate::voting::meeting::MeetingId;
use crate::voting::rows::Meeting;
use crate::web::actor::{Acting, Recent, Resident};
use crate::web::limits::Limits;
use crate::web::{Error, Form, secrets};

/// Whether it was made sure of.
pub(super) enum Proved {
    /// It is they.
    Sure(Sure),
    /// Not yet: the form says why.
    Not,
}

/// What is kept of a code.
fn sealed(app: &App, who: &Resident, of: MeetingId, code: &str) -> String {
    let text = format!("{of}|{}|{code}", who.person());
    secrets::fingerprint(&secrets::sealed(&app.config.secret, "voting code", &text))
}

/// Six figures.
fn fresh() -> String {
    let number = secrets::random::<8>().iter().fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}

/// Whether a code can be mailed to them.
pub(super) async fn has_mail(app: &App, who: &Resident) -> Result<bool, Error> {
    let person = who.person();
    Ok(app.db.read(move |conn| accounts::reader(conn, person)).await?.email.is_some())
}

/// Mails a code; false, said in the form, when they had enough of them for now.
pub(super) async fn mail_code(app: &App, who: &Resident, of: &Meeting, form: &mut Form) -> Result<bool, Error> {
    let (code, person, company, of) = (fresh(), who.person(), who.company(), of.clone());
    let (kept, config) = (sealed(app, who, of.id, &code), app.config.clone());
    let sent = app.db.write::<_, Never>(move |tx| {
        let to = accounts::reader(tx, person)?;
        let Some(email) = to.email.clone() else { return Ok(false) };
        if !booth_store::codes::keep(tx, (company, of.id, person), &kept)? {
            return Ok(false);
        }
        let names = booth_store::telling::names(tx, company)?;
        let now = tx.now();
        outbox::post(tx, &letters::code(&config, &of, &names, (person, &to), (&email, &code), now))?;
        Ok(true)
    });
    let sent = sent.await.map_err(crate::db::Broken::from)?;
    if !sent {
        form.refuse("letter", "voting.booth.refused.codes");
    }
    Ok(sent)
}

/// Looks at what a form carries: a mailed code, or else a password, unless that was typed a short while ago.
pub(super) async fn prove(
    req: &HttpRequest,
    app: &App,
    limits: &Limits,
    session: &Session,
    who: &Resident,
    of: &Meeting,
    form: &mut Form,
) -> Result<Proved, Error> {
    if let Ok(recent) = Recent::of(who.clone(), app.clock.now()) {
        return Ok(Proved::Sure(Sure { who: (*recent).clone(), code: None }));
    }
    limits.knock(req)?;
    let code: String = form.value("letter").chars().filter(char::is_ascii_digit).take(12).collect();
    if !form.value("letter").is_empty() {
        let (whose, kept) = ((who.company(), of.id, who.person()), sealed(app, who, of.id, &code));
        let due = app.db.write::<_, Never>(move |tx| Ok(booth_store::codes::try_one(tx, whose)?));
        if due.await.map_err(crate::db::Broken::from)?.is_some_and(|due| secrets::same(due.as_bytes(), kept.as_bytes())) {
            return Ok(Proved::Sure(Sure { who: who.clone(), code: Some(kept) }));
        }
        form.refuse("letter", "voting.booth.refused.code");
        return Ok(Proved::Not);
    }
    if !accounts::prove_with(app, session, who, form).await? {
        return Ok(Proved::Not);
    }
    Ok(Proved::Sure(Sure { who: who.clone(), code: None }))
}

//! Notices: what a person is told, in the portal's inbox and by mail.
//!
//! Whatever happens to somebody is said once, by [`tell`], in the transaction in which it happens: a line in their inbox at once, and
//! a letter if they wish one and as they wish it ([`plan`] has the rules). Telling again under the same once-key does nothing and
//! gives the same answer, so a job may be retried. News of a thing replaces older unread news of the same thing.
//! What was read or is no longer true ([`withdraw`]) is left out of letters that are not written yet.
//!
//! Every letter that may be refused carries an address that refuses this one kind by one POST (RFC 8058) without signing in;
//! opening that address refuses nothing. What the law or danger demands carries none.

mod digest;
mod hours;
mod kind;
mod letters;
mod naming;
pub mod pages;
mod plan;
mod stop;
mod store;
mod telling;

use chrono::TimeDelta;
use diesel::QueryResult;

pub use digest::mail_digests;
pub use kind::{Kind, Pace};
pub use naming::namings;
pub use telling::tell;

use crate::app::App;
use crate::db::{BATCH, Broken, Conn, Never, Tx};
use crate::mail::{Body, LetterId};
use crate::text::Locale;
use crate::web::Routes;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A line in somebody's inbox.
    NoticeId,
}

/// What a letter carried: whom it told of what.
#[derive(Clone, Debug)]
pub struct Carried {
    /// Whom.
    pub person: PersonId,
    /// On behalf of which company.
    pub company: CompanyId,
    /// Of what kind of news.
    pub kind: Kind,
    /// Of what, by its id.
    pub subject_id: String,
}

/// Whom a letter told of what; `None` when it told nobody of anything, or of several things at once.
///
/// # Errors
/// When the database fails.
pub fn carried(conn: &mut Conn, letter: &str) -> QueryResult<Option<Carried>> {
    store::telling::by_letter(conn, letter)
}

/// How long what was read is kept.
const READ: TimeDelta = TimeDelta::days(365);
/// How long what nobody has read is kept.
const UNREAD: TimeDelta = TimeDelta::days(2 * 365);

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{desk, inbox, opened, settings, stopping};
    routes
        .get("/notifications", inbox::show)
        .post("/notifications/reading", inbox::read_all)
        .get("/notifications/settings", settings::show)
        .post("/notifications/settings", settings::save)
        .post("/notifications/{notice}/reading", inbox::read_one)
        .get("/unsubscribe/{token}", stopping::show)
        .post("/unsubscribe/{token}", stopping::stop)
        .post("/unsubscribe/{token}/again", stopping::again)
        .get("/staff/mail", desk::show)
        .post("/staff/mail/{letter}/again", desk::again)
        .get("/operator/mail", opened::index)
        .get("/operator/mail/{letter}", opened::show)
        .get("/operator/mail/{letter}/html", opened::html);
}

/// Something a person is told.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What it is about.
    pub kind: Kind,
    /// Whose news it is.
    pub company: CompanyId,
    /// That company's name in the reader's language: it stands as the letter's sender.
    pub company_name: String,
    /// Who is told.
    pub person: PersonId,
    /// The thing that the news is of: by it the notice is read and withdrawn.
    pub subject_id: String,
    /// Whatever makes this the same news as another one: nobody is told twice under one key.
    pub once_key: String,
    /// The reader's language.
    pub locale: Locale,
    /// One line.
    pub title: String,
    /// The beginning of the matter, plain.
    pub excerpt: String,
    /// Where it is to be read: a path of ours.
    pub href: String,
    /// The letter; without one the person is told in the portal only.
    pub letter: Option<LetterDraft>,
    /// How the reader is called.
    pub to_name: String,
    /// Where letters reach them; `None` for nowhere.
    pub to_address: Option<String>,
}

/// A letter without what stands around it: sender, reason and the way to refuse are added.
#[derive(Clone, Debug)]
pub struct LetterDraft {
    /// The subject, one line.
    pub subject: String,
    /// The matter.
    pub body: Body,
}

/// By which way somebody was told at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// In the portal and by a letter of its own.
    Mail,
    /// In the portal.
    Portal,
}

/// How somebody was told: the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whether this call told them; `false` when they had been told under this key before, and the rest says how.
    pub notice: bool,
    /// By which way at once.
    pub channel: Channel,
    /// The letter of its own.
    pub letter: Option<LetterId>,
    /// Whether it was put by for a letter with others. That one is written only if it is not read before.
    pub digest: bool,
}

/// Takes news of a thing back: what is unread is read, what waits for a letter is left out of it. In the inbox it stays, marked.
///
/// # Errors
/// When the database fails.
pub fn withdraw(tx: &mut Tx<'_>, subject_id: &str) -> QueryResult<()> {
    store::inbox::withdraw(tx, subject_id)
}

/// Notes that somebody has seen the thing itself.
///
/// # Errors
/// When the database fails.
pub fn mark_read(tx: &mut Tx<'_>, person: PersonId, subject_id: &str) -> QueryResult<()> {
    store::inbox::read(tx, person, &store::inbox::Which::Subject(subject_id)).map(|_| ())
}

/// Removes old notices and gives how many: those that were read after a year, the others after two. Who was told of an announcement
/// stands in its proof, not here. A task for the schedule, once a day.
///
/// # Errors
/// When the database fails; whole batches are gone by then or not at all.
pub async fn prune(app: &App) -> Result<usize, Broken> {
    let now = app.clock.now();
    let mut pruned = 0;
    loop {
        let gone = app.db.write::<_, Never>(move |tx| Ok(store::inbox::prune(tx, now - READ, now - UNREAD)?)).await?;
        pruned += gone;
        if gone < BATCH {
            return Ok(pruned);
        }
    }
}

#[cfg(test)]
mod tests;

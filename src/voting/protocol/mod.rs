//! The protocol (*хаттама*, *протокол собрания*; art. 42(12)–(17)): made of the count, signed on paper, laid in, published to every owner.
//!
//! ```text
//! counted ─▶ a draft is made ─▶ (check without errors, signed scan laid in) signed ─▶ made without «draft» ─▶ published ─▶ archived
//! ```
//! A version is a row and a file; all versions of a meeting have one code, by which anybody can look it up without signing in. Owners of the
//! house read it whole: they have the right to know how others voted (art. 42(10)). Whoever only lives there reads an extract without names
//! (art. 51-1(5) 14).

mod annexes;
mod copies;
mod facts;
mod jobs;
pub(in crate::voting) mod letters;
pub(in crate::voting) mod pages;
mod paper;
mod settle;

use diesel::QueryResult;
use serde_json::json;

pub(in crate::voting) use facts::{Facts, Reading};
pub use jobs::{MakeProtocol, TellPublished};
pub(in crate::voting) use paper::draw;
pub use settle::{settle_copy, settle_published};

use super::counting::{Done, Finding, Refused, no, ours};
use super::meeting::{MeetingId, State, Step};
use super::rows::Meeting;
pub use super::store::protocol_rows::{CopyId, CopyRow, Protocol};
use super::{receipt, store};
use crate::audit;
use crate::db::types::to_text;
use crate::db::{Conn, Tx};
use crate::files::{self, FileRow, Kept, Shelf};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Routes, secrets};
use crate::who::CompanyId;

/// Where protocols stand, each beside its meeting and version.
pub(in crate::voting) const SHELF: Shelf = Shelf("voting.protocols");
/// Where the pages of the signed protocol stand, beside their meeting.
pub(in crate::voting) const SIGNED: Shelf = Shelf("voting.signed");

/// The addresses of this room.
pub(in crate::voting) fn routes(routes: &mut Routes<'_>) {
    use pages::{copies, desk, read, signing};
    routes
        .get("/staff/votes/{meeting}/protocol", desk::show)
        .get("/staff/votes/{meeting}/protocol.pdf", desk::pdf)
        .post("/staff/votes/{meeting}/protocol", desk::make)
        .post("/staff/votes/{meeting}/scan", signing::sign)
        .get("/staff/votes/{meeting}/scan", desk::scan)
        .get("/staff/votes/{meeting}/publication", signing::ask)
        .post("/staff/votes/{meeting}/publication", signing::publish)
        .post("/staff/votes/{meeting}/archive", signing::archive)
        .get("/staff/votes/{meeting}/copies", copies::desk)
        .post("/staff/votes/{meeting}/copies/{copy}", copies::give)
        .get("/votes/{meeting}/protocol.pdf", read::pdf)
        .get("/votes/{meeting}/scan", read::scan)
        .get("/votes/{meeting}/copies", copies::mine)
        .post("/votes/{meeting}/copies", copies::ask);
}

/// The pages as the tests look at them.
pub(in crate::voting) fn samples() -> Vec<(&'static str, Box<dyn crate::web::Shown>)> {
    vec![
        ("voting/protocol/desk", Box::new(pages::desk::Show::sample())),
        ("voting/protocol/publication", Box::new(pages::signing::Ask::sample())),
        ("voting/protocol/copies_desk", Box::new(pages::copies::Desk::sample())),
        ("voting/protocol/copies", Box::new(pages::copies::Mine::sample())),
    ]
}

/// A code nobody guesses: sixty bits, as people type it.
fn code() -> String {
    let letters = to_text(u128::from_be_bytes(secrets::random::<16>()));
    receipt::spelt(&letters.chars().rev().take(12).collect::<String>())
}

/// Asks for the next version of a meeting's protocol: a draft until it is signed.
pub(in crate::voting) fn begin(tx: &mut Tx<'_>, of: &Meeting) -> QueryResult<Protocol> {
    let last = store::protocols::versions(tx, of.company_id, of.id)?.into_iter().next();
    let new = Protocol {
        company_id: of.company_id,
        meeting_id: of.id,
        version: last.as_ref().map_or(1, |last| last.version + 1),
        code: last.map_or_else(code, |last| last.code),
        draft: matches!(of.state, State::Counted),
        sha256: String::new(),
        asked_at: tx.now(),
        made_at: None,
    };
    store::protocols::add(tx, &new)?;
    crate::jobs::enqueue(tx, &MakeProtocol { company: of.company_id, meeting: of.id, version: new.version })?;
    Ok(new)
}

/// The newest version that was made, with its file.
pub(in crate::voting) fn newest(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Option<(Protocol, FileRow)>> {
    let made = store::protocols::versions(conn, company, of)?.into_iter().find(|version| version.made_at.is_some());
    let Some(made) = made else { return Ok(None) };
    let subject = made.subject();
    let file =
        files::on_shelf(conn, company, SHELF, std::slice::from_ref(&subject))?.remove(&subject).and_then(|mut all| all.pop());
    Ok(file.map(|file| (made, file)))
}

/// The pages of the signed protocol, in the order in which they were laid in.
pub(in crate::voting) fn scans(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<FileRow>> {
    let subject = of.to_string();
    Ok(files::on_shelf(conn, company, SIGNED, std::slice::from_ref(&subject))?.remove(&subject).unwrap_or_default())
}

/// Makes it anew: somebody's name was put right, or the first file was lost.
pub(in crate::voting) fn anew(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Done<()> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, &of)?;
    if of.state != State::Counted {
        return no(Refused::NotNow);
    }
    begin(tx, &of)?;
    Ok(audit::by(who).did("voting.protocol_asked", ("meeting", id)).with(json!({ "number": of.number })).record(tx)?)
}

/// Lays the signed protocol in; only one that the check has nothing against.
pub(in crate::voting) fn sign(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    id: MeetingId,
    scans: &[Kept],
    findings: &[Finding],
) -> Done<()> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, &of)?;
    let Some(state) = of.state.after(Step::Sign) else { return no(Refused::NotNow) };
    if findings.iter().any(|finding| finding.stops) {
        return no(Refused::Unsound);
    }
    if newest(tx, of.company_id, id)?.is_none() {
        return no(Refused::NotMade);
    }
    if !store::protocols::step(tx, &of, state)? {
        return no(Refused::NotNow);
    }
    for scan in scans {
        files::add(tx, of.company_id, SIGNED, &id.to_string(), scan, Some(who.person()))?;
    }
    begin(tx, &Meeting { state, ..of.clone() })?;
    let details = json!({ "number": of.number, "pages": scans.len() });
    Ok(audit::by(who).did("voting.protocol_signed", ("meeting", id)).with(details).record(tx)?)
}

/// Gives it to every owner of the house.
pub(in crate::voting) fn publish(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Done<()> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, &of)?;
    let Some(state) = of.state.after(Step::Publish) else { return no(Refused::NotNow) };
    if newest(tx, of.company_id, id)?.is_none_or(|(made, _)| made.draft) {
        return no(Refused::NotMade);
    }
    if !store::protocols::step(tx, &of, state)? {
        return no(Refused::NotNow);
    }
    let day = tx.today();
    crate::jobs::enqueue(tx, &TellPublished { company: of.company_id, meeting: id, day })?;
    Ok(audit::by(who).did("voting.protocol_published", ("meeting", id)).with(json!({ "number": of.number })).record(tx)?)
}

/// Puts it away; it stays readable.
pub(in crate::voting) fn archive(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Done<()> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, &of)?;
    let Some(state) = of.state.after(Step::Archive) else { return no(Refused::NotNow) };
    if !store::protocols::step(tx, &of, state)? {
        return no(Refused::NotNow);
    }
    Ok(audit::by(who).did("voting.archived", ("meeting", id)).with(json!({ "number": of.number })).record(tx)?)
}

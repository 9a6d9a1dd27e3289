//! Votes on paper: sheets, the two who read them, co-owners who disagree, and the sums; the turnout, and who is reminded.

mod disputes;
mod races;
mod reading;
mod sheets;
mod sums;
mod turnout;

use aula::db::Never;
use aula::db::schema::{ballots, meeting_sheets, sheet_entries, voting_events};
use aula::homes::PremisesId;
use aula::voting::{self, Channel, Choices, PastVote};
use chrono::TimeDelta;
use diesel::prelude::*;

use crate::support::assembly::{Assembly, Called};
use crate::support::{Person, Screen, TestPortal};

/// A house whose sheets were given out: all sixteen.
pub(crate) async fn issued(portal: &TestPortal, boss: &Person) -> Assembly {
    let here = Assembly::settle(portal, Called::open()).await;
    portal.send(boss, &staff(&here, "/sheets"), &[("entrance", "")]).await.is(303);
    portal.work().await;
    here
}

/// A page of the meeting, for staff.
pub(crate) fn staff(here: &Assembly, tail: &str) -> String {
    format!("/staff/votes/{}{tail}", here.meeting)
}

/// The number of a unit's sheet that stands, and where it is.
pub(crate) async fn sheet(portal: &TestPortal, of: PremisesId) -> (i32, String, String) {
    let read = portal.app.db.read(move |conn| {
        meeting_sheets::table
            .filter(meeting_sheets::premises_id.eq(of))
            .filter(meeting_sheets::state.ne("spoiled"))
            .select((meeting_sheets::number, meeting_sheets::state, meeting_sheets::id))
            .first::<(i32, String, String)>(conn)
    });
    read.await.expect("a sheet")
}

/// The latest entry of a unit: its id and how far it has come.
pub(crate) async fn entry(portal: &TestPortal, of: PremisesId) -> (String, String) {
    let read = portal.app.db.read(move |conn| {
        sheet_entries::table
            .filter(sheet_entries::premises_id.eq(of))
            .filter(sheet_entries::state.ne("again"))
            .order(sheet_entries::id.desc())
            .select((sheet_entries::id, sheet_entries::state))
            .first::<(String, String)>(conn)
    });
    read.await.expect("an entry")
}

/// Channel, standing and choices of a unit's ballots, in their order: `paper counts ff--`.
pub(crate) async fn votes(portal: &TestPortal, of: PremisesId) -> Vec<String> {
    let read = portal.app.db.read(move |conn| {
        ballots::table
            .filter(ballots::premises_id.eq(of))
            .order(ballots::version)
            .select((ballots::channel, ballots::standing, ballots::choices))
            .load::<(String, String, String)>(conn)
    });
    let rows = read.await.expect("ballots");
    rows.into_iter().map(|(channel, standing, choices)| format!("{channel} {standing} {choices}")).collect()
}

/// The lines of the chain.
pub(crate) async fn chain(portal: &TestPortal) -> Vec<String> {
    portal
        .app
        .db
        .read(|conn| voting_events::table.order(voting_events::place).select(voting_events::line).load(conn))
        .await
        .expect("a chain")
}

/// What is typed of a sheet that is a vote.
pub(crate) fn read<'a>(number: &'a str, marks: &'a str, voter: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("number", number), ("marks", marks), ("voter", voter), ("signed_on", "2026-11-20"), ("flaw", "")]
}

/// Enters a sheet of a flat.
pub(crate) async fn enter(
    portal: &TestPortal,
    who: &Person,
    here: &Assembly,
    of: PremisesId,
    marks: &str,
    voter: &str,
) -> Screen {
    let (number, card) = (sheet(portal, of).await.0.to_string(), here.card(voter).to_string());
    portal.upload(who, &staff(here, "/entries"), &read(&number, marks, &card), &[]).await
}

/// Reads the sheet that waits.
pub(crate) async fn confirm(
    portal: &TestPortal,
    who: &Person,
    here: &Assembly,
    of: PremisesId,
    marks: &str,
    voter: &str,
) -> Screen {
    let (id, _) = entry(portal, of).await;
    let card = here.card(voter).to_string();
    portal.send(who, &staff(here, &format!("/entries/{id}")), &read("", marks, &card)).await
}

/// Votes in the portal.
pub(crate) async fn vote(portal: &TestPortal, here: &Assembly, of: PremisesId, voter: &str, choices: &str) -> bool {
    let (company, meeting) = (here.company, here.meeting);
    let vote = PastVote {
        premises: of,
        channel: Channel::Portal,
        voter: (here.card(voter), voter.to_owned()),
        caster: (None, voter.to_owned()),
        choices: Choices::read(choices).expect("letters"),
        at: portal.app.clock.now() - TimeDelta::hours(1),
    };
    portal.app.db.write(move |tx| voting::settle_votes(tx, company, meeting, &[vote])).await.is_ok()
}

/// What stands between the meeting and its count.
pub(crate) async fn open(portal: &TestPortal, here: &Assembly) -> voting::OpenMatters {
    let (company, meeting) = (here.company, here.meeting);
    portal.app.db.read(move |conn| voting::open_matters(conn, company, meeting)).await.expect("sums")
}

/// Ends the voting, as the job at its time does.
pub(crate) async fn close(portal: &TestPortal, here: &Assembly) {
    use aula::db::schema::meetings;
    let id = here.meeting;
    let closed = portal.app.db.write::<_, Never>(move |tx| {
        Ok(diesel::update(meetings::table.filter(meetings::id.eq(id))).set(meetings::state.eq("counting")).execute(&mut **tx)?)
    });
    closed.await.ok().expect("a meeting");
}

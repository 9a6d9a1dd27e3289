//! Meetings that are over: one counted, one whose protocol is signed, one whose protocol is published and of which somebody wants a copy.

use aula::db::Conn;
use aula::db::schema::{ballots, meeting_owners, meeting_questions, meeting_units, meetings, protocol_copies, protocols};
use aula::files::Digest;
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use super::{PAPER, Side, file, now};

impl Side {
    /// A meeting that is over: 1 counted, 2 signed, 3 published.
    pub(crate) fn past_meeting(self, number: u128) -> String {
        self.of(0x57, number)
    }

    /// The meeting on which an address of a protocol, the count or the proof has something to show.
    pub(crate) fn meeting_over(self, path: &str) -> Option<String> {
        let ends = |all: &[&str]| all.iter().any(|end| path.ends_with(end));
        if path.contains("/copies") || path.starts_with("/votes/") && ends(&["/protocol.pdf", "/scan", "/bulletin", "/pack.zip"])
        {
            Some(self.past_meeting(3))
        } else if path.starts_with("/staff/votes/") && ends(&["/publication"]) {
            Some(self.past_meeting(2))
        } else if ends(&["/scan", "/archive"]) {
            Some(self.past_meeting(3))
        } else {
            ends(&["/count", "/signers", "/protocol", "/protocol.pdf", "/pack.zip"]).then(|| self.past_meeting(1))
        }
    }

    /// A copy of the published protocol that somebody has asked for.
    pub(crate) fn copy(self) -> String {
        self.of(0x58, 1)
    }
}

pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    for (number, state) in [(1, "counted"), (2, "signed"), (3, "published")] {
        meeting(conn, side, number, state)?;
        agenda(conn, side, number)?;
        protocol(conn, side, number, state == "counted")?;
    }
    file(conn, side, 28, "voting.signed", &side.past_meeting(3))?;
    diesel::insert_into(protocol_copies::table)
        .values((
            (protocol_copies::id.eq(side.copy()), protocol_copies::company_id.eq(side.company())),
            (protocol_copies::meeting_id.eq(side.past_meeting(3)), protocol_copies::person_id.eq(side.owner().id())),
            (protocol_copies::name.eq(side.owner().name), protocol_copies::note.eq("")),
            (
                protocol_copies::asked_at.eq(now()),
                protocol_copies::due_on.eq(NaiveDate::from_ymd_opt(2026, 11, 27).expect("a day")),
            ),
        ))
        .execute(conn)
        .map(drop)
}

fn meeting(conn: &mut Conn, side: Side, number: u128, state: &str) -> QueryResult<()> {
    let at = |days| now() - TimeDelta::days(days);
    diesel::insert_into(meetings::table)
        .values((
            (
                meetings::id.eq(side.past_meeting(number)),
                meetings::company_id.eq(side.company()),
                meetings::building_id.eq(side.building(1)),
                meetings::number.eq(format!("2026-09{number:04}")),
            ),
            (
                meetings::state.eq(state),
                meetings::format.eq("absentee"),
                meetings::by_portal.eq(true),
                meetings::by_paper.eq(true),
            ),
            (
                meetings::initiator.eq("manager"),
                meetings::edition.eq(NaiveDate::from_ymd_opt(2025, 9, 17).expect("a day")),
                meetings::title_kk.eq("Есептік жиналыс"),
                meetings::title_ru.eq("Отчётное собрание"),
            ),
            (meetings::venue_kk.eq(""), meetings::venue_ru.eq(""), meetings::shown.eq("live"), meetings::tellers.eq("")),
            (
                meetings::opens_at.eq(at(30)),
                meetings::closes_at.eq(at(15)),
                meetings::notified_at.eq(at(40)),
                meetings::closed_at.eq(at(15)),
            ),
            (meetings::chair.eq("Жұмабаев Ерлан"), meetings::secretary.eq("Төлегенова Айжан")),
            (meetings::roll_hash.eq(""), meetings::names_hash.eq(""), meetings::head_place.eq(0_i64), meetings::head_hash.eq("")),
            (
                meetings::head_at.eq(at(15)),
                meetings::author_id.eq(side.manager().id()),
                meetings::created_at.eq(at(41)),
                meetings::updated_at.eq(at(15)),
            ),
        ))
        .execute(conn)
        .map(drop)
}

fn agenda(conn: &mut Conn, side: Side, number: u128) -> QueryResult<()> {
    let meeting = side.past_meeting(number);
    diesel::insert_into(meeting_questions::table)
        .values((
            (
                meeting_questions::id.eq(side.of(0x59, number)),
                meeting_questions::company_id.eq(side.company()),
                meeting_questions::meeting_id.eq(&meeting),
                meeting_questions::place.eq(1),
            ),
            (meeting_questions::item.eq(6), meeting_questions::roll.eq("homes"), meeting_questions::base.eq("all")),
            (meeting_questions::over_of.eq(1), meeting_questions::over_in.eq(2)),
            (meeting_questions::quorum_of.eq(1), meeting_questions::quorum_in.eq(2), meeting_questions::article.eq("42(8)")),
            (meeting_questions::title_kk.eq("Смета"), meeting_questions::title_ru.eq("Смета расходов")),
            (meeting_questions::text_kk.eq("Бекіту"), meeting_questions::text_ru.eq("Утвердить")),
            (meeting_questions::formula.eq("none"), meeting_questions::was.eq(0_i64), meeting_questions::becomes.eq(0_i64)),
            meeting_questions::result.eq("carried"),
        ))
        .execute(conn)?;
    let unit = (
        (meeting_units::company_id.eq(side.company()), meeting_units::meeting_id.eq(&meeting)),
        (meeting_units::premises_id.eq(side.premises(1)), meeting_units::label.eq("K7Q2-M9XA"), meeting_units::kind.eq("flat")),
        (meeting_units::number.eq("1"), meeting_units::entrance.eq("1"), meeting_units::sort_key.eq("1")),
    );
    diesel::insert_into(meeting_units::table).values(unit).execute(conn)?;
    let owner = (
        (meeting_owners::company_id.eq(side.company()), meeting_owners::meeting_id.eq(&meeting)),
        (meeting_owners::premises_id.eq(side.premises(1)), meeting_owners::contact_id.eq(side.contact(1))),
        (meeting_owners::holding_id.eq(side.holding(1)), meeting_owners::person_id.eq(side.owner().id())),
        meeting_owners::name.eq(side.owner().name),
    );
    diesel::insert_into(meeting_owners::table).values(owner).execute(conn)?;
    let ballot = (
        (ballots::id.eq(side.of(0x5a, number)), ballots::company_id.eq(side.company()), ballots::meeting_id.eq(&meeting)),
        (ballots::premises_id.eq(side.premises(1)), ballots::version.eq(1), ballots::channel.eq("portal")),
        (ballots::standing.eq("counts"), ballots::choices.eq("f"), ballots::voter_id.eq(side.contact(1))),
        (ballots::voter_name.eq(side.owner().name), ballots::caster_id.eq(side.owner().id())),
        (ballots::caster_name.eq(side.owner().name), ballots::why.eq(""), ballots::receipt.eq("7YQ2-M9XA-4T0C")),
        (ballots::nonce.eq("chance"), ballots::place.eq(3_i64), ballots::cast_at.eq(now() - TimeDelta::days(20))),
    );
    diesel::insert_into(ballots::table).values(ballot).execute(conn).map(drop)
}

fn protocol(conn: &mut Conn, side: Side, number: u128, draft: bool) -> QueryResult<()> {
    let meeting = side.past_meeting(number);
    let row = (
        (protocols::company_id.eq(side.company()), protocols::meeting_id.eq(&meeting), protocols::version.eq(1)),
        (protocols::code.eq(format!("{side:?}-{number}").to_uppercase()), protocols::draft.eq(draft)),
        (
            protocols::sha256.eq(Digest::of(PAPER).as_str().to_owned()),
            protocols::asked_at.eq(now()),
            protocols::made_at.eq(now()),
        ),
    );
    diesel::insert_into(protocols::table).values(row).execute(conn)?;
    file(conn, side, 23 + number, "voting.protocols", &format!("{meeting}.1"))
}

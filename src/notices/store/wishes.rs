//! How people wish to be told.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{notice_hours, notice_wishes, notices, people};
use crate::db::{Conn, Listed, Tx};
use crate::notices::hours::Hours;
use crate::notices::kind::{BY_MAIL, Kind, Pace};
use crate::notices::plan::Digest;
use crate::on_each;
use crate::who::PersonId;

/// All that one person chose, and where letters reach them.
pub(in crate::notices) fn of(conn: &mut Conn, person: PersonId) -> QueryResult<(HashMap<Kind, Pace>, Hours, Option<String>)> {
    let wishes: Vec<(Kind, Pace)> = notice_wishes::table
        .filter(notice_wishes::person_id.eq(person))
        .filter(notice_wishes::channel.eq(BY_MAIL))
        .select((notice_wishes::kind, notice_wishes::pace))
        .load(conn)?;
    let email: Option<String> = people::table.find(person).select(people::email).first(conn)?;
    let hours: Option<(Option<i32>, Option<i32>, i32)> = notice_hours::table
        .find(person)
        .select((notice_hours::quiet_from, notice_hours::quiet_until, notice_hours::digest_at))
        .first(conn)
        .optional()?;
    let hours = hours.map_or_else(Hours::default, |(from, until, digest_at)| Hours::kept(from, until, Some(digest_at)));
    Ok((wishes.into_iter().collect(), hours, email))
}

pub(in crate::notices) fn keep(tx: &mut Tx<'_>, person: PersonId, kind: Kind, pace: Pace) -> QueryResult<()> {
    let row = (
        notice_wishes::person_id.eq(person),
        notice_wishes::kind.eq(kind),
        notice_wishes::channel.eq(BY_MAIL),
        notice_wishes::pace.eq(pace),
    );
    on_each!(&mut **tx, c => diesel::insert_into(notice_wishes::table)
        .values(row)
        .on_conflict((notice_wishes::person_id, notice_wishes::kind, notice_wishes::channel))
        .do_update()
        .set(notice_wishes::pace.eq(pace))
        .execute(c))?;
    if pace == Pace::Off {
        let waiting = notices::table
            .filter(notices::person_id.eq(person))
            .filter(notices::kind.eq(kind))
            .filter(notices::digest.among(Digest::on_the_way()));
        diesel::update(waiting).set(notices::digest.eq(Digest::Dropped)).execute(&mut **tx)?;
    }
    Ok(())
}

pub(in crate::notices) fn keep_hours(tx: &mut Tx<'_>, person: PersonId, hours: Hours) -> QueryResult<()> {
    let kept = |hour: u32| i32::try_from(hour).unwrap_or_default();
    let row = (
        notice_hours::quiet_from.eq(hours.quiet.map(|quiet| kept(quiet.from))),
        notice_hours::quiet_until.eq(hours.quiet.map(|quiet| kept(quiet.until))),
        notice_hours::digest_at.eq(kept(hours.digest_at)),
    );
    on_each!(&mut **tx, c => diesel::insert_into(notice_hours::table)
        .values((notice_hours::person_id.eq(person), row))
        .on_conflict(notice_hours::person_id)
        .do_update()
        .set(row)
        .execute(c))?;
    Ok(())
}

/// Whether there is such a person.
pub(in crate::notices) fn exists(conn: &mut Conn, person: PersonId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(people::table.find(person))).get_result(conn)
}

//! What residents see, and that they saw it.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::announcements::kind::{AnnouncementId, Kind, Stage};
use crate::announcements::rows::{Announcement, Headline, Version};
use crate::clock::Moment;
use crate::db::schema::{announcement_premises, announcement_reads, announcement_scopes, announcement_versions, announcements};
use crate::db::{Conn, Listed as _, Tx};
use crate::homes;
use crate::on_each;
use crate::web::Step;
use crate::web::actor::{Acting, Resident};
use crate::who::{CompanyId, PersonId};

/// Which announcements a resident wants to see.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::announcements) struct Wanted {
    pub(in crate::announcements) past: bool,
    pub(in crate::announcements) kind: Option<Kind>,
}

/// When somebody opened it, if they did, and when they confirmed its present wording.
pub(in crate::announcements) type ReadAt = Option<(Moment, Option<Moment>)>;
/// An announcement as a resident reads it.
pub(in crate::announcements) type Seen = (Announcement, Version, ReadAt);
/// A row of a resident's list.
pub(in crate::announcements) type Listed = (Announcement, Headline, ReadAt);

type Row<V> = (Announcement, V, Option<(Moment, Option<Moment>, Option<i32>)>);

/// Whoever confirmed an older wording has not confirmed this one.
fn seen<V>((of, version, read): Row<V>) -> (Announcement, V, ReadAt) {
    let read = read.map(|(opened, confirmed, wording)| (opened, confirmed.filter(|_| wording == Some(of.version))));
    (of, version, read)
}

/// The announcements that concern somebody: those whose scopes reach what they hold today, and those they were told of because of
/// premises that they still hold.
/// Each is asked by itself whether it does, so that a list of twenty reads not all there ever were.
/// A macro, because the type of the query cannot be written down.
macro_rules! concerning {
    ($who:expr, $words:ty) => {{
        let who: &Resident = $who;
        let company = who.company();
        let held: Vec<String> = who.homes().iter().map(|home| home.premises.clone()).collect();
        let told = announcement_premises::table
            .filter(announcement_premises::announcement_id.eq(announcements::id))
            .filter(announcement_premises::person_id.eq(who.person()))
            .filter(announcement_premises::premises_id.among(held));
        let said = announcement_scopes::subject_id
            .concat("/")
            .concat(announcement_scopes::premises_kind)
            .concat("/")
            .concat(announcement_scopes::holds);
        let reached = announcement_scopes::table
            .filter(announcement_scopes::announcement_id.eq(announcements::id))
            .filter(said.among(homes::reaching(company, who.homes())));
        announcements::table
            .inner_join(
                announcement_versions::table.on(announcement_versions::announcement_id
                    .eq(announcements::id)
                    .and(announcement_versions::version.eq(announcements::version))),
            )
            .left_join(announcement_reads::table.on(
                announcement_reads::announcement_id.eq(announcements::id).and(announcement_reads::person_id.eq(who.person())),
            ))
            .select((
                Announcement::as_select(),
                <$words>::as_select(),
                (announcement_reads::opened_at, announcement_reads::confirmed_at, announcement_reads::confirmed_version)
                    .nullable(),
            ))
            .filter(announcements::company_id.eq(company))
            .filter(exists(told).or(exists(reached)))
            .into_boxed()
    }};
}

/// A page of the list, newest first: an index gives it in order, and the first twenty that concern somebody are enough.
pub(in crate::announcements) fn page(
    conn: &mut Conn,
    who: &Resident,
    wanted: Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Listed>> {
    let stage = if wanted.past { Stage::Past } else { Stage::Shown };
    let mut query = concerning!(who, Headline).filter(announcements::stage.eq(stage)).limit(limit);
    if let Some(kind) = wanted.kind {
        query = query.filter(announcements::kind.eq(kind));
    }
    query = match step {
        Step::First => query.order(announcements::id.desc()),
        Step::After(at) => query.filter(announcements::id.lt(at.id.clone())).order(announcements::id.desc()),
        Step::Before(at) => query.filter(announcements::id.gt(at.id.clone())).order(announcements::id.asc()),
    };
    Ok(query.load::<Row<Headline>>(conn)?.into_iter().map(seen).collect())
}

/// One of them, if it concerns the person and is public.
pub(in crate::announcements) fn one(conn: &mut Conn, who: &Resident, id: AnnouncementId) -> QueryResult<Seen> {
    concerning!(who, Version)
        .filter(announcements::id.eq(id))
        .filter(announcements::stage.ne(Stage::Desk))
        .first::<Row<Version>>(conn)
        .map(seen)
}

/// Notes that somebody opened it; the first time stands.
pub(in crate::announcements) fn opened(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: AnnouncementId,
    person: PersonId,
) -> QueryResult<usize> {
    let row = (
        announcement_reads::company_id.eq(company),
        announcement_reads::announcement_id.eq(id),
        announcement_reads::person_id.eq(person),
        announcement_reads::opened_at.eq(tx.now()),
    );
    on_each!(&mut **tx, c => diesel::insert_into(announcement_reads::table).values(row).on_conflict_do_nothing().execute(c))
}

/// Notes that somebody says they have read it; the first time for each wording stands.
pub(in crate::announcements) fn confirmed(
    tx: &mut Tx<'_>,
    id: AnnouncementId,
    person: PersonId,
    version: i32,
) -> QueryResult<usize> {
    let now = tx.now();
    let mine = announcement_reads::table
        .filter(announcement_reads::announcement_id.eq(id))
        .filter(announcement_reads::person_id.eq(person))
        .filter(
            announcement_reads::confirmed_version
                .is_null()
                .or(announcement_reads::confirmed_version.lt(version))
                .assume_not_null(),
        );
    diesel::update(mine)
        .set((announcement_reads::confirmed_at.eq(now), announcement_reads::confirmed_version.eq(version)))
        .execute(&mut **tx)
}

/// Which wording somebody confirmed.
pub(in crate::announcements) fn confirmed_version(
    conn: &mut Conn,
    id: AnnouncementId,
    person: PersonId,
) -> QueryResult<Option<i32>> {
    announcement_reads::table
        .filter(announcement_reads::announcement_id.eq(id))
        .filter(announcement_reads::person_id.eq(person))
        .select(announcement_reads::confirmed_version)
        .first::<Option<i32>>(conn)
        .optional()
        .map(Option::flatten)
}

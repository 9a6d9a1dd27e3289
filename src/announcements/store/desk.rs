//! What staff write and look through.

use diesel::prelude::*;

use crate::announcements::kind::{AnnouncementId, Kind, State};
use crate::announcements::rows::{Announcement, Headline, ScopeRow, Version};
use crate::clock::Moment;
use crate::db::schema::{announcement_scopes, announcement_versions, announcements, companies, people};
use crate::db::{Conn, Tx};
use crate::homes::Scope;
use crate::on_each;
use crate::text::Locale;
use crate::web::Step;
use crate::who::CompanyId;

pub(in crate::announcements) fn one(
    conn: &mut Conn,
    company: CompanyId,
    id: AnnouncementId,
) -> QueryResult<(Announcement, Version)> {
    announcements::table
        .inner_join(
            announcement_versions::table.on(announcement_versions::announcement_id
                .eq(announcements::id)
                .and(announcement_versions::version.eq(announcements::version))),
        )
        .filter(announcements::company_id.eq(company))
        .filter(announcements::id.eq(id))
        .select((Announcement::as_select(), Version::as_select()))
        .first(conn)
}

pub(in crate::announcements) fn version(
    conn: &mut Conn,
    company: CompanyId,
    id: AnnouncementId,
    version: i32,
) -> QueryResult<Version> {
    announcement_versions::table
        .filter(announcement_versions::company_id.eq(company))
        .filter(announcement_versions::announcement_id.eq(id))
        .filter(announcement_versions::version.eq(version))
        .select(Version::as_select())
        .first(conn)
}

/// All wordings, newest first, with their authors' names.
pub(in crate::announcements) fn versions(
    conn: &mut Conn,
    company: CompanyId,
    id: AnnouncementId,
) -> QueryResult<Vec<(i32, Moment, String)>> {
    announcement_versions::table
        .inner_join(people::table.on(people::id.eq(announcement_versions::author_id)))
        .filter(announcement_versions::company_id.eq(company))
        .filter(announcement_versions::announcement_id.eq(id))
        .order(announcement_versions::version.desc())
        .select((announcement_versions::version, announcement_versions::created_at, people::name))
        .load(conn)
}

pub(in crate::announcements) fn scopes(conn: &mut Conn, company: CompanyId, id: AnnouncementId) -> QueryResult<Vec<Scope>> {
    let rows: Vec<ScopeRow> = announcement_scopes::table
        .filter(announcement_scopes::company_id.eq(company))
        .filter(announcement_scopes::announcement_id.eq(id))
        .select(ScopeRow::as_select())
        .load(conn)?;
    Ok(rows.iter().map(ScopeRow::scope).collect())
}

pub(in crate::announcements) fn add(tx: &mut Tx<'_>, new: &Announcement, version: &Version) -> QueryResult<()> {
    diesel::insert_into(announcements::table).values((new, announcements::stage.eq(new.state.stage()))).execute(&mut **tx)?;
    add_version(tx, version)
}

pub(in crate::announcements) fn add_version(tx: &mut Tx<'_>, version: &Version) -> QueryResult<()> {
    diesel::insert_into(announcement_versions::table).values(version).execute(&mut **tx).map(|_| ())
}

/// Puts other words into the present wording: only a draft's may be changed so.
pub(in crate::announcements) fn reword(tx: &mut Tx<'_>, version: &Version) -> QueryResult<usize> {
    let mine = announcement_versions::table
        .filter(announcement_versions::company_id.eq(version.company_id))
        .filter(announcement_versions::announcement_id.eq(version.announcement_id))
        .filter(announcement_versions::version.eq(version.version));
    let words = (
        (announcement_versions::title_kk.eq(&version.title_kk), announcement_versions::body_kk.eq(&version.body_kk)),
        (announcement_versions::title_ru.eq(&version.title_ru), announcement_versions::body_ru.eq(&version.body_ru)),
        (announcement_versions::title_en.eq(&version.title_en), announcement_versions::body_en.eq(&version.body_en)),
        (
            announcement_versions::excerpt_kk.eq(&version.excerpt_kk),
            announcement_versions::excerpt_ru.eq(&version.excerpt_ru),
            announcement_versions::excerpt_en.eq(&version.excerpt_en),
        ),
        (announcement_versions::author_id.eq(version.author_id), announcement_versions::created_at.eq(version.created_at)),
    );
    diesel::update(mine).set(words).execute(&mut **tx)
}

pub(in crate::announcements) fn set_scopes(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: AnnouncementId,
    scopes: &[Scope],
) -> QueryResult<()> {
    let old = announcement_scopes::table
        .filter(announcement_scopes::company_id.eq(company))
        .filter(announcement_scopes::announcement_id.eq(id));
    diesel::delete(old).execute(&mut **tx)?;
    let rows: Vec<ScopeRow> = scopes.iter().map(|scope| ScopeRow::new(company, id, scope)).collect();
    for some in rows.chunks(crate::db::BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(announcement_scopes::table).values(some).execute(c))?;
    }
    Ok(())
}

/// Writes an announcement back, if it is still as far as it was read: of two at once, one.
pub(in crate::announcements) fn save(tx: &mut Tx<'_>, was: State, is: &Announcement) -> QueryResult<bool> {
    let mine = announcements::table
        .filter(announcements::company_id.eq(is.company_id))
        .filter(announcements::id.eq(is.id))
        .filter(announcements::state.eq(was));
    let changed = (
        (announcements::kind.eq(is.kind), announcements::version.eq(is.version)),
        (announcements::state.eq(is.state), announcements::stage.eq(is.state.stage())),
        (announcements::outage_from.eq(is.outage_from), announcements::outage_until.eq(is.outage_until)),
        (
            announcements::send_at.eq(is.send_at),
            announcements::published_at.eq(is.published_at),
            announcements::expires_at.eq(is.expires_at),
        ),
        (
            announcements::ended_at.eq(is.ended_at),
            announcements::withdrawn_why.eq(&is.withdrawn_why),
            announcements::updated_at.eq(is.updated_at),
        ),
    );
    Ok(diesel::update(mine).set(changed).execute(&mut **tx)? == 1)
}

/// Which announcements staff want to see.
#[derive(Clone, Debug, Default)]
pub(in crate::announcements) struct Wanted {
    pub(in crate::announcements) state: Option<State>,
    pub(in crate::announcements) kind: Option<Kind>,
    pub(in crate::announcements) text: String,
}

/// A page of the list, newest first.
pub(in crate::announcements) fn page(
    conn: &mut Conn,
    company: CompanyId,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<(Announcement, Headline)>> {
    let mut query = announcements::table
        .inner_join(
            announcement_versions::table.on(announcement_versions::announcement_id
                .eq(announcements::id)
                .and(announcement_versions::version.eq(announcements::version))),
        )
        .filter(announcements::company_id.eq(company))
        .select((Announcement::as_select(), Headline::as_select()))
        .limit(limit)
        .into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(announcements::state.eq(state));
    }
    if let Some(kind) = wanted.kind {
        query = query.filter(announcements::kind.eq(kind));
    }
    if !wanted.text.is_empty() {
        let pattern = format!("%{}%", wanted.text.replace(['%', '_', '\\'], ""));
        let by_number = announcements::number.like(pattern.clone());
        query = query.filter(
            by_number.or(announcement_versions::title_kk.like(pattern.clone())).or(announcement_versions::title_ru.like(pattern)),
        );
    }
    query = match step {
        Step::First => query.order(announcements::id.desc()),
        Step::After(at) => query.filter(announcements::id.lt(at.id.clone())).order(announcements::id.desc()),
        Step::Before(at) => query.filter(announcements::id.gt(at.id.clone())).order(announcements::id.asc()),
    };
    query.load(conn)
}

/// Those that are over by `now` and do not know it yet.
pub(in crate::announcements) fn over(conn: &mut Conn, now: Moment, limit: i64) -> QueryResult<Vec<(AnnouncementId, CompanyId)>> {
    announcements::table
        .filter(announcements::state.eq(State::Published))
        .filter(announcements::expires_at.le(now))
        .order(announcements::expires_at)
        .select((announcements::id, announcements::company_id))
        .limit(limit)
        .load(conn)
}

pub(in crate::announcements) fn expire(tx: &mut Tx<'_>, id: AnnouncementId) -> QueryResult<usize> {
    let now = tx.now();
    let mine = announcements::table.filter(announcements::id.eq(id)).filter(announcements::state.eq(State::Published));
    let over = (
        announcements::state.eq(State::Expired),
        announcements::stage.eq(State::Expired.stage()),
        announcements::ended_at.eq(now),
    );
    diesel::update(mine).set(over).execute(&mut **tx)
}

/// What letters and posters say of the company.
#[derive(Clone, Debug, Queryable)]
pub(in crate::announcements) struct Sender {
    pub(in crate::announcements) names: (String, String, String),
    pub(in crate::announcements) bin: String,
    pub(in crate::announcements) phone: String,
    pub(in crate::announcements) emergency_phone: String,
    pub(in crate::announcements) addresses: (String, String),
    pub(in crate::announcements) time_zone: String,
}

impl Sender {
    pub(in crate::announcements) fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.names.0,
            Locale::Ru => &self.names.1,
            Locale::En => &self.names.2,
        }
    }

    pub(in crate::announcements) fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(crate::web::identify::ZONE)
    }
}

pub(in crate::announcements) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    companies::table
        .find(company)
        .select((
            (companies::name_kk, companies::name_ru, companies::name_en),
            companies::bin,
            companies::phone,
            companies::emergency_phone,
            (companies::address_kk, companies::address_ru),
            companies::time_zone,
        ))
        .first(conn)
}

pub(in crate::announcements) fn author(conn: &mut Conn, of: &Announcement) -> QueryResult<String> {
    people::table.find(of.author_id).select(people::name).first(conn)
}

/// How many there are in each state.
pub(in crate::announcements) fn counts(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(State, i64)>> {
    announcements::table
        .filter(announcements::company_id.eq(company))
        .group_by(announcements::state)
        .select((announcements::state, diesel::dsl::count_star()))
        .load(conn)
}

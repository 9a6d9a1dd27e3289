//! What has happened in each company so far: announcements in every state with a file, a notice about one, an import.

use aula::db::Conn;
use aula::db::schema::{announcement_scopes, announcement_versions, announcements, files, imports, notices};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Side, now};

impl Side {
    /// Announcements: 1 published (legal, to the whole company), 2 a draft, 3 scheduled.
    pub(crate) fn announcement(self, number: u128) -> String {
        self.of(8, number)
    }
    /// Files: 1 of the published announcement, 2 of the draft, 3 of the import.
    pub(crate) fn file(self, number: u128) -> String {
        self.of(9, number)
    }
    /// An import that is over.
    pub(crate) fn import(self) -> String {
        self.of(10, 1)
    }
    /// The owner's notice about the published announcement.
    pub(crate) fn notice(self) -> String {
        self.of(11, 1)
    }
}

/// Lays it down.
pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    for (number, kind, state) in [(1, "legal", "published"), (2, "info", "draft"), (3, "info", "scheduled")] {
        announcement(conn, side, number, kind, state)?;
    }
    file(conn, side, 1, "announcements", &side.announcement(1))?;
    file(conn, side, 2, "announcements", &side.announcement(2))?;
    file(conn, side, 3, "imports", &side.import())?;
    import(conn, side)?;
    notice(conn, side)
}

fn announcement(conn: &mut Conn, side: Side, number: u128, kind: &str, state: &str) -> QueryResult<()> {
    let (id, at) = (side.announcement(number), now() - TimeDelta::days(2));
    let published = (state == "published").then_some(at);
    let send_at = (state != "draft").then_some(if state == "scheduled" { now() + TimeDelta::days(1) } else { at });
    diesel::insert_into(announcements::table)
        .values((
            (announcements::id.eq(&id), announcements::company_id.eq(side.company()), announcements::number.eq(format!("2026-{number:06}"))),
            (announcements::kind.eq(kind), announcements::state.eq(state), announcements::version.eq(1), announcements::author_id.eq(side.manager().id())),
            (announcements::send_at.eq(send_at), announcements::published_at.eq(published), announcements::created_at.eq(at), announcements::updated_at.eq(at)),
        ))
        .execute(conn)?;
    let (kk, ru, en) = ("Лифт ертең тоқтайды", "Лифт завтра остановят", "The lift stops tomorrow");
    diesel::insert_into(announcement_versions::table)
        .values((
            (announcement_versions::company_id.eq(side.company()), announcement_versions::announcement_id.eq(&id), announcement_versions::version.eq(1)),
            (announcement_versions::title_kk.eq(kk), announcement_versions::title_ru.eq(ru), announcement_versions::title_en.eq(en)),
            (announcement_versions::body_kk.eq(kk), announcement_versions::body_ru.eq(ru), announcement_versions::body_en.eq(en)),
            (announcement_versions::author_id.eq(side.manager().id()), announcement_versions::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(announcement_scopes::table)
        .values((
            (announcement_scopes::company_id.eq(side.company()), announcement_scopes::announcement_id.eq(&id), announcement_scopes::place.eq("company")),
            (announcement_scopes::subject_id.eq(""), announcement_scopes::premises_kind.eq(""), announcement_scopes::holds.eq("")),
        ))
        .execute(conn)
        .map(drop)
}

fn file(conn: &mut Conn, side: Side, number: u128, shelf: &str, subject: &str) -> QueryResult<()> {
    diesel::insert_into(files::table)
        .values((
            (files::id.eq(side.file(number)), files::company_id.eq(side.company()), files::shelf.eq(shelf), files::subject_id.eq(subject)),
            (files::name.eq("план.pdf"), files::media_type.eq("application/pdf"), files::bytes.eq(9), files::digest.eq("0".repeat(64))),
            (files::author_id.eq(side.manager().id()), files::created_at.eq(now() - TimeDelta::days(2))),
        ))
        .execute(conn)
        .map(drop)
}

fn import(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::days(3);
    diesel::insert_into(imports::table)
        .values((
            (imports::id.eq(side.import()), imports::company_id.eq(side.company()), imports::author_id.eq(side.manager().id()), imports::file_id.eq(side.file(3))),
            (imports::state.eq("done"), imports::done_rows.eq(8), imports::all_rows.eq(8), imports::report.eq("{}")),
            (imports::created_at.eq(at), imports::ended_at.eq(Some(at))),
        ))
        .execute(conn)
        .map(drop)
}

fn notice(conn: &mut Conn, side: Side) -> QueryResult<()> {
    diesel::insert_into(notices::table)
        .values((
            (notices::id.eq(side.notice()), notices::person_id.eq(side.owner().id()), notices::company_id.eq(side.company()), notices::kind.eq("announcement")),
            (notices::subject_id.eq(side.announcement(1)), notices::once_key.eq("announcement-1"), notices::title.eq("Лифт"), notices::excerpt.eq("Ертең")),
            (notices::href.eq(format!("/announcements/{}", side.announcement(1))), notices::digest.eq(""), notices::created_at.eq(now() - TimeDelta::days(2))),
        ))
        .execute(conn)
        .map(drop)
}

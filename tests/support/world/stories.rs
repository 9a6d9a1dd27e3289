//! What has happened in each company so far: announcements in every state with a file, a notice about one, an import; invitations of
//! each way, letters that were printed, a claim.

mod billing;
mod debts;
mod dispatch;
mod joining;
mod meters;
mod payments;
mod protocols;
mod requests;
mod sheets;
mod spending;
mod surveys;
mod voting;

use aula::announcements::State;
use aula::db::Conn;
use aula::db::schema::{
    announcement_scopes, announcement_versions, announcements, files, imports, letters, notices, numbers, sheet_layouts,
};
use aula::files::Digest;
use aula::web::secrets;
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Side, now};
use crate::support::people::SECRET;

/// The content of every file of the world.
pub(crate) const PAPER: &[u8] = b"%PDF-1.4\n%%EOF\n";

impl Side {
    /// Announcements: 1 published (legal, to the whole company), 2 a draft, 3 scheduled.
    pub(crate) fn announcement(self, number: u128) -> String {
        self.of(8, number)
    }
    /// Files: 1 of the published announcement, 2 of the draft, 3, 4 and 7 of the import: what was sent, what was refused
    /// of it, all that it changes.
    pub(crate) fn file(self, number: u128) -> String {
        self.of(9, number)
    }
    /// An import that was rehearsed.
    pub(crate) fn import(self) -> String {
        self.of(10, 1)
    }
    /// What is known of a sender's sheets.
    pub(crate) fn layout(self) -> String {
        self.of(71, 1)
    }
    /// The owner's notice about the published announcement.
    pub(crate) fn notice(self) -> String {
        self.of(11, 1)
    }
    /// A letter of the company to the owner that was given up.
    pub(crate) fn letter(self) -> String {
        self.of(12, 1)
    }
    /// What seals an export of the trail that was asked for a minute ago: by the manager of the company's, by the operator of the installation's.
    pub(crate) fn export(self, path: &str) -> String {
        let by_operator = path.starts_with("/operator");
        let person = if by_operator { super::known_as("operator") } else { self.manager() };
        let ask = serde_json::json!({
            "person": person.id(),
            "company": if by_operator { None } else { Some(self.company()) },
            "format": "csv",
            "query": "",
            "until": 0,
            "at": (now() - TimeDelta::minutes(1)).format("%Y-%m-%dT%H:%M:%S").to_string(),
        });
        secrets::sealed(&aula::config::Secret::new(SECRET), "trail export", &ask.to_string())
    }
    /// The address by which the owner refuses letters about news.
    pub(crate) fn unsubscribing(self) -> String {
        let secret = aula::config::Secret::new(SECRET);
        secrets::sealed(&secret, "unsubscribe", &format!("{}|announcement_info", self.owner().id()))
    }
}

/// Lays it down.
pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    for (number, kind, state) in [(1, "legal", "published"), (2, "info", "draft"), (3, "info", "scheduled")] {
        announcement(conn, side, number, kind, state)?;
    }
    // the next one that somebody writes is the fourth
    let counted = (
        numbers::company_id.eq(side.company()),
        numbers::series.eq("announcement"),
        numbers::year.eq(2026),
        numbers::last.eq(3_i64),
    );
    diesel::insert_into(numbers::table).values(counted).execute(conn)?;
    file(conn, side, 1, "announcement", &side.announcement(1))?;
    file(conn, side, 2, "announcement", &side.announcement(2))?;
    file(conn, side, 3, "homes.imports", &side.import())?;
    file(conn, side, 4, "homes.imports.refused", &side.import())?;
    file(conn, side, 9, "homes.imports.diff", &side.import())?;
    import(conn, side)?;
    layout(conn, side)?;
    notice(conn, side)?;
    letter(conn, side)?;
    joining::fill(conn, side)?;
    protocols::fill(conn, side)?;
    voting::fill(conn, side)?;
    file(conn, side, 21, "meeting", &side.meeting(4))?;
    sheets::fill(conn, side)?;
    surveys::fill(conn, side)?;
    requests::fill(conn, side)?;
    billing::fill(conn, side)?;
    dispatch::fill(conn, side)?;
    meters::fill(conn, side)?;
    payments::fill(conn, side)?;
    debts::fill(conn, side)?;
    spending::fill(conn, side)?;
    file(conn, side, 44, "billing.prints", &side.printing())?;
    file(conn, side, 43, "spending.documents", &side.spending())?;
    file(conn, side, 41, "debts.letters", &side.batch())?;
    file(conn, side, 42, "billing.adjustments", &side.adjustment())?;
    file(conn, side, 5, "joining.letters", &side.run())
}

fn announcement(conn: &mut Conn, side: Side, number: u128, kind: &str, state: &str) -> QueryResult<()> {
    let (id, at) = (side.announcement(number), now() - TimeDelta::days(2));
    let published = (state == "published").then_some(at);
    let send_at = (state != "draft").then_some(if state == "scheduled" { now() + TimeDelta::days(1) } else { at });
    diesel::insert_into(announcements::table)
        .values((
            (
                announcements::id.eq(&id),
                announcements::company_id.eq(side.company()),
                announcements::number.eq(format!("2026-{number:06}")),
            ),
            (
                announcements::kind.eq(kind),
                announcements::state.eq(state),
                announcements::stage.eq(state.parse::<State>().unwrap().stage()),
                announcements::version.eq(1),
                announcements::author_id.eq(side.manager().id()),
            ),
            (
                announcements::send_at.eq(send_at),
                announcements::published_at.eq(published),
                announcements::created_at.eq(at),
                announcements::updated_at.eq(at),
            ),
        ))
        .execute(conn)?;
    let (kk, ru, en) = ("Лифт ертең тоқтайды", "Лифт завтра остановят", "The lift stops tomorrow");
    diesel::insert_into(announcement_versions::table)
        .values((
            (
                announcement_versions::company_id.eq(side.company()),
                announcement_versions::announcement_id.eq(&id),
                announcement_versions::version.eq(1),
            ),
            (
                announcement_versions::title_kk.eq(kk),
                announcement_versions::title_ru.eq(ru),
                announcement_versions::title_en.eq(en),
            ),
            (announcement_versions::body_kk.eq(kk), announcement_versions::body_ru.eq(ru), announcement_versions::body_en.eq(en)),
            (announcement_versions::author_id.eq(side.manager().id()), announcement_versions::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(announcement_scopes::table)
        .values((
            (
                announcement_scopes::company_id.eq(side.company()),
                announcement_scopes::announcement_id.eq(&id),
                announcement_scopes::place.eq("company"),
            ),
            (
                announcement_scopes::subject_id.eq(side.company()),
                announcement_scopes::premises_kind.eq(""),
                announcement_scopes::holds.eq(""),
            ),
        ))
        .execute(conn)
        .map(drop)
}

fn file(conn: &mut Conn, side: Side, number: u128, shelf: &str, subject: &str) -> QueryResult<()> {
    diesel::insert_into(files::table)
        .values((
            (
                files::id.eq(side.file(number)),
                files::company_id.eq(side.company()),
                files::shelf.eq(shelf),
                files::subject_id.eq(subject),
            ),
            (
                files::name.eq("план.pdf"),
                files::media_type.eq("application/pdf"),
                files::bytes.eq(i64::try_from(PAPER.len()).unwrap_or_default()),
                files::digest.eq(Digest::of(PAPER).as_str().to_owned()),
            ),
            (files::author_id.eq(side.manager().id()), files::created_at.eq(now() - TimeDelta::days(2))),
        ))
        .execute(conn)
        .map(drop)
}

/// What the rehearsed import says of its columns.
const HEAD: &str = r#"{"head":{"titles":[[0,"Адрес"],[1,"Кв."],[2,"Жилец"]],"taken":{"0":"address","1":"number"},"sender":""}}"#;

fn layout(conn: &mut Conn, side: Side) -> QueryResult<()> {
    diesel::insert_into(sheet_layouts::table)
        .values((
            (
                sheet_layouts::id.eq(side.layout()),
                sheet_layouts::company_id.eq(side.company()),
                sheet_layouts::sender.eq("Алсеко"),
                sheet_layouts::print.eq("print"),
                sheet_layouts::titles.eq(r#"[[0,"Объект"],[1,"Номер"]]"#),
                sheet_layouts::taken.eq(r#"{"0":"address","1":"number"}"#),
            ),
            (sheet_layouts::author_id.eq(side.manager().id()), sheet_layouts::updated_at.eq(now() - TimeDelta::days(3))),
        ))
        .execute(conn)
        .map(drop)
}

fn import(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::days(3);
    diesel::insert_into(imports::table)
        .values((
            (
                imports::id.eq(side.import()),
                imports::company_id.eq(side.company()),
                imports::author_id.eq(side.manager().id()),
                imports::file_id.eq(side.file(3)),
            ),
            (imports::state.eq("rehearsed"), imports::done_rows.eq(8), imports::all_rows.eq(8), imports::report.eq(HEAD)),
            (imports::created_at.eq(at), imports::ended_at.eq(None::<aula::clock::Moment>)),
        ))
        .execute(conn)
        .map(drop)
}

fn notice(conn: &mut Conn, side: Side) -> QueryResult<()> {
    diesel::insert_into(notices::table)
        .values((
            (
                notices::id.eq(side.notice()),
                notices::person_id.eq(side.owner().id()),
                notices::company_id.eq(side.company()),
                notices::kind.eq("announcement_legal"),
            ),
            (
                notices::subject_id.eq(side.announcement(1)),
                notices::once_key.eq("announcement-1"),
                notices::title.eq("Лифт"),
                notices::excerpt.eq("Ертең"),
            ),
            (
                notices::href.eq(format!("/announcements/{}", side.announcement(1))),
                notices::digest.eq("none"),
                notices::created_at.eq(now() - TimeDelta::days(2)),
            ),
        ))
        .execute(conn)
        .map(drop)
}

fn letter(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::days(2);
    diesel::insert_into(letters::table)
        .values((
            (
                letters::id.eq(side.letter()),
                letters::company_id.eq(side.company()),
                letters::person_id.eq(side.owner().id()),
                letters::kind.eq("announcement_legal"),
            ),
            (
                letters::locale.eq("kk"),
                letters::from_name.eq("Алатау"),
                letters::to_name.eq(side.owner().name),
                letters::to_address.eq(side.owner().email()),
            ),
            (
                letters::subject.eq("Лифт"),
                letters::body_text.eq("Лифт"),
                letters::body_html.eq("<p>Лифт</p>"),
                letters::state.eq("dead"),
                letters::due_at.eq(at),
            ),
            (letters::attempts.eq(10), letters::last_error.eq("550 no such mailbox"), letters::created_at.eq(at)),
        ))
        .execute(conn)
        .map(drop)
}

/// A service firm, and somebody who will be away.
pub(crate) fn team(conn: &mut Conn, side: Side) -> QueryResult<()> {
    use aula::db::schema::{absences, appointments, firms};
    let at = now() - TimeDelta::days(30);
    diesel::insert_into(firms::table)
        .values((
            firms::id.eq(side.firm()),
            firms::company_id.eq(side.company()),
            firms::name.eq("Лифт-Сервис"),
            firms::sort_key.eq("лифт"),
            firms::phone.eq("+77010000099"),
            firms::created_at.eq(at),
        ))
        .execute(conn)?;
    diesel::insert_into(appointments::table)
        .values((
            (
                appointments::id.eq(side.appointment()),
                appointments::company_id.eq(side.company()),
                appointments::role.eq("staff"),
                appointments::name.eq("Новый Сотрудник"),
                appointments::email.eq(format!("new-{side:?}@demo.example").to_lowercase()),
                appointments::locale.eq("ru"),
            ),
            (appointments::duties.eq("editor"), appointments::places.eq(""), appointments::skills.eq("")),
            (
                appointments::code.eq(secrets::fingerprint(&side.offer())),
                appointments::invited_by.eq(side.manager().id()),
                appointments::created_at.eq(now() - TimeDelta::days(1)),
                appointments::expires_at.eq(now() + TimeDelta::days(13)),
            ),
        ))
        .execute(conn)?;
    diesel::insert_into(absences::table)
        .values((
            absences::id.eq(side.absence()),
            absences::company_id.eq(side.company()),
            absences::membership_id.eq(side.member("dispatcher")),
            absences::since.eq((now() + TimeDelta::days(17)).date()),
            absences::until.eq((now() + TimeDelta::days(21)).date()),
            absences::created_at.eq(at),
        ))
        .execute(conn)
        .map(drop)
}

/// Somebody acts for the owner of premises 1, who came by a move long ago.
pub(super) fn moves(conn: &mut Conn, side: Side) -> QueryResult<()> {
    use aula::db::schema::{merges, move_sides, moves, representatives};
    let at = now() - TimeDelta::days(30);
    let acting = if side == Side::First { side.contact(2) } else { side.contact(1) };
    let power = (
        (representatives::id.eq(side.representative()), representatives::company_id.eq(side.company())),
        (
            representatives::holding_id.eq(side.holding(1)),
            representatives::contact_id.eq(acting),
            representatives::number.eq("1-17"),
        ),
        (representatives::issued.eq(at.date()), representatives::notary.eq("Сейітова А."), representatives::created_at.eq(at)),
        representatives::until.eq((now() + TimeDelta::days(5)).date()),
    );
    diesel::insert_into(representatives::table).values(power).execute(conn)?;
    let moved = (
        (moves::id.eq(side.moved()), moves::company_id.eq(side.company()), moves::premises_id.eq(side.premises(1))),
        (moves::place.eq(1), moves::number.eq("2025-000001"), moves::kind.eq("sale"), moves::day.eq(at.date())),
        (moves::author_id.eq(side.manager().id()), moves::created_at.eq(at)),
    );
    diesel::insert_into(moves::table).values(moved).execute(conn)?;
    file(conn, side, 6, "homes.moves", &side.moved())?;
    let merged = (
        (merges::id.eq(side.merge()), merges::company_id.eq(side.company()), merges::kept_id.eq(side.contact(1))),
        (
            merges::gone_id.eq(side.contact(1)),
            merges::author_id.eq(side.manager().id()),
            merges::before.eq(""),
            merges::after.eq(""),
        ),
        (merges::created_at.eq(at), merges::undone_at.eq(at)),
    );
    diesel::insert_into(merges::table).values(merged).execute(conn)?;
    let came = (
        (
            move_sides::company_id.eq(side.company()),
            move_sides::move_id.eq(side.moved()),
            move_sides::holding_id.eq(side.holding(1)),
        ),
        (move_sides::contact_id.eq(side.contact(1)), move_sides::holds.eq("owner"), move_sides::comes.eq(true)),
    );
    diesel::insert_into(move_sides::table).values(came).execute(conn).map(drop)
}

/// The company hands its second house over to itself: no other company may see it.
pub(super) fn handover(conn: &mut Conn, side: Side) -> QueryResult<()> {
    use aula::db::schema::{handover_buildings, handovers};
    let at = now() - TimeDelta::days(1);
    let handed = (
        (
            handovers::id.eq(side.handover()),
            handovers::company_id.eq(side.company()),
            handovers::to_company_id.eq(side.company()),
        ),
        (handovers::to_name.eq(""), handovers::ground.eq("№ 3"), handovers::ground_day.eq(at.date())),
        (handovers::day.eq(at.date()), handovers::due_on.eq((now() + TimeDelta::days(13)).date()), handovers::state.eq("ready")),
        (handovers::reason.eq(""), handovers::content.eq(""), handovers::author_id.eq(side.manager().id())),
        (handovers::created_at.eq(at), handovers::packed_at.eq(at)),
    );
    diesel::insert_into(handovers::table).values(handed).execute(conn)?;
    let house = (
        handover_buildings::company_id.eq(side.company()),
        handover_buildings::handover_id.eq(side.handover()),
        handover_buildings::building_id.eq(side.building(2)),
        handover_buildings::under_way.eq(false),
    );
    diesel::insert_into(handover_buildings::table).values(house).execute(conn)?;
    file(conn, side, 7, "handover", &side.handover())?;
    file(conn, side, 8, "handover.arrivals", &side.company())
}

//! What is dispatched in each company: for the lamp of the owner of premises 1 somebody goes this afternoon; what was used once before is
//! on its list. In the second company, which has no technicians, its manager stands there as the executor.

use aula::db::Conn;
use aula::db::schema::{field_claims, field_deeds, field_events, field_feeds, field_jobs, field_materials, field_plans, numbers};
use aula::web::secrets;
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Side, file, now};
use crate::support::people::{SECRET, known_as};

impl Side {
    /// The job: accepted, today at three.
    pub(crate) fn job(self) -> String {
        self.of(0x60, 1)
    }
    /// A bulb that was used on it.
    pub(crate) fn material(self) -> String {
        self.of(0x61, 1)
    }
    /// That the technician is on the way: said without a network, when the job was another one already.
    pub(crate) fn deed(self) -> String {
        self.of(0x64, 1)
    }
    /// A plan: the light of the first house is looked at every month, with one number and one question.
    pub(crate) fn plan(self) -> String {
        self.of(0x65, 1)
    }
    /// The secret part of the address of the technician's calendar.
    pub(crate) fn feed(self) -> String {
        let whose = format!("{}|{}|series", self.company(), self.technician());
        secrets::sealed(&aula::config::Secret::new(SECRET), "job calendar", &whose)
    }
    /// Who repairs here.
    pub(crate) fn technician(self) -> String {
        if self == Self::First { known_as("technician").id() } else { known_as("other_manager").id() }
    }
}

pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (made, start) = (now() - TimeDelta::hours(4), now() + TimeDelta::hours(1));
    diesel::insert_into(field_jobs::table)
        .values((
            (
                (field_jobs::id.eq(side.job()), field_jobs::company_id.eq(side.company()), field_jobs::number.eq("2026-000001")),
                (field_jobs::request_id.eq(side.request()), field_jobs::building_id.eq(side.building(1))),
                (field_jobs::entrance_id.eq(side.entrance(1)), field_jobs::premises_id.eq(side.premises(1))),
                (field_jobs::category.eq("entrance_light"), field_jobs::spot.eq("entrance"), field_jobs::place.eq("")),
            ),
            (
                (field_jobs::text.eq("Шам жанбайды"), field_jobs::person_id.eq(side.owner().id())),
                (field_jobs::name.eq(side.owner().name), field_jobs::phone.eq(side.owner().phone)),
                (field_jobs::stage.eq("accepted"), field_jobs::is_open.eq(true)),
                (
                    field_jobs::assignee_id.eq(side.technician()),
                    field_jobs::offered_to.eq("one"),
                    field_jobs::skill.eq("electrics"),
                ),
            ),
            (
                (field_jobs::day.eq(now().date()), field_jobs::starts_at.eq(start), field_jobs::lasts.eq(60)),
                (field_jobs::asks_window.eq(false), field_jobs::changes.eq(0), field_jobs::code.eq(""), field_jobs::tries.eq(0)),
                (field_jobs::confirmed_by.eq(""), field_jobs::version.eq(1), field_jobs::author_id.eq(side.manager().id())),
                (field_jobs::created_at.eq(made), field_jobs::updated_at.eq(made)),
            ),
        ))
        .execute(conn)?;
    let counted =
        (numbers::company_id.eq(side.company()), numbers::series.eq("job"), numbers::year.eq(2026), numbers::last.eq(1_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn)?;
    // an hour of work and the way on
    for half in 0..3 {
        let cell = (
            (field_claims::company_id.eq(side.company()), field_claims::person_id.eq(side.technician())),
            (field_claims::cell.eq(start + TimeDelta::minutes(30 * half)), field_claims::job_id.eq(side.job())),
        );
        diesel::insert_into(field_claims::table).values(cell).execute(conn)?;
    }
    let feed = (
        (field_feeds::company_id.eq(side.company()), field_feeds::person_id.eq(side.technician())),
        (field_feeds::series.eq("series"), field_feeds::created_at.eq(made)),
    );
    diesel::insert_into(field_feeds::table).values(feed).execute(conn)?;
    let deed = (
        (field_deeds::id.eq(side.deed()), field_deeds::company_id.eq(side.company()), field_deeds::job_id.eq(side.job())),
        (field_deeds::person_id.eq(side.technician()), field_deeds::key.eq("key"), field_deeds::kind.eq("steps")),
        (field_deeds::fields.eq(r#"[["act","set_out"]]"#), field_deeds::done_at.eq(now() - TimeDelta::hours(1))),
        (field_deeds::outcome.eq("asked"), field_deeds::created_at.eq(now() - TimeDelta::minutes(30))),
    );
    diesel::insert_into(field_deeds::table).values(deed).execute(conn)?;
    plan(conn, side, made)?;
    around(conn, side, made)?;
    file(conn, side, 31, "job.before", &side.job())
}

fn around(conn: &mut Conn, side: Side, at: aula::clock::Moment) -> QueryResult<()> {
    let happened = (
        (field_events::id.eq(side.of(0x63, 1)), field_events::company_id.eq(side.company()), field_events::job_id.eq(side.job())),
        (
            field_events::what.eq("made"),
            field_events::actor_id.eq(side.manager().id()),
            field_events::name.eq(side.manager().name),
        ),
        (field_events::details.eq(""), field_events::happened_at.eq(at), field_events::created_at.eq(at)),
    );
    diesel::insert_into(field_events::table).values(happened).execute(conn)?;
    let used = (
        (field_materials::id.eq(side.material()), field_materials::company_id.eq(side.company())),
        (field_materials::job_id.eq(side.job()), field_materials::name.eq("Шам"), field_materials::quantity.eq(1_000_i64)),
        (field_materials::unit.eq("piece"), field_materials::price.eq(80_000_i64), field_materials::warranty.eq(false)),
        (field_materials::author_id.eq(side.technician()), field_materials::created_at.eq(at)),
    );
    diesel::insert_into(field_materials::table).values(used).execute(conn).map(drop)
}

fn plan(conn: &mut Conn, side: Side, at: aula::clock::Moment) -> QueryResult<()> {
    let lines = r#"[{"what":"Напряжение","is_number":true,"unit":"В","low":210000,"high":240000},{"what":"Щит закрыт","is_number":false,"unit":"","low":null,"high":null}]"#;
    let begins = now().date() + chrono::Days::new(10);
    let plan = (
        (field_plans::id.eq(side.plan()), field_plans::company_id.eq(side.company()), field_plans::title.eq("Осмотр щитов")),
        (
            field_plans::building_id.eq(side.building(1)),
            field_plans::device.eq("ВРУ"),
            field_plans::category.eq("entrance_light"),
        ),
        (field_plans::text.eq(""), field_plans::rule.eq("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30;BYSETPOS=-1")),
        (
            field_plans::starts_on.eq(begins),
            field_plans::counts_from.eq(begins),
            field_plans::lasts.eq(60),
            field_plans::ahead.eq(14),
        ),
        (field_plans::assignee_id.eq(side.technician()), field_plans::lines.eq(lines), field_plans::is_over.eq(false)),
        (field_plans::version.eq(1), field_plans::author_id.eq(side.manager().id())),
        (field_plans::created_at.eq(at), field_plans::updated_at.eq(at)),
    );
    diesel::insert_into(field_plans::table).values(plan).execute(conn).map(drop)
}

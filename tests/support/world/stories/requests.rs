//! What was asked of each company: a lamp in the entrance, reported by the owner of premises 1, too late by an hour for its first answer.

use aula::db::Conn;
use aula::db::schema::{
    files, numbers, outage_buildings, outages, request_breaches, request_events, request_filters, request_words, requests,
};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Side, file, now};

impl Side {
    /// The request.
    pub(crate) fn request(self) -> String {
        self.of(0x50, 1)
    }
    /// The term that it missed.
    pub(crate) fn breach(self) -> String {
        self.of(0x51, 1)
    }
    /// Hot water, off in the second building since this morning.
    pub(crate) fn outage(self) -> String {
        self.of(0x54, 1)
    }
    /// A list that the manager keeps.
    pub(crate) fn filter(self) -> String {
        self.of(0x52, 1)
    }
}

pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (at, owner) = (now() - TimeDelta::hours(30), side.owner());
    let due = now() - TimeDelta::hours(1);
    diesel::insert_into(requests::table)
        .values((
            (
                (requests::id.eq(side.request()), requests::company_id.eq(side.company()), requests::number.eq("2026-000001")),
                (requests::matter.eq("work"), requests::category.eq("entrance_light"), requests::trade.eq("power")),
                (requests::state.eq("new"), requests::is_open.eq(true), requests::other.eq(""), requests::version.eq(1)),
            ),
            (
                (requests::building_id.eq(side.building(1)), requests::entrance_id.eq(side.entrance(1))),
                (requests::premises_id.eq(side.premises(1)), requests::spot.eq("entrance"), requests::place.eq("")),
                (requests::text.eq("Шам жанбайды, 2-қабат"), requests::same_key.eq("lamp")),
                (requests::open_to_house.eq(true), requests::anonymous.eq(false), requests::common.eq(true)),
            ),
            (
                (requests::reporter_id.eq(owner.id()), requests::name.eq(owner.name), requests::phone.eq(owner.phone)),
                (requests::assigned_why.eq(""), requests::first_answer.eq(480), requests::resolution.eq(2400)),
                (requests::around_the_clock.eq(false), requests::ground.eq("consumer_35"), requests::answer_due.eq(due)),
                (requests::work_due.eq(now() + TimeDelta::days(4)), requests::joined.eq(0), requests::reopened.eq(0)),
            ),
            (requests::late.eq(true), requests::asked_at.eq(at), requests::created_at.eq(at), requests::updated_at.eq(at)),
        ))
        .execute(conn)?;
    let counted =
        (numbers::company_id.eq(side.company()), numbers::series.eq("request"), numbers::year.eq(2026), numbers::last.eq(1_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn)?;
    for word in ["2026", "000001", "1", "шам", "жанбаиды"] {
        let row = (
            request_words::company_id.eq(side.company()),
            request_words::word.eq(word),
            request_words::request_id.eq(side.request()),
        );
        diesel::insert_into(request_words::table).values(row).execute(conn)?;
    }
    around(conn, side, at, due)?;
    outage(conn, side)?;
    file(conn, side, 12, "request", &side.request())?;
    let picture = files::table.filter(files::id.eq(side.file(12)));
    diesel::update(picture).set((files::name.eq("lamp.png"), files::media_type.eq("image/png"))).execute(conn).map(drop)
}

/// What belongs to it: its coming, the missed term, the list it stands in.
fn around(conn: &mut Conn, side: Side, at: aula::clock::Moment, due: aula::clock::Moment) -> QueryResult<()> {
    let came = (
        (request_events::id.eq(side.of(0x53, 1)), request_events::company_id.eq(side.company())),
        (request_events::request_id.eq(side.request()), request_events::what.eq("came"), request_events::details.eq("")),
        (request_events::actor_id.eq(side.owner().id()), request_events::name.eq(side.owner().name)),
        (request_events::by_staff.eq(false), request_events::created_at.eq(at)),
    );
    diesel::insert_into(request_events::table).values(came).execute(conn)?;
    let missed = (
        (request_breaches::id.eq(side.breach()), request_breaches::company_id.eq(side.company())),
        (request_breaches::request_id.eq(side.request()), request_breaches::clock.eq("answer")),
        (request_breaches::due_at.eq(due), request_breaches::noted_at.eq(due), request_breaches::words.eq("")),
    );
    diesel::insert_into(request_breaches::table).values(missed).execute(conn)?;
    let kept = (
        (request_filters::id.eq(side.filter()), request_filters::company_id.eq(side.company())),
        (request_filters::person_id.eq(side.manager().id()), request_filters::name.eq("Шамдар")),
        (request_filters::query.eq("trade=power"), request_filters::created_at.eq(at)),
    );
    diesel::insert_into(request_filters::table).values(kept).execute(conn).map(drop)
}

fn outage(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let since = now() - TimeDelta::hours(3);
    let row = (
        (outages::id.eq(side.outage()), outages::company_id.eq(side.company()), outages::service.eq("hot_water")),
        (outages::planned.eq(false), outages::begins_at.eq(since), outages::why.eq("Прорыв на вводе")),
        (outages::author_id.eq(side.manager().id()), outages::created_at.eq(since)),
    );
    diesel::insert_into(outages::table).values(row).execute(conn)?;
    let at = (
        outage_buildings::company_id.eq(side.company()),
        outage_buildings::outage_id.eq(side.outage()),
        outage_buildings::building_id.eq(side.building(2)),
    );
    diesel::insert_into(outage_buildings::table).values(at).execute(conn).map(drop)
}

//! Whatever is done with sheets, in whatever order, each of them is somewhere, and each that came back was entered once.

use aula::db::schema::{meeting_sheets, sheet_entries};
use diesel::prelude::*;

use super::{close, confirm, enter, entry, issued, open, sheet, staff, vote};
use crate::support::TestPortal;
use crate::support::assembly::Assembly;
use crate::support::people::{manager, secretary};

/// Flats with one owner each.
const OWNED: [(usize, &str); 5] = [(3, "a3"), (5, "a5"), (6, "a6"), (9, "a9"), (10, "a10")];

/// How many sheets are in each state, and how many entries of sheets stand.
async fn counts(portal: &TestPortal, here: &Assembly) -> (Vec<(String, i64)>, i64) {
    let id = here.meeting;
    let read = portal.app.db.read(move |conn| {
        let states: Vec<(String, i64)> = meeting_sheets::table
            .filter(meeting_sheets::meeting_id.eq(id))
            .group_by(meeting_sheets::state)
            .select((meeting_sheets::state, diesel::dsl::count_star()))
            .load(conn)?;
        let entries: i64 = sheet_entries::table
            .filter(sheet_entries::meeting_id.eq(id))
            .filter(sheet_entries::state.ne("again"))
            .filter(sheet_entries::sheet_id.is_not_null())
            .count()
            .get_result(conn)?;
        Ok((states, entries))
    });
    read.await.expect("sums")
}

async fn adds_up(portal: &TestPortal, here: &Assembly, issued: i64) {
    let (states, entries) = counts(portal, here).await;
    let of = |state: &str| states.iter().find(|(known, _)| known == state).map_or(0, |(_, count)| *count);
    assert_eq!(of("issued") + of("returned") + of("spoiled") + of("missing"), issued);
    assert_eq!(of("returned"), entries);
    assert_eq!(open(portal, here).await.sheets_out, of("issued"));
}

#[actix_web::test]
async fn the_sums_hold_after_every_act() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    let mut chance = 20_261_120_u64;
    let mut given = 16;
    for _ in 0..50 {
        // xorshift: the same acts each time, and as good as any
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let (number, owner) = OWNED[usize::try_from(chance % 5).expect("less than five")];
        let flat = here.flat(number);
        let id = sheet_or_none(&portal, flat).await;
        let marks = if chance & 64 == 0 { "fa" } else { "ff" };
        let marks = if number > 6 { format!("{marks}n") } else { marks.to_owned() };
        match (chance >> 8) % 8 {
            0 | 1 => _ = enter(&portal, &one, &here, flat, &marks, owner).await,
            2 => _ = enter(&portal, &two, &here, flat, &marks, owner).await,
            3 | 4 if has_entry(&portal, flat).await => {
                let who = if chance & 128 == 0 { &one } else { &two };
                confirm(&portal, who, &here, flat, &marks, owner).await;
            }
            5 => _ = vote(&portal, &here, flat, owner, "nn-n").await,
            6 => {
                let fields = [("act", "spoil"), ("why", "бүлінді"), ("replace", "yes")];
                let done = portal.send(&one, &staff(&here, &format!("/sheets/{id}")), &fields).await;
                given += i64::from(done.status.as_u16() == 303);
            }
            _ => {
                let act = if chance & 32 == 0 { "lose" } else { "find" };
                portal.send(&one, &staff(&here, &format!("/sheets/{id}")), &[("act", act), ("why", "жоқ")]).await;
            }
        }
        adds_up(&portal, &here, given).await;
    }
    close(&portal, &here).await;
    portal.visit(&one, &staff(&here, "/reconciliation")).await.is(200);
    portal.send(&one, &staff(&here, "/reconciliation"), &[("why", "қайтпады")]).await.is(303);
    adds_up(&portal, &here, given).await;
    assert_eq!(open(&portal, &here).await.sheets_out, 0);
}

async fn sheet_or_none(portal: &TestPortal, of: aula::homes::PremisesId) -> String {
    sheet(portal, of).await.2
}

async fn has_entry(portal: &TestPortal, of: aula::homes::PremisesId) -> bool {
    let found = portal
        .app
        .db
        .read(move |conn| sheet_entries::table.filter(sheet_entries::premises_id.eq(of)).count().get_result::<i64>(conn));
    found.await.expect("a count") > 0 && !entry(portal, of).await.0.is_empty()
}

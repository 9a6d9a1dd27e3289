//! P11: the same pages of a small and of a large database.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::{Lane, Subject, World, race};
use crate::drive::Measured;
use crate::figures::{Figures, at_most};
use crate::floor::{buildings, company, contacts, holdings, premises};
use crate::portal::{Filled, sign_in};

/// How many different pages each kind is measured with.
const SAMPLES: i64 = 100;

/// Premises and people out of a database: account, number, address and an owner's name of each.
type Sample = (String, Option<String>, String, String, String);

fn samples(of: &Filled) -> anyhow::Result<Vec<Sample>> {
    let mut conn = SqliteConnection::establish(&of.url)?;
    let company = company(&mut conn)?;
    let all: i64 = premises::table.filter(premises::company_id.eq(&company)).count().get_result(&mut conn)?;
    let spread = (all / SAMPLES).max(1);
    Ok(premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .inner_join(holdings::table.on(holdings::premises_id.eq(premises::id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(premises::company_id.eq(&company))
        .filter(premises::kind.eq("flat"))
        .filter(sql::<Bool>(&format!("premises.rowid % {spread} = 0")))
        .limit(SAMPLES)
        .select((premises::id, premises::account, premises::number, buildings::address, contacts::name))
        .load(&mut conn)?)
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

const FOUND: &str = "scope=\"row\"><a href=\"/staff/homes/premises/";

/// The same subjects for either database.
fn subjects(cookie: &str, of: &[Sample]) -> Vec<Subject> {
    let subject =
        |name: &str, paths: Vec<String>, mark, times| Subject { name: name.into(), paths, cookie: cookie.into(), mark, times };
    let search = |text: String| format!("/staff/homes?q={}", encoded(&text));
    let two = |name: &str| name.split(' ').take(2).collect::<Vec<_>>().join(" ");
    vec![
        subject("list", vec!["/staff/homes".into()], FOUND, 50),
        subject("list of parking", vec!["/staff/homes?kind=parking".into()], FOUND, 20),
        subject("detail", of.iter().map(|s| format!("/staff/homes/premises/{}", s.0)).collect(), "<tr><th scope=\"row\">", 1),
        subject("search by account", of.iter().filter_map(|s| s.1.clone()).map(search).collect(), FOUND, 1),
        subject("search by surname and name", of.iter().map(|s| search(two(&s.4))).collect(), FOUND, 1),
        subject("search by three letters", of.iter().map(|s| search(s.4.chars().take(3).collect())).collect(), FOUND, 1),
        subject("search by address and flat", of.iter().map(|s| search(format!("{} {}", s.3, s.2))).collect(), FOUND, 1),
        subject("staff's start", vec!["/staff".into()], "/staff/homes?kind=", 4),
        subject("buildings", vec!["/staff/homes/buildings".into()], "/staff/homes/buildings/", 4),
    ]
}

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let (small, large) = (world.small.serve()?, world.large.serve()?);
    let small_cookie = sign_in(small.addr, "manager@demo.example").await?;
    let large_cookie = sign_in(large.addr, "manager@demo.example").await?;
    let (of_small, of_large) =
        (subjects(&small_cookie, &samples(&world.small)?), subjects(&large_cookie, &samples(&world.large)?));
    for (less, more) in of_small.iter().zip(&of_large) {
        let lanes = [
            Lane {
                name: format!("{}, {} flats", less.name, world.settings.small),
                process: &small,
                load: less.checked(small.addr, world.settings.seconds).await?,
            },
            Lane {
                name: format!("{}, {} flats", more.name, world.settings.large),
                process: &large,
                load: more.checked(large.addr, world.settings.seconds).await?,
            },
        ];
        let all = race(&lanes, world.settings.rounds).await?;
        let [less, more] = all.as_slice() else { anyhow::bail!("two lanes") };
        compare(figures, &lanes, less, more);
    }
    Ok(())
}

fn compare(figures: &mut Figures, lanes: &[Lane<'_>], less: &Measured, more: &Measured) {
    let name = lanes.first().and_then(|lane| lane.name.split(',').next()).unwrap_or_default().to_owned();
    let searching = name.starts_with("search");
    let wanted = name != "buildings";
    let most = if searching { 3.0 } else { 1.3 };
    figures.add(
        format!("P11 {name}: CPU, large / small"),
        more.cpu / less.cpu,
        "times",
        None,
        at_most(most, 1.1).filter(|_| wanted),
    );
    figures.add(
        format!("P11 {name}: p50, large / small"),
        more.p50 / less.p50,
        "times",
        None,
        at_most(most, 1.1).filter(|_| wanted),
    );
    figures.add(
        format!("P11 {name}: p99, large / small"),
        more.p99 / less.p99,
        "times",
        None,
        at_most(if searching { 3.0 } else { 2.0 }, 1.1).filter(|_| wanted),
    );
}

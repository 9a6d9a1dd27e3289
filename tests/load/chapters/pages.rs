//! P1, P2 and P12: pages beside a static answer and a bare page of the same rows; the last page of a list beside its first.

use anyhow::ensure;
use diesel::prelude::*;

use super::CONNECTIONS;
use super::{Lane, Subject, World, race};
use crate::drive::Load;
use crate::figures::{Figures, at_least, at_most};
use crate::floor::{ROWS, company, premises, sessions};
use crate::portal::{look, sign_in};
use crate::wire::Ask;

const HOME: &str = "scope=\"row\"><a href=\"/staff/homes/premises/";
const STAFF_ANNOUNCEMENT: &str = "scope=\"row\"><a href=\"/staff/announcements/";
const ANNOUNCEMENT: &str = "<a href=\"/announcements/";

/// The pages of P1 and P2.
pub(super) fn subjects(manager: &str, owner: &str) -> Vec<Subject> {
    let subject = |name: &str, path: &str, cookie: &str, mark, times| Subject {
        name: name.into(),
        paths: vec![path.into()],
        cookie: cookie.into(),
        mark,
        times,
    };
    vec![
        subject("P1 /staff/homes, 50 rows", "/staff/homes", manager, HOME, ROWS),
        subject("P1 /staff/announcements, 50 rows", "/staff/announcements", manager, STAFF_ANNOUNCEMENT, 50),
        subject("P2 /home", "/home", owner, "href=\"/announcements/", 5),
        subject("P2 /announcements, 20 rows", "/announcements", owner, ANNOUNCEMENT, 20),
        subject("   /announcements?show=past, 20 rows", "/announcements?show=past", owner, ANNOUNCEMENT, 20),
        subject("   /staff", "/staff", manager, "/staff/homes?kind=", 4),
    ]
}

diesel::table! { announcements (id) { id -> Text, company_id -> Text, } }

/// The addresses of the last pages of the two staff lists.
fn last_pages(url: &str) -> anyhow::Result<[String; 2]> {
    use base64::Engine as _;
    let mut conn = SqliteConnection::establish(url)?;
    let company = company(&mut conn)?;
    let written = |key: &str, id: &str| base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(format!("{key}\u{1f}{id}"));
    let (key, id): (String, String) = premises::table
        .filter(premises::company_id.eq(&company))
        .order((premises::sort_key.desc(), premises::id.desc()))
        .offset(i64::try_from(ROWS)?)
        .select((premises::sort_key, premises::id))
        .first(&mut conn)?;
    let told: String = announcements::table
        .filter(announcements::company_id.eq(&company))
        .order(announcements::id.asc())
        .offset(50)
        .select(announcements::id)
        .first(&mut conn)?;
    Ok([format!("/staff/homes?after={}", written(&key, &id)), format!("/staff/announcements?after={}", written("", &told))])
}

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let (seconds, rounds) = (world.settings.seconds, world.settings.rounds);
    let portal = world.large.serve()?;
    let (manager, owner) =
        (sign_in(portal.addr, "manager@demo.example").await?, sign_in(portal.addr, "owner@demo.example").await?);
    let still = world.beside("still", &[])?;
    let bare = world.beside("bare", &[&world.large.url])?;
    let session: String = sessions::table.select(sessions::id).first(&mut SqliteConnection::establish(&world.large.url)?)?;
    let page = Subject { name: "bare page".into(), paths: vec!["/".into()], cookie: String::new(), mark: HOME, times: ROWS };
    let bare_headers = [("x-session", session.as_str())];
    let seen = look(bare.addr, "", "/", &bare_headers).await?;
    ensure!(seen.text().matches(page.mark).count() == ROWS, "the bare page has other rows");
    let load = |ask: Ask, least| Load { asks: vec![ask], status: 200, least, connections: CONNECTIONS, seconds, every: None };
    let mut lanes = vec![
        Lane { name: "static, 20 kB".into(), process: &still, load: load(Ask::get("/", &[]), 20_000) },
        Lane {
            name: format!("bare diesel + askama, {ROWS} rows, {} kB", seen.body.len() / 1000),
            process: &bare,
            load: load(Ask::get("/", &bare_headers), seen.body.len()),
        },
    ];
    let subjects = subjects(&manager, &owner);
    for subject in &subjects {
        lanes.push(Lane { name: subject.name.clone(), process: &portal, load: subject.checked(portal.addr, seconds).await? });
    }
    let packed = [("Cookie", manager.as_str()), ("Accept-Encoding", "gzip")];
    lanes.push(Lane {
        name: "   /staff/homes, gzip".into(),
        process: &portal,
        load: load(Ask::get("/staff/homes", &packed), 1_000),
    });
    let last = last_pages(&world.large.url)?;
    for (path, mark) in last.iter().zip([HOME, STAFF_ANNOUNCEMENT]) {
        let name = format!("P12 {}, last page", path.split('?').next().unwrap_or_default());
        let subject = Subject { name: name.clone(), paths: vec![path.clone()], cookie: manager.clone(), mark, times: ROWS };
        lanes.push(Lane { name, process: &portal, load: subject.checked(portal.addr, seconds).await? });
    }
    let all = race(&lanes, rounds).await?;
    let [still, bare, first_homes, first_told, .., last_homes, last_told] = all.as_slice() else {
        anyhow::bail!("too few lanes")
    };
    for (lane, of) in lanes.iter().zip(&all).skip(2) {
        let is_goal = lane.name.starts_with("P1 ") || lane.name.starts_with("P2 ");
        figures.add(
            format!("{}: rate", lane.name),
            of.rate,
            "req/s",
            Some(("bare", bare.rate)),
            at_least(4_000.0, 8_000.0).filter(|_| is_goal),
        );
        figures.add(
            format!("{}: CPU a request", lane.name),
            of.cpu,
            "µs",
            Some(("bare", bare.cpu)),
            at_most(400.0, 200.0).filter(|_| is_goal),
        );
        figures.add(
            format!("{}: p99", lane.name),
            of.p99,
            "ms",
            Some(("bare", bare.p99)),
            at_most(20.0, 10.0).filter(|_| is_goal),
        );
    }
    figures.add("static 20 kB: rate", still.rate, "req/s", None, None);
    figures.add("static 20 kB: CPU a request", still.cpu, "µs", None, None);
    figures.add("bare page of the same rows: rate", bare.rate, "req/s", Some(("static", still.rate)), None);
    figures.add("bare page of the same rows: CPU a request", bare.cpu, "µs", Some(("static", still.cpu)), None);
    figures.add("P12 /staff/homes: last page / first, CPU", last_homes.cpu / first_homes.cpu, "times", None, at_most(1.2, 1.05));
    figures.add("P12 /staff/homes: last page / first, p50", last_homes.p50 / first_homes.p50, "times", None, at_most(1.2, 1.05));
    figures.add("P12 /staff/announcements: last / first, CPU", last_told.cpu / first_told.cpu, "times", None, at_most(1.2, 1.05));
    figures.add("P12 /staff/announcements: last / first, p50", last_told.p50 / first_told.p50, "times", None, at_most(1.2, 1.05));
    Ok(())
}

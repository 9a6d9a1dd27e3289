//! Two programs on one database: what one of them does, the other sees, and nothing is done by both.

use std::time::Duration;

use aula::db::Conn;
use aula::db::schema::jobs;
use diesel::prelude::*;

use crate::killing::{came, everybody_once, published, start, time_goes_by};

#[test]
fn two_portals_on_one_database_tell_and_send_everything_once() {
    let (plot, server) = start(150);
    let (first, second) = (plot.serve(), plot.serve_beside());
    let guest = first.guest();
    let id = published(&guest);
    // signed in at one is signed in at the other, and a token of one is good at the other
    let at = format!("/staff/announcements/{id}");
    let there = second.welcomes(&guest);
    let page = there.visit(&at);
    page.is(200).sees("Воды не будет");
    time_goes_by(&plot);
    everybody_once(&plot, &id, 151, &server);
    std::thread::sleep(Duration::from_millis(500));
    assert!(came(&server).values().all(|times| *times == 1), "no letter is sent by both");
    let mut conn = Conn::open(&plot.ground.url).expect("the database");
    let attempts: Vec<i32> =
        jobs::table.filter(jobs::kind.eq("announcements.send")).select(jobs::attempts).load(&mut conn).expect("the jobs");
    assert_eq!(attempts, [1], "the job was done by one of them, once");
    second.kill();
    guest.visit(&at).is(200).sees("письмо");
}

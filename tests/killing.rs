//! The power goes: `kill -9` at the worst moments loses no letter and doubles none; `kill -TERM` lets everything finish.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::time::{Duration, Instant};

use aula::db::Conn;
use aula::db::schema::{announcement_recipients, contacts, holdings, jobs, letters, notices, people};
use aula::db::types::to_text;
use aula::homes::{Contact, Holding};
use aula::who::Holds;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::connection::Connection as _;
use diesel::prelude::*;

use crate::support::Side;
use crate::support::house::{Guest, House, Plot, until};
use crate::support::people::{PASSWORD, known_as};
use crate::support::screen::SeenForm;
use crate::support::smtp::MailServer;
use crate::support::world::now;

fn conn(plot: &Plot) -> Conn {
    Conn::open(&plot.ground.url).expect("the database")
}

fn typed<T: std::str::FromStr>(id: &str) -> T {
    id.parse().ok().unwrap_or_else(|| panic!("{id} is no id"))
}

/// So many people with an e-mail move into the second building, where the tenant lives already.
fn crowd(plot: &Plot, many: u128) {
    let side = Side::First;
    let moving_in = |conn: &mut Conn| {
        for n in 1..=many {
            let (person, name) = (to_text((0xc0_de << 64) | n), format!("Житель {n}"));
            let account = (people::id.eq(&person), people::name.eq(&name), people::email.eq(format!("p{n}@crowd.example")));
            let manner = (
                people::locale.eq("ru"),
                people::time_zone.eq("Asia/Almaty"),
                people::operator.eq(false),
                people::created_at.eq(now()),
            );
            diesel::insert_into(people::table).values((account, manner)).execute(conn)?;
            let card = Contact {
                id: typed(&side.contact(1000 + n)),
                company_id: typed(&side.company()),
                person_id: Some(typed(&person)),
                name_folded: aula::text::fold(&name),
                sort_key: aula::text::alphabetical::key(&name),
                name,
                ident: None,
                phone: None,
                email: Some(format!("p{n}@crowd.example")),
                created_at: now(),
                died_on: None,
            };
            diesel::insert_into(contacts::table).values(&card).execute(conn)?;
            let held = Holding {
                id: typed(&side.holding(1000 + n)),
                company_id: card.company_id,
                premises_id: typed(&side.premises(8)),
                contact_id: card.id,
                holds: Holds::Family,
                share_of: None,
                share_in: None,
                since: None,
                until: None,
                created_at: now(),
            };
            diesel::insert_into(holdings::table).values(&held).execute(conn)?;
        }
        QueryResult::Ok(())
    };
    conn(plot).transaction(moving_in).expect("they move in");
}

/// The editor writes to the second building and presses «send»; gives the announcement's id.
pub(crate) fn published(guest: &Guest) -> String {
    guest.sign_in(&known_as("editor").email(), PASSWORD);
    let place = format!("building:{}", Side::First.building(2));
    let form = guest.visit("/staff/announcements/new").form("/staff/announcements").with("kind", "info").with("place", &place);
    let form = form.with("title_ru", "Воды не будет").with("body_ru", "Завтра не будет воды.");
    let at = guest.submit(&form).leads_to().to_owned();
    let action = format!("{at}/publication");
    let form = guest.visit(&action).form(&action);
    guest.submit(&form).is(303);
    at.rsplit('/').next().expect("an id").to_owned()
}

/// Two minutes go by while nobody is there: what is due later is due now, and what somebody held is let go.
pub(crate) fn time_goes_by(plot: &Plot) {
    let long_ago: NaiveDateTime = now() - TimeDelta::days(365 * 5);
    let mut conn = conn(plot);
    diesel::update(jobs::table.filter(jobs::state.eq_any(["waiting", "running"])))
        .set((jobs::due_at.eq(long_ago), jobs::claimed_until.eq(Some(long_ago))))
        .execute(&mut conn)
        .expect("jobs");
    diesel::update(letters::table.filter(letters::state.eq_any(["waiting", "sending"])))
        .set((letters::due_at.eq(long_ago), letters::claimed_until.eq(Some(long_ago))))
        .execute(&mut conn)
        .expect("letters");
}

/// How many of the recipients wait to be told, and how many there are.
fn telling(plot: &Plot, id: &str) -> (i64, i64) {
    let mut conn = conn(plot);
    let mine = announcement_recipients::table.filter(announcement_recipients::announcement_id.eq(id.to_owned()));
    let all = mine.count().get_result(&mut conn).expect("the proof");
    let waiting = announcement_recipients::table
        .filter(announcement_recipients::announcement_id.eq(id.to_owned()))
        .filter(announcement_recipients::channel.eq("waiting"))
        .count()
        .get_result(&mut conn)
        .expect("the proof");
    (waiting, all)
}

/// How often each letter came, by its Message-ID.
pub(crate) fn came(server: &MailServer) -> BTreeMap<String, usize> {
    server.letters().iter().fold(BTreeMap::new(), |mut all, letter| {
        *all.entry(letter.header("Message-ID").expect("an id")).or_default() += 1;
        all
    })
}

/// Everybody has one notice, is told once in the proof, and has a letter of their own.
pub(crate) fn everybody_once(plot: &Plot, id: &str, many: usize, server: &MailServer) {
    until("every letter came", || (came(server).len() >= many).then_some(()));
    let mut conn = conn(plot);
    let told: Vec<String> =
        notices::table.filter(notices::subject_id.eq(id)).select(notices::person_id).load(&mut conn).expect("the notices");
    assert_eq!((told.len(), told.iter().collect::<BTreeSet<_>>().len()), (many, many), "one notice for each");
    assert_eq!(telling(plot, id), (0, i64::try_from(many).expect("not so many")));
    assert_eq!(came(server).len(), many, "as many letters as people");
    let readers: BTreeSet<String> = server.letters().into_iter().flat_map(|letter| letter.to).collect();
    assert_eq!(readers.len(), many, "each to another one");
}

/// A house with so many people besides the tenant, and the server its letters go to.
pub(crate) fn start(many: u128) -> (Plot, MailServer) {
    let server = MailServer::start();
    let mut plot = Plot::furnished();
    plot.smtp = Some(server.url());
    crowd(&plot, many);
    // what the world left in the outbox is not for these tests
    diesel::delete(letters::table.filter(letters::state.eq_any(["waiting", "sending"])))
        .execute(&mut conn(&plot))
        .expect("an empty outbox");
    (plot, server)
}

#[test]
fn killed_between_deciding_and_telling() {
    let (plot, server) = start(20);
    let house = plot.serve();
    let id = published(&house.guest());
    house.kill();
    assert_eq!(telling(&plot, &id), (0, 0));
    time_goes_by(&plot);
    let _house = plot.serve();
    everybody_once(&plot, &id, 21, &server);
    assert!(came(&server).values().all(|times| *times == 1));
}

#[test]
fn killed_between_writing_and_sending() {
    let (plot, mut server) = start(40);
    let house = plot.serve();
    let id = published(&house.guest());
    house.kill();
    server.close();
    time_goes_by(&plot);
    let house = plot.serve();
    until("everybody is told", || (telling(&plot, &id) == (0, 41)).then_some(()));
    house.kill();
    assert!(server.letters().is_empty());
    server.open_again();
    time_goes_by(&plot);
    let _house = plot.serve();
    everybody_once(&plot, &id, 41, &server);
    std::thread::sleep(Duration::from_millis(500));
    assert!(came(&server).values().all(|times| *times == 1), "{:?}", came(&server));
}

#[test]
fn killed_in_the_middle_of_telling() {
    let many = 1600;
    let (plot, mut server) = start(many - 1);
    let all = i64::try_from(many).expect("not so many");
    server.close();
    let house = plot.serve();
    let id = published(&house.guest());
    house.kill();
    let mut halves = 0;
    for _ in 0..6 {
        time_goes_by(&plot);
        let house = plot.serve_unanswered();
        let before = telling(&plot, &id).0;
        // as soon as one more portion is told, or all are
        let waiting = until("some more are told", || {
            let (waiting, fixed) = telling(&plot, &id);
            (fixed == all && (waiting < before || before == 0)).then_some(waiting)
        });
        house.kill();
        if waiting == 0 {
            break;
        }
        halves += 1;
    }
    assert!(halves > 0, "it was killed with some told and some not");
    server.open_again();
    time_goes_by(&plot);
    let _house = plot.serve();
    everybody_once(&plot, &id, usize::try_from(many).expect("not so many"), &server);
    assert!(came(&server).values().all(|times| *times == 1));
}

#[test]
fn killed_in_the_middle_of_sending() {
    let (plot, server) = start(300);
    let house = plot.serve();
    let id = published(&house.guest());
    house.kill();
    let mut kills = 0;
    for some in [10, 90, 200] {
        time_goes_by(&plot);
        let house = plot.serve_unanswered();
        until("some letters came", || (came(&server).len() >= some).then_some(()));
        house.kill();
        kills += 1;
    }
    assert!(came(&server).len() < 301, "it was killed before all were sent");
    time_goes_by(&plot);
    let _house = plot.serve();
    everybody_once(&plot, &id, 301, &server);
    let twice: usize = came(&server).values().map(|times| times - 1).sum();
    assert!(twice <= kills * 8, "only what was in one of eight hands can come twice: {twice}");
}

#[test]
fn asked_to_stop_it_finishes_the_request_and_the_job_and_says_goodbye() {
    let (plot, mut server) = start(1200);
    server.close();
    let house = plot.serve();
    let id = published(&house.guest());
    house.kill();
    time_goes_by(&plot);
    let mut house = plot.serve();
    let guest = house.guest();
    let body = format!("login={}&password={PASSWORD}", known_as("owner").email());
    let form = guest.visit("/sign-in").form("/sign-in");
    let body = format!("token={}&{body}", form.value("token"));
    let (first, rest) = body.split_at(body.len() / 2);
    let mut slow =
        guest.begin("POST", "/sign-in", "content-type: application/x-www-form-urlencoded\r\n", body.len()).expect("a connection");
    slow.write_all(first.as_bytes()).expect("half a body");
    until("the job is at work", || (telling(&plot, &id).1 > 0).then_some(()));
    let asked = Instant::now();
    house.ask_to_stop();
    std::thread::sleep(Duration::from_secs(1));
    slow.write_all(rest.as_bytes()).expect("the other half");
    let answer = guest.answer("/sign-in", slow).expect("a whole answer");
    answer.is(303);
    let status = house.ended();
    assert_eq!(status.code(), Some(0), "{}", house.log());
    assert!(asked.elapsed() < Duration::from_secs(40), "{:?}", asked.elapsed());
    assert_eq!(telling(&plot, &id), (0, 1201), "the job was brought to its end");
    assert!(std::net::TcpStream::connect(house.address).is_err(), "nobody listens any more");
}

/// The link that the terminal shows at the first start.
fn link(house: &House) -> Option<String> {
    house.said().split_whitespace().find_map(|word| word.split_once("/first/").map(|(_, token)| format!("/first/{token}")))
}

#[test]
fn the_first_start_prints_a_link_that_makes_one_operator() {
    let plot = Plot::bare();
    let house = plot.serve();
    let link = until("the link is printed", || link(&house));
    assert!(house.said().contains(&format!("http://{}/first/", house.address)), "{}", house.said());
    let guest = house.guest();
    let form = guest.visit(&link).form(&link);
    let form = form
        .with("name", "Есенова Сәуле")
        .with("email", "saule@demo.example")
        .with("password", "жеті түйе өтті")
        .with("again", "жеті түйе өтті");
    guest.submit(&form.clone().with("again", "другое")).is(422);
    guest.submit(&form).is(303);
    guest.visit("/operator").is(200);
    let thief = house.guest();
    thief.visit(&link).is(422);
    let form = SeenForm { fields: thief.visit("/sign-in").form("/sign-in").fields, ..form }
        .with("name", "Вор")
        .with("email", "thief@demo.example")
        .with("password", "жеті түйе өтті")
        .with("again", "жеті түйе өтті");
    thief.submit(&form).is(422);
    assert!(guest.ask("GET", "/healthz", "", b"").expect("an answer").body().contains("\"database\":\"ok\""));
    house.kill();
    let house = plot.serve();
    house.guest().visit("/sign-in").is(200);
    assert!(!house.said().contains("/first/"), "{}", house.said());
    let token = link.rsplit('/').next().expect("a token");
    assert!(!house.log().contains(token), "the link is for the terminal, not for the log");
}

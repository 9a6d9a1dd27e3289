//! The portal itself is killed while people vote through its pages. Each sends the ballot that was not answered once more, as a browser
//! does: it is counted exactly once, whether the first sending had arrived or not.

use std::time::Duration;

use aula::clock::Clock;
use aula::db::Conn;
use aula::db::schema::ballots;
use aula::voting;
use diesel::prelude::*;

use crate::support::assembly::{Assembly, Called};
use crate::support::house::{Guest, Plot};
use crate::support::people::PASSWORD;
use crate::support::{running, world};

/// After how long the portal is killed, in milliseconds.
const KILLS: [u64; 3] = [350, 900, 600];
/// Who votes again and again, and for which flat.
const VOTERS: [(&str, usize); 5] = [("owner", 1), ("owner", 2), ("neighbour", 4), ("owner2", 7), ("proxy", 12)];

/// Somebody at their page.
struct Voter {
    guest: Guest,
    /// Where ballots go.
    at: String,
    unit: String,
    /// The number of the ballot that is to be sent: all before it were acknowledged.
    next: i32,
}

/// What the ballot of that number says to all four questions.
fn said(number: i32) -> (&'static str, char) {
    if number % 2 == 0 { ("against", 'a') } else { ("for", 'f') }
}

impl Voter {
    /// Sends the next ballot; nothing comes back when the portal is gone.
    fn votes(&mut self) -> Option<()> {
        let (unit, word) = (&self.unit, said(self.next).0);
        let mut fields: Vec<(String, String)> = (1..=4).map(|place| (format!("{unit}-{place}"), word.to_owned())).collect();
        let rest = [("unit", unit.as_str()), ("apart", "yes"), ("again", "yes"), ("step", "cast")];
        fields.extend(rest.map(|(name, value)| (name.to_owned(), value.to_owned())));
        fields.push(("once".into(), format!("{unit}-{}", self.next)));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        let headers = "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n";
        let answer = self.guest.ask("POST", &format!("{}/ballot", self.at), headers, body.as_bytes()).ok()?;
        assert_eq!(answer.is(303).leads_to(), format!("{}/receipt", self.at));
        self.next += 1;
        Some(())
    }

    fn votes_until_it_is_gone(mut self) -> Self {
        while self.votes().is_some() {}
        self
    }
}

#[actix_web::test]
async fn a_portal_killed_while_people_vote_loses_no_ballot_and_doubles_none() {
    let plot = Plot::furnished();
    let app = running::app(&plot.ground, "http://127.0.0.1", running::memory());
    // the program looks at the real clock
    app.clock.pass(Clock::real().now() - world::now());
    let here = Assembly::settle_in(&app, Called::open()).await;
    drop(app);
    let mut house = plot.serve();
    let mut voters: Vec<Voter> = VOTERS
        .iter()
        .map(|(who, flat)| {
            let guest = house.guest();
            guest.sign_in(&format!("{who}@demo.example"), PASSWORD);
            Voter { guest, at: here.at(""), unit: here.flat(*flat).to_string(), next: 1 }
        })
        .collect();
    for after in KILLS {
        let began: i32 = voters.iter().map(|voter| voter.next).sum();
        let threads: Vec<_> = voters.into_iter().map(|voter| std::thread::spawn(|| voter.votes_until_it_is_gone())).collect();
        std::thread::sleep(Duration::from_millis(after));
        house.kill();
        let stopped: Vec<Voter> = threads.into_iter().map(|thread| thread.join().expect("a voter")).collect();
        assert!(stopped.iter().map(|voter| voter.next).sum::<i32>() > began, "somebody had voted before it was killed");
        house = plot.serve();
        voters = stopped.into_iter().map(|voter| Voter { guest: house.welcomes(&voter.guest), ..voter }).collect();
    }
    for voter in &mut voters {
        voter.votes().expect("it stands again");
    }
    let mut conn = Conn::open(&plot.ground.url).expect("the database");
    let mut cast = 0;
    for voter in &voters {
        let mine = ballots::table.filter(ballots::premises_id.eq(&voter.unit)).order(ballots::version);
        let all: Vec<(i32, String, String)> =
            mine.select((ballots::version, ballots::standing, ballots::choices)).load(&mut conn).expect("the ballots");
        let versions: Vec<i32> = all.iter().map(|(version, ..)| *version).collect();
        assert_eq!(versions, (1..voter.next).collect::<Vec<i32>>(), "each that was acknowledged, once");
        for (version, standing, choices) in &all {
            assert!(choices.starts_with(said(*version).1), "the {version}th is {choices}");
            assert_eq!(standing == "counts", *version + 1 == voter.next, "only the last one counts");
        }
        cast += all.len();
    }
    let (lines, wrong) = voting::check(&mut conn).expect("a check");
    assert!(wrong.is_empty(), "{wrong:?}");
    // the notice, the opening, and a line for each ballot
    assert_eq!(lines, cast + 2);
}

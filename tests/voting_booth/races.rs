//! Many at once: a unit has one vote, and the close is a line that every ballot is on one side of.

use aula::db::Never;
use aula::db::schema::meetings;
use diesel::prelude::*;
use futures_util::future::{join_all, join3};

use super::{filled, kept, reviewed, whole};
use crate::support::TestPortal;
use crate::support::assembly::{Assembly, Called};
use crate::support::people::owner2;

#[actix_web::test]
async fn of_fifty_casts_of_a_unit_one_counts() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner2());
    let form = reviewed(&portal, &who, &filled(&portal, &who, &here.at(""), &here, "ffff").await).await;
    let all: Vec<_> = (0..50)
        .map(|nth| {
            let word = ["for", "against", "abstain"][nth % 3];
            form.clone().with("once", &format!("form {nth}")).with("mine-1", word)
        })
        .collect();
    let answers = join_all(all.iter().map(|form| portal.submit(&who, form))).await;
    for answer in &answers {
        answer.is(303);
    }
    let flat = kept(&portal, &here, here.flat(7)).await;
    assert_eq!(flat.len(), 50);
    assert_eq!(flat.iter().filter(|(standing, ..)| standing == "counts").count(), 1);
    assert_eq!(flat.last().map(|(standing, _, version)| (standing.as_str(), *version)), Some(("counts", 50)));
    // three units each: flat 4, flat 7, the storage room
    assert_eq!(whole(&portal, &here).await, 2 + 3 * 50);
}

#[actix_web::test]
async fn while_it_closes_every_ballot_counts_or_is_refused() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner2());
    let form = reviewed(&portal, &who, &filled(&portal, &who, &here.at(""), &here, "ffff").await).await;
    let all: Vec<_> = (0..50).map(|nth| form.clone().with("once", &format!("form {nth}"))).collect();
    let (meeting, db) = (here.meeting.to_string(), portal.app.db.clone());
    let close = async move {
        let closed = db.write::<_, Never>(move |tx| {
            let there = meetings::table.filter(meetings::id.eq(meeting));
            Ok(diesel::update(there).set(meetings::state.eq("counting")).execute(&mut **tx)?)
        });
        closed.await.ok().expect("closed");
    };
    let (early, late) = all.split_at(20);
    let (first, (), second) = join3(
        join_all(early.iter().map(|form| portal.submit(&who, form))),
        close,
        join_all(late.iter().map(|form| portal.submit(&who, form))),
    )
    .await;
    let answers: Vec<u16> = first.iter().chain(&second).map(|answer| answer.status.as_u16()).collect();
    assert!(answers.iter().all(|status| [303, 422].contains(status)), "{answers:?}");
    let counted = answers.iter().filter(|status| **status == 303).count();
    assert_eq!(kept(&portal, &here, here.flat(7)).await.len(), counted, "{answers:?}");
    assert_eq!(whole(&portal, &here).await, 2 + 3 * counted);
}

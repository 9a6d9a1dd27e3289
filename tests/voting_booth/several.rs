//! Several units: together, or each by itself.

use super::{filled, kept, reviewed};
use crate::support::TestPortal;
use crate::support::assembly::{Assembly, Called, proxy};
use crate::support::people::owner;

#[actix_web::test]
async fn each_unit_may_say_something_else() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner());
    let together = portal.visit(&who, &here.at("")).await;
    let href = together.is(200).links().into_iter().map(|(_, href)| href).find(|href| href.ends_with("?apart=yes"));
    let form = filled(&portal, &who, &href.expect("a link to the other way"), &here, "ffff").await;
    let (one, two) = (format!("{}-1", here.flat(1)), format!("{}-1", here.flat(2)));
    assert_eq!((form.value(&one), form.value(&two)), ("for", "for"));
    assert!(form.value(&format!("{}-1", here.unit(13))).is_empty(), "a parking place is not asked about the fee");
    // the second flat and the parking place: not now
    let form = form.with(&one, "against").without(&two).without(&format!("{}-2", here.flat(2)));
    let form = form.without(&format!("{}-3", here.unit(13)));
    let cast = reviewed(&portal, &who, &form).await;
    portal.submit(&who, &cast).await.is(303);
    assert_eq!(kept(&portal, &here, here.flat(1)).await, [("counts".into(), "af--".into(), 1)]);
    assert!(kept(&portal, &here, here.flat(2)).await.is_empty());
    // what is left waits still, and only that
    let page = portal.visit(&who, &here.at("")).await;
    let left = page.is(200).attributes("input[name=unit]", "value");
    assert_eq!(left, [here.flat(2).to_string(), here.unit(13).to_string()]);
}

#[actix_web::test]
async fn a_representative_answers_for_each_owner_apart() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, proxy());
    let form = filled(&portal, &who, &here.at(""), &here, "ffff").await;
    let elder = format!("{}-1", here.card("elder"));
    assert_eq!((form.value("mine-1"), form.value(&elder)), ("for", "for"));
    let cast = reviewed(&portal, &who, &form.with(&elder, "against")).await;
    portal.submit(&who, &cast).await.is(303);
    assert_eq!(kept(&portal, &here, here.flat(8)).await, [("counts".into(), "af-f".into(), 1)]);
    assert_eq!(kept(&portal, &here, here.flat(12)).await, [("counts".into(), "ff-f".into(), 1)]);
}

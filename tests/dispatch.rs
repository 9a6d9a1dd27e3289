//! Jobs from «somebody has to go there» to «it is good»: the technician's phone, the resident's two hours, the dispatcher's board.

mod board;
mod offline;
mod racing;
mod round;
mod upkeep;
mod windows;

use aula::accounts;
use aula::db::Never;
use aula::team::{self, Posting, Skill};
use aula::who::Role;

use crate::support::people::{dispatcher, known_as};
use crate::support::{Person, Screen, Side, TestPortal};

/// A small picture, as telephones send them.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 48, image::Rgb([90, 120, 60])).write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

/// The job of the world.
fn job() -> String {
    Side::First.job()
}

/// The request it is done for.
fn lamp() -> String {
    Side::First.request()
}

/// The version that the page in hand was made for.
fn version(screen: &Screen) -> String {
    screen.attributes("input[name=version]", "value").into_iter().next().unwrap_or_default()
}

/// A technician takes a step on the page of their job.
async fn steps(portal: &TestPortal, who: &Person, id: &str, act: &str, fields: &[(&str, &str)], photos: &[&[u8]]) -> Screen {
    let page = portal.visit(who, &format!("/jobs/{id}")).await;
    let version = version(page.is(200));
    let mut all = vec![("version", version.as_str()), ("act", act)];
    all.extend(fields);
    let files: Vec<(&str, &str, &[u8])> = photos.iter().map(|bytes| ("photo", "a.png", *bytes)).collect();
    portal.upload(who, &format!("/jobs/{id}/steps"), &all, &files).await
}

/// The clerk can repair things too: a second technician, both of them electricians.
async fn second(portal: &TestPortal) -> Person {
    let company = Side::First.company().parse().expect("an id");
    let (first, second) = (known_as("technician").id(), known_as("clerk").id());
    let appointed = portal.app.db.write::<_, Never>(move |tx| {
        let second = accounts::appoint(tx, company, second.parse().expect("an id"), Role::Technician, &[])?;
        let first = team::membership_of(tx, company, first.parse().expect("an id"), Role::Technician)?.expect("a technician");
        for member in [first, second] {
            team::post(tx, company, member, &Posting { skills: vec![Skill::Electrics], ..Posting::default() })?;
        }
        Ok(())
    });
    appointed.await.expect("the second technician");
    crate::support::people::clerk()
}

/// A dispatcher makes a job out of the request of the world, and gives where staff see it.
async fn made(portal: &TestPortal, asks: bool) -> String {
    let staff = dispatcher();
    let page = portal.visit(&staff, &format!("/staff/jobs/new?request={}", lamp())).await;
    let form = page.is(200).form("/staff/jobs");
    let form = if asks { form } else { form.without("asks") };
    portal.submit(&staff, &form).await.is(303).leads_to().rsplit('/').next().expect("an id").to_owned()
}

/// A dispatcher plans a job on its page.
async fn plans(portal: &TestPortal, staff: &Person, id: &str, fields: &[(&str, &str)]) -> Screen {
    let page = portal.visit(staff, &format!("/staff/jobs/{id}")).await;
    let version = version(page.is(200));
    let mut all = vec![("version", version.as_str()), ("lasts", "60")];
    all.extend(fields);
    portal.send(staff, &format!("/staff/jobs/{id}/offer"), &all).await
}

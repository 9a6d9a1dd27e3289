//! From «the lamp is out» to «it is fixed»: residents report, staff work, clocks run, neighbours join.

mod asking;
mod figures;
mod mail;
mod outages;
mod queue;
mod terms;

use crate::support::{Person, Screen, Side, TestPortal};

/// A small picture, as telephones send them.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 48, image::Rgb([200, 160, 40])).write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

/// The fields of a report as the page has them, filled.
async fn filled(portal: &TestPortal, who: &Person, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = portal.visit(who, "/requests/new").await.is(200).form("/requests");
    let mut all: Vec<(String, String)> = form.fields;
    for (name, value) in fields {
        all.retain(|(known, _)| known != name);
        all.push(((*name).to_owned(), (*value).to_owned()));
    }
    all
}

/// Sends what the form has, with pictures.
async fn sends(portal: &TestPortal, who: &Person, fields: &[(String, String)], pictures: &[(&str, &[u8])]) -> Screen {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let files: Vec<(&str, &str, &[u8])> = pictures.iter().map(|(name, bytes)| ("photo", *name, *bytes)).collect();
    portal.upload(who, "/requests", &fields, &files).await
}

/// Reports something and gives where it stands.
async fn reports(portal: &TestPortal, who: &Person, category: &str, text: &str) -> String {
    let fields = filled(portal, who, &[("category", category), ("text", text), ("sure", "yes")]).await;
    sends(portal, who, &fields, &[]).await.is(303).leads_to().to_owned()
}

/// Takes a step on the page of staff; `at` is the resident's address of the request.
async fn steps(portal: &TestPortal, staff: &Person, at: &str, act: &str, fields: &[(&str, &str)]) -> Screen {
    let page = format!("/staff{at}");
    let screen = portal.visit(staff, &page).await;
    let version = screen.is(200).attributes("input[name=version]", "value").into_iter().next().unwrap_or_default();
    let mut all = vec![("version", version.as_str()), ("act", act)];
    all.extend(fields);
    portal.send(staff, &format!("{page}/state"), &all).await
}

/// The request of the world.
fn lamp() -> String {
    format!("/requests/{}", Side::First.request())
}

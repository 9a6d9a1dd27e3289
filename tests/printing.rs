//! Bills for the printer: a file for each entrance, with names or without, the same however often the job runs.

use aula::db::schema::{bill_prints, files};
use diesel::prelude::*;

use crate::payments::charge;
use crate::support::paper::{is_sound, pages_of};
use crate::support::people::{accountant, clerk, known_as};
use crate::support::{Person, TestPortal};

const AT: &str = "/staff/billing/prints";

async fn drawn(portal: &TestPortal, who: &Person, variant: &str) -> String {
    let form = portal.visit(who, AT).await.is(200).form(AT);
    let form = form.with("month", "2026-11-01").with("variant", variant);
    let at = portal.submit(who, &form).await.is(303).leads_to().to_owned();
    portal.work().await;
    at
}

/// The pages of all files of a printing.
async fn pages(portal: &TestPortal, who: &Person, at: &str) -> Vec<String> {
    let show = portal.visit(who, at).await;
    let files: Vec<String> =
        show.is(200).attributes("main li a", "href").into_iter().filter(|to| to.ends_with("bill.pdf")).collect();
    assert!(!files.is_empty());
    let mut all = Vec::new();
    for file in files {
        let pdf = portal.visit(who, &file).await;
        is_sound(&pdf.is(200).bytes);
        all.extend(pages_of(&pdf.bytes).unwrap_or_default());
    }
    all
}

#[actix_web::test]
async fn bills_are_drawn_by_entrance_with_names_and_without() {
    let portal = TestPortal::open().await;
    let who = accountant();
    portal.visit(&clerk(), AT).await.is(403);
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let named = drawn(&portal, &who, "named").await;
    let public = drawn(&portal, &who, "public").await;
    let (named, public) = (pages(&portal, &who, &named).await, pages(&portal, &who, &public).await);
    if named.is_empty() {
        return;
    }
    assert_eq!((named.len(), public.len()), (8, 8), "a page each");
    let name = known_as("owner").name;
    assert!(named.iter().any(|page| page.contains(name)));
    assert!(public.iter().all(|page| !page.contains(name)), "nobody is named");
    assert!(public.iter().any(|page| page.contains("3 070,00") || page.contains("3\u{a0}070,00")));
}

#[actix_web::test]
async fn run_again_it_draws_nothing_twice_and_an_unknown_month_is_refused() {
    let portal = TestPortal::open().await;
    let who = accountant();
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let at = drawn(&portal, &who, "named").await;
    let id = at.rsplit('/').next().expect("an id").to_owned();
    let count = |id: String| {
        let read = portal.app.db.read(move |conn| files::table.filter(files::subject_id.eq(id)).count().get_result::<i64>(conn));
        async move { read.await.expect("files") }
    };
    let before = count(id.clone()).await;
    // as it is after a kill before the last word
    let again = id.clone();
    let set = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        use aula::db::schema::jobs;
        diesel::update(bill_prints::table.filter(bill_prints::id.eq(again)))
            .set(bill_prints::state.eq("drawing"))
            .execute(&mut **tx)?;
        let job = jobs::table.filter(jobs::kind.eq("billing.print"));
        let waiting = (jobs::state.eq("waiting"), jobs::ended_at.eq(None::<chrono::NaiveDateTime>));
        Ok(diesel::update(job).set(waiting).execute(&mut **tx)?)
    });
    set.await.map_err(|_| "broken").expect("set back");
    portal.work().await;
    assert_eq!(count(id).await, before);
    portal.visit(&who, &at).await.is(200).misses("data-reload");
    for month in ["2027-01-01", "soon", ""] {
        let refused = portal.send(&who, AT, &[("month", month)]).await;
        assert!(!refused.is(422).error_of("month").is_empty(), "{month}");
    }
}

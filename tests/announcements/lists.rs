//! Lists show titles and beginnings that stand ready, in the order that an index gives.

use aula::announcements::{Stage, State};
use aula::db::schema::{announcement_versions, announcements};
use diesel::prelude::*;

use super::{building, told, water};
use crate::support::TestPortal;
use crate::support::people::{editor, owner2};

/// How every announcement stands: its state, and the list it is kept for.
async fn stages(portal: &TestPortal) -> Vec<(State, Stage)> {
    let asked = portal.app.db.read(|conn| announcements::table.select((announcements::state, announcements::stage)).load(conn));
    asked.await.expect("states")
}

#[actix_web::test]
async fn what_is_kept_for_a_list_follows_every_step_of_an_announcement() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let (at, _) = told(&portal, &editor, &water(&[("place", &place)])).await;
    let (over, _) = told(
        &portal,
        &editor,
        &[("title_kk", "Тағы бірі"), ("body_kk", "Мәтін."), ("title_ru", "Ещё одно"), ("body_ru", "Текст."), ("place", &place)],
    )
    .await;
    let seen = stages(&portal).await;
    assert!(seen.iter().filter(|(state, _)| *state == State::Published).count() >= 2);
    assert!(seen.iter().all(|(state, stage)| state.stage() == *stage), "{seen:?}");
    portal.visit(&owner2(), "/announcements").await.sees("Воды не будет").sees("Ещё одно");

    let action = format!("{at}/withdrawal");
    let form = portal.visit(&editor, &action).await.form(&action);
    portal.submit(&editor, &form.with("why", "Авария устранена")).await.is(303);
    let id = over.rsplit('/').next().unwrap_or_default().to_owned();
    let yesterday = portal.app.clock.now() - chrono::TimeDelta::days(1);
    let ended = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        let mine = announcements::table.filter(announcements::id.eq(id));
        Ok(diesel::update(mine).set(announcements::expires_at.eq(yesterday)).execute(&mut **tx)?)
    });
    assert_eq!(ended.await.ok(), Some(1));
    aula::announcements::expire(&portal.app).await.expect("over");

    let seen = stages(&portal).await;
    assert!(seen.iter().any(|(state, _)| *state == State::Withdrawn) && seen.iter().any(|(state, _)| *state == State::Expired));
    assert!(seen.iter().all(|(state, stage)| state.stage() == *stage), "{seen:?}");
    portal.visit(&owner2(), "/announcements").await.misses("Воды не будет").misses("Ещё одно");
    portal.visit(&owner2(), "/announcements?show=past").await.sees("Воды не будет").sees("Ещё одно");
}

#[actix_web::test]
async fn a_list_shows_how_a_text_begins_as_it_stands_now() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let (at, _) = told(&portal, &editor, &water(&[("place", &place)])).await;
    let begins = "Уважаемые жители! Завтра не будет воды.";
    portal.visit(&owner2(), "/announcements").await.sees(begins);
    let form = portal.visit(&editor, &format!("{at}/edit")).await.form(&at);
    portal.submit(&editor, &form.with("body_ru", "Вода *есть*.")).await.is(303);
    portal.visit(&owner2(), "/announcements").await.sees("Вода есть.").misses(begins);
    portal.visit(&owner2(), "/home").await.sees("Вода есть.");
}

#[actix_web::test]
async fn what_was_written_before_beginnings_were_kept_gets_its_own_at_night() {
    let (portal, place) = (TestPortal::open().await, building());
    told(&portal, &editor(), &water(&[("place", &place)])).await;
    let nothing: Option<String> = None;
    let forgotten = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        let all = (announcement_versions::excerpt_kk.eq(&nothing), announcement_versions::excerpt_ru.eq(&nothing));
        Ok(diesel::update(announcement_versions::table).set(all).execute(&mut **tx)?)
    });
    assert!(forgotten.await.is_ok_and(|changed| changed > 0));
    portal.visit(&owner2(), "/announcements").await.is(200).sees("Воды не будет").misses("Завтра не будет воды.");
    aula::announcements::excerpts(&portal.app).await.expect("read");
    portal.visit(&owner2(), "/announcements").await.sees("Завтра не будет воды.");
    let bare = portal.app.db.read(|conn| {
        announcement_versions::table.filter(announcement_versions::excerpt_kk.is_null()).count().get_result::<i64>(conn)
    });
    assert_eq!(bare.await.expect("count"), 0);
}

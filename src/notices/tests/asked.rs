//! What is asked for over HTTP: the inbox, refusing, the letters.

use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Reader, after};
use crate::app::App;
use crate::db::Never;
use crate::db::schema::{memberships, notice_wishes, people};
use crate::notices::kind::{Kind, Pace};
use crate::notices::stop::Stop;
use crate::stand::Stand;
use crate::web::{Navigation, Portal, Routes};
use crate::who::{Duty, PersonId, Role};
use crate::{accounts, franchise, notices};

const PASSWORD: &str = "a long enough password";

fn routes(routes: &mut Routes<'_>) {
    accounts::routes(routes);
    notices::routes(routes);
    franchise::routes(routes);
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) policy: String,
    pub(super) cookies: Vec<Cookie<'static>>,
    pub(super) body: String,
}

async fn ask(app: &App, req: TestRequest) -> Answer {
    let service = init_service(Portal::new(app.clone(), routes, Navigation(&[])).worker()).await;
    let res = call_service(&service, req.to_request()).await;
    let header = |name: &str| res.headers().get(name).and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let cookies = res.response().cookies().map(Cookie::into_owned).collect();
    let (status, location, policy) = (res.status(), header("location"), header("content-security-policy"));
    Answer { status, location, policy, cookies, body: String::from_utf8_lossy(&read_body(res).await).into_owned() }
}

pub(super) async fn get(app: &App, path: &str, cookie: Option<&Cookie<'static>>) -> Answer {
    let req = TestRequest::get().uri(path);
    ask(app, cookie.into_iter().fold(req, |req, cookie| req.cookie(cookie.clone()))).await
}

async fn post(app: &App, path: &str, body: &'static str, cookie: Option<&Cookie<'static>>) -> Answer {
    let req =
        TestRequest::post().uri(path).insert_header(("content-type", "application/x-www-form-urlencoded")).set_payload(body);
    // a mailbox sends no word of where it comes from, a browser does
    let req =
        if let Some(cookie) = cookie { req.cookie(cookie.clone()).insert_header(("sec-fetch-site", "same-origin")) } else { req };
    ask(app, req).await
}

pub(super) async fn sign_in(app: &App, person: PersonId) -> Cookie<'static> {
    let hash = accounts::hash_now(PASSWORD).unwrap();
    app.db
        .write::<_, Never>(move |tx| {
            Ok(diesel::update(people::table.find(person)).set(people::password.eq(hash)).execute(&mut **tx)?)
        })
        .await
        .unwrap();
    let form = format!("login={}&password={}", super::address(person).replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let answer = post_owned(app, "/sign-in", form).await;
    answer.cookies.into_iter().find(|cookie| cookie.name() == "__Host-aula").unwrap()
}

async fn post_owned(app: &App, path: &str, body: String) -> Answer {
    let req = TestRequest::post().uri(path).insert_header(("content-type", "application/x-www-form-urlencoded"));
    ask(app, req.insert_header(("sec-fetch-site", "same-origin")).set_payload(body)).await
}

async fn wishes(app: &App) -> Vec<(PersonId, Kind, Pace)> {
    let all = app.db.read(|conn| {
        notice_wishes::table.select((notice_wishes::person_id, notice_wishes::kind, notice_wishes::pace)).load(conn)
    });
    all.await.unwrap()
}

#[actix_web::test]
async fn an_address_refuses_one_kind_for_one_person_by_post_only() {
    for stand in Stand::each() {
        let (app, reader, _other) = (&stand.app, Reader::on(&stand).await, Reader::on(&stand).await);
        let token = Stop::of(reader.person, [Kind::AnnouncementInfo]).unwrap().token(&app.config.secret);
        let path = format!("/unsubscribe/{token}");
        let shown = get(app, &path, None).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.body.contains("List-Unsubscribe"), "{}", shown.body);
        assert_eq!(wishes(app).await, [], "looking refuses nothing");
        assert_eq!(post(app, &path, "", None).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(wishes(app).await, []);
        for _ in 0..2 {
            let done = post(app, &path, "List-Unsubscribe=One-Click", None).await;
            assert_eq!((done.status, done.location.as_str()), (StatusCode::OK, ""));
            assert_eq!(wishes(app).await, [(reader.person, Kind::AnnouncementInfo, Pace::Off)]);
        }
        assert!(!reader.tell(&stand, Kind::AnnouncementInfo, "s1").await.digest);
        assert!(reader.tell(&stand, Kind::AnnouncementOutage, "s2").await.letter.is_some(), "the other kind still comes");
        assert_eq!(post(app, &format!("{path}/again"), "", None).await.status, StatusCode::OK);
        assert_eq!(wishes(app).await, [(reader.person, Kind::AnnouncementInfo, Pace::Immediate)]);
    }
}

#[actix_web::test]
async fn a_wrong_address_does_nothing() {
    for stand in Stand::each() {
        let (app, reader) = (&stand.app, Reader::on(&stand).await);
        let token = Stop::of(reader.person, [Kind::AnnouncementInfo]).unwrap().token(&app.config.secret);
        let stranger = Stop::of(PersonId::fresh(app.clock.now()), [Kind::AnnouncementInfo]).unwrap().token(&app.config.secret);
        let (body, proof) = token.split_once('.').unwrap();
        let swapped = format!("{}.{proof}", stranger.split_once('.').unwrap().0);
        for wrong in [format!("{body}."), "x".into(), swapped, stranger, format!("{token}x")] {
            let path = format!("/unsubscribe/{wrong}");
            assert_eq!(get(app, &path, None).await.status, StatusCode::NOT_FOUND, "{wrong}");
            assert_eq!(post(app, &path, "List-Unsubscribe=One-Click", None).await.status, StatusCode::NOT_FOUND, "{wrong}");
            assert_eq!(post(app, &format!("{path}/again"), "", None).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        assert_eq!(wishes(app).await, []);
    }
}

#[actix_web::test]
async fn ones_own_inbox_is_read_and_nobody_elses() {
    for stand in Stand::each() {
        let (app, reader, other) = (&stand.app, Reader::on(&stand).await, Reader::on(&stand).await);
        reader.tell(&stand, Kind::AnnouncementInfo, "s1").await;
        app.clock.pass(TimeDelta::seconds(1));
        reader.tell(&stand, Kind::AnnouncementLegal, "s2").await;
        let (cookie, thief) = (sign_in(app, reader.person).await, sign_in(app, other.person).await);
        let shown = get(app, "/notifications?show=unread", Some(&cookie)).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.body.contains("/announcements/s1") && shown.body.contains("/announcements/s2"), "{}", shown.body);
        let (_, after) = shown.body.split_once("action=\"/notifications/").unwrap();
        let (_, after) = after.split_once("action=\"/notifications/").unwrap();
        // the second form of the list: the first one reads all, and the newest stands on top
        let reading = format!("/notifications/{}/reading", after.split('/').next().unwrap());
        assert_eq!(post(app, &reading, "", Some(&thief)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(reader.inbox(&stand).await, (2, 2));
        let read = post(app, &reading, "", Some(&cookie)).await;
        assert_eq!((read.status, read.location.as_str()), (StatusCode::SEE_OTHER, "/announcements/s2"));
        assert_eq!(reader.inbox(&stand).await, (2, 1));
        assert_eq!(post(app, "/notifications/reading", "", Some(&cookie)).await.location, "/notifications");
        assert_eq!(reader.inbox(&stand).await, (2, 0));
        assert!(!get(app, "/notifications", Some(&thief)).await.body.contains("/announcements/"), "an inbox of one's own");
        assert_eq!(get(app, "/notifications", None).await.status, StatusCode::SEE_OTHER);
    }
}

#[actix_web::test]
async fn settings_are_kept_or_refused_with_what_was_typed() {
    for stand in Stand::each() {
        let (app, reader) = (&stand.app, Reader::on(&stand).await);
        let cookie = sign_in(app, reader.person).await;
        let wrong = "announcement_info=daily&announcement_outage=off&request=daily&survey=daily&meter_reading=daily&quiet_from=22&quiet_until=&digest_at=18";
        let refused = post(app, "/notifications/settings", wrong, Some(&cookie)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("<option value=\"22\" selected>"), "{}", refused.body);
        let right = "announcement_info=daily&announcement_outage=off&request=daily&survey=daily&meter_reading=daily&bill=daily&announcement_legal=off&quiet_from=22&quiet_until=8&digest_at=18";
        assert_eq!(post(app, "/notifications/settings", right, Some(&cookie)).await.status, StatusCode::SEE_OTHER);
        let mut kept: Vec<(Kind, Pace)> = wishes(app).await.into_iter().map(|(_, kind, pace)| (kind, pace)).collect();
        kept.sort_unstable();
        let daily = |kind| (kind, Pace::Daily);
        let asked = [
            daily(Kind::AnnouncementInfo),
            (Kind::AnnouncementOutage, Pace::Off),
            daily(Kind::Survey),
            daily(Kind::Request),
            daily(Kind::MeterReading),
            daily(Kind::Bill),
        ];
        assert_eq!(kept, asked, "the law asks nobody");
        let shown = get(app, "/notifications/settings", Some(&cookie)).await.body;
        assert!(shown.contains("<option value=\"18\" selected>") && shown.contains("value=\"daily\" checked"), "{shown}");
    }
}

#[actix_web::test]
async fn letters_are_opened_by_the_operator_and_put_back_by_their_own_company() {
    for stand in Stand::each() {
        let (app, reader, other) = (&stand.app, Reader::on(&stand).await, Reader::on(&stand).await);
        let letter = reader.tell(&stand, Kind::AnnouncementOutage, "s1").await.letter.unwrap();
        app.db
            .write::<_, Never>(|tx| {
                Ok(diesel::sql_query("UPDATE letters SET state = 'dead', last_error = '550 no such mailbox'")
                    .execute(&mut **tx)?)
            })
            .await
            .unwrap();
        appoint(app, &reader).await;
        appoint(app, &other).await;
        let (mine, theirs) = (sign_in(app, reader.person).await, sign_in(app, other.person).await);
        assert!(get(app, "/staff/mail?show=dead", Some(&mine)).await.body.contains("550 no such mailbox"));
        assert!(!get(app, "/staff/mail?show=dead", Some(&theirs)).await.body.contains("550 no such mailbox"));
        let again = format!("/staff/mail/{letter}/again");
        assert_eq!(post(app, &again, "", Some(&theirs)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(post(app, &again, "", Some(&mine)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(post(app, &again, "", Some(&mine)).await.status, StatusCode::SEE_OTHER, "a double click is not an error");
        assert_eq!(after(&stand, TimeDelta::zero()).await.len(), 1);
        for path in [
            "/operator".to_owned(),
            "/operator/mail".into(),
            format!("/operator/mail/{letter}"),
            format!("/operator/mail/{letter}/html"),
        ] {
            assert_eq!(get(app, &path, Some(&mine)).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(get(app, &path, None).await.status, StatusCode::SEE_OTHER, "{path}");
        }
        let person = reader.person;
        app.db
            .write::<_, Never>(move |tx| {
                Ok(diesel::update(people::table.find(person)).set(people::operator.eq(true)).execute(&mut **tx)?)
            })
            .await
            .unwrap();
        assert_eq!(get(app, "/operator", Some(&mine)).await.status, StatusCode::OK);
        assert!(get(app, "/operator/mail", Some(&mine)).await.body.contains(&letter.to_string()));
        assert!(get(app, &format!("/operator/mail/{letter}"), Some(&mine)).await.body.contains("Су болмайды"));
        let html = get(app, &format!("/operator/mail/{letter}/html"), Some(&mine)).await;
        assert!(html.policy.starts_with("sandbox; default-src 'none'"), "{}", html.policy);
        assert!(html.body.contains("<h1"));
    }
}

pub(super) async fn appoint(app: &App, reader: &Reader) {
    let (person, company) = (reader.person, reader.company);
    let write = app.db.write::<_, Never>(move |tx| {
        let (now, id) = (tx.now(), person.to_string());
        let row = (
            memberships::id.eq(&id),
            memberships::company_id.eq(company),
            memberships::person_id.eq(person),
            memberships::role.eq(Role::Staff),
            memberships::since.eq(now),
        );
        diesel::insert_into(memberships::table).values(row).execute(&mut **tx)?;
        use crate::db::schema::duties;
        let duty = (duties::company_id.eq(company), duties::membership_id.eq(&id), duties::duty.eq(Duty::Admin));
        Ok(diesel::insert_into(duties::table).values(duty).execute(&mut **tx)?)
    });
    write.await.unwrap();
}

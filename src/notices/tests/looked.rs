//! How the pages look: in every language, page by page, and in the demo.

use std::sync::Arc;

use actix_web::http::StatusCode;
use chrono::TimeDelta;
use diesel::prelude::*;

use super::Reader;
use super::asked::{appoint, get, sign_in};
use crate::app::App;
use crate::config::Config;
use crate::db::Never;
use crate::db::schema::people;
use crate::notices::kind::Kind;
use crate::notices::stop::Stop;
use crate::notices::withdraw;
use crate::stand::Stand;

#[actix_web::test]
async fn every_page_speaks_every_language() {
    for stand in Stand::each() {
        let (app, reader) = (&stand.app, Reader::on(&stand).await);
        let person = reader.person;
        let letter = reader.tell(&stand, Kind::AnnouncementOutage, "s1").await.letter.unwrap();
        for (n, kind) in Kind::ALL.iter().enumerate() {
            reader.tell(&stand, *kind, &format!("k{n}")).await;
        }
        app.db.write::<_, Never>(|tx| Ok(withdraw(tx, "k0")?)).await.unwrap();
        appoint(app, &reader).await;
        let operator = app.db.write::<_, Never>(move |tx| {
            Ok(diesel::update(people::table.find(person)).set(people::operator.eq(true)).execute(&mut **tx)?)
        });
        operator.await.unwrap();
        let cookie = sign_in(app, person).await;
        let token = Stop::of(person, [Kind::AnnouncementInfo, Kind::AnnouncementOutage]).unwrap().token(&app.config.secret);
        let pages = [
            "/notifications".to_owned(),
            "/notifications?show=unread".into(),
            "/notifications/settings".into(),
            format!("/unsubscribe/{token}"),
            "/staff/mail".into(),
            "/staff/mail?show=dead".into(),
            "/operator".into(),
            "/operator/mail".into(),
            format!("/operator/mail/{letter}"),
        ];
        for path in &pages {
            for language in ["kk", "ru", "en"] {
                let sign = if path.contains('?') { '&' } else { '?' };
                let answer = get(app, &format!("{path}{sign}lang={language}"), Some(&cookie)).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                assert!(answer.body.contains(&format!("<html lang=\"{language}\"")), "{path}");
                assert_eq!(answer.body.matches("<h1").count(), 1, "{path}");
                for raw in ["notices.", "franchise.", "%{"] {
                    assert!(!answer.body.contains(raw), "{path} in {language} says {raw}: {}", answer.body);
                }
            }
        }
    }
}

#[actix_web::test]
async fn a_long_inbox_is_walked_forth_and_back() {
    for stand in Stand::each() {
        let (app, reader) = (&stand.app, Reader::on(&stand).await);
        for n in 0..32 {
            reader.tell(&stand, Kind::AnnouncementOutage, &format!("s{n:02}")).await;
            app.clock.pass(TimeDelta::seconds(1));
        }
        let cookie = sign_in(app, reader.person).await;
        let shown = |body: &str| -> Vec<String> {
            body.split("<h2><a href=\"/announcements/").skip(1).map(|after| after.chars().take(3).collect()).collect()
        };
        let link = |body: &str, rel: &str| {
            body.split_once(&format!("rel=\"{rel}\" href=\""))
                .map(|(_, after)| after.split('"').next().unwrap().replace("&#38;", "&"))
        };
        let first = get(app, "/notifications?show=unread", Some(&cookie)).await.body;
        assert_eq!((shown(&first).len(), shown(&first)[0].as_str(), link(&first, "prev")), (30, "s31", None));
        let second = get(app, &link(&first, "next").unwrap(), Some(&cookie)).await.body;
        assert_eq!((shown(&second), link(&second, "next")), (vec!["s01".to_owned(), "s00".to_owned()], None));
        let back = get(app, &link(&second, "prev").unwrap(), Some(&cookie)).await.body;
        assert_eq!(shown(&back), shown(&first));
        let mail = appointed_list(app, &reader).await;
        assert_eq!(mail, 32);
    }
}

async fn appointed_list(app: &App, reader: &Reader) -> usize {
    appoint(app, reader).await;
    let cookie = sign_in(app, reader.person).await;
    get(app, "/staff/mail", Some(&cookie)).await.body.matches("<th scope=\"row\">").count()
}

#[actix_web::test]
async fn in_the_demo_anybody_reads_the_mail() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        let letter = reader.tell(&stand, Kind::AnnouncementOutage, "s1").await.letter.unwrap();
        let config = Config { demo: true, ..(*stand.app.config).clone() };
        let app = App { config: Arc::new(config), ..stand.app.clone() };
        assert!(get(&app, "/operator/mail", None).await.body.contains(&letter.to_string()));
        let opened = get(&app, &format!("/operator/mail/{letter}"), None).await;
        assert!(opened.body.contains("href=\"https://aula.kz/unsubscribe/"), "{}", opened.body);
        assert_eq!(get(&app, &format!("/operator/mail/{letter}/html"), None).await.status, StatusCode::OK);
        assert_eq!(get(&app, "/operator", None).await.status, StatusCode::SEE_OTHER, "but not the operator's home");
    }
}

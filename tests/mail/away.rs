//! A mail server that is away: seen at once, told to machines, forgotten as soon as it answers.

use chrono::TimeDelta;

use super::{portal, told};
use crate::support::TestPortal;
use crate::support::people::visitor;
use crate::support::smtp::{MailServer, Mood};

/// What `/healthz` says of the mail, and with which status.
async fn health(portal: &TestPortal) -> (u16, String) {
    let screen = portal.visit(&visitor(), "/healthz").await;
    let said: serde_json::Value = serde_json::from_str(&screen.body()).expect("JSON");
    assert_eq!(said["mail_away_since"].is_null(), said["mail"] != "away", "{said}");
    (screen.status.as_u16(), said["mail"].as_str().expect("a word").to_owned())
}

async fn away_seconds(portal: &TestPortal) -> String {
    let figures = portal.visit(&visitor(), "/metrics").await.body();
    let line = figures.lines().find(|line| line.starts_with("aula_mail_server_away_seconds "));
    line.and_then(|line| line.rsplit(' ').next()).expect("the figure").to_owned()
}

#[actix_web::test]
async fn a_mail_server_that_is_away_is_said_so_until_it_is_back() {
    let mut server = MailServer::start();
    let portal = portal(&server).await;
    assert_eq!(health(&portal).await, (200, "ok".into()));
    server.close();
    told(&portal, "info", "Давление упало").await;
    assert_eq!(health(&portal).await, (200, "away".into()), "said at once; a hiccup makes nobody ill");
    portal.visit(&visitor(), "/sign-in").await.is(200);

    portal.pass(TimeDelta::minutes(5)).await;
    assert_eq!(health(&portal).await, (503, "away".into()));
    assert_eq!(away_seconds(&portal).await, "300");
    server.open_again();
    portal.pass(TimeDelta::minutes(10)).await;
    assert_eq!(server.letters().len(), 2);
    assert_eq!(health(&portal).await, (200, "ok".into()));
    assert_eq!(away_seconds(&portal).await, "0");
}

#[actix_web::test]
async fn a_server_that_refuses_is_there() {
    let server = MailServer::start();
    let portal = portal(&server).await;
    for mood in [Mood::RefusesRecipient(550), Mood::RefusesLetter(451)] {
        server.behave(mood);
        told(&portal, "info", "Давление упало").await;
        assert_eq!(health(&portal).await, (200, "ok".into()), "{mood:?}");
    }
}

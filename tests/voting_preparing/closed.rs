//! Once owners were told, nothing of the agenda changes: not by its forms, and not by forged ones.

use aula::db::schema::{meeting_questions, meetings, voting_events};
use diesel::prelude::*;

use super::{ESTIMATE, MEETING, notified};
use crate::support::people::secretary;
use crate::support::{Side, TestPortal};

/// What happened in a meeting, line by line.
pub(super) async fn chain(portal: &TestPortal, at: &str) -> Vec<String> {
    let id = at.rsplit('/').next().unwrap_or_default().to_owned();
    let lines: Vec<String> = portal
        .app
        .db
        .read(move |conn| {
            voting_events::table
                .filter(voting_events::meeting_id.eq(id))
                .order(voting_events::place)
                .select(voting_events::line)
                .load(conn)
        })
        .await
        .expect("the chain");
    let kind = |line: &String| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line");
        line.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned()
    };
    lines.iter().map(kind).collect()
}

/// Everything of a meeting that a vote is about.
async fn agenda(portal: &TestPortal, at: &str) -> Vec<String> {
    let id = at.rsplit('/').next().unwrap_or_default().to_owned();
    portal
        .app
        .db
        .read(move |conn| {
            let questions: Vec<(i32, i32, String, String, String)> = meeting_questions::table
                .filter(meeting_questions::meeting_id.eq(&id))
                .order(meeting_questions::place)
                .select((
                    meeting_questions::place,
                    meeting_questions::item,
                    meeting_questions::title_kk,
                    meeting_questions::text_ru,
                    meeting_questions::base,
                ))
                .load(conn)?;
            let meeting: (String, String, Option<chrono::NaiveDateTime>) = meetings::table
                .filter(meetings::id.eq(&id))
                .select((meetings::title_kk, meetings::chair, meetings::closes_at))
                .first(conn)?;
            Ok(questions.iter().map(|row| format!("{row:?}")).chain([format!("{meeting:?}")]).collect())
        })
        .await
        .expect("the agenda")
}

#[actix_web::test]
async fn forged_forms_change_nothing_of_what_owners_were_told() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let at = notified(&portal, &who).await;
    let before = agenda(&portal, &at).await;
    let id = at.rsplit('/').next().unwrap_or_default().to_owned();
    let question: String = portal
        .app
        .db
        .read(move |conn| {
            meeting_questions::table.filter(meeting_questions::meeting_id.eq(id)).select(meeting_questions::id).first(conn)
        })
        .await
        .expect("its question");
    let other: Vec<(&str, &str)> =
        ESTIMATE.iter().copied().map(|(n, v)| if n == "title_kk" { (n, "Басқа") } else { (n, v) }).collect();
    let meeting: Vec<(&str, &str)> =
        MEETING.iter().copied().map(|(n, v)| if n == "chair" { (n, "Басқа") } else { (n, v) }).collect();
    let owner = format!("{}:{}", Side::First.premises(1), Side::First.contact(1));
    let caller = [("owner", owner.as_str())];
    let forged: [(String, &[(&str, &str)]); 9] = [
        (at.clone(), &meeting),
        (format!("{at}/questions"), &other),
        (format!("{at}/questions/{question}"), &other),
        (format!("{at}/questions/{question}/place"), &[("move", "up")]),
        (format!("{at}/questions/{question}/removal"), &[]),
        (format!("{at}/initiators"), &caller),
        (format!("{at}/fixing"), &[]),
        (format!("{at}/unfixing"), &[]),
        (format!("{at}/notification"), &[]),
    ];
    for (path, fields) in forged {
        portal.send(&who, &path, fields).await;
        assert_eq!(agenda(&portal, &at).await, before, "{path}");
    }
    portal.upload(&who, &format!("{at}/files"), &[("to", &question)], &[("file", "a.pdf", b"%PDF-1.4\n%%EOF\n")]).await.is(303);
    portal.visit(&who, &format!("{at}/questions")).await.misses("a.pdf");
    assert_eq!(chain(&portal, &at).await, ["notified"]);
}

#[actix_web::test]
async fn a_posted_notice_is_proved_by_photo_place_and_day() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let at = notified(&portal, &who).await;
    let page = format!("{at}/notice");
    let photo: &[u8] = include_bytes!("../../static/screens/resident.png");
    let fields = [("place", "Подъезд 1, у лифта"), ("posted_on", "2026-11-20")];
    portal.upload(&who, &page, &fields, &[]).await.is(422).sees("Выберите файл");
    portal.upload(&who, &page, &fields, &[("file", "door.png", photo)]).await.is(303);
    let shown = portal.visit(&who, &page).await;
    shown.sees("Подъезд 1, у лифта").sees("20 ноября 2026");
    let link = shown.links().into_iter().find(|(_, href)| href.contains("/files/")).expect("a photo").1;
    portal.visit(&who, &link).await.is(200);
}

//! The trail on each engine: in order under a race, and telling of every meddling.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use futures_util::future::join_all;

use super::{Break, Fault, Filter, Kept, Line, Span, head, lines, record, verify};
use crate::app::App;
use crate::db::Never;
use crate::db::schema::trail_heads;
use crate::stand::Stand;
use crate::who::CompanyId;

fn line(company: Option<CompanyId>, act: &'static str, subject: &str) -> Line {
    Line {
        company,
        actor: None,
        actor_name: "Әсел Қ.".into(),
        act,
        subject_kind: "meeting",
        subject_id: subject.into(),
        details: serde_json::json!({ "ответ": "за", "n": 1 }),
        instead: None,
        address: "127.0.0.1".into(),
    }
}

async fn write(app: &App, line: Line) -> i64 {
    app.db.write::<_, Never>(move |tx| Ok(record(tx, &line)?)).await.unwrap()
}

async fn checked(app: &App, company: Option<CompanyId>) -> Result<u64, Break> {
    app.db.read(move |conn| verify(conn, company, None)).await.unwrap()
}

async fn meddle(app: &App, sql: &'static str) {
    app.db.write::<_, Never>(move |tx| Ok(tx.batch_execute(sql)?)).await.unwrap();
}

#[actix_web::test]
async fn fifty_at_once_make_one_chain() {
    for stand in Stand::each() {
        let app = &stand.app;
        let company = Some(stand.company().await);
        let mut places = join_all((0..50).map(|n| write(app, line(company, "voting.closed", &n.to_string())))).await;
        places.sort_unstable();
        assert_eq!(places, (1..=50).collect::<Vec<i64>>());
        assert_eq!(checked(app, company).await, Ok(50));
        assert_eq!(checked(app, None).await, Ok(0), "the installation's chain is another");
    }
}

#[actix_web::test]
async fn a_verb_that_failed_leaves_no_gap() {
    for stand in Stand::each() {
        let app = &stand.app;
        write(app, line(None, "a", "1")).await;
        let failed = app.db.write(|tx| {
            record(tx, &line(None, "a", "2"))?;
            Err::<(), _>(crate::db::Failure::Refused("no"))
        });
        assert!(failed.await.is_err());
        assert_eq!(write(app, line(None, "a", "3")).await, 2);
        assert_eq!(checked(app, None).await, Ok(2));
    }
}

#[actix_web::test]
async fn every_meddling_is_found_at_its_place() {
    let meddlings = [
        ("UPDATE trail SET details = '{}' WHERE place = 4", 4, Fault::Changed),
        ("UPDATE trail SET actor_name = 'X' WHERE place = 10", 10, Fault::Changed),
        ("UPDATE trail SET at = '2020-01-01 00:00:00' WHERE place = 1", 1, Fault::Changed),
        ("DELETE FROM trail WHERE place = 5", 5, Fault::Missing),
        ("DELETE FROM trail WHERE place = 1", 1, Fault::Missing),
        ("DELETE FROM trail WHERE place = 10", 10, Fault::Cut),
        ("DELETE FROM trail WHERE place > 7", 8, Fault::Cut),
        ("DELETE FROM trail", 1, Fault::Cut),
        ("UPDATE trail SET room = 'homes' WHERE place = 2", 2, Fault::Changed),
        ("UPDATE trail_heads SET hash = '0'", 10, Fault::Head),
        ("UPDATE trail_heads SET place = 11", 11, Fault::Cut),
        ("UPDATE trail_heads SET place = 9", 9, Fault::Head),
        (
            "UPDATE trail SET place = 99 WHERE place = 3; UPDATE trail SET place = 3 WHERE place = 4; UPDATE trail SET place = 4 WHERE place = 99",
            3,
            Fault::Changed,
        ),
        ("DELETE FROM trail WHERE place = 10; UPDATE trail_heads SET place = 9", 9, Fault::Head),
        (
            "DELETE FROM trail WHERE place = 2; UPDATE trail SET place = place + 1000 WHERE place > 2; UPDATE trail SET place = place - 1001 WHERE place > 1000",
            2,
            Fault::Changed,
        ),
        (
            "INSERT INTO trail SELECT 'x', chain, 11, actor_id, actor_name, act, subject_kind, subject_id, details, address, at, hash, room FROM trail WHERE place = 10",
            11,
            Fault::Foreign,
        ),
        ("UPDATE trail SET actor_id = 'somebody' WHERE place = 6", 6, Fault::Changed),
        ("DELETE FROM trail_heads", 1, Fault::Foreign),
    ];
    for stand in Stand::each() {
        let app = &stand.app;
        for (sql, place, fault) in meddlings {
            meddle(app, "DELETE FROM trail; DELETE FROM trail_heads").await;
            for n in 0..10 {
                write(app, line(None, "voting.closed", &n.to_string())).await;
            }
            assert_eq!(checked(app, None).await, Ok(10));
            meddle(app, sql).await;
            assert_eq!(checked(app, None).await, Err(Break { place, fault }), "{sql}");
        }
    }
}

#[actix_web::test]
async fn a_long_chain_is_gone_through_to_its_end() {
    for stand in Stand::each() {
        let app = &stand.app;
        let written = app.db.write::<_, Never>(|tx| {
            for n in 0..2100 {
                record(tx, &line(None, "a", &n.to_string()))?;
            }
            Ok(())
        });
        written.await.unwrap();
        assert_eq!(checked(app, None).await, Ok(2100));
        meddle(app, "UPDATE trail SET act = 'b' WHERE place = 2050").await;
        assert_eq!(checked(app, None).await, Err(Break { place: 2050, fault: Fault::Changed }));
    }
}

#[actix_web::test]
async fn people_read_their_own_trail_page_by_page() {
    for stand in Stand::each() {
        let app = &stand.app;
        let (ours, theirs, person) = (stand.company().await, stand.company().await, stand.person().await);
        for n in 0..7 {
            let act = if n % 2 == 0 { "voting.closed" } else { "billing.run" };
            write(app, Line { actor: (n == 3).then_some(person), ..line(Some(ours), act, &n.to_string()) }).await;
        }
        write(app, line(Some(theirs), "voting.closed", "x")).await;
        let read = |filter: Filter, span| app.db.read(move |conn| lines(conn, Some(ours), &filter, span, 3));
        let places = |lines: Vec<Kept>| lines.into_iter().map(|line| line.place).collect::<Vec<_>>();
        assert_eq!(places(read(Filter::default(), Span::Newest).await.unwrap()), [7, 6, 5]);
        assert_eq!(places(read(Filter::default(), Span::Older(5)).await.unwrap()), [4, 3, 2]);
        assert_eq!(places(read(Filter::default(), Span::Newer(2)).await.unwrap()), [3, 4, 5]);
        assert_eq!(
            places(read(Filter { room: Some("billing".into()), ..Filter::default() }, Span::Newest).await.unwrap()),
            [6, 4, 2]
        );
        assert_eq!(
            places(read(Filter { act: Some("billing.run".into()), ..Filter::default() }, Span::Older(6)).await.unwrap()),
            [4, 2]
        );
        assert_eq!(
            places(read(Filter { act: Some("%".into()), ..Filter::default() }, Span::Newest).await.unwrap()),
            Vec::<i64>::new()
        );
        assert_eq!(places(read(Filter { actor: Some(person), ..Filter::default() }, Span::Newest).await.unwrap()), [4]);
        let meeting = Filter { subject_id: Some("2".into()), ..Filter::default() };
        assert_eq!(places(read(meeting, Span::Newest).await.unwrap()), [3]);
        let until = Filter { until: Some(app.clock.now()), ..Filter::default() };
        assert_eq!(places(read(until, Span::Newest).await.unwrap()), Vec::<i64>::new());
        let from = Filter { from: Some(app.clock.now()), ..Filter::default() };
        assert_eq!(places(read(from, Span::Newest).await.unwrap()), [7, 6, 5]);
        let end = app.db.read(move |conn| head(conn, Some(theirs))).await.unwrap().unwrap();
        assert_eq!((end.0, end.1.len()), (1, 64));
        let heads: i64 = app.db.read(|conn| trail_heads::table.count().get_result(conn)).await.unwrap();
        assert_eq!(heads, 2);
    }
}

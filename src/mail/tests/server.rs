//! What servers say, and what they do not say.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{due_in, last_error, letter, outcome, post, post_all, smtp};
use crate::mail::postman::deliver_due;
use crate::mail::{Letter, Outcome};
use crate::stand::Stand;

type Got = Arc<Mutex<Vec<String>>>;

/// A mail server of a few lines. It refuses `gone@`, defers `later@`, wants a sign-in for `locked@`, and is silent at `slow@`.
async fn server() -> (u16, Got) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, got) = (listener.local_addr().unwrap().port(), Got::default());
    let into = got.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, into.clone()));
        }
    });
    (port, got)
}

async fn talk(stream: TcpStream, got: Got) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut data: Option<String> = None;
    write.write_all(b"220 test\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(text) = &mut data {
            if line != "." {
                text.push_str(&line);
                text.push('\n');
                continue;
            }
            got.lock().unwrap().push(data.take().unwrap());
        }
        let upper = line.to_ascii_uppercase();
        let answer = match upper.as_str() {
            said if said.starts_with("EHLO") => "250-test\r\n250 8BITMIME",
            said if said.contains("TO:<GONE@") => "550 5.1.1 no such mailbox",
            said if said.contains("TO:<LATER@") => "451 4.3.0 busy",
            said if said.contains("TO:<LOCKED@") => "530 5.7.0 sign in first",
            said if said.contains("TO:<SLOW@") => std::future::pending().await,
            "DATA" => {
                data = Some(String::new());
                "354 go on"
            }
            "QUIT" => return,
            _ => "250 ok",
        };
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

#[actix_web::test]
async fn a_letter_reaches_the_server_whole() {
    for mut stand in Stand::each() {
        let (port, got) = server().await;
        stand.app.post = smtp(port);
        stand.app.post.check().await.unwrap();
        let app = &stand.app;
        let unsubscribe = Some("https://aula.kz/u/1".into());
        let ids = post_all(
            app,
            (0..20).map(|n| Letter { unsubscribe: unsubscribe.clone(), ..letter(app, &format!("a{n}@mail.kz")) }).collect(),
        )
        .await;
        assert_eq!(deliver_due(app).await.unwrap(), 20);
        let got = got.lock().unwrap();
        assert_eq!(got.len(), 20);
        for id in ids.into_iter().flatten() {
            assert_eq!(got.iter().filter(|text| text.contains(&format!("Message-ID: <{id}@aula.kz>"))).count(), 1);
        }
        assert!(
            got[0].contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                && got[0].contains("Auto-Submitted: auto-generated")
        );
        assert!(got[0].contains("=?utf-8?b?"), "the subject is encoded: {}", got[0]);
    }
}

#[actix_web::test]
async fn a_refused_reader_kills_the_letter_and_a_missing_sign_in_does_not() {
    for mut stand in Stand::each() {
        let (port, _) = server().await;
        stand.app.post = smtp(port);
        let app = &stand.app;
        let gone = post(app, letter(app, "gone@mail.kz")).await.unwrap();
        let locked = post(app, letter(app, "locked@mail.kz")).await.unwrap();
        assert_eq!(deliver_due(app).await.unwrap(), 0);
        let Outcome::Dead { error, refused: true, attempts: 1 } = outcome(app, gone).await else {
            panic!("{:?}", outcome(app, gone).await)
        };
        assert!(error.contains("550") && error.contains("no such mailbox"), "{error}");
        assert_eq!(outcome(app, locked).await, Outcome::Waiting { attempts: 1 });
    }
}

#[actix_web::test]
async fn pauses_grow_until_the_letter_is_given_up() {
    for mut stand in Stand::each() {
        let (port, _) = server().await;
        stand.app.post = smtp(port);
        let app = &stand.app;
        let id = post(app, letter(app, "later@mail.kz")).await.unwrap();
        let mut pauses = Vec::new();
        for attempt in 1..10 {
            deliver_due(app).await.unwrap();
            assert_eq!(outcome(app, id).await, Outcome::Waiting { attempts: attempt });
            let pause = due_in(app, id).await;
            pauses.push(pause.num_seconds());
            app.clock.pass(pause - TimeDelta::microseconds(1));
            deliver_due(app).await.unwrap();
            assert_eq!(outcome(app, id).await, Outcome::Waiting { attempts: attempt }, "not before its time");
            app.clock.pass(TimeDelta::microseconds(1));
        }
        assert_eq!(pauses, [30, 120, 600, 3600, 14_400, 43_200, 43_200, 43_200, 43_200]);
        deliver_due(app).await.unwrap();
        assert!(matches!(outcome(app, id).await, Outcome::Dead { refused: false, attempts: 10, .. }));
        assert!(last_error(app, id).await.unwrap().contains("busy"));
    }
}

#[actix_web::test]
async fn a_silent_reader_keeps_nobody_waiting() {
    for mut stand in Stand::each() {
        let (port, got) = server().await;
        stand.app.post = smtp(port).with_patience(Duration::from_secs(2));
        let app = &stand.app;
        let slow = post(app, letter(app, "slow@mail.kz")).await.unwrap();
        post_all(app, (0..30).map(|n| letter(app, &format!("a{n}@mail.kz"))).collect()).await;
        let begun = Instant::now();
        let walking = tokio::spawn({
            let app = app.clone();
            async move { deliver_due(&app).await.unwrap() }
        });
        while got.lock().unwrap().len() < 30 {
            assert!(begun.elapsed() < Duration::from_secs(10));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(begun.elapsed() < Duration::from_millis(1900), "the others waited for the slow one: {:?}", begun.elapsed());
        post(app, letter(app, "new@mail.kz")).await;
        while got.lock().unwrap().len() < 31 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(begun.elapsed() < Duration::from_millis(1950), "the new one waited for the slow one: {:?}", begun.elapsed());
        assert_eq!(walking.await.unwrap(), 31);
        assert_eq!(outcome(app, slow).await, Outcome::Waiting { attempts: 1 });
    }
}

#[actix_web::test]
async fn a_server_that_never_answers_costs_no_more_than_our_patience() {
    for mut stand in Stand::each() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        stand.app.post = smtp(silent.local_addr().unwrap().port()).with_patience(Duration::from_millis(500));
        let app = &stand.app;
        let ids = post_all(app, (0..8).map(|n| letter(app, &format!("a{n}@mail.kz"))).collect()).await;
        let begun = Instant::now();
        assert_eq!(deliver_due(app).await.unwrap(), 0);
        assert!(begun.elapsed() < Duration::from_millis(1500), "{:?}", begun.elapsed());
        for id in ids.into_iter().flatten() {
            assert_eq!(outcome(app, id).await, Outcome::Waiting { attempts: 1 });
            assert_eq!(due_in(app, id).await, TimeDelta::seconds(30));
        }
        assert!(app.post.check().await.is_err());
    }
}

#[actix_web::test]
async fn a_server_that_comes_back_is_seen_without_a_letter() {
    for mut stand in Stand::each() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        stand.app.post = smtp(address.port());
        let (app, since) = (&stand.app, stand.app.clock.now());
        post(app, letter(app, "a@mail.kz")).await;
        assert_eq!(deliver_due(app).await.unwrap(), 0);
        app.post.look_again(since + TimeDelta::hours(1)).await;
        assert_eq!(app.post.away_since(), Some(since), "still away, and since then");
        let listener = TcpListener::bind(address).await.unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Got::default()));
            }
        });
        app.post.look_again(since + TimeDelta::hours(1)).await;
        assert_eq!(app.post.away_since(), None);
    }
}

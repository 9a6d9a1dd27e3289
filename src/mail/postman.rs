//! The postman: takes what is due, carries it out, notes what became of it. Several may walk at once, in one process or many.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::watch;

use super::hosts;
use super::post::NotSent;
use super::taken::{self, ATTEMPTS, Taken};
use crate::app::App;
use crate::db::schema::letters;
use crate::db::{BATCH, Broken, Listed, Never};
use chrono::TimeDelta;
use diesel::prelude::*;

/// How many letters are under way at once.
const HANDS: usize = 8;

/// How often the outbox is looked into when nobody rings.
const ROUND: Duration = Duration::from_secs(5);

/// How often a server that was away is asked whether it is back.
const ASKED: Duration = Duration::from_secs(60);

/// How long the bodies of finished letters are kept.
const KEPT: TimeDelta = TimeDelta::days(90);

/// Carries out everything that is due now and gives how many letters went out. A letter that a server keeps waiting
/// occupies one hand of eight; the others go on.
///
/// # Errors
/// When the database fails; letters under way are brought to their end first.
pub async fn deliver_due(app: &App) -> Result<usize, Broken> {
    deliver(app, || false).await
}

/// Walks until `stop` says `true` (or its sender is gone): at each bell and every five seconds. Letters under way at that
/// moment are brought to their end.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let stopping = stop.clone();
    let mut asked = Instant::now();
    loop {
        if let Err(error) = deliver(&app, || *stopping.borrow()).await {
            tracing::warn!("letters wait: {error}");
        }
        if app.post.away_since().is_some() && asked.elapsed() >= ASKED {
            asked = Instant::now();
            tokio::select! {
                () = app.post.look_again(app.clock.now()) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
        tokio::select! {
            () = app.db.bells().mail.notified() => {}
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        if *stop.borrow() {
            return;
        }
    }
}

async fn deliver(app: &App, stop: impl Fn() -> bool) -> Result<usize, Broken> {
    let now = app.clock.now();
    if !app.db.read(move |conn| taken::any_due(conn, now)).await? {
        return Ok(0);
    }
    let mut under_way = FuturesUnordered::new();
    let mut went = 0;
    let mut taking = Ok(());
    let mut more = true;
    loop {
        if more && taking.is_ok() && !stop() && under_way.len() < HANDS {
            let free = HANDS - under_way.len();
            match take(app, free).await {
                Ok(letters) => {
                    more = letters.len() == free;
                    under_way.extend(letters.into_iter().map(|letter| carry(app, letter)));
                }
                Err(error) => taking = Err(error),
            }
        }
        tokio::select! {
            biased;
            out = under_way.next() => match out {
                Some(out) => went += usize::from(out),
                None => return taking.map(|()| went),
            },
            // a slow letter must not keep a new one waiting
            () = app.db.bells().mail.notified(), if !more => more = true,
        }
    }
}

async fn take(app: &App, limit: usize) -> Result<Vec<Taken>, Broken> {
    let config = app.config.clone();
    let taking = app.db.write::<_, Never>(move |tx| {
        let mut letters = taken::take(tx, limit)?;
        if !letters.is_empty() {
            hosts::readdress(tx, &config, &mut letters)?;
        }
        Ok(letters)
    });
    Ok(taking.await?)
}

/// Sends one letter and notes it. `true` when it went out.
async fn carry(app: &App, letter: Taken) -> bool {
    let sent = if letter.attempts > ATTEMPTS {
        Err(NotSent::Later("the postman never came back with it".into()))
    } else {
        app.post.send(&letter, app.clock.now()).await
    };
    match &sent {
        Ok(()) => {}
        Err(NotSent::Later(said)) => tracing::warn!(letter = %letter.id, attempt = letter.attempts, "a letter waits: {said}"),
        Err(NotSent::Never(said)) => tracing::warn!(letter = %letter.id, "a letter is refused: {said}"),
    }
    // a note that gets lost makes the letter go out twice: it is worth a little patience
    for wait in [0, 200, 1000, 5000] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        match note(app, &letter, &sent).await {
            Ok(()) => return sent.is_ok(),
            Err(error) => tracing::error!(letter = %letter.id, "what became of a letter could not be noted: {error}"),
        }
    }
    sent.is_ok()
}

async fn note(app: &App, letter: &Taken, sent: &Result<(), NotSent>) -> Result<(), Broken> {
    let (id, attempts, sent) = (letter.id, letter.attempts, sent.clone());
    let noted = app.db.write::<_, Never>(move |tx| {
        match sent {
            Ok(()) => taken::sent(tx, id)?,
            Err(NotSent::Later(said)) => taken::failed(tx, id, attempts, &said)?,
            Err(NotSent::Never(said)) => taken::refused(tx, id, attempts, &said)?,
        }
        Ok(())
    });
    Ok(noted.await?)
}

/// Empties the bodies of letters that were sent more than ninety days ago; that they were sent is still known. A task
/// for the schedule, once a day.
///
/// # Errors
/// When the database fails.
pub async fn forget_bodies(app: &App) -> Result<usize, Broken> {
    let before = app.clock.now() - KEPT;
    let mut emptied = 0;
    loop {
        let batch = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let old: Vec<super::LetterId> = app
            .db
            .read(move |conn| {
                letters::table
                    .filter(letters::state.among([super::State::Sent, super::State::Dead, super::State::Recalled]))
                    .filter(letters::due_at.lt(before))
                    .filter(letters::sent_at.lt(before).or(letters::sent_at.is_null()))
                    .filter(letters::body_text.ne("").or(letters::body_html.ne("")))
                    .select(letters::id)
                    .limit(batch)
                    .load(conn)
            })
            .await?;
        if old.is_empty() {
            return Ok(emptied);
        }
        let empty = (letters::body_text.eq(""), letters::body_html.eq(""), letters::unsubscribe.eq(None::<String>));
        let write = app.db.write::<_, Never>(move |tx| {
            let finished = letters::state.among([super::State::Sent, super::State::Dead, super::State::Recalled]);
            Ok(diesel::update(letters::table.filter(letters::id.among(old)).filter(finished)).set(empty).execute(&mut **tx)?)
        });
        emptied += write.await?;
    }
}

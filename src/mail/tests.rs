//! The way of a letter, on each engine: once, in time, and truthfully told.

mod racing;
mod server;
mod way;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Letter, LetterId, Outcome, Post, lists, outbox};
use crate::app::App;
use crate::db::Never;
use crate::db::schema::letters;
use crate::text::Locale;

fn letter(app: &App, to: &str) -> Letter {
    Letter {
        kind: "tests.hello",
        company: None,
        person: None,
        to_name: "Әсел Қ.".into(),
        to_address: to.into(),
        from_name: "«Алатау» ПСК".into(),
        locale: Locale::Kk,
        subject: "Су ертең болмайды".into(),
        text: "Сәлеметсіз бе".into(),
        html: "<p>Сәлеметсіз бе</p>".into(),
        unsubscribe: None,
        once_key: None,
        due_at: app.clock.now(),
    }
}

async fn post(app: &App, letter: Letter) -> Option<LetterId> {
    app.db.write::<_, Never>(move |tx| Ok(outbox::post(tx, &letter)?)).await.unwrap()
}

async fn post_all(app: &App, letters: Vec<Letter>) -> Vec<Option<LetterId>> {
    app.db.write::<_, Never>(move |tx| Ok(outbox::post_all(tx, &letters)?)).await.unwrap()
}

async fn outcome(app: &App, id: LetterId) -> Outcome {
    app.db.read(move |conn| outbox::outcomes(conn, &[id])).await.unwrap().remove(&id).unwrap()
}

async fn last_error(app: &App, id: LetterId) -> Option<String> {
    app.db.read(move |conn| lists::letter(conn, id)).await.unwrap().unwrap().envelope.last_error
}

async fn due_in(app: &App, id: LetterId) -> TimeDelta {
    let due = app
        .db
        .read(move |conn| letters::table.find(id).select(letters::due_at).first::<chrono::NaiveDateTime>(conn))
        .await
        .unwrap();
    due - app.clock.now()
}

fn smtp(port: u16) -> Post {
    let url = format!("smtp://127.0.0.1:{port}");
    Post::open(Some(&url), std::path::Path::new("/nonexistent"), "Aula <aula@aula.kz>", "aula.kz").unwrap()
}

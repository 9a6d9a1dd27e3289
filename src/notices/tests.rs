//! Telling people, on each engine: once, as they wish, and never what is no longer so.

mod asked;
mod gathered;
mod looked;
mod once;
mod pruned;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::kind::{Kind, Pace};
use super::store::wishes;
use super::{LetterDraft, Notice, Told, mail_digests, tell};
use crate::db::Never;
use crate::db::schema::{letters, notices, people};
use crate::mail::postman::deliver_due;
use crate::mail::{Block, Body, Sent};
use crate::stand::Stand;
use crate::text::Locale;
use crate::who::{CompanyId, PersonId};

/// A reader in Almaty, where it is 17:00.
struct Reader {
    person: PersonId,
    company: CompanyId,
}

impl Reader {
    async fn on(stand: &Stand) -> Self {
        let (person, company) = (stand.person().await, stand.company().await);
        let email = address(person);
        let write = stand.app.db.write::<_, Never>(move |tx| {
            Ok(diesel::update(people::table.find(person)).set(people::email.eq(email)).execute(&mut **tx)?)
        });
        write.await.unwrap();
        Self { person, company }
    }

    fn news(&self, kind: Kind, subject: &str) -> Notice {
        Notice {
            kind,
            company: self.company,
            company_name: "«Алатау» ПСК".into(),
            person: self.person,
            subject_id: subject.into(),
            once_key: format!("announcement:{subject}:1"),
            locale: Locale::Kk,
            title: format!("Жаңалық {subject} <b>"),
            excerpt: "Су болмайды".into(),
            href: format!("/announcements/{subject}"),
            letter: Some(LetterDraft {
                subject: format!("Хат {subject}"),
                body: Body { heading: "Су".into(), blocks: vec![Block::Text("Су болмайды".into())] },
            }),
            to_name: "Әсел".into(),
            to_address: Some(address(self.person)),
        }
    }

    async fn wish(&self, stand: &Stand, kind: Kind, pace: Pace) {
        let person = self.person;
        stand.app.db.write::<_, Never>(move |tx| Ok(wishes::keep(tx, person, kind, pace)?)).await.unwrap();
    }

    async fn tell(&self, stand: &Stand, kind: Kind, subject: &str) -> Told {
        all(stand, vec![self.news(kind, subject)]).await.remove(0)
    }

    /// How many notices they have, and how many of them are unread.
    async fn inbox(&self, stand: &Stand) -> (i64, i64) {
        let person = self.person;
        let read = stand.app.db.read(move |conn| {
            let mine = notices::table.filter(notices::person_id.eq(person));
            Ok((mine.count().get_result(conn)?, mine.filter(notices::read_at.is_null()).count().get_result(conn)?))
        });
        read.await.unwrap()
    }
}

fn address(person: PersonId) -> String {
    format!("a{person}@mail.kz")
}

async fn all(stand: &Stand, news: Vec<Notice>) -> Vec<Told> {
    let config = stand.app.config.clone();
    stand.app.db.write::<_, Never>(move |tx| Ok(tell(tx, &config, news)?)).await.unwrap()
}

async fn letter_count(stand: &Stand) -> i64 {
    stand.app.db.read(|conn| letters::table.count().get_result(conn)).await.unwrap()
}

/// Lets time pass, writes the digests and carries out what is due; gives all letters that ever went out.
async fn after(stand: &Stand, time: TimeDelta) -> Vec<Sent> {
    stand.app.clock.pass(time);
    mail_digests(&stand.app).await.unwrap();
    deliver_due(&stand.app).await.unwrap();
    stand.app.post.sent()
}

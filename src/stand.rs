//! The test stand of the kernel's rooms: a fresh house on each engine. SQLite always; PostgreSQL when
//! `AULA_TEST_DATABASE=postgres://…` names a server on which databases may be made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::DateTime;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::schema::{companies, people};
use crate::db::types::Uuid;
use crate::db::{Conn, Db, Never, migrate};
use crate::files::Store;
use crate::jobs::Registry;
use crate::mail::Post;
use crate::who::{CompanyId, PersonId};

/// A house that is pulled down when it is dropped. Its clock stands at noon UTC of 20 November 2026.
pub(crate) struct Stand {
    pub(crate) app: App,
    pub(crate) folder: PathBuf,
    server: Option<(String, String)>,
}

impl Stand {
    /// One for each engine.
    pub(crate) fn each() -> Vec<Self> {
        let folder = folder();
        let mut stands = vec![Self::open(&folder.join("aula.sqlite").to_string_lossy(), folder.clone(), None)];
        if let Ok(server) = std::env::var("AULA_TEST_DATABASE") {
            let name = format!("aula_{}", Uuid::now_v7().simple());
            Conn::open(&server).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
            let (base, options) =
                server.split_once('?').map_or((server.as_str(), String::new()), |(base, rest)| (base, format!("?{rest}")));
            let url = format!("{}/{name}{options}", base.rsplit_once('/').unwrap().0);
            stands.push(Self::open(&url, self::folder(), Some((server, name))));
        }
        stands
    }

    fn open(url: &str, folder: PathBuf, server: Option<(String, String)>) -> Self {
        migrate(&mut Conn::open(url).unwrap()).unwrap();
        let clock = Clock::standing_at(DateTime::from_timestamp(1_795_176_000, 0).unwrap().naive_utc());
        let mut environment = BTreeMap::from([
            ("AULA_SECRET".to_owned(), "s".repeat(32)),
            ("AULA_BASE_URL".to_owned(), "https://aula.kz".to_owned()),
        ]);
        environment.insert("AULA_DATA".to_owned(), folder.to_string_lossy().into_owned());
        let app = App {
            config: Arc::new(Config::read(Path::new("/nonexistent"), &environment).unwrap()),
            db: Db::open(url, 4, clock.clone()).unwrap(),
            clock,
            post: Post::memory("Aula <aula@aula.kz>", "aula.kz").unwrap(),
            store: Store::open(&folder).unwrap(),
            jobs: Arc::new(Registry::new()),
        };
        Self { app, folder, server }
    }

    /// Another house on the same database: what a second process would be, but for its clock.
    pub(crate) fn twin(&self) -> App {
        self.app.clone()
    }

    /// A company.
    pub(crate) async fn company(&self) -> CompanyId {
        let id = CompanyId::fresh(self.app.clock.now());
        self.app
            .db
            .write::<_, Never>(move |tx| {
                let now = tx.now();
                let names = (companies::name_kk.eq("Алатау"), companies::name_ru.eq("Алатау"), companies::name_en.eq("Alatau"));
                let reach =
                    (companies::bin.eq(""), companies::phone.eq(""), companies::emergency_phone.eq(""), companies::email.eq(""));
                let place = (
                    companies::address_kk.eq(""),
                    companies::address_ru.eq(""),
                    companies::locale.eq("kk"),
                    companies::time_zone.eq("Asia/Almaty"),
                );
                diesel::insert_into(companies::table)
                    .values((companies::id.eq(id), names, reach, place, companies::created_at.eq(now)))
                    .execute(&mut **tx)?;
                Ok(())
            })
            .await
            .unwrap();
        id
    }

    /// A person.
    pub(crate) async fn person(&self) -> PersonId {
        let id = PersonId::fresh(self.app.clock.now());
        self.app
            .db
            .write::<_, Never>(move |tx| {
                let now = tx.now();
                let row = (
                    people::id.eq(id),
                    people::name.eq("Әсел"),
                    people::locale.eq("kk"),
                    people::time_zone.eq("Asia/Almaty"),
                    people::operator.eq(false),
                    people::created_at.eq(now),
                );
                diesel::insert_into(people::table).values(row).execute(&mut **tx)?;
                Ok(())
            })
            .await
            .unwrap();
        id
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            drop(Conn::open(server).map(|mut conn| conn.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))));
        }
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("aula-stand-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

//! Imports from the file to the register, on each engine.

mod forgotten;
mod streamed;
mod undone;

use std::sync::Arc;

use diesel::prelude::*;

use super::forgetting::KEPT;
use super::*;
use crate::app::App;
use crate::db::Never;
use crate::db::schema::{contacts, holdings, home_words, people, premises, trail};
use crate::files::on_shelf;
use crate::homes::export::{self, Line};
use crate::jobs::{Registry, work_until_idle};
use crate::sheet::{Book, Grid, Limits, csv_excel};
use crate::stand::Stand;
use crate::web::Step;

/// A house whose worker knows the jobs of imports.
async fn stands() -> Vec<(Stand, By)> {
    let mut all = Vec::new();
    for mut stand in Stand::each() {
        stand.app.jobs = Arc::new(Registry::new().with::<Rehearse>().with::<Run>().with::<Undo>());
        let (company, person) = (stand.company().await, stand.person().await);
        let by = By { company, person, name: "Әсел".into(), address: "127.0.0.1".into(), locale: "ru".into() };
        all.push((stand, by));
    }
    all
}

async fn rehearsed(app: &App, by: &By, name: &str, bytes: &[u8]) -> Row {
    let kept = keep(app, name.into(), bytes.to_vec()).await.unwrap().unwrap();
    let asking = by.clone();
    let id = app.db.write::<_, Never>(move |tx| Ok(begin(tx, &asking, &kept)?)).await.unwrap();
    work_until_idle(app).await.unwrap();
    look(app, by, id).await
}

async fn look(app: &App, by: &By, id: ImportId) -> Row {
    let company = by.company;
    app.db.read(move |conn| one(conn, company, id)).await.unwrap()
}

async fn imported(app: &App, by: &By, name: &str, bytes: &[u8]) -> Row {
    let row = rehearsed(app, by, name, bytes).await;
    assert_eq!(row.state, State::Rehearsed, "{:?}", row.report.failed);
    let (asking, id) = (by.clone(), row.id);
    app.db.write(move |tx| ask(tx, &asking, id, Choice { looked: true, ..Choice::default() })).await.unwrap();
    work_until_idle(app).await.unwrap();
    let row = look(app, by, id).await;
    assert_eq!(row.state, State::Done, "{:?}", row.report.failed);
    row
}

/// Everything of a company's register that an import may write, as text.
async fn everything(app: &App, by: &By) -> Vec<String> {
    let (company, now) = (by.company, app.clock.now());
    let read = move |conn: &mut crate::db::Conn| {
        let mut register = store::register(conn, company, now)?;
        register.head = None;
        let words: Vec<(String, crate::homes::PremisesId)> = home_words::table
            .filter(home_words::company_id.eq(company))
            .order((home_words::word, home_words::premises_id))
            .select((home_words::word, home_words::premises_id))
            .load(conn)?;
        Ok(vec![format!("{register:?}"), format!("{words:?}")])
    };
    app.db.read(read).await.unwrap()
}

async fn exported(app: &App, by: &By, locale: Locale) -> (Vec<u8>, Vec<u8>) {
    let (company, now) = (by.company, app.clock.now());
    let read = move |conn: &mut crate::db::Conn| {
        let reach = crate::who::Reach::whole(company);
        let rows = crate::homes::store::list::page(conn, &reach, &Default::default(), &Step::First, 100_000)?;
        let ids: Vec<_> = rows.iter().map(|of| of.id).collect();
        let mut held = std::collections::HashMap::new();
        for some in ids.chunks(5_000) {
            held.extend(crate::homes::store::people::holders(conn, company, some, now)?);
        }
        Ok(crate::homes::store::list::whole(conn, company, &ids)?
            .into_iter()
            .map(|(premises, address, entrance)| Line {
                holders: held.remove(&premises.id).unwrap_or_default(),
                premises,
                address,
                entrance,
            })
            .collect::<Vec<_>>())
    };
    let table = export::table(locale, &app.db.read(read).await.unwrap());
    (csv_excel(&table), Book::new(now).with(table).xlsx().unwrap())
}

const SHEET: &str = "Реестр жителей дома;;;;;;;;;;;\n\
    Адрес;Подъезд;Этаж;Кв.;Площадь;Лицевой счёт;ФИО;ИИН/БИН;Доля;Статус;Телефон;E-mail;Сальдо;Примечание\n\
    Абая, 1;1;2;12.0;61,4;10-1;Жұмабаев Ерлан;900101300007;01.03.2026;собственник;8 701 234 56 78;erlan@a.kz;100;x\n\
    Абая, 1;1;2;12;61,4;;Жұмабаева Әсел;;1/3;собственник;;;;\n\
    Абая, 1;1;2;кв. 12;;;Ким Илья;;1/3;собственник;8 (702) 234-56-78;;;\n\
    Абая, 1;2;3;13;много;;Ли Вера;;;собственник;;;;\n\
    Абая, 1;2;3;14;40;10-2;Ли Вера;;;арендатор;77012223344;vera@a.kz;;\n\
    Сатпаева, 2;;;1;;;Жұмабаев Ерлан;900101300007;;собственник;;;;\n";

#[actix_web::test]
async fn a_sheet_becomes_the_register_and_a_second_time_changes_nothing() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let row = rehearsed(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let told = &row.report;
        assert_eq!((told.rows, told.refused_rows), (Tally { new: 5, changed: 0, unchanged: 0 }, 1));
        assert_eq!((told.buildings.new, told.entrances, told.premises.new, told.people.new, told.holdings.new), (2, 2, 3, 4, 5));
        assert_eq!(
            (told.unknown.as_slice(), told.not_taken.as_slice()),
            (&["Примечание".to_owned()][..], &["balance".to_owned()][..])
        );
        assert_eq!(told.refused[0].reasons[0].0.as_deref(), Some("Площадь"));
        assert_eq!(
            told.warnings.iter().map(|w| (w.key.as_str(), w.rows.as_slice())).collect::<Vec<_>>(),
            [("homes.import.warning.recovered", &[3][..])]
        );
        let rows: i64 = app.db.read(|conn| premises::table.count().get_result(conn)).await.unwrap();
        assert_eq!(rows, 0, "a rehearsal writes nothing");

        let done = imported(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        assert!(!done.report.differs);
        type Shares = Vec<(Option<i64>, Option<i64>)>;
        let (owner, shares): (Vec<Option<String>>, Shares) = app
            .db
            .read(|conn| {
                let owner =
                    people::table.filter(people::email.is_not_null()).select(people::email).order(people::email).load(conn)?;
                Ok((
                    owner,
                    holdings::table
                        .filter(holdings::share_of.is_not_null())
                        .select((holdings::share_of, holdings::share_in))
                        .load(conn)?,
                ))
            })
            .await
            .unwrap();
        assert_eq!(owner, [Some("erlan@a.kz".to_owned()), Some("vera@a.kz".to_owned())]);
        assert_eq!(shares, [(Some(1), Some(3)); 3]);
        let linked: i64 =
            app.db.read(|conn| contacts::table.filter(contacts::person_id.is_not_null()).count().get_result(conn)).await.unwrap();
        assert_eq!(linked, 2);

        let before = everything(app, &by).await;
        let again = imported(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        assert_eq!((again.report.rows, again.report.refused_rows), (Tally { new: 0, changed: 0, unchanged: 5 }, 1));
        assert_eq!(before, everything(app, &by).await);
        let acts: i64 =
            app.db.read(|conn| trail::table.filter(trail::act.eq("homes.imported")).count().get_result(conn)).await.unwrap();
        assert_eq!(acts, 2);
    }
}

#[actix_web::test]
async fn the_export_comes_back_and_changes_nothing() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        imported(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let before = everything(app, &by).await;
        for locale in Locale::ALL {
            let (csv, xlsx) = exported(app, &by, locale).await;
            for (name, bytes) in [("export.csv", csv), ("export.xlsx", xlsx)] {
                let row = imported(app, &by, name, &bytes).await;
                assert_eq!(
                    (row.report.rows, row.report.refused_rows),
                    (Tally { new: 0, changed: 0, unchanged: 5 }, 0),
                    "{name} {:?}",
                    row.report
                );
                assert!(row.report.warnings.is_empty() && row.report.unknown.is_empty(), "{:?}", row.report);
            }
        }
        assert_eq!(before, everything(app, &by).await);
    }
}

#[actix_web::test]
async fn a_changed_area_in_a_sheet_of_windows_1251_is_a_change() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        imported(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let (text, ..) =
            encoding_rs::WINDOWS_1251.encode("Адрес;Кв.;Площадь;ФИО;Телефон\r\nабая 1;12;62,05;Ким Илья;87022345679\r\n");
        let row = imported(app, &by, "ansi.csv", &text).await;
        assert_eq!(row.report.rows, Tally { new: 0, changed: 1, unchanged: 0 });
        let changes: Vec<_> = row
            .report
            .changes
            .iter()
            .map(|c| (c.column.as_str(), c.before.in_words(Locale::Ru), c.after.in_words(Locale::Ru)))
            .collect();
        assert_eq!(
            changes,
            [
                ("area", "61,4\u{a0}м²".to_owned(), "62,05\u{a0}м²".to_owned()),
                ("phone", "+77022345678".to_owned(), "+77022345679".to_owned())
            ]
        );
        let area: Vec<Option<i64>> = app
            .db
            .read(|conn| premises::table.filter(premises::number.eq("12")).select(premises::area).load(conn))
            .await
            .unwrap();
        assert_eq!(area, [Some(6205)]);
        let words: i64 = app
            .db
            .read(|conn| home_words::table.filter(home_words::word.eq("77022345679")).count().get_result(conn))
            .await
            .unwrap();
        assert_eq!(words, 1, "found by the new phone");
    }
}

#[actix_web::test]
async fn refused_rows_come_back_in_a_workbook_and_bad_files_with_a_sentence() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let row = rehearsed(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let (company, subject) = (by.company, row.id.to_string());
        let files = app.db.read(move |conn| on_shelf(conn, company, REFUSED, &[subject])).await.unwrap();
        let file = &files[&row.id.to_string()][0];
        let grid = Grid::read(&app.store.read(&file.digest).unwrap(), "", Limits::default()).unwrap();
        assert_eq!(
            (grid.height(), grid.cell(2, 3).shown().into_owned(), grid.cell(2, 6).shown().into_owned()),
            (3, "13".to_owned(), "Ли Вера".to_owned())
        );
        assert!(grid.cell(2, 14).shown().starts_with("Площадь: "), "{:?}", grid.row(2));

        for (name, bytes, key) in [
            ("no.csv", "ФИО;Телефон\nКим;1\n".as_bytes(), "sheet.refused.no_header"),
            ("empty.csv", "Адрес;Кв.\n".as_bytes(), "homes.import.refused.no_rows"),
        ] {
            let row = rehearsed(app, &by, name, bytes).await;
            let said = row.report.failed.unwrap();
            assert_eq!(row.state, State::Unreadable);
            assert!(said.key == key || said.key == "sheet.refused.missing_columns", "{said:?}");
            let (asking, id) = (by.clone(), row.id);
            assert!(matches!(
                app.db.write(move |tx| ask(tx, &asking, id, Choice { looked: true, ..Choice::default() })).await,
                Err(Failure::Refused(Refused::NotRehearsed))
            ));
        }
        let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        old.extend([0; 600]);
        for (bytes, key) in [
            (b"PK\x03\x04 cut off".to_vec(), "sheet.refused.broken"),
            (b"%PDF-1.7 %%EOF".to_vec(), "sheet.refused.not_a_sheet"),
            (old, "sheet.refused.other_format"),
            (vec![b'a'; 21 << 20], "files.refused.too_big"),
            (Vec::new(), "files.refused.empty"),
        ] {
            assert_eq!(keep(app, "a.xlsx".into(), bytes).await.unwrap().unwrap_err().key, key);
        }
        let utf16: Vec<u8> = "\u{feff}Адрес\tКв.\nАбая, 1\t7\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rehearsed(app, &by, "unicode.txt", &utf16).await.report.rows.new, 1);
    }
}

#[actix_web::test]
async fn a_register_that_changed_meanwhile_is_compared_anew_and_an_import_is_done_once() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let first = rehearsed(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        imported(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let (asking, id) = (by.clone(), first.id);
        app.db.write(move |tx| ask(tx, &asking, id, Choice { looked: true, ..Choice::default() })).await.unwrap();
        let asking = by.clone();
        let twice = app.db.write(move |tx| ask(tx, &asking, id, Choice { looked: true, ..Choice::default() })).await;
        assert!(matches!(twice, Err(Failure::Refused(Refused::NotRehearsed))));
        work_until_idle(app).await.unwrap();
        let row = look(app, &by, id).await;
        assert_eq!((row.state, row.report.differs, row.report.rows.unchanged), (State::Done, true, 5));
    }
}

#[actix_web::test]
async fn another_company_has_no_such_import() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let row = rehearsed(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let theirs = By { company: stand.company().await, ..by.clone() };
        let (company, id) = (theirs.company, row.id);
        assert!(app.db.read(move |conn| one(conn, company, id)).await.is_err());
        assert!(matches!(app.db.write(move |tx| ask(tx, &theirs, id, Choice::default())).await, Err(Failure::Broken(_))));
    }
}

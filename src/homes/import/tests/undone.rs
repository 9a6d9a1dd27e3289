//! Imports that are undone: the register is then exactly what it was, or nothing has happened to it.

use chrono::TimeDelta;
use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use super::*;
use crate::db::schema::{buildings, contact_words, import_writes, premises_counts};
use crate::homes::import::undo::{self, Leanings, Outlook};

/// The register, all by which it is found, and its export.
async fn world(app: &App, by: &By) -> (Vec<String>, Vec<u8>) {
    let company = by.company;
    let read = move |conn: &mut crate::db::Conn| {
        let words: Vec<(String, String)> = contact_words::table
            .filter(contact_words::company_id.eq(company))
            .order((contact_words::contact_id, contact_words::word))
            .select((contact_words::contact_id, contact_words::word))
            .load(conn)?;
        let counts: Vec<(String, i64)> = premises_counts::table
            .filter(premises_counts::company_id.eq(company))
            .filter(premises_counts::many.ne(0))
            .order(premises_counts::kind)
            .select((premises_counts::kind, premises_counts::many))
            .load(conn)?;
        Ok(vec![format!("{words:?}"), format!("{counts:?}")])
    };
    let mut all = everything(app, by).await;
    all.extend(app.db.read(read).await.unwrap());
    (all, exported(app, by, Locale::Ru).await.0)
}

async fn written(app: &App, by: &By, sheet: &str, ending: Option<NaiveDate>) -> Row {
    let row = rehearsed(app, by, "Дом.csv", sheet.as_bytes()).await;
    assert_eq!(row.state, State::Rehearsed, "{:?}", row.report.failed);
    let (asking, id) = (by.clone(), row.id);
    app.db.write(move |tx| ask(tx, &asking, id, Choice { ending, looked: true })).await.unwrap();
    work_until_idle(app).await.unwrap();
    let row = look(app, by, id).await;
    assert_eq!(row.state, State::Done, "{:?}", row.report);
    row
}

async fn click(app: &App, by: &By, id: ImportId) -> Result<(), Failure<undo::Refused>> {
    let asking = by.clone();
    app.db.write(move |tx| undo::ask(tx, &asking, id)).await
}

async fn undone(app: &App, by: &By, id: ImportId) -> Row {
    click(app, by, id).await.unwrap();
    work_until_idle(app).await.unwrap();
    look(app, by, id).await
}

async fn outlook(app: &App, by: &By, id: ImportId) -> Outlook {
    let (company, now) = (by.company, app.clock.now());
    app.db
        .read(move |conn| {
            let row = one(conn, company, id)?;
            undo::outlook(conn, company, &row, (now, &Leanings(Vec::new())))
        })
        .await
        .unwrap()
}

fn keys(outlook: &Outlook) -> Vec<&str> {
    outlook.obstacles.iter().map(|of| of.said.key.as_ref()).collect()
}

prop_compose! {
    fn a_row()(
        house in 1..3, number in prop_oneof![Just("1"), Just("1а"), Just("2"), Just("3")],
        kind in prop_oneof![3 => Just(""), 1 => Just("паркинг")],
        entrance in prop_oneof![2 => Just(""), 1 => Just("1"), 1 => Just("2")],
        area in prop_oneof![3 => Just(""), 2 => Just("50"), 1 => Just("90")],
        account in prop_oneof![3 => Just(""), 1 => Just("A1"), 1 => Just("A2"), 1 => Just("A3")],
        name in prop_oneof![1 => Just(""), 3 => Just("Ким"), 2 => Just("Ли"), 2 => Just("Цой")],
        ident in prop_oneof![4 => Just(""), 1 => Just("900101300007"), 1 => Just("900101400003")],
        share in prop_oneof![3 => Just(""), 1 => Just("1/2"), 1 => Just("1/3")],
        holds in prop_oneof![2 => Just(""), 3 => Just("собственник"), 1 => Just("арендатор")],
        phone in prop_oneof![3 => Just(""), 1 => Just("87010000001"), 1 => Just("87010000002")],
        email in prop_oneof![3 => Just(""), 1 => Just("a@a.kz"), 1 => Just("b@a.kz")],
    ) -> String {
        format!("Абая, {house};{number};{kind};{entrance};{area};{account};{name};{ident};{share};{holds};{phone};{email}\n")
    }
}

const TITLES: &str = "Адрес;Кв.;Тип;Подъезд;Площадь;Лицевой счёт;ФИО;ИИН;Доля;Статус;Телефон;E-mail\n";

#[actix_web::test]
async fn whatever_was_imported_is_undone_to_the_last_byte() {
    let config = Config { rng_seed: RngSeed::Fixed(20_261_120), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let sheets = prop::collection::vec(a_row(), 1..9).prop_map(|rows| rows.concat());
    let mut cases = Vec::new();
    for _ in 0..14 {
        cases.push((sheets.new_tree(&mut runner).unwrap().current(), sheets.new_tree(&mut runner).unwrap().current()));
    }
    for (stand, by) in stands().await {
        let (app, yesterday) = (&stand.app, stand.app.clock.now().date().pred_opt());
        for (turn, (first, second)) in cases.iter().enumerate() {
            written(app, &by, &format!("{TITLES}{first}"), None).await;
            let before = world(app, &by).await;
            let row = written(app, &by, &format!("{TITLES}{second}"), yesterday.filter(|_| turn % 2 == 0)).await;
            let outlook = outlook(app, &by, row.id).await;
            assert_eq!(keys(&outlook), Vec::<&str>::new(), "{first}then {second}");
            let row = undone(app, &by, row.id).await;
            assert_eq!(row.state, State::Undone, "{first}then {second}{:?}", row.report.not_undone);
            assert_eq!(before, world(app, &by).await, "{first}then {second}");
        }
    }
}

#[actix_web::test]
async fn of_two_clicks_one_undoes_and_the_trail_says_it_once() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let before = world(app, &by).await;
        let row = written(app, &by, SHEET, None).await;
        let clicks = join_all((0..2).map(|_| click(app, &by, row.id))).await;
        assert_eq!(clicks.iter().filter(|of| of.is_ok()).count(), 1, "{clicks:?}");
        work_until_idle(app).await.unwrap();
        assert_eq!(look(app, &by, row.id).await.state, State::Undone);
        assert_eq!(before, world(app, &by).await);
        let acts: i64 =
            app.db.read(|conn| trail::table.filter(trail::act.eq("homes.import_undone")).count().get_result(conn)).await.unwrap();
        assert_eq!(acts, 1);
        assert!(matches!(click(app, &by, row.id).await, Err(Failure::Refused(undo::Refused::NotDone))));
        let left: i64 = app.db.read(|conn| import_writes::table.count().get_result(conn)).await.unwrap();
        assert_eq!(left, 0, "what it said of people is gone");
    }
}

#[actix_web::test]
async fn what_was_done_since_stands_in_the_way() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let first = written(app, &by, SHEET, None).await;
        let second = written(app, &by, &SHEET.replace("61,4", "61,5"), None).await;
        assert_eq!(keys(&outlook(app, &by, first.id).await), ["homes.import.undo.stands.later"]);
        assert_eq!(undone(app, &by, second.id).await.state, State::Undone);
        assert!(outlook(app, &by, first.id).await.obstacles.is_empty());

        let company = by.company;
        let change = app.db.write::<_, Never>(move |tx| {
            let mine = premises::table.filter(premises::company_id.eq(company)).filter(premises::number.eq("12"));
            diesel::update(mine).set(premises::floor.eq(9)).execute(&mut **tx)?;
            let vera = people::table.filter(people::email.eq("vera@a.kz"));
            diesel::update(vera).set(people::password.eq("hash")).execute(&mut **tx)?;
            Ok(())
        });
        change.await.unwrap();
        let before = world(app, &by).await;
        let outlook = outlook(app, &by, first.id).await;
        assert_eq!(keys(&outlook), ["homes.import.undo.stands.premises", "homes.import.undo.stands.account"]);
        assert!(outlook.obstacles.iter().all(|of| of.href.starts_with("/staff/")), "{outlook:?}");
        let left = undone(app, &by, first.id).await;
        assert_eq!((left.state, left.report.not_undone.is_some()), (State::Done, true));
        assert_eq!(before, world(app, &by).await);
    }
}

#[actix_web::test]
async fn a_house_that_was_handed_over_is_not_undone() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let row = written(app, &by, SHEET, None).await;
        let (company, day) = (by.company, app.clock.now().date());
        let handed = app.db.write::<_, Never>(move |tx| {
            let mine = buildings::table.filter(buildings::company_id.eq(company));
            Ok(diesel::update(mine).set(buildings::handed_over_on.eq(day)).execute(&mut **tx)?)
        });
        let houses = handed.await.unwrap();
        let outlook = outlook(app, &by, row.id).await;
        assert_eq!(keys(&outlook), vec!["homes.import.undo.stands.handed_over"; houses]);
        assert_eq!(undone(app, &by, row.id).await.state, State::Done);
    }
}

#[actix_web::test]
async fn after_thirty_days_it_is_too_late() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let row = written(app, &by, SHEET, None).await;
        app.clock.pass(KEPT + TimeDelta::seconds(1));
        assert!(matches!(click(app, &by, row.id).await, Err(Failure::Refused(undo::Refused::TooLate))));
        forget(app).await.unwrap();
        let left: i64 = app.db.read(|conn| import_writes::table.count().get_result(conn)).await.unwrap();
        assert_eq!(left, 0, "what it said of people goes with the sheet");
        assert!(undo::until(&look(app, &by, row.id).await).is_none());
    }
}

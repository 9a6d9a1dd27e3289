//! How long a city takes, said and not judged: `cargo nextest run --run-ignored all -E 'test(a_city)' --no-capture`.

#![allow(clippy::print_stderr, reason = "a measurement says what it found")]

use std::fmt::Write as _;
use std::time::Instant;

use super::*;
use std::sync::atomic::AtomicU64;

use crate::homes::import::reading::Sheet;
use crate::homes::import::register::Register;

/// A sheet of 50,000 flats, each with its owner.
fn city(rows: usize) -> String {
    let mut sheet = String::from("Адрес;Подъезд;Этаж;Кв.;Площадь;Лицевой счёт;ФИО;Доля;Статус;Телефон\n");
    for n in 0..rows {
        let (house, flat) = (n / 250 + 1, n % 250 + 1);
        let entrance = flat / 50 + 1;
        let _ = writeln!(
            sheet,
            "Абая, {house};{entrance};{};{flat};61,{};{house}-{flat};Житель Номер{n};1;собственник;8701{n:07}",
            flat % 9 + 1,
            n % 90 + 10
        );
    }
    sheet
}

#[actix_web::test]
#[ignore = "a measurement"]
async fn a_city() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let started = Instant::now();
        let row = rehearsed(app, &by, "Город.csv", city(50_000).as_bytes()).await;
        let rehearsal = started.elapsed();
        let (asking, id, started) = (by.clone(), row.id, Instant::now());
        app.db.write(move |tx| ask(tx, &asking, id, Choice::default())).await.unwrap();
        work_until_idle(app).await.unwrap();
        assert_eq!(look(app, &by, id).await.state, State::Done);
        let imported = started.elapsed();
        let rows = Sheet::open(city(50_000).as_bytes(), "Город.csv", Locale::Ru).unwrap().rows(&AtomicU64::new(0));
        let nobody = Register {
            away: std::collections::HashSet::new(),
            company: by.company,
            buildings: vec![],
            entrances: vec![],
            premises: vec![],
            contacts: vec![],
            holdings: vec![],
            head: None,
        };
        let (plan, company) = (plan::plan(&nobody, rows, app.clock.now(), None), by.company);
        let kept = Instant::now();
        let things = undo::Things::of(&plan);
        let marked = kept.elapsed();
        app.db
            .write::<_, Never>(move |tx| {
                undo::forget(tx, company, id)?;
                Ok(undo::keep(tx, company, id, things)?)
            })
            .await
            .unwrap();
        eprintln!("of the import: marks {marked:?}, with the notes written {:?}", kept.elapsed());
        eprintln!("{:?}: rehearsal {rehearsal:?}, import {imported:?}", app.db.engine());
    }
}

//! The import of the residents' register, as staff do it: looked at, written, undone.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::support::people::registrar;
use crate::support::{Person, Screen, Side, TestPortal};

/// Of flat 1 another area, of flat 2 another owner, and nothing of flat 12 А and parking place 7.
const SOLD: &str = "Адрес;Кв.;Тип;Площадь;ФИО;Статус;Примечание\n\
    Абай даңғылы, 12;1;Квартира;30;Жұмабаев Ерлан Серікұлы;собственник;\n\
    Абай даңғылы, 12;2;Квартира;;Ким Вера;собственник;x\n";

fn at(premises: u128) -> String {
    format!("/staff/homes/premises/{}", Side::First.premises(premises))
}

/// Sends a sheet and goes to its page when it was rehearsed.
async fn rehearsed(portal: &TestPortal, who: &Person, sheet: &str) -> (String, Screen) {
    let sent = portal.upload(who, "/staff/homes/imports", &[], &[("file", "Дом.csv", sheet.as_bytes())]).await;
    portal.work().await;
    let path = sent.is(303).leads_to().to_owned();
    let page = portal.visit(who, &path).await;
    page.is(200);
    (path, page)
}

#[actix_web::test]
async fn what_is_strange_or_missing_is_shown_and_written_only_after_a_look() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let (path, page) = rehearsed(&portal, &who, SOLD).await;
    let tiles = page.all(".tile b");
    assert_eq!(tiles, ["+1", "~1", "−3", "0", "0"], "{}", page.text());
    page.sees("Другой человек").sees("Площадь сильно изменилась").sees("61,4 м²").sees("Не останется собственника");
    page.sees("Иванова Мария Петровна").sees("Ким Вера").sees("«Примечание»");
    let moving = page.attributes("main a[href$=\"/moves/new\"]", "href");
    assert_eq!(moving, [format!("{}/moves/new", at(2))], "a sale has a page of its own");

    let book = portal.visit(&who, &format!("{path}/changes.xlsx")).await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.is(200).bytes.clone())).expect("a workbook");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    let rows = book.worksheet_range(&name).expect("a sheet");
    let whole: Vec<String> = rows.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(whole.len(), 1 + 4 + 1 + 1 + 3, "a head, four strange things, a change, a newcomer, three missing: {whole:#?}");

    let form = page.form(&format!("{path}/run"));
    let refused = portal.submit(&who, &form).await;
    assert!(refused.is(422).error_of("looked").contains("подозрительные изменения: 4"), "{:?}", refused.errors());
    let late = form.clone().with("looked", "yes").with("ending", "yes").with("until", "2026-11-25");
    let refused = portal.submit(&who, &late).await;
    assert!(!refused.is(422).error_of("until").is_empty());
    assert_eq!(refused.form(&format!("{path}/run")).value("until"), "2026-11-25", "what was typed is still there");
    portal.visit(&who, &at(2)).await.misses("Ким Вера");

    portal.submit(&who, &form.with("looked", "yes").with("ending", "yes").with("until", "2026-11-19")).await.is(303);
    portal.work().await;
    portal.visit(&who, &path).await.sees("3 владения").sees("19 ноября 2026");
    portal.visit(&who, &at(2)).await.sees("Ким Вера").sees("19.11.2026");
}

#[actix_web::test]
async fn who_is_missing_holds_on_unless_it_is_chosen_otherwise() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let (path, page) = rehearsed(&portal, &who, &SOLD.replace(";30;", ";61,4;")).await;
    let form = page.form(&format!("{path}/run"));
    assert!(form.value("until") == "2026-11-20" && form.value("ending").is_empty(), "ending is off by default");
    portal.submit(&who, &form.with("looked", "yes")).await.is(303);
    portal.work().await;
    let both = portal.visit(&who, &at(2)).await;
    both.sees("Ким Вера").sees("Иванова Мария Петровна").misses("20.11.2026");
}

#[actix_web::test]
async fn what_has_become_strange_since_is_looked_at_anew() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let (path, page) = rehearsed(&portal, &who, SOLD).await;
    // meanwhile somebody else comes, whom nobody has seen to be missing
    let add = portal.visit(&who, &format!("{}/holders/new", at(1))).await.form(&format!("{}/holders", at(1)));
    portal.submit(&who, &add.with("name", "Сон Илья").with("holds", "owner")).await.is(303);
    let form = page.form(&format!("{path}/run")).with("looked", "yes").with("ending", "yes").with("until", "2026-11-20");
    portal.submit(&who, &form).await.is(303);
    portal.work().await;
    let again = portal.visit(&who, &path).await;
    again.sees("ничего не записано").sees("Сон Илья");
    portal.visit(&who, &at(2)).await.misses("Ким Вера");
    portal.submit(&who, &again.form(&format!("{path}/run")).with("looked", "yes")).await.is(303);
    portal.work().await;
    portal.visit(&who, &at(2)).await.sees("Ким Вера");
}

#[actix_web::test]
async fn an_import_is_undone_on_a_page_that_says_what_follows() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let before = portal.visit(&who, "/staff/homes/export.csv").await.bytes;
    let (path, page) = rehearsed(&portal, &who, SOLD).await;
    let form = page.form(&format!("{path}/run")).with("looked", "yes").with("ending", "yes").with("until", "2026-11-19");
    portal.submit(&who, &form).await.is(303);
    portal.work().await;
    let undo = format!("{path}/undo");
    let asked = portal.visit(&who, &portal.visit(&who, &path).await.link("Отменить загрузку")).await;
    asked.is(200).sees("20 декабря 2026").sees("Люди и организации: 1").sees("3 завершённых владения продолжатся");
    portal.submit(&who, &asked.form(&undo)).await.is(303);
    portal.work().await;
    portal.visit(&who, &path).await.sees("Эта загрузка отменена").misses("Отменить загрузку");
    assert_eq!(
        portal.visit(&who, "/staff/homes/export.csv").await.bytes,
        before,
        "the register is what it was, to the last byte"
    );
    portal.visit(&who, &undo).await.is(303);
    portal.visit(&who, &at(2)).await.sees("Иванова Мария Петровна").misses("Ким Вера");
}

#[actix_web::test]
async fn what_was_done_by_hand_since_stands_in_the_way_with_a_link() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let sheet = SOLD.replace(";30;", ";62;").replace("12;2;", "12;99;");
    let (path, page) = rehearsed(&portal, &who, &sheet).await;
    portal.submit(&who, &page.form(&format!("{path}/run")).with("looked", "yes")).await.is(303);
    portal.work().await;
    let form = portal.visit(&who, &format!("{}/edit", at(1))).await.form(&at(1));
    portal.submit(&who, &form.with("floor", "7")).await.is(303);
    let asked = portal.visit(&who, &format!("{path}/undo")).await;
    asked.is(200).sees("Помещение изменено позже").misses("Да, отменить загрузку");
    assert_eq!(asked.attributes(".errors a", "href"), [at(1)]);
    portal.send(&who, &format!("{path}/undo"), &[]).await.is(422).sees("Помещение изменено позже");
}

/// As a program nobody knows writes it.
const FOREIGN: &str = "Выгрузка за ноябрь\nОбъект учёта;Литера;Абонент по договору;Долг\n\
    Абай даңғылы, 12;1;Жұмабаев Ерлан Серікұлы;0\nАбай даңғылы, 12;9;Ким Вера;5\n";

#[actix_web::test]
async fn what_a_senders_columns_mean_is_said_once_kept_changed_and_forgotten() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let (path, page) = rehearsed(&portal, &who, FOREIGN).await;
    page.sees("Указать столбцы");
    let columns = format!("{path}/columns");
    let asked = portal.visit(&who, &columns).await;
    asked.is(200).sees("A · Объект учёта").sees("B · Литера").sees("D · Долг");
    let form = asked.form(&columns);
    assert_eq!(form.value("sender"), "Дом", "the name of the file, until somebody knows better");
    let refused = portal.submit(&who, &form.clone().with("column-0", "address")).await;
    assert!(refused.is(422).error_of("column-0").contains("№ помещения"), "{:?}", refused.errors());
    assert_eq!(refused.form(&columns).value("column-0"), "address", "what was chosen is still there");
    let twice = form.clone().with("column-0", "address").with("column-1", "number").with("column-2", "number");
    assert!(!portal.submit(&who, &twice).await.is(422).error_of("column-2").is_empty());

    let said = form.with("sender", "ЕРЦ Алматы").with("column-0", "address").with("column-1", "number").with("column-2", "name");
    portal.submit(&who, &said).await.is(303);
    portal.submit(&who, &said).await.is(303);
    portal.work().await;
    portal.visit(&who, &path).await.sees("запомнено для «ЕРЦ Алматы»").sees("«Долг»").misses("Указать столбцы");

    // the next file of the same sender, with another month above and other rows below
    let (next, page) = rehearsed(&portal, &who, &FOREIGN.replace("ноябрь", "декабрь").replace("Ким", "Цой")).await;
    page.sees("запомнено для «ЕРЦ Алматы»");
    assert_eq!(page.all(".tile b").first().map(String::as_str), Some("+1"), "{}", page.text());
    let run = page.form(&format!("{next}/run"));
    portal.submit(&who, &if page.text().contains("подозрительн") { run.with("looked", "yes") } else { run }).await.is(303);
    portal.work().await;
    portal.visit(&who, &next).await.sees("записано").misses("Изменить столбцы");
    portal.visit(&who, &format!("{next}/columns")).await.is(200);
    let late = portal.visit(&who, &format!("{next}/columns")).await.form(&format!("{next}/columns"));
    portal.submit(&who, &late).await.is(303);
    portal.visit(&who, &next).await.sees("записано");

    let all = portal.visit(&who, "/staff/homes/layouts").await;
    all.is(200).sees("ЕРЦ Алматы").sees("ФИО/наименование");
    let one = all.link("ЕРЦ Алматы");
    let form = portal.visit(&who, &one).await.form(&one);
    portal.submit(&who, &form.with("sender", "АЛСЕКО").with("column-2", "")).await.is(303);
    portal.visit(&who, "/staff/homes/layouts").await.sees("АЛСЕКО").misses("ЕРЦ Алматы").misses("ФИО/наименование");
    let removal = format!("{one}/removal");
    let form = portal.visit(&who, &removal).await.form(&removal);
    portal.submit(&who, &form).await.is(303);
    portal.visit(&who, &one).await.is(404);
    let (_, page) = rehearsed(&portal, &who, FOREIGN).await;
    page.sees("Указать столбцы");
}

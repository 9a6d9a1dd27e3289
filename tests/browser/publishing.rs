//! The way of an announcement: from a spreadsheet of residents to the resident's «I have read it», and back to the desk.

use std::path::PathBuf;

use aula::text::Locale;
use chrono::TimeDelta;
use rust_xlsxwriter::Workbook;

use super::{sign_in, sound, words};
use crate::support::browser::Browser;
use crate::support::serving::Served;

const TITLE_KK: &str = "Меншік иелерінің жиналысы: 28 қараша";
const TITLE_RU: &str = "Собрание собственников: 28 ноября";
const NEWCOMER: &str = "Жаңабаев Дәурен Ілиясұлы";

/// How a story is told.
#[derive(Clone, Copy)]
struct Told {
    locale: Locale,
    width: u32,
    scripts: bool,
}

impl Told {
    fn says(self, key: &str) -> String {
        words(self.locale, key)
    }

    async fn browser(self) -> Browser {
        let browser = Browser::start().await;
        browser.size(self.width).await;
        browser.javascript(self.scripts).await;
        browser
    }
}

/// A sheet as a housekeeper has it: of the house there is, one flat more with somebody who has an address.
fn sheet(portal: &Served) -> PathBuf {
    let rows = [
        ["Адрес", "Подъезд", "Этаж", "Кв.", "Площадь", "ФИО", "Статус", "E-mail", "Телефон"],
        ["Абай даңғылы, 12", "1", "3", "15", "61,4", NEWCOMER, "собственник", "dauren@mail.example", "8 701 555 44 33"],
        ["Абай даңғылы, 12", "1", "3", "16", "40", "Ли Анна", "собственник", "", "завтра"],
    ];
    let mut book = Workbook::new();
    let paper = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            paper.write_string(row, column, cell).expect("a cell");
        }
    }
    let file = portal.app.config.data.join("residents.xlsx");
    book.save(&file).expect("the sheet is written");
    file
}

async fn import(told: Told, staff: &Browser, portal: &Served) {
    staff.visit(&portal.at("/staff/homes/imports")).await;
    staff.attach(&told.says("homes.imports.file"), sheet(portal)).await;
    staff.click_text(&told.says("homes.imports.submit")).await;
    staff.sees(&told.says("homes.import.state.uploaded")).await;
    portal.work().await;
    staff.reload().await;
    staff.sees(&told.says("homes.import.refused_title")).await;
    sound(staff).await;
    staff.click_text(&told.says("homes.import.run")).await;
    staff.sees(&told.says("homes.import.state.importing")).await;
    portal.work().await;
    staff.reload().await;
    staff.sees(&told.says("homes.import.state.done")).await;
    sound(staff).await;
    staff.visit(&portal.at("/staff/homes?q=ЖАҢАБАЕВ")).await;
    staff.sees(NEWCOMER).await;
}

async fn write(told: Told, staff: &Browser, portal: &Served) {
    staff.visit(&portal.at("/staff/announcements")).await;
    staff.click_text(&told.says("announcements.desk.new")).await;
    staff.tick(&told.says("announcements.kind.legal")).await;
    staff.fill(&told.says("announcements.form.title_kk"), TITLE_KK).await;
    staff.fill(&told.says("announcements.form.body_kk"), "Құрметті меншік иелері!\n\nЖиналысқа **келіңіздер**.").await;
    staff.fill(&told.says("announcements.form.title_ru"), TITLE_RU).await;
    staff.fill(&told.says("announcements.form.body_ru"), "Уважаемые собственники!\n\n**Приходите** на собрание.").await;
    staff.tick(&told.says("homes.audience.company")).await;
    staff.click_text(&told.says("announcements.form.preview")).await;
    staff.sees(&told.says("announcements.form.preview_title")).await;
    sound(staff).await;
    staff.click_text(&told.says("announcements.form.save")).await;
    staff.sees(&told.says("announcements.next.draft")).await;
}

/// Sends it, and returns where the staff see it.
async fn send(told: Told, staff: &Browser, portal: &Served) -> String {
    let page = staff.path().await;
    staff.click_text(&told.says("announcements.show.publish")).await;
    staff.sees(&told.says("announcements.publication.title")).await;
    sound(staff).await;
    staff.click_text(&told.says("announcements.publication.submit")).await;
    staff.sees(&told.says("announcements.show.undo")).await;
    portal.pass(TimeDelta::seconds(20)).await;
    let newcomers = portal.letters().iter().filter(|letter| letter.to == "dauren@mail.example").count();
    assert_eq!(newcomers, 1, "the letter to the one just imported");
    page
}

async fn read(told: Told, portal: &Served) {
    let resident = told.browser().await;
    resident.size(390).await;
    sign_in(&resident, portal, "owner@demo.example", told.locale).await;
    let title = if told.locale == Locale::Ru { TITLE_RU } else { TITLE_KK };
    resident.sees(title).await;
    sound(&resident).await;
    resident.click_text(title).await;
    resident.click_text(&told.says("announcements.read.confirm")).await;
    resident.does_not_see(&told.says("announcements.read.confirm_text")).await;
    // beside one's own language the other of the two that the law knows
    resident.sees(TITLE_KK).await;
    resident.sees(TITLE_RU).await;
    sound(&resident).await;
}

async fn story(told: Told) {
    let portal = Served::open().await;
    let staff = told.browser().await;
    sign_in(&staff, &portal, "manager@demo.example", told.locale).await;
    import(told, &staff, &portal).await;
    write(told, &staff, &portal).await;
    let page = send(told, &staff, &portal).await;
    read(told, &portal).await;
    staff.visit(&portal.at(&format!("{page}/recipients"))).await;
    staff.sees(NEWCOMER).await;
    staff.visit(&portal.at(&page)).await;
    let tile = format!(
        "return [...document.querySelectorAll('.tile')].find(tile => tile.textContent.includes('{}'))?.querySelector('b').textContent",
        told.says("announcements.show.confirmed")
    );
    assert_eq!(staff.ask(&tile).await, "1", "{}", staff.text().await);
    sound(&staff).await;
}

#[actix_web::test]
async fn a_phone_in_kazakh() {
    story(Told { locale: Locale::Kk, width: 390, scripts: true }).await;
}

#[actix_web::test]
async fn a_desk_in_kazakh() {
    story(Told { locale: Locale::Kk, width: 1280, scripts: true }).await;
}

#[actix_web::test]
async fn a_phone_in_russian() {
    story(Told { locale: Locale::Ru, width: 390, scripts: true }).await;
}

#[actix_web::test]
async fn a_desk_in_russian() {
    story(Told { locale: Locale::Ru, width: 1280, scripts: true }).await;
}

#[actix_web::test]
async fn without_javascript() {
    story(Told { locale: Locale::Ru, width: 390, scripts: false }).await;
}

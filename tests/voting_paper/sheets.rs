//! Sheets: one for each unit, numbered; replaced only where one is spoiled; printed.

use super::{issued, sheet, staff};
use crate::support::TestPortal;
use crate::support::paper::{is_sound, pages_of};
use crate::support::people::{manager, owner, secretary};

#[actix_web::test]
async fn every_unit_that_is_asked_has_one_sheet_with_a_number_of_its_own() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &boss).await;
    let mut numbers = Vec::new();
    for place in 0..16 {
        numbers.push(sheet(&portal, here.unit(place)).await.0);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
    // given out again, nobody gets a second one
    portal.send(&boss, &staff(&here, "/sheets"), &[("entrance", "")]).await.is(303);
    let page = portal.visit(&boss, &staff(&here, "/sheets")).await;
    page.is(200);
    assert!(page.text().contains("16"), "{}", page.text());
    assert_eq!(sheet(&portal, here.flat(3)).await.1, "issued");
}

#[actix_web::test]
async fn sheets_are_printed_together_and_one_by_one() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &boss).await;
    let to = portal.send(&boss, &staff(&here, "/sheets"), &[("entrance", "")]).await.leads_to().to_owned();
    portal.work().await;
    portal.visit(&boss, &to).await.is(200);
    let all = portal.visit(&boss, &format!("{to}/sheets.pdf")).await;
    all.is(200);
    let one = portal.visit(&boss, &staff(&here, "/sheets.pdf?number=7")).await;
    one.is(200);
    assert!(all.bytes.starts_with(b"%PDF") && one.bytes.starts_with(b"%PDF"));
    assert!(all.bytes.len() > one.bytes.len());
    portal.visit(&boss, &staff(&here, "/sheets.pdf?number=17")).await.is(404);
    for stranger in [owner(), crate::support::people::other_manager()] {
        let status = portal.visit(&stranger, &staff(&here, "/sheets.pdf?number=7")).await.status.as_u16();
        assert!(matches!(status, 403 | 404), "{status}");
    }
}

#[actix_web::test]
async fn a_spoiled_sheet_is_replaced_and_no_longer_entered() {
    let (portal, boss) = (TestPortal::open().await, manager());
    let here = issued(&portal, &boss).await;
    let (number, _, id) = sheet(&portal, here.flat(5)).await;
    let path = staff(&here, &format!("/sheets/{id}"));
    portal.send(&boss, &path, &[("act", "spoil"), ("why", "")]).await.is(422);
    portal.send(&boss, &path, &[("act", "spoil"), ("why", "су тиген"), ("replace", "yes")]).await.is(303);
    let (new, state, _) = sheet(&portal, here.flat(5)).await;
    assert_eq!((new, state.as_str()), (17, "issued"));
    let found = portal.visit(&boss, &staff(&here, &format!("/entries?sheet={number}"))).await;
    assert!(!found.body().contains("name=\"marks\""), "a spoiled sheet is not read");
    // what is spoiled stays so
    portal.send(&boss, &path, &[("act", "lose"), ("why", "жоқ")]).await.is(422);
}

#[actix_web::test]
async fn a_missing_sheet_may_be_found() {
    let (portal, boss) = (TestPortal::open().await, manager());
    let here = issued(&portal, &boss).await;
    let (_, _, id) = sheet(&portal, here.flat(6)).await;
    let path = staff(&here, &format!("/sheets/{id}"));
    portal.send(&boss, &path, &[("act", "lose"), ("why", "иесінде жоқ")]).await.is(303);
    assert_eq!(sheet(&portal, here.flat(6)).await.1, "missing");
    portal.send(&boss, &path, &[("act", "find")]).await.is(303);
    assert_eq!(sheet(&portal, here.flat(6)).await.1, "issued");
}

#[actix_web::test]
async fn a_sheet_with_everything_a_meeting_can_decide_has_its_number_on_each_page() {
    use aula::db::Never;
    use aula::db::schema::{meeting_questions, meetings};
    use diesel::prelude::*;
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &boss).await;
    let id = here.meeting;
    let longer = portal.app.db.write::<_, Never>(move |tx| {
        let text_kk = "Үйді күтіп-ұстауға ай сайынғы жарна 2027 жылғы 1 қаңтардан бастап әр шаршы метр үшін бекітілсін, өңделген смета қоса беріледі. ".repeat(2);
        let text_ru = "Утвердить ежемесячный взнос на содержание дома с 1 января 2027 года за каждый квадратный метр согласно прилагаемой смете. ".repeat(2);
        diesel::update(meeting_questions::table.filter(meeting_questions::meeting_id.eq(id)))
            .set((meeting_questions::text_kk.eq(text_kk), meeting_questions::text_ru.eq(text_ru), meeting_questions::roll.eq("homes")))
            .execute(&mut **tx)?;
        diesel::update(meetings::table.filter(meetings::id.eq(id))).set(meetings::tellers.eq("Әбдіғалиева Күләш Өмірзаққызы")).execute(&mut **tx)?;
        let one: (String, String) = meeting_questions::table
            .filter(meeting_questions::meeting_id.eq(id))
            .order(meeting_questions::place)
            .select((meeting_questions::id, meeting_questions::company_id))
            .first(&mut **tx)?;
        for place in 5..=22 {
            let new = crate::support::world::id(0x59, place);
            diesel::sql_query(format!(
                "INSERT INTO meeting_questions SELECT '{new}', company_id, meeting_id, {place}, item, roll, entrance_id, base, over_of, over_in, \
                 quorum_of, quorum_in, article, title_kk, title_ru, text_kk, text_ru, formula, was, becomes, result FROM meeting_questions WHERE id = '{}'",
                one.0
            ))
            .execute(&mut **tx)?;
        }
        Ok(())
    });
    longer.await.ok().expect("twenty-two questions");
    let number = sheet(&portal, here.flat(8)).await.0;
    let paper = portal.visit(&boss, &staff(&here, &format!("/sheets.pdf?number={number}"))).await;
    is_sound(&paper.is(200).bytes);
    let pages = pages_of(&paper.bytes).expect("pdftotext of poppler-utils");
    assert!(pages.len() >= 2, "{pages:?}");
    for (place, page) in (1..).zip(&pages) {
        assert!(page.contains(&format!("№ {number}")) && page.contains(&format!("{place}/{}", pages.len())), "{page}");
    }
    let text = pages.join("\n");
    for words in ["Әбдіғалиева Күләш Өмірзаққызы", "күтіп-ұстауға", "ежемесячный взнос", "22", "Тоқаев көшесі, 7", "72,05"]
    {
        assert!(text.contains(words), "«{words}» is not in {text}");
    }
}

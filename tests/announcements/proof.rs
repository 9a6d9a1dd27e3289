//! The proof on the page and in the workbook: who, how, in which language, when, opened, confirmed.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{building, settled, told, water};
use crate::support::TestPortal;
use crate::support::people::{clerk, dispatcher, editor, owner, owner2};

/// The rows of the first sheet.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("that can be read");
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        other => other.to_string(),
    };
    sheet.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[actix_web::test]
async fn the_proof_says_who_opened_and_who_confirmed() {
    let (portal, place) = (TestPortal::open().await, building());
    settled(&portal, 4, "=HYPERLINK(1)", "", "owner").await;
    let (at, read) = told(&portal, &editor(), &water(&[("place", &place), ("kind", "legal")])).await;
    let (reader, other) = (owner2(), owner());
    let page = portal.visit(&reader, &read).await;
    portal.submit(&reader, &page.form(&format!("{read}/confirmation"))).await.is(303);
    portal.visit(&other, &read).await.is(200);
    let proof = format!("{at}/recipients");
    let mut opened = 0;
    for _ in 0..200 {
        // that somebody opened it is noted beside the request
        opened = portal
            .visit(&dispatcher(), &proof)
            .await
            .all("tbody tr td[data-label=\"Открыл\"]")
            .iter()
            .filter(|cell| !cell.is_empty())
            .count();
        if opened == 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(opened, 2, "the owner opened it, the second owner opened and confirmed it");
    let confirmed: Vec<String> = portal.visit(&clerk(), &proof).await.all("tbody tr td[data-label=\"Подтвердил\"]");
    assert_eq!(confirmed.iter().filter(|cell| !cell.is_empty()).count(), 1);
    portal.visit(&editor(), &format!("{proof}?channel=paper")).await.sees("=HYPERLINK(1)").misses("Иванова");

    let book = portal.visit(&editor(), &format!("{proof}.xlsx")).await;
    book.is(200);
    let rows = rows(&book.bytes);
    assert_eq!(rows.len(), 4, "{rows:?}");
    let line = |name: &str| {
        rows.iter().find(|row| row.iter().any(|cell| cell.contains(name))).unwrap_or_else(|| panic!("{name} is not in {rows:?}"))
    };
    assert!(
        line("Иванова").iter().filter(|cell| cell.contains("ноя")).count() == 3,
        "told, opened, confirmed: {:?}",
        line("Иванова")
    );
    assert!(line("Жұмабаев").iter().any(|cell| cell.contains("Абай даңғылы, 12, 1-пәтер; ")), "{:?}", line("Жұмабаев"));
    assert!(line("HYPERLINK").iter().any(|cell| cell == "на бумаге"), "{:?}", line("HYPERLINK"));
    portal.visit(&owner2(), &proof).await.is(403);

    portal.visit(&editor(), &proof).await.sees("XLSX");
    for other in [clerk(), dispatcher()] {
        portal.visit(&other, &proof).await.is(200).sees("Иванова").misses("XLSX");
        portal.visit(&other, &format!("{proof}.xlsx")).await.is(403);
    }
}

#[actix_web::test]
async fn an_opened_one_is_read_in_the_inbox_too() {
    let (portal, place) = (TestPortal::open().await, building());
    let (_, read) = told(&portal, &editor(), &water(&[("place", &place)])).await;
    portal.visit(&owner2(), "/notifications?show=unread").await.sees("Воды не будет");
    portal.visit(&owner2(), "/announcements").await.sees("Воды не будет");
    portal.visit(&owner2(), &read).await.is(200);
    for _ in 0..200 {
        if !portal.visit(&owner2(), "/notifications?show=unread").await.text().contains("Воды не будет") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("that it was read is not noted in the inbox");
}

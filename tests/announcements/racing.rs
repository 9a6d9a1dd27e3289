//! Forms that are sent twice, and many hands at the same button.

use futures_util::future::join_all;

use super::{SENT, building, sent, told, water, written};
use crate::support::people::{editor, manager, owner2};
use crate::support::{Side, TestPortal};

#[actix_web::test]
async fn a_form_that_is_sent_twice_makes_one_draft() {
    let (portal, editor) = (TestPortal::open().await, editor());
    let form = portal
        .visit(&editor, "/staff/announcements/new")
        .await
        .form("/staff/announcements")
        .with("title_ru", "Дважды")
        .with("body_ru", "Дважды");
    let (first, second) = (portal.submit(&editor, &form).await, portal.submit(&editor, &form).await);
    first.is(303);
    assert_eq!(first.leads_to(), second.leads_to());
    let at_once = portal
        .visit(&editor, "/staff/announcements/new")
        .await
        .form("/staff/announcements")
        .with("title_ru", "Разом")
        .with("body_ru", "Разом");
    let all = join_all((0..10).map(|_| portal.submit(&editor, &at_once))).await;
    assert!(all.iter().all(|screen| screen.leads_to() == all[0].leads_to() && screen.status.as_u16() == 303));
    let list = portal.visit(&editor, "/staff/announcements").await.text();
    assert_eq!((list.matches("Дважды").count(), list.matches("Разом").count()), (1, 1), "{list}");
}

#[actix_web::test]
async fn of_twenty_who_send_at_once_one_sends() {
    let (portal, place) = (TestPortal::open().await, building());
    let at = written(&portal, &editor(), &water(&[("place", &place)])).await;
    let action = format!("{at}/publication");
    let hands = [editor(), manager()];
    let mut forms = Vec::new();
    for n in 0..20 {
        let who = &hands[n % 2];
        forms.push((who, portal.visit(who, &action).await.form(&action)));
    }
    let answers = join_all(forms.iter().map(|(who, form)| portal.submit(who, form))).await;
    let done = answers.iter().filter(|screen| screen.status.as_u16() == 303).count();
    assert_eq!(done, 1, "{:?}", answers.iter().map(|screen| screen.status.as_u16()).collect::<Vec<_>>());
    answers.iter().filter(|screen| screen.status.as_u16() != 303).for_each(|screen| {
        screen.is(422).sees("Это уже не черновик");
    });
    portal.pass(SENT).await;
    assert_eq!(portal.letters().len(), 2);
}

#[actix_web::test]
async fn a_correction_and_a_withdrawal_at_once_leave_one_of_the_two() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let (at, read) = told(&portal, &editor, &water(&[("place", &place)])).await;
    let correction = portal.visit(&editor, &format!("{at}/edit")).await.form(&at).with("title_ru", "Иначе").with("tell", "yes");
    let withdrawal = format!("{at}/withdrawal");
    let manager = manager();
    let withdrawal = portal.visit(&manager, &withdrawal).await.form(&withdrawal).with("why", "Ошибка");
    let (first, second) = tokio::join!(portal.submit(&editor, &correction), portal.submit(&manager, &withdrawal));
    assert!(first.status.as_u16() < 500 && second.status.as_u16() < 500, "{} {}", first.status, second.status);
    second.is(303);
    portal.pass(SENT).await;
    portal.visit(&owner2(), &read).await.is(200).sees("Причина: Ошибка");
    let news = portal.letters().iter().filter(|sent| sent.subject.contains("Исправлено")).count();
    assert_eq!(news, 0, "what was withdrawn is not told of again");
}

#[actix_web::test]
async fn another_company_is_not_there() {
    let (portal, editor) = (TestPortal::open().await, editor());
    let at = format!("/staff/announcements/{}", Side::Second.announcement(2));
    for page in [at.clone(), format!("{at}/publication"), format!("{at}/recipients"), format!("{at}/poster.pdf")] {
        portal.visit(&editor, &page).await.is(404);
    }
    // its building is none of ours: nobody is reached by it
    let place = format!("building:{}", Side::Second.building(1));
    let ours = written(&portal, &editor, &water(&[("place", &place)])).await;
    portal.visit(&editor, &format!("{ours}/publication")).await.sees("Получат 0 человек");
    sent(&portal, &editor, &ours).await;
    portal.pass(SENT).await;
    assert!(portal.letters().is_empty());
}

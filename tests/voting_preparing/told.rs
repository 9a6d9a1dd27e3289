//! The owners are told: at once, by all ways, once; and they are told that it is called off.

use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{ESTIMATE, asked, begun, confirmed, notified};
use crate::support::TestPortal;
use crate::support::paper::{is_sound, words_of};
use crate::support::people::{manager, owner, secretary, tenant};

/// Enough for the job that sends.
const SENT: TimeDelta = TimeDelta::seconds(2);

#[actix_web::test]
async fn all_owners_are_told_in_both_languages_and_the_proof_is_linked() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let at = notified(&portal, &who).await;
    portal.pass(SENT).await;
    let letter = portal.letter_to("owner@demo.example");
    assert!(letter.subject.contains("Смета және шатыр"), "{}", letter.subject);
    for words in ["Сметаны бекіту", "Утверждение сметы", "2026 ж. 26 қараша", &at.replace("/staff", "")]
    {
        assert!(letter.text.contains(words), "{words} is missing in {}", letter.text);
    }
    assert_eq!(portal.letters().len(), 2, "the two owners of the building, and no tenant");
    let page = portal.visit(&who, &at).await;
    page.is(200).sees("Собственники уведомлены");
    let proof = page.link("Кто и когда уведомлён");
    portal.visit(&manager(), &proof).await.is(200).sees("Иванова Мария Петровна");
    portal.visit(&tenant(), "/announcements").await.misses("Смета и кровля");
    portal.visit(&owner(), "/announcements").await.sees("Смета және шатыр");
    let pdf = portal.visit(&who, &format!("{at}/notice.pdf")).await;
    is_sound(&pdf.is(200).bytes);
    if let Some(words) = words_of(&pdf.bytes) {
        for word in ["Смета және шатыр", "Смета и кровля"] {
            assert!(words.contains(word), "«{word}» is not in {words}");
        }
    }
    assert_eq!(portal.visit(&who, &format!("{at}/notice.pdf")).await.bytes, pdf.bytes, "the same words, the same paper");
}

#[actix_web::test]
async fn of_many_who_tell_at_once_one_tells() {
    let (portal, who, boss) = (TestPortal::open().await, secretary(), manager());
    let at = begun(&portal, &who, &[]).await;
    asked(&portal, &who, &at, &ESTIMATE).await;
    confirmed(&portal, &who, &format!("{at}/fixing")).await;
    let page = format!("{at}/notification");
    let hands = [&who, &boss];
    for hand in hands {
        portal.token(hand).await;
    }
    let answers = join_all((0..10).map(|n| portal.send(hands[n % 2], &page, &[]))).await;
    let statuses: Vec<u16> = answers.iter().map(|screen| screen.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    portal.pass(SENT).await;
    assert_eq!(portal.letters().len(), 2, "nobody is told twice");
}

#[actix_web::test]
async fn everybody_is_told_that_it_is_called_off_and_nobody_of_a_draft() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let quiet = begun(&portal, &who, &[]).await;
    portal.send(&who, &format!("{quiet}/cancellation"), &[("why", "Передумали")]).await.is(303);
    portal.pass(SENT).await;
    assert!(portal.letters().is_empty());
    let at = notified(&portal, &who).await;
    portal.pass(SENT).await;
    portal.send(&who, &format!("{at}/cancellation"), &[("why", "")]).await.is(422);
    portal.send(&who, &format!("{at}/cancellation"), &[("why", "Подрядчик отказался")]).await.is(303);
    portal.pass(SENT).await;
    assert_eq!(portal.letters().len(), 4, "the same two once more");
    assert!(portal.letters().iter().filter(|letter| letter.text.contains("Подрядчик отказался")).count() == 2);
    portal.visit(&who, &at).await.sees("Собрание отменено").sees("Подрядчик отказался");
    portal.send(&who, &format!("{at}/cancellation"), &[("why", "Ещё раз")]).await.is(422);
}

#[actix_web::test]
async fn voting_opens_and_closes_by_the_clock_once_each() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let at = begun(&portal, &who, &[("closes_at", "2026-12-03T10:00")]).await;
    asked(&portal, &who, &at, &ESTIMATE).await;
    confirmed(&portal, &who, &format!("{at}/fixing")).await;
    confirmed(&portal, &who, &format!("{at}/notification")).await;
    portal.pass(TimeDelta::days(5)).await;
    portal.visit(&who, &at).await.sees("собственники уведомлены");
    portal.pass(TimeDelta::days(1)).await;
    aula::voting::keep_hours(&portal.app).await.expect("the hours");
    aula::voting::keep_hours(&portal.app).await.expect("the hours again");
    portal.visit(&who, &at).await.sees("идёт голосование");
    portal.pass(TimeDelta::days(7)).await;
    aula::voting::keep_hours(&portal.app).await.expect("the hours");
    portal.visit(&who, &at).await.sees("подсчёт голосов").sees("Голосование окончено 3 декабря 2026, 10:00");
    assert_eq!(super::closed::chain(&portal, &at).await, ["notified", "opened", "closed"]);
}

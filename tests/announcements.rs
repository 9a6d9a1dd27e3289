//! Announcements as people live them: written, looked at, sent, taken back, corrected, withdrawn, over.

mod audience;
mod files;
mod kinds;
mod lists;
mod moving;
mod proof;
mod racing;
mod retelling;
mod wishes;

use chrono::TimeDelta;

use crate::support::people::{editor, owner, owner2, registrar, tenant};
use crate::support::{Person, Side, TestPortal};

/// A little longer than the seconds in which one may think better of it.
const SENT: TimeDelta = TimeDelta::seconds(16);

const WATER: [(&str, &str); 4] = [
    ("title_kk", "Су өшіріледі"),
    ("body_kk", "Құрметті тұрғындар! Ертең **су болмайды**."),
    ("title_ru", "Воды не будет"),
    ("body_ru", "Уважаемые жители! Завтра **не будет воды**."),
];

/// Writes a draft as an editor would, and gives its address. A field that is named twice is ticked twice.
async fn written(portal: &TestPortal, who: &Person, fields: &[(&str, &str)]) -> String {
    let mut form = portal.visit(who, "/staff/announcements/new").await.form("/staff/announcements");
    for (place, (name, value)) in fields.iter().enumerate() {
        let again = fields.iter().take(place).any(|(before, _)| before == name);
        form = if again { form.and(name, value) } else { form.with(name, value) };
    }
    let screen = portal.submit(who, &form).await;
    screen.is(303);
    screen.leads_to().to_owned()
}

/// Presses «send» on the page of the last look.
async fn sent(portal: &TestPortal, who: &Person, at: &str) {
    let action = format!("{at}/publication");
    let form = portal.visit(who, &action).await.form(&action);
    portal.submit(who, &form).await.is(303);
}

/// Writes to a place and has everybody told; gives the address for staff and the one for residents.
pub(crate) async fn told(portal: &TestPortal, who: &Person, fields: &[(&str, &str)]) -> (String, String) {
    let at = written(portal, who, fields).await;
    sent(portal, who, &at).await;
    portal.pass(SENT).await;
    portal.visit(who, &at).await.misses("Отменить отправку");
    let for_residents = at.replace("/staff", "");
    (at, for_residents)
}

/// The water's words with more fields.
pub(crate) fn water<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    WATER.iter().chain(more).copied().collect()
}

/// The first building of the first company, as its checkbox is called.
pub(crate) fn building() -> String {
    format!("building:{}", Side::First.building(1))
}

/// Somebody gets premises, through the register.
async fn settled(portal: &TestPortal, premises: u128, name: &str, email: &str, holds: &str) {
    let (who, at) = (registrar(), format!("/staff/homes/premises/{}/holders", Side::First.premises(premises)));
    let form = portal.visit(&who, &format!("{at}/new")).await.form(&at);
    portal.submit(&who, &form.with("name", name).with("email", email).with("holds", holds)).await.is(303);
}

/// How many rows the proof has.
async fn proven(portal: &TestPortal, at: &str) -> usize {
    portal.visit(&editor(), &format!("{at}/recipients")).await.all("tbody tr").len()
}

#[actix_web::test]
async fn a_draft_is_nobodys_until_it_is_sent_and_can_be_taken_back_for_fifteen_seconds() {
    let (portal, editor, place) = (TestPortal::open().await, editor(), building());
    let preview = portal.visit(&editor, "/staff/announcements/new").await.form("/staff/announcements");
    let preview =
        water(&[("place", &place), ("act", "preview")]).iter().fold(preview, |form, (name, value)| form.with(name, value));
    let shown = portal.submit(&editor, &preview).await;
    shown.is(200).sees("Су өшіріледі").sees("Воды не будет");
    assert!(shown.attributes("input[name=title_kk]", "value").contains(&"Су өшіріледі".to_owned()), "what was typed is kept");
    portal.visit(&editor, "/staff/announcements").await.misses("Воды не будет");

    let at = written(&portal, &editor, &water(&[("place", &place)])).await;
    portal.visit(&editor, &at).await.is(200).sees("Это черновик").sees("Воды не будет");
    let read = at.replace("/staff", "");
    portal.visit(&owner(), &read).await.is(404);

    sent(&portal, &editor, &at).await;
    portal.visit(&editor, &at).await.sees("Отправка начнётся через 15 секунд").sees("Отменить отправку");
    portal.pass(TimeDelta::seconds(14)).await;
    assert!(portal.letters().is_empty(), "nothing leaves in the first fourteen seconds");
    portal.visit(&owner(), &read).await.is(404);
    let undo = format!("{at}/publication/undo");
    let form = portal.visit(&editor, &at).await.form(&undo);
    portal.submit(&editor, &form).await.is(303);
    portal.visit(&editor, &at).await.sees("Отправка отменена").sees("Это черновик");
    portal.pass(TimeDelta::minutes(10)).await;
    assert!(portal.letters().is_empty(), "what was taken back is not sent");

    sent(&portal, &editor, &at).await;
    portal.pass(SENT).await;
    assert_eq!(portal.letters().len(), 2, "the owner and the second owner");
    portal.submit(&editor, &form).await.is(303);
    portal.visit(&editor, &at).await.sees("Поздно: объявление уже отправлено.");
    portal.visit(&owner(), &read).await.is(200).sees("Су өшіріледі");
}

#[actix_web::test]
async fn everybody_gets_one_letter_in_their_language_that_names_all_they_hold() {
    let (portal, place) = (TestPortal::open().await, building());
    settled(&portal, 4, "Бөлеков Ахмет", "", "owner").await;
    let at = written(&portal, &editor(), &water(&[("place", &place)])).await;
    let look = portal.visit(&editor(), &format!("{at}/publication")).await;
    look.is(200).sees("Получат 3 человека.").sees("У 1 человека нет почты.").sees("Бөлеков Ахмет");
    sent(&portal, &editor(), &at).await;
    portal.pass(SENT).await;

    assert_eq!(portal.letters().len(), 2);
    let (kazakh, russian) = (portal.letter_to("owner@demo.example"), portal.letter_to("owner2@demo.example"));
    assert_eq!((kazakh.subject.as_str(), russian.subject.as_str()), ("Су өшіріледі", "Воды не будет"));
    let before = |text: &str, first: &str, second: &str| {
        text.find(first).zip(text.find(second)).is_some_and(|(first, second)| first < second)
    };
    assert!(before(&kazakh.text, "су болмайды", "не будет воды"), "{}", kazakh.text);
    assert!(before(&russian.text, "не будет воды", "су болмайды"), "{}", russian.text);
    for premises in ["12, 1-пәтер", "12, 12 А-пәтер", "12, 7-тұрақ орны"] {
        assert!(kazakh.text.contains(premises), "{premises} is missing in {}", kazakh.text);
    }
    assert!(kazakh.html.contains("<strong>су болмайды</strong>"), "{}", kazakh.html);
    let heading = kazakh.html.split("<h2").nth(1).and_then(|rest| rest.split("</h2>").next()).unwrap_or_default();
    assert!(heading.ends_with(">Воды не будет"), "the second language has a heading too: {}", kazakh.html);

    let proof = portal.visit(&editor(), &format!("{at}/recipients")).await;
    assert_eq!(proof.all("tbody tr").len(), 3, "one row for a person, however many premises");
    proof.sees("Жұмабаев Ерлан Серікұлы").sees("Қазақша").sees("на бумаге").sees("письмо доставлено").sees("Бөлеков Ахмет");
}

#[actix_web::test]
async fn who_comes_later_reads_it_and_is_not_in_the_proof_and_who_moved_out_reads_it_no_more() {
    let (portal, place) = (TestPortal::open().await, building());
    portal.powers_end().await;
    let (at, read) = told(&portal, &editor(), &water(&[("place", &place)])).await;
    portal.visit(&tenant(), &read).await.is(404);
    settled(&portal, 5, "Қасымов Дәурен", "tenant@demo.example", "owner").await;
    portal.visit(&tenant(), &read).await.is(200).sees("Воды не будет");
    portal.visit(&tenant(), "/announcements").await.sees("Воды не будет");
    assert_eq!(proven(&portal, &at).await, 2, "the proof says who was told, not who could read");

    portal.visit(&owner2(), &read).await.is(200);
    let ending = format!("/staff/homes/premises/{}/holders/{}/ending", Side::First.premises(2), Side::First.holding(4));
    let registrar = registrar();
    let form = portal.visit(&registrar, &ending).await.form(&ending);
    portal.submit(&registrar, &form.with("until", "2026-11-19")).await.is(303);
    portal.visit(&owner2(), &read).await.is(403);
    assert_eq!(proven(&portal, &at).await, 2, "what was proved stays proved");
}

#[actix_web::test]
async fn at_its_time_and_not_before() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let at = written(&portal, &editor, &water(&[("place", &place)])).await;
    let action = format!("{at}/publication");
    let form = portal.visit(&editor, &action).await.form(&action);
    portal.submit(&editor, &form.clone().with("send_at", "2026-11-20T13:59")).await.is(422).sees("Это время уже прошло");
    portal.submit(&editor, &form.clone().with("send_at", "soon")).await.is(422).sees("Укажите дату и время");
    portal.submit(&editor, &form.with("send_at", "2026-11-21T10:00")).await.is(303);
    portal.visit(&editor, &at).await.sees("Отправка запланирована.").sees("Будет отправлено").sees("10:00");
    portal.pass(TimeDelta::hours(19)).await;
    assert!(portal.letters().is_empty(), "it is nine in the morning in Almaty");
    portal.pass(TimeDelta::hours(1)).await;
    assert_eq!(portal.letters().len(), 2);
}

#[actix_web::test]
async fn a_correction_is_a_new_wording_and_tells_again_only_if_that_is_wished() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let (at, read) = told(&portal, &editor, &water(&[("place", &place)])).await;
    let correct = async |words: &str, tell: bool| {
        let form = portal.visit(&editor, &format!("{at}/edit")).await.form(&at).with("title_ru", words);
        portal.submit(&editor, &if tell { form.with("tell", "yes") } else { form }).await.is(303);
        portal.pass(TimeDelta::hours(2)).await;
    };
    correct("Воды не будет до шести", false).await;
    assert_eq!(portal.letters().len(), 2, "a slip of the pen wakes nobody");
    portal.visit(&owner2(), &read).await.sees("Воды не будет до шести").sees("Прежний текст");
    let old = portal.visit(&owner2(), &format!("{read}/versions/1")).await;
    old.is(200).sees("Воды не будет").misses("до шести");

    correct("Воды не будет до семи", true).await;
    assert_eq!(portal.letters().len(), 4);
    assert_eq!(portal.letter_to("owner2@demo.example").subject, "Исправлено: Воды не будет до семи");
    let proof = portal.visit(&editor, &format!("{at}/recipients")).await;
    assert_eq!(proof.all("tbody tr").len(), 4, "two of the first wording, two of the third");
    proof.sees("Редакция 3");
    portal.visit(&owner2(), &format!("{read}/versions/9")).await.is(404);
    portal.visit(&editor, &format!("{at}/versions/2")).await.is(200).sees("до шести");
}

#[actix_web::test]
async fn a_withdrawal_says_why_and_what_was_withdrawn_stays_readable() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let (at, read) = told(&portal, &editor, &water(&[("place", &place)])).await;
    portal.visit(&owner2(), "/notifications").await.sees("Воды не будет");
    let action = format!("{at}/withdrawal");
    let form = portal.visit(&editor, &action).await.form(&action);
    portal.submit(&editor, &form).await.is(422);
    portal.submit(&editor, &form.with("why", "Ремонт перенесли")).await.is(303);
    portal.visit(&editor, &at).await.sees("Отозвано").sees("Ремонт перенесли");
    portal.visit(&owner2(), &read).await.is(200).sees("Причина: Ремонт перенесли").sees("Воды не будет");
    portal.visit(&owner2(), "/announcements").await.misses("Воды не будет");
    portal.visit(&owner2(), "/announcements?show=past").await.sees("Воды не будет");
    portal.visit(&editor, &format!("{at}/edit")).await.is(422);
    portal.visit(&editor, &action).await.is(422).sees("только опубликованное");
}

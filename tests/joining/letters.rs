//! Letters: mailed with a link, printed for mailboxes; who may have the file, and that the old code ends as the new one begins.

use std::io::Write as _;
use std::process::{Command, Stdio};

use chrono::TimeDelta;

use super::{chooses_password, empty, type_in, way_in};
use crate::support::people::{clerk, other_manager, owner, registrar, visitor};
use crate::support::{Person, Side, TestPortal};

/// What pdftotext makes of a PDF, where it is installed.
pub(crate) fn words_of(pdf: &[u8]) -> Option<String> {
    let mut child =
        Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    child.stdin.take()?.write_all(pdf).ok()?;
    Some(String::from_utf8_lossy(&child.wait_with_output().ok()?.stdout).into_owned())
}

/// The codes on paper, in their order; each stands there in both languages.
fn codes(words: &str) -> Vec<String> {
    words.lines().filter_map(|line| line.split("Ваш код: ").nth(1)).map(|rest| rest.trim().to_owned()).collect()
}

/// Has letters printed and gives the address of the run.
pub(crate) async fn printed(portal: &TestPortal, who: &Person, query: &str) -> String {
    let page = portal.visit(who, &format!("/staff/invitations/letters/new?{query}")).await;
    let run = portal.submit(who, &page.is(200).form("/staff/invitations/letters")).await;
    let run = run.is(303).leads_to().to_owned();
    portal.work().await;
    portal.visit(who, &run).await.is(200).sees("Готово");
    run
}

#[actix_web::test]
async fn an_invitation_by_mail_proves_the_mailbox_by_being_followed() {
    let portal = TestPortal::open().await;
    let staff = registrar();
    let form = portal.visit(&staff, &format!("/staff/invitations/new?premises={}", empty())).await.form("/staff/invitations");
    assert_eq!(form.value("number"), "10", "the premises one comes from are filled in");
    let wish = form.with("name", "Ахметова Сәуле").with("email", " Saule@Demo.Example ").with("locale", "kk");
    portal.submit(&staff, &wish.clone().with("number", "999")).await.is(422).sees("нет такого номера");
    let at = portal.submit(&staff, &wish).await.is(303).leads_to().to_owned();
    assert_eq!(portal.submit(&staff, &wish).await.leads_to(), at, "a form that is sent twice invites once");
    portal.work().await;
    assert_eq!(portal.letters().len(), 1);
    let letter = portal.letter_to("saule@demo.example");
    assert!(letter.subject.contains("шақыру"), "in their language: {}", letter.subject);
    let link = way_in(&letter.text, "/join/letter/");
    let guest = visitor();
    let page = portal.visit(&guest, &link).await.is(303).leads_to().to_owned();
    let enter = portal.visit(&guest, &page).await.is(200).sees("saule@demo.example").form(&format!("{page}/home"));
    let to = portal.submit(&guest, &enter).await.is(303).leads_to().to_owned();
    assert!(to.starts_with("/password/"), "a password is chosen by a link: {to}");
    chooses_password(&portal, &guest, &to).await.is(303);
    portal.visit(&guest, "/home").await.is(200).sees("Абай");
    portal.visit(&visitor(), &link).await.is(422).sees("уже использовано");
    portal.visit(&staff, &at).await.sees("Использовано").sees("Ахметова Сәуле");
    portal.visit(&staff, &format!("/staff/homes/premises/{}", empty())).await.sees("Ахметова Сәуле");
    // whoever runs the installation does not read links
    let sheet = portal.visit(&staff, "/staff/invitations/export.csv").await;
    sheet.is(200);
    assert!(sheet.body().contains("Ахметова"), "{}", sheet.body());
    portal.visit(&staff, "/staff/invitations/export.xlsx").await.is(200);
}

#[actix_web::test]
async fn letters_are_printed_where_nobody_has_come_in_and_open_one_home_each() {
    let portal = TestPortal::open().await;
    let staff = registrar();
    let query = format!("place=building:{}&only=new", Side::First.building(1));
    // of five flats and shops one and two are lived in by people with a password, and so is 12 А
    portal.visit(&staff, &format!("/staff/invitations/letters/new?{query}")).await.sees("2 письма");
    portal
        .visit(&staff, &format!("/staff/invitations/letters/new?{}", query.replace("only=new", "only=all")))
        .await
        .sees("5 писем");
    let run = printed(&portal, &staff, &query).await;
    let file = portal.visit(&staff, &format!("{run}/letters.pdf")).await;
    file.is(200);
    assert_eq!(file.header("content-type"), "application/pdf");
    for person in [clerk(), owner(), other_manager(), visitor()] {
        let status = portal.visit(&person, &format!("{run}/letters.pdf")).await.status.as_u16();
        assert!(matches!(status, 303 | 403 | 404), "{} gets {status}", person.key);
    }
    let Some(words) = words_of(&file.bytes) else { return };
    let first = codes(&words);
    assert_eq!(first.len(), 2, "{words}");
    assert!(words.find("Үйіңіздің порталына шақыру") < words.find("Приглашение в портал"), "Kazakh stands first");
    assert!(!words.contains("Жұмабаев"), "nobody's name is on paper");
    // printing again ends the code that was printed before
    let again = printed(&portal, &staff, &format!("place=premises:{}&only=all", empty())).await;
    let again = codes(&words_of(&portal.visit(&staff, &format!("{again}/letters.pdf")).await.bytes).expect("pdftotext"));
    assert_eq!(again.len(), 1);
    let answers: Vec<u16> = {
        let mut all = Vec::new();
        for code in &first {
            all.push(type_in(&portal, &visitor(), code).await.status.as_u16());
        }
        all
    };
    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 1, "the one for the same door: {answers:?}");
    let page = type_in(&portal, &owner(), &again[0]).await.is(303).leads_to().to_owned();
    let me = owner();
    let form = portal.visit(&me, &page).await.is(200).form(&format!("{page}/home"));
    portal.submit(&me, &form).await.is(422).sees("Иә");
    portal.submit(&me, &form.with("minor", "no")).await.is(303);
}

#[actix_web::test]
async fn a_run_is_taken_back_whole_and_its_file_goes_with_its_term() {
    let portal = TestPortal::open().await;
    let staff = registrar();
    let run = printed(&portal, &staff, &format!("place=entrance:{}&only=all", Side::First.entrance(2))).await;
    let codes = words_of(&portal.visit(&staff, &format!("{run}/letters.pdf")).await.bytes).map(|words| codes(&words));
    let ask = format!("{run}/revocation");
    let form = portal.visit(&staff, &ask).await.is(200).sees("2 неиспользованных").form(&ask);
    portal.submit(&staff, &form).await.is(303);
    portal.visit(&staff, &format!("{run}/letters.pdf")).await.is(404);
    for code in codes.into_iter().flatten() {
        type_in(&portal, &visitor(), &code).await.is(422).sees("отозвано");
    }
    let other = printed(&portal, &staff, &format!("place=entrance:{}&only=all&days=10", Side::First.entrance(2))).await;
    portal.visit(&staff, &format!("{other}/letters.pdf")).await.is(200);
    portal.pass(TimeDelta::days(1)).await;
    portal.visit(&staff, &format!("{other}/letters.pdf")).await.is(200);
    portal.pass(TimeDelta::days(10)).await;
    let staff = Person::named("registrar");
    portal.visit(&staff, &format!("{other}/letters.pdf")).await.is(404);
    portal.visit(&staff, &other).await.sees("Файл удалён");
}

#[actix_web::test]
async fn a_holder_who_is_invited_at_the_address_the_register_has_comes_in_by_their_own_card() {
    let portal = TestPortal::open().await;
    let (staff, flat) = (registrar(), empty());
    let holders = format!("/staff/homes/premises/{flat}/holders");
    let form = portal.visit(&staff, &format!("{holders}/new")).await.form(&holders);
    portal
        .submit(&staff, &form.with("name", "Ли Вера Павловна").with("holds", "owner").with("email", "vera@demo.example"))
        .await
        .is(303);
    let form = portal.visit(&staff, &format!("/staff/invitations/new?premises={flat}")).await.form("/staff/invitations");
    portal.submit(&staff, &form.with("name", "Вера").with("email", "vera@demo.example")).await.is(303);
    portal.work().await;
    let link = way_in(&portal.letter_to("vera@demo.example").text, "/join/letter/");
    let guest = visitor();
    let page = portal.visit(&guest, &link).await.leads_to().to_owned();
    let form = portal.visit(&guest, &page).await.form(&format!("{page}/home"));
    let to = portal.submit(&guest, &form).await.is(303).leads_to().to_owned();
    chooses_password(&portal, &guest, &to).await.is(303);
    portal.visit(&guest, "/home").await.is(200);
    let register = portal.visit(&staff, &format!("/staff/homes/premises/{flat}")).await;
    assert_eq!(register.all("tbody th"), ["Ли Вера Павловна"], "one card, not two");
}

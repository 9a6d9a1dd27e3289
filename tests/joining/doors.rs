//! Codes and links: typed as people type, seen by whoever brings them, used once, never guessed, and no address used before it is proved.

use std::collections::BTreeMap;

use aula::who::Holds;
use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{chooses_password, code_into, empty, introduced, proves, type_in};
use crate::support::people::{owner2, registrar, tenant, visitor};
use crate::support::{Side, TestPortal};

/// The code in letters of a Russian keyboard, in small ones, without its dash.
fn in_cyrillic(code: &str) -> String {
    let alike: BTreeMap<char, char> = "ABEKMHPCTYX".chars().zip("АВЕКМНРСТУХ".chars()).collect();
    let text: String = code.chars().filter(|c| *c != '-').map(|c| *alike.get(&c).unwrap_or(&c)).collect();
    text.to_lowercase()
}

#[actix_web::test]
async fn a_code_opens_the_address_and_nobodys_name_and_is_used_once() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, Side::First.premises(1), Holds::Family).await.to_string();
    let guest = visitor();
    let seen = type_in(&portal, &guest, &in_cyrillic(&code)).await;
    seen.is(303);
    assert!(!seen.leads_to().contains(&code), "the code is in no address");
    let page = seen.leads_to().to_owned();
    let shown = portal.visit(&guest, &page).await;
    shown.is(200).sees("Абай даңғылы, 12").sees("кв. 1").sees("Алатау Сервис");
    for name in ["Жұмабаев", "Ерлан", "Иванова", "owner@demo.example"] {
        assert!(!shown.body().contains(name), "«{name}» is nobody's business");
    }
    let link = introduced(&portal, &guest, &page, "Жұмабаева Сәуле", "saule@demo.example").await;
    portal.visit(&guest, &page).await.is(200);
    let proved = proves(&portal, &guest, &link).await;
    proved.is(303);
    chooses_password(&portal, &guest, proved.leads_to()).await.is(303);
    portal.visit(&guest, "/home").await.is(200).sees("Абай даңғылы, 12");
    portal.visit(&guest, &link).await.is(422);
    portal.visit(&visitor(), &page).await.is(422).sees("уже использовано");
    type_in(&portal, &visitor(), &code).await.is(422).sees("уже использовано");
    let staff = portal.visit(&registrar(), "/staff/invitations?state=used").await;
    staff.is(200).sees("Использовано").sees("Жұмабаева Сәуле");
}

#[actix_web::test]
async fn a_qr_code_leads_to_a_page_with_the_code_filled_in() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, empty(), Holds::Owner).await.to_string();
    let guest = visitor();
    let form = portal.visit(&guest, &format!("/join/{code}")).await.is(200).form("/join");
    assert_eq!(form.value("code"), code);
    portal.submit(&guest, &form).await.is(303);
    portal.visit(&guest, "/join/not-a-code").await.is(404);
}

#[actix_web::test]
async fn whoever_is_signed_in_adds_the_premises_to_their_account() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, empty(), Holds::Owner).await.to_string();
    let me = owner2();
    let page = type_in(&portal, &me, &code).await.is(303).leads_to().to_owned();
    let form = portal.visit(&me, &page).await.is(200).sees("Иванова Мария Петровна").form(&format!("{page}/home"));
    assert_eq!(portal.submit(&me, &form).await.is(303).leads_to(), "/home");
    portal.visit(&me, "/home").await.is(200).sees("кв. 10").sees("кв. 2");
    // the same premises in the same way a second time are refused kindly, and the code stays
    let again = code_into(&portal, empty(), Holds::Owner).await.to_string();
    let page = type_in(&portal, &me, &again).await.leads_to().to_owned();
    let form = portal.visit(&me, &page).await.form(&format!("{page}/home"));
    portal.submit(&me, &form).await.is(422).sees("уже есть в вашей учётной записи");
    type_in(&portal, &visitor(), &again).await.is(303);
}

#[actix_web::test]
async fn nobody_uses_anothers_address() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, empty(), Holds::Owner).await.to_string();
    let thief = visitor();
    let page = type_in(&portal, &thief, &code).await.leads_to().to_owned();
    let link = introduced(&portal, &thief, &page, "Злоумышленник", "tenant@demo.example").await;
    // nothing has happened yet: the account is as it was, the code is open, and the thief is nobody
    portal.visit(&tenant(), "/home").await.misses("кв. 10");
    portal.visit(&thief, "/profile").await.is(303);
    type_in(&portal, &visitor(), &code).await.is(303);
    let letter = portal.letter_to("tenant@demo.example");
    assert!(
        !letter.raw.contains("Злоумышленник") && !letter.text.contains("Злоумышленник"),
        "what a stranger typed is not carried into a mailbox: {}",
        letter.text
    );
    // the mailbox's owner may follow the link: it becomes theirs, with the password they have
    let mine = visitor();
    assert!(proves(&portal, &mine, &link).await.is(303).leads_to().starts_with("/sign-in"));
    portal.visit(&mine, "/profile").await.is(303);
    portal.visit(&tenant(), "/home").await.is(200).sees("кв. 10");
}

#[actix_web::test]
async fn a_mailbox_is_not_filled_with_proofs() {
    let portal = TestPortal::open().await;
    for _ in 0..6 {
        let form = portal.visit(&visitor(), "/join/account").await.form("/join/account");
        let sent = portal.submit(&visitor(), &form.with("name", "Кто-то").with("email", "tenant@demo.example")).await;
        assert!(matches!(sent.status.as_u16(), 200 | 403), "{}", sent.status);
        let guest = visitor();
        let form = portal.visit(&guest, "/join/account").await.form("/join/account");
        portal.submit(&guest, &form.with("name", "Кто-то").with("email", "tenant@demo.example")).await.is(200);
    }
    portal.work().await;
    assert_eq!(portal.letters().len(), 3);
}

#[actix_web::test]
async fn codes_are_not_guessed_from_one_address() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, empty(), Holds::Owner).await.to_string();
    let mut statuses = Vec::new();
    for n in 0..40 {
        let guess = format!("2222-{}", ["2222", "3333", "4444", "5555", "6666"][n % 5]);
        let guesser = visitor().moved_to([203, 0, 113, 7]);
        statuses.push(type_in(&portal, &guesser, &guess).await.status.as_u16());
    }
    assert!(statuses.contains(&429), "{statuses:?}");
    // the right code does not help whoever has guessed too often, and everybody else comes in
    let slowed = type_in(&portal, &visitor().moved_to([203, 0, 113, 7]), &code).await;
    assert_eq!(slowed.status.as_u16(), 429);
    type_in(&portal, &visitor(), &code).await.is(303);
}

#[actix_web::test]
async fn codes_are_not_guessed_from_many_addresses_either() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, empty(), Holds::Owner).await.to_string();
    for n in 0..206 {
        let refused = type_in(&portal, &visitor(), "2222-2222").await;
        refused.is(422);
        if n < 200 {
            refused.sees("нет. Сверьте");
        }
        if n >= 200 {
            portal.app.clock.pass(TimeDelta::seconds(31));
        }
    }
    type_in(&portal, &visitor(), "2222-2222").await.is(422);
    type_in(&portal, &visitor(), &code).await.is(422).sees("Слишком много неверных кодов");
    portal.app.clock.pass(TimeDelta::seconds(31));
    type_in(&portal, &visitor(), &code).await.is(303);
}

#[actix_web::test]
async fn of_fifty_who_use_one_code_at_once_one_comes_in() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, empty(), Holds::Owner).await.to_string();
    let page = type_in(&portal, &visitor(), &code).await.is(303).leads_to().to_owned();
    let mut forms = Vec::new();
    for n in 0..50 {
        let guest = visitor();
        let link = introduced(&portal, &guest, &page, &format!("Гость {n}"), &format!("guest{n}@demo.example")).await;
        let form = portal.visit(&guest, &link).await.form(&link);
        forms.push((guest, form));
    }
    let answers = join_all(forms.iter().map(|(guest, form)| portal.submit(guest, form))).await;
    let came = answers.iter().filter(|screen| screen.status.as_u16() == 303).count();
    assert_eq!(came, 1, "{:?}", answers.iter().map(|screen| screen.status.as_u16()).collect::<Vec<_>>());
    for screen in answers.iter().filter(|screen| screen.status.as_u16() != 303) {
        screen.is(422).sees("уже использовано");
    }
    let register = portal.visit(&registrar(), &format!("/staff/homes/premises/{}", empty())).await;
    assert_eq!(register.all("tbody th").len(), 1, "{}", register.text());
}

#[actix_web::test]
async fn a_code_ends_by_its_term_and_by_being_taken_back() {
    let portal = TestPortal::open().await;
    let code = code_into(&portal, empty(), Holds::Owner).await.to_string();
    let page = type_in(&portal, &visitor(), &code).await.is(303).leads_to().to_owned();
    let clerk = registrar();
    let row = portal.visit(&clerk, "/staff/invitations?state=waiting&way=screen").await.link("Абай даңғылы, 12, кв. 10");
    let revocation = format!("{row}/revocation");
    let form = portal.visit(&clerk, &row).await.is(200).form(&revocation);
    portal.submit(&clerk, &form).await.is(303);
    portal.visit(&visitor(), &page).await.is(422).sees("отозвано");
    type_in(&portal, &visitor(), &code).await.is(422).sees("отозвано");
    portal.submit(&clerk, &form).await.is(422);
    let other = code_into(&portal, empty(), Holds::Owner).await.to_string();
    portal.app.clock.pass(TimeDelta::days(59));
    type_in(&portal, &visitor(), &other).await.is(303);
    portal.app.clock.pass(TimeDelta::days(1));
    type_in(&portal, &visitor(), &other).await.is(422).sees("Срок этого приглашения истёк");
}

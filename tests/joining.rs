//! How people come in by themselves: by a letter, by a code, by asking; and how owners look after their own.

mod children;
mod claims;
mod doors;
mod family;
pub(crate) mod letters;

use aula::joining::{Actor, Code, Inviter, Wish, write};
use aula::text::Locale;
use aula::who::Holds;

use crate::support::people::{Known, known_as};
use crate::support::{Person, Screen, Side, TestPortal};

/// Premises 4 of the first company: nobody holds them.
fn empty() -> String {
    Side::First.premises(4)
}

fn actor(known: &Known) -> Actor {
    Actor { person: known.id().parse().expect("an id"), name: known.name.into(), address: "10.0.0.1".into() }
}

/// A code into premises, as if staff had handed it out.
async fn code_into(portal: &TestPortal, premises: String, holds: Holds) -> Code {
    let config = portal.app.config.clone();
    let sent = portal.app.db.write(move |tx| {
        let company = Side::First.company().parse().expect("an id");
        let wish = Wish {
            premises: premises.parse().expect("an id"),
            holds,
            card: None,
            name: None,
            email: None,
            locale: Locale::Ru,
            minor: false,
            guardian: None,
            days: 60,
        };
        write(tx, &config, company, &Inviter { who: actor(known_as("registrar")), resident: false }, &wish)
    });
    sent.await.expect("an invitation").code.expect("a code")
}

/// Types a code at the door.
async fn type_in(portal: &TestPortal, who: &Person, code: &str) -> Screen {
    let form = portal.visit(who, "/join").await.form("/join");
    portal.submit(who, &form.with("code", code)).await
}

/// The way that a link in a letter leads, without the host.
#[track_caller]
fn way_in(text: &str, to: &str) -> String {
    let at = text.find(to).unwrap_or_else(|| panic!("no link {to} in the letter:\n{text}"));
    text[at..].split_whitespace().next().expect("an address").to_owned()
}

/// Says who one is on the page of an invitation, and gives the link of the letter that comes.
async fn introduced(portal: &TestPortal, who: &Person, page: &str, name: &str, email: &str) -> String {
    let form = portal.visit(who, page).await.is(200).form(&format!("{page}/letter"));
    let sent = portal.submit(who, &form.with("name", name).with("email", email).with("minor", "no")).await;
    sent.is(200).sees("Проверьте почту");
    portal.work().await;
    way_in(&portal.letter_to(email).text, "/join/proof/")
}

/// Presses the button behind the link of a letter.
async fn proves(portal: &TestPortal, who: &Person, link: &str) -> Screen {
    let form = portal.visit(who, link).await.is(200).form(link);
    portal.submit(who, &form).await
}

/// Chooses the first password of a new account.
async fn chooses_password(portal: &TestPortal, who: &Person, at: &str) -> Screen {
    let form = portal.visit(who, at).await.is(200).form(at);
    let word = "қар жауып тұр екен";
    portal.submit(who, &form.with("password", word).with("again", word)).await
}

//! A vote as four people see it: an owner who votes and changes it, a representative, a tenant who reads, the secretary who watches; in
//! Kazakh on a phone without scripts, and in Russian on a desk with them. Every page on the way is looked at by axe.

use aula::text::Locale;

use super::{sign_in, sound, words};
use crate::support::assembly::{Assembly, Called};
use crate::support::browser::Browser;
use crate::support::serving::Served;

/// How the story is told.
#[derive(Clone, Copy)]
struct Told {
    locale: Locale,
    width: u32,
    scripts: bool,
}

const PHONE: Told = Told { locale: Locale::Kk, width: 390, scripts: false };
const DESK: Told = Told { locale: Locale::Ru, width: 1280, scripts: true };

impl Told {
    fn says(self, key: &str) -> String {
        words(self.locale, key)
    }

    /// Somebody who has just signed in.
    async fn arrives(self, portal: &Served, who: &str) -> Browser {
        let browser = Browser::start().await;
        browser.size(self.width).await;
        browser.javascript(self.scripts).await;
        sign_in(&browser, portal, &format!("{who}@demo.example"), self.locale).await;
        browser
    }
}

/// Nothing runs over, nothing is logged, and axe finds nothing.
async fn well(browser: &Browser) {
    sound(browser).await;
    let found = browser.axe().await;
    assert!(found.is_empty(), "{}: {}", browser.path().await, found.iter().map(ToString::to_string).collect::<String>());
}

/// Chooses the same in every question, looks at it once more, and casts it.
async fn votes(told: Told, browser: &Browser, word: &str) {
    let chosen = format!(
        "const all = [...document.querySelectorAll('input[type=radio][value={word}]')]; all.forEach(one => one.click()); return all.length"
    );
    assert!(browser.ask(&chosen).await.as_u64() > Some(0), "there is a ballot:\n{}", browser.text().await);
    well(browser).await;
    browser.click_text(&told.says("voting.booth.show.review")).await;
    browser.sees(&told.says("voting.booth.review.title")).await;
    well(browser).await;
    browser.click_text(&told.says("voting.booth.review.cast")).await;
    browser.sees(&told.says("voting.booth.said.cast")).await;
    well(browser).await;
}

async fn told(told: Told) {
    let portal = Served::open().await;
    let here = Assembly::settle_in(&portal.app, Called::open()).await;
    let title = if told.locale == Locale::Kk { "Жылдық жиналыс" } else { "Годовое собрание" };
    let page = portal.at(&here.at(""));

    let owner = told.arrives(&portal, "owner").await;
    owner.visit(&portal.at("/votes")).await;
    owner.sees(title).await;
    well(&owner).await;
    owner.visit(&page).await;
    votes(told, &owner, "for").await;
    owner.visit(&page).await;
    owner.click_text(&told.says("voting.booth.mine.again")).await;
    votes(told, &owner, "against").await;
    owner.sees(&told.says("voting.booth.receipt.title")).await;

    let agent = told.arrives(&portal, "proxy").await;
    agent.visit(&page).await;
    votes(told, &agent, "abstain").await;

    let tenant = told.arrives(&portal, "tenant").await;
    tenant.visit(&page).await;
    tenant.sees(&told.says("voting.booth.note.no_voice")).await;
    tenant.does_not_see(&told.says("voting.booth.show.review")).await;
    well(&tenant).await;

    let secretary = told.arrives(&portal, "secretary").await;
    for (end, words) in [
        ("", title.to_owned()),
        ("/turnout", told.says("voting.turnout.title")),
        ("/walk", told.says("voting.turnout.walk.title")),
    ] {
        secretary.visit(&portal.at(&format!("/staff/votes/{}{end}", here.meeting))).await;
        secretary.sees(&words).await;
        well(&secretary).await;
    }
}

#[actix_web::test]
async fn four_people_on_a_phone_in_kazakh_without_scripts() {
    told(PHONE).await;
}

#[actix_web::test]
async fn four_people_at_a_desk_in_russian() {
    told(DESK).await;
}

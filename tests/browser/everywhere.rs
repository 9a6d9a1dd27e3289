//! Every kind of page, as everybody sees it: no page runs over its window, logs an error or breaks a rule of accessibility, on a
//! small phone, a phone and a desk, by day and by night, in Kazakh and in Russian. Pictures of all lie in `target/screens/`.

use aula::text::Locale;

use super::{sign_in, sound};
use crate::support::browser::Browser;
use crate::support::serving::Served;

/// A small phone, a phone, a desk.
const WIDTHS: [u32; 3] = [SMALLEST, 390, 1280];
/// Looked at by the rules only, not by a person: the phone's picture says the same.
const SMALLEST: u32 = 320;
const LOCALES: [Locale; 2] = [Locale::Kk, Locale::Ru];

/// A page and how one comes to it: from an address by the first links that fit these CSS selectors.
struct Page {
    name: &'static str,
    from: &'static str,
    by: &'static [&'static str],
}

const fn page(name: &'static str, from: &'static str, by: &'static [&'static str]) -> Page {
    Page { name, from, by }
}

const ROW: &str = "main tbody th a";

const GUEST: &[Page] = &[
    page("landing", "/", &[]),
    page("sign_in", "/sign-in", &[]),
    page("password", "/password", &[]),
    page("join", "/join", &[]),
    page("join_account", "/join/account", &[]),
    page("not_found", "/there-is-no-such-page", &[]),
];
const RESIDENT: &[Page] = &[
    page("home", "/home", &[]),
    page("announcements", "/announcements", &[]),
    page("announcements_past", "/announcements?show=past", &[]),
    page("legal", "/announcements?kind=legal", &["main li h2 a"]),
    page("emergency", "/announcements?kind=emergency", &["main li h2 a"]),
    page("surveys", "/surveys", &[]),
    page("survey", "/surveys", &["main li h3 a"]),
    page("survey_answer", "/surveys", &["main li h3 a", "main a[href*='/answer']"]),
    page("survey_results", "/surveys?show=past", &["main li h3 a"]),
    page("votes", "/votes", &[]),
    page("vote", "/votes", &["main a[href^='/votes/']"]),
    page("vote_units", "/votes", &["main a[href^='/votes/']", "main a[href$='/units']"]),
    page("vote_bulletin", "/votes", &["main a[href^='/votes/']", "main a[href$='/bulletin']"]),
    page("notifications", "/notifications", &[]),
    page("settings", "/notifications/settings", &[]),
    page("profile", "/profile", &[]),
    page("second_factor", "/profile/second-factor", &[]),
    page("second_factor_new", "/profile/second-factor/new", &[]),
    page("email", "/profile/email", &[]),
    page("again", "/profile/again", &[]),
    page("homes", "/profile/homes", &[]),
    page("home_invite", "/profile/homes", &["main a[href$='/invitations/new']"]),
    page("claims", "/join/claims", &[]),
    page("claim_form", "/join/claims/new?q=%D0%B0%D0%BB%D0%BC", &["main li h2 a"]),
    page("support", "/profile/support", &[]),
    page("forbidden", "/staff", &[]),
];
const DESK: &[Page] = &[
    page("desk", "/staff", &[]),
    page("announcements", "/staff/announcements", &[]),
    page("nothing_found", "/staff/announcements?q=ъъъ", &[]),
    page("new_announcement", "/staff/announcements/new", &[]),
    page("ready_text", "/staff/announcements/new", &["main details li a"]),
    page("announcement", "/staff/announcements?kind=legal", &[ROW]),
    page("recipients", "/staff/announcements?kind=legal", &[ROW, "main a[href$='/recipients']"]),
    page("correction", "/staff/announcements?state=published", &[ROW, "main a[href$='/edit']"]),
    page("withdrawal", "/staff/announcements?state=published", &[ROW, "main a[href$='/withdrawal']"]),
    page("surveys", "/staff/surveys", &[]),
    page("survey_new", "/staff/surveys/new", &[]),
    page("survey_draft", "/staff/surveys?state=draft", &[ROW]),
    page("survey_question", "/staff/surveys?state=draft", &[ROW, "main a[href$='/questions/2']"]),
    page("survey_preview", "/staff/surveys?state=draft", &[ROW, "main a[href$='/preview']"]),
    page("survey_publication", "/staff/surveys?state=draft", &[ROW, "main a[href$='/publication']"]),
    page("survey_results", "/staff/surveys?state=closed", &[ROW, "main a[href$='/results']"]),
    page("mail", "/staff/mail", &[]),
    page("mail_dead", "/staff/mail?state=dead", &[]),
    page("security", "/staff/settings/security", &[]),
    page("second_factor_must", "/staff/settings/security/requirement", &[]),
    page("support", "/staff/support", &[]),
    page("support_grant", "/staff/support/grants/new", &[]),
    page("hours", "/staff/settings/hours", &[]),
    page("handovers", "/staff/handovers", &[]),
    page("handover_bring", "/staff/handovers/arrivals/new", &[]),
    page("notifications", "/notifications", &[]),
    page("profile", "/profile", &[]),
];
const HOMES: &[Page] = &[
    page("homes", "/staff/homes", &[]),
    page("premises", "/staff/homes", &[ROW]),
    page("premises_edit", "/staff/homes", &[ROW, "main a[href$='/edit']"]),
    page("holder_new", "/staff/homes", &[ROW, "main a[href$='/holders/new']"]),
    page("holder_edit", "/staff/homes", &[ROW, "main td a[href$='/edit']"]),
    page("holder_ending", "/staff/homes", &[ROW, "main td a[href$='/ending']"]),
    page("buildings", "/staff/homes/buildings", &[]),
    page("building", "/staff/homes/buildings", &[ROW]),
    page("building_new", "/staff/homes/buildings/new", &[]),
    page("premises_new", "/staff/homes/buildings", &[ROW, "main a[href$='/premises/new']"]),
    page("complex_new", "/staff/homes/complexes/new", &[]),
    page("imports", "/staff/homes/imports", &[]),
    page("import", "/staff/homes/imports", &[ROW]),
    page("people", "/staff/people", &[]),
    page("person", "/staff/people", &[ROW]),
    page("doubles", "/staff/people/doubles", &[]),
    page("invitations", "/staff/invitations", &[]),
    page("invitation", "/staff/invitations", &[ROW]),
    page("invite", "/staff/invitations/new", &[]),
    page("letters", "/staff/invitations/letters", &[]),
    page("letters_form", "/staff/invitations/letters/new", &[]),
    page("queue", "/staff/claims", &[]),
    page("claim", "/staff/claims", &[ROW]),
];
const OPEN_VOTE: &str = "/staff/votes?state=open";
const OVER: &str = "/staff/votes?state=counted";
const VOTES: &[Page] = &[
    page("votes", "/staff/votes", &[]),
    page("new", "/staff/votes/new", &[]),
    page("draft", "/staff/votes?state=draft", &[ROW]),
    page("agenda", "/staff/votes?state=draft", &[ROW, "main a[href$='/questions']"]),
    page("fixing", "/staff/votes?state=draft", &[ROW, "main a[href$='/fixing']"]),
    page("notification", "/staff/votes?state=fixed", &[ROW, "main a[href$='/notification']"]),
    page("cancellation", "/staff/votes?state=fixed", &[ROW, "main a[href$='/cancellation']"]),
    page("turnout", OPEN_VOTE, &[ROW, "main a[href$='/turnout']"]),
    page("sheets", OPEN_VOTE, &[ROW, "main a[href$='/sheets']"]),
    page("entries", OPEN_VOTE, &[ROW, "main a[href$='/entries']"]),
    page("disputes", OPEN_VOTE, &[ROW, "main a[href$='/disputes']"]),
    page("walk", OPEN_VOTE, &[ROW, "main a[href$='/turnout']", "main a[href$='/walk']"]),
    page("reconciliation", OPEN_VOTE, &[ROW, "main a[href$='/sheets']", "main a[href$='/reconciliation']"]),
    page("count", OVER, &[ROW, "main a[href$='/count']"]),
    page("protocol", OVER, &[ROW, "main a[href$='/protocol']"]),
];
const OPERATOR: &[Page] = &[
    page("operator", "/operator", &[]),
    page("companies", "/operator/companies", &[]),
    page("company", "/operator/companies", &[ROW]),
    page("visit", "/operator/companies", &[ROW, "main a[href$='/visit']"]),
    page("handovers", "/operator/handovers", &[]),
    page("handover_new", "/operator/handovers/new", &[]),
    page("mail", "/operator/mail", &[]),
    page("letter", "/operator/mail", &[ROW]),
    page("profile", "/profile", &[]),
];
const TECHNICIAN: &[Page] = &[
    page("profile", "/profile", &[]),
    page("notifications", "/notifications", &[]),
    page("settings", "/notifications/settings", &[]),
];

/// Follows the links that lead to a page.
async fn arrive(browser: &Browser, portal: &Served, page: &Page) {
    browser.visit(&portal.at(page.from)).await;
    for css in page.by {
        let href = browser.ask(&format!("return document.querySelector(\"{css}\")?.getAttribute('href') ?? ''")).await;
        let href = href.as_str().unwrap_or_default();
        assert!(!href.is_empty(), "{}: {} has no {css}", page.name, browser.path().await);
        browser.visit(&portal.at(href)).await;
    }
}

/// Looks at one page in every way; returns what axe found.
async fn look(browser: &Browser, portal: &Served, who: &str, page: &Page) -> Vec<String> {
    let mut wrong = Vec::new();
    for locale in LOCALES {
        arrive(browser, portal, page).await;
        let path = browser.path().await;
        let joint = if path.contains('?') { '&' } else { '?' };
        browser.visit(&portal.at(&format!("{path}{joint}lang={}", locale.code()))).await;
        for width in WIDTHS {
            browser.size(width).await;
            for dark in [false, true] {
                // colours do not depend on how narrow the phone is
                if dark && width == SMALLEST {
                    continue;
                }
                browser.dark(dark).await;
                let state = format!("{who}/{}-{}-{width}{}", page.name, locale.code(), if dark { "-dark" } else { "" });
                wrong.extend(browser.axe().await.iter().map(|violation| format!("{state}: {violation}")));
                let over = browser.runs_over().await;
                if over > 0 {
                    wrong.push(format!("{state}: runs over by {over} px"));
                }
                if width != SMALLEST {
                    browser.screenshot(&state).await;
                }
            }
        }
        wrong.extend(browser.console_errors().await.into_iter().filter(|error| !expected(page, error)));
    }
    wrong
}

/// The browser itself logs the number of an error page.
fn expected(page: &Page, error: &str) -> bool {
    matches!(page.name, "not_found" | "forbidden") && error.contains("the server responded with a status of 40")
}

async fn everywhere(who: &str, login: Option<&str>, pages: &[Page]) {
    let portal = Served::demo(24).await;
    let browser = Browser::start().await;
    if let Some(login) = login {
        sign_in(&browser, &portal, login, Locale::Ru).await;
        sound(&browser).await;
    }
    let mut wrong = Vec::new();
    for page in pages {
        wrong.extend(look(&browser, &portal, who, page).await);
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[actix_web::test]
async fn guests() {
    everywhere("guest", None, GUEST).await;
}

#[actix_web::test]
async fn residents() {
    everywhere("resident", Some("owner@demo.example"), RESIDENT).await;
}

#[actix_web::test]
async fn the_desk() {
    everywhere("staff", Some("manager@demo.example"), DESK).await;
}

#[actix_web::test]
async fn the_register() {
    everywhere("homes", Some("manager@demo.example"), HOMES).await;
}

#[actix_web::test]
async fn meetings() {
    everywhere("votes", Some("secretary@demo.example"), VOTES).await;
}

#[actix_web::test]
async fn operators() {
    everywhere("operator", Some("operator@demo.example"), OPERATOR).await;
}

#[actix_web::test]
async fn technicians() {
    everywhere("technician", Some("technician@demo.example"), TECHNICIAN).await;
}

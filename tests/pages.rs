//! Every page × every language, looked at as a person and a browser would; and every way that leads on from one.

use std::collections::{BTreeMap, BTreeSet};

use aula::capabilities::{NAVIGATION, samples};
use aula::text::{Locale, t};
use aula::web::{Chrome, ChromeLanguage, ChromePerson, ChromeSeat, Flash, NavItem, Surroundings};
use aula::who::Role;
use scraper::{ElementRef, Html};

use crate::support::people::ROSTER;
use crate::support::screen::{selector, text_of};
use crate::support::sources::walk;
use crate::support::{Person, TestPortal};

/// The most a page may weigh, unpacked.
const HEAVIEST: usize = 40 * 1024;

/// Ways that later capabilities will answer. A line goes when its place is built.
const NOT_BUILT_YET: &[&str] = &["/privacy", "/cookies", "/my-data"];

/// The frame of a page with everything on it that can be there.
pub(crate) fn chrome(locale: Locale, role: Option<Role>) -> Chrome {
    // what two duties open stands there once, as it does for whoever has both
    let mut seen = BTreeSet::new();
    let nav = NAVIGATION.0.iter().filter(|link| Some(link.role) == role && seen.insert(link.href));
    Chrome {
        locale,
        zone: aula::web::identify::ZONE,
        brand: "Алатау".into(),
        person: role
            .map(|_| ChromePerson { name: "Жұмабаев Ерлан Серікұлы".into(), initials: "ЖЕ".into() }),
        role,
        seats: [("resident:a", "layout.role.resident"), ("staff:a", "layout.role.staff")]
            .map(|(id, role_key)| ChromeSeat {
                id: id.into(),
                company: "Алатау".into(),
                role_key,
                chosen: id.starts_with("staff"),
            })
            .to_vec(),
        nav: nav
            .enumerate()
            .map(|(place, link)| NavItem { href: link.href, key: link.key, icon: link.icon, current: place == 0, count: 3 })
            .collect(),
        second_factor_from: "2026-12-04T19:00:00".parse().ok(),
        visit: None,
        unread: 2,
        flash: Some(Flash { good: true, text: t(locale, "accounts.said.saved").into_owned() }),
        token: "token".into(),
        languages: Locale::ALL
            .iter()
            .map(|l| ChromeLanguage {
                code: l.code(),
                name: l.own_name(),
                href: format!("/?lang={}", l.code()),
                current: *l == locale,
            })
            .collect(),
        css: "/s/aula.css".into(),
        logo: None,
        js: "/s/aula.js",
        icon: "/s/aula.svg".into(),
        path: "/".into(),
        demo: true,
    }
}

/// The first parts of all keys: `accounts`, `homes`…
fn rooms() -> BTreeSet<String> {
    walk("locales", &["yml"])
        .iter()
        .flat_map(|file| {
            file.text.lines().filter_map(|line| line.split_once('.').map(|(room, _)| room.to_owned())).collect::<Vec<_>>()
        })
        .filter(|room| room.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect()
}

fn raw_key(words: &str, rooms: &BTreeSet<String>) -> Option<String> {
    let looks = |word: &&str| {
        let parts: Vec<&str> = word.split('.').collect();
        parts.len() > 1
            && rooms.contains(*parts.first().unwrap_or(&""))
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
    };
    words
        .split(|c: char| c.is_whitespace() || "«»\"',;:()".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .find(looks)
        .map(str::to_owned)
}

fn has_label(html: &Html, field: ElementRef<'_>) -> bool {
    let by_for = field.attr("id").is_some_and(|id| {
        html.select(&selector("label[for]")).any(|label| label.attr("for") == Some(id) && !text_of(label).is_empty())
    });
    let around = field.ancestors().filter_map(ElementRef::wrap).any(|e| e.value().name() == "label" && !text_of(e).is_empty());
    by_for || around || field.attr("aria-label").is_some_and(|words| !words.trim().is_empty())
}

/// All that is wrong with a page.
fn faults(page: &str, html: &Html, locale: Locale, rooms: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let all = |css: &str| html.select(&selector(css)).collect::<Vec<_>>();
    if page.len() > HEAVIEST {
        wrong.push(format!("weighs {} bytes", page.len()));
    }
    let h1: Vec<String> = all("h1").into_iter().map(text_of).collect();
    if h1.len() != 1 || h1.iter().any(String::is_empty) {
        wrong.push(format!("has not exactly one h1 with words: {h1:?}"));
    }
    let title: String = all("title").into_iter().map(text_of).collect();
    if title.trim_start_matches(" ·").starts_with('·') || title.trim().is_empty() {
        wrong.push(format!("has no title: {title:?}"));
    }
    if all("html").first().and_then(|e| e.attr("lang")) != Some(locale.code()) {
        wrong.push("does not name its language".into());
    }
    if all("main").len() != 1 {
        wrong.push("has not exactly one main".into());
    }
    for field in all("input:not([type=hidden]):not([type=submit]), select, textarea") {
        if !has_label(html, field) {
            wrong.push(format!("has a field without a label: {}", field.html()));
        }
    }
    let mut ids = BTreeMap::new();
    for element in all("[id]") {
        *ids.entry(element.attr("id").unwrap_or_default().to_owned()).or_insert(0) += 1;
    }
    wrong.extend(ids.iter().filter(|(_, count)| **count > 1).map(|(id, count)| format!("has the id {id} {count} times")));
    for name in ["aria-describedby", "aria-labelledby", "for", "aria-controls"] {
        for element in all(&format!("[{name}]")) {
            let missing = element.attr(name).unwrap_or_default().split_whitespace().find(|id| !ids.contains_key(*id));
            wrong.extend(missing.map(|id| format!("speaks of the id {id} in {name}, which is not there")));
        }
    }
    for link in all("a[href^=\"#\"]") {
        let to = link.attr("href").unwrap_or_default().trim_start_matches('#').to_owned();
        if !ids.contains_key(&to) {
            wrong.push(format!("leads to #{to}, which is not there"));
        }
    }
    for button in all("button, a[href]") {
        let pictured = button.select(&selector("img[alt]")).any(|image| !image.attr("alt").unwrap_or_default().is_empty());
        let silent =
            !pictured && text_of(button).is_empty() && button.attr("aria-label").is_none_or(|words| words.trim().is_empty());
        if silent {
            wrong.push(format!("has a link or button that says nothing: {}", button.html()));
        }
    }
    for image in all("img:not([alt])") {
        wrong.push(format!("has a picture without a word for it: {}", image.html()));
    }
    wrong.extend(inline(html));
    wrong.extend(
        raw_key(&all("body").into_iter().map(text_of).collect::<String>(), rooms).map(|key| format!("shows the raw key {key}")),
    );
    for element in all("*") {
        let spoken = ["title", "aria-label", "placeholder", "alt", "data-label", "data-sending", "data-draft-said"]
            .into_iter()
            .filter_map(|name| element.attr(name));
        wrong
            .extend(spoken.filter_map(|words| raw_key(words, rooms)).map(|key| format!("has the raw key {key} in an attribute")));
        if element.value().attrs().any(|(_, value)| value.contains("%{")) {
            wrong.push(format!("has an unfilled hole in an attribute: {}", element.html()));
        }
    }
    if all("body").into_iter().map(text_of).any(|words| words.contains("%{")) {
        wrong.push("has an unfilled hole".into());
    }
    wrong
}

/// What the content security policy would refuse.
fn inline(html: &Html) -> Vec<String> {
    let mut wrong = Vec::new();
    for element in html.select(&selector("*")) {
        let name = element.value().name();
        if element.attr("style").is_some() || name == "style" || (name == "script" && element.attr("src").is_none()) {
            wrong.push(format!("has inline style or script: {}", element.html().chars().take(200).collect::<String>()));
        }
        if let Some((event, _)) = element.value().attrs().find(|(attribute, _)| attribute.starts_with("on")) {
            wrong.push(format!("has an inline handler: {event}"));
        }
        let loads =
            matches!(name, "script" | "link" | "img" | "source" | "iframe" | "video" | "audio" | "use" | "object" | "embed");
        let foreign = ["src", "href", "srcset", "data", "xlink:href"]
            .into_iter()
            .filter_map(|a| element.attr(a))
            .find(|to| to.contains("://") || to.starts_with("//"));
        if loads && let Some(to) = foreign {
            wrong.push(format!("loads something from elsewhere: {to}"));
        }
        let sent = element.attr("action").or_else(|| element.attr("formaction")).unwrap_or("/");
        if !sent.starts_with('/') || sent.starts_with("//") {
            wrong.push(format!("sends a form elsewhere: {sent}"));
        }
    }
    wrong
}

#[test]
fn every_page_is_sound_in_every_language() {
    let (rooms, mut wrong) = (rooms(), Vec::new());
    let samples = samples();
    assert!(samples.len() > 10, "pages have samples");
    for (name, page) in &samples {
        for locale in Locale::ALL {
            for role in [None, Some(Role::Resident), Some(Role::Staff), Some(Role::Technician), Some(Role::Operator)] {
                let html = match page.show(&Surroundings::page(chrome(locale, role))) {
                    Ok(html) => html,
                    Err(error) => {
                        wrong.push(format!("{name} in {}: cannot be rendered: {error}", locale.code()));
                        continue;
                    }
                };
                wrong.extend(
                    faults(&html, &Html::parse_document(&html), locale, &rooms)
                        .into_iter()
                        .map(|fault| format!("{name} in {} read by {role:?}: {fault}", locale.code())),
                );
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} faults: {:#?}", wrong.len(), wrong.iter().take(40).collect::<Vec<_>>());
}

/// Every template that is a page has a sample, so that the test above misses none.
#[test]
fn every_page_has_a_sample() {
    let names: BTreeSet<&str> = samples().iter().map(|(name, _)| *name).collect();
    let pages = walk("templates", &["html"]).into_iter().filter(|file| file.text.contains("{% extends \"layout/"));
    let of_capabilities =
        pages.filter(|file| !file.path.starts_with("templates/layout/") && !file.path.starts_with("templates/errors/"));
    let named = |path: &str| path.trim_start_matches("templates/").trim_end_matches(".html").to_owned();
    let missing: Vec<String> = of_capabilities
        .map(|file| named(&file.path))
        .filter(|name| !names.iter().any(|sample| sample == name || sample.starts_with(&format!("{name}_"))))
        .collect();
    assert!(missing.is_empty(), "these templates have no sample of their name: {missing:?}");
}

fn own(href: &str) -> Option<String> {
    let path = href.split(['#']).next().unwrap_or_default();
    (path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/s/")).then(|| path.to_owned())
}

/// One person's walk over every link they can see. Pages are sound in real life too, and no way ends before a wall.
async fn walk_about(portal: &TestPortal, person: &Person, rooms: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut ahead = vec![(String::from("/"), String::from("the start"))];
    while let Some((path, from)) = ahead.pop() {
        let bare = path.split('?').next().unwrap_or_default();
        // one language is enough, and so are a few pages of a list
        if NOT_BUILT_YET.contains(&bare) || path.contains("lang=") || known.len() > 150 || !known.insert(path.clone()) {
            continue;
        }
        let screen = portal.visit(person, &path).await;
        match screen.status.as_u16() {
            200 => {}
            303 => {
                ahead.extend(own(screen.leads_to()).map(|to| (to, path.clone())));
                continue;
            }
            status => {
                wrong.push(format!("{}: {from} leads to {path}, which answers {status}", person.key));
                continue;
            }
        }
        // a letter's own HTML is shown in a frame that can do nothing
        let framed = screen.header("content-security-policy").starts_with("sandbox");
        if framed || !screen.header("content-type").starts_with("text/html") {
            continue;
        }
        let html = screen.html();
        let locale =
            html.select(&selector("html")).next().and_then(|e| e.attr("lang")).and_then(Locale::from_code).unwrap_or_default();
        wrong.extend(
            faults(&screen.body(), &html, locale, rooms).into_iter().map(|fault| format!("{} at {path}: {fault}", person.key)),
        );
        ahead.extend(html.select(&selector("a[href]")).filter_map(|a| own(a.attr("href")?)).map(|to| (to, path.clone())));
    }
    wrong
}

#[actix_web::test]
async fn no_way_ends_before_a_wall() {
    let (portal, rooms) = (TestPortal::open().await, rooms());
    let mut wrong = walk_about(&portal, &Person::visitor(), &rooms).await;
    for known in ROSTER {
        wrong.extend(walk_about(&portal, &Person::named(known.key), &rooms).await);
    }
    assert!(wrong.is_empty(), "{} faults: {:#?}", wrong.len(), wrong.iter().take(40).collect::<Vec<_>>());
}

#[actix_web::test]
async fn what_is_not_built_yet_is_listed_only_until_it_is() {
    let portal = TestPortal::open().await;
    for path in NOT_BUILT_YET {
        let status = portal.visit(&Person::named("owner"), path).await.status;
        assert_eq!(status.as_u16(), 404, "{path} is there now: take it off the list NOT_BUILT_YET");
    }
}

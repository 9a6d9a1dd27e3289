//! Letters: what a capability wrote, with sender, reason and the way to refuse around it; and the one that gathers many.

use super::kind::Kind;
use super::stop::Stop;
use super::store::digest::{Addressee, Waiting};
use super::{LetterDraft, Notice};
use crate::clock::Moment;
use crate::config::Config;
use crate::mail::{Block, Body, Foot, Frame, Letter};
use crate::text::{Locale, t, tn, tv};

/// How many things stand in a letter of many; the rest is counted.
const SHOWN: usize = 30;

/// A letter about one thing.
pub(super) fn single(config: &Config, notice: &Notice, draft: &LetterDraft, address: &str, due_at: Moment) -> Letter {
    let stop = Stop::of(notice.person, [notice.kind]);
    let footer = footer(config, notice.locale, &notice.company_name, &[notice.kind], stop.as_ref());
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) =
        draft.body.render(&Frame { locale: notice.locale, sender: &notice.company_name, footer: &footer }).unwrap_or_default();
    Letter {
        kind: notice.kind.word(),
        company: Some(notice.company),
        person: Some(notice.person),
        to_name: notice.to_name.clone(),
        to_address: address.to_owned(),
        from_name: notice.company_name.clone(),
        locale: notice.locale,
        subject: draft.subject.clone(),
        text,
        html,
        unsubscribe: stop.map(|stop| stop.url(config)),
        once_key: Some(format!("notices|{}|{}", notice.person, notice.once_key)),
        due_at,
    }
}

/// Why it came, and how not to get it.
fn footer(config: &Config, locale: Locale, sender: &str, kinds: &[Kind], stop: Option<&Stop>) -> Vec<Foot> {
    let mut lines = vec![Foot::from(tv(locale, "notices.letter.why", &[("sender", sender), ("site", &config.base_url)]))];
    match stop {
        Some(stop) => {
            let names: Vec<String> = stop.kinds.iter().map(|kind| format!("«{}»", t(locale, kind.key()))).collect();
            lines.push(Foot {
                text: tv(locale, "notices.letter.stop", &[("kinds", &names.join(", "))]),
                url: Some(stop.url(config)),
            });
            lines.push(Foot {
                text: t(locale, "notices.letter.settings").into_owned(),
                url: Some(format!("{}/notifications/settings", config.base_url)),
            });
        }
        None => lines.extend(kinds.iter().map(|kind| Foot::from(t(locale, kind.hint_key()).into_owned()))),
    }
    lines
}

/// A letter about all that waits for somebody; `None` when no letter reaches them or nothing waits.
pub(super) fn digest(config: &Config, to: &Addressee, due_at: Moment) -> Option<Letter> {
    let (address, last) = (to.email.as_deref()?, to.waiting.last()?);
    let (locale, count) = (to.locale, u64::try_from(to.waiting.len()).unwrap_or(u64::MAX));
    let one_company = to.waiting.iter().all(|notice| notice.company == last.company);
    let sender = if one_company { company(locale, last).to_owned() } else { t(locale, "product.name").into_owned() };
    let heading = tn(locale, "notices.letter.digest.title", count, &[]);
    let kinds: Vec<Kind> = to.waiting.iter().map(|notice| notice.kind).collect();
    let stop = Stop::of(to.person, kinds.iter().copied());
    let footer = footer(config, locale, &sender, &kinds, stop.as_ref());
    let body = Body { heading: heading.clone(), blocks: blocks(config, to, one_company) };
    let (text, html) = body.render(&Frame { locale, sender: &sender, footer: &footer }).unwrap_or_default();
    Some(Letter {
        kind: "notices_digest",
        company: one_company.then_some(last.company),
        person: Some(to.person),
        to_name: to.name.clone(),
        to_address: address.to_owned(),
        from_name: sender,
        locale,
        subject: match to.waiting.as_slice() {
            [only] => only.title.clone(),
            _ => tv(locale, "notices.letter.digest.subject", &[("count", &heading), ("title", &last.title)]),
        },
        text,
        html,
        unsubscribe: stop.map(|stop| stop.url(config)),
        once_key: Some(format!("notices.digest|{}|{}", to.person, last.id)),
        due_at,
    })
}

/// The newest first, each with its address.
fn blocks(config: &Config, to: &Addressee, one_company: bool) -> Vec<Block> {
    let locale = to.locale;
    let mut blocks: Vec<Block> = Vec::new();
    for notice in to.waiting.iter().rev().take(SHOWN) {
        let of = if one_company {
            t(locale, notice.kind.key()).into_owned()
        } else {
            format!("{} · {}", company(locale, notice), t(locale, notice.kind.key()))
        };
        blocks.push(item(config, notice, &of));
    }
    if let Some(more) = to.waiting.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        blocks.push(Block::Text(tn(locale, "notices.letter.digest.more", u64::try_from(more).unwrap_or(u64::MAX), &[])));
    }
    blocks.push(Block::Button {
        label: t(locale, "notices.letter.digest.open").into_owned(),
        url: format!("{}/notifications?show=unread", config.base_url),
    });
    blocks
}

fn item(config: &Config, notice: &Waiting, of: &str) -> Block {
    let url = format!("{}{}", config.base_url, crate::web::own_path(&notice.href));
    let (title, excerpt, of_html, href) = (escaped(&notice.title), escaped(&notice.excerpt), escaped(of), escaped(&url));
    Block::Rich {
        html: format!(
            "<p style=\"margin:0 0 2px;font-weight:600;\"><a class=\"link\" href=\"{href}\" style=\"color:#0b6e66;\">{title}</a></p>\
             <p style=\"margin:0 0 2px;\">{excerpt}</p><p class=\"faint\" style=\"margin:0;font-size:14px;color:#6a6355;\">{of_html}</p>"
        ),
        plain: format!("* {}\n{}\n{of}\n{url}", notice.title, notice.excerpt),
    }
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
        out
    })
}

fn company(locale: Locale, notice: &Waiting) -> &str {
    let (kk, ru, en) = &notice.company_name;
    match locale {
        Locale::Kk => kk,
        Locale::Ru => ru,
        Locale::En => en,
    }
}

//! What a recipient is told: in their language first, the other official language below.

use super::kind::Kind;
use super::rows::{Announcement, Recipient, Version};
use super::store::desk::Sender;
use super::wording::Words;
use crate::config::Config;
use crate::mail::{Block, Body};
use crate::notices::{LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};

/// The notice for a recipient; none for somebody without an account.
pub(super) fn notice(
    config: &Config,
    of: &Announcement,
    version: &Version,
    sender: &Sender,
    to: &Recipient,
    email: Option<&str>,
) -> Option<Notice> {
    let person = to.person_id?;
    let reader = Locale::from_code(&to.locale).unwrap_or_default();
    let wording = version.wording();
    let (_, words) = wording.for_reader(reader);
    let href = format!("/announcements/{}", of.id);
    let title = match version.version {
        1 => words.title.clone(),
        _ => tv(reader, "announcements.letter.corrected", &[("title", &words.title)]),
    };
    Some(Notice {
        kind: of.kind.notice(),
        company: of.company_id,
        company_name: sender.name(reader).to_owned(),
        person,
        subject_id: of.id.to_string(),
        once_key: format!("announcement:{}:{}", of.id, version.version),
        locale: reader,
        title: title.clone(),
        excerpt: words.excerpt(),
        letter: Some(LetterDraft {
            subject: subject(reader, of.kind, &title),
            body: body(config, of, version, sender, to, reader),
        }),
        href,
        to_name: to.name.clone(),
        to_address: email.map(str::to_owned),
    })
}

/// An emergency says so in the subject, once.
fn subject(reader: Locale, kind: Kind, title: &str) -> String {
    let name = t(reader, kind.key());
    match kind {
        Kind::Emergency if !title.starts_with(name.as_ref()) => format!("{name}: {title}"),
        Kind::Emergency => title.to_owned(),
        Kind::Info | Kind::Outage | Kind::Legal => title.to_owned(),
    }
}

fn body(config: &Config, of: &Announcement, version: &Version, sender: &Sender, to: &Recipient, reader: Locale) -> Body {
    let wording = version.wording();
    let (first, words) = wording.for_reader(reader);
    let mut facts = Vec::new();
    if let Some((from, until)) = of.outage_from.zip(of.outage_until) {
        facts.push((t(reader, "announcements.letter.when").into_owned(), text::span(reader, from, until, sender.zone())));
    }
    facts.push((t(reader, "announcements.letter.premises").into_owned(), to.premises.clone()));
    facts.push((t(reader, "announcements.letter.number").into_owned(), of.number.clone()));
    let mut blocks = vec![rich(words), Block::Facts(facts)];
    let open = if of.kind == Kind::Legal { "announcements.letter.confirm" } else { "announcements.letter.open" };
    blocks
        .push(Block::Button { label: t(reader, open).into_owned(), url: format!("{}/announcements/{}", config.base_url, of.id) });
    if of.kind == Kind::Emergency && !sender.emergency_phone.is_empty() {
        blocks.push(Block::Small(tv(
            reader,
            "announcements.letter.emergency_phone",
            &[("phone", &text::phone::print(&sender.emergency_phone))],
        )));
    }
    if let Some((_, other)) = wording.beside(first) {
        blocks.push(Block::Heading(other.title.clone()));
        blocks.push(rich(other));
    }
    Body { heading: words.title.clone(), blocks }
}

fn rich(words: &Words) -> Block {
    let markup = words.markup();
    Block::Rich { html: markup.html(), plain: markup.plain() }
}

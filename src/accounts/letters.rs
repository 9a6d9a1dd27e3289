//! Letters about accounts.

use diesel::QueryResult;

use super::store::Account;
use super::{links, mailbox};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Tx;
use crate::mail::{Block, Body, Foot, Frame, Letter, outbox};
use crate::text::{t, tv};

/// What somebody is told about their account: keys of the words, and what fills their holes.
pub(super) struct News {
    pub(super) kind: &'static str,
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) args: Vec<(&'static str, String)>,
}

/// Tells somebody what was done with their account, if they have an address.
pub(super) fn tell(tx: &mut Tx<'_>, config: &Config, account: &Account, news: News) -> QueryResult<()> {
    let Some(email) = account.email.as_deref() else { return Ok(()) };
    let locale = account.locale();
    let mut args: Vec<(&str, &str)> = news.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    args.push(("name", &account.name));
    let body = Body {
        heading: t(locale, news.title).into_owned(),
        blocks: vec![Block::Text(tv(locale, news.text, &args)), Block::Small(t(locale, "accounts.letter.not_you").into_owned())],
    };
    outbox::post(tx, &letter(config, account, email, (news.kind, body), tx.now())).map(|_| ())
}

/// The link to set a password.
pub(super) fn link(config: &Config, account: &Account, email: &str, token: &str, now: Moment) -> Letter {
    let locale = account.locale();
    let minutes = links::LINK_LIVES.num_minutes().to_string();
    let body = Body {
        heading: t(locale, "accounts.letter.link.title").into_owned(),
        blocks: vec![
            Block::Text(tv(locale, "accounts.letter.link.text", &[("name", &account.name), ("minutes", &minutes)])),
            Block::Button {
                label: t(locale, "accounts.letter.link.button").into_owned(),
                url: format!("{}/password/{token}", config.base_url),
            },
            Block::Small(t(locale, "accounts.letter.link.not_you").into_owned()),
        ],
    };
    Letter { kind: "accounts.link", ..letter(config, account, email, ("", body), now) }
}

/// The link that proves a new address.
pub(super) fn mailbox(config: &Config, account: &Account, email: &str, token: &str, now: Moment) -> Letter {
    let locale = account.locale();
    let minutes = mailbox::LINK_LIVES.num_minutes().to_string();
    let body = Body {
        heading: t(locale, "accounts.letter.email_link.title").into_owned(),
        blocks: vec![
            Block::Text(tv(locale, "accounts.letter.email_link.text", &[("name", &account.name), ("minutes", &minutes)])),
            Block::Button {
                label: t(locale, "accounts.letter.email_link.button").into_owned(),
                url: format!("{}/profile/email/{token}", config.base_url),
            },
            Block::Small(t(locale, "accounts.letter.email_link.not_you").into_owned()),
        ],
    };
    Letter { kind: "accounts.email_link", ..letter(config, account, email, ("", body), now) }
}

fn letter(config: &Config, account: &Account, email: &str, (kind, body): (&'static str, Body), now: Moment) -> Letter {
    let locale = account.locale();
    let sender = t(locale, "product.name").into_owned();
    let footer = [Foot::from(config.base_url.clone())];
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) = body.render(&Frame { locale, sender: &sender, footer: &footer }).unwrap_or_default();
    Letter {
        kind,
        company: None,
        person: Some(account.id),
        to_name: account.name.clone(),
        to_address: email.to_owned(),
        from_name: sender,
        locale,
        subject: body.heading,
        text,
        html,
        unsubscribe: None,
        once_key: None,
        due_at: now,
    }
}

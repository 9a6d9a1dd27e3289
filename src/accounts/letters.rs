//! Letters about accounts.

use super::links::LINK_LIVES;
use super::store::Account;
use crate::clock::Moment;
use crate::config::Config;
use crate::mail::{Block, Body, Foot, Frame, Letter};
use crate::text::{t, tv};

/// The link to set a password.
pub(super) fn link(config: &Config, account: &Account, email: &str, token: &str, now: Moment) -> Letter {
    let locale = account.locale();
    let minutes = LINK_LIVES.num_minutes().to_string();
    let sender = t(locale, "product.name").into_owned();
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
    let footer = [Foot::from(config.base_url.clone())];
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) = body.render(&Frame { locale, sender: &sender, footer: &footer }).unwrap_or_default();
    Letter {
        kind: "accounts.link",
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

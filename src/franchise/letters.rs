//! Letters about companies.

use crate::accounts::{Admitted, FIRST_LINK_LIVES};
use crate::clock::Moment;
use crate::config::Config;
use crate::mail::{Block, Body, Foot, Frame, Letter};
use crate::text::{t, tv};
use crate::who::CompanyId;

/// To the first administrator of a new company.
pub(super) fn appointed(config: &Config, (company, name): (CompanyId, &str), to: &Admitted, email: &str, now: Moment) -> Letter {
    let locale = to.locale;
    let sender = t(locale, "product.name").into_owned();
    let mut blocks = vec![Block::Text(tv(locale, "franchise.letter.text", &[("name", &to.name), ("company", name)]))];
    match &to.link {
        Some(url) => {
            let days = FIRST_LINK_LIVES.num_days().to_string();
            blocks.push(Block::Button { label: t(locale, "franchise.letter.password").into_owned(), url: url.clone() });
            blocks.push(Block::Small(tv(locale, "franchise.letter.days", &[("days", &days)])));
        }
        None => {
            let url = format!("{}/sign-in", config.base_url);
            blocks.push(Block::Button { label: t(locale, "accounts.sign_in.submit").into_owned(), url });
            blocks.push(Block::Small(t(locale, "franchise.letter.known").into_owned()));
        }
    }
    let body = Body { heading: tv(locale, "franchise.letter.title", &[("company", name)]), blocks };
    let footer = [Foot::from(config.base_url.clone())];
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) = body.render(&Frame { locale, sender: &sender, footer: &footer }).unwrap_or_default();
    Letter {
        kind: "franchise.appointed",
        company: Some(company),
        person: Some(to.person),
        to_name: to.name.clone(),
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

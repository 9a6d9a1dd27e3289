//! The letter by which somebody is asked to work for the company.

use super::store::appointments::Appointment;
use crate::config::Config;
use crate::mail::{Block, Body, Foot, Frame, Letter};
use crate::text::{Locale, t, tv};
use crate::web::role_key;

/// The offer with its link.
pub(super) fn offer(config: &Config, of: &Appointment, company: &[String; 3], token: &str) -> Letter {
    let locale = Locale::from_code(&of.locale).unwrap_or_default();
    let [kk, ru, en] = company;
    let sender = match locale {
        Locale::Kk => kk,
        Locale::Ru => ru,
        Locale::En => en,
    };
    let days = super::appointment::LIVES.num_days().to_string();
    let role = t(locale, role_key(of.role));
    let body = Body {
        heading: tv(locale, "team.letter.title", &[("company", sender)]),
        blocks: vec![
            Block::Text(tv(
                locale,
                "team.letter.text",
                &[("name", &of.name), ("company", sender), ("role", &role), ("days", &days)],
            )),
            Block::Button {
                label: t(locale, "team.letter.button").into_owned(),
                url: format!("{}/appointments/{token}", config.base_url),
            },
            Block::Small(t(locale, "team.letter.not_you").into_owned()),
        ],
    };
    let footer = [Foot::from(config.base_url.clone())];
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) = body.render(&Frame { locale, sender, footer: &footer }).unwrap_or_default();
    Letter {
        kind: "team.offer",
        company: Some(of.company_id),
        person: None,
        to_name: of.name.clone(),
        to_address: of.email.clone(),
        from_name: sender.clone(),
        locale,
        subject: body.heading,
        text,
        html,
        unsubscribe: None,
        once_key: None,
        due_at: of.created_at,
    }
}

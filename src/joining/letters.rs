//! Letters and news about joining.

use super::rows::{Invitation, Way};
use super::store::houses::{Company, Place};
use super::store::proofs::Proof;
use crate::config::Config;
use crate::homes::holds_key;
use crate::mail::{Block, Body, Foot, Frame, Letter};
use crate::text::{self, Locale, t, tv};

fn rendered(locale: Locale, sender: &str, body: &Body, reason: String) -> (String, String) {
    let footer = [Foot::from(reason)];
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    body.render(&Frame { locale, sender, footer: &footer }).unwrap_or_default()
}

/// The invitation itself, with its link.
pub(super) fn invitation(config: &Config, of: &Invitation, place: &Place, company: &Company, token: &str) -> Letter {
    let locale = Locale::from_code(&of.locale).unwrap_or_default();
    let sender = company.name(locale).to_owned();
    let until = text::date(locale, chrono::TimeZone::from_utc_datetime(&company.zone(), &of.expires_at).date_naive());
    let body = Body {
        heading: tv(locale, "joining.letter.title", &[("place", &place.label(locale))]),
        blocks: vec![
            Block::Text(tv(locale, "joining.letter.text", &[("company", &sender)])),
            Block::Facts(vec![
                (t(locale, "joining.letter.place").into_owned(), place.label(locale)),
                (t(locale, "joining.letter.as").into_owned(), t(locale, holds_key(of.holds)).into_owned()),
                (t(locale, "joining.letter.until").into_owned(), until),
            ]),
            Block::Button {
                label: t(locale, "joining.letter.button").into_owned(),
                url: format!("{}/join/letter/{token}", config.base_url),
            },
            Block::Small(t(locale, "joining.letter.not_you").into_owned()),
        ],
    };
    let (text, html) = rendered(locale, &sender, &body, t(locale, "joining.letter.reason").into_owned());
    Letter {
        kind: "joining.invitation",
        company: Some(of.company_id),
        person: None,
        to_name: of.name.clone().unwrap_or_default(),
        to_address: of.email.clone().unwrap_or_default(),
        from_name: sender,
        locale,
        subject: body.heading,
        text,
        html,
        unsubscribe: None,
        once_key: None,
        due_at: of.created_at,
    }
}

/// The proof that an address is somebody's own.
pub(super) fn proof(config: &Config, of: &Proof, token: &str) -> Letter {
    let locale = Locale::from_code(&of.locale).unwrap_or_default();
    let sender = t(locale, "product.name").into_owned();
    let body = Body {
        heading: t(locale, "joining.letter.proof").into_owned(),
        blocks: vec![
            Block::Text(t(locale, "joining.letter.proof_text").into_owned()),
            Block::Button {
                label: t(locale, "joining.letter.proof_button").into_owned(),
                url: format!("{}/join/proof/{token}", config.base_url),
            },
            Block::Small(t(locale, "joining.letter.proof_not_you").into_owned()),
        ],
    };
    let (text, html) = rendered(locale, &sender, &body, config.base_url.clone());
    Letter {
        kind: "joining.proof",
        company: None,
        person: None,
        // whatever somebody typed as their name is not carried into a mailbox that may be another's
        to_name: String::new(),
        to_address: of.email.clone(),
        from_name: sender,
        locale,
        subject: body.heading,
        text,
        html,
        unsubscribe: None,
        once_key: None,
        due_at: of.created_at,
    }
}

/// The key of the name of a way.
pub(super) fn way_key(way: Way) -> &'static str {
    match way {
        Way::Mail => "joining.way.mail",
        Way::Paper => "joining.way.paper",
        Way::Screen => "joining.way.screen",
    }
}

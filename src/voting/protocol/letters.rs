//! What people are told once a vote is over: that the protocol can be read, and by which number nobody can change it any more.

use diesel::QueryResult;

use crate::config::Config;
use crate::db::Tx;
use crate::mail::{Block, Body};
use crate::notices::{self, Kind, LetterDraft, Notice};
use crate::text::{Locale, t, tv};
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::who::PersonId;

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) enum News {
    /// The protocol can be read.
    Published,
    /// Voting is over, and this is the hash of the chain's line that says so.
    Closed(String),
}

impl News {
    fn keys(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Published => ("voting.letter.published_title", "voting.letter.published", "voting.letter.read"),
            Self::Closed(_) => ("voting.letter.closed_title", "voting.letter.closed", "voting.letter.find_receipt"),
        }
    }
}

/// Tells people in their language, once each.
pub(in crate::voting) fn tell(
    tx: &mut Tx<'_>,
    config: &Config,
    of: &Meeting,
    people: &[PersonId],
    news: News,
) -> QueryResult<()> {
    let address = store::protocols::address(tx, of.company_id, of.building_id)?;
    let (names, ..) = store::protocols::sender(tx, of.company_id)?;
    let (title_key, key, button) = news.keys();
    let (word, head, page) = match &news {
        News::Published => ("published", "", "protocol.pdf"),
        News::Closed(head) => ("closed", head.as_str(), "bulletin"),
    };
    let mut all = Vec::new();
    for (person, name, locale, email) in store::protocols::readers(tx, people)? {
        let locale = Locale::from_code(&locale).unwrap_or_default();
        let company_name = match locale {
            Locale::Kk => &names.0,
            Locale::Ru => &names.1,
            Locale::En => &names.2,
        };
        let args = [("meeting", of.title(locale)), ("number", of.number.as_str()), ("address", address.as_str()), ("head", head)];
        let (title, said) = (tv(locale, title_key, &args), tv(locale, key, &args));
        let href = format!("/votes/{}/{page}", of.id);
        let mut blocks = vec![Block::Text(said.clone())];
        blocks.extend((!head.is_empty()).then(|| Block::Text(head.to_owned())));
        blocks.push(Block::Button { label: t(locale, button).into_owned(), url: format!("{}{href}", config.base_url) });
        all.push(Notice {
            kind: Kind::AnnouncementLegal,
            company: of.company_id,
            company_name: company_name.clone(),
            person,
            subject_id: of.id.to_string(),
            once_key: format!("voting:{}:{word}", of.id),
            locale,
            title: title.clone(),
            excerpt: said,
            href,
            letter: Some(LetterDraft { subject: title.clone(), body: Body { heading: title, blocks } }),
            to_name: name,
            to_address: email,
        });
    }
    notices::tell(tx, config, all).map(drop)
}

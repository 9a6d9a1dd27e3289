//! What both sides are told of a move: a notice in the portal and a letter, in the reader's own language.

use diesel::QueryResult;

use super::Move;
use crate::config::Config;
use crate::db::Tx;
use crate::homes::store;
use crate::mail::{Block, Body};
use crate::notices::{self, Kind, LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};
use crate::who::{PersonId, Reach};

/// Tells everybody with an account who left or came; of a death those who left are not told.
pub(super) fn tell(tx: &mut Tx<'_>, config: &Config, of: &Move) -> QueryResult<()> {
    let (premises, building, _) = store::places::one(tx, &Reach::whole(of.company_id), of.premises_id)?;
    let sides = store::moves::sides(tx, of.company_id, of.id)?;
    let told: Vec<(PersonId, bool, String)> = sides
        .iter()
        .filter(|(side, _)| side.comes || of.kind.tells_leavers())
        .filter_map(|(side, contact)| Some((contact.person_id?, side.comes, contact.name.clone())))
        .collect();
    let people: Vec<PersonId> = told.iter().map(|(person, ..)| *person).collect();
    let readers = store::moves::readers(tx, &people)?;
    let (names, ..) = store::moves::sender(tx, of.company_id)?;
    let mut all: Vec<Notice> = Vec::new();
    for (person, comes, name) in told {
        let Some((_, locale, email, bounced)) = readers.iter().find(|reader| reader.0 == person) else { continue };
        let locale = Locale::from_code(locale).unwrap_or_default();
        let company = match locale {
            Locale::Kk => &names.0,
            Locale::Ru => &names.1,
            Locale::En => &names.2,
        };
        let place = format!("{}, {}", building.address, tv(locale, premises.kind.label_key(), &[("number", &premises.number)]));
        let to = To { person, name, address: email.clone().filter(|_| bounced.is_none()), locale, company: company.clone() };
        all.push(notice(config, of, comes, &place, to));
    }
    notices::tell(tx, config, all).map(|_| ())
}

/// Somebody who is told.
struct To {
    person: PersonId,
    name: String,
    address: Option<String>,
    locale: Locale,
    company: String,
}

fn notice(config: &Config, of: &Move, comes: bool, place: &str, to: To) -> Notice {
    let (title, body) = match (of.undone_at.is_some(), comes) {
        (true, _) => ("homes.moves.letter.undone_title", "homes.moves.letter.undone"),
        (false, true) => ("homes.moves.letter.comes_title", "homes.moves.letter.comes"),
        (false, false) => ("homes.moves.letter.leaves_title", "homes.moves.letter.leaves"),
    };
    let day = text::date(to.locale, of.day);
    let title = tv(to.locale, title, &[("premises", place)]);
    let said = tv(to.locale, body, &[("premises", place), ("day", &day), ("number", &of.number)]);
    let href = format!("/home/moves/{}", of.id);
    let button =
        Block::Button { label: t(to.locale, "homes.moves.letter.open").into_owned(), url: format!("{}{href}", config.base_url) };
    Notice {
        kind: Kind::HomeMoved,
        company: of.company_id,
        company_name: to.company,
        person: to.person,
        subject_id: of.id.to_string(),
        once_key: format!("move:{}:{}:{}", of.id, if comes { "comes" } else { "leaves" }, of.undone_at.is_some()),
        locale: to.locale,
        title: title.clone(),
        excerpt: said.clone(),
        href,
        letter: Some(LetterDraft {
            subject: title.clone(),
            body: Body { heading: title, blocks: vec![Block::Text(said), button] },
        }),
        to_name: to.name,
        to_address: to.address,
    }
}

//! Co-owners have said different things: somebody decides which ballot is the vote of the unit, or that none is. All are kept, the
//! decision is a line of the chain with its reason, and those who voted are told.

use serde_json::json;

use super::refused::Refused;
use super::{Done, held};
use crate::audit;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::homes::{ContactId, PremisesId};
use crate::mail::{Block, Body};
use crate::notices::{self, LetterDraft, Notice};
use crate::text::{Locale, t, tv};
use crate::voting::arriving::Standing;
use crate::voting::chain::Event;
use crate::voting::choice::Choices;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::{BallotRow, Meeting, Unit};
use crate::voting::store;
use crate::voting::store::disputes::Reader;
use crate::voting::store::paper_of::House;
use crate::web::actor::{Secretary, Staff};

/// Decides: `version` counts from now on, or none does where it is 0.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    config: &Config,
    (id, premises): (MeetingId, PremisesId),
    (version, why): (i32, &str),
) -> Done<()> {
    let company = who.company();
    let meeting = held(tx, who, id, &[State::Open, State::Counting])?;
    let unit = store::electorate::unit(tx, company, id, premises)?.ok_or(diesel::result::Error::NotFound)?;
    let all = store::ballots::of_unit(tx, company, id, premises)?;
    let open: Vec<&BallotRow> = all.iter().filter(|row| stands(row.standing)).collect();
    let chosen = open.iter().find(|row| row.version == version).copied();
    if !open.iter().any(|row| row.standing == Standing::Disputed) || (chosen.is_none() && version != 0) {
        return Err(Failure::Refused(Refused::NoDispute));
    }
    let says = chosen.map(BallotRow::choices);
    // of a unit one ballot counts: the one that did gives way before the other takes its place
    for row in open.iter().filter(|row| chosen.is_none_or(|chosen| chosen.id != row.id)) {
        store::ballots::stand(tx, company, row.id, beside(row, says.as_ref()), why)?;
    }
    if let Some(chosen) = chosen {
        store::ballots::stand(tx, company, chosen.id, Standing::Counts, why)?;
    }
    let now = tx.now();
    let next = store::events::hold(tx, company, id, now)?;
    store::events::write(tx, next, Event::Decided { unit: unit.label.clone(), version, why: why.to_owned() })?;
    audit::by(who).did("voting.dispute_decided", ("meeting", id)).with(json!({ "premises": premises, "why": why })).record(tx)?;
    tell(tx, config, &meeting, &unit, (&open, chosen, why))
}

fn stands(standing: Standing) -> bool {
    matches!(standing, Standing::Counts | Standing::Agrees | Standing::Disputed)
}

/// What becomes of a ballot beside the one that counts.
fn beside(row: &BallotRow, says: Option<&Choices>) -> Standing {
    if says.is_some_and(|says| *says == row.choices()) { Standing::Agrees } else { Standing::Invalid }
}

fn tell(
    tx: &mut Tx<'_>,
    config: &Config,
    meeting: &Meeting,
    unit: &Unit,
    (open, chosen, why): (&[&BallotRow], Option<&BallotRow>, &str),
) -> Done<()> {
    let cards: Vec<ContactId> = open.iter().map(|row| row.voter_id).collect();
    let readers = store::disputes::readers(tx, meeting.company_id, &cards)?;
    let house = store::paper_of::house(tx, meeting.company_id, meeting.building_id)?;
    let notices = readers.into_iter().map(|to| notice(config, meeting, unit, &house, to, (chosen, why))).collect();
    notices::tell(tx, config, notices)?;
    Ok(())
}

fn notice(
    config: &Config,
    of: &Meeting,
    unit: &Unit,
    house: &House,
    to: Reader,
    (chosen, why): (Option<&BallotRow>, &str),
) -> Notice {
    let reader = Locale::from_code(&to.locale).unwrap_or_default();
    let label = tv(reader, unit.kind.label_key(), &[("number", &unit.number)]);
    let said = match chosen {
        Some(row) => tv(reader, "voting.paper.letter.decided", &[("unit", &label), ("name", &row.voter_name)]),
        None => tv(reader, "voting.paper.letter.decided_none", &[("unit", &label)]),
    };
    let title = tv(reader, "voting.paper.letter.decided_title", &[("unit", &label)]);
    let href = format!("/votes/{}", of.id);
    let blocks = vec![
        Block::Text(said.clone()),
        Block::Facts(vec![
            (t(reader, "voting.paper.why").into_owned(), why.to_owned()),
            (t(reader, "voting.paper.meeting").into_owned(), of.title(reader).to_owned()),
        ]),
        Block::Button { label: t(reader, "voting.paper.letter.open").into_owned(), url: format!("{}{href}", config.base_url) },
    ];
    Notice {
        kind: notices::Kind::AnnouncementLegal,
        company: of.company_id,
        company_name: house.company(reader).to_owned(),
        person: to.person,
        subject_id: format!("{}:{}", of.id, unit.premises_id),
        once_key: format!("vote-decided:{}:{}:{}", of.id, unit.premises_id, of.head_place),
        locale: reader,
        title: title.clone(),
        excerpt: said,
        href,
        letter: Some(LetterDraft { subject: title.clone(), body: Body { heading: title, blocks } }),
        to_name: to.name,
        to_address: to.email,
    }
}

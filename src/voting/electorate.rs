//! The electorate (*сайлаушылар тізімі*, *реестр собственников*): who may vote, fixed in the moment of the notice, with its hashes.
//!
//! Each unit gets a random label; the list that goes outside knows units by it alone. Two lists are hashed: the one without names, which
//! anybody can count the hash of, and the one with names and shares, which only the company and the owners see.

use std::collections::HashMap;
use std::fmt::Write as _;

use diesel::QueryResult;
use sha2::{Digest, Sha256};

use super::chain::hex;
use super::question::Roll;
use super::rows::{Meeting, Owner, Unit};
use super::{receipt, store};
use crate::db::Tx;
use crate::homes::{Contact, Holding, Premises, PremisesId};

/// What was fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Fixed {
    /// How many units each roll of the whole building has.
    pub(in crate::voting) units: Vec<(Roll, u64)>,
    /// The hash of the list without names.
    pub(in crate::voting) roll_hash: String,
    /// The hash of the one with names.
    pub(in crate::voting) names_hash: String,
}

/// Takes the electorate of a meeting's building from the register, as it is on the company's `today`, and writes it down. `secret` is a
/// random text that makes the labels and is not kept.
pub(in crate::voting) fn fix(tx: &mut Tx<'_>, of: &Meeting, today: chrono::NaiveDate, secret: &str) -> QueryResult<Fixed> {
    let premises = store::register::premises_of(tx, of.company_id, of.building_id)?;
    let owned = store::register::owners_of(tx, of.company_id, of.building_id, today)?;
    let units: Vec<Unit> = premises.into_iter().map(|(premises, entrance)| unit(of, premises, entrance, secret)).collect();
    let owners = owners(of, &units, owned);
    store::electorate::add(tx, &units, &owners)?;
    Ok(Fixed {
        units: [Roll::Homes, Roll::Stalls].map(|roll| (roll, asked(&units, roll))).to_vec(),
        roll_hash: hash(&without_names(&units)),
        names_hash: hash(&with_names(&units, &owners)),
    })
}

fn asked(units: &[Unit], roll: Roll) -> u64 {
    u64::try_from(units.iter().filter(|unit| roll.asks(unit.kind, false)).count()).unwrap_or_default()
}

fn unit(of: &Meeting, premises: Premises, entrance: Option<String>, secret: &str) -> Unit {
    Unit {
        company_id: of.company_id,
        meeting_id: of.id,
        premises_id: premises.id,
        label: receipt::label(secret, premises.id),
        kind: premises.kind,
        number: premises.number,
        entrance_id: premises.entrance_id,
        entrance: entrance.unwrap_or_default(),
        floor: premises.floor,
        area: premises.area,
        sort_key: premises.sort_key,
    }
}

fn owners(of: &Meeting, units: &[Unit], mut owned: HashMap<PremisesId, Vec<(Holding, Contact)>>) -> Vec<Owner> {
    let mut all = Vec::new();
    for unit in units {
        let mut here: Vec<Owner> = Vec::new();
        for (holding, contact) in owned.remove(&unit.premises_id).unwrap_or_default() {
            // somebody may hold two shares of one flat: they are one owner of it
            if here.iter().any(|known| known.contact_id == contact.id) {
                continue;
            }
            here.push(Owner {
                company_id: of.company_id,
                meeting_id: of.id,
                premises_id: unit.premises_id,
                contact_id: contact.id,
                holding_id: holding.id,
                person_id: contact.person_id,
                name: contact.name,
                share_of: holding.share_of,
                share_in: holding.share_in,
            });
        }
        all.append(&mut here);
    }
    all
}

/// The list without names, CSV with a heading, in the order of the labels: what the pack for recounting carries.
pub(in crate::voting) fn without_names(units: &[Unit]) -> String {
    let mut rows: Vec<&Unit> = units.iter().collect();
    rows.sort_by(|a, b| a.label.cmp(&b.label));
    let mut list = "unit,kind,entrance\n".to_owned();
    for unit in rows {
        let entrance: String = unit.entrance.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let _ = writeln!(list, "{},{},{entrance}", unit.label, unit.kind);
    }
    list
}

/// The list with names and shares, a line of JSON for each owner and one for each unit that nobody is known to own, in the order of labels.
fn with_names(units: &[Unit], owners: &[Owner]) -> String {
    let mut of: HashMap<PremisesId, Vec<&Owner>> = HashMap::new();
    for owner in owners {
        of.entry(owner.premises_id).or_default().push(owner);
    }
    let mut rows: Vec<&Unit> = units.iter().collect();
    rows.sort_by(|a, b| a.label.cmp(&b.label));
    let mut list = String::new();
    for unit in rows {
        let mut names: Vec<(&str, Option<i64>, Option<i64>)> =
            of.remove(&unit.premises_id).unwrap_or_default().iter().map(|o| (o.name.as_str(), o.share_of, o.share_in)).collect();
        names.sort_unstable();
        let line = serde_json::json!([unit.label, unit.kind, unit.number, unit.entrance, unit.area, names]);
        let _ = writeln!(list, "{line}");
    }
    list
}

/// SHA-256 of a list, in lower-case hex.
pub(in crate::voting) fn hash(list: &str) -> String {
    hex(&Sha256::digest(list.as_bytes()))
}

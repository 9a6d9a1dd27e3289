//! The register's rows, as they are written and as they are shown.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::holding::{ContactId, HoldingId};
use super::merging::MergeId;
use super::moves::kind::{MoveId, MoveKind};
use super::people::representing::RepresentativeId;
use super::place::{BuildingId, ComplexId, EntranceId, Kind, PremisesId};
use crate::clock::Moment;
use crate::db::schema::{
    buildings, complexes, contacts, entrances, holdings, merges, move_sides, moves, premises, representatives,
};
use crate::who::{CompanyId, Holds, PersonId};

/// A residential complex.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = complexes)]
pub struct Complex {
    /// Its id.
    pub id: ComplexId,
    /// Whose.
    pub company_id: CompanyId,
    /// Its name, as people say it.
    pub name: String,
    /// Where it stands in a list.
    pub sort_key: String,
    /// Since when it is known.
    pub created_at: Moment,
}

/// A building.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = buildings)]
pub struct Building {
    /// Its id.
    pub id: BuildingId,
    /// Whose.
    pub company_id: CompanyId,
    /// In which complex.
    pub complex_id: Option<ComplexId>,
    /// Its address, as people say it.
    pub address: String,
    /// What makes it the same address.
    pub address_folded: String,
    /// Where it stands in a list.
    pub sort_key: String,
    /// How many floors.
    pub floors: Option<i32>,
    /// Since when it is known.
    pub created_at: Moment,
}

/// An entrance.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = entrances)]
pub struct Entrance {
    /// Its id.
    pub id: EntranceId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which building.
    pub building_id: BuildingId,
    /// Its number.
    pub number: String,
    /// Where it stands in a list.
    pub sort_key: String,
}

/// Premises.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = premises)]
pub struct Premises {
    /// Their id.
    pub id: PremisesId,
    /// Whose.
    pub company_id: CompanyId,
    /// In which building.
    pub building_id: BuildingId,
    /// Behind which entrance.
    pub entrance_id: Option<EntranceId>,
    /// What they are.
    pub kind: Kind,
    /// The number on the door.
    pub number: String,
    /// What makes it the same number.
    pub number_folded: String,
    /// Where they stand in a list of all.
    pub sort_key: String,
    /// On which floor.
    pub floor: Option<i32>,
    /// Total area, in hundredths of m².
    pub area: Option<i64>,
    /// Living area, in hundredths of m².
    pub living_area: Option<i64>,
    /// The account number (*дербес шот*, *лицевой счёт*).
    pub account: Option<String>,
    /// The account number at the billing centre (*ЕРЦ*).
    pub centre_account: Option<String>,
    /// The cadastral number or address code (*РКА*).
    pub cadastre: Option<String>,
    /// How many people are registered there.
    pub registered: Option<i32>,
    /// How many people live there.
    pub residing: Option<i32>,
    /// Since when they are known.
    pub created_at: Moment,
}

/// A company's card of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = contacts)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// Whose.
    pub company_id: CompanyId,
    /// The account of this person, if they have one.
    pub person_id: Option<PersonId>,
    /// Their full name, or an organisation's.
    pub name: String,
    /// What makes it the same name.
    pub name_folded: String,
    /// Where they stand in a list.
    pub sort_key: String,
    /// ИИН or БИН.
    pub ident: Option<String>,
    /// Phone number, `+77012345678`.
    pub phone: Option<String>,
    /// E-mail address, in lower case.
    pub email: Option<String>,
    /// Since when they are known.
    pub created_at: Moment,
    /// The day of their death, as a move said.
    pub died_on: Option<chrono::NaiveDate>,
}

/// How the dead were reached is no list's, export's or letter's matter: what a company holds of somebody may be used until its purpose is
/// reached (Law on personal data, art. 12(2)), and to reach them was the purpose. The card itself keeps name, ИИН and holdings, because
/// the accounts and protocols of the house name them for years (Law on housing relations, art. 44(3): protocols are kept), and phone and
/// address only in case the death was written down by mistake: undoing the move brings them back.
impl Contact {
    /// Where they can be called, while they live.
    pub fn phone_now(&self) -> Option<&str> {
        self.phone.as_deref().filter(|_| self.died_on.is_none())
    }

    /// Where they can be written to, while they live.
    pub fn email_now(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| self.died_on.is_none())
    }
}

/// That somebody holds premises.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = holdings)]
pub struct Holding {
    /// Its id.
    pub id: HoldingId,
    /// Whose register.
    pub company_id: CompanyId,
    /// What is held.
    pub premises_id: PremisesId,
    /// By whom.
    pub contact_id: ContactId,
    /// As what.
    pub holds: Holds,
    /// The share's numerator.
    pub share_of: Option<i64>,
    /// The share's denominator.
    pub share_in: Option<i64>,
    /// From which day.
    pub since: Option<chrono::NaiveDate>,
    /// Until which day, that day included.
    pub until: Option<chrono::NaiveDate>,
    /// Since when it is known.
    pub created_at: Moment,
}

/// That somebody acts for an owner by power of attorney.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = representatives)]
pub struct Representative {
    /// Its id.
    pub id: RepresentativeId,
    /// Whose register.
    pub company_id: CompanyId,
    /// For which holding.
    pub holding_id: HoldingId,
    /// Who acts.
    pub contact_id: ContactId,
    /// The number of the document, or of the notary's register.
    pub number: String,
    /// The day it was given.
    pub issued: chrono::NaiveDate,
    /// Who certified it.
    pub notary: String,
    /// Until which day, that day included.
    pub until: chrono::NaiveDate,
    /// Since when it is known.
    pub created_at: Moment,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
}

/// A move.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = moves)]
pub(in crate::homes) struct Move {
    pub(in crate::homes) id: MoveId,
    pub(in crate::homes) company_id: CompanyId,
    pub(in crate::homes) premises_id: PremisesId,
    /// Which of the moves of these premises it is, from 1.
    pub(in crate::homes) place: i32,
    pub(in crate::homes) number: String,
    pub(in crate::homes) kind: MoveKind,
    /// The first day of those who come.
    pub(in crate::homes) day: chrono::NaiveDate,
    pub(in crate::homes) author_id: PersonId,
    pub(in crate::homes) created_at: Moment,
    pub(in crate::homes) undone_at: Option<Moment>,
}

impl Move {
    /// The last day of those who leave.
    pub(in crate::homes) fn last_day(&self) -> chrono::NaiveDate {
        self.day.pred_opt().unwrap_or(self.day)
    }
}

/// Somebody who leaves or comes by a move.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = move_sides)]
pub(in crate::homes) struct Side {
    pub(in crate::homes) company_id: CompanyId,
    pub(in crate::homes) move_id: MoveId,
    pub(in crate::homes) holding_id: HoldingId,
    pub(in crate::homes) contact_id: ContactId,
    pub(in crate::homes) holds: Holds,
    pub(in crate::homes) comes: bool,
}

/// That two cards became one.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = merges)]
pub(in crate::homes) struct Merge {
    pub(in crate::homes) id: MergeId,
    pub(in crate::homes) company_id: CompanyId,
    pub(in crate::homes) kept_id: ContactId,
    pub(in crate::homes) gone_id: ContactId,
    pub(in crate::homes) author_id: PersonId,
    /// The state before, as JSON; empty once the merge can be undone no more.
    pub(in crate::homes) before: String,
    /// The state after.
    pub(in crate::homes) after: String,
    pub(in crate::homes) created_at: Moment,
    pub(in crate::homes) undone_at: Option<Moment>,
}

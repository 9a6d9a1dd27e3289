//! The tables of houses, read again: every cell becomes true or the archive is refused.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::Handed;
use crate::clock::Moment;
use crate::homes::holding::same_name;
use crate::homes::place::{same_address, same_number, sort_key};
use crate::homes::rows::{Building, Complex, Contact, Entrance, Holding, Move, Premises, Representative, Side};
use crate::text::alphabetical;
use crate::who::{CompanyId, PersonId};

/// A row, by the names of its columns.
type Row = BTreeMap<String, String>;

/// The cells of one row.
struct Cells<'a>(&'static str, &'a Row);

impl Cells<'_> {
    fn wrong(&self, column: &str) -> String {
        format!("{}.csv: {column}", self.0)
    }

    fn maybe<T: FromStr>(&self, column: &str) -> Result<Option<T>, String> {
        let cell = self.1.get(column).ok_or_else(|| self.wrong(column))?;
        if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(|_| self.wrong(column)) }
    }

    fn get<T: FromStr>(&self, column: &str) -> Result<T, String> {
        self.maybe(column)?.ok_or_else(|| self.wrong(column))
    }
}

/// Reads the tables; `table` gives the rows of one by its name. Who the company is, and whose accounts the people have, is said when they are
/// taken in.
///
/// # Errors
/// The table and the column that cannot be read.
pub fn read(
    company: CompanyId,
    author: PersonId,
    table: impl Fn(&'static str) -> Result<Vec<Row>, String>,
) -> Result<Handed, String> {
    let mut all = Handed::default();
    for row in &table("complexes")? {
        all.complexes.push(complex(company, &Cells("complexes", row))?);
    }
    for row in &table("buildings")? {
        all.buildings.push(building(company, &Cells("buildings", row))?);
    }
    for row in &table("entrances")? {
        all.entrances.push(entrance(company, &Cells("entrances", row))?);
    }
    let keys: BTreeMap<_, String> = all.buildings.iter().map(|of| (of.id, of.sort_key.clone())).collect();
    for row in &table("premises")? {
        let mut new = premises(company, &Cells("premises", row))?;
        let building = keys.get(&new.building_id).ok_or("premises.csv: building_id")?;
        new.sort_key = sort_key(building, new.kind, &new.number);
        all.premises.push(new);
    }
    for row in &table("people")? {
        all.contacts.push(person(company, &Cells("people", row))?);
    }
    for row in &table("holdings")? {
        all.holdings.push(holding(company, &Cells("holdings", row))?);
    }
    for row in &table("representatives")? {
        all.powers.push(power(company, &Cells("representatives", row))?);
    }
    for row in &table("moves")? {
        all.moves.push(moved(company, author, &Cells("moves", row))?);
    }
    for row in &table("move_sides")? {
        all.sides.push(side(company, &Cells("move_sides", row))?);
    }
    if all.buildings.is_empty() { Err("buildings.csv".to_owned()) } else { Ok(all) }
}

fn complex(company_id: CompanyId, of: &Cells<'_>) -> Result<Complex, String> {
    let name: String = of.get("name")?;
    Ok(Complex { id: of.get("id")?, company_id, sort_key: alphabetical::key(&name), name, created_at: Moment::default() })
}

fn building(company_id: CompanyId, of: &Cells<'_>) -> Result<Building, String> {
    let address: String = of.get("address")?;
    Ok(Building {
        id: of.get("id")?,
        company_id,
        complex_id: of.maybe("complex_id")?,
        address_folded: same_address(&address),
        sort_key: alphabetical::key(&address),
        address,
        floors: of.maybe("floors")?,
        created_at: of.get("created_at")?,
    })
}

fn entrance(company_id: CompanyId, of: &Cells<'_>) -> Result<Entrance, String> {
    let number: String = of.get("number")?;
    Ok(Entrance {
        id: of.get("id")?,
        company_id,
        building_id: of.get("building_id")?,
        sort_key: alphabetical::key(&number),
        number,
    })
}

fn premises(company_id: CompanyId, of: &Cells<'_>) -> Result<Premises, String> {
    let number: String = of.get("number")?;
    Ok(Premises {
        id: of.get("id")?,
        company_id,
        building_id: of.get("building_id")?,
        entrance_id: of.maybe("entrance_id")?,
        kind: of.get("kind")?,
        number_folded: same_number(&number),
        number,
        sort_key: String::new(),
        floor: of.maybe("floor")?,
        area: of.maybe("area_hundredths_m2")?,
        living_area: of.maybe("living_area_hundredths_m2")?,
        account: of.maybe("account")?,
        centre_account: of.maybe("centre_account")?,
        cadastre: of.maybe("cadastre")?,
        registered: of.maybe("registered")?,
        residing: of.maybe("residing")?,
        created_at: of.get("created_at")?,
    })
}

fn person(company_id: CompanyId, of: &Cells<'_>) -> Result<Contact, String> {
    let name: String = of.get("name")?;
    Ok(Contact {
        id: of.get("id")?,
        company_id,
        person_id: None,
        name_folded: same_name(&name),
        sort_key: alphabetical::key(&name),
        name,
        ident: of.maybe("ident")?,
        phone: of.maybe("phone")?,
        email: of.maybe("email")?,
        created_at: of.get("created_at")?,
        died_on: of.maybe("died_on")?,
    })
}

fn holding(company_id: CompanyId, of: &Cells<'_>) -> Result<Holding, String> {
    Ok(Holding {
        id: of.get("id")?,
        company_id,
        premises_id: of.get("premises_id")?,
        contact_id: of.get("person_id")?,
        holds: of.get("holds")?,
        share_of: of.maybe("share_of")?,
        share_in: of.maybe("share_in")?,
        since: of.maybe("since")?,
        until: of.maybe("until")?,
        created_at: of.get("created_at")?,
    })
}

fn power(company_id: CompanyId, of: &Cells<'_>) -> Result<Representative, String> {
    Ok(Representative {
        id: of.get("id")?,
        company_id,
        holding_id: of.get("holding_id")?,
        contact_id: of.get("person_id")?,
        number: of.get("number")?,
        issued: of.get("issued")?,
        notary: of.maybe("notary")?.unwrap_or_default(),
        until: of.get("until")?,
        created_at: of.get("created_at")?,
        revoked_at: of.maybe("revoked_at")?,
    })
}

fn moved(company_id: CompanyId, author_id: PersonId, of: &Cells<'_>) -> Result<Move, String> {
    Ok(Move {
        id: of.get("id")?,
        company_id,
        premises_id: of.get("premises_id")?,
        place: of.get("place")?,
        number: of.get("number")?,
        kind: of.get("kind")?,
        day: of.get("day")?,
        author_id,
        created_at: of.get("created_at")?,
        undone_at: of.maybe("undone_at")?,
    })
}

fn side(company_id: CompanyId, of: &Cells<'_>) -> Result<Side, String> {
    Ok(Side {
        company_id,
        move_id: of.get("move_id")?,
        holding_id: of.get("holding_id")?,
        contact_id: of.get("person_id")?,
        holds: of.get("holds")?,
        comes: of.get("comes")?,
    })
}

//! A technician, as whoever gives out work sees them.

use chrono::NaiveDate;
use diesel::QueryResult;

use super::skill::{FirmId, Skill};
use super::store;
use crate::db::Conn;
use crate::homes::{BuildingId, ComplexId};
use crate::who::{CompanyId, PersonId};

/// A technician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crew {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their trades.
    pub skills: Vec<Skill>,
    /// The service firm they belong to.
    pub firm: Option<(FirmId, String)>,
    /// Where they work, if that is narrowed: complexes and buildings.
    pub zone: Option<(Vec<ComplexId>, Vec<BuildingId>)>,
    /// The days on which they are away, first and last.
    pub away: Vec<(NaiveDate, NaiveDate)>,
}

impl Crew {
    /// Whether they are there on a day.
    pub fn is_there(&self, day: NaiveDate) -> bool {
        self.away.iter().all(|(since, until)| day < *since || day > *until)
    }

    /// Whether they work in a building.
    pub fn works_in(&self, building: BuildingId, complex: Option<ComplexId>) -> bool {
        self.zone.as_ref().is_none_or(|(complexes, buildings)| {
            buildings.contains(&building) || complex.is_some_and(|complex| complexes.contains(&complex))
        })
    }
}

/// The technicians of a company, with where and for whom they work and the days from `since` on that they are away.
///
/// # Errors
/// When the database fails.
pub fn crew(conn: &mut Conn, company: CompanyId, since: NaiveDate) -> QueryResult<Vec<Crew>> {
    store::crew::all(conn, company, since)
}

/// The firms whose people repair things for the company, by name.
///
/// # Errors
/// When the database fails.
pub fn firms(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(FirmId, String)>> {
    let all = store::firms::all(conn, company)?;
    Ok(all.into_iter().filter(|firm| firm.ended_at.is_none()).map(|firm| (firm.id, firm.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    #[test]
    fn the_first_and_the_last_day_away_are_days_away_and_an_empty_zone_is_nowhere() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (building, complex) = (BuildingId::fresh(Moment::default()), ComplexId::fresh(Moment::default()));
        let of = Crew {
            person: PersonId::fresh(Moment::default()),
            name: String::new(),
            skills: Vec::new(),
            firm: None,
            zone: None,
            away: vec![(day("2026-11-20"), day("2026-11-21"))],
        };
        let there: Vec<bool> =
            ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"].map(|text| of.is_there(day(text))).to_vec();
        assert_eq!(there, [true, false, false, true]);
        assert!(of.works_in(building, None));
        let narrowed = |zone| Crew { zone: Some(zone), ..of.clone() };
        assert!(!narrowed((vec![], vec![])).works_in(building, Some(complex)));
        assert!(narrowed((vec![complex], vec![])).works_in(building, Some(complex)));
        assert!(narrowed((vec![], vec![building])).works_in(building, None));
        assert!(!narrowed((vec![complex], vec![])).works_in(building, None));
    }
}

//! What premises are charged for a month: a line for each service, each rounded to a whole tiyn; the bill is their sum.

use super::metered::{self, Metering, Part};
use super::tariff::{Basis, Rate, Tariff};
use crate::homes::{EntranceId, Kind, PremisesId};
use crate::money::Tiyn;

/// Premises as charging sees them.
#[derive(Clone, Debug)]
pub(super) struct Charged {
    pub(super) id: PremisesId,
    pub(super) kind: Kind,
    /// In hundredths of m²; `None` is not known.
    pub(super) area: Option<i64>,
    /// How many live there; `None` is not known.
    pub(super) people: Option<i32>,
    /// By which entrance one comes to them.
    pub(super) entrance: Option<EntranceId>,
}

/// A line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) tariff: TariffRef<'a>,
    /// Hundredths of m², of people, of premises; of the house's area for a share of its sum.
    pub(super) quantity: i64,
    pub(super) rate: Rate,
    pub(super) amount: Tiyn,
    /// How a metered line came about.
    pub(super) parts: Vec<Part>,
}

/// A tariff, compared by its id.
#[derive(Clone, Copy, Debug)]
pub(super) struct TariffRef<'a>(pub(super) &'a Tariff);

impl PartialEq for TariffRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}
impl Eq for TariffRef<'_> {}

/// What is strange about premises: they are charged all the same, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Odd {
    /// Their area is not known, and something is charged by it.
    NoArea,
    /// Nobody knows how many live there, and something is charged by that.
    NoPeople,
    /// Something is charged by meters, and nothing is known of theirs.
    NoReading,
    /// Nothing is charged.
    Nothing,
    /// Much more or less than last month.
    Leap,
}

impl Odd {
    /// The key of its words.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::NoArea => "billing.odd.no_area",
            Self::NoPeople => "billing.odd.no_people",
            Self::NoReading => "billing.odd.no_reading",
            Self::Nothing => "billing.odd.nothing",
            Self::Leap => "billing.odd.leap",
        }
    }
}

/// The charges of a house: its premises in their order, each with its lines and what is strange; `None` when an amount is beyond all bounds.
pub(super) fn house<'a>(tariffs: &[&'a Tariff], all: &[Charged], metering: &Metering) -> Option<Vec<(Vec<Line<'a>>, Vec<Odd>)>> {
    let mut charges: Vec<(Vec<Line<'a>>, Vec<Odd>)> = all.iter().map(|_| (Vec::new(), Vec::new())).collect();
    for tariff in tariffs {
        if tariff.basis.is_metered() {
            by_meters(tariff, all, metering, &mut charges)?;
            continue;
        }
        let shares = if tariff.basis == Basis::House { Some(shares(tariff, all)?) } else { None };
        for (nth, (of, (lines, odd))) in all.iter().zip(&mut charges).enumerate() {
            let rate = tariff.rates.of(of.kind);
            if rate == Rate(0) {
                continue;
            }
            let quantity = match tariff.basis {
                Basis::Area | Basis::House => of.area.ok_or(Odd::NoArea),
                Basis::Person => of.people.map(|people| i64::from(people) * 100).ok_or(Odd::NoPeople),
                Basis::Unit | Basis::Meter | Basis::Common => Ok(100),
            };
            let quantity = match quantity {
                Ok(quantity) => quantity,
                Err(strange) => {
                    if !odd.contains(&strange) {
                        odd.push(strange);
                    }
                    continue;
                }
            };
            let amount = match &shares {
                Some(shares) => shares.get(nth).copied()?,
                None => rate.times(quantity)?,
            };
            if amount != Tiyn::ZERO {
                lines.push(Line { tariff: TariffRef(tariff), quantity, rate, amount, parts: Vec::new() });
            }
        }
    }
    for (lines, odd) in &mut charges {
        if lines.is_empty() && odd.is_empty() && !tariffs.is_empty() {
            odd.push(Odd::Nothing);
        }
    }
    Some(charges)
}

/// The lines of a metered service. Where nothing was used the line stands all the same: it says from which reading to which.
fn by_meters<'a>(
    tariff: &'a Tariff,
    all: &[Charged],
    metering: &Metering,
    charges: &mut [(Vec<Line<'a>>, Vec<Odd>)],
) -> Option<()> {
    for ((found, of), (lines, odd)) in metered::reckon(tariff, all, metering)?.into_iter().zip(all).zip(charges) {
        match found {
            Some(Ok((quantity, amount, parts))) => {
                let rate = tariff.rates.of(of.kind);
                lines.push(Line { tariff: TariffRef(tariff), quantity, rate, amount, parts });
            }
            Some(Err(strange)) if !odd.contains(&strange) => odd.push(strange),
            Some(Err(_)) | None => {}
        }
    }
    Some(())
}

/// The house's one sum (the flats' rate of the tariff), by area among the premises whose kind takes part.
fn shares(tariff: &Tariff, all: &[Charged]) -> Option<Vec<Tiyn>> {
    let weight = |of: &Charged| {
        let area = of.area.filter(|_| tariff.rates.of(of.kind) > Rate(0)).unwrap_or_default();
        u64::try_from(area).unwrap_or_default()
    };
    let weights: Vec<u64> = all.iter().map(weight).collect();
    if weights.iter().all(|weight| *weight == 0) {
        return Some(vec![Tiyn::ZERO; all.len()]);
    }
    tariff.rates.flats.whole()?.split(&weights)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::billing::tariff::{Rates, ServiceId, TariffId};
    use crate::ledger::Fund;

    fn premises(kind: Kind, area: Option<i64>, people: Option<i32>) -> Charged {
        Charged { id: PremisesId::fresh(crate::clock::Moment::default()), kind, area, people, entrance: None }
    }

    fn tariff(basis: Basis, flats: i64, commercial: i64, spaces: i64) -> Tariff {
        let now = crate::clock::Moment::default();
        Tariff {
            id: TariffId::fresh(now),
            service: ServiceId::fresh(now),
            fund: Fund::Current,
            basis,
            building: None,
            since: now.date(),
            rates: Rates { flats: Rate(flats), commercial: Rate(commercial), spaces: Rate(spaces) },
            resource: None,
            zones: [Rate(0); 3],
            norm: 0,
        }
    }

    #[test]
    fn each_basis_counts_what_it_says() {
        let all = [
            premises(Kind::Flat, Some(6_140), Some(3)),
            premises(Kind::Commercial, Some(12_000), None),
            premises(Kind::Parking, Some(1_325), None),
            premises(Kind::Flat, None, None),
        ];
        let of = [
            tariff(Basis::Area, 500_000, 1_000_000, 200_000),
            tariff(Basis::Person, 4_500_000, 0, 0),
            tariff(Basis::Unit, 3_000_000, 3_000_000, 0),
        ];
        let charged = house(&of.iter().collect::<Vec<_>>(), &all, &Metering::default()).unwrap();
        let amounts = |nth: usize| charged[nth].0.iter().map(|line| line.amount.0).collect::<Vec<_>>();
        assert_eq!(amounts(0), [307_000, 135_000, 30_000]);
        assert_eq!(amounts(1), [1_200_000, 30_000]);
        assert_eq!(amounts(2), [26_500]);
        assert_eq!(amounts(3), [30_000]);
        assert_eq!(charged[3].1, [Odd::NoArea, Odd::NoPeople]);
    }

    #[test]
    fn whoever_is_charged_nothing_is_told_of() {
        let all = [premises(Kind::Storage, Some(400), None)];
        assert_eq!(house(&[&tariff(Basis::Area, 1, 1, 0)], &all, &Metering::default()).unwrap(), [(vec![], vec![Odd::Nothing])]);
    }

    proptest! {
        #[test]
        fn the_shares_of_a_house_add_up_to_its_sum(sum in 0i64..100_000_000_000, areas in prop::collection::vec(1i64..50_000, 1..80)) {
            let all: Vec<Charged> = areas.iter().map(|area| premises(Kind::Flat, Some(*area), None)).collect();
            let of = tariff(Basis::House, sum * 100, 0, 0);
            let charged = house(&[&of], &all, &Metering::default()).unwrap();
            let total: i64 = charged.iter().flat_map(|(lines, _)| lines).map(|line| line.amount.0).sum();
            prop_assert_eq!(total, sum);
        }
    }
}

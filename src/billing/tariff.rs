//! Services and their tariffs: by what one is charged, at which rate, by whose decision.

use chrono::NaiveDate;

use super::law;
use crate::homes::{BuildingId, Kind};
use crate::ledger::Fund;
use crate::meters::Resource;
use crate::money::Tiyn;
use crate::text::{self, Locale};
use crate::web::{Refusal, Said};

crate::ids! {
    /// A service.
    ServiceId,
    /// A tariff of a service.
    TariffId,
}

crate::words! {
    /// By what a service is charged.
    pub enum Basis {
        /// By m² of useful area: law on housing relations, art. 34-1(2).
        Area = "area",
        /// By how many people live there.
        Person = "person",
        /// So much for each premises.
        Unit = "unit",
        /// One sum for the whole house, split by area so that the parts add up to it.
        House = "house",
        /// By what the premises' own meters counted.
        Meter = "meter",
        /// What a common meter counted and no own meter did, split by area.
        Common = "common",
    }
}

impl Basis {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Area => "billing.basis.area",
            Self::Person => "billing.basis.person",
            Self::Unit => "billing.basis.unit",
            Self::House => "billing.basis.house",
            Self::Meter => "billing.basis.meter",
            Self::Common => "billing.basis.common",
        }
    }

    /// Whether one is charged by what meters say.
    pub(super) fn is_metered(self) -> bool {
        matches!(self, Self::Meter | Self::Common)
    }
}

/// The key of a fund's name.
pub fn fund_key(fund: Fund) -> &'static str {
    match fund {
        Fund::Current => "billing.fund.current",
        Fund::Accumulative => "billing.fund.accumulative",
        Fund::Target => "billing.fund.target",
    }
}

/// A rate in hundredths of a tiyn: 21,625 ₸ is 216 250. Rates are finer than money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub i64);

impl Rate {
    /// The amount for so many hundredths of a unit (61,4 m² is 6 140), rounded to the nearest tiyn, halves away from zero. This is the one
    /// place where a charge is rounded: a bill is the sum of its rounded lines.
    pub fn times(self, hundredths: i64) -> Option<Tiyn> {
        Tiyn(self.0).scaled(hundredths, 10_000)
    }

    /// The whole of it as money.
    pub fn whole(self) -> Option<Tiyn> {
        self.times(100)
    }

    /// Reads «21,625»: up to four decimals.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let clean: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '₸').collect();
        let (whole, rest) = clean.split_once([',', '.']).unwrap_or((&clean, ""));
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || rest.len() > 4 || !digits(whole) || !digits(rest) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let rest: i64 = format!("{rest:0<4}").parse().ok()?;
        Some(Self(whole * 10_000 + rest))
    }

    /// For people: «21,625 ₸», two decimals at least.
    pub(super) fn print(self, locale: Locale) -> String {
        if self.0 % 100 == 0 {
            return Tiyn(self.0 / 100).print(locale);
        }
        format!("{}\u{a0}₸", text::decimal(locale, self.0, 4))
    }

    /// For form fields.
    pub(super) fn plain(self) -> String {
        format!("{}.{:04}", self.0 / 10_000, self.0 % 10_000).trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// The rates of a tariff by kind of premises; nothing is no charge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Of flats.
    pub flats: Rate,
    /// Of non-residential premises.
    pub commercial: Rate,
    /// Of parking places and storage rooms.
    pub spaces: Rate,
}

impl Rates {
    /// The rate of a kind of premises.
    pub fn of(&self, kind: Kind) -> Rate {
        match kind {
            Kind::Flat => self.flats,
            Kind::Commercial => self.commercial,
            Kind::Parking | Kind::Storage => self.spaces,
        }
    }

    /// Whether the law allows them from that day on for a service of that fund and basis.
    ///
    /// # Errors
    /// [`Unlawful`].
    pub(super) fn lawful(&self, fund: Fund, basis: Basis, since: NaiveDate) -> Result<(), Unlawful> {
        if basis == Basis::Area && self.flats > Rate(0) {
            let most = law::most_times(since).map(|figure| Rate(self.flats.0.saturating_mul(figure.value)));
            if let Some(most) = most.filter(|most| self.commercial > *most) {
                return Err(Unlawful::Commercial(most));
            }
        }
        if basis == Basis::Area && fund == Fund::Accumulative {
            let least = law::least_accumulative(since).map(|figure| Rate(figure.value));
            let rates = [self.flats, self.commercial, self.spaces];
            if let Some(least) = least.filter(|least| rates.iter().any(|rate| *rate > Rate(0) && rate < least)) {
                return Err(Unlawful::Accumulative(least));
            }
        }
        Ok(())
    }
}

/// Why the law does not allow a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlawful {
    /// Non-residential premises would pay more than so much.
    Commercial(Rate),
    /// The accumulative contribution would be less than so much.
    Accumulative(Rate),
}

impl Refusal for Unlawful {
    fn said(&self) -> Said {
        let (key, rate) = match self {
            Self::Commercial(rate) => ("billing.refused.commercial", rate),
            Self::Accumulative(rate) => ("billing.refused.accumulative", rate),
        };
        Said::new(key).with("rate", rate.print(Locale::Ru))
    }
}

/// A tariff of a service, with what of the service one needs to charge by it.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// Its id.
    pub id: TariffId,
    /// Of which service.
    pub service: ServiceId,
    /// Into which money.
    pub fund: Fund,
    /// By what.
    pub basis: Basis,
    /// Of which house; `None` is of all that have none of their own.
    pub building: Option<BuildingId>,
    /// From which day.
    pub since: NaiveDate,
    /// At which rates.
    pub rates: Rates,
    /// What is metered.
    pub resource: Option<Resource>,
    /// The rates of a meter's second, third and fourth tariff; nothing is that of the first.
    pub zones: [Rate; 3],
    /// How much a person is reckoned with in a month where nothing is known, in thousandths of the unit.
    pub norm: i64,
}

/// The tariffs that hold in a house in a month, one for each service: its own before the common one, of each the last that began by then.
pub(super) fn holding(all: &[Tariff], building: BuildingId, month: NaiveDate) -> Vec<&Tariff> {
    let mut chosen: Vec<&Tariff> = Vec::new();
    for tariff in all.iter().filter(|of| of.since <= month && of.building.is_none_or(|id| id == building)) {
        let rank = |of: &Tariff| (of.building.is_some(), of.since);
        match chosen.iter_mut().find(|of| of.service == tariff.service) {
            Some(of) if rank(of) < rank(tariff) => *of = tariff,
            Some(_) => {}
            None => chosen.push(tariff),
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn rates_are_typed_as_people_type_them() {
        assert_eq!(Rate::parse("21,625"), Some(Rate(216_250)));
        assert_eq!(Rate::parse(" 1 200.5 ₸"), Some(Rate(12_005_000)));
        for wrong in ["", "-1", "1e3", "0.00001", ",5", "1.2.3", "20000000000"] {
            assert_eq!(Rate::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Rate(216_250).plain(), "21.625");
        assert_eq!(Rate(500_000).print(Locale::Ru), "50,00\u{a0}₸");
        assert_eq!(Rate(216_250).print(Locale::Kk), "21,625\u{a0}₸");
    }

    #[test]
    fn a_flat_of_60_m2_pays_1297_tenge_50_for_capital_repair() {
        assert_eq!(Rate(216_250).times(6_000), Some(Tiyn(129_750)));
        assert_eq!(Rate(216_250).times(6_140), Some(Tiyn(132_778)), "1 327,775 is rounded up");
    }

    #[test]
    fn the_law_is_asked() {
        let rates = |flats, commercial, spaces| Rates { flats: Rate(flats), commercial: Rate(commercial), spaces: Rate(spaces) };
        let november = day("2026-11-01");
        let asked = |of: Rates, fund| of.lawful(fund, Basis::Area, november);
        assert_eq!(asked(rates(500_000, 1_000_000, 0), Fund::Current), Ok(()));
        assert_eq!(asked(rates(500_000, 1_000_001, 0), Fund::Current), Err(Unlawful::Commercial(Rate(1_000_000))));
        assert_eq!(asked(rates(216_250, 216_250, 216_250), Fund::Accumulative), Ok(()));
        assert_eq!(asked(rates(216_250, 216_250, 216_249), Fund::Accumulative), Err(Unlawful::Accumulative(Rate(216_250))));
        assert_eq!(asked(rates(216_250, 216_250, 0), Fund::Accumulative), Ok(()), "a house without parking");
        assert_eq!(rates(100, 900, 0).lawful(Fund::Current, Basis::Unit, november), Ok(()), "the limit is of fees by area");
    }

    #[test]
    fn a_house_has_its_own_rate_before_the_common_one() {
        let now = crate::clock::Moment::default();
        let (house, other, lift, cleaning) =
            (BuildingId::fresh(now), BuildingId::fresh(now), ServiceId::fresh(now), ServiceId::fresh(now));
        let tariff = |service, building, since: &str| Tariff {
            id: TariffId::fresh(now),
            service,
            fund: Fund::Current,
            basis: Basis::Area,
            building,
            since: day(since),
            rates: Rates::default(),
            resource: None,
            zones: [Rate(0); 3],
            norm: 0,
        };
        let all = [
            tariff(lift, None, "2026-01-01"),
            tariff(lift, Some(house), "2025-01-01"),
            tariff(lift, None, "2026-12-01"),
            tariff(cleaning, None, "2026-02-01"),
            tariff(cleaning, None, "2026-10-01"),
        ];
        let chosen = |of| holding(&all, of, day("2026-11-01")).into_iter().map(|of| of.id).collect::<Vec<_>>();
        assert_eq!(chosen(house), [all[1].id, all[4].id]);
        assert_eq!(chosen(other), [all[0].id, all[4].id]);
        assert!(holding(&all, other, day("2024-12-01")).is_empty());
    }
}

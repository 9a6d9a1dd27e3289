//! Metered charges against naive reckoning: what is paid in the end is what went through, and shares add up to the whole.

use proptest::prelude::*;

use super::*;
use crate::billing::tariff::{Rates, ServiceId, TariffId};
use crate::homes::{Kind, PremisesId};
use crate::ledger::Fund;
use crate::meters::Resource;

const FULL: i64 = 100_000_000;

fn flat(area: i64, people: Option<i32>) -> Charged {
    let now = crate::clock::Moment::default();
    Charged { id: PremisesId::fresh(now), kind: Kind::Flat, area: Some(area), people, entrance: None }
}

fn used(premises: Option<PremisesId>, zone: (usize, usize), before: i64, how: How) -> Use {
    Use {
        meter: MeterId::fresh(crate::clock::Moment::default()),
        serial: "1".into(),
        premises,
        entrance: None,
        resource: Resource::ColdWater,
        zone,
        before,
        full: FULL,
        how,
    }
}

fn tariff(basis: Basis, rate: i64, night: i64, norm: i64) -> Tariff {
    let now = crate::clock::Moment::default();
    Tariff {
        id: TariffId::fresh(now),
        service: ServiceId::fresh(now),
        fund: Fund::Current,
        basis,
        building: None,
        since: now.date(),
        rates: Rates { flats: Rate(rate), ..Rates::default() },
        resource: Some(Resource::ColdWater),
        zones: [Rate(night), Rate(0), Rate(0)],
        norm,
    }
}

fn amount(found: &Found) -> i64 {
    found.as_ref().unwrap().as_ref().unwrap().1.0
}

#[test]
fn each_tariff_of_a_meter_has_its_rate_and_the_line_is_rounded_once() {
    let of = flat(5_000, None);
    let uses = vec![used(Some(of.id), (0, 2), 1_000, How::Read(2_333)), used(Some(of.id), (1, 2), 500, How::Read(1_166))];
    let metering = Metering { uses, ..Metering::default() };
    // 1,333 × 100,01 + 0,666 × 50,01 = 166,61999 ₸
    let found = reckon(&tariff(Basis::Meter, 1_000_100, 500_100, 0), std::slice::from_ref(&of), &metering).unwrap();
    assert_eq!(amount(&found[0]), 16_662);
}

#[test]
fn whoever_gives_nothing_pays_the_average_or_the_norm_and_is_made_good() {
    let of = flat(5_000, Some(3));
    let by = tariff(Basis::Meter, 1_000_000, 0, 2_000);
    let reckoned = |how, charged: Option<i64>| {
        let mut one = used(Some(of.id), (0, 1), 10_000, how);
        one.meter = "0".repeat(26).parse().unwrap();
        let charged = charged.map(|at| ((one.meter, 0), at)).into_iter().collect();
        let found = reckon(&by, std::slice::from_ref(&of), &Metering { uses: vec![one], charged }).unwrap();
        found[0].clone().unwrap().unwrap()
    };
    let (quantity, sum, parts) = reckoned(How::Average(4_000), None);
    assert_eq!((quantity, sum, parts[0].after), (4_000, Tiyn(40_000), 14_000));
    let (quantity, _, parts) = reckoned(How::Unknown, None);
    assert_eq!((quantity, parts[0].after, parts[0].means), (6_000, 16_000, Means::Norm));
    // in the end it showed 15: of 14 that were charged one is left, of 16 nothing, and nothing is paid twice
    assert_eq!(reckoned(How::Read(15_000), Some(14_000)).0, 1_000);
    let (quantity, _, parts) = reckoned(How::Read(15_000), Some(16_000));
    assert_eq!((quantity, parts[0].after), (0, 16_000));
    let nobody = flat(5_000, None);
    assert_eq!(reckon(&by, &[nobody], &Metering::default()).unwrap(), [Some(Err(Odd::NoReading))]);
}

proptest! {
    #[test]
    fn what_is_paid_in_the_end_is_what_went_through(months in prop::collection::vec((0i64..9_000, any::<bool>(), 0i64..9_000), 1..30)) {
        // naively: the dial moves every month, and at the last reading just what it moved was charged, or what was reckoned ahead
        let of = flat(5_000, None);
        let by = tariff(Basis::Meter, 10_000, 0, 0);
        let (mut dial, mut position, mut charged, mut most) = (FULL - 60_000, None, 0i64, 0i64);
        let start = dial;
        for (moved, read, average) in months {
            dial += moved;
            let how = if read { How::Read(dial % FULL) } else { How::Average(average) };
            let one = used(Some(of.id), (0, 1), start, how);
            let part = part(&one, position, by.rates.flats).unwrap();
            position = Some(part.after);
            charged += part.used;
            most = most.max(charged);
            prop_assert!(part.used >= 0);
            if read && dial - start >= most {
                prop_assert_eq!(charged, dial - start);
            }
        }
    }

    #[test]
    fn the_shares_of_a_common_meter_add_up_to_what_is_left(
        common in 0i64..5_000_000, flats in prop::collection::vec((1i64..20_000, 0i64..9_000), 1..60), rate in 1i64..9_000_000,
    ) {
        let all: Vec<Charged> = flats.iter().map(|(area, _)| flat(*area, None)).collect();
        let mut uses: Vec<Use> =
            all.iter().zip(&flats).map(|(of, (_, own))| used(Some(of.id), (0, 1), 0, How::Read(*own))).collect();
        uses.push(used(None, (0, 1), 0, How::Read(common)));
        let found = reckon(&tariff(Basis::Common, rate, 0, 0), &all, &Metering { uses, ..Metering::default() }).unwrap();
        // naively: what is left, times the rate, rounded once
        let own: i64 = flats.iter().map(|(_, own)| own).sum();
        let left = i128::from((common - own).max(0)) * i128::from(rate);
        let whole = i64::try_from((left + 50_000) / 100_000).unwrap();
        prop_assert_eq!(found.iter().map(amount).sum::<i64>(), whole);
    }
}

//! Exactly as many as asked for, each its own.

use std::collections::BTreeSet;
use std::time::Instant;

use super::*;
use proptest::prelude::*;

fn flats(buildings: &[Building]) -> usize {
    of_kind(buildings, Kind::Flat)
}

fn of_kind(buildings: &[Building], kind: Kind) -> usize {
    buildings.iter().flat_map(|building| &building.premises).filter(|premises| premises.kind == kind).count()
}

fn assert_sound(buildings: &[Building]) {
    let mut addresses = BTreeSet::new();
    let mut accounts = BTreeSet::new();
    for building in buildings {
        assert!(addresses.insert(building.address.as_str()), "{}", building.address);
        assert!((5..=16).contains(&building.floors));
        let mut numbers = BTreeSet::new();
        for premises in &building.premises {
            assert!(accounts.insert(premises.account.as_str()), "{}", premises.account);
            assert!(numbers.insert(premises.number.as_str()), "{}", premises.number);
            assert!(premises.floor == -1 || (1..=building.floors).contains(&premises.floor));
            assert!(premises.area > 0 && premises.living_area.is_none_or(|living| living < premises.area));
            assert_eq!(premises.entrance.is_some(), premises.kind == Kind::Flat);
            assert!(premises.entrance.is_none_or(|entrance| entrance < building.entrances.len()));
        }
        assert!(building.premises.iter().any(|premises| premises.kind == Kind::Flat));
    }
}

#[test]
fn a_small_demo_is_four_houses_in_two_complexes() {
    let buildings: Vec<Building> = city(240).collect();
    assert_sound(&buildings);
    assert_eq!((buildings.len(), flats(&buildings)), (4, 240));
    let complexes: Vec<_> = buildings.iter().filter_map(|building| building.complex.as_deref()).collect();
    assert_eq!(complexes, ["ТК «Алма-Тау»", "ТК «Алма-Тау»", "ТК «Самал бағы»", "ТК «Самал бағы»"]);
    assert!(of_kind(&buildings, Kind::Parking) >= 30 && of_kind(&buildings, Kind::Storage) >= 10);
    assert!(of_kind(&buildings, Kind::NonResidential) >= 5);
    assert_eq!(buildings[0].premises[0].account, "10-000001");
}

#[test]
fn a_city_is_quick_and_each_address_its_own() {
    let start = Instant::now();
    let buildings: Vec<Building> = city(100_000).collect();
    let took = start.elapsed();
    assert_sound(&buildings);
    assert_eq!(flats(&buildings), 100_000);
    assert!((300..1_500).contains(&buildings.len()), "{}", buildings.len());
    let limit = if cfg!(debug_assertions) { 5_000 } else { 500 };
    assert!(took.as_millis() < limit, "{took:?}");
    let complexes: BTreeSet<_> = buildings.iter().filter_map(|building| building.complex.as_ref()).collect();
    let runs = buildings.chunk_by(|one, next| one.complex == next.complex).filter(|run| run[0].complex.is_some()).count();
    assert_eq!(complexes.len(), runs, "a complex came twice");
    assert!(buildings.iter().any(|building| building.complex.is_none()));
}

#[test]
fn the_companies_share_nothing() {
    let (ours, theirs): (Vec<_>, Vec<_>) = (city(500).collect(), estate(&ESIL, 500).collect());
    assert_sound(&theirs);
    let accounts = |of: &[Building]| of.iter().flat_map(|b| &b.premises).map(|p| p.account.clone()).collect::<BTreeSet<_>>();
    let addresses = |of: &[Building]| of.iter().map(|b| b.address.clone()).collect::<BTreeSet<_>>();
    assert!(accounts(&ours).is_disjoint(&accounts(&theirs)));
    assert!(addresses(&ours).is_disjoint(&addresses(&theirs)));
}

#[test]
fn the_companies_papers_are_in_order() {
    for company in [&ALATAU, &ESIL] {
        let bin = crate::text::ident::Bin::parse(company.bin).unwrap();
        assert_eq!(bin.as_str().get(6..10), Some("0000"));
        assert_eq!(crate::text::phone::normalise(company.phone).as_deref(), Some(company.phone));
        assert!(crate::text::email::normalise(company.email).is_some());
    }
}

#[test]
fn a_city_repeats_and_grows_at_its_end() {
    assert!(city(300).eq(city(300)));
    assert!(city(240).eq(city(5_000).take(4)));
    assert_eq!(city(0).count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_number_is_met_exactly(asked in 0_usize..3_000) {
        let buildings: Vec<Building> = city(asked).collect();
        assert_sound(&buildings);
        prop_assert_eq!(flats(&buildings), asked);
    }
}

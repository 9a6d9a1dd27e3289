//! Sheets against registers, without a database.

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;

use proptest::prelude::*;

use super::*;
use crate::homes::import::labels::Labels;
use crate::homes::import::reading::Sheet;
use crate::homes::import::suspicion::{Oddity, When, suspects};
use crate::text::Locale;
use crate::who::CompanyId;

fn now() -> Moment {
    chrono::DateTime::from_timestamp(1_795_176_000, 0).unwrap().naive_utc()
}

fn nobody() -> Register {
    Register {
        company: CompanyId::fresh(now()),
        away: std::collections::HashSet::new(),
        buildings: vec![],
        entrances: vec![],
        premises: vec![],
        contacts: vec![],
        holdings: vec![],
        head: None,
    }
}

const TITLES: &str = "Адрес;Кв.;Тип;Подъезд;Площадь;Лицевой счёт;ФИО;ИИН;Доля;Статус;Телефон;E-mail\n";

fn read(rows: &str) -> Rows {
    Sheet::open(format!("{TITLES}{rows}").as_bytes(), "a.csv", Locale::Ru, &[]).unwrap().rows(&AtomicU64::new(0))
}

fn planned(register: &Register, rows: &str) -> Plan {
    plan(register, read(rows), now(), None)
}

/// The register after a plan was written.
fn after(register: &Register, plan: &Plan) -> Register {
    let mut next = register.clone();
    next.buildings.extend(plan.buildings.clone());
    next.entrances.extend(plan.entrances.clone());
    next.premises.extend(plan.premises.clone());
    next.contacts.extend(plan.contacts.clone());
    next.holdings.extend(plan.holdings.clone());
    for change in &plan.changed_premises {
        *next.premises.iter_mut().find(|p| p.id == change.after.id).unwrap() = change.after.clone();
    }
    for change in &plan.changed_contacts {
        *next.contacts.iter_mut().find(|c| c.id == change.after.id).unwrap() = change.after.clone();
    }
    for change in &plan.changed_holdings {
        *next.holdings.iter_mut().find(|h| h.id == change.after.id).unwrap() = change.after.clone();
    }
    next.premises.sort_by_key(|p| p.id);
    next.contacts.sort_by_key(|c| c.id);
    next.holdings.sort_by_key(|h| h.id);
    keeps_its_promises(&next);
    next
}

/// What the unique indexes of the database hold.
fn keeps_its_promises(register: &Register) {
    let once = |keys: Vec<String>, what: &str| {
        let mut seen: HashMap<String, usize> = HashMap::new();
        keys.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
        assert!(seen.values().all(|n| *n == 1), "{what} twice: {seen:?}");
    };
    once(register.buildings.iter().map(|b| b.address_folded.clone()).collect(), "a building");
    once(register.premises.iter().map(|p| format!("{} {} {}", p.building_id, p.kind, p.number_folded)).collect(), "premises");
    once(register.premises.iter().filter_map(|p| p.account.clone()).collect(), "an account");
    once(register.contacts.iter().filter_map(|c| c.ident.clone()).collect(), "an ident");
    once(register.entrances.iter().map(|e| format!("{} {}", e.building_id, e.number)).collect(), "an entrance");
    once(register.holdings.iter().map(|h| format!("{} {} {}", h.premises_id, h.contact_id, h.holds)).collect(), "a holding");
}

fn key(plan: &Plan, at: usize) -> &str {
    &plan.refused[at].1[0].said.key
}

#[test]
fn a_fresh_sheet_adds_and_the_same_again_changes_nothing() {
    let sheet = "Абая, 1;1;;1;61,4;10-1;Ким В. А.;;1/2;собственник;87012345678;kim@a.kz\n\
                 Абая, 1;кв. 1;;;;;Ким С. А.;;1/2;собственник;;\n\
                 Абая, 1;П-7;Паркинг;;12;;Ким В. А.;;;собственник;87012345678;\n\
                 Абая, 1;2;;1;;;;;;;;\n";
    let one = planned(&nobody(), sheet);
    assert_eq!(
        (one.buildings.len(), one.entrances.len(), one.premises.len(), one.contacts.len(), one.holdings.len()),
        (1, 1, 3, 2, 3)
    );
    assert_eq!((one.met.rows, one.met.new_rows, one.met.changed_rows), (4, 4, 0));
    assert!(one.refused.is_empty() && one.warnings.is_empty(), "{one:?}");
    let register = after(&nobody(), &one);
    let two = planned(&register, sheet);
    assert!(two.is_empty() && two.words.is_empty(), "{two:?}");
    assert_eq!((two.met.rows, two.met.new_rows, two.met.changed_rows), (4, 0, 0));
}

#[test]
fn a_cell_changes_and_an_empty_one_does_not() {
    let register = after(&nobody(), &planned(&nobody(), "Абая, 1;1;;1;61,4;10-1;Ким В.;;;собственник;87012345678;\n"));
    let next = planned(&register, "абая 1;001;квартира;;62;;КИМ В.;;;;8 702 000 00 00;\n");
    assert_eq!((next.changed_premises.len(), next.changed_contacts.len(), next.changed_holdings.len()), (1, 1, 0));
    let (premises, contact) = (&next.changed_premises[0].after, &next.changed_contacts[0].after);
    assert_eq!(
        (premises.area, premises.account.as_deref(), premises.entrance_id),
        (Some(6200), Some("10-1"), register.premises[0].entrance_id)
    );
    assert_eq!((contact.name.as_str(), contact.phone.as_deref()), ("Ким В.", Some("+77020000000")));
    assert_eq!(next.words.len(), 1);
    assert!(next.words[0].1.contains(&"77020000000".to_owned()) && next.words[0].1.contains(&"101".to_owned()));
}

#[test]
fn rows_of_one_flat_must_agree() {
    let plan = planned(&nobody(), "Абая, 1;1;;;61,4;;Ким;;;;;\nАбая, 1;1;;;60;;Ли;;;;;\nАбая, 1;2;;;60;;Цой;;;;;\n");
    assert_eq!((plan.refused.len(), plan.premises.len()), (2, 1));
    assert_eq!(plan.refused[0].1[0].said.args[0].1, "3", "the other row is named");
}

#[test]
fn an_account_belongs_to_one_flat_and_may_be_swapped() {
    let register = after(&nobody(), &planned(&nobody(), "Абая, 1;1;;;;A1;;;;;;\nАбая, 1;2;;;;A2;;;;;;\n"));
    let swap = planned(&register, "Абая, 1;1;;;;A2;;;;;;\nАбая, 1;2;;;;A1;;;;;;\n");
    assert_eq!((swap.changed_premises.len(), swap.refused.len()), (2, 0));
    let taken = planned(&register, "Абая, 1;1;;;;A2;;;;;;\nАбая, 1;3;;;;A1;;;;;;\n");
    assert_eq!((taken.refused.len(), taken.premises.len()), (2, 0), "who is refused keeps what another hoped to get");
    assert_eq!(key(&taken, 0), "homes.import.refused.account_taken");
}

#[test]
fn people_are_known_by_their_number_before_their_name() {
    let register = after(&nobody(), &planned(&nobody(), "Абая, 1;1;;;;;Ким В.;900101300007;;собственник;;\n"));
    assert_eq!(register.contacts.len(), 1, "the ИИН of the test passes its check");
    let married = planned(&register, "Абая, 1;2;;;;;Ли В.;900101300007;;собственник;;\n");
    assert_eq!((married.contacts.len(), married.changed_contacts.len(), married.holdings.len()), (0, 1, 1));
    assert_eq!(married.words.len(), 2, "both flats are found by the new name");
    let two = planned(&register, "Абая, 1;1;;;;;Ким В.;900101300007;;;;\nАбая, 1;2;;;;;Чужой;900101300007;;;;\n");
    assert_eq!(key(&two, 0), "homes.import.refused.ident_of_two");
}

#[test]
fn shares_of_more_than_all_are_looked_at() {
    let plan = planned(&nobody(), "Абая, 1;1;;;;;Ким;;2/3;собственник;;\nАбая, 1;1;;;;;Ли;;1/2;собственник;;\n");
    assert_eq!(plan.warnings.iter().map(|w| w.key).collect::<Vec<_>>(), ["homes.import.warning.shares"]);
    let twice = planned(
        &nobody(),
        "Абая, 1;1;;;;;Ким;;1/3;собственник;;\nАбая, 1;1;;;;;Ким;;1/2;собственник;;\nАбая, 1;1;;;;;Ким;;1/3;собственник;;\n",
    );
    assert_eq!(
        (twice.refused.len(), twice.holdings.len()),
        (1, 1),
        "the same person twice with another share is refused, with the same is one"
    );
}

prop_compose! {
    fn a_row()(
        house in 1..3, number in prop_oneof![Just("1"), Just("01"), Just("1а"), Just("1A"), Just("2"), Just("кв. 2")],
        kind in prop_oneof![3 => Just(""), 1 => Just("паркинг"), 1 => Just("квартира")],
        area in prop_oneof![6 => Just(""), 2 => Just("50"), 1 => Just("51")],
        account in prop_oneof![4 => Just(""), 1 => Just("A1"), 1 => Just("A2"), 1 => Just("A3")],
        name in prop_oneof![1 => Just(""), 3 => Just("Ким"), 2 => Just("КИМ"), 2 => Just("Ли")],
        ident in prop_oneof![4 => Just(""), 1 => Just("900101300007"), 1 => Just("900101400003")],
        share in prop_oneof![4 => Just(""), 1 => Just("1/2"), 1 => Just("2/4"), 1 => Just("1/3")],
        holds in prop_oneof![2 => Just(""), 3 => Just("собственник"), 1 => Just("арендатор")],
        phone in prop_oneof![3 => Just(""), 1 => Just("87010000001"), 1 => Just("87010000002")],
        email in prop_oneof![3 => Just(""), 1 => Just("a@a.kz"), 1 => Just("b@a.kz")],
    ) -> String {
        format!("Абая, {house};{number};{kind};1;{area};{account};{name};{ident};{share};{holds};{phone};{email}\n")
    }
}

proptest! {
    // the same cases every day: 2,500 others were tried once
    #![proptest_config(ProptestConfig { cases: 200, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_120), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_same_sheet_twice_changes_nothing(
        first in prop::collection::vec(a_row(), 0..6).prop_map(|rows| rows.concat()),
        sheet in prop::collection::vec(a_row(), 1..7).prop_map(|rows| rows.concat()),
    ) {
        let register = if first.is_empty() { nobody() } else { after(&nobody(), &planned(&nobody(), &first)) };
        let one = planned(&register, &sheet);
        let next = after(&register, &one);
        let two = planned(&next, &sheet);
        prop_assert!(two.is_empty(), "before {first}sheet {sheet}first {one:#?}\nagain {two:#?}");
        let rows = |plan: &Plan| plan.refused.iter().map(|(row, _)| *row).collect::<Vec<_>>();
        prop_assert_eq!(rows(&one), rows(&two), "refused: before {}sheet {}", first, sheet);
    }
}

/// A house whose register was made of a sheet.
fn house(rows: &str) -> Register {
    after(&nobody(), &planned(&nobody(), rows))
}

/// Whom the plan finds missing, by name.
fn missing(register: &Register, rows: &str) -> Vec<String> {
    let plan = planned(register, rows);
    let name = |of: &Holding| register.contacts.iter().find(|c| c.id == of.contact_id).unwrap().name.clone();
    let mut all: Vec<String> = plan.missing.iter().map(name).collect();
    all.sort();
    all
}

const THREE: &str = "Абая, 1;1;;;60;A1;Ким;;1;собственник;;\nАбая, 1;2;;;60;A2;Ли;;1;собственник;;\n\
                     Абая, 1;2;;;;;Цой;;;арендатор;;\nСатпаева, 2;1;;;60;A3;Ван;;1;собственник;;\n";

#[test]
fn who_is_not_in_the_sheet_is_missing_in_the_buildings_that_it_names() {
    let register = house(THREE);
    assert!(missing(&register, THREE).is_empty());
    assert_eq!(missing(&register, "Абая, 1;1;;;;;Ким;;;собственник;;\n"), ["Ли"], "a sheet of owners says nothing of tenants");
    let with_tenant = "Абая, 1;1;;;;;Ким;;;собственник;;\nАбая, 1;1;;;;;Сон;;;арендатор;;\n";
    assert_eq!(missing(&register, with_tenant), ["Ли", "Цой"]);
    assert!(missing(&register, "Абая, 1;1;;;62;;;;;;;\n").is_empty(), "a sheet of areas says nothing of people");
}

#[test]
fn whoever_stands_in_a_row_that_is_not_taken_is_not_missing() {
    let register = house(THREE);
    let kim = "Абая, 1;1;;;;;Ким;;;собственник;;\n";
    assert!(missing(&register, &format!("{kim}Абая, 1;2;;;много;;Ли;;;собственник;;\n")).is_empty());
    assert!(missing(&register, &format!("{kim}Абая, 1;;;;;;Ли;;;собственник;;\n")).is_empty(), "somebody, nobody knows where");
    assert_eq!(missing(&register, &format!("{kim}Итого;;;;240;;;;;;;\n")), ["Ли"], "a sum names nobody");
    let contradicted = format!("{kim}Абая, 1;2;;;61;;Ли;;;собственник;;\nАбая, 1;2;;;62;;Ли;;;собственник;;\n");
    assert!(missing(&register, &contradicted).is_empty());
}

/// What is strange about a sheet: what, when, at which number.
fn odd(register: &Register, rows: &str) -> Vec<(Oddity, When, String)> {
    let plan = planned(register, rows);
    let found = suspects(register, &plan, &Labels::of(register, &plan));
    found.into_iter().map(|of| (of.odd, of.when, of.place.args[1].1.clone())).collect()
}

#[test]
fn what_is_strange_is_found() {
    let register = house(THREE);
    assert!(odd(&register, THREE).is_empty());
    let said = |odd: Oddity, when: When, number: &str| (odd, when, number.to_owned());
    let sold = "Абая, 1;1;;;;;Сон;;1;собственник;;\nАбая, 1;2;;;;;Ли;;1;собственник;;\n";
    assert_eq!(odd(&register, sold), [said(Oddity::OtherPerson, When::Always, "1")]);
    assert_eq!(odd(&register, &THREE.replace(";60;A1", ";30;A1")), [said(Oddity::Area, When::Always, "1")]);
    assert!(odd(&register, &THREE.replace(";60;A1", ";31;A1")).is_empty(), "less than half");
    assert_eq!(odd(&register, &THREE.replace("Ли;;1;", "Ли;;1/2;")), [said(Oddity::Shares, When::Always, "2")]);
    let swapped = THREE.replace("A1", "AX").replace("A2", "A1").replace("AX", "A2");
    assert_eq!(odd(&register, &swapped), [said(Oddity::Account, When::Always, "1"), said(Oddity::Account, When::Always, "2")]);
    assert_eq!(odd(&register, "Абая, 1;1;;;;;Ким;;1;собственник;;\n"), [said(Oddity::NoOwner, When::Ended, "2")]);
    let half = house("Абая, 1;1;;;;;Ким;;1/2;собственник;;\nАбая, 1;1;;;;;Ли;;1/2;собственник;;\n");
    assert_eq!(odd(&half, "Абая, 1;1;;;;;Ким;;1/2;собственник;;\n"), [said(Oddity::Shares, When::Ended, "1")]);
    assert_eq!(odd(&half, "Абая, 1;1;;;;;Ким;;1;собственник;;\n"), [said(Oddity::Shares, When::Kept, "1")]);
}

#[test]
fn what_ends_is_found_by_its_name_no_more_and_only_when_it_was_chosen() {
    let register = house(THREE);
    let rows = || read("Абая, 1;1;;;;;Ким;;1;собственник;;\n");
    assert!(plan(&register, rows(), now(), None).is_empty());
    let yesterday = now().date().pred_opt().unwrap();
    let ending = plan(&register, rows(), now(), Some(yesterday));
    assert_eq!(ending.ended.as_ref().map(|(all, day)| (all.len(), *day)), Some((1, yesterday)));
    assert!(!ending.is_empty() && ending.words.len() == 1 && !ending.words[0].1.contains(&"ли".to_owned()), "{:?}", ending.words);
    assert!(ending.words[0].1.contains(&"цой".to_owned()), "the tenant stays");
    let today = plan(&register, rows(), now(), Some(now().date()));
    assert!(today.words.is_empty(), "today they hold still");
}

/// Born on 31 July 2010.
const CHILD: &str = "100731500008";

#[test]
fn nobody_under_18_comes_in_by_a_sheet_and_who_is_in_the_register_stays() {
    for (holds, why) in [
        ("собственник", "homes.import.refused.minor_owner"),
        ("арендатор", "homes.import.refused.minor_owner"),
        ("", "homes.import.refused.minor_owner"),
        ("проживающий", "homes.import.refused.minor"),
    ] {
        let rows = format!("Абая, 1;1;;;;;Ким;{CHILD};;{holds};;\nАбая, 1;1;;;;;Ли;900101300007;;собственник;;\n");
        let plan = planned(&nobody(), &rows);
        assert_eq!((plan.refused.len(), key(&plan, 0), plan.contacts.len()), (1, why, 1));
    }
    let mut register = house("Абая, 1;1;;;;;Ким;;;проживающий;;\nАбая, 1;2;;;;;Ли;;;собственник;;\n");
    register.contacts.iter_mut().find(|of| of.name == "Ким").unwrap().ident = Some(CHILD.to_owned());
    let child = format!("Абая, 1;1;;;;;Ким;{CHILD};;проживающий;;\n");
    assert!(planned(&register, &child).refused.is_empty(), "they came in with a consent");
    assert_eq!(
        planned(&register, &child.replace(";1;;;;;Ким", ";2;;;;;Ким")).refused.len(),
        1,
        "into other premises they have none"
    );
}

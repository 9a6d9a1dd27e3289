//! Counting against a naive recount.

use proptest::prelude::*;

use super::super::question::Range;
use super::super::question::tests::question;
use super::*;

fn numbers(of: &[u16]) -> Numbers {
    let mut numbers = Numbers::of(&question(Kind::Scale, 0));
    of.iter().for_each(|number| numbers.add(*number, 1));
    numbers
}

fn ballot(weight: u64, answers: &[(u16, Answer)]) -> Ballot {
    let mut sheet = Sheet::default();
    answers.iter().cloned().for_each(|(code, answer)| sheet.put(code, answer));
    Ballot { belongs: String::new(), weight, sheet }
}

#[test]
fn mean_and_median_are_exact() {
    assert_eq!((numbers(&[]).mean(), numbers(&[]).median()), (None, None));
    assert_eq!((numbers(&[1, 2, 2]).mean(), numbers(&[1, 2, 2]).median()), (Some(167), Some(200)));
    assert_eq!((numbers(&[1, 4]).mean(), numbers(&[1, 4]).median()), (Some(250), Some(250)));
    assert_eq!(numbers(&[5, 5, 5, 1]).median(), Some(500));
    let mut weighted = numbers(&[]);
    weighted.add(1, 6140);
    weighted.add(5, 3890);
    assert_eq!((weighted.mean(), weighted.median()), (Some(255), Some(100)));
}

#[test]
fn first_places_give_the_most_points() {
    let mut all = Questions::default();
    let code = all.add(question(Kind::Ranking, 3));
    let order = |of: &[u16]| ballot(2, &[(code, Answer::Order(of.to_vec()))]);
    let counted = count(&all, &[order(&[3, 1, 2]), order(&[1, 3, 2])]);
    assert_eq!(counted.first().unwrap().matter, Matter::Order(vec![(1, 6), (3, 6), (2, 0)]));
    assert_eq!(counted.first().unwrap().answered, Sum { people: 2, weight: 4 });
}

#[test]
fn words_stand_in_no_order_of_those_who_wrote_them() {
    let mut all = Questions::default();
    let (a, b) = (all.add(question(Kind::Text, 0)), all.add(question(Kind::Text, 0)));
    let written = |n: usize| Answer::Words(format!("сөз {n}"));
    let ballots: Vec<Ballot> = (0..20).map(|n| ballot(1, &[(a, written(n)), (b, written(n))])).collect();
    let texts = |ballots: &[Ballot]| {
        let of = |counted: &Counted| match &counted.matter {
            Matter::Texts(texts) => texts.clone(),
            _ => Vec::new(),
        };
        count(&all, ballots).iter().map(of).collect::<Vec<_>>()
    };
    let forth = texts(&ballots);
    let back = texts(&ballots.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(forth, back);
    assert_ne!(forth.first(), forth.last(), "who wrote both cannot be found by the place");
}

/// A sheet of a survey with one question of each kind, as some numbers say.
fn answered((chosen, number, order, grid, weight): (Vec<u16>, u16, Vec<u16>, Vec<u16>, u64)) -> Ballot {
    let mut answers = Vec::new();
    if !chosen.is_empty() {
        answers.push((1, Answer::Chosen(chosen, "басқа".into())));
    }
    if number <= 10 {
        answers.push((2, Answer::Number(number)));
    }
    if order.len() == 3 {
        answers.push((3, Answer::Order(order)));
    }
    answers.push((4, Answer::Grid((1..).zip(grid).filter(|(_, value)| *value > 0).collect())));
    ballot(weight, &answers)
}

proptest! {
    #[test]
    fn counting_is_what_a_naive_recount_says(
        sheets in proptest::collection::vec(
            (
                proptest::collection::btree_set(0u16..=3, 0..4).prop_map(|set| set.into_iter().collect::<Vec<_>>()),
                0u16..=13,
                prop_oneof![Just(vec![]), Just(vec![1u16, 2, 3]).prop_shuffle()],
                proptest::collection::vec(0u16..=5, 2),
                0u64..20_000,
            ),
            0..40,
        )
    ) {
        let mut all = Questions::default();
        all.add(Question { other: true, ..question(Kind::Multiple, 3) });
        all.add(Question { range: Range::Ten, ..question(Kind::Scale, 0) });
        all.add(question(Kind::Ranking, 3));
        all.add(question(Kind::Matrix, 2));
        let ballots: Vec<Ballot> = sheets.into_iter().map(answered).collect();
        let counted = count(&all, &ballots);
        let of = |code: u16| counted.iter().find(|c| c.code == code).unwrap();
        let sum = |fits: &dyn Fn(&Ballot) -> bool| {
            let some: Vec<&Ballot> = ballots.iter().filter(|b| fits(b)).collect();
            Sum { people: some.len() as u64, weight: some.iter().map(|b| b.weight).sum() }
        };
        let Matter::Choices(options, _) = &of(1).matter else { panic!() };
        for (code, found) in options {
            prop_assert_eq!(*found, sum(&|b| b.sheet.get(1).is_some_and(|a| a.is_any_of(&[*code]))));
        }
        let Matter::Scale(scale) = &of(2).matter else { panic!() };
        for (value, found) in &scale.values {
            prop_assert_eq!(*found, sum(&|b| b.sheet.get(2) == Some(&Answer::Number(*value))));
        }
        prop_assert_eq!(of(2).answered, sum(&|b| b.sheet.get(2).is_some()));
        let Matter::Order(points) = &of(3).matter else { panic!() };
        for (code, found) in points {
            let naive: u64 = ballots.iter().map(|b| match b.sheet.get(3) {
                Some(Answer::Order(order)) => b.weight * (2 - order.iter().position(|c| c == code).unwrap() as u64),
                _ => 0,
            }).sum();
            prop_assert_eq!(*found, naive);
        }
        let Matter::Grid(rows) = &of(4).matter else { panic!() };
        for (row, numbers) in rows {
            for (value, found) in &numbers.values {
                prop_assert_eq!(*found, sum(&|b| matches!(b.sheet.get(4), Some(Answer::Grid(grid)) if grid.get(row) == Some(value))));
            }
        }
        // the median parts the weights in halves
        if let Some(median) = scale.median() {
            let whole: u64 = scale.values.iter().map(|(_, s)| s.weight).sum();
            let below: u64 = scale.values.iter().filter(|(v, _)| u64::from(*v) * 100 < median).map(|(_, s)| s.weight).sum();
            let above: u64 = scale.values.iter().filter(|(v, _)| u64::from(*v) * 100 > median).map(|(_, s)| s.weight).sum();
            prop_assert!(below * 2 <= whole && above * 2 <= whole);
        }
    }
}

//! What the shares of the present owners make together. Registers are imperfect: a wrong sum is said, never refused.

use super::holding::Share;
use crate::web::Said;

/// What is to be said of the shares of all owners of some premises: nothing when they make one whole, or when a single owner has
/// none written down, who then owns it all.
pub(super) fn doubt(shares: &[Option<Share>]) -> Option<Said> {
    let without = shares.iter().filter(|share| share.is_none()).count();
    match (shares.len(), without) {
        (0, _) | (1, 1) => None,
        (all, none) if all == none => Some(Said::new("homes.shares.none")),
        (_, 0) => {
            let (of, parts) = sum(shares.iter().flatten())?;
            (of != parts).then(|| Said::new("homes.shares.sum").with("sum", format!("{of}/{parts}")))
        }
        _ => Some(Said::new("homes.shares.some")),
    }
}

/// What two shares of one person in the same premises are together, beside those of the others: both, where there is room for both; the
/// one, where the same was written twice. Anything else is no share of one whole.
pub(super) fn joined(one: Option<Share>, other: Option<Share>, others: &[Share]) -> Result<Option<Share>, ()> {
    let (Some(a), Some(b)) = (one, other) else { return Ok(one.or(other)) };
    let both = sum([a, b].iter()).ok_or(())?;
    let all = sum(others.iter().chain([&a, &b])).ok_or(())?;
    if all.0 <= all.1 {
        let whole = |number: i128| i64::try_from(number).ok();
        return whole(both.0).zip(whole(both.1)).and_then(|(of, parts)| Share::new(of, parts)).map(Some).ok_or(());
    }
    if sum([a].iter()) == sum([b].iter()) { Ok(Some(a)) } else { Err(()) }
}

/// The exact sum in its lowest terms; `None` when the parts are too fine to be counted.
fn sum<'a>(shares: impl Iterator<Item = &'a Share>) -> Option<(i128, i128)> {
    let mut total = (0i128, 1i128);
    for share in shares {
        let (of, parts) = (i128::from(share.of), i128::from(share.parts));
        let sum = (total.0.checked_mul(parts)?.checked_add(of.checked_mul(total.1)?)?, total.1.checked_mul(parts)?);
        let common = gcd(sum.0, sum.1).max(1);
        total = (sum.0 / common, sum.1 / common);
    }
    Some(total)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(shares: &[&str]) -> Option<(String, String)> {
        let shares: Vec<Option<Share>> = shares.iter().map(|text| Share::parse(text)).collect();
        doubt(&shares).map(|said| (said.key.into_owned(), said.args.first().map(|(_, value)| value.clone()).unwrap_or_default()))
    }

    #[test]
    fn a_whole_is_not_spoken_of_and_anything_else_is() {
        for whole in [&[][..], &["-"], &["1"], &["1/2", "1/2"], &["1/3", "1/6", "1/2"], &["142/584", "442/584"]] {
            assert_eq!(said(whole), None, "{whole:?}");
        }
        assert_eq!(said(&["1/2", "1/3"]), Some(("homes.shares.sum".into(), "5/6".into())));
        assert_eq!(said(&["1/2"]), Some(("homes.shares.sum".into(), "1/2".into())));
        assert_eq!(said(&["1", "1"]), Some(("homes.shares.sum".into(), "2/1".into())));
        assert_eq!(said(&["-", "-"]), Some(("homes.shares.none".into(), String::new())));
        assert_eq!(said(&["1/2", "-"]), Some(("homes.shares.some".into(), String::new())));
    }

    proptest! {
        #[test]
        fn equal_parts_always_make_a_whole(parts in 1i64..60) {
            let shares: Vec<_> = (0..parts).map(|_| Share::new(1, parts)).collect();
            prop_assert_eq!(doubt(&shares), None);
        }
    }
}

//! Which groups of a breakdown are not shown: nobody can find out what fewer than five have answered, not even by subtraction.

/// The fewest answers of a group that is shown.
pub const FEWEST: u64 = 5;

/// For groups of so many answers, whether each is hidden.
///
/// Whoever knows the whole and all groups that are shown knows the sum of the hidden ones. So at least two groups with answers are hidden
/// or none, and together they have no fewer than [`FEWEST`]; what is hidden besides is the smallest that there is.
pub fn hidden(groups: &[u64]) -> Vec<bool> {
    let mut by_size: Vec<usize> = (0..groups.len()).filter(|at| size(groups, *at) > 0).collect();
    by_size.sort_by_key(|at| size(groups, *at));
    let small = by_size.iter().filter(|at| size(groups, **at) < FEWEST).count();
    let mut hide = small;
    if small > 0 {
        let sum = |many: usize| by_size.iter().take(many).map(|at| size(groups, *at)).sum::<u64>();
        while hide < by_size.len() && (hide < 2 || sum(hide) < FEWEST) {
            hide += 1;
        }
    }
    let out: Vec<usize> = by_size.into_iter().take(hide).collect();
    (0..groups.len()).map(|at| out.contains(&at)).collect()
}

fn size(groups: &[u64], at: usize) -> u64 {
    groups.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_smallest_goes_with_the_only_one_that_is_too_small() {
        assert_eq!(hidden(&[12, 4, 7]), [false, true, true]);
        assert_eq!(hidden(&[12, 3, 1, 7]), [false, true, true, true], "four together are still too few");
        assert_eq!(hidden(&[12, 3, 2, 7]), [false, true, true, false]);
        assert_eq!(hidden(&[12, 0, 7]), [false, false, false], "where nobody answered there is nothing to hide");
        assert_eq!(hidden(&[3, 0]), [true, false]);
        assert!(hidden(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn fewer_than_five_can_never_be_computed(groups in proptest::collection::vec(0u64..12, 0..8)) {
            let hide = hidden(&groups);
            let all: u64 = groups.iter().sum();
            let shown: u64 = groups.iter().zip(&hide).filter(|(_, hide)| !**hide).map(|(size, _)| *size).sum();
            prop_assert!(groups.iter().zip(&hide).all(|(size, hide)| *hide || *size == 0 || *size >= FEWEST));
            let out: Vec<u64> = groups.iter().zip(&hide).filter(|(_, hide)| **hide).map(|(size, _)| *size).collect();
            let rest = all - shown;
            prop_assert_eq!(rest, out.iter().sum::<u64>());
            // what is left for subtraction is nothing, or a crowd of several groups, or no group is shown at all
            prop_assert!(rest == 0 || (rest >= FEWEST && out.len() > 1) || shown == 0);
        }

        #[test]
        fn nothing_is_hidden_without_need(groups in proptest::collection::vec(5u64..50, 0..8)) {
            prop_assert!(hidden(&groups).iter().all(|hide| !hide));
        }
    }
}

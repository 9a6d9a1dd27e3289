//! ИИН of people and БИН of organisations: twelve digits, the last of which checks the others.

use super::text::code;
use super::{Cell, CellRefusal, Meaning, Note};

/// A number that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Twelve digits.
    pub digits: String,
    /// [`Note::ZerosRestored`] if Excel had eaten the zeros in front.
    pub note: Option<Note>,
}

/// Three zeros at most stand in front: a year 2000 and a month below ten.
const SHORTEST: usize = 9;

/// An ИИН or a БИН. Where Excel made it a number, the zeros in front are put back, and the check digit tells whether
/// that was right.
///
/// # Errors
/// [`CellRefusal::IdentityLength`], [`CellRefusal::IdentityCheck`], [`CellRefusal::DigitsLost`], [`CellRefusal::WrongKind`],
/// [`CellRefusal::ErrorValue`].
pub fn identity(cell: &Cell) -> Meaning<Identity> {
    let Some(written) = code(cell)? else { return Ok(None) };
    let digits: String = written.chars().filter(|letter| !letter.is_whitespace()).collect();
    let fits = (SHORTEST..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !fits {
        return Err(CellRefusal::IdentityLength);
    }
    let full = format!("{digits:0>12}");
    if !checks(&full) {
        let short = digits.len() < 12;
        return Err(if short { CellRefusal::IdentityLength } else { CellRefusal::IdentityCheck });
    }
    let note = (digits.len() < 12).then_some(Note::ZerosRestored);
    Ok(Some(Identity { digits: full, note }))
}

/// Weights 1 to 11, modulo 11; if that gives 10, once more with 3 to 11, 1, 2; if that gives 10 too, no such number is
/// ever issued.
fn checks(digits: &str) -> bool {
    let figures: Vec<u32> = digits.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let Some((check, body)) = figures.split_last() else { return false };
    let sum = |weights: [u32; 11]| body.iter().zip(weights).map(|(figure, weight)| figure * weight).sum::<u32>() % 11;
    let expected = match sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
        10 => sum([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]),
        first => first,
    };
    body.len() == 11 && expected == *check && body.iter().any(|figure| *figure > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented: serial 0000, as the demo's.
    fn with_check(body: &str) -> Option<String> {
        (0..10).map(|check| format!("{body}{check}")).find(|digits| checks(digits))
    }

    #[test]
    fn check_digits() {
        // 8·1 + 7·… by hand: 900101300000 → weights give 9·1+0+0+1·4+0+1·6+3·7 = 40, 40 mod 11 = 7.
        assert_eq!(with_check("90010130000").as_deref(), Some("900101300007"));
        assert!(!checks("900101300008"));
        assert!(!checks("000000000000"));
        assert!(!checks("90010130000"));
    }

    #[test]
    fn the_second_round_of_weights() {
        // 1·8 + 2·1 = 10, so once more: 3·8 + 4·1 = 28, and 28 mod 11 = 6.
        assert_eq!(with_check("81000000000").as_deref(), Some("810000000006"));
        // 1·1 + 3·3 = 10 and 3·1 + 5·3 = 18, 18 mod 11 = 7.
        assert_eq!(with_check("10300000000").as_deref(), Some("103000000007"));
        // 9·2 + 10·8 + 11·1 = 109 and 11·2 + 1·8 + 2·1 = 32: both leave 10, so nobody ever gets this number.
        assert_eq!(with_check("00000000281"), None);
    }

    #[test]
    fn eaten_zeros_come_back() {
        let full = with_check("00010150000").unwrap();
        let number: f64 = full.parse().unwrap();
        let found = identity(&Cell::Number(number)).unwrap().unwrap();
        assert_eq!((found.digits, found.note), (full.clone(), Some(Note::ZerosRestored)));
        let found = identity(&Cell::text(format!(" {full} "))).unwrap().unwrap();
        assert_eq!((found.digits, found.note), (full, None));
        assert_eq!(identity(&Cell::text("900101 300007")).unwrap().unwrap().digits, "900101300007");
    }

    #[test]
    fn what_is_none() {
        assert_eq!(identity(&Cell::text("900101300008")), Err(CellRefusal::IdentityCheck));
        assert_eq!(identity(&Cell::text("12345")), Err(CellRefusal::IdentityLength));
        assert_eq!(identity(&Cell::text("9001013000071")), Err(CellRefusal::IdentityLength));
        assert_eq!(identity(&Cell::text("нет")), Err(CellRefusal::IdentityLength));
        assert_eq!(identity(&Cell::text("9,00101E+11")), Err(CellRefusal::DigitsLost));
        assert_eq!(identity(&Cell::Empty), Ok(None));
    }
}

//! Bank accounts: IBAN of Kazakhstan (ISO 13616, ST RK ISO 13616-2) and БИК, which is a BIC (ISO 9362).

/// How long an IBAN of Kazakhstan is: KZ, two check digits, three of the bank, thirteen of the account.
const IBAN_LENGTH: usize = 20;

/// An IBAN of Kazakhstan as it is kept: twenty capitals and digits without spaces; `None` when it is none, or its check
/// digits (mod 97) do not fit.
pub fn iban(typed: &str) -> Option<String> {
    let kept: String = typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let shaped = kept.len() == IBAN_LENGTH
        && kept.bytes().all(|b| b.is_ascii_alphanumeric())
        && kept.strip_prefix("KZ")?.get(..5)?.bytes().all(|b| b.is_ascii_digit());
    (shaped && rest(&kept)? == 1).then_some(kept)
}

/// The number that an IBAN is, its first four signs last and letters as 10 to 35, modulo 97.
fn rest(iban: &str) -> Option<u32> {
    let (head, tail) = iban.split_at_checked(4)?;
    tail.chars().chain(head.chars()).try_fold(0, |sum, sign| {
        let value = sign.to_digit(36)?;
        Some((sum * if value > 9 { 100 } else { 10 } + value) % 97)
    })
}

/// An IBAN as it is written on paper: in groups of four.
pub fn print_iban(kept: &str) -> String {
    let mut text = String::with_capacity(kept.len() + kept.len() / 4);
    for (place, sign) in kept.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(sign);
    }
    text
}

/// A БИК as it is kept: eight or eleven capitals and digits, the fifth and sixth of them KZ; `None` when it is none.
pub fn bic(typed: &str) -> Option<String> {
    let kept: String = typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let shaped = matches!(kept.len(), 8 | 11)
        && kept.bytes().all(|b| b.is_ascii_alphanumeric())
        && kept.get(..4)?.bytes().all(|b| b.is_ascii_alphabetic())
        && kept.get(4..6)? == "KZ";
    shaped.then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the right check digits, by the definition of the standard: 98 minus the rest with `00`.
    fn with_check(account: &str) -> String {
        let check = 98 - rest(&format!("KZ00{account}")).unwrap();
        format!("KZ{check:02}{account}")
    }

    #[test]
    fn an_iban_fits_by_its_check_digits_alone() {
        // the examples of the register of IBANs for Kazakhstan and, for the arithmetic, for Germany
        assert_eq!(iban("kz86 125K ZT50 0410 0100").as_deref(), Some("KZ86125KZT5004100100"));
        assert_eq!(print_iban("KZ86125KZT5004100100"), "KZ86 125K ZT50 0410 0100");
        assert_eq!(rest("DE89370400440532013000"), Some(1));
        for wrong in ["KZ87125KZT5004100100", "KZ86125KZT500410010", "DE89370400440532013000", "", "KZ", "KZ86125KZT50041001Ж"] {
            assert_eq!(iban(wrong), None, "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_digit_of_an_iban_can_be_mistyped(account in "[0-9]{3}[0-9A-Z]{13}", place in 4_usize..20, typed in 0_u32..10) {
            let good = with_check(&account);
            proptest::prop_assert_eq!(iban(&good), Some(good.clone()));
            let mut signs: Vec<char> = good.chars().collect();
            let sign = char::from_digit(typed, 10).unwrap();
            if signs[place].is_ascii_digit() && signs[place] != sign {
                signs[place] = sign;
                let bad: String = signs.into_iter().collect();
                proptest::prop_assert_eq!(iban(&bad), None);
            }
        }

        #[test]
        fn any_text_is_survived(typed: String) {
            let _ = (iban(&typed), bic(&typed));
        }
    }

    #[test]
    fn a_bic_names_a_bank_of_the_country() {
        assert_eq!(bic("caspkzka").as_deref(), Some("CASPKZKA"));
        assert_eq!(bic("HSBK KZKX XXX").as_deref(), Some("HSBKKZKXXXX"));
        for wrong in ["DEUTDEFF", "CASPKZK", "CASP1ZKA", "C4SPKZKA", ""] {
            assert_eq!(bic(wrong), None, "{wrong}");
        }
    }
}

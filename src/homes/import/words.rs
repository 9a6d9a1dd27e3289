//! What people write for a kind of premises and for a way of holding them, in three languages.

use crate::homes::place::Kind;
use crate::text::fold;
use crate::who::Holds;

const KINDS: [(Kind, &[&str]); 4] = [
    (
        Kind::Flat,
        &[
            "пәтер",
            "квартира",
            "flat",
            "кв",
            "апартаменты",
            "апартамент",
            "apartment",
            "жилое",
            "жилое помещение",
            "жилая",
            "тұрғын",
            "тұрғын үй",
            "тұрғын үй-жай",
            "residential",
            "living",
        ],
    ),
    (
        Kind::Commercial,
        &[
            "тұрғын емес үй-жай",
            "нежилое помещение",
            "non-residential premises",
            "нежилое",
            "нежилая",
            "коммерческое помещение",
            "коммерческое",
            "коммерция",
            "тұрғын емес",
            "нп",
            "офис",
            "магазин",
            "дүкен",
            "кеңсе",
            "commercial",
            "office",
            "shop",
        ],
    ),
    (
        Kind::Parking,
        &[
            "тұрақ орны",
            "парковочное место",
            "parking place",
            "паркинг",
            "парковка",
            "машиноместо",
            "машино-место",
            "автотұрақ",
            "тұрақ",
            "parking",
            "гараж",
        ],
    ),
    (Kind::Storage, &["қойма", "кладовая", "storage room", "кладовка", "кладовое помещение", "storage", "warehouse", "келер"]),
];

const WAYS: [(Holds, &[&str]); 3] = [
    (
        Holds::Owner,
        &[
            "меншік иесі",
            "собственник",
            "owner",
            "владелец",
            "хозяин",
            "собственница",
            "иесі",
            "сособственник",
            "да",
            "иә",
            "yes",
            "true",
            "1",
        ],
    ),
    (
        Holds::Tenant,
        &["жалға алушы", "арендатор", "tenant", "наниматель", "квартирант", "жалдаушы", "қонушы", "съемщик", "renter", "lessee"],
    ),
    (
        Holds::Family,
        &[
            "бірге тұратын",
            "проживающий",
            "resident",
            "проживающая",
            "резидент",
            "житель",
            "член семьи",
            "отбасы мүшесі",
            "тұрғын",
            "тұратын",
            "family",
            "family member",
            "нет",
            "жоқ",
            "no",
            "false",
            "0",
        ],
    ),
];

/// The kind of premises that a cell names.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let text = fold(text);
    KINDS.iter().find(|(_, names)| names.iter().any(|name| fold(name) == text)).map(|(kind, _)| *kind)
}

/// The way of holding that a cell names.
pub(super) fn holds(text: &str) -> Option<Holds> {
    let text = fold(text);
    WAYS.iter().find(|(_, names)| names.iter().any(|name| fold(name) == text)).map(|(holds, _)| *holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homes::holds_key;
    use crate::text::{Locale, t};

    #[test]
    fn our_own_words_are_read_back_in_every_language() {
        for locale in Locale::ALL {
            for one in Kind::ALL {
                assert_eq!(kind(&t(locale, one.key())), Some(*one));
            }
            for one in Holds::ALL {
                assert_eq!(holds(&t(locale, holds_key(*one))), Some(*one));
            }
        }
        assert_eq!(kind("НЕЖИЛОЕ  помещение"), Some(Kind::Commercial));
        assert_eq!(kind("баня"), None);
        assert_eq!(holds("Гость"), None);
    }
}

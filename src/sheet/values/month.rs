//! Months by their names, whole or short, as Excel writes them in three languages.

/// The first letters of the months; `мая` is the one whose short form differs.
const STEMS: [&[&str]; 12] = [
    &["янв", "қаң", "jan"],
    &["фев", "ақп", "feb"],
    &["мар", "нау", "mar"],
    &["апр", "сәу", "apr"],
    &["май", "мая", "мам", "may"],
    &["июн", "мау", "jun"],
    &["июл", "шіл", "jul"],
    &["авг", "там", "aug"],
    &["сен", "қыр", "sep"],
    &["окт", "қаз", "oct"],
    &["ноя", "қар", "nov"],
    &["дек", "жел", "dec"],
];

/// The month, 1 to 12, that a lower-case word names.
pub(super) fn month(word: &str) -> Option<u32> {
    let place = STEMS.iter().position(|stems| stems.iter().any(|stem| word.starts_with(stem)))?;
    let plausible = word.chars().count() <= 10 && word.chars().all(char::is_alphabetic);
    u32::try_from(place + 1).ok().filter(|_| plausible)
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn three_languages() {
        for (word, number) in
            [("ноября", 11), ("мар", 3), ("мая", 5), ("қараша", 11), ("қазан", 10), ("мамыр", 5), ("маусым", 6), ("dec", 12)]
        {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!(month("мышь"), None);
        assert_eq!(month("мар-3"), None);
    }
}

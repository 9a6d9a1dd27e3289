//! Names of people, written in Kazakhstan with the family name first.

/// The name as it stands in tables and under documents: the family name whole, the rest by their first letters:
/// «Жұмабаев Ерлан Серікұлы» is «Жұмабаев Е. С.». One word stays as it is.
#[must_use]
pub fn short_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let mut short = words.next().unwrap_or_default().to_owned();
    // A patronymic in two words («Гейдар оглы») ends in a small word that has no initial.
    let given = words.filter(|word| !word.starts_with(char::is_lowercase)).take(2);
    for letter in given.filter_map(first_letter) {
        short.push(' ');
        short.push_str(&letter);
        short.push('.');
    }
    short
}

/// The two letters that stand for a person in a small circle: «ЖЕ»; one letter if the name is one word; nothing for no name.
#[must_use]
pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(first_letter).take(2).collect()
}

fn first_letter(word: &str) -> Option<String> {
    word.chars().find(|letter| letter.is_alphabetic()).map(|letter| letter.to_uppercase().collect())
}

#[cfg(test)]
mod tests {
    use super::{initials, short_name};

    #[test]
    fn the_family_name_stays_whole() {
        assert_eq!(short_name("Жұмабаев Ерлан Серікұлы"), "Жұмабаев Е. С.");
        assert_eq!(short_name("  Ким   Анна "), "Ким А.");
        assert_eq!(short_name("Алиев Гейдар Аслан оглы"), "Алиев Г. А.");
        assert_eq!(short_name("Айгүл"), "Айгүл");
        assert_eq!(short_name("Петрова-Водкина Әсел «А»"), "Петрова-Водкина Ә. А.");
        assert_eq!(short_name(""), "");
    }

    #[test]
    fn a_circle_holds_two_letters() {
        assert_eq!(initials("Жұмабаев Ерлан Серікұлы"), "ЖЕ");
        assert_eq!(initials("іңкәр"), "І");
        assert_eq!(initials(" 12 "), "");
    }
}

//! How alike a title in a file and a name that we know are.

/// Words of a title without case, punctuation and the differences people do not see: ё and е, Kazakh letters and the
/// Russian ones typed in their place, № and «номер».
pub(super) fn fold(title: &str) -> String {
    let spelled = title.replace('№', " номер ").to_lowercase();
    let plain: String = spelled
        .chars()
        .map(|letter| if letter.is_alphabetic() || letter.is_ascii_digit() { loosely(letter) } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn loosely(letter: char) -> char {
    match letter {
        'ё' => 'е',
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' | 'i' | 'й' => 'и',
        other => other,
    }
}

/// The same words in the same order, or in another.
pub(super) const SURE: u32 = 95;

/// Likeness of a folded title to a folded name, up to 100; nothing if they are simply different.
pub(super) fn likeness(title: &str, name: &str, abbreviated: bool) -> Option<u32> {
    if title.is_empty() || name.is_empty() {
        return None;
    }
    if title == name {
        return Some(100);
    }
    if sorted(title) == sorted(name) {
        return Some(SURE);
    }
    if begins(title, name) {
        return Some(70 + u32::try_from(name.chars().count().min(20)).unwrap_or_default());
    }
    let letters = title.chars().count();
    if name.starts_with(title) && (letters >= 5 || (abbreviated && letters >= 2)) {
        return Some(60);
    }
    let allowed = match name.chars().count() {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    };
    let apart = distance(title, name, allowed)?;
    Some(if apart == 1 { 65 } else { 55 })
}

fn sorted(words: &str) -> Vec<&str> {
    let mut words: Vec<_> = words.split(' ').collect();
    words.sort_unstable();
    words
}

/// The title is the name and something after it: «телефон моб».
fn begins(title: &str, name: &str) -> bool {
    name.chars().count() >= 3 && title.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))
}

/// Letters to change, drop or add, if no more than `allowed`.
fn distance(one: &str, other: &str, allowed: usize) -> Option<usize> {
    let other: Vec<char> = other.chars().collect();
    if allowed == 0 || one.chars().count().abs_diff(other.len()) > allowed {
        return None;
    }
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut line = vec![row + 1];
        let mut left = row + 1;
        for (&counterpart, pair) in other.iter().zip(above.windows(2)) {
            let &[diagonal, over] = pair else { continue };
            left = (diagonal + usize::from(letter != counterpart)).min(over + 1).min(left + 1);
            line.push(left);
        }
        above = line;
    }
    above.last().copied().filter(|apart| *apart <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fold() {
        for (title, folded) in [
            ("№ помещения", "номер помещения"),
            ("  ФИО*  ", "фио"),
            ("Лицевой\nсчёт:", "лицевои счет"),
            ("Площадь общая, м²", "площадь общая м"),
            ("Тұрғын үй", "тургын уи"),
            ("E-mail", "e-maиl".replace('-', " ").as_str()),
        ] {
            assert_eq!(fold(title), folded);
        }
    }

    #[test]
    fn alike_and_not() {
        let alike = |title: &str, name: &str| likeness(&fold(title), &fold(name), title.ends_with('.'));
        assert_eq!(alike("ПЛОЩАДЬ ОБЩАЯ", "площадь общая"), Some(100));
        assert_eq!(alike("Общая площадь", "площадь общая"), Some(SURE));
        assert!(alike("Телефон (моб.)", "телефон") > Some(70));
        assert_eq!(alike("Тел.", "телефон"), Some(60));
        assert_eq!(alike("Тел", "телефон"), None);
        assert_eq!(alike("Теллефон", "телефон"), Some(65));
        assert_eq!(alike("Лецевой щет", "лицевой счет"), None);
        assert_eq!(alike("Лецевой счёт", "лицевой счёт"), Some(65));
        assert_eq!(alike("Дом", "Лом"), None);
        assert_eq!(alike("Этажность", "этаж"), None);
        assert_eq!(alike("", "этаж"), None);
    }
}

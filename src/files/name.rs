//! Names of files, for display and for the reader's disk. They are never paths of ours.

use super::sniff::Kind;

/// The longest name that is shown, in characters.
const LONGEST: usize = 120;

/// Makes a claimed name fit to be shown and saved: no folders, no invisible or direction-changing characters, nothing that a
/// file system gives a meaning of its own, the ending that belongs to the content.
pub(super) fn shown(claimed: &str, kind: Kind) -> String {
    let last = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !is_hidden(*c)).map(|c| if is_special(c) { '_' } else { c }).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    let clean = words.join(" ");
    let (stem, ending) = parted(&clean, kind);
    let room = LONGEST.saturating_sub(ending.chars().count() + 1);
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(room).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() { "file" } else { stem };
    format!("{stem}.{ending}")
}

/// The name without its ending, and the ending it shall have: its own if that is one of the kind's, else ours.
fn parted(name: &str, kind: Kind) -> (&str, String) {
    let ours = kind.endings().first().copied().unwrap_or("bin").to_owned();
    let Some((stem, ending)) = name.rsplit_once('.') else { return (name, ours) };
    let lower = ending.to_ascii_lowercase();
    if kind.endings().contains(&lower.as_str()) {
        return (stem, lower);
    }
    let is_ending = (1..=5).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && ending.bytes().any(|b| b.is_ascii_alphabetic());
    (if is_ending { stem } else { name }, ours)
}

fn is_special(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' | ';')
}

/// Control characters, and those that print nothing or turn the direction of writing: `photo\u{202e}gpj.exe`.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_kept_as_far_as_they_are_harmless() {
        assert_eq!(shown("Шатыр ағып тұр.JPG", Kind::Jpeg), "Шатыр ағып тұр.jpg");
        assert_eq!(shown("C:\\Users\\a\\есеп.csv", Kind::Text), "есеп.csv");
        assert_eq!(shown("../../etc/passwd", Kind::Text), "passwd.txt");
        assert_eq!(shown("photo.html", Kind::Jpeg), "photo.jpg");
        assert_eq!(shown("Счёт 12.2026", Kind::Pdf), "Счёт 12.2026.pdf");
        assert_eq!(shown("photo\u{202e}gpj.exe", Kind::Png), "photogpj.png");
        assert_eq!(shown("a\"b\r\nX: y.pdf", Kind::Pdf), "a_bX_ y.pdf");
        for nothing in ["", "...", "/", ".pdf", "\u{200b}", " . "] {
            assert_eq!(shown(nothing, Kind::Pdf), "file.pdf", "{nothing:?}");
        }
    }

    proptest! {
        #[test]
        fn a_name_is_always_one_short_harmless_name(claimed in "\\PC{0,300}|[\\x00-\\x7f]{0,40}") {
            let name = shown(&claimed, Kind::Png);
            prop_assert!(name.ends_with(".png") && name.chars().count() <= LONGEST && name.len() > 4);
            prop_assert!(!name.starts_with('.') && !name.contains(['/', '\\', '"', '\r', '\n', '\0']), "{name:?}");
            prop_assert_eq!(shown(&name, Kind::Png), name);
        }
    }
}

//! In which letters a text file is written.
//!
//! A byte order mark is believed; otherwise valid UTF-8 wins, for other encodings are almost never valid UTF-8 by chance.
//! What remains is Windows-1251, if the letters it gives look like words in Cyrillic.

use super::Unreadable;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1251};
use std::borrow::Cow;

/// Share of bytes above 127 that must be basic Cyrillic letters for a text to pass as Windows-1251, in percent.
/// Kazakh in KZ-1048 gives about 80, Russian 95 and more; cp866, the other Cyrillic code page in use, stays below 45.
const PLAUSIBLE_PERCENT: usize = 60;

/// # Errors
/// [`Unreadable::WrongEncoding`], or [`Unreadable::NotASheet`] for what is no text at all.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return marked(UTF_16LE.decode_without_bom_handling_and_without_replacement(rest));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return marked(UTF_16BE.decode_without_bom_handling_and_without_replacement(rest));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return marked(std::str::from_utf8(rest).ok().map(Cow::Borrowed));
    }
    if bytes.iter().any(|byte| is_control(*byte)) {
        return Err(Unreadable::NotASheet);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => windows_1251(bytes).map(Cow::Owned),
    }
}

fn marked(text: Option<Cow<'_, str>>) -> Result<Cow<'_, str>, Unreadable> {
    let text = text.ok_or(Unreadable::WrongEncoding)?;
    if text.bytes().any(is_control) { Err(Unreadable::NotASheet) } else { Ok(text) }
}

/// Characters that no spreadsheet writes into a text file.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}

fn windows_1251(bytes: &[u8]) -> Result<String, Unreadable> {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let letters = bytes.iter().filter(|byte| **byte >= 0xC0 || matches!(byte, 0xA8 | 0xB8)).count();
    if letters * 100 < high * PLAUSIBLE_PERCENT {
        return Err(Unreadable::WrongEncoding);
    }
    let text = WINDOWS_1251.decode_without_bom_handling(bytes).0;
    Ok(text.chars().map(kazakh).collect())
}

/// KZ-1048 (СТ РК 1048-2002) is Windows-1251 with Kazakh letters in the places of Serbian, Macedonian, Belarusian and
/// Ukrainian ones, which lists of residents here do not hold.
fn kazakh(letter: char) -> char {
    match letter {
        'Ќ' => 'Қ',
        'ќ' => 'қ',
        'Ћ' => 'Һ',
        'ћ' => 'һ',
        'Ў' => 'Ұ',
        'ў' => 'ұ',
        'Ј' => 'Ә',
        'ј' => 'ә',
        'Ґ' => 'Ө',
        'ґ' => 'ө',
        'Є' => 'Ғ',
        'є' => 'ғ',
        'Ї' => 'Ү',
        'ї' => 'ү',
        'Ѕ' => 'Ң',
        'ѕ' => 'ң',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "Квартира;Иелері\nҚұрманғазы көшесі;Ёлкин № 5";

    #[test]
    fn marks_are_believed_and_removed() {
        let utf16 = |order: fn(u16) -> [u8; 2], mark: [u8; 2]| {
            mark.into_iter().chain(SAMPLE.encode_utf16().flat_map(order)).collect::<Vec<u8>>()
        };
        assert_eq!(decode(&utf16(u16::to_le_bytes, [0xFF, 0xFE])).unwrap(), SAMPLE);
        assert_eq!(decode(&utf16(u16::to_be_bytes, [0xFE, 0xFF])).unwrap(), SAMPLE);
        assert_eq!(decode(format!("\u{feff}{SAMPLE}").as_bytes()).unwrap(), SAMPLE);
        assert_eq!(decode(SAMPLE.as_bytes()).unwrap(), SAMPLE);
    }

    #[test]
    fn windows_1251_and_its_kazakh_sister_are_read() {
        let russian = "Квартира;ФИО\r\n5;Ёлкин «Рога» № 1 – да";
        let (bytes, ..) = WINDOWS_1251.encode(russian);
        assert_eq!(decode(&bytes).unwrap(), russian);
        // «Құрманғазы көшесі, Әсел Үсенқызы, Өскемен, Ңғ» as Python's kz1048 codec writes it.
        let kz1048: &[u8] = &[
            0x8D, 0xA2, 0xF0, 0xEC, 0xE0, 0xED, 0xBA, 0xE0, 0xE7, 0xFB, 0x20, 0xEA, 0xB4, 0xF8, 0xE5, 0xF1, 0xB3, 0x2C, 0x20,
            0xA3, 0xF1, 0xE5, 0xEB, 0x20, 0xAF, 0xF1, 0xE5, 0xED, 0x9D, 0xFB, 0xE7, 0xFB,
        ];
        assert_eq!(decode(kz1048).unwrap(), "Құрманғазы көшесі, Әсел Үсенқызы");
    }

    #[test]
    fn other_code_pages_are_refused_and_binary_is_no_text() {
        // «Квартира;Площадь общая» in cp866.
        let cp866: &[u8] = &[
            0x8A, 0xA2, 0xA0, 0xE0, 0xE2, 0xA8, 0xE0, 0xA0, 0x3B, 0x8F, 0xAB, 0xAE, 0xE9, 0xA0, 0xA4, 0xEC, 0x20, 0xAE, 0xA1,
            0xE9, 0xA0, 0xEF,
        ];
        assert_eq!(decode(cp866), Err(Unreadable::WrongEncoding));
        assert_eq!(decode(b"\xEF\xBB\xBFabc\xFF"), Err(Unreadable::WrongEncoding));
        assert_eq!(decode(b"\xFF\xFEa"), Err(Unreadable::WrongEncoding));
        assert_eq!(decode(b"ab\0cd"), Err(Unreadable::NotASheet));
    }
}

//! How a person finds things on a page: by the words they read, not by ids and classes. As XPath, because
//! WebDriver runs it without help of the page's scripts.

const FIELD: &str = "*[self::input[not(@type='hidden')] or self::select or self::textarea]";
/// Spaces that look like one space: no-break (money, dates) and narrow no-break (French-style thousands).
const SPACES: &str = "\u{a0}\u{202f}\u{2009}";

/// One XPath; in a list of them the earlier fits the words better.
pub(super) struct Wording(pub(super) String);

/// Links, buttons and the like that read exactly so; or, failing that, begin so or contain these words.
pub(super) fn clickable(text: &str) -> Vec<Wording> {
    let target = "self::a or self::button or self::summary or @role='button' or @role='link' or @role='tab'";
    let button = "self::input[@type='submit' or @type='button' or @type='reset']";
    let quoted = quote(text);
    fits(text)
        .map(|fit| format!("//*[{target}][{fit} or @aria-label={quoted}] | //*[{button}][@value={quoted}]"))
        .map(Wording)
        .into()
}

/// Fields whose label reads exactly so; or begins so; or contains these words.
pub(super) fn fields(label: &str) -> Vec<Wording> {
    let quoted = quote(label);
    fits(label)
        .map(|fit| format!("//label[{fit}]//{FIELD} | //{FIELD}[@id=//label[{fit}]/@for] | //{FIELD}[@aria-label={quoted}]"))
        .map(Wording)
        .into()
}

/// The option of a list that reads so, relative to the list.
pub(super) fn option(text: &str) -> String {
    format!(".//option[{}={}]", reads(), quote(text))
}

/// Text as a person reads it: runs of any kind of space are one space.
pub(super) fn as_read(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The conditions under which an element fits the words, the closest first.
fn fits(text: &str) -> [String; 3] {
    let (reads, quoted) = (reads(), quote(text));
    [format!("{reads}={quoted}"), format!("starts-with({reads}, {quoted})"), format!("contains({reads}, {quoted})")]
}

fn reads() -> String {
    let plain = " ".repeat(SPACES.chars().count());
    format!("normalize-space(translate(., '{SPACES}', '{plain}'))")
}

/// XPath 1.0 has no escapes: a text with both kinds of quotes is put together from pieces.
fn quote(text: &str) -> String {
    let text = as_read(text);
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let pieces: Vec<String> = text.split('\'').map(|piece| format!("'{piece}'")).collect();
    format!("concat({})", pieces.join(", \"'\", "))
}

//! Which addresses may be links, and the ones that people type bare.

use super::Span;

/// The address of a link in the spelling we emit, or `None` if it may not be one: other schemes than http, https, mailto and
/// tel, white space or control characters inside, or nothing after the scheme.
pub(super) fn allowed(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let target = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//")?.trim_start_matches('/'),
        "mailto" | "tel" => rest,
        _ => return None,
    };
    if target.is_empty() || target.chars().any(|c| c.is_whitespace() || c.is_control() || is_unseen(c)) {
        return None;
    }
    let slashes = if scheme.starts_with("http") { "//" } else { "" };
    Some(format!("{scheme}:{slashes}{target}"))
}

/// Characters that turn the direction of writing or hide: with them an address can look like another one.
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Cuts a span into text and the bare `https://…` addresses in it, which become links.
pub(super) fn linked(span: Span) -> Vec<Span> {
    if span.link.is_some() {
        return vec![span];
    }
    let mut spans = Vec::new();
    let mut before = String::new();
    let mut rest = span.text.as_str();
    while let Some((text, address, after)) = next_address(rest) {
        before.push_str(text);
        match allowed(address) {
            Some(link) => {
                spans.push(Span { text: std::mem::take(&mut before), ..span.clone() });
                spans.push(Span { text: address.to_owned(), link: Some(link), ..span.clone() });
            }
            None => before.push_str(address),
        }
        rest = after;
    }
    before.push_str(rest);
    spans.push(Span { text: before, ..span.clone() });
    spans.retain(|part| !part.text.is_empty());
    spans
}

/// The text before the first bare address, the address, and the text after it. A full stop or a bracket that closes the
/// sentence is no part of the address.
fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    let start = [text.find("https://"), text.find("http://")].into_iter().flatten().min()?;
    let (before, tail) = text.split_at_checked(start)?;
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '„' | '(' | ')');
    let whole = tail.split(ends).next().unwrap_or(tail);
    let address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '\'', '*', ']']);
    Some((before, address, tail.strip_prefix(address)?))
}

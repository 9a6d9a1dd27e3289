//! E-mail addresses.

use super::{Cell, CellRefusal, Meaning};

/// An e-mail address in lower case; `mailto:` before it goes.
///
/// # Errors
/// [`CellRefusal::NotAnEmail`], also for Cyrillic letters that look Latin and for several addresses;
/// [`CellRefusal::ErrorValue`].
pub fn email(cell: &Cell) -> Meaning<String> {
    let Some(text) = super::text(cell)? else { return Ok(None) };
    let lower = text.to_lowercase();
    let address = lower.strip_prefix("mailto:").unwrap_or(&lower);
    if is_address(address) { Ok(Some(address.to_owned())) } else { Err(CellRefusal::NotAnEmail) }
}

fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&byte);
    let dots = |text: &str| !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    (1..=64).contains(&name.len())
        && text.len() <= 254
        && name.bytes().all(in_name)
        && dots(name)
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(email(&Cell::text(" Owner@Demo.Example ")), Ok(Some("owner@demo.example".into())));
        assert_eq!(email(&Cell::text("mailto:a.b+c@x-y.kz")), Ok(Some("a.b+c@x-y.kz".into())));
        assert_eq!(email(&Cell::text("")), Ok(None));
        for text in ["нет", "a@b", "a@@b.kz", "a b@c.kz", "а@b.kz", "a@b.kz, c@d.kz", ".a@b.kz", "a@-b.kz", "a@b..kz", "@b.kz"]
        {
            assert_eq!(email(&Cell::text(text)), Err(CellRefusal::NotAnEmail), "{text}");
        }
    }
}

//! What people sign in by: their e-mail address or their phone number.

use crate::text::{email, phone};

/// An address or number that may belong to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// An e-mail address, in lower case.
    Email(String),
    /// A phone number, `+77012345678`.
    Phone(String),
}

impl Login {
    /// Reads what was typed; `None` if it is neither.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.contains('@') { email::normalise(typed).map(Self::Email) } else { phone::normalise(typed).map(Self::Phone) }
    }

    /// The text by which wrong guesses are counted.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(text) | Self::Phone(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_their_phone_as_they_like() {
        for typed in ["8 701 234 56 78", "+7 (701) 234-56-78", "77012345678"] {
            assert_eq!(Login::parse(typed), Some(Login::Phone("+77012345678".into())), "{typed}");
        }
        assert_eq!(Login::parse(" Owner@Demo.Example "), Some(Login::Email("owner@demo.example".into())));
        assert_eq!(Login::parse("owner"), None);
        assert_eq!(Login::parse(""), None);
    }
}

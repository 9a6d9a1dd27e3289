//! Values of our own in columns of text: identifiers and words.

pub use uuid::Uuid;

use crate::clock::Moment;

/// The alphabet of identifiers in text: Crockford's base 32, in byte order, so that text sorts as the number does.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// No letter of ours.
const NONE: u8 = u8::MAX;
/// What each byte stands for: a page of a list reads hundreds of identifiers.
const DIGITS: [u8; 256] = digits();

const fn digits() -> [u8; 256] {
    let mut all = [NONE; 256];
    let mut digit = 0u8;
    let mut left: &[u8] = ALPHABET;
    while let [letter, rest @ ..] = left {
        // constant evaluation has no `get_mut`; a byte always lies within 256 places
        #[allow(clippy::indexing_slicing)]
        {
            all[*letter as usize] = digit;
        }
        digit += 1;
        left = rest;
    }
    all
}

/// Writes 128 bits as 26 letters.
pub fn to_text(id: u128) -> String {
    (0..26u32)
        .rev()
        .map(|place| {
            let digit = usize::try_from((id >> (5 * place)) & 31).unwrap_or_default();
            char::from(ALPHABET.get(digit).copied().unwrap_or(b'0'))
        })
        .collect()
}

/// Reads what [`to_text`] wrote; `None` for anything else, so a guessed or garbled id is simply not there.
pub fn from_text(text: &str) -> Option<u128> {
    if text.len() != 26 {
        return None;
    }
    let digit = |letter: u8| DIGITS.get(usize::from(letter)).copied().filter(|digit| *digit != NONE);
    // the first letter carries only three bits: more would not be ours
    text.bytes().next().and_then(digit).filter(|first| *first < 8)?;
    text.bytes().try_fold(0u128, |id, letter| Some((id << 5) | u128::from(digit(letter)?)))
}

/// A fresh identifier that sorts by the moment it was made.
pub fn fresh(now: Moment) -> u128 {
    let utc = now.and_utc();
    let seconds = u64::try_from(utc.timestamp()).unwrap_or_default();
    let at = uuid::Timestamp::from_unix(uuid::NoContext, seconds, utc.timestamp_subsec_nanos());
    Uuid::new_v7(at).as_u128()
}

/// Lets a type with `FromStr` and `Display` be a column of text on both engines.
#[macro_export]
macro_rules! stored_as_text {
    ($name:ident) => {
        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn from_sql(bytes: <diesel::pg::Pg as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok(std::str::from_utf8(bytes.as_bytes())?.parse::<$name>()?)
            }
        }
        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::sqlite::Sqlite> for $name {
            fn from_sql(
                mut bytes: <diesel::sqlite::Sqlite as diesel::backend::Backend>::RawValue<'_>,
            ) -> diesel::deserialize::Result<Self> {
                Ok(bytes.read_text().parse::<$name>()?)
            }
        }
        impl diesel::deserialize::FromSql<diesel::sql_types::Text, $crate::db::MultiBackend> for $name {
            fn from_sql(
                bytes: <$crate::db::MultiBackend as diesel::backend::Backend>::RawValue<'_>,
            ) -> diesel::deserialize::Result<Self> {
                bytes.from_sql::<$name, diesel::sql_types::Text>()
            }
        }
        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                use std::io::Write;
                write!(out, "{self}")?;
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::sqlite::Sqlite> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>,
            ) -> diesel::serialize::Result {
                out.set_value(self.to_string());
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::serialize::ToSql<diesel::sql_types::Text, $crate::db::MultiBackend> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, $crate::db::MultiBackend>,
            ) -> diesel::serialize::Result {
                out.set_value((diesel::sql_types::Text, self));
                Ok(diesel::serialize::IsNull::No)
            }
        }
    };
}

/// Declares identifiers: `ids! { /// A person. PersonId }`. Made by the application, UUIDv7, short text in the database and in addresses.
#[macro_export]
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $name(u128);

        impl $name {
            /// A new one; it sorts by the moment it was made.
            pub fn fresh(now: $crate::clock::Moment) -> Self {
                Self($crate::db::types::fresh(now))
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::db::types::to_text(self.0))
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
        impl std::str::FromStr for $name {
            type Err = &'static str;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::db::types::from_text(text).map(Self).ok_or("not an identifier")
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        $crate::stored_as_text!($name);
    )+};
}

/// Declares a closed set of words kept as text: `words! { /// How. pub enum Tone { Good = "good", Bad = "bad" } }`.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$word_meta:meta])* $word:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        $vis enum $name { $($(#[$word_meta])* $word),+ }

        impl $name {
            /// All of them, in the order of their declaration.
            pub const ALL: &'static [$name] = &[$($name::$word),+];
            /// The word as it is stored and as forms send it.
            pub fn word(self) -> &'static str {
                match self { $($name::$word => $text),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
        impl std::str::FromStr for $name {
            type Err = &'static str;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($text => Ok($name::$word),)+ _ => Err(concat!("not a word of ", stringify!($name))) }
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.word())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        $crate::stored_as_text!($name);
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_survives_being_written(id: u128) {
            prop_assert_eq!(from_text(&to_text(id)), Some(id));
        }

        #[test]
        fn text_sorts_as_the_number_does(a: u128, b: u128) {
            prop_assert_eq!(to_text(a).cmp(&to_text(b)), a.cmp(&b));
        }

        #[test]
        fn foreign_text_is_no_id(text in "\\PC{0,40}") {
            if let Some(id) = from_text(&text) {
                prop_assert_eq!(to_text(id), text);
            }
        }
    }
}

//! ИИН of people and БИН of organisations: twelve digits that say what they are and check themselves.
//!
//! Structure and checksum: `reference/law-kz.md` §5.4. An ИИН is personal data: `Debug` shows only its end, so that it does
//! not reach a log by accident.

use std::fmt;

use chrono::NaiveDate;

/// Why a number is neither an ИИН nor a БИН, or not the one that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not twelve digits.
    Length,
    /// A digit that tells the kind (of person, of organisation) has a value that means nothing.
    Shape,
    /// No such day (ИИН) or month (БИН) exists.
    Date,
    /// The last digit does not follow from the others: a typing mistake.
    Checksum,
    /// The checksum cannot be expressed, so such a number is never given out.
    NeverIssued,
    /// A БИН where a person's ИИН was asked for.
    PersonExpected,
    /// An ИИН where an organisation's БИН was asked for.
    OrganisationExpected,
}

impl Refusal {
    /// The key of the sentence that tells a person what is wrong.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Length => "text.ident.refused.length",
            Self::Shape => "text.ident.refused.shape",
            Self::Date => "text.ident.refused.date",
            Self::Checksum => "text.ident.refused.checksum",
            Self::NeverIssued => "text.ident.refused.never_issued",
            Self::PersonExpected => "text.ident.refused.person_expected",
            Self::OrganisationExpected => "text.ident.refused.organisation_expected",
        }
    }
}

/// A person's individual identification number (ИИН, ЖСН), checked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iin(String);

/// An organisation's business identification number (БИН, БСН), checked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bin(String);

/// Either kind, for fields where both are right: a sole proprietor pays under their own ИИН.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ident {
    /// Of a person.
    Person(Iin),
    /// Of an organisation.
    Organisation(Bin),
}

impl Ident {
    /// Reads twelve digits, spaces between them allowed, and tells a person from an organisation by the fifth: days have
    /// 0–3 there, organisations 4–6.
    ///
    /// # Errors
    /// A [`Refusal`] in words for the form.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let digits: Vec<u32> = text.chars().map_while(|c| c.to_digit(10)).collect();
        let &[y1, y2, m1, m2, d5, d6, d7, _, _, _, _, check] = digits.as_slice() else { return Err(Refusal::Length) };
        if text.chars().count() != 12 {
            return Err(Refusal::Length);
        }
        let (year, month) = (y1 * 10 + y2, m1 * 10 + m2);
        let person = match d5 {
            0..=3 => true,
            4..=6 => false,
            _ => return Err(Refusal::Shape),
        };
        if (person && d7 > 6) || (!person && d6 > 3) {
            return Err(Refusal::Shape);
        }
        let dated = if person { births(year, month, d5 * 10 + d6, d7).next().is_some() } else { (1..=12).contains(&month) };
        if !dated {
            return Err(Refusal::Date);
        }
        match check_digit(&digits) {
            None => Err(Refusal::NeverIssued),
            Some(right) if right != check => Err(Refusal::Checksum),
            Some(_) if person => Ok(Self::Person(Iin(text))),
            Some(_) => Ok(Self::Organisation(Bin(text))),
        }
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person(iin) => iin.as_str(),
            Self::Organisation(bin) => bin.as_str(),
        }
    }
}

impl Iin {
    /// Reads a person's number.
    ///
    /// # Errors
    /// A [`Refusal`]; a valid БИН is refused as [`Refusal::PersonExpected`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        match Ident::parse(typed)? {
            Ident::Person(iin) => Ok(iin),
            Ident::Organisation(_) => Err(Refusal::PersonExpected),
        }
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day of birth, if the seventh digit tells the century: 1–2, 3–4, 5–6 for the 1800s, 1900s, 2000s. Some foreigners
    /// have 0 there, and their day stays unknown.
    #[must_use]
    pub fn birth_date(&self) -> Option<NaiveDate> {
        let digits: Vec<u32> = self.0.chars().filter_map(|c| c.to_digit(10)).collect();
        match *digits.as_slice() {
            [.., 0, _, _, _, _, _] => None,
            [y1, y2, m1, m2, d1, d2, century, ..] => births(y1 * 10 + y2, m1 * 10 + m2, d1 * 10 + d2, century).next(),
            _ => None,
        }
    }

    /// Whether the person is a minor on the day `on` (full age comes on the eighteenth birthday); `None` if the number does
    /// not tell the day of birth.
    #[must_use]
    pub fn is_minor(&self, on: NaiveDate) -> Option<bool> {
        let birth = self.birth_date()?;
        Some(on.years_since(birth).is_none_or(|age| age < 18))
    }
}

impl Bin {
    /// Reads an organisation's number.
    ///
    /// # Errors
    /// A [`Refusal`]; a valid ИИН is refused as [`Refusal::OrganisationExpected`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        match Ident::parse(typed)? {
            Ident::Organisation(bin) => Ok(bin),
            Ident::Person(_) => Err(Refusal::OrganisationExpected),
        }
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Iin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end: String = self.0.chars().skip(8).collect();
        write!(f, "Iin(…{end})")
    }
}

impl fmt::Debug for Bin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bin({})", self.0)
    }
}

/// The days that these digits can mean: one, or with the century digit 0 up to three.
fn births(year: u32, month: u32, day: u32, century: u32) -> impl Iterator<Item = NaiveDate> {
    let centuries: &[i32] = match century {
        0 => &[1800, 1900, 2000],
        1 | 2 => &[1800],
        3 | 4 => &[1900],
        _ => &[2000],
    };
    let year = i32::try_from(year).unwrap_or(0);
    centuries.iter().filter_map(move |start| NaiveDate::from_ymd_opt(start + year, month, day))
}

/// The twelfth digit that belongs to the first eleven; `None` if there is none, which some code wrongly takes for 0. The
/// eleventh digit weighs 11, that is nothing: a mistake in it alone goes unnoticed unless a second pass is needed.
fn check_digit(digits: &[u32]) -> Option<u32> {
    const FIRST: [u32; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const SECOND: [u32; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
    let rest = |weights: [u32; 11]| digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    [rest(FIRST), rest(SECOND)].into_iter().find(|rest| *rest < 10)
}

#[cfg(test)]
mod tests;

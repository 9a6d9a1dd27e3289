//! Why a cell was not understood, and what was mended in one that was.

/// A cell that cannot be what its column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellRefusal {
    /// `#REF!`, `#N/A` and their kin.
    ErrorValue,
    /// A date, a number or a TRUE where it makes no sense.
    WrongKind,
    /// Excel kept only the first digits (`7.701E+10` in a CSV, more than 15 digits in an XLSX).
    DigitsLost,
    /// Not a number.
    NotANumber,
    /// A number below zero where there can be none.
    Negative,
    /// A number that no such thing can have.
    TooLarge,
    /// A number with a fraction where only whole ones make sense.
    NotWhole,
    /// An amount of money finer than a tiyn, as in `1,234`: thousands or thousandths?
    TooFine,
    /// No day, or none that exists.
    NotADate,
    /// Not a fraction, a percentage or a decimal.
    NotAShare,
    /// A share of more than the whole, or of nothing.
    ShareOutOfRange,
    /// Not a telephone number with its code.
    NotAPhone,
    /// An ИИН or БИН has twelve digits.
    IdentityLength,
    /// The check digit of the ИИН or БИН is wrong.
    IdentityCheck,
    /// Not an e-mail address.
    NotAnEmail,
    /// Neither yes nor no.
    NeitherYesNorNo,
    /// A premises number such as 1/2 that Excel made a date.
    FlatBecameDate,
}

impl CellRefusal {
    /// The locale key of the sentence that says so.
    pub fn key(self) -> &'static str {
        match self {
            Self::ErrorValue => "sheet.cell.error_value",
            Self::WrongKind => "sheet.cell.wrong_kind",
            Self::DigitsLost => "sheet.cell.digits_lost",
            Self::NotANumber => "sheet.cell.not_a_number",
            Self::Negative => "sheet.cell.negative",
            Self::TooLarge => "sheet.cell.too_large",
            Self::NotWhole => "sheet.cell.not_whole",
            Self::TooFine => "sheet.cell.too_fine",
            Self::NotADate => "sheet.cell.not_a_date",
            Self::NotAShare => "sheet.cell.not_a_share",
            Self::ShareOutOfRange => "sheet.cell.share_out_of_range",
            Self::NotAPhone => "sheet.cell.not_a_phone",
            Self::IdentityLength => "sheet.cell.identity_length",
            Self::IdentityCheck => "sheet.cell.identity_check",
            Self::NotAnEmail => "sheet.cell.not_an_email",
            Self::NeitherYesNorNo => "sheet.cell.neither_yes_nor_no",
            Self::FlatBecameDate => "sheet.cell.flat_became_date",
        }
    }
}

impl std::fmt::Display for CellRefusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.key())
    }
}

impl std::error::Error for CellRefusal {}

/// What was mended: the person should look at it in the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// Rounded half up to the places that we keep.
    Rounded,
    /// A share that Excel had made a date or a long decimal.
    Recovered,
    /// Zeros at the front that Excel had eaten.
    ZerosRestored,
}

impl Note {
    /// The locale key of the sentence that says so.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rounded => "sheet.note.rounded",
            Self::Recovered => "sheet.note.recovered",
            Self::ZerosRestored => "sheet.note.zeros_restored",
        }
    }
}

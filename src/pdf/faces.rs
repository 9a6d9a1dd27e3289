//! The fonts: Golos Text (OFL), three weights inside the binary, with all Kazakh letters, № and ₸.
//! Widths come from `ttf-parser`; there is no shaping, which Cyrillic and Latin do not need.

use std::sync::OnceLock;

use super::error::Error;

/// Height of the letters above the baseline, in em, as the font's `hhea` table says.
pub(super) const ASCENT: f32 = 0.98;
/// Depth below the baseline, in em.
pub(super) const DESCENT: f32 = 0.22;
/// What stands for a character that the font does not have: drawn as the font's box.
pub(super) const STAND_IN: char = '\u{fffd}';
/// Letters no document may be without; [`check`] looks for them.
const NEEDED: &str = "ӘҒҚҢӨҰҮҺІәғқңөұүһіЁёЩщЪъ₸№«»—–…•·×− \u{a0}";
/// Characters below this code point are measured from a prepared list.
const PREPARED: u32 = 0x2300;

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Regular,
    Medium,
    Bold,
}

/// A font as the file knows it: a weight, with digits of their own widths or all of one width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub(super) weight: Weight,
    /// Golos Text has no tabular figures: these are its digits, each in the middle of an equal cell.
    pub(super) figures: bool,
}

/// One weight, ready to be measured and embedded.
pub(super) struct Face {
    /// The PostScript name.
    pub(super) name: &'static str,
    /// The whole font file.
    pub(super) bytes: &'static [u8],
    parsed: ttf_parser::Face<'static>,
    prepared: Vec<Option<f32>>,
    figure: f32,
}

impl Face {
    fn load(name: &'static str, bytes: &'static [u8]) -> Result<Self, Error> {
        let parsed = ttf_parser::Face::parse(bytes, 0).map_err(|_| Error::Font(name))?;
        let mut face = Self { name, bytes, parsed, prepared: Vec::new(), figure: 0.0 };
        face.prepared = (0..PREPARED).map(|code| char::from_u32(code).and_then(|letter| face.measure(letter))).collect();
        face.figure = ('0'..='9').map(|digit| face.advance(digit)).fold(0.0, f32::max);
        Ok(face)
    }

    fn measure(&self, letter: char) -> Option<f32> {
        let glyph = self.parsed.glyph_index(letter)?;
        let advance = self.parsed.glyph_hor_advance(glyph)?;
        Some(f32::from(advance) / f32::from(self.parsed.units_per_em()))
    }

    /// The glyph's number in the font, if the font has the letter.
    pub(super) fn glyph(&self, letter: char) -> Option<u16> {
        self.parsed.glyph_index(letter).map(|glyph| glyph.0)
    }

    /// Whether the font has the letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.known(letter).is_some()
    }

    fn known(&self, letter: char) -> Option<f32> {
        match self.prepared.get(letter as usize) {
            Some(prepared) => *prepared,
            None => self.measure(letter),
        }
    }

    /// The letter's advance in em; a missing letter is as wide as the box drawn for it.
    pub(super) fn advance(&self, letter: char) -> f32 {
        self.known(letter).unwrap_or_else(|| {
            let boxed = self.parsed.glyph_hor_advance(ttf_parser::GlyphId(0)).unwrap_or(500);
            f32::from(boxed) / f32::from(self.parsed.units_per_em())
        })
    }
}

/// All weights.
pub(super) struct Faces {
    regular: Face,
    medium: Face,
    bold: Face,
}

impl Faces {
    fn load() -> Result<Self, Error> {
        Ok(Self {
            regular: Face::load("GolosText-Regular", include_bytes!("../../static/fonts/GolosText-Regular.ttf"))?,
            medium: Face::load("GolosText-Medium", include_bytes!("../../static/fonts/GolosText-Medium.ttf"))?,
            bold: Face::load("GolosText-Bold", include_bytes!("../../static/fonts/GolosText-Bold.ttf"))?,
        })
    }

    /// The fonts, parsed once for the life of the process.
    pub(super) fn get() -> Result<&'static Self, Error> {
        static FACES: OnceLock<Result<Faces, Error>> = OnceLock::new();
        FACES.get_or_init(Self::load).as_ref().map_err(Clone::clone)
    }

    pub(super) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Medium => &self.medium,
            Weight::Bold => &self.bold,
        }
    }

    /// The letter's advance in a cut, in em.
    pub(super) fn advance(&self, cut: Cut, letter: char) -> f32 {
        let face = self.of(cut.weight);
        if cut.figures && letter.is_ascii_digit() { face.figure } else { face.advance(letter) }
    }

    /// The width of one line of text in points.
    pub(super) fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        let face = self.of(weight);
        text.chars().map(|letter| face.advance(letter)).sum::<f32>() * size
    }
}

/// Proves that the embedded fonts parse and have every letter that documents need (`aula check`).
///
/// # Errors
/// [`Error::Font`] or [`Error::FontLacks`].
pub fn check() -> Result<(), Error> {
    let faces = Faces::get()?;
    for weight in [Weight::Regular, Weight::Medium, Weight::Bold] {
        if let Some(letter) = NEEDED.chars().find(|letter| !faces.of(weight).has(*letter)) {
            return Err(Error::FontLacks(letter));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_the_letters_of_both_languages() {
        check().unwrap();
    }

    #[test]
    fn all_weights_know_the_same_letters() {
        let faces = Faces::get().unwrap();
        for letter in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(faces.regular.has(letter), faces.bold.has(letter), "{letter:?}");
            assert_eq!(faces.regular.has(letter), faces.medium.has(letter), "{letter:?}");
        }
    }

    #[test]
    fn bold_is_wider_and_width_grows_with_size() {
        let faces = Faces::get().unwrap();
        let regular = faces.width("Қысқы кезең", Weight::Regular, 10.0);
        assert!(faces.width("Қысқы кезең", Weight::Bold, 10.0) > regular);
        assert!((faces.width("Қысқы кезең", Weight::Regular, 20.0) - 2.0 * regular).abs() < 0.01);
    }
}

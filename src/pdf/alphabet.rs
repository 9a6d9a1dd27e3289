//! Which letters a document uses, and its fonts reduced to them: 18 kB instead of 90.
//!
//! Each letter gets a code of its own in the order of its first use, and a map from code to glyph. So pages can be written before all
//! letters are known, and letters that look alike (Latin and Cyrillic «А» share a glyph) stay apart for whoever searches or copies the text.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use super::error::Error;
use super::faces::{ASCENT, DESCENT, Face, Faces, STAND_IN, Weight};
use super::file::{File, Id};

/// The code of what has no glyph: drawn as the font's box.
const NONE: u16 = 0;

/// The letters of one weight.
#[derive(Default)]
struct Used {
    /// The code of each letter, by its number; nothing before its first use.
    codes: Vec<u16>,
    /// The letters by their codes, from 1.
    order: Vec<char>,
}

/// The letters used so far.
pub(super) struct Alphabet {
    faces: &'static Faces,
    weights: BTreeMap<Weight, Used>,
}

impl Alphabet {
    /// None yet.
    pub(super) fn new(faces: &'static Faces) -> Self {
        Self { faces, weights: BTreeMap::new() }
    }

    /// The code of a letter on a page.
    pub(super) fn code(&mut self, weight: Weight, letter: char) -> u16 {
        let used = self.weights.entry(weight).or_default();
        let place = letter as usize;
        match used.codes.get(place) {
            Some(code) if *code != NONE => return *code,
            Some(_) => {}
            None => used.codes.resize(place + 1, NONE),
        }
        if letter == STAND_IN || self.faces.of(weight).glyph(letter).is_none() {
            return NONE;
        }
        used.order.push(letter);
        let code = u16::try_from(used.order.len()).unwrap_or(NONE);
        if let Some(place) = used.codes.get_mut(place) {
            *place = code;
        }
        code
    }

    /// Writes the fonts; what is returned names them for the pages.
    ///
    /// # Errors
    /// [`Error::Font`] if a font cannot be subset, [`Error::Write`] if it cannot be written.
    pub(super) fn write(&self, file: &mut File) -> Result<String, Error> {
        let mut named = String::new();
        for (weight, used) in &self.weights {
            let id = font(file, self.faces.of(*weight), *weight, &used.order)?;
            named.push_str(&format!("/{} {id}", name(*weight)));
        }
        Ok(named)
    }
}

/// A font's name on the pages.
pub(super) fn name(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "GR",
        Weight::Medium => "GM",
        Weight::Bold => "GB",
    }
}

/// A font of two-byte codes (§9.7): its program, the widths, and what each code means.
fn font(file: &mut File, face: &Face, weight: Weight, order: &[char]) -> Result<Id, Error> {
    let mut remapper = GlyphRemapper::new();
    let glyphs: Vec<u16> = order.iter().map(|letter| face.glyph(*letter).map_or(0, |glyph| remapper.remap(glyph))).collect();
    let program = subsetter::subset(face.bytes, 0, &remapper).map_err(|_| Error::Font(face.name))?;
    let program = file.stream(&format!("/Length1 {}", program.len()), &program)?;
    let map: Vec<u8> = std::iter::once(0).chain(glyphs).flat_map(u16::to_be_bytes).collect();
    let map = file.stream("", &map)?;
    let meaning = file.stream("", meaning(order).as_bytes())?;
    // The six letters and the plus mark a subset (§9.6.4).
    let base = format!("AULAAA+{}", face.name);
    let about = describe(file, face, weight, &base, program);
    let widths: Vec<String> =
        std::iter::once(&STAND_IN).chain(order).map(|letter| per_mille(face.advance(*letter)).to_string()).collect();
    let system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
    let widths = widths.join(" ");
    let below = file.add(&format!(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}{system}/FontDescriptor {about}/CIDToGIDMap {map}/W[0[{widths}]]>>"
    ));
    Ok(file.add(&format!(
        "<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H/DescendantFonts[{below}]/ToUnicode {meaning}>>"
    )))
}

fn describe(file: &mut File, face: &Face, weight: Weight, base: &str, program: Id) -> Id {
    let [left, low, right, high] = face.frame().map(per_mille);
    let (ascent, descent, capital) = (per_mille(ASCENT), per_mille(-DESCENT), per_mille(face.capital()));
    let stem = match weight {
        Weight::Regular => 80,
        Weight::Medium => 100,
        Weight::Bold => 140,
    };
    // flag 4: letters beyond the standard Latin ones
    file.add(&format!(
        "<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[{left} {low} {right} {high}]/ItalicAngle 0/Ascent {ascent}/Descent \
         {descent}/CapHeight {capital}/StemV {stem}/FontFile2 {program}>>"
    ))
}

/// Thousandths of an em, as PDF counts widths.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and advances are small")]
fn per_mille(em: f32) -> i32 {
    (em * 1000.0).round() as i32
}

/// What each code means, for whoever searches or copies the text (§9.10.3).
fn meaning(order: &[char]) -> String {
    let mut map = String::from(
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement \
         0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    let all: Vec<(usize, char)> = std::iter::once(STAND_IN).chain(order.iter().copied()).enumerate().collect();
    for some in all.chunks(100) {
        map.push_str(&format!("{} beginbfchar\n", some.len()));
        for (code, letter) in some {
            let units: String = letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
            map.push_str(&format!("<{code:04X}><{units}>\n"));
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike_stay_apart() {
        let mut alphabet = Alphabet::new(Faces::get().unwrap());
        let codes = ['A', 'А', 'A', '\u{a0}', ' '].map(|letter| alphabet.code(Weight::Regular, letter));
        assert_eq!(codes, [1, 2, 1, 3, 4]);
        assert_eq!(alphabet.code(Weight::Bold, 'ә'), 1, "each weight counts for itself");
    }

    #[test]
    fn what_the_font_lacks_is_a_box() {
        let mut alphabet = Alphabet::new(Faces::get().unwrap());
        assert_eq!([STAND_IN, '🔥'].map(|letter| alphabet.code(Weight::Regular, letter)), [NONE; 2]);
    }

    #[test]
    fn the_meaning_of_many_letters_is_told_in_portions() {
        let order: Vec<char> = ('а'..='я').cycle().take(150).collect();
        let map = meaning(&order);
        assert!(map.contains("100 beginbfchar") && map.contains("51 beginbfchar") && map.contains("<0001><0430>"));
    }
}

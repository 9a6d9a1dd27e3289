//! Reduces a font to the letters that a document uses: 18 kB a page instead of 90.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontMetrics, ParsedFont, PdfFont};
use subsetter::GlyphRemapper;

use super::error::Error;
use super::faces::{ASCENT, Cut, DESCENT, Face, Faces, STAND_IN, Weight};
use super::marks::Mark;

/// The letters used in each cut.
pub(super) type Used = BTreeMap<Cut, BTreeSet<char>>;

/// The letters of all pages.
pub(super) fn used(pages: &[Vec<Mark>]) -> Used {
    let mut used = Used::new();
    for mark in pages.iter().flatten() {
        if let Mark::Text(run) | Mark::Across(run) = mark {
            used.entry(run.cut).or_default().extend(run.text.chars());
        }
    }
    used
}

/// The font with only these letters, its glyphs renumbered.
///
/// # Errors
/// [`Error::Font`] if the font cannot be subset.
pub(super) fn font(faces: &Faces, cut: Cut, letters: &BTreeSet<char>) -> Result<PdfFont, Error> {
    let face = faces.of(cut.weight);
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::from([(u32::from(STAND_IN), 0)]);
    let mut widths = BTreeMap::from([(0, per_mille(face.advance(STAND_IN)))]);
    for letter in letters {
        if let Some(glyph) = face.glyph(*letter) {
            let glyph = remapper.remap(glyph);
            glyphs.insert(u32::from(*letter), glyph);
            widths.insert(glyph, per_mille(faces.advance(cut, *letter)));
        }
    }
    let bytes = subsetter::subset(face.bytes, 0, &remapper).map_err(|_| Error::Font(face.name))?;
    Ok(PdfFont::new(embed(face, cut.weight, bytes, glyphs, widths)))
}

/// Thousandths of an em, as PDF counts widths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates, and advances are small")]
fn per_mille(em: f32) -> u16 {
    (em * 1000.0).round() as u16
}

fn embed(face: &Face, weight: Weight, bytes: Vec<u8>, glyphs: BTreeMap<u32, u16>, widths: BTreeMap<u16, u16>) -> ParsedFont {
    // The six letters and the plus mark a subset (ISO 32000-1 §9.6.4).
    let name = format!("AULAAA+{}", face.name);
    let (ascent, descent) = (per_mille(ASCENT), per_mille(DESCENT));
    let metrics = FontMetrics { ascent: ascent.cast_signed(), descent: -descent.cast_signed() };
    let mut font = ParsedFont::with_glyph_data(bytes, 0, Some(name), glyphs, widths, 1000, metrics);
    font.pdf_font_metrics.us_weight_class = match weight {
        Weight::Regular => 400,
        Weight::Medium => 500,
        Weight::Bold => 700,
    };
    font
}

//! Parts of a picture made black for good: faces, number plates, papers on a table.

use std::collections::BTreeSet;

use image::{DynamicImage, Rgba};

/// How many squares a picture has in a row, and in a column.
pub const SQUARES: u32 = 12;

/// Which squares of a picture are to be black, by row and column from the top left, from nothing on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover(BTreeSet<(u32, u32)>);

impl Cover {
    /// Those of `row-column` words that name a square: `0-0` is the one at the top left.
    pub fn read<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let square = |word: &str| {
            let (row, column) = word.split_once('-')?;
            let within = |number: &str| number.parse().ok().filter(|number| *number < SQUARES);
            Some((within(row)?, within(column)?))
        };
        Self(words.into_iter().filter_map(square).collect())
    }

    /// Whether there is nothing to cover.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes them black.
    pub(super) fn over(&self, image: DynamicImage) -> DynamicImage {
        let mut image = image.to_rgba8();
        let (width, height) = image.dimensions();
        // a picture of fewer points than squares has squares of none
        let edge = |at: u32, whole: u32| u32::try_from(u64::from(at) * u64::from(whole) / u64::from(SQUARES)).unwrap_or(whole);
        for (row, column) in &self.0 {
            for y in edge(*row, height)..edge(row + 1, height) {
                for x in edge(*column, width)..edge(column + 1, width) {
                    image.put_pixel(x, y, Rgba([0, 0, 0, 255]));
                }
            }
        }
        DynamicImage::ImageRgba8(image)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(width, height, Rgba([255, 255, 255, 255])))
    }

    #[test]
    fn what_is_covered_is_black_and_the_rest_as_it_was() {
        let cover = Cover::read(["0-0", "11-11"]);
        let image = cover.over(white(120, 60)).to_rgba8();
        let black = |x, y| image.get_pixel(x, y).0 == [0, 0, 0, 255];
        assert!(black(0, 0) && black(9, 4) && black(110, 55) && black(119, 59));
        assert!(!black(10, 0) && !black(0, 5) && !black(109, 59) && !black(60, 30));
    }

    #[test]
    fn all_squares_leave_nothing_whatever_the_size() {
        let every: Vec<String> = (0..SQUARES).flat_map(|row| (0..SQUARES).map(move |column| format!("{row}-{column}"))).collect();
        let cover = Cover::read(every.iter().map(String::as_str));
        for (width, height) in [(1, 1), (7, 13), (12, 12), (101, 37)] {
            assert!(
                cover.over(white(width, height)).to_rgba8().pixels().all(|pixel| pixel.0 == [0, 0, 0, 255]),
                "{width}×{height}"
            );
        }
    }

    #[test]
    fn what_is_no_square_is_none() {
        assert!(Cover::read(["12-0", "0-12", "-1-3", "a", "", "4294967296-0", "1"]).is_empty());
    }
}

//! The company's logo: decoded with limits, made no larger than paper can show.

use std::io::Cursor;

use image::{DynamicImage, ImageReader, Limits};

use super::error::Error;
use super::file::{File, Id};

/// A larger upload is refused before it is decoded.
const MOST_PIXELS: u32 = 4096;
/// 600 pixels on at most 5 cm are 300 dpi.
const PRINTED_PIXELS: u32 = 600;

/// A logo ready to be embedded.
pub(super) struct Logo {
    /// Red, green and blue of each pixel.
    colours: Vec<u8>,
    /// How much of each pixel is seen; nothing where all of all is.
    seen: Option<Vec<u8>>,
    /// In pixels, at least 1.
    size: (u32, u32),
    /// The same as lengths.
    width: f32,
    height: f32,
}

/// Decodes PNG, JPEG or WebP bytes.
///
/// # Errors
/// [`Error::Logo`] if they are none of these, are broken, or are larger than 4096 × 4096.
pub(super) fn decode(bytes: &[u8]) -> Result<Logo, Error> {
    let why = |error: &dyn std::fmt::Display| Error::Logo(error.to_string());
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| why(&error))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(128 << 20);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| why(&error))?;
    Ok(embed(&fit(image)))
}

fn fit(image: DynamicImage) -> DynamicImage {
    if image.width() <= PRINTED_PIXELS && image.height() <= PRINTED_PIXELS {
        return image;
    }
    image.thumbnail(PRINTED_PIXELS, PRINTED_PIXELS)
}

fn embed(image: &DynamicImage) -> Logo {
    let size = (image.width().max(1), image.height().max(1));
    let seen = image.color().has_alpha().then(|| image.to_rgba8().pixels().map(|pixel| pixel.0[3]).collect());
    // at most 600 pixels: no float loses one
    let [width, height] = [size.0, size.1].map(|side| f32::from(u16::try_from(side).unwrap_or(u16::MAX)));
    Logo { colours: image.to_rgb8().into_raw(), seen, size, width, height }
}

impl Logo {
    /// Writes it as an image of the file, what is seen through as a mask of it (ISO 32000-1 §11.6.5.3).
    ///
    /// # Errors
    /// [`Error::Write`].
    pub(super) fn write(&self, file: &mut File) -> Result<Id, Error> {
        let (width, height) = self.size;
        let about = |colours: &str| {
            format!("/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{colours}/BitsPerComponent 8")
        };
        let mask = match &self.seen {
            Some(seen) => format!("/SMask {}", file.stream(&about("DeviceGray"), seen)?),
            None => String::new(),
        };
        file.stream(&format!("{}{mask}", about("DeviceRGB")), &self.colours)
    }

    /// The size in points that fits into a box without distortion.
    pub(super) fn within(&self, width: f32, height: f32) -> (f32, f32) {
        let scale = (width / self.width).min(height / self.height);
        (self.width * scale, self.height * scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_image_is_refused() {
        assert!(matches!(decode(b"<svg/>"), Err(Error::Logo(_))));
        assert!(matches!(decode(b""), Err(Error::Logo(_))));
    }

    #[test]
    fn a_logo_is_made_smaller_and_keeps_its_shape() {
        let mut png = Vec::new();
        let image = DynamicImage::new_rgba8(1200, 300);
        image.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        let logo = decode(&png).unwrap();
        assert_eq!(logo.size, (600, 150));
        assert_eq!(logo.seen.as_ref().map(Vec::len), Some(600 * 150), "an image with alpha has its mask");
        let (width, height) = logo.within(100.0, 100.0);
        assert!((width - 100.0).abs() < 0.01 && (height - 25.0).abs() < 0.01);
    }
}

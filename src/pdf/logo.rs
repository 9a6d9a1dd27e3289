//! The company's logo: decoded with limits, made no larger than paper can show.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageReader, Limits};
use printpdf::{RawImage, RawImageData, RawImageFormat};

use super::error::Error;

/// A larger upload is refused before it is decoded.
const MOST_PIXELS: u32 = 4096;
/// 600 pixels on at most 5 cm are 300 dpi.
const PRINTED_PIXELS: u32 = 600;

/// A logo ready to be embedded: decoded once, however many letters it stands on.
#[derive(Clone)]
pub struct Logo {
    pub(super) raw: Arc<RawImage>,
    /// Width and height in pixels, at least 1.
    pub(super) width: f32,
    pub(super) height: f32,
}

impl PartialEq for Logo {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl Eq for Logo {}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({} × {})", self.width, self.height)
    }
}

fn fit(image: DynamicImage) -> DynamicImage {
    if image.width() <= PRINTED_PIXELS && image.height() <= PRINTED_PIXELS {
        return image;
    }
    image.thumbnail(PRINTED_PIXELS, PRINTED_PIXELS)
}

fn embed(image: &DynamicImage) -> Logo {
    let (width, height) = (image.width().max(1), image.height().max(1));
    let (pixels, data_format) = if image.color().has_alpha() {
        (image.to_rgba8().into_raw(), RawImageFormat::RGBA8)
    } else {
        (image.to_rgb8().into_raw(), RawImageFormat::RGB8)
    };
    let raw = RawImage {
        pixels: RawImageData::U8(pixels),
        width: width as usize,
        height: height as usize,
        data_format,
        tag: Vec::new(),
    };
    Logo { raw: Arc::new(raw), width: width as f32, height: height as f32 }
}

impl Logo {
    /// Reads PNG, JPEG or WebP bytes.
    ///
    /// # Errors
    /// [`Error::Logo`] if they are none of these, are broken, or are larger than 4096 × 4096.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
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
        assert!(matches!(Logo::read(b"<svg/>"), Err(Error::Logo(_))));
        assert!(matches!(Logo::read(b""), Err(Error::Logo(_))));
    }

    #[test]
    fn a_logo_is_made_smaller_and_keeps_its_shape() {
        let mut png = Vec::new();
        let image = DynamicImage::new_rgba8(1200, 300);
        image.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        let logo = Logo::read(&png).unwrap();
        assert_eq!((logo.raw.width, logo.raw.height), (600, 150));
        let (width, height) = logo.within(100.0, 100.0);
        assert!((width - 100.0).abs() < 0.01 && (height - 25.0).abs() < 0.01);
    }
}

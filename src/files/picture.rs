//! Pictures, decoded and written anew.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::cover::Cover;
use super::refused::Refused;
use super::sniff::Kind;

/// The longer side of a kept picture, in pixels.
const SIDE: u32 = 1920;

/// The most pixels that are opened: more than the largest sensors of telephones have by far would be a trap.
const PIXELS: u64 = 110_000_000;

/// The most memory that decoding one picture may take, in bytes.
const MEMORY: u64 = 512 << 20;

/// How good a JPEG is kept, of 100.
const QUALITY: u8 = 82;

/// A picture as it is kept.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Opens the picture, turns it upright, makes it small enough and writes it: PNG where something shines through, else JPEG.
///
/// # Errors
/// [`Refused::TooManyPixels`], or [`Refused::Damaged`] when it cannot be decoded.
pub(super) fn anew(bytes: &[u8], kind: Kind) -> Result<Picture, Refused> {
    let image = decoded(bytes, kind)?;
    let large = image.width() > SIDE || image.height() > SIDE;
    written(&if large { image.resize(SIDE, SIDE, FilterType::CatmullRom) } else { image })
}

/// The picture with parts of it made black.
///
/// # Errors
/// [`Refused::Damaged`] when it cannot be decoded.
pub(super) fn covered(bytes: &[u8], kind: Kind, cover: &Cover) -> Result<Picture, Refused> {
    written(&cover.over(decoded(bytes, kind)?))
}

fn written(image: &DynamicImage) -> Result<Picture, Refused> {
    let (width, height) = (image.width(), image.height());
    let mut written = Vec::new();
    let kind = if shines_through(image) {
        image.to_rgba8().write_with_encoder(PngEncoder::new(&mut written)).map_err(|_| Refused::Damaged)?;
        Kind::Png
    } else {
        image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut written, QUALITY)).map_err(|_| Refused::Damaged)?;
        Kind::Jpeg
    };
    Ok(Picture { kind, bytes: written, width, height })
}

fn decoded(bytes: &[u8], kind: Kind) -> Result<DynamicImage, Refused> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Webp => ImageFormat::WebP,
        Kind::Pdf | Kind::Xlsx | Kind::Docx | Kind::Text | Kind::Zip => return Err(Refused::Kind),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > MEMORY {
        return Err(Refused::TooManyPixels);
    }
    let orientation = decoder.orientation().map_err(refused)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(refused)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn refused(error: image::ImageError) -> Refused {
    match error {
        image::ImageError::Limits(_) => Refused::TooManyPixels,
        _ => Refused::Damaged,
    }
}

fn shines_through(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0.last().is_some_and(|alpha| *alpha < 255))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
        let mut bytes = Vec::new();
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).unwrap();
        bytes
    }

    /// Puts an EXIF block with an orientation and a secret behind the first two bytes.
    fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS 43.238949 76.889709");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn a_photograph_is_upright_and_tells_nobody_where_it_was_taken() {
        let taken = [with_exif(&jpeg(80, 40), 6).as_slice(), b"<script>alert(1)</script>"].concat();
        let kept = anew(&taken, Kind::Jpeg).unwrap();
        assert_eq!((kept.kind, kept.width, kept.height), (Kind::Jpeg, 40, 80));
        for secret in [b"GPS ".as_slice(), b"Exif", b"<script"] {
            assert!(!kept.bytes.windows(secret.len()).any(|part| part == secret), "{secret:?} survived");
        }
        let upright = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
        assert!(upright.get_pixel(20, 5).0[0] > 200 && upright.get_pixel(20, 75).0[2] > 200, "left came to the top");
    }

    #[test]
    fn large_ones_shrink_and_small_ones_stay() {
        let kept = anew(&jpeg(2400, 300), Kind::Jpeg).unwrap();
        assert_eq!((kept.width, kept.height), (1920, 240));
        assert_eq!(anew(&jpeg(16, 8), Kind::Jpeg).unwrap().width, 16);
    }

    #[test]
    fn only_what_shines_through_stays_a_png() {
        let png = |alpha| {
            let mut bytes = Vec::new();
            RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, alpha])).write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
            bytes
        };
        let kept = anew(&png(100), Kind::Png).unwrap();
        assert_eq!(kept.kind, Kind::Png);
        assert_eq!(image::load_from_memory(&kept.bytes).unwrap().to_rgba8().get_pixel(0, 0).0[3], 100);
        assert_eq!(anew(&png(255), Kind::Png).unwrap().kind, Kind::Jpeg);
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_opened() {
        // a PNG that says it is 60,000 pixels wide and high
        let mut bytes = Vec::new();
        RgbaImage::from_pixel(1, 1, Rgba([1, 2, 3, 4])).write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
        bytes.splice(16..24, [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let crc = crc(&bytes[12..29]).to_be_bytes();
        bytes.splice(29..33, crc);
        assert_eq!(anew(&bytes, Kind::Png).unwrap_err(), Refused::TooManyPixels);
        assert_eq!(anew(&jpeg(40, 40)[..200], Kind::Jpeg).unwrap_err(), Refused::Damaged);
        assert_eq!(anew(b"\x89PNG\r\n\x1a\nrubbish", Kind::Png).unwrap_err(), Refused::Damaged);
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
}

//! The pictures of the demo, drawn by code: no photographer, no licence, no file in the repository.

mod canvas;
mod courtyard;
mod leaking_pipe;
mod lettering;
mod lift_notice;
mod logos;
mod meter_face;
mod paint;
mod playground;
mod shape;

pub use logos::Logo;

use canvas::Canvas;
pub use meter_face::meter_face;

/// A picture that goes with an announcement or a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Photo {
    /// A yard under the mountains at dusk, windows lit.
    Courtyard,
    /// A playground on a sunny day.
    Playground,
    /// The doors of a lift with a notice on them.
    LiftNotice,
    /// A drawing of a pipe that leaks, with labels.
    LeakingPipe,
}

impl Photo {
    /// Every picture.
    pub const ALL: [Self; 4] = [Self::Courtyard, Self::Playground, Self::LiftNotice, Self::LeakingPipe];

    /// What the file is called.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Courtyard => "courtyard.jpg",
            Self::Playground => "playground.jpg",
            Self::LiftNotice => "lift.jpg",
            Self::LeakingPipe => "pipe.jpg",
        }
    }

    /// The picture as JPEG, 1200 × 800 pixels; takes some tens of milliseconds.
    ///
    /// # Errors
    /// Only if the encoder fails, which it has no reason to.
    pub fn jpeg(self) -> image::ImageResult<Vec<u8>> {
        let mut canvas = Canvas::new(1200, 800);
        match self {
            Self::Courtyard => courtyard::draw(&mut canvas),
            Self::Playground => playground::draw(&mut canvas),
            Self::LiftNotice => lift_notice::draw(&mut canvas),
            Self::LeakingPipe => leaking_pipe::draw(&mut canvas),
        }
        canvas.jpeg()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn pictures_are_whole_and_repeat() {
        for photo in Photo::ALL {
            let bytes = photo.jpeg().unwrap();
            assert_eq!(bytes, photo.jpeg().unwrap(), "{photo:?}");
            assert!((20_000..400_000).contains(&bytes.len()), "{photo:?}: {}", bytes.len());
            let image = image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg).unwrap().to_rgb8();
            assert_eq!(image.dimensions(), (1200, 800));
            let colours: BTreeSet<_> = image.pixels().map(|pixel| pixel.0.map(|part| part / 16)).collect();
            assert!(colours.len() > 60, "{photo:?} is nearly empty: {}", colours.len());
        }
    }

    #[test]
    fn logos_are_square_and_in_the_companies_colours() {
        for (logo, company) in [(Logo::Alatau, &crate::demo::places::ALATAU), (Logo::Esil, &crate::demo::places::ESIL)] {
            let image = image::load_from_memory_with_format(&logo.png().unwrap(), image::ImageFormat::Png).unwrap().to_rgb8();
            assert_eq!(image.dimensions(), (512, 512));
            let [r, g, b] = image.get_pixel(8, 8).0;
            assert_eq!(format!("#{r:02x}{g:02x}{b:02x}"), company.accent);
        }
    }
}

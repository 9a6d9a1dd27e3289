//! A company's colour for action, in light and in dark, and whether it can be read: WCAG 2.2, 1.4.3.
//!
//! No one colour reads on both papers, so there are two; the dark one is proposed from the light one where it is not given.

use std::fmt;
use std::str::FromStr;

/// The least contrast of text on paper that WCAG 2.2 (AA) takes.
pub(super) const LEAST: f64 = 4.5;

/// What the accent stands on: paper, surface, sunken, as in `static/css/tokens.css`.
const LIGHT: [Colour; 3] = [Colour(0xf7, 0xf2, 0xe8), Colour(0xff, 0xfd, 0xf8), Colour(0xef, 0xe8, 0xda)];
const DARK: [Colour; 3] = [Colour(0x14, 0x17, 0x1d), Colour(0x1c, 0x20, 0x28), Colour(0x10, 0x13, 0x18)];
const WHITE: Colour = Colour(0xff, 0xff, 0xff);
const BLACK: Colour = Colour(0, 0, 0);

/// A colour of the screen (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(u8, u8, u8);

/// That a text is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoColour;

impl FromStr for Colour {
    type Err = NoColour;

    /// `#00696f`, with or without the sign.
    fn from_str(typed: &str) -> Result<Self, NoColour> {
        let digits = typed.trim().trim_start_matches('#');
        let well = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let part = |from: usize| digits.get(from..from + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        match (well, part(0), part(2), part(4)) {
            (true, Some(red), Some(green), Some(blue)) => Ok(Self(red, green, blue)),
            _ => Err(NoColour),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Colour {
    /// How bright it is, from 0 to 1 (WCAG's relative luminance).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// So many hundredths of the other colour in this one.
    fn mixed(self, other: Self, hundredths: u16) -> Self {
        let part = |a: u8, b: u8| {
            let sum = u16::from(a) * (100 - hundredths) + u16::from(b) * hundredths;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }
}

/// How well two colours are told apart: from 1 to 21.
pub(super) fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// On which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Light,
    Dark,
}

impl Mode {
    fn papers(self) -> [Colour; 3] {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
        }
    }

    /// How much of the accent its wash has, in hundredths.
    fn washed(self) -> u16 {
        match self {
            Self::Light => 14,
            Self::Dark => 18,
        }
    }

    /// What is unread lies on a surface of which the accent itself is a part: `.unread` in `static/css/components.css`.
    fn unread(self, colour: Colour) -> Colour {
        let [_, surface, _] = self.papers();
        surface.mixed(surface.mixed(colour, self.washed()), 45)
    }

    /// The contrast on the paper where it is least.
    pub(super) fn measure(self, colour: Colour) -> f64 {
        let papers = self.papers().into_iter().chain([self.unread(colour)]);
        papers.map(|paper| contrast(colour, paper)).fold(f64::INFINITY, f64::min)
    }
}

/// That an accent cannot be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unreadable {
    pub(super) mode: Mode,
    /// The contrast that it has; at least [`LEAST`] is asked for.
    pub(super) ratio: f64,
}

/// A colour for each of the two papers, both readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accent {
    pub(super) light: Colour,
    pub(super) dark: Colour,
}

impl Accent {
    /// Takes two colours that can be read; without a dark one the light one is brightened until it can.
    pub(super) fn new(light: Colour, dark: Option<Colour>) -> Result<Self, Unreadable> {
        let accent = Self { light, dark: dark.unwrap_or_else(|| brightened(light)) };
        for (mode, colour) in [(Mode::Light, accent.light), (Mode::Dark, accent.dark)] {
            let ratio = mode.measure(colour);
            if ratio < LEAST {
                return Err(Unreadable { mode, ratio });
            }
        }
        Ok(accent)
    }

    /// The stylesheet that puts it in place of ours: in the layer of the tokens, so that print still has its black.
    pub(super) fn stylesheet(self) -> String {
        let (light, dark) = (Shades::light(self.light), Shades::dark(self.dark));
        format!(
            "@layer tokens{{:root{{{}}}@media screen and (prefers-color-scheme: dark){{:root{{{}}}}}}}",
            light.tokens(),
            dark.tokens()
        )
    }
}

fn brightened(light: Colour) -> Colour {
    let all = (0..=100).step_by(5).map(|hundredths| light.mixed(WHITE, hundredths));
    all.into_iter().find(|colour| Mode::Dark.measure(*colour) >= LEAST).unwrap_or(WHITE)
}

/// What the tokens of action are, from one colour.
struct Shades {
    action: Colour,
    deep: Colour,
    wash: Colour,
    on: Colour,
}

impl Shades {
    fn light(action: Colour) -> Self {
        let [_, surface, _] = LIGHT;
        Self { action, deep: action.mixed(BLACK, 25), wash: surface.mixed(action, Mode::Light.washed()), on: WHITE }
    }

    fn dark(action: Colour) -> Self {
        let [_, surface, sunken] = DARK;
        Self { action, deep: action.mixed(WHITE, 35), wash: surface.mixed(action, Mode::Dark.washed()), on: sunken }
    }

    fn tokens(&self) -> String {
        let Self { action, deep, wash, on } = self;
        format!("--action:{action};--action-deep:{deep};--action-wash:{wash};--on-action:{on}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_is_measured_as_wcag_says() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(WHITE, WHITE) - 1.0).abs() < 1e-9);
        // WebAIM's examples of what just passes and just fails on white
        assert!((contrast(colour("#767676"), WHITE) - 4.54).abs() < 0.005);
        assert!((contrast(colour("#777777"), WHITE) - 4.48).abs() < 0.005);
    }

    #[test]
    fn the_papers_are_those_of_the_stylesheet() {
        let tokens = include_str!("../../static/css/tokens.css");
        let (by_day, by_night) = tokens.split_once("(prefers-color-scheme: dark)").unwrap();
        for (tokens, papers) in [(by_day, LIGHT), (by_night, DARK)] {
            for (name, paper) in ["paper", "surface", "sunken"].into_iter().zip(papers) {
                assert!(tokens.contains(&format!("--{name}:{paper};")), "{name} is not {paper}");
            }
        }
    }

    #[test]
    fn our_own_colour_passes_and_a_pale_one_is_refused_with_its_ratio() {
        assert!(Accent::new(colour("#00696f"), Some(colour("#62cdc9"))).is_ok());
        let refused = Accent::new(colour("#62cdc9"), None).unwrap_err();
        assert_eq!(refused.mode, Mode::Light);
        assert!(refused.ratio > 1.3 && refused.ratio < 1.7, "{refused:?}");
        let refused = Accent::new(colour("#00696f"), Some(colour("#00696f"))).unwrap_err();
        assert_eq!(refused.mode, Mode::Dark);
    }

    #[test]
    fn what_can_be_read_can_be_read_on_what_is_unread_too() {
        // 4.54 on the darkest paper's surface, 4.31 on an unread line, where a browser found it
        let refused = Accent::new(colour("#00696f"), Some(colour("#4d969a"))).unwrap_err();
        assert_eq!(refused.mode, Mode::Dark);
        assert!((refused.ratio - 4.31).abs() < 0.05, "{refused:?}");
        let proposed = Accent::new(colour("#00696f"), None).unwrap();
        assert!(Mode::Dark.measure(proposed.dark) >= LEAST);
    }

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!("00696F".parse::<Colour>(), Ok(colour("#00696f")));
        for wrong in ["", "#fff", "red", "#00696g", "#00696f;}", "#+1+1+1", "##"] {
            assert_eq!(wrong.parse::<Colour>(), Err(NoColour), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_passes_reads_in_all_its_shades(red: u8, green: u8, blue: u8) {
            let light = Colour(red, green, blue);
            let accent = Accent::new(light, None);
            prop_assert_eq!(accent.is_ok(), Mode::Light.measure(light) >= LEAST, "a dark shade is always found");
            if let Ok(accent) = accent {
                for shades in [Shades::light(accent.light), Shades::dark(accent.dark)] {
                    prop_assert!(contrast(shades.on, shades.action) >= LEAST);
                    prop_assert!(contrast(shades.on, shades.deep) >= LEAST);
                    prop_assert!(contrast(shades.deep, shades.wash) >= LEAST);
                }
            }
        }
    }
}

//! Colours and how they are spread.

/// A colour: red, green and blue from 0 to 1, as screens take them.
pub(super) type Colour = [f32; 3];

/// The colour of a number as designers write it: `0x00696f`.
pub(super) fn rgb(hex: u32) -> Colour {
    let [_, r, g, b] = hex.to_be_bytes();
    [r, g, b].map(|part| f32::from(part) / 255.0)
}

/// How a shape is filled.
#[derive(Debug, Clone, Copy)]
pub(super) enum Paint {
    /// One colour, with its opacity.
    Flat(Colour, f32),
    /// From one colour at the height `top` to another at the height `bottom`.
    Down { top: f32, from: Colour, bottom: f32, to: Colour },
    /// From one colour at `left` to another at `right`.
    Across { left: f32, from: Colour, right: f32, to: Colour },
    /// Light around a point that fades out at a distance.
    Glow { x: f32, y: f32, radius: f32, colour: Colour, strength: f32 },
}

impl Paint {
    /// An opaque colour.
    pub(super) fn of(hex: u32) -> Self {
        Self::Flat(rgb(hex), 1.0)
    }

    /// A transparent colour.
    pub(super) fn thin(hex: u32, opacity: f32) -> Self {
        Self::Flat(rgb(hex), opacity)
    }

    /// The colour and opacity at a point.
    pub(super) fn at(self, x: f32, y: f32) -> (Colour, f32) {
        match self {
            Self::Flat(colour, opacity) => (colour, opacity),
            Self::Down { top, from, bottom, to } => (mix(from, to, (y - top) / (bottom - top)), 1.0),
            Self::Across { left, from, right, to } => (mix(from, to, (x - left) / (right - left)), 1.0),
            Self::Glow { x: cx, y: cy, radius, colour, strength } => {
                let near = (1.0 - (x - cx).hypot(y - cy) / radius).clamp(0.0, 1.0);
                (colour, strength * near * near)
            }
        }
    }
}

/// A colour between two: 0 gives the first, 1 the second.
pub(super) fn mix(from: Colour, to: Colour, part: f32) -> Colour {
    let part = part.clamp(0.0, 1.0);
    let [r, g, b] = from;
    let [r2, g2, b2] = to;
    [r + (r2 - r) * part, g + (g2 - g) * part, b + (b2 - b) * part]
}

//! Outlines: closed contours of straight lines, fine enough to look round.

use std::f32::consts::TAU;

/// A point: x to the right, y downwards, in pixels.
pub(super) type Point = (f32, f32);

/// One or more closed contours.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    pub(super) contours: Vec<Vec<Point>>,
}

impl Shape {
    /// A polygon.
    pub(super) fn polygon(points: &[Point]) -> Self {
        Self { contours: vec![points.to_vec()] }
    }

    /// A rectangle by its upper left corner and its size.
    pub(super) fn rect(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self::polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    }

    /// A rectangle with round corners.
    pub(super) fn rounded(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Self {
        let (right, bottom) = (x + width - radius, y + height - radius);
        let corners =
            [(right, bottom, 0.0), (x + radius, bottom, 0.25), (x + radius, y + radius, 0.5), (right, y + radius, 0.75)];
        let turn = |(cx, cy, start): (f32, f32, f32)| {
            (0_u8..=8).map(move |step| around(cx, cy, radius, radius, start + f32::from(step) / 32.0))
        };
        Self { contours: vec![corners.into_iter().flat_map(turn).collect()] }
    }

    /// An ellipse around a point.
    pub(super) fn ellipse(cx: f32, cy: f32, rx: f32, ry: f32) -> Self {
        Self { contours: vec![(0_u8..72).map(|step| around(cx, cy, rx, ry, f32::from(step) / 72.0)).collect()] }
    }

    /// A circle around a point.
    pub(super) fn circle(cx: f32, cy: f32, radius: f32) -> Self {
        Self::ellipse(cx, cy, radius, radius)
    }

    /// A straight stroke with round ends.
    pub(super) fn line((x0, y0): Point, (x1, y1): Point, width: f32) -> Self {
        let along = (y1 - y0).atan2(x1 - x0) / TAU;
        let end = |(x, y): Point, start: f32| {
            (0_u8..=12).map(move |step| around(x, y, width / 2.0, width / 2.0, start + f32::from(step) / 24.0))
        };
        Self { contours: vec![end((x1, y1), along - 0.25).chain(end((x0, y0), along + 0.25)).collect()] }
    }

    /// A stroke along a curve with one bend (a quadratic Bézier curve).
    pub(super) fn curve(from: Point, bend: Point, to: Point, width: f32) -> Self {
        let steps = 24_u8;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for step in 0..=steps {
            let t = f32::from(step) / f32::from(steps);
            let (x, y) = bezier(from, bend, to, t);
            let (dx, dy) = (
                2.0 * (1.0 - t) * (bend.0 - from.0) + 2.0 * t * (to.0 - bend.0),
                2.0 * (1.0 - t) * (bend.1 - from.1) + 2.0 * t * (to.1 - bend.1),
            );
            let scale = width / 2.0 / dx.hypot(dy).max(f32::EPSILON);
            left.push((x - dy * scale, y + dx * scale));
            right.push((x + dy * scale, y - dx * scale));
        }
        left.extend(right.into_iter().rev());
        Self { contours: vec![left] }
    }

    /// A falling drop: its tip is `height` above the middle of its belly.
    pub(super) fn drop(cx: f32, cy: f32, radius: f32, height: f32) -> Self {
        let belly = (0_u8..=36).map(|step| around(cx, cy, radius, radius, -0.04 + f32::from(step) / 36.0 * 0.58));
        Self { contours: vec![belly.chain([(cx, cy - height)]).collect()] }
    }
}

/// The point of a quadratic Bézier curve at `t` from 0 to 1.
pub(super) fn bezier(from: Point, bend: Point, to: Point, t: f32) -> Point {
    let at = |a: f32, b: f32, c: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
    (at(from.0, bend.0, to.0), at(from.1, bend.1, to.1))
}

/// The point of an ellipse after `turns` full turns, clockwise from the right.
fn around(cx: f32, cy: f32, rx: f32, ry: f32, turns: f32) -> Point {
    let (sin, cos) = (turns * TAU).sin_cos();
    (cx + rx * cos, cy + ry * sin)
}

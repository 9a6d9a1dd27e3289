//! What a backup promises: the same data comes back, on either engine, and a broken file changes nothing.

mod broken;
mod busy;
mod engines;
mod older;
mod round;
mod world;

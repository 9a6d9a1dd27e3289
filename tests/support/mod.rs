//! What every test of the portal stands on.
#![allow(dead_code, reason = "a vocabulary: not every test uses every verb")]

pub(crate) mod assembly;
pub(crate) mod browser;
pub(crate) mod ground;
pub(crate) mod house;
pub(crate) mod paper;
pub(crate) mod people;
pub(crate) mod portal;
pub(crate) mod running;
pub(crate) mod screen;
pub(crate) mod serving;
pub(crate) mod smtp;
pub(crate) mod sources;
pub(crate) mod world;

pub(crate) use people::Person;
pub(crate) use portal::TestPortal;
pub(crate) use screen::Screen;
pub(crate) use world::Side;

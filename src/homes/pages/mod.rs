//! What staff see of the register.

pub(super) mod building;
pub(super) mod buildings;
pub(super) mod complexes;
mod facts;
pub(super) mod holders;
pub(super) mod import;
pub(super) mod imports;
pub(super) mod layouts;
pub(super) mod list;
pub(super) mod premises;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    let mut all: Vec<(&'static str, Box<dyn Shown>)> = vec![
        ("homes/index", Box::new(list::Index::sample())),
        ("homes/buildings", Box::new(buildings::Buildings::sample())),
        ("homes/building", Box::new(building::Show::sample())),
        ("homes/building_form", Box::new(building::Edit::sample())),
        ("homes/complex_form", Box::new(complexes::Edit::sample())),
        ("homes/premises", Box::new(premises::Show::sample())),
        ("homes/premises_form", Box::new(premises::Edit::sample())),
        ("homes/holder_form", Box::new(holders::New::sample())),
        ("homes/contact_form", Box::new(holders::Edit::sample())),
        ("homes/imports", Box::new(imports::Index::sample())),
        ("homes/import", Box::new(import::Show::sample())),
        ("homes/layouts", Box::new(layouts::Index::sample())),
        ("homes/layout_form", Box::new(layouts::Edit::sample())),
        ("homes/layout_removal", Box::new(layouts::Removal::sample())),
        ("homes/import_undo", Box::new(import::undo::Ask::sample())),
        ("homes/holding_ending", Box::new(holders::Ending::sample())),
    ];
    all.extend(super::people::pages::samples());
    all.extend(super::moves::pages::samples());
    all.extend(super::merging::pages::samples());
    all
}

//! How a company comes to look as it does: colours that can be read, and a logo.

use diesel::QueryResult;

use super::accent::Accent;
use super::opening::Keeper;
use super::store::brands::{self, Brand};
use super::store::companies;
use crate::db::Tx;
use crate::files::{self, Kept, LOGO, logo_of};
use crate::web::secrets;
use crate::who::CompanyId;

/// How many signs of its fingerprint tell one face from the next.
const VERSION: usize = 12;

fn version(brand: &Brand, logo: &str) -> String {
    let seen = format!("{:?}|{:?}|{logo}", brand.light, brand.dark);
    secrets::fingerprint(&seen).chars().take(VERSION).collect()
}

fn save(tx: &mut Tx<'_>, company: CompanyId, mut brand: Brand) -> QueryResult<()> {
    let logo = logo_of(tx, company)?.map(|file| file.digest.as_str().to_owned()).unwrap_or_default();
    brand.version = version(&brand, &logo);
    brands::save(tx, company, &brand).map(|_| ())
}

/// Puts a colour in place of ours; `None` is ours again. A company that is not there is not found.
pub(super) fn colour(tx: &mut Tx<'_>, who: &Keeper, accent: Option<Accent>) -> QueryResult<()> {
    let company = who.company();
    companies::one(tx, company)?;
    let before = brands::held(tx, company)?;
    let (light, dark) = (accent.map(|accent| accent.light.to_string()), accent.map(|accent| accent.dark.to_string()));
    let details = serde_json::json!({ "light_was": before.light, "light_is": light, "dark_was": before.dark, "dark_is": dark });
    save(tx, company, Brand { light, dark, ..before })?;
    who.by.clone().did("franchise.coloured", ("company", company)).with(details).record(tx)
}

/// Puts a logo in place of ours; `None` is ours again. A company that is not there is not found.
pub(super) fn set_logo(tx: &mut Tx<'_>, who: &Keeper, logo: Option<&Kept>) -> QueryResult<()> {
    let company = who.company();
    companies::one(tx, company)?;
    let before = brands::held(tx, company)?;
    files::remove_all(tx, company, LOGO, &company.to_string())?;
    let size = match logo {
        Some(kept) => {
            files::add(tx, company, LOGO, &company.to_string(), kept, Some(who.person))?;
            kept.size()
        }
        None => None,
    };
    let (logo_width, logo_height) = (size.map(|(width, _)| width), size.map(|(_, height)| height));
    save(tx, company, Brand { logo_width, logo_height, ..before })?;
    let details = serde_json::json!({ "logo": logo.map(|kept| kept.digest().as_str()) });
    who.by.clone().did("franchise.logo_set", ("company", company)).with(details).record(tx)
}

/// Dresses a company without asking anybody: for the demo.
///
/// # Errors
/// When the database fails, or a colour cannot be read.
pub fn dress(tx: &mut Tx<'_>, company: CompanyId, light: &str, logo: &Kept) -> QueryResult<()> {
    let accent = light.parse().ok().and_then(|light| Accent::new(light, None).ok()).ok_or(diesel::result::Error::NotFound)?;
    let before = brands::held(tx, company)?;
    files::add(tx, company, LOGO, &company.to_string(), logo, None)?;
    let (logo_width, logo_height) = (logo.size().map(|(width, _)| width), logo.size().map(|(_, height)| height));
    let (light, dark) = (Some(accent.light.to_string()), Some(accent.dark.to_string()));
    save(tx, company, Brand { light, dark, logo_width, logo_height, ..before })
}

//! A believable franchise: two companies, their houses, neighbours and announcements. Invented from end to end.

mod acts;
mod agendas;
mod bank;
mod bare;
mod bills;
mod cast;
pub mod chance;
mod handover;
mod house_money;
mod jobs;
mod meetings;
mod meters;
mod moves;
pub mod names;
mod newcomers;
mod news;
pub mod photos;
pub mod places;
mod protocols;
mod requests;
mod seed;
mod settling;
mod sheets;
mod sheets_of_meeting;
mod surveys;
mod team;
pub mod texts;
mod visits;

pub use seed::welcome;

use crate::app::App;

/// Fills an empty database with `flats` flats, telling how far it is.
///
/// # Errors
/// When the database is not empty, or fails.
pub async fn fill(app: &App, flats: usize, tell: &(dyn Fn(&str) + Sync)) -> anyhow::Result<()> {
    seed::fill(app, flats, tell).await?;
    acts::remember(app).await
}

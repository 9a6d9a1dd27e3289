//! What support looked at in the demo: somebody asked for help this week, and twice last month.

use super::cast::People;
use crate::app::App;
use crate::db::{Broken, Never};
use crate::visits::{self, Past};
use crate::who::CompanyId;

/// As whom, why, how many hours ago and for how many minutes, what was opened.
type Story = (&'static str, &'static str, (i64, i64), &'static [(&'static str, i64)]);

const STORIES: [Story; 3] = [
    (
        "manager@demo.example",
        "Жүктеу кезінде 14 жол қабылданбады, әкімші себебін сұрады",
        (700, 22),
        &[("/staff/homes", 2), ("/staff/homes/imports", 1), ("/staff/homes/imports/{import}", 4)],
    ),
    (
        "editor@demo.example",
        "Редактор не видит кнопку отправки: звонок от 28 октября",
        (534, 9),
        &[("/staff/announcements", 1), ("/staff/announcements/{announcement}", 2)],
    ),
    (
        "owner@demo.example",
        "Тұрғын хабарландырудағы файлды аша алмайды",
        (50, 6),
        &[("/home", 1), ("/announcements", 1), ("/announcements/{announcement}", 2)],
    ),
];

/// Writes them down.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, people: &People) -> anyhow::Result<()> {
    let Some(operator) = people.get("operator@demo.example").copied() else { return Ok(()) };
    let known: Vec<_> = STORIES.iter().filter_map(|story| Some((people.get(story.0).copied()?, story))).collect();
    let filled = app.db.write::<_, Never>(move |tx| {
        for (person, (_, reason, ago, pages)) in known {
            visits::remember(tx, &Past { company, operator, person, reason, ago: *ago, pages })?;
        }
        Ok(())
    });
    Ok(filled.await.map_err(Broken::from)?)
}

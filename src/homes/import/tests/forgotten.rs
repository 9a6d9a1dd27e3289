//! Thirty days after its end an import has counts and nobody's name.

use chrono::TimeDelta;

use super::*;
use crate::db::schema::{files, imports};

/// How many files are on the shelves of an import, and how many of them have bytes.
async fn kept(app: &App, id: ImportId) -> (usize, usize) {
    let read = app.db.read(move |conn| {
        let mine = files::table.filter(files::subject_id.eq(id.to_string())).select(files::digest);
        let digests: Vec<String> = mine.load(conn)?;
        Ok((digests.len(), digests.iter().filter(|digest| !digest.is_empty()).count()))
    });
    read.await.unwrap()
}

async fn report(app: &App, id: ImportId) -> String {
    app.db.read(move |conn| imports::table.find(id).select(imports::report).first(conn)).await.unwrap()
}

/// The areas and a name of [`SHEET`] corrected: a report full of what was and what is.
fn corrected() -> String {
    SHEET.replace("Ли Вера", "Ли Вера Ильинична").replace("61,4", "61,5")
}

#[actix_web::test]
async fn the_sheet_and_what_it_said_of_people_go_after_thirty_days_and_the_counts_stay() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        imported(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let row = imported(app, &by, "Дом 2.csv", corrected().as_bytes()).await;
        assert_eq!(kept(app, row.id).await, (3, 3), "the sheet, its refused rows and all changes");
        assert!(!row.report.changes.is_empty() && !row.report.refused.is_empty(), "{:?}", row.report);

        app.clock.pass(KEPT);
        assert_eq!(forget(app).await.unwrap(), 0, "not before its time");
        app.clock.pass(TimeDelta::seconds(1));
        assert_eq!((forget(app).await.unwrap(), forget(app).await.unwrap()), (2, 0), "once each");

        let left = look(app, &by, row.id).await;
        assert_eq!((left.state, left.forgotten, left.file_name.as_str()), (State::Done, true, "Дом 2.csv"));
        assert_eq!((left.author, left.created_at), (row.author, row.created_at));
        assert!(left.report.same_outcome(&row.report), "{:?}", left.report);
        assert_eq!(kept(app, row.id).await, (1, 0));
        let said = report(app, row.id).await;
        assert!(!said.contains("Вера") && !said.contains("Абая") && !said.contains("61"), "{said}");
    }
}

#[actix_web::test]
async fn what_nobody_went_on_with_ends_and_what_is_under_way_does_not() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let left = rehearsed(app, &by, "Дом.csv", SHEET.as_bytes()).await;
        let gone_on = rehearsed(app, &by, "Дом 2.csv", corrected().as_bytes()).await;
        app.clock.pass(KEPT + TimeDelta::seconds(1));
        let (asking, id) = (by.clone(), gone_on.id);
        app.db.write(move |tx| ask(tx, &asking, id, Choice::default())).await.unwrap();
        assert_eq!(forget(app).await.unwrap(), 1);
        let row = look(app, &by, left.id).await;
        assert_eq!((row.state, row.forgotten), (State::Failed, true));
        assert_eq!(row.report.failed.unwrap().key, "homes.import.refused.abandoned");
        assert_eq!(kept(app, left.id).await, (1, 0));
        work_until_idle(app).await.unwrap();
        assert_eq!(look(app, &by, gone_on.id).await.state, State::Done);
    }
}

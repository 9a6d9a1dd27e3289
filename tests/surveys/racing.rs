//! Many hands at once.

use aula::db::schema::{survey_answers, survey_participations};
use diesel::prelude::*;
use futures_util::future::join_all;

use super::{building, drafted, opened};
use crate::support::TestPortal;
use crate::support::people::{editor, owner2, secretary};

#[actix_web::test]
async fn of_twenty_same_answers_one_is_kept() {
    for (anonymous, per) in [("yes", "person"), ("", "person"), ("", "unit")] {
        let (portal, place, boss) = (TestPortal::open().await, building(), editor());
        let at = drafted(&portal, &boss, &[("place", &place), ("anonymous", anonymous), ("per", per)]).await;
        super::asked(&portal, &boss, &at, "single", &super::NEEDED).await;
        let read = opened(&portal, &boss, &at).await;
        let (who, action) = (owner2(), format!("{read}/answer"));
        let form = portal.visit(&who, &action).await.form(&action).with("q1", "1").with("go", "next");
        let check = portal.submit(&who, &form).await.form(&action).with("go", "send");
        let all = join_all((0..20).map(|_| portal.submit(&who, &check))).await;
        assert!(all.iter().all(|screen| screen.status.as_u16() == 303), "{anonymous} {per}");
        let id = at.rsplit('/').next().expect("an id").to_owned();
        let counted = portal.app.db.read(move |conn| {
            let answers: i64 = survey_answers::table.filter(survey_answers::survey_id.eq(&id)).count().get_result(conn)?;
            let units: i64 =
                survey_participations::table.filter(survey_participations::survey_id.eq(&id)).count().get_result(conn)?;
            Ok((answers, units))
        });
        assert_eq!(counted.await.expect("the rows"), (1, 1), "{anonymous} {per}");
    }
}

#[actix_web::test]
async fn of_two_who_close_and_withdraw_at_once_one_comes_first() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = drafted(&portal, &boss, &[("place", &place)]).await;
    super::asked(&portal, &boss, &at, "single", &super::NEEDED).await;
    opened(&portal, &boss, &at).await;
    let (closing, other) = (format!("{at}/closing"), secretary());
    let mut forms = Vec::new();
    for n in 0..10 {
        let who = if n % 2 == 0 { &boss } else { &other };
        forms.push((who, portal.visit(who, &closing).await.form(&closing)));
    }
    let answers = join_all(forms.iter().map(|(who, form)| portal.submit(who, form))).await;
    let done = answers.iter().filter(|screen| screen.status.as_u16() == 303).count();
    assert_eq!(done, 1, "{:?}", answers.iter().map(|screen| screen.status.as_u16()).collect::<Vec<_>>());
    portal.visit(&boss, &at).await.sees("завершён");
}

//! Old notices are removed, and no others.

use super::*;
use crate::notices::{mark_read, prune};

#[actix_web::test]
async fn what_was_read_goes_after_a_year_and_the_rest_after_two() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        let person = reader.person;
        reader.tell(&stand, Kind::AnnouncementLegal, "read").await;
        reader.tell(&stand, Kind::AnnouncementLegal, "unread").await;
        stand.app.db.write::<_, Never>(move |tx| Ok(mark_read(tx, person, "read")?)).await.unwrap();
        let pruned = async || prune(&stand.app).await.unwrap();
        assert_eq!(reader.inbox(&stand).await, (2, 1));

        stand.app.clock.pass(TimeDelta::days(365));
        assert_eq!(pruned().await, 0, "not before its time");
        stand.app.clock.pass(TimeDelta::seconds(1));
        reader.tell(&stand, Kind::AnnouncementLegal, "young").await;
        assert_eq!((pruned().await, reader.inbox(&stand).await), (1, (2, 2)), "the one that was read");

        stand.app.clock.pass(TimeDelta::days(365));
        assert_eq!((pruned().await, reader.inbox(&stand).await), (1, (1, 1)), "and the other a year later");
        assert_eq!(pruned().await, 0);
    }
}

#[actix_web::test]
async fn many_go_in_portions() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        let news = (0..1_100).map(|n| reader.news(Kind::AnnouncementLegal, &format!("subject {n}"))).collect();
        all(&stand, news).await;
        stand.app.clock.pass(TimeDelta::days(731));
        assert_eq!(prune(&stand.app).await.unwrap(), 1_100);
        assert_eq!(reader.inbox(&stand).await, (0, 0));
    }
}

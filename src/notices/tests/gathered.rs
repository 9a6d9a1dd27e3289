//! Letters with many things in them: one for each reader, never empty.

use chrono::TimeDelta;

use super::{Reader, after, letter_count};
use crate::db::Never;
use crate::notices::kind::{Kind, Pace};
use crate::notices::{Channel, Told, mark_read, withdraw};
use crate::stand::Stand;

async fn daily(stand: &Stand) -> Reader {
    let reader = Reader::on(stand).await;
    reader.wish(stand, Kind::AnnouncementInfo, Pace::Daily).await;
    reader.wish(stand, Kind::AnnouncementOutage, Pace::Daily).await;
    reader
}

#[actix_web::test]
async fn the_days_news_come_in_one_letter_in_the_morning() {
    for stand in Stand::each() {
        let (reader, other) = (daily(&stand).await, daily(&stand).await);
        let told = reader.tell(&stand, Kind::AnnouncementInfo, "s1").await;
        assert_eq!(told, Told { notice: true, channel: Channel::Portal, letter: None, digest: true });
        reader.tell(&stand, Kind::AnnouncementOutage, "s2").await;
        other.tell(&stand, Kind::AnnouncementOutage, "s2").await;
        assert_eq!(after(&stand, TimeDelta::minutes(15 * 60 + 59)).await.len(), 0, "8:59");
        let sent = after(&stand, TimeDelta::minutes(1)).await;
        assert_eq!(sent.len(), 2, "9:00: one for each reader");
        let mine = sent.iter().find(|sent| sent.to == super::address(reader.person)).unwrap();
        assert!(mine.raw.contains("List-Unsubscribe-Post"));
        assert_eq!(after(&stand, TimeDelta::days(2)).await.len(), 2, "and no more of it");
        assert_eq!(
            reader.tell(&stand, Kind::AnnouncementInfo, "s1").await,
            Told { notice: false, ..told },
            "a retry says the same"
        );
    }
}

#[actix_web::test]
async fn what_was_read_or_taken_back_meanwhile_drops_out() {
    for stand in Stand::each() {
        let reader = daily(&stand).await;
        let person = reader.person;
        for subject in ["s1", "s2", "s3"] {
            reader.tell(&stand, Kind::AnnouncementInfo, subject).await;
        }
        stand.app.db.write::<_, Never>(move |tx| Ok(mark_read(tx, person, "s1")?)).await.unwrap();
        stand.app.db.write::<_, Never>(|tx| Ok(withdraw(tx, "s2")?)).await.unwrap();
        assert_eq!(reader.inbox(&stand).await, (3, 1));
        after(&stand, TimeDelta::days(1)).await;
        let letter = stand.app.db.read(|conn| {
            let all = crate::mail::lists::recent(conn, 9, None)?;
            assert_eq!(all.len(), 1);
            crate::mail::lists::letter(conn, all[0].id)
        });
        let letter = letter.await.unwrap().unwrap();
        assert!(
            letter.text.contains("Жаңалық s3 <b>") && !letter.text.contains("Жаңалық s1") && !letter.text.contains("Жаңалық s2"),
            "{}",
            letter.text
        );
        assert!(letter.html.contains("Жаңалық s3 &lt;b&gt;") && !letter.html.contains("s3 <b>"), "{}", letter.html);
        assert_eq!(letter.envelope.subject, "Жаңалық s3 <b>");
    }
}

#[actix_web::test]
async fn no_letter_is_written_about_nothing() {
    for stand in Stand::each() {
        let reader = daily(&stand).await;
        let person = reader.person;
        reader.tell(&stand, Kind::AnnouncementInfo, "s1").await;
        reader.tell(&stand, Kind::AnnouncementOutage, "s2").await;
        stand.app.db.write::<_, Never>(move |tx| Ok(mark_read(tx, person, "s1")?)).await.unwrap();
        reader.wish(&stand, Kind::AnnouncementOutage, Pace::Off).await;
        after(&stand, TimeDelta::days(1)).await;
        assert_eq!(letter_count(&stand).await, 0, "one was read, the other is not wanted any more");
        assert_eq!(reader.inbox(&stand).await, (2, 1), "but it is in the portal still");
    }
}

#[actix_web::test]
async fn news_within_an_hour_come_in_one_letter_when_it_is_over() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        assert_eq!(reader.tell(&stand, Kind::AnnouncementInfo, "s1").await.channel, Channel::Mail);
        for subject in ["s2", "s3", "s4"] {
            let told = reader.tell(&stand, Kind::AnnouncementInfo, subject).await;
            assert_eq!(told, Told { notice: true, channel: Channel::Portal, letter: None, digest: true });
        }
        assert_eq!(reader.tell(&stand, Kind::AnnouncementOutage, "s5").await.channel, Channel::Mail, "other kinds do not wait");
        assert_eq!(after(&stand, TimeDelta::minutes(59)).await.len(), 2);
        assert_eq!(after(&stand, TimeDelta::minutes(1)).await.len(), 3);
        assert!(reader.tell(&stand, Kind::AnnouncementInfo, "s6").await.digest, "a letter of many is a letter too");
        assert_eq!(after(&stand, TimeDelta::minutes(60)).await.len(), 4);
        stand.app.clock.pass(TimeDelta::minutes(60));
        assert_eq!(reader.tell(&stand, Kind::AnnouncementInfo, "s7").await.channel, Channel::Mail);
    }
}

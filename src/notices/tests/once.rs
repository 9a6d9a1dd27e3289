//! Once and only once, and as it was wished.

use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;

use super::{Reader, after, all, letter_count};
use crate::db::Never;
use crate::notices::hours::{Hours, Quiet};
use crate::notices::kind::{Kind, Pace};
use crate::notices::store::wishes;
use crate::notices::{Channel, Told, tell};
use crate::stand::Stand;

#[actix_web::test]
async fn telling_twice_is_one_notice_one_letter_and_the_same_answer() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        let first = reader.tell(&stand, Kind::AnnouncementInfo, "s1").await;
        assert!(first.notice && first.channel == Channel::Mail && first.letter.is_some() && !first.digest);
        reader.wish(&stand, Kind::AnnouncementInfo, Pace::Daily).await;
        let again = reader.tell(&stand, Kind::AnnouncementInfo, "s1").await;
        assert_eq!(again, Told { notice: false, ..first }, "a wish that came later changes nothing");
        let waiting = reader.tell(&stand, Kind::AnnouncementInfo, "s2").await;
        reader.wish(&stand, Kind::AnnouncementInfo, Pace::Immediate).await;
        stand.app.clock.pass(TimeDelta::hours(2));
        assert_eq!(
            reader.tell(&stand, Kind::AnnouncementInfo, "s2").await,
            Told { notice: false, ..waiting },
            "what waits gets no letter besides"
        );
        assert_eq!((reader.inbox(&stand).await, letter_count(&stand).await), ((2, 2), 1));
    }
}

#[actix_web::test]
async fn twice_in_one_breath_and_twenty_at_once_are_once_too() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        let news = vec![
            reader.news(Kind::AnnouncementOutage, "s1"),
            reader.news(Kind::AnnouncementOutage, "s1"),
            reader.news(Kind::AnnouncementLegal, "s2"),
        ];
        let told = all(&stand, news).await;
        assert_eq!(told.iter().map(|t| t.notice).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(told[0].letter, told[1].letter);
        let at_once = join_all((0..20).map(|_| {
            let (config, news) = (stand.app.config.clone(), vec![reader.news(Kind::AnnouncementOutage, "s3")]);
            stand.app.db.write::<_, Never>(move |tx| Ok(tell(tx, &config, news)?))
        }))
        .await;
        assert_eq!(at_once.into_iter().filter(|told| told.as_ref().unwrap()[0].notice).count(), 1);
        assert_eq!((reader.inbox(&stand).await, letter_count(&stand).await), ((3, 3), 3));
    }
}

#[actix_web::test]
async fn a_house_is_told_in_order_with_few_statements() {
    for stand in Stand::each() {
        let mut news = Vec::new();
        for n in 0..30 {
            let reader = Reader::on(&stand).await;
            let kind = if n % 2 == 0 { Kind::AnnouncementInfo } else { Kind::AnnouncementLegal };
            let mut notice = reader.news(kind, "s1");
            if n % 3 == 0 {
                notice.to_address = None;
            }
            news.push(notice);
        }
        let before = stand.app.db.statements();
        let told = all(&stand, news).await;
        assert!(stand.app.db.statements() - before <= 10, "{} statements", stand.app.db.statements() - before);
        let by_mail: Vec<bool> = told.iter().map(|told| told.channel == Channel::Mail).collect();
        assert_eq!(by_mail, (0..30).map(|n| n % 3 != 0).collect::<Vec<_>>());
    }
}

#[actix_web::test]
async fn who_wants_no_letter_is_told_in_the_portal_and_the_law_asks_nobody() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        for kind in Kind::ALL {
            reader.wish(&stand, *kind, Pace::Off).await;
        }
        let refused = reader.tell(&stand, Kind::AnnouncementOutage, "s1").await;
        assert_eq!(refused, Told { notice: true, channel: Channel::Portal, letter: None, digest: false });
        for (kind, subject) in [(Kind::AnnouncementLegal, "s2"), (Kind::AnnouncementEmergency, "s3")] {
            assert_eq!(reader.tell(&stand, kind, subject).await.channel, Channel::Mail, "{kind}");
        }
        assert_eq!(reader.inbox(&stand).await, (3, 3));
        let sent = after(&stand, TimeDelta::zero()).await;
        assert_eq!(sent.len(), 2);
        assert!(sent.iter().all(|sent| !sent.raw.contains("List-Unsubscribe")), "what may not be refused offers no way to");
    }
}

#[actix_web::test]
async fn a_letter_that_may_be_refused_says_how() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        reader.tell(&stand, Kind::AnnouncementOutage, "s1").await;
        let raw = after(&stand, TimeDelta::zero()).await.remove(0).raw.replace("\r\n ", "");
        assert!(raw.contains("List-Unsubscribe: <https://aula.kz/unsubscribe/"), "{raw}");
        assert!(raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    }
}

#[actix_web::test]
async fn quiet_hours_put_letters_off_but_not_emergencies() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        let person = reader.person;
        let hours = Hours { quiet: Quiet::new(17, 8), digest_at: 9 };
        stand.app.db.write::<_, Never>(move |tx| Ok(wishes::keep_hours(tx, person, hours)?)).await.unwrap();
        reader.tell(&stand, Kind::AnnouncementLegal, "s1").await;
        reader.tell(&stand, Kind::AnnouncementEmergency, "s2").await;
        assert_eq!(after(&stand, TimeDelta::zero()).await.len(), 1, "17:00: the emergency");
        assert_eq!(after(&stand, TimeDelta::minutes(14 * 60 + 59)).await.len(), 1, "7:59");
        assert_eq!(after(&stand, TimeDelta::minutes(1)).await.len(), 2, "8:00");
    }
}

#[actix_web::test]
async fn newer_news_of_a_thing_takes_the_place_of_older() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        reader.wish(&stand, Kind::AnnouncementOutage, Pace::Daily).await;
        reader.tell(&stand, Kind::AnnouncementOutage, "s1").await;
        let mut newer = reader.news(Kind::AnnouncementOutage, "s1");
        newer.once_key = "announcement:s1:2".into();
        assert!(all(&stand, vec![newer]).await[0].notice);
        assert_eq!(reader.inbox(&stand).await, (2, 1));
        let sent = after(&stand, TimeDelta::days(1)).await;
        assert_eq!(sent.len(), 1);
    }
}

#[actix_web::test]
async fn somebody_who_is_gone_is_not_told() {
    for stand in Stand::each() {
        let reader = Reader::on(&stand).await;
        let person = reader.person;
        let notice = reader.news(Kind::AnnouncementLegal, "s1");
        let gone = stand
            .app
            .db
            .write::<_, Never>(move |tx| Ok(diesel::delete(crate::db::schema::people::table.find(person)).execute(&mut **tx)?));
        gone.await.unwrap();
        let told = all(&stand, vec![notice]).await;
        assert_eq!(told, [Told { notice: false, channel: Channel::Portal, letter: None, digest: false }]);
    }
}

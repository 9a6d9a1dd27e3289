//! How one wishes to be told.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Never;
use crate::notices::hours::{Hours, Quiet};
use crate::notices::kind::{Kind, Pace};
use crate::notices::plan::pace;
use crate::notices::store::wishes;
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Member};
use crate::web::{Error, Form, Page, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "notices/settings.html")]
pub(crate) struct Show {
    form: Form,
    kinds: Vec<KindRow>,
    locked: Vec<(&'static str, &'static str)>,
    paces: Vec<(&'static str, String)>,
    hours: Vec<(String, String)>,
    zone: String,
    email: Option<String>,
}

/// A kind that may be refused.
struct KindRow {
    word: &'static str,
    key: &'static str,
    hint_key: &'static str,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(typed(
            &HashMap::from([(Kind::AnnouncementInfo, Pace::Daily)]),
            Hours { quiet: Quiet::new(22, 8), digest_at: 18 },
        ));
        form.refuse("digest_at", "notices.refused.digest_in_quiet");
        Self::of(form, Locale::Kk, "Asia/Almaty", Some("owner@demo.example".into()))
    }

    fn of(form: Form, locale: Locale, zone: &str, email: Option<String>) -> Self {
        let hour = |hour: u32| (hour.to_string(), text::time(chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()));
        Self {
            form,
            kinds: Kind::all_refusable()
                .map(|kind| KindRow { word: kind.word(), key: kind.key(), hint_key: kind.hint_key() })
                .collect(),
            locked: Kind::ALL.iter().filter(|kind| !kind.refusable()).map(|kind| (kind.key(), kind.hint_key())).collect(),
            paces: Pace::ALL.iter().map(|pace| (pace.word(), t(locale, pace.key()).into_owned())).collect(),
            hours: (0..24).map(hour).collect(),
            zone: zone.rsplit('/').next().unwrap_or_default().replace('_', " "),
            email,
        }
    }
}

/// What was chosen, as the form would send it.
fn typed(chosen: &HashMap<Kind, Pace>, hours: Hours) -> Typed {
    let typed = Kind::all_refusable()
        .fold(Typed::default(), |typed, kind| typed.with(kind.word(), pace(kind, chosen.get(&kind).copied())));
    let (from, until) = hours.quiet.map(|quiet| (quiet.from.to_string(), quiet.until.to_string())).unwrap_or_default();
    typed.with("quiet_from", from).with("quiet_until", until).with("digest_at", hours.digest_at)
}

/// What the form says, once it is true.
fn read(form: &mut Form) -> Option<(Vec<(Kind, Pace)>, Hours)> {
    let paces: Vec<(Kind, Pace)> =
        Kind::all_refusable().filter_map(|kind| Some((kind, form.word::<Pace>(kind.word())?))).collect();
    let hour = |form: &mut Form, field: &str| {
        let hour = form.value(field).parse::<u32>().ok().filter(|hour| *hour < 24);
        if hour.is_none() && !form.value(field).is_empty() {
            form.refuse(field, "forms.refused.choice");
        }
        hour
    };
    let (from, until, digest_at) = (hour(form, "quiet_from"), hour(form, "quiet_until"), hour(form, "digest_at"));
    if digest_at.is_none() {
        form.refuse("digest_at", "forms.refused.choice");
    }
    let quiet = match (from, until) {
        (Some(from), Some(until)) => {
            let quiet = Quiet::new(from, until);
            if quiet.is_none() {
                form.refuse("quiet_until", "notices.refused.quiet_empty");
            }
            quiet
        }
        (Some(_), None) => refuse_half(form, "quiet_until"),
        (None, Some(_)) => refuse_half(form, "quiet_from"),
        (None, None) => None,
    };
    if quiet.zip(digest_at).is_some_and(|(quiet, hour)| quiet.holds(hour)) {
        form.refuse("digest_at", "notices.refused.digest_in_quiet");
    }
    digest_at.filter(|_| !form.failed()).map(|digest_at| (paces, Hours { quiet, digest_at }))
}

fn refuse_half(form: &mut Form, field: &str) -> Option<Quiet> {
    form.refuse(field, "notices.refused.quiet_half");
    None
}

async fn page(app: &App, who: &Member, form: Option<Form>) -> Result<Show, Error> {
    let person = who.person();
    let (chosen, hours, email) = app.db.read(move |conn| wishes::of(conn, person)).await?;
    let form = form.unwrap_or_else(|| Form::of(typed(&chosen, hours)));
    Ok(Show::of(form, who.locale(), who.zone().name(), email))
}

pub(in crate::notices) async fn show(app: web::Data<App>, who: Member) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, None).await?))
}

pub(in crate::notices) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Member,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some((paces, hours)) = read(&mut form) else {
        return Ok(Refused(page(&app, &who, Some(form)).await?).respond_to(&req));
    };
    let person = who.person();
    app.db
        .write::<_, Never>(move |tx| {
            for (kind, pace) in paces {
                wishes::keep(tx, person, kind, pace)?;
            }
            Ok(wishes::keep_hours(tx, person, hours)?)
        })
        .await?;
    Ok(see("/notifications/settings").saying("notices.said.saved").respond_to(&req))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        let all = [
            ("announcement_info", "daily"),
            ("announcement_outage", "off"),
            ("survey", "immediate"),
            ("request", "immediate"),
            ("meter_reading", "immediate"),
            ("bill", "immediate"),
            ("quiet_from", ""),
            ("quiet_until", ""),
            ("digest_at", "9"),
        ];
        Form::of(
            all.iter()
                .map(|(name, value)| {
                    let changed = pairs.iter().find(|(n, _)| n == name).map_or(*value, |(_, v)| *v);
                    ((*name).to_owned(), changed.to_owned())
                })
                .collect(),
        )
    }

    #[test]
    fn what_is_true_is_read() {
        let (paces, hours) = read(&mut form(&[("quiet_from", "22"), ("quiet_until", "8")])).unwrap();
        assert_eq!(paces.get(..2).unwrap(), [(Kind::AnnouncementInfo, Pace::Daily), (Kind::AnnouncementOutage, Pace::Off)]);
        assert_eq!(hours, Hours { quiet: Quiet::new(22, 8), digest_at: 9 });
        assert_eq!(read(&mut form(&[])).unwrap().1.quiet, None);
    }

    #[test]
    fn what_is_not_is_refused_at_its_field() {
        for (pairs, field) in [
            (vec![("quiet_from", "22")], "quiet_until"),
            (vec![("quiet_until", "8")], "quiet_from"),
            (vec![("quiet_from", "8"), ("quiet_until", "8")], "quiet_until"),
            (vec![("quiet_from", "24"), ("quiet_until", "8")], "quiet_from"),
            (vec![("quiet_from", "22"), ("quiet_until", "10")], "digest_at"),
            (vec![("digest_at", "")], "digest_at"),
            (vec![("digest_at", "-1")], "digest_at"),
            (vec![("announcement_info", "never")], "announcement_info"),
        ] {
            let mut form = form(&pairs);
            assert!(read(&mut form).is_none(), "{pairs:?}");
            assert!(form.error(field).is_some(), "{pairs:?} {:?}", form.errors());
        }
    }

    #[test]
    fn a_page_shows_what_was_kept() {
        let hours = Hours { quiet: Quiet::new(22, 8), digest_at: 18 };
        let mut form = Form::of(typed(&HashMap::from([(Kind::AnnouncementInfo, Pace::Off)]), hours));
        let (paces, read) = read(&mut form).unwrap();
        let immediate = [Kind::AnnouncementOutage, Kind::Survey, Kind::Request, Kind::MeterReading, Kind::Bill]
            .map(|kind| (kind, Pace::Immediate));
        assert_eq!(paces.split_first(), Some((&(Kind::AnnouncementInfo, Pace::Off), &immediate[..])));
        assert_eq!(read, hours);
    }
}

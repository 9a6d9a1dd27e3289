//! What staff type of a survey besides its questions.

use chrono_tz::Tz;

use crate::clock::Moment;
use crate::homes::{Scope, Where, parts, scopes};
use crate::surveys::kind::{Breakdown, Per, ShownTo, Weight};
use crate::surveys::ready;
use crate::surveys::rows::Survey;
use crate::surveys::wording::Words;
use crate::text::{Locale, fold};
use crate::web::form::typed_moment;
use crate::web::{Form, Refusal, Typed};
use crate::who::{CompanyId, Holds};

/// The longest title.
pub(in crate::surveys) const TITLE: usize = 120;
/// The longest introduction.
const INTRO: usize = 2_000;

/// A survey as it is being written, without its questions.
#[derive(Clone, Debug)]
pub(in crate::surveys) struct Draft {
    title: Words,
    intro: Words,
    pub(in crate::surveys) scopes: Vec<Scope>,
    anonymous: bool,
    per: Per,
    weight: Weight,
    breakdown: Breakdown,
    shown_to: ShownTo,
    closes_at: Option<Moment>,
}

/// A text in three languages, out of the fields `name_kk`, `name_ru` and `name_en`.
pub(super) fn words(form: &mut Form, name: &str, most: usize) -> Words {
    let mut of = |locale: Locale| form.optional(&format!("{name}_{}", locale.code()), most);
    Words { kk: of(Locale::Kk), ru: of(Locale::Ru), en: of(Locale::En) }
}

/// The same back into its fields.
pub(super) fn with_words(typed: Typed, name: &str, words: &Words) -> Typed {
    Locale::ALL.iter().fold(typed, |typed, locale| typed.with(&format!("{name}_{}", locale.code()), words.of(*locale)))
}

impl Draft {
    /// A draft may be unfinished; what stands in it must be true all the same, and go together.
    pub(in crate::surveys) fn read(form: &mut Form, company: CompanyId, zone: Tz) -> Option<Self> {
        let mut title = words(form, "title", TITLE);
        for text in [&mut title.kk, &mut title.ru, &mut title.en] {
            *text = text.replace('\n', " ");
        }
        let intro = words(form, "intro", INTRO);
        let places: Vec<Where> = form.values("place").iter().filter_map(|value| Where::read(value, company)).collect();
        if places.len() != form.values("place").len() {
            form.refuse("place", "forms.refused.choice");
        }
        let holds: &[Holds] = if form.has("owners_only", "yes") { &[Holds::Owner] } else { &[] };
        let (per, weight) = (form.word("per"), form.word("weight"));
        let (breakdown, shown_to) = (form.word("breakdown"), form.word("shown_to"));
        let anonymous = form.has("anonymous", "yes");
        let closes_at = form.moment("closes_at", zone);
        if let Some(Err(refused)) = weight.map(|weight| ready::settings(anonymous, weight)) {
            form.refuse("weight", refused.said());
        }
        if form.failed() {
            return None;
        }
        Some(Self {
            title,
            intro,
            scopes: scopes(&places, &[], holds),
            anonymous,
            per: per?,
            weight: weight?,
            breakdown: breakdown?,
            shown_to: shown_to?,
            closes_at,
        })
    }

    /// Puts what was typed onto a survey.
    pub(in crate::surveys) fn onto(&self, of: Survey) -> Survey {
        let Words { kk, ru, en } = self.title.clone();
        Survey {
            title_folded: fold(&format!("{kk} {ru} {en}")),
            title_kk: kk,
            title_ru: ru,
            title_en: en,
            intro_kk: self.intro.kk.clone(),
            intro_ru: self.intro.ru.clone(),
            intro_en: self.intro.en.clone(),
            anonymous: self.anonymous,
            per: self.per,
            weight: self.weight,
            breakdown: self.breakdown,
            shown_to: self.shown_to,
            closes_at: self.closes_at,
            ..of
        }
    }
}

/// A survey in the fields of its form.
pub(in crate::surveys) fn typed(of: &Survey, scopes: &[Scope], zone: Tz) -> Typed {
    let mut typed = with_words(with_words(Typed::default(), "title", &of.title()), "intro", &of.intro());
    typed = typed.with("per", of.per).with("weight", of.weight).with("breakdown", of.breakdown).with("shown_to", of.shown_to);
    typed = typed.with("closes_at", typed_moment(of.closes_at, zone));
    if of.anonymous {
        typed = typed.with("anonymous", "yes");
    }
    let (places, _, holds) = parts(scopes);
    if !holds.is_empty() {
        typed = typed.with("owners_only", "yes");
    }
    places.iter().fold(typed, |typed, place| typed.with("place", place.value()))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn company() -> CompanyId {
        CompanyId::fresh(DateTime::from_timestamp(0, 0).unwrap().naive_utc())
    }

    fn filled() -> Typed {
        [("per", "person"), ("weight", "one"), ("breakdown", "none"), ("shown_to", "participants")]
            .into_iter()
            .fold(Typed::default(), |typed, (name, value)| typed.with(name, value))
    }

    fn read(typed: Typed) -> (Option<Draft>, Form) {
        let mut form = Form::of(typed);
        (Draft::read(&mut form, company(), chrono_tz::Asia::Almaty), form)
    }

    #[test]
    fn a_draft_may_be_empty_but_not_untrue() {
        assert!(read(filled()).0.is_some());
        for (field, value) in [("place", "planet:1"), ("closes_at", "soon"), ("title_kk", &"я".repeat(121))] {
            let (draft, form) = read(filled().with(field, value));
            assert!(draft.is_none() && form.error(field).is_some(), "{field}={value}");
        }
        let (draft, form) = read(Typed::default());
        assert!(draft.is_none() && form.error("shown_to").is_some(), "staff alone is no choice, and neither is nobody");
    }

    #[test]
    fn an_anonymous_answer_weighs_one() {
        let mut typed = Typed::default().with("anonymous", "yes").with("weight", "area");
        for (name, value) in [("per", "person"), ("breakdown", "none"), ("shown_to", "audience")] {
            typed = typed.with(name, value);
        }
        let (draft, form) = read(typed);
        assert!(draft.is_none() && form.error("weight").unwrap().key == "surveys.refused.weight_tells");
    }

    #[test]
    fn what_was_read_is_shown_again() {
        let all = filled().with("title_kk", "Алаң").with("place", "company").with("owners_only", "yes");
        let draft = read(all.with("closes_at", "2026-11-30T18:00").with("anonymous", "yes")).0.unwrap();
        let of = draft.onto(crate::surveys::rows::tests::survey());
        let shown = typed(&of, &draft.scopes, chrono_tz::Asia::Almaty);
        assert!(shown.has("anonymous", "yes") && shown.has("owners_only", "yes") && shown.has("place", "company"));
        assert_eq!((shown.value("closes_at"), of.title_folded.trim()), ("2026-11-30T18:00", fold("Алаң").as_str()));
    }
}

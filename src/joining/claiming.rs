//! Claiming: somebody without a code says where they live, staff compare it with the register and answer, and they are told.

use chrono::NaiveDate;

use super::rows::{Claim, ClaimId, ClaimState};
use super::taking::entered;
use super::{Actor, Done, MOST_CLAIMS, Refused, line, news, store};
use crate::clock;
use crate::config::Config;
use crate::db::{Failure, Tx, taken};
use crate::homes::{self, BuildingId, Contact, ContactId, Entry, Kind};
use crate::text::fold;
use crate::web::actor::{People, Staff};
use crate::who::Holds;

/// What somebody claims.
#[derive(Clone, Debug)]
pub struct Asked {
    /// In which building.
    pub building: BuildingId,
    /// What kind of premises.
    pub kind: Kind,
    /// Their number, as typed.
    pub number: String,
    /// As what they hold them.
    pub holds: Holds,
    /// What they add.
    pub note: String,
}

/// Makes a claim, and tells those of the staff who keep the register.
///
/// # Errors
/// [`Refused::NoPremises`], [`Refused::Yours`], [`Refused::AskedAlready`] or [`Refused::TooManyClaims`].
pub fn raise(tx: &mut Tx<'_>, config: &Config, who: &Actor, asked: &Asked) -> Done<ClaimId> {
    let now = tx.now();
    let house = store::houses::house(tx, asked.building)?.ok_or(Failure::Refused(Refused::NoPremises))?;
    let company = house.company;
    let premises =
        homes::numbered(tx, company, house.id, asked.kind, &asked.number)?.ok_or(Failure::Refused(Refused::NoPremises))?;
    if store::claims::holds(tx, company, premises, who.person, now)? {
        return Err(Failure::Refused(Refused::Yours));
    }
    let open = store::claims::open_of(tx, who.person)?;
    if open.iter().any(|(_, of)| *of == premises) {
        return Err(Failure::Refused(Refused::AskedAlready));
    }
    let slots = 0..i32::try_from(MOST_CLAIMS).unwrap_or_default();
    let free = slots.into_iter().find(|slot| open.iter().all(|(taken, _)| taken != slot));
    let claim = Claim {
        id: ClaimId::fresh(now),
        company_id: company,
        premises_id: premises,
        person_id: who.person,
        holds: asked.holds,
        note: asked.note.clone(),
        state: ClaimState::Waiting,
        slot: free.ok_or(Failure::Refused(Refused::TooManyClaims))?,
        reason: String::new(),
        holding_id: None,
        created_at: now,
        decided_at: None,
        decided_by: None,
    };
    store::claims::add(tx, &claim)
        .map_err(|error| if taken(&error) { Failure::Refused(Refused::AskedAlready) } else { error.into() })?;
    news::asked(tx, config, &claim)?;
    let details = serde_json::json!({ "premises": premises, "holds": asked.holds });
    line(company, who).did("joining.claimed", ("claim", claim.id)).with(details).record(tx)?;
    Ok(claim.id)
}

/// Gives the claimant what they claim: by a card that the company has of them, or by a new one.
pub(super) fn accept(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Staff<People>,
    id: ClaimId,
    card: Option<ContactId>,
    since: Option<NaiveDate>,
) -> Done<()> {
    let (company, by) = (who.company(), Actor::of(who));
    let claim = store::claims::one(tx, who.reach(), id)?;
    if !store::claims::decide(tx, company, id, ClaimState::Accepted, "", by.person)? {
        return Err(Failure::Refused(Refused::Decided));
    }
    let now = tx.now();
    let here = homes::holders_of(tx, company, claim.premises_id, now)?;
    // a card of another way of holding, or of no holder here, is not theirs to be given
    let card = card.filter(|id| here.iter().any(|(held, contact)| contact.id == *id && held.holds == claim.holds));
    let ident = here.iter().find(|(_, contact)| Some(contact.id) == card).and_then(|(_, contact)| contact.ident.clone());
    let minor = super::guardian::is_minor(ident.as_deref(), false, clock::today(now));
    super::guardian::may_enter(minor, claim.holds, false).map_err(Failure::Refused)?;
    let account = store::claims::addressee(tx, claim.person_id)?;
    let entry = Entry {
        premises: claim.premises_id,
        card,
        person: claim.person_id,
        name: account.name,
        email: account.email,
        phone: None,
        holds: claim.holds,
        since: since.or(Some(clock::today(now))),
    };
    let (holding, contact) = entered(homes::enter(tx, company, &entry))?;
    store::claims::note_holding(tx, company, id, holding)?;
    news::decided(tx, config, &Claim { state: ClaimState::Accepted, ..claim })?;
    let details = serde_json::json!({ "holding": holding, "contact": contact, "new_card": card.is_none() });
    Ok(line(company, &by).did("joining.claim_accepted", ("claim", id)).with(details).record(tx)?)
}

/// Says no, and why.
pub(super) fn refuse(tx: &mut Tx<'_>, config: &Config, who: &Staff<People>, id: ClaimId, reason: &str) -> Done<()> {
    let (company, by) = (who.company(), Actor::of(who));
    let claim = store::claims::one(tx, who.reach(), id)?;
    if !store::claims::decide(tx, company, id, ClaimState::Refused, reason, by.person)? {
        return Err(Failure::Refused(Refused::Decided));
    }
    news::decided(tx, config, &Claim { state: ClaimState::Refused, reason: reason.to_owned(), ..claim })?;
    Ok(line(company, &by).did("joining.claim_refused", ("claim", id)).record(tx)?)
}

/// How a holder in the register resembles whoever claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    pub(super) name: bool,
    pub(super) phone: bool,
    pub(super) email: bool,
}

/// Compares a card with an account: the same words in the name in any order, the same phone, the same address.
pub(super) fn likeness(card: &Contact, name: &str, email: Option<&str>, phone: Option<&str>) -> Likeness {
    let sorted = |text: &str| {
        let text = fold(text);
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort();
        words
    };
    let (theirs, said) = (sorted(&card.name), sorted(name));
    // a patronymic may be left out
    let within = |few: &[String], many: &[String]| few.len() > 1 && few.iter().all(|word| many.contains(word));
    Likeness {
        name: theirs == said || within(&said, &theirs) || within(&theirs, &said),
        phone: phone.is_some() && card.phone.as_deref() == phone,
        email: email.is_some() && card.email.as_deref() == email,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::who::CompanyId;

    #[test]
    fn a_name_is_known_again_without_its_patronymic_and_in_any_order() {
        let now = Moment::default();
        let card = Contact {
            id: ContactId::fresh(now),
            company_id: CompanyId::fresh(now),
            person_id: None,
            name: "Жұмабаев Ерлан Серікұлы".into(),
            name_folded: String::new(),
            sort_key: String::new(),
            ident: None,
            phone: Some("+77010000001".into()),
            email: Some("owner@demo.example".into()),
            created_at: now,
            died_on: None,
        };
        let like = |name: &str| likeness(&card, name, None, None).name;
        assert!(like("Ерлан Жумабаев") && like("ЖҰМАБАЕВ ЕРЛАН СЕРІКҰЛЫ"));
        assert!(!like("Ерлан") && !like("Жұмабаев Асқар") && !like(""));
        let same = likeness(&card, "Кто-то", Some("owner@demo.example"), Some("+77010000001"));
        assert_eq!(same, Likeness { name: false, phone: true, email: true });
        assert_eq!(likeness(&card, "Кто-то", Some("x@demo.example"), None), Likeness::default());
    }
}

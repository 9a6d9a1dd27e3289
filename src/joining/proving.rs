//! Proving an e-mail address: nobody uses one, and nobody's account is touched, before a letter that went there was answered.

use super::forms::Introduction;
use super::rows::InvitationId;
use super::store::proofs::Proof;
use super::taking::{Comer, take};
use super::{Actor, Done, PROOF_LIVES, PROOFS_AT_MOST, Refused, letters, store};
use crate::accounts;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Never, Tx};
use crate::mail::outbox;
use crate::text::Locale;
use crate::web::secrets;
use crate::who::PersonId;
use chrono::TimeDelta;

/// Mails a proof. The answer is the same whether or not the address has an account, and whether or not it has had its letters.
pub(super) fn ask(
    tx: &mut Tx<'_>,
    config: &Config,
    invitation: Option<InvitationId>,
    who: &Introduction,
    locale: Locale,
) -> Result<(), Failure<Never>> {
    let now = tx.now();
    if store::proofs::since(tx, &who.email, now - TimeDelta::hours(1))? >= PROOFS_AT_MOST {
        return Ok(());
    }
    let token = secrets::random_text();
    let proof = Proof {
        id: secrets::fingerprint(&token),
        invitation_id: invitation,
        name: who.name.clone(),
        email: who.email.clone(),
        phone: who.phone.clone(),
        locale: locale.code().to_owned(),
        created_at: now,
        expires_at: now + PROOF_LIVES,
        used_at: None,
    };
    store::proofs::add(tx, &proof)?;
    outbox::post(tx, &letters::proof(config, &proof, &token))?;
    Ok(())
}

/// A proof that can still be answered.
pub(super) fn open(conn: &mut Conn, token: &str, now: Moment) -> diesel::QueryResult<Option<Proof>> {
    let proof = store::proofs::one(conn, &secrets::fingerprint(token))?;
    Ok(proof.filter(|proof| proof.used_at.is_none() && proof.expires_at > now))
}

/// Where somebody goes on whose address is proved: to choose a password, or to sign in by the one they have.
fn onwards(tx: &mut Tx<'_>, person: PersonId, address: &str, next: &str) -> diesel::QueryResult<String> {
    if accounts::reader(tx, person)?.came_in {
        return Ok(format!("/sign-in?next={next}"));
    }
    accounts::password_path(tx, person, address)
}

/// Answers a proof: the account of the address is found or made, and comes in by the invitation. Gives where to go on.
pub(super) fn prove(tx: &mut Tx<'_>, token: &str, address: &str) -> Done<String> {
    let now = tx.now();
    let proof = open(tx, token, now)?.ok_or(Failure::Refused(Refused::Proof))?;
    if !store::proofs::use_up(tx, &proof.id)? {
        return Err(Failure::Refused(Refused::Proof));
    }
    let locale = Locale::from_code(&proof.locale).unwrap_or_default();
    let comer = comer(tx, &proof.email, &proof.name, proof.phone.clone(), locale, address)?;
    let next = match proof.invitation_id {
        Some(invitation) => {
            take(tx, invitation, &comer)?;
            "/home"
        }
        None => "/join/claims/new",
    };
    Ok(onwards(tx, comer.who.person, address, next)?)
}

/// Comes in by an invitation that was mailed: having it proves the address.
pub(super) fn take_mailed(tx: &mut Tx<'_>, invitation: InvitationId, address: &str) -> Done<String> {
    let of = store::invitations::sealed(tx, invitation)?.ok_or(Failure::Refused(Refused::Unknown))?;
    let email = of.email.clone().ok_or(Failure::Refused(Refused::Unknown))?;
    let locale = Locale::from_code(&of.locale).unwrap_or_default();
    let comer = comer(tx, &email, of.name.as_deref().unwrap_or(&email), None, locale, address)?;
    take(tx, invitation, &comer)?;
    Ok(onwards(tx, comer.who.person, address, "/home")?)
}

fn comer(
    tx: &mut Tx<'_>,
    email: &str,
    name: &str,
    phone: Option<String>,
    locale: Locale,
    address: &str,
) -> diesel::QueryResult<Comer> {
    let person = accounts::person_for(tx, email, name)?;
    accounts::speak(tx, person, locale)?;
    // an account that somebody has come in by keeps the name its owner knows it by
    let account = accounts::reader(tx, person)?;
    let name = if account.came_in { account.name } else { name.to_owned() };
    Ok(Comer { who: Actor { person, name, address: address.to_owned() }, email: Some(email.to_owned()), phone })
}

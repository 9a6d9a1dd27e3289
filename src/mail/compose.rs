//! A letter as the wire wants it (RFC 5322, MIME), from a row of the outbox. Nothing that a person typed can begin a new header.

use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use super::taken::Taken;

/// Makes the message. The same row gives the same `Message-ID` and `Date` however often it is sent.
///
/// # Errors
/// In words, when the address cannot be one: sending again will not help.
pub(super) fn compose(letter: &Taken, from: &Address, host: &str) -> Result<Message, String> {
    let to: Address = address(&letter.to_address)?;
    let mut message = Message::builder()
        .from(Mailbox::new(name(&letter.from_name), from.clone()))
        .to(Mailbox::new(name(&letter.to_name), to))
        .subject(one_line(&letter.subject))
        .date(moment(letter))
        .message_id(Some(format!("<{}>", message_id(letter, host))));
    message = message
        .raw_header(header("Auto-Submitted", "auto-generated".into())?)
        .raw_header(header("Content-Language", letter.locale.clone())?);
    if let Some(url) = letter.unsubscribe.as_deref().filter(|url| is_plain_url(url)) {
        message = message
            .raw_header(header("List-Unsubscribe", format!("<{url}>"))?)
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into())?);
    }
    let bodies = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    message.multipart(bodies).map_err(|error| error.to_string())
}

/// What stands between the angle brackets of `Message-ID`.
pub(super) fn message_id(letter: &Taken, host: &str) -> String {
    format!("{}@{host}", letter.id)
}

/// An address in the only shape we send to: no spaces, no control characters, one mailbox.
pub(super) fn address(text: &str) -> Result<Address, String> {
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err("the address has a space or a control character in it".into());
    }
    text.parse().map_err(|error| format!("the address cannot be one: {error}"))
}

fn name(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|name| !name.is_empty())
}

/// Line ends and other control characters become spaces: a header is one line.
fn one_line(text: &str) -> String {
    let spaced: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

fn is_plain_url(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>')
}

fn header(name: &'static str, value: String) -> Result<HeaderValue, String> {
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|error| error.to_string())?;
    Ok(HeaderValue::new(name, value))
}

fn moment(letter: &Taken) -> SystemTime {
    let seconds = u64::try_from(letter.created_at.and_utc().timestamp()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letter() -> Taken {
        let at = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc();
        Taken {
            id: super::super::LetterId::fresh(at),
            locale: "kk".into(),
            from_name: "«Алатау» ПСК".into(),
            to_name: "Әсел Қ.".into(),
            to_address: "asel@mail.kz".into(),
            subject: "Су ертең болмайды".into(),
            text: "Сәлеметсіз бе".into(),
            html: "<p>Сәлеметсіз бе</p>".into(),
            unsubscribe: Some("https://aula.kz/u/abc?x=1".into()),
            attempts: 1,
            created_at: at,
        }
    }

    fn lines(letter: &Taken) -> Vec<String> {
        let from = "aula@aula.kz".parse().unwrap();
        let raw = String::from_utf8(compose(letter, &from, "aula.kz").unwrap().formatted()).unwrap();
        let head = raw.split_once("\r\n\r\n").unwrap().0.replace("\r\n ", " ");
        head.split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn the_headers_are_those_a_mailbox_wants() {
        let letter = letter();
        let lines = lines(&letter);
        for wanted in [
            format!("Message-ID: <{}@aula.kz>", letter.id),
            "Date: Fri, 15 Jan 2027 08:00:00 +0000".into(),
            "Auto-Submitted: auto-generated".into(),
            "Content-Language: kk".into(),
            "List-Unsubscribe: <https://aula.kz/u/abc?x=1>".into(),
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click".into(),
            "MIME-Version: 1.0".into(),
        ] {
            assert!(lines.contains(&wanted), "{wanted} is missing in {lines:#?}");
        }
        assert!(lines.iter().any(|line| line.starts_with("Content-Type: multipart/alternative")));
        assert!(lines.iter().any(|line| line.starts_with("From: ") && line.ends_with("<aula@aula.kz>")));
    }

    #[test]
    fn a_letter_that_may_not_be_refused_has_no_unsubscribe() {
        let lines = lines(&Taken { unsubscribe: None, ..letter() });
        assert!(!lines.iter().any(|line| line.starts_with("List-")));
    }

    #[test]
    fn impossible_addresses_are_said_to_be_so() {
        for bad in ["", "x", "a@b@c.kz", "a b@c.kz", "a@c.kz\r\nBcc: x@y.kz", "a@c.kz\n", "<a@c.kz>", "a@c.kz,b@c.kz"] {
            assert!(address(bad).is_err(), "{bad:?}");
        }
        assert!(address("a.b+c@c.kz").is_ok());
    }

    proptest! {
        #[test]
        fn nobody_can_write_a_header(evil in "[a-zА-я\\r\\n\\t :<>@,;=?\\x00-\\x1f]{0,60}") {
            let wrapped = format!("{evil}\r\nBcc: thief@evil.kz\r\n\r\nbody");
            let letter = Taken {
                from_name: wrapped.clone(), to_name: wrapped.clone(), subject: wrapped.clone(), locale: "kk".into(),
                unsubscribe: Some(format!("https://x/{wrapped}")), ..letter()
            };
            let lines = lines(&letter);
            prop_assert!(!lines.iter().any(|line| line.to_lowercase().starts_with("bcc")), "{lines:?}");
            prop_assert!(lines.iter().any(|line| line.starts_with("Content-Type: multipart/alternative")));
        }
    }
}

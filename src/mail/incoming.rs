//! A letter that somebody sent to us, read from the wire (RFC 5322, MIME): what was said in it, without what was quoted.

use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders as _};

/// The largest letter that is read, in bytes.
pub const LARGEST: usize = 40 << 20;

/// A file that came with a letter.
#[derive(Clone, Debug)]
pub struct Attached {
    /// What its sender calls it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A letter to us.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// Its `Message-ID`, if it has one.
    pub id: Option<String>,
    /// Whose address it says it is from, in small letters.
    pub from: String,
    /// To whom it says it is, in small letters.
    pub to: Vec<String>,
    /// Which letters it answers, the nearest first: the left parts of their `Message-ID`s.
    pub answers: Vec<String>,
    /// What it is about.
    pub subject: String,
    /// What was written, without what was quoted and signed.
    pub text: String,
    /// What came with it.
    pub attached: Vec<Attached>,
    /// Whether a machine wrote it (RFC 3834), or it came by a list: nobody is answered then.
    pub automatic: bool,
}

impl Incoming {
    /// Reads a letter; `None` of what is none.
    pub fn read(raw: &[u8]) -> Option<Self> {
        let message = MessageParser::default().parse(raw)?;
        let from = message.from()?.first()?.address()?.to_lowercase();
        let addresses = message.to().into_iter().chain(message.cc());
        let attached = |part: &mail_parser::MessagePart<'_>| Attached {
            name: part.attachment_name().unwrap_or_default().to_owned(),
            bytes: part.contents().to_vec(),
        };
        Some(Self {
            id: message.message_id().map(str::to_owned),
            from,
            to: addresses.flat_map(|all| all.iter()).filter_map(|one| Some(one.address()?.to_lowercase())).collect(),
            answers: answers(&message),
            subject: message.subject().unwrap_or_default().trim().to_owned(),
            text: said(&message.body_text(0).unwrap_or_default()),
            attached: message.attachments().filter(|part| !part.is_message()).map(attached).collect(),
            automatic: automatic(&message),
        })
    }
}

/// `In-Reply-To` first, then `References` from the last on.
fn answers(message: &Message<'_>) -> Vec<String> {
    let ids = |value: &HeaderValue<'_>| -> Vec<String> {
        let list = value.as_text_list().unwrap_or_default();
        list.iter().filter_map(|id| id.trim_matches(['<', '>', ' ']).split('@').next().map(str::to_owned)).collect()
    };
    let mut all = ids(message.in_reply_to());
    all.extend(ids(message.references()).into_iter().rev());
    all.retain(|id| !id.is_empty());
    all.truncate(20);
    all
}

fn automatic(message: &Message<'_>) -> bool {
    let says = |name: &'static str, quiet: &[&str]| {
        message.header_raw(name).is_some_and(|value| !quiet.contains(&value.trim().to_lowercase().as_str()))
    };
    says("Auto-Submitted", &["no"])
        || says("List-Id", &[])
        || says("X-Autoreply", &["no"])
        || message.header_raw("Return-Path").is_some_and(|path| path.trim() == "<>")
        || message
            .header_raw("Precedence")
            .is_some_and(|value| ["bulk", "list", "junk", "auto_reply"].contains(&value.trim().to_lowercase().as_str()))
}

/// Words with which programs begin what they quote, as lines begin or end with them.
const QUOTES_BEGIN: [&str; 6] = [
    "-----Original Message-----",
    "-------- Original Message --------",
    "-----Исходное сообщение-----",
    "-------- Исходное сообщение --------",
    "-------- Пересылаемое сообщение --------",
    "________________________________",
];
const WROTE: [&str; 6] = ["wrote:", "пишет:", "написал:", "написала:", "написал(а):", "жазды:"];

/// Whether the answer ends here and what it answers begins.
fn ends(line: &str) -> bool {
    let line = line.trim();
    line == "--"
        || line.starts_with('>')
        || QUOTES_BEGIN.iter().any(|begin| line.starts_with(begin))
        || WROTE.iter().any(|end| line.ends_with(end))
}

/// What was written, without what was quoted beneath it and the signature. Who quotes above and writes beneath keeps what they wrote:
/// quoted lines are left out one by one then.
fn said(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let above: Vec<&str> = lines.iter().copied().take_while(|line| !ends(line)).collect();
    let kept = if above.iter().any(|line| !line.trim().is_empty()) {
        above
    } else {
        lines.into_iter().filter(|line| !ends(line)).collect()
    };
    kept.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_an_old_code_page_with_a_photograph_is_read() {
        let (body, _, _) = encoding_rs::WINDOWS_1251.encode("Течёт кран на кухне.\r\n-- \r\nИванова М. П.\r\n");
        let mut raw = b"From: =?windows-1251?B?yOLg7e7i4A==?= <Owner2@Demo.example>\r\nTo: office@alatau.example\r\n\
            Subject: =?windows-1251?B?yvDg7Q==?=\r\nMessage-ID: <a1@mail.example>\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
            Content-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            .to_vec();
        raw.extend_from_slice(&body);
        raw.extend_from_slice(
            b"\r\n--b\r\nContent-Type: image/png; name=\"kran.png\"\r\nContent-Disposition: attachment; filename=\"kran.png\"\r\n\
            Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n",
        );
        let read = Incoming::read(&raw).unwrap();
        assert_eq!((read.from.as_str(), read.to.as_slice()), ("owner2@demo.example", &["office@alatau.example".to_owned()][..]));
        assert_eq!((read.subject.as_str(), read.text.as_str()), ("Кран", "Течёт кран на кухне."));
        assert_eq!(read.attached.iter().map(|of| (of.name.as_str(), of.bytes.len())).collect::<Vec<_>>(), [("kran.png", 8)]);
        assert!(!read.automatic && read.answers.is_empty());
    }

    #[test]
    fn what_is_quoted_is_not_said() {
        let outlook = "Әлі ағып тұр.\n\n-----Исходное сообщение-----\nОт: Алатау Үй\nСделано.";
        let gmail = "Спасибо, но нет\n\nпт, 20 нояб. 2026 г. в 14:00, Алатау Үй <aula@alatau.example> пишет:\n> Сделано.\n";
        let english = "Still leaking\n\nOn Fri, 20 Nov 2026, Alatau wrote:\n> Done.";
        let beneath = "> Сделано?\nНет.\n> Точно?\nТочно.";
        assert_eq!(said(outlook), "Әлі ағып тұр.");
        assert_eq!(said(gmail), "Спасибо, но нет");
        assert_eq!(said(english), "Still leaking");
        assert_eq!(said(beneath), "Нет.\nТочно.");
        assert_eq!(said("  \n"), "");
    }

    #[test]
    fn it_is_known_what_is_answered_and_what_a_machine_wrote() {
        let raw = "From: a@b.example\r\nTo: c@d.example\r\nIn-Reply-To: <two@d.example>\r\n\
            References: <one@d.example> <two@d.example>\r\nAuto-Submitted: auto-replied\r\n\r\nМеня нет.\r\n";
        let read = Incoming::read(raw.as_bytes()).unwrap();
        assert_eq!(read.answers, ["two", "two", "one"]);
        assert!(read.automatic);
        for header in ["Precedence: bulk", "List-Id: <x.example>", "Return-Path: <>", "Auto-Submitted: auto-generated"] {
            let raw = format!("From: a@b.example\r\n{header}\r\n\r\nтекст\r\n");
            assert!(Incoming::read(raw.as_bytes()).unwrap().automatic, "{header}");
        }
        assert!(!Incoming::read(b"From: a@b.example\r\nAuto-Submitted: no\r\n\r\nx").unwrap().automatic);
    }

    #[test]
    fn what_is_no_letter_is_none() {
        for raw in [&b""[..], b"\0\0\0", b"hello", b"To: a@b.example\r\n\r\nnobody's"] {
            assert!(Incoming::read(raw).is_none(), "{raw:?}");
        }
    }
}

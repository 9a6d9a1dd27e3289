//! What fills the holes of addresses.

use super::Side;
use crate::support::people::known_as;

impl Side {
    /// What fills a `{hole}` of an address. A hole that is not known yet fails the test: teach it here.
    pub(crate) fn fills(self, path: &str, hole: &str) -> String {
        match hole {
            "company" => self.company(),
            "complex" => self.complex(1),
            "contact" => self.contact(1),
            "representative" => self.representative(),
            "move" => self.moved(),
            "other" => self.contact(2),
            "merge" => self.merge(),
            "handover" => self.handover(),
            "meeting"
                if ["/sheets", "/entries", "/disputes", "/reconciliation", "/turnout", "/walk"]
                    .iter()
                    .any(|room| path.contains(room)) =>
            {
                self.paper_meeting()
            }
            "sheet" => self.sheet(),
            "entry" => self.sheet_entry(),
            "print" => self.print(),
            "sealed" => self.archive(path),
            "arrival" => self.file(8),
            "building" => self.building(1),
            "premises" => self.premises(1),
            "holding" => self.holding(1),
            "session" => self.owner().session_id(),
            "link" if path.starts_with("/profile/email") => self.email_link(),
            "link" => self.link(),
            "member" => self.member("dispatcher"),
            "firm" => self.firm(),
            "absence" => self.absence(),
            // one of the staff who has a second factor
            "person" => if self == Self::First { known_as("guard") } else { self.manager() }.id(),
            "appointment" => self.appointment(),
            "offer" => self.offer(),
            "version" if path.starts_with("/brand") => "face".to_owned(),
            "version" => "1".to_owned(),
            "announcement" if path.starts_with("/announcements") => self.announcement(1),
            "announcement" if path.contains("/publication/undo") => self.announcement(3),
            "announcement" if ["/withdrawal", "/recipients", "/poster"].iter().any(|end| path.contains(end)) => {
                self.announcement(1)
            }
            "announcement" if path.contains("/versions/") => self.announcement(1),
            "announcement" => self.announcement(2),
            "meeting" if ["/receipt", "/units"].iter().any(|end| path.ends_with(end)) => self.past_meeting(3),
            "meeting" if self.meeting_over(path).is_some() => self.meeting_over(path).expect("a meeting"),
            "meeting" if path.contains("/unfixing") || path.contains("/notification") => self.meeting(3),
            "meeting" if path.contains("/files/") || path.contains("/notice") => self.meeting(4),
            "meeting" if path.starts_with("/votes") => self.meeting(4),
            "meeting" => self.meeting(2),
            "question" if path.contains("/surveys") => "1".to_owned(),
            "question" => self.question(2),
            "file" if path.contains("/votes/") => self.file(21),
            "service" => self.service(),
            "billing" => self.billing(),
            "bill" => self.bill(),
            "payment" => self.payment(),
            "spending" => self.spending(),
            "printing" => self.printing(),
            "file" if path.contains("/billing/prints/") => self.file(44),
            "adjustment" => self.adjustment(),
            "debt" => self.debt(),
            "batch" => self.batch(),
            "order" => self.order(),
            "channel" => self.channel(),
            "checkout" => self.checkout(),
            "event" => "pay".to_owned(),
            "request" => self.request(),
            "picture" => self.file(12),
            "breach" => self.breach(),
            "job" => self.job(),
            "material" => self.material(),
            "feed" => self.feed(),
            "shot" => self.file(31),
            "technician" => self.technician(),
            "outage" => self.outage(),
            "filter" => self.filter(),
            "file" if path.starts_with("/announcements") => self.file(1),
            "file" => self.file(2),
            "survey" if path.starts_with("/surveys") => self.survey(1),
            "survey" if ["/extension", "/closing", "/withdrawal"].iter().any(|end| path.ends_with(end)) => self.survey(1),
            "survey" if path.contains("/results") => self.survey(3),
            "survey" => self.survey(2),
            "import" => self.import(),
            "layout" => self.layout(),
            "invitation" => self.invitation(1),
            "run" => self.run(),
            "claim" => self.claim(),
            "code" => "7K4M-Q2XD".to_owned(),
            "ticket" => self.ticket(1),
            "token" if path.starts_with("/join/letter/") => self.mailed(),
            "token" if path.starts_with("/join/proof/") => self.proof(),
            "grant" => self.grant(),
            "day" => self.own_day().to_string(),
            "copy" => self.copy(),
            "notice" => self.notice(),
            "letter" => self.letter(),
            "export" => self.export(path),
            "meter" => self.meter(1),
            "reading" => self.reading(2),
            "token" if path.starts_with("/meters/link/") => self.meter_link(),
            "token" if path.starts_with("/unsubscribe/") => self.unsubscribing(),
            other => panic!("{path}: tests/support/world.rs does not know what fills {{{other}}}"),
        }
    }
}

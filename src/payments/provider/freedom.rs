//! Freedom Pay (formerly PayBox): everything either side says is signed with
//! `md5(script;values sorted by their names;secret)`, the script being the last part of the address that is called.

use futures_util::future::BoxFuture;
use md5::{Digest, Md5};

use super::{Answer, Asked, Call, Provider, Unread, amount};
use crate::config::Secret;
use crate::errand;
use crate::money::Tiyn;
use crate::payments::order::{Event, Known, OrderId, Told, Verdict};
use crate::text::Locale;
use crate::web::secrets;

/// A contract with Freedom Pay.
pub(super) struct Freedom {
    pub(super) host: String,
    pub(super) merchant: String,
    pub(super) secret: Secret,
}

type Pairs = Vec<(String, String)>;

/// The signature over all parameters but the signature itself, in lower hexadecimal digits.
pub(super) fn signature(script: &str, parameters: &[(String, String)], secret: &Secret) -> String {
    let mut sorted: Vec<&(String, String)> = parameters.iter().filter(|(name, _)| name != "pg_sig").collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let values = sorted.into_iter().map(|(_, value)| value.as_str());
    let all: Vec<&str> = std::iter::once(script).chain(values).chain([secret.reveal()]).collect();
    Md5::digest(all.join(";").as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn value<'a>(of: &'a [(String, String)], name: &str) -> &'a str {
    of.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
}

/// The flat elements of an answer: `<pg_status>ok</pg_status>`. Nesting and attributes they have none.
fn elements(xml: &str) -> Pairs {
    let mut all = Vec::new();
    for piece in xml.split('<').skip(1) {
        if let Some((name, text)) = piece.split_once('>').filter(|(name, _)| name.starts_with("pg_")) {
            all.push((name.to_owned(), unescaped(text)));
        }
    }
    all
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

impl Freedom {
    fn signed(&self, script: &str, parameters: &[(&str, &str)]) -> Pairs {
        let mut all: Pairs = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        all.push(("pg_sig".to_owned(), signature(script, &all, &self.secret)));
        all
    }

    /// Whether what was said to `script` is signed by the same secret.
    fn fits(&self, script: &str, said: &[(String, String)]) -> bool {
        secrets::same(signature(script, said, &self.secret).as_bytes(), value(said, "pg_sig").as_bytes())
    }

    fn page(&self, of: &Asked) -> String {
        let amount = of.amount.plain();
        let (order, check, result) = (of.order.to_string(), format!("{}/check", of.call), format!("{}/result", of.call));
        let language = if of.locale == Locale::En { "en" } else { "ru" };
        let all = self.signed(
            "payment.php",
            &[
                ("pg_merchant_id", &self.merchant),
                ("pg_order_id", &order),
                ("pg_amount", &amount),
                ("pg_currency", "KZT"),
                ("pg_description", &of.about),
                ("pg_check_url", &check),
                ("pg_result_url", &result),
                ("pg_success_url", &of.back),
                ("pg_failure_url", &of.back),
                ("pg_request_method", "POST"),
                ("pg_language", language),
                ("pg_lifetime", "86400"),
                ("pg_salt", &of.salt),
            ],
        );
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&all).finish();
        format!("{}/payment.php?{query}", self.host)
    }

    fn known(&self, order: OrderId, xml: &str) -> Known {
        const SCRIPT: &str = "get_status2.php";
        let said = elements(xml);
        let event = match value(&said, "pg_payment_status") {
            "success" | "ok" => Event::Paid,
            "failed" | "error" | "incomplete" => Event::Failed,
            "revoked" | "refunded" => Event::Refunded,
            _ => return Known::Nothing,
        };
        if !self.fits(SCRIPT, &said) || value(&said, "pg_status") != "ok" {
            return Known::Nothing;
        }
        let Some(amount) = amount(value(&said, "pg_amount")).or((event == Event::Failed).then_some(Tiyn::ZERO)) else {
            return Known::Nothing;
        };
        let text = |name| value(&said, name).to_owned();
        let currency = if value(&said, "pg_currency").is_empty() { "KZT".to_owned() } else { text("pg_currency") };
        Known::This(Told { event, order, transaction: text("pg_payment_id"), amount, currency, payer: text("pg_card_owner") })
    }
}

impl Provider for Freedom {
    fn begin<'a>(&'a self, of: &'a Asked) -> BoxFuture<'a, anyhow::Result<String>> {
        let page = self.page(of);
        Box::pin(async move { Ok(page) })
    }

    fn read(&self, call: &Call<'_>) -> Result<Told, Unread> {
        let said: Pairs = form_urlencoded::parse(call.body).into_owned().collect();
        if !self.fits(call.event, &said) {
            return Err(Unread::Forged);
        }
        let event = match (call.event, value(&said, "pg_result")) {
            ("check", _) => Event::Check,
            ("result", "1") => Event::Paid,
            ("result", "0") => Event::Failed,
            ("refund", _) => Event::Refunded,
            _ => return Err(Unread::Garbled),
        };
        let order = value(&said, "pg_order_id").parse().map_err(|_| Unread::Garbled)?;
        let amount = amount(value(&said, "pg_amount")).ok_or(Unread::Garbled)?;
        let text = |name| value(&said, name).to_owned();
        if event == Event::Paid && text("pg_payment_id").is_empty() {
            return Err(Unread::Garbled);
        }
        let (transaction, payer) = (text("pg_payment_id"), text("pg_card_owner"));
        Ok(Told { event, order, transaction, amount, currency: text("pg_currency"), payer })
    }

    fn answer(&self, call: &Call<'_>, verdict: Verdict, salt: &str) -> Answer {
        let said: Pairs = form_urlencoded::parse(call.body).into_owned().collect();
        let may_reject = call.event == "check" || value(&said, "pg_can_reject") == "1";
        let (status, why) = match verdict {
            Verdict::Fine | Verdict::PartBack => ("ok", "Order is accepted"),
            Verdict::NoOrder if may_reject => ("rejected", "Order is not found"),
            Verdict::OtherAmount if may_reject => ("rejected", "Amount differs"),
            Verdict::Again if may_reject => ("rejected", "Order is closed"),
            // it cannot be rejected any more: heard, and a person will look
            Verdict::NoOrder | Verdict::OtherAmount | Verdict::Again => ("ok", "Noted"),
        };
        let all = self.signed(call.event, &[("pg_description", why), ("pg_salt", salt), ("pg_status", status)]);
        let inner: String = all.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
        Answer {
            media_type: "application/xml",
            body: format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><response>{inner}</response>"),
        }
    }

    fn ask<'a>(&'a self, order: OrderId, salt: &'a str) -> BoxFuture<'a, anyhow::Result<Known>> {
        Box::pin(async move {
            let id = order.to_string();
            let all =
                self.signed("get_status2.php", &[("pg_merchant_id", &self.merchant), ("pg_order_id", &id), ("pg_salt", salt)]);
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&all).finish();
            let headers = [("content-type", "application/x-www-form-urlencoded")];
            let (status, xml) = errand::post(&format!("{}/get_status2.php", self.host), &headers, body.into_bytes()).await?;
            anyhow::ensure!(status == 200, "Freedom Pay answers {status}");
            Ok(self.known(order, &xml))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: &str = "01234567890123456789abcdef";

    fn freedom() -> Freedom {
        Freedom { host: "https://api.freedompay.kz".into(), merchant: "82".into(), secret: Secret::new("mykey") }
    }

    fn pairs(all: &[(&str, &str)]) -> Pairs {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn md5(text: &str) -> String {
        Md5::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_signature_is_script_sorted_values_and_secret() {
        // RFC 1321 for the digest itself
        assert_eq!(md5("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
        let said = pairs(&[("pg_salt", "7"), ("pg_amount", "25"), ("pg_sig", "ignored"), ("pg_currency", "KZT")]);
        assert_eq!(signature("payment.php", &said, &Secret::new("mykey")), md5("payment.php;25;KZT;7;mykey"));
    }

    #[test]
    fn the_page_carries_a_signature_over_what_it_says() {
        let of = Asked {
            order: ORDER.parse().unwrap(),
            amount: Tiyn(971_288),
            about: "Қараша & желтоқсан".into(),
            locale: Locale::Kk,
            back: "https://aula.example/pay/1".into(),
            call: "https://aula.example/api/payments/1".into(),
            salt: "salt".into(),
        };
        let page = freedom().page(&of);
        let (path, query) = page.split_once('?').unwrap();
        assert_eq!(path, "https://api.freedompay.kz/payment.php");
        let said: Pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert!(freedom().fits("payment.php", &said));
        assert_eq!((value(&said, "pg_amount"), value(&said, "pg_description")), ("9712.88", "Қараша & желтоқсан"));
        assert!(value(&said, "pg_result_url").ends_with("/api/payments/1/result"));
    }

    fn result(secret: &str, amount: &str) -> String {
        let said = [
            ("pg_payment_id", "10057654"),
            ("pg_order_id", ORDER),
            ("pg_amount", amount),
            ("pg_currency", "KZT"),
            ("pg_result", "1"),
            ("pg_can_reject", "1"),
            ("pg_salt", "YQyk545ZL1lYyNeX"),
        ];
        let other = Freedom { secret: Secret::new(secret), ..freedom() };
        form_urlencoded::Serializer::new(String::new()).extend_pairs(other.signed("result", &said)).finish()
    }

    fn call<'a>(event: &'a str, body: &'a str) -> Call<'a> {
        Call { event, body: body.as_bytes(), media_type: "application/x-www-form-urlencoded", proof: "" }
    }

    #[test]
    fn a_result_is_believed_when_it_is_signed_for_this_address() {
        let body = result("mykey", "9712.88");
        let told = freedom().read(&call("result", &body)).unwrap();
        assert_eq!((told.event, told.amount, told.transaction.as_str()), (Event::Paid, Tiyn(971_288), "10057654"));
        assert_eq!(freedom().read(&call("check", &body)), Err(Unread::Forged), "signed for another script");
        assert_eq!(freedom().read(&call("result", &result("other", "9712.88"))), Err(Unread::Forged));
        assert_eq!(freedom().read(&call("result", &body.replace("9712.88", "1.00"))), Err(Unread::Forged));
        for amount in ["-1", "1e3", "0.001", "", "1 000"] {
            assert_eq!(freedom().read(&call("result", &result("mykey", amount))), Err(Unread::Garbled), "{amount}");
        }
    }

    #[test]
    fn the_answer_is_signed_xml_and_rejects_only_what_can_be_rejected() {
        let body = result("mykey", "1.00");
        let answer = freedom().answer(&call("result", &body), Verdict::OtherAmount, "s");
        assert!(answer.body.contains("<pg_status>rejected</pg_status>"));
        assert!(freedom().fits("result", &elements(&answer.body)));
        let late =
            freedom().answer(&call("result", &body.replace("pg_can_reject=1", "pg_can_reject=0")), Verdict::OtherAmount, "s");
        assert!(late.body.contains("<pg_status>ok</pg_status>"));
    }

    #[test]
    fn their_status_counts_when_it_is_signed() {
        let order: OrderId = ORDER.parse().unwrap();
        let xml = |of: &Pairs| of.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect::<String>();
        let said = [
            ("pg_status", "ok"),
            ("pg_payment_status", "success"),
            ("pg_payment_id", "7"),
            ("pg_amount", "10.00"),
            ("pg_salt", "x"),
        ];
        let signed = freedom().signed("get_status2.php", &said);
        let Known::This(told) = freedom().known(order, &xml(&signed)) else { panic!("it is known") };
        assert_eq!((told.event, told.amount, told.transaction.as_str()), (Event::Paid, Tiyn(1_000), "7"));
        assert_eq!(freedom().known(order, &xml(&signed).replace("10.00", "99.00")), Known::Nothing);
        assert_eq!(freedom().known(order, "<response><pg_status>error</pg_status></response>"), Known::Nothing);
    }
}

//! CloudPayments: an order made by their API, call-backs with `Content-HMAC` (base64 of HMAC-SHA256 over the body as it came).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::future::BoxFuture;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{Answer, Asked, Call, Provider, Unread, amount};
use crate::config::Secret;
use crate::errand;
use crate::money::Tiyn;
use crate::payments::order::{Event, Known, OrderId, Told, Verdict};
use crate::web::{Typed, secrets};

/// A contract with CloudPayments: the merchant is the public id.
pub(super) struct Cloud {
    pub(super) host: String,
    pub(super) merchant: String,
    pub(super) secret: Secret,
}

/// `base64(HMAC-SHA256(body, secret))`.
pub(super) fn proof(secret: &Secret, body: &[u8]) -> String {
    #[allow(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()).expect("any key");
    mac.update(body);
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

/// The fields of a notification, sent as a form or as JSON.
fn field(call: &Call<'_>, name: &str) -> String {
    if !call.media_type.starts_with("application/json") {
        return Typed::parse(call.body).value(name).to_owned();
    }
    match serde_json::from_slice::<Value>(call.body).ok().as_ref().and_then(|all| all.get(name)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

impl Cloud {
    async fn said(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        let login = BASE64_STANDARD.encode(format!("{}:{}", self.merchant, self.secret.reveal()));
        let login = format!("Basic {login}");
        let headers = [("authorization", login.as_str()), ("content-type", "application/json")];
        let (status, text) = errand::post(&format!("{}{path}", self.host), &headers, serde_json::to_vec(&body)?).await?;
        anyhow::ensure!(status == 200, "CloudPayments answers {status}");
        Ok(serde_json::from_str(&text)?)
    }
}

/// What `/payments/find` says of an order.
fn known(order: OrderId, answer: &Value) -> Known {
    let model = answer.get("Model").unwrap_or(&Value::Null);
    let text = |name: &str| model.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| model.get(name).filter(|value| value.is_number()).map(ToString::to_string).unwrap_or_default();
    let event = match text("Status") {
        "Completed" => Event::Paid,
        "Declined" | "Cancelled" => Event::Failed,
        _ => return Known::Nothing,
    };
    let Some(amount) = amount(&number("Amount")).or((event == Event::Failed).then_some(Tiyn::ZERO)) else {
        return Known::Nothing;
    };
    let (transaction, currency, payer) = (number("TransactionId"), text("Currency").to_owned(), text("Name").to_owned());
    Known::This(Told { event, order, transaction, amount, currency, payer })
}

impl Provider for Cloud {
    fn begin<'a>(&'a self, of: &'a Asked) -> BoxFuture<'a, anyhow::Result<String>> {
        Box::pin(async move {
            let amount: serde_json::Number = serde_json::from_str(&of.amount.plain())?;
            let body = json!({
                "Amount": amount, "Currency": "KZT", "Description": of.about, "InvoiceId": of.order, "SendEmail": false,
                "SuccessRedirectUrl": of.back, "FailRedirectUrl": of.back,
            });
            let answer = self.said("/orders/create", body).await?;
            let url = answer.get("Model").and_then(|model| model.get("Url")).and_then(Value::as_str);
            let url = url.filter(|url| url.starts_with("https://"));
            url.map(str::to_owned).ok_or_else(|| anyhow::anyhow!("CloudPayments gives no page"))
        })
    }

    fn read(&self, call: &Call<'_>) -> Result<Told, Unread> {
        if !secrets::same(proof(&self.secret, call.body).as_bytes(), call.proof.as_bytes()) {
            return Err(Unread::Forged);
        }
        let event = match (call.event, field(call, "Status").as_str()) {
            ("check", _) => Event::Check,
            // of a payment in two steps the money is only held until it is confirmed
            ("pay", "Authorized") => Event::Check,
            ("pay" | "confirm", _) => Event::Paid,
            ("fail", _) => Event::Failed,
            ("refund", _) => Event::Refunded,
            _ => return Err(Unread::Garbled),
        };
        let order = field(call, "InvoiceId").parse().map_err(|_| Unread::Garbled)?;
        let transaction = field(call, if event == Event::Refunded { "PaymentTransactionId" } else { "TransactionId" });
        let amount = amount(&field(call, "Amount")).ok_or(Unread::Garbled)?;
        if transaction.is_empty() {
            return Err(Unread::Garbled);
        }
        Ok(Told { event, order, transaction, amount, currency: field(call, "Currency"), payer: field(call, "Name") })
    }

    fn answer(&self, call: &Call<'_>, verdict: Verdict, _: &str) -> Answer {
        let code = match verdict {
            // whoever only tells what happened is told that it was heard; only a question is refused
            _ if call.event != "check" => 0,
            Verdict::Fine | Verdict::PartBack => 0,
            Verdict::NoOrder => 10,
            Verdict::OtherAmount => 12,
            Verdict::Again => 13,
        };
        Answer { media_type: "application/json", body: format!("{{\"code\":{code}}}") }
    }

    fn ask<'a>(&'a self, order: OrderId, _: &'a str) -> BoxFuture<'a, anyhow::Result<Known>> {
        Box::pin(async move { Ok(known(order, &self.said("/payments/find", json!({ "InvoiceId": order })).await?)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: &str = "01234567890123456789abcdef";

    fn cloud() -> Cloud {
        Cloud { host: String::new(), merchant: "pk_test".into(), secret: Secret::new("secret") }
    }

    fn call<'a>(event: &'a str, body: &'a str, proof: &'a str) -> Call<'a> {
        Call { event, body: body.as_bytes(), media_type: "application/x-www-form-urlencoded", proof }
    }

    #[test]
    fn the_proof_is_the_standards_hmac_in_base64() {
        // RFC 4231, test case 2
        let proof = proof(&Secret::new("Jefe"), b"what do ya want for nothing?");
        let hex: String = BASE64_STANDARD.decode(proof).unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn a_notification_is_read_when_its_proof_fits_and_not_otherwise() {
        let body =
            format!("TransactionId=504&Amount=9712.88&Currency=KZT&InvoiceId={ORDER}&Status=Completed&Name=A+B&TestMode=0");
        let proof = proof(&Secret::new("secret"), body.as_bytes());
        let told = cloud().read(&call("pay", &body, &proof)).unwrap();
        assert_eq!((told.event, told.amount, told.transaction.as_str()), (Event::Paid, Tiyn(971_288), "504"));
        assert_eq!((told.order.to_string().as_str(), told.currency.as_str(), told.payer.as_str()), (ORDER, "KZT", "A B"));
        assert_eq!(cloud().read(&call("pay", &body.replace("9712.88", "0.01"), &proof)), Err(Unread::Forged));
        assert_eq!(cloud().read(&call("pay", &body, "")), Err(Unread::Forged));
        let json = format!("{{\"TransactionId\":504,\"Amount\":100.5,\"Currency\":\"KZT\",\"InvoiceId\":\"{ORDER}\"}}");
        let proof = super::proof(&Secret::new("secret"), json.as_bytes());
        let told = cloud().read(&Call { media_type: "application/json; charset=utf-8", ..call("check", &json, &proof) }).unwrap();
        assert_eq!((told.event, told.amount), (Event::Check, Tiyn(10_050)));
    }

    #[test]
    fn only_a_question_is_refused() {
        let answer = |event, verdict| cloud().answer(&call(event, "", ""), verdict, "").body;
        let check =
            [Verdict::Fine, Verdict::NoOrder, Verdict::OtherAmount, Verdict::Again].map(|verdict| answer("check", verdict));
        assert_eq!(check, ["{\"code\":0}", "{\"code\":10}", "{\"code\":12}", "{\"code\":13}"]);
        assert_eq!(answer("pay", Verdict::OtherAmount), "{\"code\":0}");
    }

    #[test]
    fn what_they_know_of_an_order_is_read_or_is_nothing() {
        let order: OrderId = ORDER.parse().unwrap();
        let answer = json!({ "Success": true, "Model": { "TransactionId": 504, "Amount": 100.0, "Currency": "KZT", "Status": "Completed" } });
        let Known::This(told) = known(order, &answer) else { panic!("it is known") };
        assert_eq!((told.event, told.amount, told.transaction.as_str()), (Event::Paid, Tiyn(10_000), "504"));
        for nothing in
            [json!({ "Success": false, "Message": "Not found" }), json!({ "Model": { "Status": "AwaitingAuthentication" } })]
        {
            assert_eq!(known(order, &nothing), Known::Nothing);
        }
    }
}

//! The answers, letter for letter, as `integrations.md` §3.1 and §3.2 give them.

use super::super::read;
use super::*;

fn asked(dialect: Dialect) -> Asked {
    let query = if dialect == Dialect::Sber {
        "ACTION=payment&PAY_ID=1234567&ACCOUNT=1&AMOUNT=200.00&PAY_DATE=01.02.2026_10:15:03"
    } else {
        "command=pay&txn_id=1234567&account=1&sum=200.00&txn_date=20260201101503"
    };
    read(dialect, query, "2026-02-01".parse().unwrap()).1.unwrap()
}

fn said(dialect: Dialect, of: &Outcome) -> String {
    say(dialect, "1234567", Some(&asked(dialect)), of)
}

fn found() -> Outcome {
    Outcome::Found { name: "И*** А.".into(), place: "кв. 12 \"<b>\"".into(), owed: Tiyn(1_520_050) }
}

fn taken() -> Outcome {
    Outcome::Taken("90017".into())
}

/// All that can come of a question.
fn all() -> [Outcome; 12] {
    use Outcome::*;
    [found(), taken(), NoAccount, OddAccount, OddTxn, OddSum, SmallSum, LargeSum, OddDay, Garbled, Later, Refused]
}

#[test]
fn kaspi_in_json() {
    assert_eq!(
        said(Dialect::KaspiJson, &found()),
        r##"{"txn_id":"1234567","result":0,"sum":"15200.50","comment":"","fields":{"field1":{"@name":"ФИО","#text":"И*** А."},"field2":{"@name":"Адрес","#text":"кв. 12 \"<b>\""}}}"##
    );
    assert_eq!(
        said(Dialect::KaspiJson, &taken()),
        r#"{"txn_id":"1234567","prv_txn_id":"90017","result":0,"sum":"200.00","comment":"OK"}"#
    );
    assert_eq!(
        said(Dialect::KaspiJson, &Outcome::NoAccount),
        r#"{"txn_id":"1234567","result":1,"sum":"200.00","comment":"account not found"}"#
    );
    assert_eq!(
        say(Dialect::KaspiJson, "", None, &Outcome::Garbled),
        r#"{"txn_id":"","result":5,"sum":"0.00","comment":"unknown request"}"#
    );
    for of in all() {
        assert!(serde_json::from_str::<serde_json::Value>(&said(Dialect::KaspiJson, &of)).is_ok(), "{of:?}");
    }
}

#[test]
fn kaspi_in_xml() {
    assert_eq!(
        said(Dialect::KaspiXml, &found()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><txn_id>1234567</txn_id><result>0</result><sum>15200.50</sum><comment></comment><fields><field1 name=\"ФИО\">И*** А.</field1><field2 name=\"Адрес\">кв. 12 &quot;&lt;b&gt;&quot;</field2></fields></response>"
    );
    assert_eq!(
        said(Dialect::KaspiXml, &taken()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><txn_id>1234567</txn_id><prv_txn_id>90017</prv_txn_id><result>0</result><sum>200.00</sum><comment>OK</comment></response>"
    );
}

#[test]
fn osmp() {
    assert_eq!(
        said(Dialect::Osmp, &taken()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><osmp_txn_id>1234567</osmp_txn_id><prv_txn>90017</prv_txn><sum>200.00</sum><result>0</result><comment>OK</comment></response>"
    );
    assert_eq!(
        said(Dialect::Osmp, &Outcome::NoAccount),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><osmp_txn_id>1234567</osmp_txn_id><sum>200.00</sum><result>5</result><comment>account not found</comment></response>"
    );
    assert!(said(Dialect::Osmp, &found()).contains("<field1 name=\"ФИО\" type=\"disp\">И*** А.</field1>"));
}

#[test]
fn sber() {
    assert_eq!(
        said(Dialect::Sber, &found()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><CODE>0</CODE><MESSAGE></MESSAGE><FIO>И*** А.</FIO><ADDRESS>кв. 12 &quot;&lt;b&gt;&quot;</ADDRESS><BALANCE>-15200.50</BALANCE><REC_SUM>15200.50</REC_SUM><INFO></INFO></response>"
    );
    assert_eq!(
        said(Dialect::Sber, &taken()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><CODE>0</CODE><MESSAGE>OK</MESSAGE><EXT_ID>90017</EXT_ID><REG_DATE>01.02.2026</REG_DATE><AMOUNT>200.00</AMOUNT></response>"
    );
}

#[test]
fn the_table_of_codes() {
    let codes = |dialect| all().map(|of| code(dialect, &of));
    assert_eq!(codes(Dialect::KaspiJson), [0, 0, 1, 1, 5, 5, 5, 5, 5, 5, 5, 5]);
    assert_eq!(codes(Dialect::KaspiXml), codes(Dialect::KaspiJson));
    assert_eq!(codes(Dialect::Osmp), [0, 0, 5, 4, 300, 300, 241, 242, 300, 300, 1, 7]);
    assert_eq!(codes(Dialect::Sber), [0, 0, 3, 3, 4, 2, 2, 2, 2, 2, 1, 2]);
}

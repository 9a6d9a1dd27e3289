//! Files from the form to the reader, on each engine.

use std::io;
use std::time::{Duration, SystemTime};

use actix_web::body::to_bytes;
use actix_web::http::{StatusCode, header};
use actix_web::test::TestRequest;

use super::sweep::swept;
use super::{
    Accepted, Broken, FileId, FileRow, Kept, Kind, Limits, NotKept, Refused, Shelf, Store, add, find, on_shelf, remove,
    remove_all, serve,
};
use crate::app::App;
use crate::db::Never;
use crate::stand::Stand;
use crate::who::CompanyId;

const SHELF: Shelf = Shelf("tests");
const HOUR: Duration = Duration::from_secs(3600);

fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{text}\n%%EOF\n").into_bytes()
}

async fn brought(app: &App, text: &str) -> Kept {
    app.store.take(pdf(text), "Шот №5 \"мамыр\".pdf".into(), Limits::PAPER).await.unwrap()
}

async fn put(app: &App, company: CompanyId, subject: &str, kept: Kept) -> FileId {
    let subject = subject.to_owned();
    app.db.write::<_, Never>(move |tx| Ok(add(tx, company, SHELF, &subject, &kept, None)?)).await.unwrap()
}

async fn found(app: &App, company: CompanyId, subject: &'static str, id: FileId) -> Option<FileRow> {
    app.db.read(move |conn| find(conn, company, SHELF, subject, id)).await.unwrap()
}

fn count(stand: &Stand) -> usize {
    let shards = std::fs::read_dir(stand.folder.join("files")).unwrap();
    shards.map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap().count()).sum()
}

fn age(stand: &Stand, by: Duration) {
    for shard in std::fs::read_dir(stand.folder.join("files")).unwrap() {
        for file in std::fs::read_dir(shard.unwrap().path()).unwrap() {
            let file = std::fs::File::options().append(true).open(file.unwrap().path()).unwrap();
            file.set_modified(SystemTime::now() - by).unwrap();
        }
    }
}

#[actix_web::test]
async fn a_file_stands_on_its_shelf_and_nowhere_else() {
    for stand in Stand::each() {
        let app = &stand.app;
        let (ours, theirs) = (stand.company().await, stand.company().await);
        let one = put(app, ours, "s", brought(app, "one").await).await;
        let two = put(app, ours, "s", brought(app, "two").await).await;
        let other = put(app, ours, "t", brought(app, "one").await).await;
        assert_eq!(count(&stand), 2, "the same bytes lie once");
        let row = found(app, ours, "s", one).await.unwrap();
        assert_eq!((row.name.as_str(), row.media_type.as_str(), row.bytes), ("Шот №5 _мамыр_.pdf", "application/pdf", 19));
        assert!(found(app, theirs, "s", one).await.is_none());
        assert!(found(app, ours, "t", one).await.is_none());
        let asked = ["s".to_owned(), "t".to_owned(), "u".to_owned()];
        let all = app
            .db
            .read({
                let asked = asked.clone();
                move |conn| on_shelf(conn, ours, SHELF, &asked)
            })
            .await
            .unwrap();
        assert_eq!(all["s"].iter().map(|row| row.id).collect::<Vec<_>>(), [one, two], "in the order in which they came");
        assert_eq!(all["t"].iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
        assert!(!all.contains_key("u"));
        let strange = app.db.read(move |conn| on_shelf(conn, ours, Shelf("other"), &asked)).await.unwrap();
        assert!(strange.is_empty());
        let take_off = |company, id| app.db.write::<_, Never>(move |tx| Ok(remove(tx, company, SHELF, "s", id)?));
        assert!(!take_off(theirs, one).await.unwrap());
        assert!(take_off(ours, one).await.unwrap());
        assert!(found(app, ours, "s", one).await.is_none());
        assert_eq!(app.db.write::<_, Never>(move |tx| Ok(remove_all(tx, ours, SHELF, "s")?)).await.unwrap(), 1);
    }
}

#[actix_web::test]
async fn a_picture_has_a_size_and_a_refusal_keeps_nothing() {
    for stand in Stand::each() {
        let app = &stand.app;
        let company = stand.company().await;
        let mut bytes = Vec::new();
        image::RgbImage::new(30, 20).write_with_encoder(image::codecs::png::PngEncoder::new(&mut bytes)).unwrap();
        let kept = app.store.take(bytes, "x.png".into(), Limits::PICTURE).await.unwrap();
        let id = put(app, company, "s", kept).await;
        let row = found(app, company, "s", id).await.unwrap();
        assert_eq!((row.size, row.media_type.as_str(), row.name.as_str()), (Some((30, 20)), "image/jpeg", "x.jpg"));
        let before = count(&stand);
        let refused = app.store.take(b"<svg/>".to_vec(), "x.png".into(), Limits::PICTURE).await;
        assert!(matches!(refused, Err(NotKept::Refused(Refused::Kind))));
        assert_eq!(count(&stand), before);
    }
}

#[actix_web::test]
async fn the_broom_takes_only_what_nobody_needs() {
    for stand in Stand::each() {
        let app = &stand.app;
        let company = stand.company().await;
        let needed = put(app, company, "s", brought(app, "needed").await).await;
        brought(app, "orphan").await;
        std::fs::write(stand.folder.join("files/new/half"), b"half").unwrap();
        assert_eq!(swept(app, HOUR).await.unwrap(), 0, "all of it is young");
        age(&stand, 2 * HOUR);
        brought(app, "orphan").await;
        brought(app, "orphan of today").await;
        assert_eq!(swept(app, HOUR).await.unwrap(), 1, "only the half one: the orphan was met again");
        age(&stand, 2 * HOUR);
        assert_eq!(swept(app, HOUR).await.unwrap(), 2);
        let row = found(app, company, "s", needed).await.unwrap();
        assert_eq!(app.store.read(&row.digest).unwrap(), pdf("needed"));
    }
}

#[actix_web::test]
async fn a_reader_gets_the_file_and_nothing_that_acts() {
    let stand = Stand::each().remove(0);
    let app = &stand.app;
    let company = stand.company().await;
    let long = "x".repeat(200_000);
    let id = put(app, company, "s", brought(app, &long).await).await;
    let row = found(app, company, "s", id).await.unwrap();
    let answer = serve(&app.store, &row, &TestRequest::default().to_http_request()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let said = |name: &str| answer.headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(said("content-type"), "application/pdf");
    assert_eq!(said("x-content-type-options"), "nosniff");
    assert_eq!(said("cache-control"), "private, no-cache");
    assert_eq!(said("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(
        said("content-disposition"),
        "attachment; filename=\"___ _5 _______.pdf\"; filename*=UTF-8''%D0%A8%D0%BE%D1%82%20%E2%84%965%20_%D0%BC%D0%B0%D0%BC%D1%8B%D1%80_.pdf"
    );
    let tag = said("etag");
    assert_eq!(to_bytes(answer.into_body()).await.unwrap(), pdf(&long));
    let again = TestRequest::default().insert_header((header::IF_NONE_MATCH, tag)).to_http_request();
    let answer = serve(&app.store, &row, &again).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
    let other = TestRequest::default().insert_header((header::IF_NONE_MATCH, "\"x\"")).to_http_request();
    assert_eq!(serve(&app.store, &row, &other).await.unwrap().status(), StatusCode::OK);
    std::fs::remove_dir_all(stand.folder.join("files")).unwrap();
    let lost = serve(&app.store, &row, &TestRequest::default().to_http_request()).await;
    assert!(matches!(lost, Err(Broken::Lost)));
}

#[actix_web::test]
async fn a_broken_disk_is_told_as_such() {
    let stand = Stand::each().remove(0);
    let file = || Accepted::made("x.pdf", Kind::Pdf, pdf("x"));
    std::fs::remove_dir_all(stand.folder.join("files/new")).unwrap();
    let broken = stand.app.store.keep(file()).unwrap_err();
    assert!(matches!(broken, Broken::Disk(_)), "{broken:?}");
    assert!(matches!(Broken::from(io::Error::from_raw_os_error(28)), Broken::Full));
    assert!(matches!(Broken::from(io::Error::from_raw_os_error(122)), Broken::Full));
    assert!(Store::open(std::path::Path::new("/proc/nowhere")).is_err());
}

#[actix_web::test]
async fn many_may_bring_the_same_bytes_at_once() {
    let stand = Stand::each().remove(0);
    let kept = futures_util::future::join_all((0..20).map(|_| brought(&stand.app, "same"))).await;
    assert!(kept.iter().all(|one| one.digest == kept[0].digest));
    assert_eq!(count(&stand), 1);
    assert_eq!(stand.app.store.read(&kept[0].digest).unwrap(), pdf("same"));
}

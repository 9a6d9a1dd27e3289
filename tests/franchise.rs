//! The operator's room: companies are founded, changed, suspended and resumed, and see their own entry.

use futures_util::future::join_all;

use crate::joining::letters::printed;
use crate::support::people::{admin, manager, operator, owner, registrar, visitor};
use crate::support::screen::SeenForm;
use crate::support::{Person, Screen, Side, TestPortal};

fn at(side: Side, end: &str) -> String {
    format!("/operator/companies/{}{end}", side.company())
}

/// Everything a company needs, typed as people type.
async fn filled(portal: &TestPortal) -> SeenForm {
    let new = portal.visit(&operator(), "/operator/companies/new").await;
    let fields = [
        ("name_kk", "«Жаңа үй» ЖШС"),
        ("name_ru", "ТОО «Новый дом»"),
        ("name_en", "New House LLP"),
        ("bin", "260140000005"),
        ("address_kk", "Алматы қ., Абай даңғылы, 1"),
        ("address_ru", "г. Алматы, пр. Абая, 1"),
        ("phone", "8 727 000 01 10"),
        ("emergency_phone", "8 727 000 01 11"),
        ("email", "Office@New.example"),
        ("iban", "kz77 0000 0000 0000 0001"),
        ("bic", "aulakzka"),
        ("bank", "Банк"),
        ("admin_name", "Серікова Алия"),
        ("admin_email", "aliya@new.example"),
    ];
    fields.into_iter().fold(new.is(200).form("/operator/companies"), |form, (name, value)| form.with(name, value))
}

/// Sends a form from another window of the same person: with a token of that window.
async fn post(portal: &TestPortal, who: &Person, form: &SeenForm) -> Screen {
    let form = form.clone().with("token", &portal.token(who).await);
    portal.submit(who, &form).await
}

fn link_in(text: &str) -> String {
    let at = text.find("/password/").unwrap_or_else(|| panic!("no link in {text}"));
    text[at..].split_whitespace().next().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn a_company_is_founded_and_its_administrator_comes_in_by_the_letter() {
    let portal = TestPortal::open().await;
    let founded = post(&portal, &operator(), &filled(&portal).await).await;
    let page = portal.visit(&operator(), founded.is(303).leads_to()).await;
    page.is(200).sees("ТОО «Новый дом»").sees("KZ77 0000 0000 0000 0001").sees("Серікова Алия").sees("+7 727 000 01 10");
    portal.visit(&operator(), "/operator/companies").await.is(200).sees("ТОО «Новый дом»");
    portal.work().await;
    let letter = portal.letter_to("aliya@new.example");
    assert!(letter.text.contains("«Жаңа үй» ЖШС"), "{}", letter.text);
    let (new, link) = (visitor(), link_in(&letter.text));
    let form = portal.visit(&new, &link).await.form(&link);
    let form = form.with("password", "қар мен күн 2026").with("again", "қар мен күн 2026");
    post(&portal, &new, &form).await.is(303);
    portal.visit(&new, "/staff/settings/company").await.is(200).sees("260140000005");
    portal.visit(&new, "/staff/team").await.is(200).sees("Серікова Алия");
    portal.visit(&new, "/operator/companies").await.is(403);
}

#[actix_web::test]
async fn somebody_with_a_password_is_told_to_use_it() {
    let portal = TestPortal::open().await;
    post(&portal, &operator(), &filled(&portal).await.with("admin_email", "owner@demo.example")).await.is(303);
    portal.work().await;
    let letter = portal.letter_to("owner@demo.example");
    assert!(letter.text.contains("/sign-in") && !letter.text.contains("/password/"), "{}", letter.text);
    portal.visit(&owner(), "/staff/team").await.is(200);
    portal.visit(&owner(), "/home").await.is(200);
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_founded() {
    let portal = TestPortal::open().await;
    let wrong = [
        ("bin", "260140000006"),
        ("iban", "KZ78 0000 0000 0000 0001"),
        ("iban", ""),
        ("bic", "DEUTDEFF"),
        ("phone", "12"),
        ("name_kk", ""),
        ("zone", "Europe/Berlin"),
        ("locale", "de"),
        ("admin_email", "nobody"),
    ];
    for (field, value) in wrong {
        let refused = post(&portal, &operator(), &filled(&portal).await.with(field, value)).await;
        assert!(!refused.is(422).error_of(field).is_empty(), "{field} = {value}");
        assert_eq!(refused.form("/operator/companies").value("name_ru"), "ТОО «Новый дом»", "what was typed is there");
    }
    portal.visit(&operator(), "/operator/companies").await.misses("Новый дом");
}

/// Two operators at once, or one who clicks twice: one company of that БИН.
#[actix_web::test]
async fn of_many_foundings_at_once_one_is_done() {
    let portal = TestPortal::open().await;
    let mut forms = Vec::new();
    for _ in 0..8 {
        forms.push(filled(&portal).await);
    }
    let who = operator();
    // one window with one token before they all go: else each visit brings a cookie of its own
    portal.token(&who).await;
    let answers: Vec<Screen> = join_all(forms.iter().map(|form| post(&portal, &who, form))).await;
    assert_eq!(answers.iter().filter(|screen| screen.status.as_u16() == 303).count(), 1);
    let refused = answers.iter().find(|screen| screen.status.as_u16() == 422).expect("the others are refused");
    assert!(!refused.error_of("bin").is_empty());
    let twice = filled(&portal).await.with("bin", "260340000002");
    let first = post(&portal, &who, &twice).await;
    assert_eq!(post(&portal, &who, &twice).await.is(303).leads_to(), first.is(303).leads_to(), "the same form is one company");
}

#[actix_web::test]
async fn the_operator_changes_names_and_the_company_all_the_rest() {
    let portal = TestPortal::open().await;
    let path = at(Side::First, "");
    let edit = portal.visit(&operator(), &at(Side::First, "/edit")).await.form(&path);
    let edit = edit
        .with("bin", "260140000005")
        .with("name_ru", "Алатау Плюс")
        .with("address_kk", "Абай, 1")
        .with("address_ru", "Абая, 1");
    post(&portal, &operator(), &edit).await.is(303);
    assert_eq!(portal.visit(&admin(), "/staff").await.all(".brand"), ["Алатау Плюс"]);
    let own = portal.visit(&admin(), "/staff/settings/company").await.form("/staff/settings/company");
    let own = own.with("phone", "+7 727 111 22 33").and("name_ru", "Самозванцы").and("bin", "260340000002");
    post(&portal, &admin(), &own).await.is(303);
    portal.visit(&operator(), &path).await.sees("+7 727 111 22 33").sees("Алатау Плюс").misses("Самозванцы").sees("260140000005");
    let empty = own.with("phone", "");
    assert!(!post(&portal, &admin(), &empty).await.is(422).error_of("phone").is_empty());
    portal.visit(&operator(), &at(Side::Second, "")).await.misses("+7 727 111 22 33");
}

async fn suspend(portal: &TestPortal) -> Screen {
    let form = portal.visit(&operator(), &at(Side::First, "/suspension")).await.form(&at(Side::First, "/suspension"));
    post(portal, &operator(), &form.with("reason", "Договор закончился первого ноября")).await
}

#[actix_web::test]
async fn a_suspended_companys_staff_see_why_and_its_residents_go_on_reading() {
    let portal = TestPortal::open().await;
    let empty = portal.send(&operator(), &at(Side::First, "/suspension"), &[("reason", " ")]).await;
    assert!(!empty.is(422).error_of("reason").is_empty(), "a reason is written");
    suspend(&portal).await.is(303);
    for path in ["/staff", "/staff/homes", "/staff/team", "/staff/settings/company", "/staff/homes/export.csv"] {
        portal.visit(&manager(), path).await.is(403).sees("Договор закончился первого ноября");
    }
    let foreign = [("name", "Фирма"), ("phone", "+77010000099")];
    portal.send(&manager(), "/staff/team/firms", &foreign).await.is(403);
    portal.visit(&manager(), "/profile").await.is(200);
    let read = format!("/announcements/{}", Side::First.announcement(1));
    portal.visit(&owner(), "/home").await.is(200);
    portal.visit(&owner(), &read).await.is(200);
    portal.visit(&Person::named("other_manager"), "/staff").await.is(200);
    portal.visit(&operator(), &at(Side::First, "")).await.sees("Договор закончился первого ноября");
    suspend(&portal).await.is(422);
    portal.send(&operator(), &at(Side::First, "/resumption"), &[]).await.is(303);
    portal.visit(&manager(), "/staff/homes").await.is(200).misses("Договор закончился");
    portal.visit(&manager(), "/staff/team/firms").await.misses("Фирма");
    portal.send(&operator(), &at(Side::First, "/resumption"), &[]).await.is(422);
    suspend(&portal).await.is(303);
}

#[actix_web::test]
async fn of_many_suspensions_at_once_one_is_noted() {
    let portal = TestPortal::open().await;
    let answers = join_all((0..10).map(|_| suspend(&portal))).await;
    assert_eq!(answers.iter().filter(|screen| screen.status.as_u16() == 303).count(), 1);
    portal.send(&operator(), &at(Side::First, "/resumption"), &[]).await.is(303);
    portal.visit(&manager(), "/staff").await.is(200);
}

#[actix_web::test]
async fn what_the_operator_does_to_a_company_stands_in_its_own_trail() {
    let portal = TestPortal::open().await;
    suspend(&portal).await.is(303);
    portal.send(&operator(), &at(Side::First, "/resumption"), &[]).await.is(303);
    let company = Side::First.company().parse().ok();
    let lines = portal
        .app
        .db
        .read(move |conn| {
            use aula::db::schema::trail;
            use diesel::prelude::*;
            let company: Option<aula::who::CompanyId> = company;
            let chain = company.expect("an id").to_string();
            trail::table
                .filter(trail::chain.eq(chain))
                .order(trail::place)
                .select((trail::act, trail::actor_name, trail::details))
                .load::<(String, String, String)>(conn)
        })
        .await
        .expect("the trail");
    let acts: Vec<&str> = lines.iter().map(|(act, ..)| act.as_str()).collect();
    assert_eq!(acts[acts.len() - 2..], ["franchise.suspended", "franchise.resumed"], "{lines:?}");
    assert!(lines.iter().any(|(act, name, details)| {
        act == "franchise.suspended" && name == "Есенова Сәуле" && details.contains("Договор закончился")
    }));
}

async fn colour(portal: &TestPortal, light: &str, dark: &str) -> Screen {
    let form = portal.visit(&admin(), "/staff/settings/brand").await.form("/staff/settings/brand");
    post(portal, &admin(), &form.with("light", light).with("dark", dark)).await
}

/// The one stylesheet that a page asks for.
async fn sheet_of(portal: &TestPortal, who: &Person, path: &str) -> String {
    let [only] = <[String; 1]>::try_from(portal.visit(who, path).await.is(200).attributes("link[rel=stylesheet]", "href"))
        .expect("one sheet");
    only
}

fn ours(sheet: &str) -> bool {
    sheet.starts_with("/s/")
}

#[actix_web::test]
async fn a_colour_that_cannot_be_read_is_refused_with_its_ratio() {
    let portal = TestPortal::open().await;
    let pale = colour(&portal, "#62cdc9", "").await;
    assert!(pale.is(422).error_of("light").contains("1,5"), "{}", pale.error_of("light"));
    let dark = colour(&portal, "#00696f", "#00696f").await;
    assert!(dark.is(422).error_of("dark").contains(":1"), "{}", dark.error_of("dark"));
    for wrong in ["red", "#fff", "#00696f}body{display:none"] {
        assert!(!colour(&portal, wrong, "").await.is(422).error_of("light").is_empty());
    }
    assert!(ours(&sheet_of(&portal, &owner(), "/home").await), "nothing was changed");
}

#[actix_web::test]
async fn a_companys_colour_is_on_its_pages_alone_under_an_address_that_changes_with_it() {
    let portal = TestPortal::open().await;
    colour(&portal, "#7a1f5c", "").await.is(303);
    let first = sheet_of(&portal, &owner(), "/home").await;
    assert_eq!(sheet_of(&portal, &admin(), "/staff").await, first);
    let sheet = portal.visit(&visitor(), &first).await;
    assert!(sheet.is(200).body().contains("--action:#7a1f5c") && sheet.body().contains("@layer reset"), "{}", sheet.body());
    assert!(sheet.header("cache-control").contains("immutable") && sheet.header("content-type").starts_with("text/css"));
    assert!(ours(&sheet_of(&portal, &Person::named("other_owner"), "/home").await));
    colour(&portal, "#00505a", "").await.is(303);
    let second = sheet_of(&portal, &owner(), "/home").await;
    assert_ne!(first, second);
    portal.visit(&visitor(), &first).await.is(404);
    let theirs = second.replace(&Side::First.company(), &Side::Second.company());
    portal.visit(&visitor(), &theirs).await.is(404);
    colour(&portal, "", "").await.is(303);
    assert!(ours(&sheet_of(&portal, &owner(), "/home").await), "ours again");
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 32, image::Rgb([10, 90, 90])).write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

#[actix_web::test]
async fn a_logo_stands_in_the_header_in_place_of_our_mark() {
    let portal = TestPortal::open().await;
    let send = "/staff/settings/brand/logo";
    portal.upload(&admin(), send, &[], &[("logo", "знак.png", &picture())]).await.is(303);
    let home = portal.visit(&owner(), "/home").await;
    let src = home.attributes(".brand img", "src").pop().expect("the logo");
    assert_eq!(home.attributes(".brand img", "width"), ["64"]);
    let logo = portal.visit(&visitor(), &src).await;
    assert!(logo.is(200).header("content-type").starts_with("image/") && logo.header("cache-control").contains("immutable"));
    portal.upload(&admin(), send, &[], &[("logo", "знак.svg", b"<svg onload='alert(1)'/>")]).await.is(303);
    assert_eq!(
        portal.visit(&owner(), "/home").await.attributes(".brand img", "src"),
        std::slice::from_ref(&src),
        "what is no picture is not taken"
    );
    portal.upload(&Person::named("editor"), send, &[], &[("logo", "знак.png", &picture())]).await.is(403);
    portal.send(&admin(), &format!("{send}/removal"), &[]).await.is(303);
    assert!(portal.visit(&owner(), "/home").await.attributes(".brand img", "src").is_empty());
    portal.visit(&visitor(), &src).await.is(404);
}

/// The pictures that a PDF carries.
fn pictures_in(pdf: &[u8]) -> usize {
    pdf.windows(14).filter(|window| window == b"/Subtype/Image" || window.starts_with(b"/Subtype /Imag")).count()
}

#[actix_web::test]
async fn a_logo_stands_on_the_letterhead_of_the_notice_for_the_door() {
    let portal = TestPortal::open().await;
    let poster = format!("/staff/announcements/{}/poster.pdf", Side::First.announcement(1));
    let before = portal.visit(&admin(), &poster).await.is(200).bytes.clone();
    portal.upload(&admin(), "/staff/settings/brand/logo", &[], &[("logo", "знак.png", &picture())]).await.is(303);
    let after = portal.visit(&admin(), &poster).await.is(200).bytes.clone();
    assert_eq!(pictures_in(&after), pictures_in(&before) + 1);
}

#[actix_web::test]
async fn a_logo_stands_once_in_a_file_of_letters_for_mailboxes() {
    let portal = TestPortal::open().await;
    portal.upload(&admin(), "/staff/settings/brand/logo", &[], &[("logo", "знак.png", &picture())]).await.is(303);
    let run = printed(&portal, &registrar(), &format!("place=building:{}&only=all", Side::First.building(1))).await;
    let file = portal.visit(&registrar(), &format!("{run}/letters.pdf")).await;
    assert_eq!(pictures_in(&file.is(200).bytes), 1, "five letters");
}

#[actix_web::test]
async fn the_operator_dresses_a_company_and_its_chain_says_so() {
    let (portal, who) = (TestPortal::open().await, operator());
    let path = format!("/operator/companies/{}/brand", Side::Second.company());
    let company = portal.visit(&who, &at(Side::Second, "")).await;
    assert!(company.is(200).links().iter().any(|(_, to)| *to == path), "{:?}", company.links());
    let form = portal.visit(&who, &path).await.is(200).form(&path);
    let pale = post(&portal, &who, &form.clone().with("light", "#62cdc9")).await;
    assert!(pale.is(422).error_of("light").contains("1,5"), "{}", pale.error_of("light"));
    assert_eq!(post(&portal, &who, &form.with("light", "#7a1f5c")).await.is(303).leads_to(), path);
    portal.upload(&who, &format!("{path}/logo"), &[], &[("logo", "знак.png", &picture())]).await.is(303);
    let theirs = portal.visit(&Person::named("other_owner"), "/home").await;
    assert_eq!(theirs.attributes(".brand img", "width"), ["64"]);
    assert!(!ours(&sheet_of(&portal, &Person::named("other_owner"), "/home").await));
    assert!(ours(&sheet_of(&portal, &owner(), "/home").await), "of another company");
    let nowhere = format!("/operator/companies/{}/brand", "0".repeat(26));
    portal.visit(&who, &nowhere).await.is(404);
    portal.send(&who, &format!("{nowhere}/logo/removal"), &[]).await.is(404);
    portal.send(&who, &format!("{path}/logo/removal"), &[]).await.is(303);
    assert!(portal.visit(&Person::named("other_owner"), "/home").await.attributes(".brand img", "src").is_empty());
}

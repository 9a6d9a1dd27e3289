//! The portal as the tests run it: whole, in this process, on a database of its own.

use std::rc::Rc;

use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::{Method, StatusCode};
use actix_web::test::{TestRequest, init_service};
use aula::app::App;
use aula::capabilities;
use aula::db::schema::representatives;
use aula::db::{Broken, Never};
use aula::mail::{Post, Sent};
use aula::web::{Listed, Portal, Routes};
use chrono::TimeDelta;
use diesel::ExpressionMethods as _;
use diesel::RunQueryDsl as _;
use futures_util::future::LocalBoxFuture;

use super::ground::Ground;
use super::people::Person;
use super::running;
use super::screen::{Screen, SeenForm};
use super::world;

type Caller = Box<dyn Fn(TestRequest) -> LocalBoxFuture<'static, (StatusCode, actix_web::http::header::HeaderMap, Vec<u8>)>>;

/// The portal on a fresh database with the [`world`] in it; its clock stands at noon less three hours UTC, 20 November 2026.
pub(crate) struct TestPortal {
    pub(crate) app: App,
    caller: Caller,
    listed: Vec<Listed>,
    // last: the database goes when nobody uses it any more
    _ground: Ground,
}

/// How a client shows that a form is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof<'a> {
    /// The form's token and no word of where it comes from: a plain client.
    Token,
    /// `Sec-Fetch-Site`: a browser.
    Site(&'a str),
    /// `Origin`: an older browser.
    Origin(&'a str),
    /// Nothing.
    Nothing,
}

impl TestPortal {
    /// Opens one.
    pub(crate) async fn open() -> Self {
        Self::with("http://127.0.0.1:8080", capabilities::routes).await
    }

    /// Opens one that people reach by https.
    pub(crate) async fn open_https() -> Self {
        Self::with("https://aula.example", capabilities::routes).await
    }

    /// Opens one with other addresses besides.
    pub(crate) async fn with(base_url: &str, routes: fn(&mut Routes<'_>)) -> Self {
        Self::on(Ground::fresh(), base_url, running::memory(), routes).await
    }

    /// Opens one whose letters go there.
    pub(crate) async fn posting(post: Post) -> Self {
        Self::on(Ground::fresh(), "http://127.0.0.1:8080", post, capabilities::routes).await
    }

    async fn on(ground: Ground, base_url: &str, post: Post, routes: fn(&mut Routes<'_>)) -> Self {
        let app = running::app(&ground, base_url, post);
        let paper = app.store.take(world::stories::PAPER.to_vec(), "план.pdf".into(), aula::files::Limits::PAPER).await;
        paper.expect("the files of the world");
        let portal = Portal::new(app.clone(), routes, capabilities::NAVIGATION);
        let listed = portal.listed();
        let caller = caller(init_service(portal.worker()).await, TestRequest::to_request);
        let listed = listed.lock().expect("the list of addresses").clone();
        Self { app, caller, listed, _ground: ground }
    }

    /// Every address of every capability.
    pub(crate) fn routes(&self) -> &[Listed] {
        &self.listed
    }

    /// Looks at a page.
    pub(crate) async fn visit(&self, person: &Person, path: &str) -> Screen {
        self.ask(person, Method::GET, path, &[], Vec::new()).await
    }

    /// Looks at a page and goes on wherever it leads.
    pub(crate) async fn arrive(&self, person: &Person, path: &str) -> Screen {
        let screen = self.visit(person, path).await;
        self.follow(person, screen).await
    }

    /// Goes where a redirect leads, until there is a page.
    pub(crate) async fn follow(&self, person: &Person, mut screen: Screen) -> Screen {
        for _ in 0..5 {
            if screen.status != StatusCode::SEE_OTHER {
                return screen;
            }
            let to = screen.leads_to().to_owned();
            screen = self.visit(person, &to).await;
        }
        panic!("{} leads round in circles", screen.path)
    }

    /// Sends fields as a plain client does, with the token of the last page that had one.
    pub(crate) async fn send(&self, person: &Person, path: &str, fields: &[(&str, &str)]) -> Screen {
        self.send_with(person, path, fields, Proof::Token).await
    }

    /// Sends fields with some other proof that they come from us, or with none.
    pub(crate) async fn send_with(&self, person: &Person, path: &str, fields: &[(&str, &str)], proof: Proof<'_>) -> Screen {
        let token = if proof == Proof::Token { self.token(person).await } else { String::new() };
        let mut body = form_urlencoded::Serializer::new(String::new());
        if !token.is_empty() {
            body.append_pair("token", &token);
        }
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        let mut headers = vec![("content-type", "application/x-www-form-urlencoded")];
        match proof {
            Proof::Site(site) => headers.push(("sec-fetch-site", site)),
            Proof::Origin(origin) => headers.push(("origin", origin)),
            Proof::Token | Proof::Nothing => {}
        }
        self.ask(person, Method::POST, path, &headers, body.finish().into_bytes()).await
    }

    /// Sends a form as the page has it, filled as it is.
    pub(crate) async fn submit(&self, person: &Person, form: &SeenForm) -> Screen {
        if form.multipart {
            return self.upload(person, &form.action, &pairs(&form.fields), &[]).await;
        }
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
        self.ask(person, Method::POST, &form.action, &[("content-type", "application/x-www-form-urlencoded")], body.into_bytes())
            .await
    }

    /// Sends a form with files: (field, name, content).
    pub(crate) async fn upload(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Screen {
        const EDGE: &str = "----edge-of-the-tests";
        let token = self.token(person).await;
        let mut body = Vec::new();
        let with_token = [("token", token.as_str())];
        for (name, value) in with_token.iter().chain(fields.iter().filter(|(name, _)| *name != "token")) {
            body.extend(format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for (field, name, content) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes().chain(content.iter().copied()).chain(*b"\r\n"));
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        self.ask(person, Method::POST, path, &[("content-type", &format!("multipart/form-data; boundary={EDGE}"))], body).await
    }

    /// Any request at all, with this person's cookies.
    pub(crate) async fn ask(
        &self,
        person: &Person,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Screen {
        let cookies: Vec<String> = person.jar.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request =
            TestRequest::default().method(method).uri(path).peer_addr(person.address).insert_header(("host", self.host()));
        request = request
            .insert_header(("accept-language", person.languages))
            .insert_header(("user-agent", "Firefox on Linux, in a test"));
        if !cookies.is_empty() {
            request = request.insert_header(("cookie", cookies.join("; ")));
        }
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        let (status, headers, bytes) = (self.caller)(request.set_payload(body)).await;
        let screen = Screen { path: path.to_owned(), status, headers, bytes };
        keep_cookies(person, &screen);
        if screen.header("content-type").starts_with("text/html")
            && let Some(token) = screen.token()
        {
            person.token.replace(Some(token));
        }
        screen
    }

    /// The token this person would send: of the last page they saw, or of one they look at for it.
    pub(crate) async fn token(&self, person: &Person) -> String {
        if person.token.borrow().is_none() {
            for page in ["/profile", "/sign-in"] {
                self.visit(person, page).await;
                if person.token.borrow().is_some() {
                    break;
                }
            }
        }
        person.token.borrow().clone().expect("a page with a form")
    }

    /// Signs in through the page.
    pub(crate) async fn sign_in(&self, person: &Person, login: &str, password: &str) -> Screen {
        let form = self.visit(person, "/sign-in").await.form("/sign-in");
        self.submit(person, &form.with("login", login).with("password", password)).await
    }

    /// Runs jobs and the postman until neither has anything left that is due.
    pub(crate) async fn work(&self) {
        running::work(&self.app).await;
    }

    /// Lets time pass, and everything that comes round in it happen.
    pub(crate) async fn pass(&self, time: TimeDelta) {
        running::pass(&self.app, time).await;
    }

    /// All letters that have left the house.
    pub(crate) fn letters(&self) -> Vec<Sent> {
        self.app.post.sent()
    }

    /// The newest letter to an address.
    #[track_caller]
    pub(crate) fn letter_to(&self, address: &str) -> Sent {
        let all = self.letters();
        let to: Vec<&str> = all.iter().map(|sent| sent.to.as_str()).collect();
        all.iter()
            .rev()
            .find(|sent| sent.to == address)
            .cloned()
            .unwrap_or_else(|| panic!("no letter to {address}, only to {to:?}"))
    }

    /// Nobody acts for anybody by a power of attorney any more.
    pub(crate) async fn powers_end(&self) {
        let ended = self.app.db.write::<_, Never>(|tx| {
            let now = tx.now();
            Ok(diesel::update(representatives::table).set(representatives::revoked_at.eq(now)).execute(&mut **tx)?)
        });
        ended.await.map_err(Broken::from).expect("a database");
    }

    /// How many SQL statements something takes.
    pub(crate) async fn statements<T>(&self, doing: impl Future<Output = T>) -> (T, u64) {
        let before = self.app.db.statements();
        let done = doing.await;
        (done, self.app.db.statements() - before)
    }

    fn host(&self) -> &str {
        self.app.config.base_url.split_once("://").map_or("", |(_, host)| host)
    }
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// `R` is actix' own request, which has no public name.
fn caller<S, R, B>(service: S, made: fn(TestRequest) -> R) -> Caller
where
    S: Service<R, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    R: 'static,
    B: MessageBody + 'static,
{
    let service = Rc::new(service);
    Box::new(move |request| {
        let service = service.clone();
        Box::pin(async move {
            match service.call(made(request)).await {
                Ok(response) => {
                    let (status, headers) = (response.status(), response.headers().clone());
                    let bytes = to_bytes(response.into_body()).await.map_err(|_| "the body ends early").expect("a whole answer");
                    (status, headers, bytes.to_vec())
                }
                // what the server would make of it
                Err(error) => {
                    let response = error.error_response();
                    (response.status(), response.headers().clone(), Vec::new())
                }
            }
        })
    })
}

/// Keeps what a browser would keep. A change of the session's cookie makes the old form token worthless.
fn keep_cookies(person: &Person, screen: &Screen) {
    for line in screen.all_headers("set-cookie") {
        let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
        let Some((name, value)) = pair.split_once('=') else { continue };
        let ended = attributes.to_ascii_lowercase().contains("max-age=0") || value.is_empty();
        let before = if ended {
            person.jar.borrow_mut().remove(name)
        } else {
            person.jar.borrow_mut().insert(name.to_owned(), value.to_owned())
        };
        if name.ends_with("aula") && before.as_deref() != Some(value) {
            person.token.replace(None);
        }
    }
}

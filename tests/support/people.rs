//! The people of the tests, as values. Each comes with a session of their own, already open.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::cookie::{Cookie, CookieJar, Key};
use aula::config::Secret;
use aula::web::secrets;
use aula::who::Duty;

use super::world::Side;

/// The portal's secret in all tests.
pub(crate) const SECRET: &str = "the secret of the tests, long enough";
/// Everybody's password.
pub(crate) const PASSWORD: &str = "aula-demo-2026";

/// What somebody is in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Holds premises, or nothing yet.
    Resident,
    /// Works for the company.
    Staff(&'static [Duty]),
    /// Repairs.
    Technician,
    /// Sells.
    Vendor,
    /// Runs the installation.
    Operator,
}

/// Somebody as the world knows them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) phone: &'static str,
    pub(crate) side: Side,
    pub(crate) part: Part,
    pub(crate) locale: &'static str,
}

const fn known(key: &'static str, name: &'static str, phone: &'static str, side: Side, part: Part) -> Known {
    Known { key, name, phone, side, part, locale: "ru" }
}

/// Everybody, first those of the first company.
pub(crate) const ROSTER: &[Known] = &[
    Known {
        locale: "kk", ..known("owner", "Жұмабаев Ерлан Серікұлы", "+77010000001", Side::First, Part::Resident)
    },
    known("owner2", "Иванова Мария Петровна", "+77010000002", Side::First, Part::Resident),
    known("tenant", "Қасымов Дәурен Әлиұлы", "+77010000003", Side::First, Part::Resident),
    known("clerk", "Сергеев Павел Ильич", "", Side::First, Part::Staff(&[])),
    known("editor", "Әбілова Гүлнәр", "", Side::First, Part::Staff(&[Duty::Editor])),
    known("dispatcher", "Омаров Нұрлан", "", Side::First, Part::Staff(&[Duty::Dispatcher])),
    known("accountant", "Ким Светлана", "", Side::First, Part::Staff(&[Duty::Accountant])),
    known("secretary", "Төлегенова Айжан", "", Side::First, Part::Staff(&[Duty::Secretary])),
    known("guard", "Мусин Қайрат", "", Side::First, Part::Staff(&[Duty::Guard])),
    known("registrar", "Ли Анна", "", Side::First, Part::Staff(&[Duty::People])),
    known("privacy", "Петров Олег", "", Side::First, Part::Staff(&[Duty::Privacy])),
    known("admin", "Садықов Ержан", "", Side::First, Part::Staff(&[Duty::Admin])),
    known("manager", "Нұрланова Айгерім Болатқызы", "+77010000010", Side::First, Part::Staff(Duty::ALL)),
    known("technician", "Ахметов Марат", "", Side::First, Part::Technician),
    known("vendor", "Пак Виктор", "", Side::First, Part::Vendor),
    known("operator", "Есенова Сәуле", "", Side::First, Part::Operator),
    known("other_manager", "Бекова Жанар", "", Side::Second, Part::Staff(Duty::ALL)),
    known("other_owner", "Сейітов Арман", "+77020000001", Side::Second, Part::Resident),
];

impl Known {
    /// Their id.
    pub(crate) fn id(&self) -> String {
        let place = ROSTER.iter().position(|one| one.key == self.key).expect("somebody of the roster");
        super::world::id(0x9e50, u128::try_from(place).expect("a short roster") + 1)
    }

    /// Their address.
    pub(crate) fn email(&self) -> String {
        let host = if self.side == Side::First { "demo.example" } else { "other.example" };
        format!("{}@{host}", self.key.trim_start_matches("other_"))
    }

    /// The key of the session they come with, before it is sealed into a cookie.
    pub(crate) fn session_key(&self) -> String {
        session_key(self.key)
    }

    /// What the database calls that session.
    pub(crate) fn session_id(&self) -> String {
        secrets::fingerprint(&self.session_key())
    }
}

/// The key of the session of whoever goes by this key.
pub(crate) fn session_key(key: &str) -> String {
    format!("the open session of {key}")
}

/// Somebody of the roster.
pub(crate) fn known_as(key: &str) -> &'static Known {
    ROSTER.iter().find(|one| one.key == key).unwrap_or_else(|| panic!("nobody in the roster is called {key}"))
}

/// Somebody with a browser: its cookies, its address, and the last form token it saw.
pub(crate) struct Person {
    pub(crate) key: &'static str,
    pub(crate) address: SocketAddr,
    pub(crate) jar: RefCell<BTreeMap<String, String>>,
    pub(crate) token: RefCell<Option<String>>,
    pub(crate) languages: &'static str,
}

impl Person {
    /// A browser that was never here, at an address of its own: what one guesses does not slow another.
    pub(crate) fn visitor() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let [_, b, c, d] = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let address = SocketAddr::from((Ipv4Addr::new(10, b, c, d), 40_000));
        Self { key: "visitor", address, jar: RefCell::default(), token: RefCell::default(), languages: "ru" }
    }

    /// Somebody of the roster, with their session open.
    pub(crate) fn named(key: &str) -> Self {
        let known = known_as(key);
        Self::seated(known.key)
    }

    /// Somebody whose session the world has opened under their key.
    pub(crate) fn seated(key: &'static str) -> Self {
        let person = Self { key, ..Self::visitor() };
        for name in ["aula", "__Host-aula"] {
            person.jar.borrow_mut().insert(name.to_owned(), sealed(name, &session_key(key)));
        }
        person
    }

    /// The same person at another browser, not signed in there.
    pub(crate) fn elsewhere(&self) -> Self {
        Self { key: self.key, ..Self::visitor() }
    }

    /// The same browser at another network address.
    pub(crate) fn moved_to(mut self, address: [u8; 4]) -> Self {
        self.address = SocketAddr::from((address, 40_000));
        self
    }

    /// A browser that speaks other languages.
    pub(crate) fn speaking(mut self, languages: &'static str) -> Self {
        self.languages = languages;
        self
    }

    /// Somebody else with a copy of all the cookies.
    pub(crate) fn copied(&self) -> Self {
        let copy = self.elsewhere();
        copy.jar.replace(self.jar.borrow().clone());
        copy
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.jar.borrow().get(name).cloned()
    }
}

/// A session's cookie as the portal writes it.
fn sealed(name: &str, key: &str) -> String {
    let seal = secrets::seal(&Secret::new(SECRET), "session cookie", "");
    let mut jar = CookieJar::new();
    jar.private_mut(&Key::derive_from(&seal)).add(Cookie::new(name.to_owned(), key.to_owned()));
    let cookie = jar.get(name).expect("the cookie just added");
    let line = cookie.encoded().to_string();
    line.split_once('=').map(|(_, value)| value.to_owned()).expect("a name and a value")
}

macro_rules! people {
    ($($name:ident),+ $(,)?) => {$(
        pub(crate) fn $name() -> Person {
            Person::named(stringify!($name))
        }
    )+};
}

people!(
    owner,
    owner2,
    tenant,
    clerk,
    editor,
    dispatcher,
    accountant,
    secretary,
    guard,
    registrar,
    privacy,
    admin,
    manager,
    technician,
    vendor,
    operator,
    other_manager,
    other_owner,
);

/// Somebody who was never here.
pub(crate) fn visitor() -> Person {
    Person::visitor()
}

//! The two companies of the demo, which have nothing to do with each other.

use super::streets;
use crate::demo::photos::Logo;

/// A management company.
#[derive(Debug, PartialEq, Eq)]
pub struct Company {
    /// What people call it.
    pub name: &'static str,
    /// Its legal name in Kazakh.
    pub legal_kk: &'static str,
    /// Its legal name in Russian.
    pub legal_ru: &'static str,
    /// Its БИН (law-kz.md §5.4), synthetic, of a year in which the demo registers nobody else.
    pub bin: &'static str,
    /// Its town in Kazakh, as it stands before an address.
    pub town: &'static str,
    /// Its office, in Kazakh.
    pub office: &'static str,
    /// Where the dispatcher answers round the clock, as kept; an invented number.
    pub phone: &'static str,
    /// Where its office gets letters.
    pub email: &'static str,
    /// Its bank account at a bank that there is not.
    pub iban: &'static str,
    /// Its mark.
    pub logo: Logo,
    /// Its accent colour for the pages.
    pub accent: &'static str,
    /// What its account numbers begin with.
    pub accounts: &'static str,
    pub(super) seed: u64,
    pub(super) streets: &'static [&'static str],
    pub(super) complexes: &'static [&'static str],
}

/// «Алатау Үй», a franchise in Almaty: the main company of the demo.
pub static ALATAU: Company = Company {
    name: "Алатау Үй",
    legal_kk: "«Алатау Үй» ЖШС",
    legal_ru: "ТОО «Алатау Үй»",
    bin: "260140000005",
    town: "Алматы қ.",
    office: "Алматы қ., Тимирязев көшесі, 412, 2-кеңсе",
    phone: "+77270000109",
    email: "office@alatau-uy.example",
    iban: "KZ770000000000000001",
    logo: Logo::Alatau,
    accent: "#00696f",
    accounts: "10",
    seed: 0xA1A7A0,
    streets: streets::ALMATY,
    complexes: streets::COMPLEXES,
};

/// «Есіл Сервис», an unrelated company in Astana.
pub static ESIL: Company = Company {
    name: "Есіл Сервис",
    legal_kk: "«Есіл Сервис» ЖШС",
    legal_ru: "ТОО «Есіл Сервис»",
    bin: "260340000002",
    town: "Астана қ.",
    office: "Астана қ., Сарайшық көшесі, 401, 12-кеңсе",
    phone: "+77172000109",
    email: "office@esil-service.example",
    iban: "KZ500000000000000002",
    logo: Logo::Esil,
    accent: "#3b5ba9",
    accounts: "20",
    seed: 0xE511,
    streets: streets::ASTANA,
    complexes: streets::STEPPE_COMPLEXES,
};

impl Company {
    /// The address of the n-th building: streets in turn, then further house numbers, from 402 on.
    pub(super) fn address(&self, nth: u64) -> String {
        let count = self.streets.len().max(1);
        let nth = usize::try_from(nth).unwrap_or_default();
        let street = self.streets.get(nth % count).copied().unwrap_or_default();
        let (round, turn) = (nth / count, nth % count);
        let house = 402 + round * 3 + turn * 7 % 3;
        let corner = ["", "/1", "А", "", "Б", ""].get((nth + round) % 6).copied().unwrap_or_default();
        format!("{} {street}, {house}{corner}", self.town)
    }

    /// The name of the n-th complex; each time the stock of names is used up, the next stage of each is built («-2»).
    pub(super) fn complex(&self, nth: usize) -> Option<String> {
        let name = self.complexes.get(nth.checked_rem(self.complexes.len())?)?;
        Some(match nth / self.complexes.len() {
            0 => format!("ТК «{name}»"),
            round => format!("ТК «{name}-{}»", round + 1),
        })
    }
}

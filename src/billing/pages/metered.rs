//! How a metered line came about, in words: from which reading to which, at which rate.

use crate::billing::metered::{Means, Part};
use crate::billing::store::reading::Line;
use crate::billing::tariff::Basis;
use crate::meters::zone_key;
use crate::text::{self, Locale, t, tv};

/// «№ 07-1: 109,5 → 114 = 4,5 м³ × 95,00 ₸», part by part.
pub(super) fn formula(locale: Locale, line: &Line) -> String {
    if line.basis == Basis::Common { common(locale, line) } else { own(locale, line) }
}

fn figure(locale: Locale, value: i64) -> String {
    text::decimal(locale, value, 3)
}

fn unit(locale: Locale, line: &Line) -> String {
    line.resource.map(|of| t(locale, of.unit_key()).into_owned()).unwrap_or_default()
}

fn own(locale: Locale, line: &Line) -> String {
    let unit = unit(locale, line);
    let parts: Vec<String> = line.parts.iter().map(|part| one(locale, part, &unit)).collect();
    parts.join("; ")
}

fn one(locale: Locale, part: &Part, unit: &str) -> String {
    let key = match part.means {
        Means::Read if part.used == 0 && part.before == part.after => "billing.formula.meter_still",
        Means::Read | Means::Units => "billing.formula.meter",
        Means::Average => "billing.formula.average",
        Means::Norm => "billing.formula.norm",
    };
    let name = if part.zone.1 > 1 { format!(" ({})", t(locale, zone_key(part.zone.1, part.zone.0))) } else { String::new() };
    tv(
        locale,
        key,
        &[
            ("serial", &format!("{}{name}", part.serial)),
            ("before", &figure(locale, part.before)),
            ("after", &figure(locale, part.after)),
            ("used", &figure(locale, part.used)),
            ("unit", unit),
            ("rate", &part.rate.print(locale)),
        ],
    )
}

/// «общий счётчик 1 240 − квартиры 1 100 = 140 м³ × 95,00 ₸, ваша доля по площади: 61,4 м²».
fn common(locale: Locale, line: &Line) -> String {
    let sum = |units: bool| line.parts.iter().filter(|of| (of.means == Means::Units) == units).map(|of| of.used).sum::<i64>();
    let (common, units) = (sum(false), sum(true));
    tv(
        locale,
        "billing.formula.common",
        &[
            ("common", &figure(locale, common)),
            ("units", &figure(locale, units)),
            ("rest", &figure(locale, (common - units).max(0))),
            ("unit", &unit(locale, line)),
            ("rate", &line.rate().print(locale)),
            ("area", &text::area(locale, line.quantity)),
        ],
    )
}

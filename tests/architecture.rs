//! The house rules, read off the files themselves. Each failure says in words who broke which rule; the rules stand in the README,
//! section *The map*.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::sources::{Source, root, walk};

/// The rooms that know something of management companies; everything else is the kernel and knows none of them.
const CAPABILITIES: &[&str] = &[
    "accounts",
    "homes",
    "notices",
    "joining",
    "announcements",
    "welcome",
    "franchise",
    "handover",
    "team",
    "trail",
    "visits",
    "voting",
    "surveys",
    "requests",
    "dispatch",
    "market",
    "ledger",
    "billing",
    "meters",
    "payments",
    "debts",
    "spending",
    "consent",
    "privacy",
    "gates",
    "equipment",
    "appeals",
    "messages",
];

/// The arrows: whom a capability may use besides the kernel. `accounts ◀─ homes ◀─ everyone`.
#[rustfmt::skip]
const ARROWS: &[(&str, &[&str])] = &[
    ("accounts", &[]),
    ("homes", &["accounts", "notices"]),
    ("notices", &["accounts"]),
    ("joining", &["accounts", "homes", "notices", "team"]),
    ("announcements", &["accounts", "homes", "notices"]),
    // the two homes show what every capability has for the reader
    ("welcome", &["accounts", "homes", "notices", "announcements", "billing", "dispatch", "surveys", "franchise", "joining", "meters", "requests", "voting"]),
    ("surveys", &["accounts", "homes", "notices"]),
    ("franchise", &["accounts", "homes"]),
    ("handover", &["accounts", "homes", "notices"]),
    ("team", &["accounts", "homes"]),
    ("trail", &["accounts", "homes", "notices"]),
    ("visits", &["accounts", "notices"]),
    ("ledger", &["accounts", "homes"]),
    ("billing", &["accounts", "homes", "ledger", "meters", "requests"]),
    ("meters", &["accounts", "homes", "notices"]),
    ("payments", &["accounts", "billing", "homes", "ledger"]),
    ("spending", &["accounts", "billing", "homes", "ledger"]),
    ("debts", &["accounts", "billing", "homes", "ledger", "notices"]),
    ("voting", &["accounts", "homes", "notices", "announcements"]),
    ("requests", &["accounts", "announcements", "franchise", "homes", "notices", "team"]),
    ("dispatch", &["accounts", "franchise", "homes", "notices", "requests", "team"]),
];

/// Not the kernel and not a capability: what puts all of them together.
const ABOVE_ALL: &[&str] = &["capabilities", "cli", "demo", "lib", "main", "stand"];

/// The kernel's rooms that keep tables of their own and may therefore speak diesel.
const OWN_TABLES: &[&str] = &["audit", "backup", "db", "files", "jobs", "mail", "numbers", "stand", "demo", "calendar"];
/// Files of the web kit that read what every request needs: who is asking, their session, the forms they sent.
const OWN_TABLES_OF_WEB: &[&str] = &[
    "src/web/appointed.rs",
    "src/web/held.rs",
    "src/web/identify.rs",
    "src/web/session.rs",
    "src/web/once.rs",
    "src/web/visit.rs",
    "src/web/hosts.rs",
];

/// Files of a capability that are no nouns: they may know the wire or the database.
const NO_NOUNS: &[&str] = &[
    "mod",
    "store",
    "pages",
    "forms",
    "jobs",
    "letters",
    "own",
    "rows",
    "import",
    "sending",
    "telling",
    "digest",
    "stop",
    "export",
    "poster",
    "paper",
    "casting",
    "electorate",
    "settle",
    "turnout",
    "preparing",
    "hours",
    "run",
];

/// What the top of the repository may hold, besides dot-files.
#[rustfmt::skip]
const TOP: &[&str] = &[
    "Cargo.toml", "Cargo.lock", "README.md", "build.rs", "clippy.toml", "deny.toml", "rustfmt.toml",
    "src", "templates", "static", "migrations", "locales", "tests", "target",
];

const LONGEST: usize = 300;
/// Files that are longer today. The list only ever shrinks: no line may be added, and no number raised.
const STILL_LONGER: &[(&str, usize)] = &[
    ("src/announcements/pages/read.rs", 319),
    ("src/announcements/pages/show.rs", 329),
    ("src/homes/forms.rs", 319),
    ("src/homes/import/columns.rs", 349),
    ("src/homes/import/people.rs", 387),
    ("src/homes/import/plan.rs", 428),
];

/// Files that speak to the database although they are no store. The list only ever shrinks.
const NO_STORE_YET: &[&str] = &["src/homes/settle.rs"];

const VAGUE: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service", "services"];

fn sources() -> Vec<Source> {
    walk("src", &["rs"])
}

/// The first room under `src/` that a file belongs to: `src/homes/store/list.rs` → `homes`.
fn room(path: &str) -> &str {
    let rest = path.strip_prefix("src/").unwrap_or(path);
    rest.split(['/', '.']).next().unwrap_or_default()
}

/// The rooms of the crate that a file names: in `use crate::…` with all its braces, and in paths in the middle of the code.
fn named_rooms(source: &Source) -> BTreeMap<String, String> {
    let code = source.own_lines().join("\n");
    let mut named = BTreeMap::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let line = code[..at].rsplit('\n').next().unwrap_or_default().to_owned() + rest.lines().next().unwrap_or_default();
        if let Some(inside) = rest.strip_prefix('{') {
            for part in top_level(inside) {
                named.insert(first_word(&part), line.trim().to_owned());
            }
        } else {
            named.insert(first_word(rest), line.trim().to_owned());
        }
    }
    named
}

/// The parts between the commas of the outermost braces.
fn top_level(inside: &str) -> Vec<String> {
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0);
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part);
    parts
}

fn first_word(path: &str) -> String {
    path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What stands behind `crate::<capability>::` in a file, one name each.
fn named_of(source: &Source, capability: &str) -> BTreeSet<String> {
    let code = source.own_lines().join("\n");
    let mut names = BTreeSet::new();
    for (at, mark) in code.match_indices(&format!("crate::{capability}::")) {
        let rest = &code[at + mark.len()..];
        match rest.strip_prefix('{') {
            Some(inside) => names.extend(top_level(inside).iter().map(|part| first_word(part))),
            None => _ = names.insert(first_word(rest)),
        }
    }
    names.remove("");
    names.remove("self");
    names
}

/// What `mod.rs` of a capability shows: its own public items, what it re-exports, and its public modules.
fn shown_by(capability: &str) -> BTreeSet<String> {
    let all = walk(&format!("src/{capability}"), &["rs"]);
    let Some(face) = all.iter().find(|file| file.path == format!("src/{capability}/mod.rs")) else { return BTreeSet::new() };
    let code = face.own_lines().join("\n");
    let mut shown = BTreeSet::new();
    for line in code.lines() {
        let Some(item) = line.strip_prefix("pub ") else { continue };
        let item = item.trim_start_matches("async ").trim_start_matches("const ");
        if let Some(path) = item.strip_prefix("use ") {
            let names = path
                .split_once('{')
                .map_or_else(|| vec![path.rsplit("::").next().unwrap_or_default().to_owned()], |(_, inside)| top_level(inside));
            shown.extend(
                names
                    .iter()
                    .map(|name| first_word(name.rsplit(" as ").next().unwrap_or(name).rsplit("::").next().unwrap_or(name))),
            );
        } else {
            let name = item.split_once(' ').map_or(item, |(_, name)| name);
            shown.insert(first_word(if item.starts_with(|c: char| c.is_uppercase()) { item } else { name }));
        }
    }
    // a long list of re-exports goes over several lines
    for block in code.split("pub use ").skip(1) {
        if let Some((_, inside)) = block.split(';').next().unwrap_or_default().split_once('{') {
            shown.extend(top_level(inside).iter().map(|name| first_word(name.rsplit(" as ").next().unwrap_or(name))));
        }
    }
    shown
}

fn is_capability(room: &str) -> bool {
    CAPABILITIES.contains(&room)
}

#[test]
fn the_kernel_knows_no_capability() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| !is_capability(room(&source.path)) && !ABOVE_ALL.contains(&room(&source.path)))
    {
        for (named, line) in named_rooms(source) {
            if is_capability(&named) {
                broken.push(format!("{} belongs to the kernel and imports the capability «{named}»: {line}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn capabilities_use_one_another_only_along_the_arrows() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| is_capability(room(&source.path))) {
        let own = room(&source.path);
        let allowed = ARROWS.iter().find(|(from, _)| *from == own).map_or(&[][..], |(_, to)| to);
        for (named, line) in named_rooms(source) {
            if is_capability(&named) && named != own && !allowed.contains(&named.as_str()) {
                broken.push(format!("{} uses «{named}», and no arrow leads from «{own}» there: {line}", source.path));
            }
            if ABOVE_ALL.contains(&named.as_str()) {
                broken.push(format!("{} uses «{named}», which stands above it: {line}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn of_another_capability_one_sees_only_its_face() {
    let mut broken = Vec::new();
    for capability in CAPABILITIES {
        let shown = shown_by(capability);
        for source in sources().iter().filter(|source| room(&source.path) != *capability) {
            for name in named_of(source, capability).difference(&shown) {
                broken
                    .push(format!("{} looks behind the face of «{capability}»: {name} is not shown by its mod.rs", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// The part of a capability's path that says what kind of file it is: `src/homes/store/list.rs` → `store`.
fn part_of(path: &str) -> &str {
    path.split('/').nth(2).unwrap_or_default().split('.').next().unwrap_or_default()
}

/// Deriving rows and keeping words as text is no query.
const QUERY_WORDS: &[&str] =
    &["diesel::prelude::*", "diesel::dsl", ".filter(", "sql_query", "insert_into", "diesel::update", "diesel::delete"];

#[test]
fn query_words_stand_only_in_stores() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let own = room(&source.path);
        let may = if is_capability(own) {
            part_of(&source.path) == "store" || source.path.contains("/store/")
        } else {
            OWN_TABLES.contains(&own) || OWN_TABLES_OF_WEB.contains(&source.path.as_str())
        };
        let code = source.own_lines().join("\n");
        let speaks = ["insert_into", "diesel::update", "diesel::delete", "sql_query", "::table.", "::table\n", "::table)"]
            .iter()
            .find(|word| code.contains(**word));
        if !may
            && !NO_STORE_YET.contains(&source.path.as_str())
            && let Some(word) = speaks
        {
            broken.push(format!("{} speaks to the database («{}»): queries stand in store.rs", source.path, word.trim()));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn nouns_know_neither_the_wire_nor_the_database() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| {
        is_capability(room(&source.path))
            && !source.is_test()
            && !NO_NOUNS.contains(&part_of(&source.path))
            && !source.path.contains("/pages/")
            && !NO_STORE_YET.contains(&source.path.as_str())
    }) {
        let code = source.own_lines().join("\n");
        if code.contains("actix_web::") || code.contains("actix_session::") {
            broken.push(format!("{} is a noun and knows actix", source.path));
        }
        if let Some(word) = QUERY_WORDS.iter().find(|word| **word != ".filter(" && code.contains(**word)) {
            broken.push(format!("{} is a noun and knows diesel («{word}»)", source.path));
        }
        if code.contains(".clock.now()") || code.contains(".clock.today()") {
            broken.push(format!("{} is a noun and asks the clock: time is an argument", source.path));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_capability_reads_only_its_own_tables() {
    // those of accounts and homes everyone may join
    let open = [
        "companies",
        "people",
        "memberships",
        "duties",
        "complexes",
        "buildings",
        "entrances",
        "premises",
        "contacts",
        "holdings",
    ];
    // more tables than lines: laid out by hand
    #[rustfmt::skip]
    let owners: &[(&str, &[&str])] = &[
        ("accounts", &["sessions", "password_links", "guesses", "second_factors", "recovery_codes", "email_changes"]),
        (
            "homes",
            &[
                "home_words",
                "contact_words",
                "representatives",
                "moves",
                "move_sides",
                "merges",
                "imports",
                "import_writes",
                "sheet_layouts",
                "files",
                "premises_counts",
            ],
        ),
        ("notices", &["notices", "notice_wishes", "notice_hours", "letters"]),
        (
            "announcements",
            &[
                "announcements",
                "announcement_versions",
                "announcement_scopes",
                "announcement_recipients",
                "announcement_premises",
                "announcement_reads",
                "letters",
            ],
        ),
        ("surveys", &["surveys", "survey_scopes", "survey_participations", "survey_answers"]),
        ("joining", &["invitations", "letter_runs", "join_proofs", "claims", "guardian_consents"]),
        ("franchise", &["letters", "suspensions", "brands", "office_hours", "office_days"]),
        ("handover", &["handovers", "handover_buildings"]),
        ("team", &["zones", "absences", "skills", "firms", "firm_members", "appointments"]),
        ("visits", &["visits", "visit_pages", "visit_grants"]),
        ("ledger", &["ledger_books", "ledger_closings", "ledger_accounts", "ledger_entries", "ledger_postings"]),
        ("meters", &["meters", "meter_windows", "meter_readings", "meter_verdicts", "meter_links"]),
        ("billing", &[
            "billing_services", "billing_tariffs", "billing_runs", "bills", "bill_lines", "bill_readings",
            "billing_adjustments", "bill_adjustments",
                "bill_prints",
        ]),
        ("spending", &["spendings", "spending_reversals"]),
        ("debts", &["debts", "debt_batches", "debt_letters", "debt_plans", "debt_plan_parts"]),
        (
            "payments",
            &[
                "payments",
                "payment_parts",
                "payment_returns",
                "payment_channels",
                "payment_orders",
                "payment_calls",
                "sandbox_checkouts",
                "biller_doors",
                "biller_answers",
                "biller_incidents",
                "biller_registers",
                "biller_register_lines",
                "payment_parked",
            ],
        ),
        (
            "voting",
            &[
                "meetings",
                "meeting_initiators",
                "meeting_postings",
                "meeting_questions",
                "meeting_arguments",
                "meeting_units",
                "meeting_owners",
                "ballots",
                "voting_events",
                "meeting_sheets",
                "sheet_entries",
                "sheet_prints",
                "meeting_reminders",
                "representatives",
                "protocols",
                "protocol_copies",
                "protocol_signers",
                "voting_codes",
                "meeting_told",
            ],
        ),
        (
            "requests",
            &[
                "requests",
                "request_words",
                "request_joiners",
                "request_confirmations",
                "request_messages",
                "request_reads",
                "request_events",
                "request_pauses",
                "request_breaches",
                "request_ratings",
                "request_terms",
                "request_hidden",
                "request_mail",
                "request_months",
                "request_filters",
                "outages",
                "outage_buildings",
                "outage_requests",
            ],
        ),
        // all of them begin so
        ("dispatch", &["field_*"]),
        ("requests", &[
            "requests", "request_words", "request_joiners", "request_confirmations", "request_messages",
            "request_reads", "request_events", "request_pauses", "request_breaches", "request_ratings",
            "request_terms", "request_hidden", "request_mail", "request_months", "request_filters", "outages",
            "outage_buildings", "outage_requests",
        ]),
        ("dispatch", &[
            "field_jobs", "field_events", "field_materials", "field_notes", "field_note_reads", "field_claims",
            "field_shifts", "field_desks", "field_doors", "field_feeds",
        ]),
        ("welcome", &[]),
    ];
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| is_capability(room(&source.path)) && !source.is_test()) {
        let own = room(&source.path);
        let mine = owners.iter().find(|(of, _)| *of == own).map_or(&[][..], |(_, tables)| tables);
        let code = source.own_lines().join("\n");
        for (at, mark) in code.match_indices("db::schema::") {
            let rest = &code[at + mark.len()..];
            let tables = rest
                .strip_prefix('{')
                .map_or_else(|| vec![first_word(rest)], |inside| top_level(inside).iter().map(|t| first_word(t)).collect());
            for table in tables.iter().filter(|table| !table.is_empty()) {
                let is_mine = |of: &&str| of.strip_suffix('*').map_or(*of == table.as_str(), |begins| table.starts_with(begins));
                if !open.contains(&table.as_str()) && !mine.iter().any(is_mine) {
                    broken.push(format!("{} reads the table «{table}», which is not of «{own}»", source.path));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn files_are_named_after_things() {
    let mut broken = Vec::new();
    for source in walk("src", &["rs"]).iter().chain(&walk("tests", &["rs"])).chain(&walk("templates", &["html", "txt"])) {
        for part in source.path.split('/').map(|part| part.split('.').next().unwrap_or_default()) {
            if VAGUE.iter().any(|vague| part == *vague || part.split('_').any(|word| word == *vague)) {
                broken.push(format!("{}: «{part}» says nothing of what is inside", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn files_are_small() {
    let mut broken = Vec::new();
    // the schema is one table after another, as the migrations make it: nobody reads it from top to bottom
    for source in walk("src", &["rs"]).iter().chain(&walk("tests", &["rs"])).filter(|source| source.path != "src/db/schema.rs") {
        let lines = source.text.lines().count();
        let most = STILL_LONGER
            .iter()
            .find(|(path, _)| *path == source.path)
            .map_or(if source.path.starts_with("tests/") { 2 * LONGEST } else { LONGEST }, |(_, most)| *most);
        if lines > most {
            broken.push(format!("{} has {lines} lines and wants to become two (at most {most})", source.path));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    let grown: Vec<_> = STILL_LONGER
        .iter()
        .filter(|(path, _)| std::fs::read_to_string(root().join(path)).map_or(0, |text| text.lines().count()) <= LONGEST)
        .collect();
    assert!(grown.is_empty(), "these are small now, take them off the list STILL_LONGER: {grown:?}");
}

#[test]
fn the_top_of_the_house_is_tidy() {
    let entries = std::fs::read_dir(root()).expect("the project's folder");
    let names: Vec<String> = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    let strange: Vec<&String> = names.iter().filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str())).collect();
    assert!(strange.is_empty(), "these do not belong on the top level: {strange:?}");
}

#[test]
fn every_capability_keeps_its_word_in_all_its_places() {
    let mut broken = Vec::new();
    for capability in CAPABILITIES.iter().filter(|name| root().join("src").join(name).is_dir()) {
        for (place, why) in [
            (format!("locales/{capability}.yml"), "its words"),
            (format!("templates/{capability}"), "its pages"),
            (format!("src/{capability}/mod.rs"), "its face"),
        ] {
            // the books are written by others and shown on others' pages
            if !root().join(&place).exists() && place != "templates/ledger" {
                broken.push(format!("«{capability}» lacks {place}: {why}"));
            }
        }
        if !ARROWS.iter().any(|(name, _)| name == capability) {
            broken.push(format!("«{capability}» has no line in ARROWS: say whom it may use"));
        }
        if let Ok(face) = std::fs::read_to_string(root().join(format!("src/{capability}/mod.rs")))
            && !face.starts_with("//! ")
        {
            broken.push(format!("src/{capability}/mod.rs does not open with its rules in prose"));
        }
    }
    for entry in std::fs::read_dir(root().join("src")).expect("src").filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        let kernel = [
            "app", "audit", "backup", "calendar", "chart", "clock", "config", "db", "errand", "files", "jobs", "mail", "markup",
            "money", "numbers", "parcel", "pdf", "sheet", "text", "web", "who",
        ];
        if !is_capability(&name) && !ABOVE_ALL.contains(&name.as_str()) && !kernel.contains(&name.as_str()) {
            broken
                .push(format!("src/{name} is neither kernel nor a capability that this test knows: add it to one of the lists"));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_module_opens_with_prose() {
    let silent: Vec<String> =
        sources().into_iter().filter(|source| !source.text.trim_start().starts_with("//!")).map(|source| source.path).collect();
    assert!(silent.is_empty(), "these do not say what they are for: {silent:#?}");
}

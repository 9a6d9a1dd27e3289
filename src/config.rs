//! Settings: from `aula.toml`, and over it the environment. Read once, checked, printable with secrets hidden.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Something that must not be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for those who must use it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(hidden)")
    }
}

/// How the portal is to run.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub addr: SocketAddr,
    /// The address people type, without a slash at the end; `https` makes cookies `__Host-…; Secure`.
    pub base_url: String,
    /// The folder that holds everything which is not in a database server: files, the embedded database, the secret.
    pub data: PathBuf,
    /// Signs links and cookies; kept in `data/secret` when not given.
    pub secret: Secret,
    /// A path or `sqlite://…` for the embedded database, `postgres://…` for a server.
    pub database_url: Secret,
    /// The mail server; without one letters are laid into `data/mail`.
    pub smtp_url: Option<Secret>,
    /// The sender of letters, such as `Aula <aula@example.kz>`.
    pub mail_from: String,
    /// Certificate and key in PEM files, to speak TLS without a proxy in front.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Requests a second that one address may send on average (it may save up twenty seconds' worth); 0 is no limit.
    pub requests_per_second: u32,
    /// Worker threads for requests.
    pub workers: usize,
    /// Whether this is the demo: its letters may be read on a page.
    pub demo: bool,
    /// Whether companies may let residents «pay» on a page of ours that takes no money: in the demo, and to try a real installation out.
    pub sandbox: bool,
}

/// Why the settings cannot be used: for the person who starts the server, in English as all of the command line.
#[derive(Debug)]
pub struct Unusable(pub String);

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unusable {}

/// What stands in `aula.toml`; every line may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    addr: Option<String>,
    base_url: Option<String>,
    data: Option<PathBuf>,
    secret: Option<String>,
    database_url: Option<String>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    requests_per_second: Option<u32>,
    workers: Option<usize>,
}

impl Config {
    /// Reads `file` (which may be missing) and the environment.
    ///
    /// # Errors
    /// [`Unusable`], saying which setting is wrong and how.
    pub fn read(file: &Path, environment: &BTreeMap<String, String>) -> Result<Self, Unusable> {
        let written = match std::fs::read_to_string(file) {
            Ok(text) => toml::from_str(&text).map_err(|e| Unusable(format!("{}: {e}", file.display())))?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Written::default(),
            Err(e) => return Err(Unusable(format!("{}: {e}", file.display()))),
        };
        Self::from_written(written, environment)
    }

    fn from_written(written: Written, environment: &BTreeMap<String, String>) -> Result<Self, Unusable> {
        let given = |name: &str, or: Option<String>| environment.get(name).filter(|v| !v.is_empty()).cloned().or(or);
        let addr = given("AULA_ADDR", written.addr).unwrap_or_else(|| "127.0.0.1:8080".into());
        let addr: SocketAddr =
            addr.parse().map_err(|_| Unusable(format!("AULA_ADDR is not HOST:PORT with a numeric host: {addr}")))?;
        let base_url = given("AULA_BASE_URL", written.base_url).unwrap_or_else(|| format!("http://{addr}"));
        let base_url = base_url.trim_end_matches('/').to_owned();
        if !base_url.starts_with("http://") && !base_url.starts_with("https://") {
            return Err(Unusable(format!("AULA_BASE_URL must begin with http:// or https://: {base_url}")));
        }
        let data = given("AULA_DATA", written.data.map(|p| p.to_string_lossy().into_owned()))
            .map_or_else(|| PathBuf::from("data"), PathBuf::from);
        let database_url = given("DATABASE_URL", written.database_url)
            .unwrap_or_else(|| data.join("aula.sqlite").to_string_lossy().into_owned());
        known_engine(&database_url)?;
        let requests_per_second = match environment.get("AULA_REQUESTS_PER_SECOND") {
            Some(n) => n.parse().map_err(|_| Unusable(format!("AULA_REQUESTS_PER_SECOND is not a number: {n}")))?,
            None => written.requests_per_second.unwrap_or(50),
        };
        let secret = match given("AULA_SECRET", written.secret) {
            Some(secret) if secret.len() < 32 => return Err(Unusable("AULA_SECRET must have at least 32 characters".into())),
            Some(secret) => Secret::new(secret),
            None => kept_secret(&data)?,
        };
        Ok(Self {
            addr,
            mail_from: given("AULA_MAIL_FROM", written.mail_from).unwrap_or_else(|| format!("Aula <aula@{}>", host(&base_url))),
            base_url,
            data,
            secret,
            database_url: Secret::new(database_url),
            smtp_url: given("SMTP_URL", written.smtp_url).map(Secret::new),
            tls: written.tls_cert.zip(written.tls_key),
            requests_per_second,
            workers: written.workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, std::num::NonZero::get)),
            demo: false,
            sandbox: environment.get("AULA_PAYMENT_SANDBOX").is_some_and(|word| word == "yes"),
        })
    }

    /// Whether people come by `https`.
    pub fn https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The host's name alone, for identifiers of letters.
    pub fn host(&self) -> &str {
        host(&self.base_url)
    }

    /// Name and port of the base URL, as a request for it names them.
    pub fn authority(&self) -> &str {
        let after = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, rest)| rest);
        after.split('/').next().unwrap_or_default()
    }

    /// The address of a company's own host: scheme and port are the installation's.
    pub fn origin(&self, host: &str) -> String {
        let scheme = if self.https() { "https" } else { "http" };
        let port =
            self.authority().rsplit_once(':').map(|(_, port)| port).filter(|port| port.bytes().all(|b| b.is_ascii_digit()));
        port.map_or_else(|| format!("{scheme}://{host}"), |port| format!("{scheme}://{host}:{port}"))
    }
}

fn host(base_url: &str) -> &str {
    let after = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    after.split(['/', ':']).next().unwrap_or("localhost")
}

/// A mistyped URL must not silently make an empty SQLite file of that name.
fn known_engine(url: &str) -> Result<(), Unusable> {
    match url.split_once("://") {
        None | Some(("postgres" | "postgresql" | "sqlite", _)) => Ok(()),
        Some((scheme, _)) => {
            Err(Unusable(format!("DATABASE_URL begins with {scheme}://, which is neither postgres:// nor a path")))
        }
    }
}

/// The secret in the data folder, made at the first start.
fn kept_secret(data: &Path) -> Result<Secret, Unusable> {
    let path = data.join("secret");
    let unusable = |e: std::io::Error| Unusable(format!("{}: {e}", path.display()));
    match std::fs::read_to_string(&path) {
        Ok(secret) if secret.trim().len() >= 32 => return Ok(Secret::new(secret.trim())),
        Ok(_) => return Err(Unusable(format!("{} is too short to be a secret", path.display()))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(unusable(e)),
    }
    std::fs::create_dir_all(data).map_err(unusable)?;
    let secret = crate::web::secrets::random_text();
    write_private(&path, &secret).map_err(unusable)?;
    Ok(Secret::new(secret))
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let mut all: BTreeMap<String, String> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        all.entry("AULA_SECRET".into()).or_insert_with(|| "s".repeat(32));
        all
    }

    #[test]
    fn nothing_needs_to_be_given() {
        let config = Config::from_written(Written::default(), &environment(&[])).unwrap();
        assert_eq!(config.base_url, "http://127.0.0.1:8080");
        assert_eq!(config.database_url.reveal(), "data/aula.sqlite");
        assert!(!config.https());
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let written: Written = toml::from_str("addr = '127.0.0.1:1'\nbase_url = 'https://aula.kz/'").unwrap();
        let config = Config::from_written(written, &environment(&[("AULA_ADDR", "127.0.0.1:2")])).unwrap();
        assert_eq!((config.addr.port(), config.base_url.as_str(), config.host()), (2, "https://aula.kz", "aula.kz"));
        assert!(config.https());
    }

    #[test]
    fn a_company_has_the_scheme_and_port_of_the_installation() {
        let with = |url: &str| Config::from_written(Written::default(), &environment(&[("AULA_BASE_URL", url)])).unwrap();
        assert_eq!(with("https://aula.kz").origin("kabinet.kz"), "https://kabinet.kz");
        assert_eq!(with("http://127.0.0.1:8080").origin("kabinet.kz"), "http://kabinet.kz:8080");
        assert_eq!(with("http://[::1]:8080").origin("kabinet.kz"), "http://kabinet.kz:8080");
        assert_eq!(with("http://[::1]").origin("kabinet.kz"), "http://kabinet.kz");
        assert_eq!(with("https://aula.kz/").authority(), "aula.kz");
    }

    #[test]
    fn secrets_are_not_printed() {
        let config = Config::from_written(
            Written::default(),
            &environment(&[("SMTP_URL", "smtp://u:hush@h"), ("DATABASE_URL", "postgres://u:hush@h/d")]),
        )
        .unwrap();
        let printed = format!("{config:?}");
        assert!(!printed.contains("hush") && !printed.contains("sss"), "{printed}");
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (name, value) in
            [("DATABASE_URL", "mysql://x"), ("AULA_ADDR", "here"), ("AULA_SECRET", "short"), ("AULA_BASE_URL", "aula.kz")]
        {
            let Err(Unusable(said)) = Config::from_written(Written::default(), &environment(&[(name, value)])) else {
                panic!("{name} was taken")
            };
            assert!(said.contains(name), "{said}");
        }
        assert!(toml::from_str::<Written>("adr = 'x'").is_err(), "a misspelt line is refused");
    }
}

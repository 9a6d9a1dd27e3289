//! A question to a machine elsewhere: one POST over HTTP/1.1, with a limit of time and of size. Plain HTTP goes to this machine
//! alone; everybody else is asked by TLS, whose certificate the system's authorities vouch for.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use http_body_util::{BodyExt, Full, Limited};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// The longest answer that is read.
const LONGEST: usize = 256 * 1024;

/// Sends `body` to an address with these headers besides; gives the status and the text of the answer.
///
/// # Errors
/// When the address is none that may be asked, the machine does not answer in time, or says more than is read.
pub async fn post(url: &str, headers: &[(&str, &str)], body: Vec<u8>) -> anyhow::Result<(u16, String)> {
    tokio::time::timeout(PATIENCE, sent(url, headers, body)).await.context("no answer in time")?
}

async fn sent(url: &str, headers: &[(&str, &str)], body: Vec<u8>) -> anyhow::Result<(u16, String)> {
    let (scheme, rest) = url.split_once("://").context("no address")?;
    let (authority, path) = rest.split_once('/').map_or((rest, String::from("/")), |(host, path)| (host, format!("/{path}")));
    let secure = match scheme {
        "https" => true,
        "http" => false,
        _ => bail!("{scheme} is not spoken"),
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port.parse::<u16>().context("a port")?),
        None => (authority, if secure { 443 } else { 80 }),
    };
    let mut request = Request::post(&path).header("host", authority).header("user-agent", "aula");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Full::new(Bytes::from(body)))?;
    let tcp = TcpStream::connect((host, port)).await.with_context(|| format!("{host} cannot be reached"))?;
    if !secure {
        ensure!(tcp.peer_addr()?.ip().is_loopback(), "only this machine is asked without TLS");
        return spoken(tcp, request).await;
    }
    let name = ServerName::try_from(host.to_owned()).context("the host's name")?;
    spoken(TlsConnector::from(trust()?).connect(name, tcp).await.context("TLS")?, request).await
}

async fn spoken(
    wire: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> anyhow::Result<(u16, String)> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(wire)).await?;
    let answering = async {
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), LONGEST).collect().await.map_err(|e| anyhow::anyhow!("the answer: {e}"))?;
        anyhow::Ok((status, String::from_utf8_lossy(&body.to_bytes()).into_owned()))
    };
    // the connection moves only while somebody polls it, and both are done when the answer is
    tokio::select! {
        answered = answering => answered,
        broken = connection => { broken?; bail!("the connection ended before the answer") }
    }
}

/// Whom the system trusts.
fn trust() -> anyhow::Result<Arc<rustls::ClientConfig>> {
    let mut roots = rustls::RootCertStore::empty();
    let (known, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    ensure!(known > 0, "the system has no certificates of authorities");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}

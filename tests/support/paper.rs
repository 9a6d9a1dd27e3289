//! PDFs as other programs read them: poppler for their words, qpdf for their structure.
#![allow(clippy::expect_used, reason = "in a test, a broken promise is a failed test")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use aula::db::types::Uuid;

/// What a program says of a document that it is given; nothing when it is not installed, which is said aloud.
fn ask(program: &str, arguments: &[&str], document: &[u8]) -> Option<Output> {
    let asked = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = asked else {
        eprintln!("SKIPPED in part: {program} is not installed");
        return None;
    };
    let (mut to, document) = (child.stdin.take().expect("a pipe"), document.to_vec());
    let writing = std::thread::spawn(move || to.write_all(&document));
    let said = child.wait_with_output().expect("an end");
    // a program that has seen enough closes its end
    drop(writing.join().expect("a thread"));
    Some(said)
}

/// The words of a document, in the order in which they are written.
pub(crate) fn words_of(pdf: &[u8]) -> Option<String> {
    ask("pdftotext", &["-raw", "-", "-"], pdf).map(|said| String::from_utf8_lossy(&said.stdout).into_owned())
}

/// The words of each page as they stand on it.
pub(crate) fn pages_of(pdf: &[u8]) -> Option<Vec<String>> {
    let said = ask("pdftotext", &["-layout", "-", "-"], pdf)?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    Some(text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect())
}

/// Lays a document where somebody who sets `AULA_LOOK` can look at it.
fn show(pdf: &[u8]) {
    if let Ok(folder) = std::env::var("AULA_LOOK") {
        let name = std::thread::current().name().unwrap_or_default().replace("::", "-");
        std::fs::write(format!("{folder}/{name}-{}.pdf", pdf.len()), pdf).expect("a file to look at");
    }
}

/// That a document is well formed: another program reads it without a complaint, and every letter of it is in a font that it brings along.
#[track_caller]
pub(crate) fn is_sound(pdf: &[u8]) {
    show(pdf);
    // it reads here and there in a document, so it wants a file
    let file = std::env::temp_dir().join(format!("aula-paper-{}.pdf", Uuid::now_v7()));
    std::fs::write(&file, pdf).expect("a file to check");
    let said = ask("qpdf", &["--check", &file.to_string_lossy()], b"");
    drop(std::fs::remove_file(&file));
    if let Some(said) = said {
        let words = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success() && !words.contains("WARNING"), "{words}");
    }
    if let Some(said) = ask("pdffonts", &["-"], pdf) {
        let (words, complaints) = (String::from_utf8_lossy(&said.stdout).into_owned(), String::from_utf8_lossy(&said.stderr));
        assert!(complaints.is_empty(), "{complaints}");
        let fonts: Vec<&str> = words.lines().skip(2).collect();
        assert!(
            !fonts.is_empty() && fonts.iter().all(|font| font.contains("Identity-H") && font.contains("yes yes yes")),
            "{words}"
        );
    }
}

//! Workbooks that a program sent while it made them, and workbooks with programs in them.

use std::io::{Cursor, Read, Write};

use super::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts of a sound workbook of residents.
async fn parts(app: &App, by: &By) -> Vec<(String, Vec<u8>)> {
    imported(app, by, "Дом.csv", SHEET.as_bytes()).await;
    let (_, xlsx) = exported(app, by, Locale::Ru).await;
    let mut archive = ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut all = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        all.push((part.name().unwrap().into_owned(), content));
    }
    all
}

/// Packed without going back: no part has its size before it.
fn streamed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new_stream(Vec::new());
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[actix_web::test]
async fn a_streamed_workbook_is_taken_and_one_with_macros_is_not() {
    for (stand, by) in stands().await {
        let app = &stand.app;
        let mut all = parts(app, &by).await;
        let row = imported(app, &by, "stream.xlsx", &streamed(&all)).await;
        assert_eq!(row.report.rows, Tally { new: 0, changed: 0, unchanged: 5 });
        let refused = async |bytes: Vec<u8>| keep(app, "a.xlsx".into(), bytes).await.unwrap().unwrap_err().key;
        all.push(("xl/vbaProject.bin".into(), b"Sub Auto_Open()".to_vec()));
        for bytes in [packed(&all), streamed(&all)] {
            assert_eq!(refused(bytes).await, "files.refused.macros");
        }
        all.pop();
        all.push(("xl/media/zeros.bin".into(), vec![0; 64 << 20]));
        assert_eq!(refused(streamed(&all)).await, "sheet.refused.bomb");
    }
}

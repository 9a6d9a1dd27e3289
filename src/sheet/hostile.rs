//! Files made to break the reader, and honest ones that only look so.

use super::round_trip::made;
use super::*;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn refusal(bytes: &[u8]) -> Unreadable {
    Grid::read(bytes, "a.xlsx", Limits::default()).unwrap_err()
}

/// A sound workbook: a header and some rows.
fn workbook(rows: usize) -> Vec<u8> {
    let mut table = Table::new("Дом", ["Квартира", "Площадь", "Дата"].map(Heading::new).to_vec());
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    for row in 0..rows {
        table.push(vec![Value::text(format!("{row}")), Value::Area(6140), Value::Date(day)]);
    }
    Book::new(made()).with(table).xlsx().unwrap()
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((part.name().unwrap().into_owned(), content));
    }
    parts
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A sound workbook in which one part is another text.
fn with_part(wanted: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut all = parts(&workbook(3));
    let (_, content) = all.iter_mut().find(|(name, _)| name == wanted).unwrap();
    *content = change(String::from_utf8(content.clone()).unwrap()).into_bytes();
    packed(&all)
}

fn and_part(name: &str, content: Vec<u8>) -> Vec<u8> {
    let mut all = parts(&workbook(3));
    all.push((name.to_owned(), content));
    packed(&all)
}

/// Writes into every central directory record, at this distance from its signature.
fn patched(mut bytes: Vec<u8>, distance: usize, value: &[u8]) -> Vec<u8> {
    for start in 0..bytes.len() - 4 {
        if &bytes[start..start + 4] == b"PK\x01\x02" {
            bytes[start + distance..start + distance + value.len()].copy_from_slice(value);
        }
    }
    bytes
}

#[test]
fn the_sound_workbook_is_read() {
    let grid = Grid::read(&packed(&parts(&workbook(3))), "a.csv", Limits::default()).unwrap();
    assert_eq!((grid.height(), grid.width()), (4, 3));
}

#[test]
fn zip_bombs() {
    assert_eq!(refusal(&and_part("xl/media/zeros.bin", vec![0; 30_000_000])), Unreadable::Bomb);
    let modest = patched(and_part("xl/media/zeros.bin", vec![0; 30_000_000]), 24, &10_u32.to_le_bytes());
    assert_eq!(refusal(&modest), Unreadable::Broken, "declared as ten bytes: more than declared is an error in itself");
    let boastful = patched(workbook(3), 24, &4_000_000_000_u32.to_le_bytes());
    assert!(Grid::read(&boastful, "", Limits::default()).is_ok(), "declared as four gigabytes, which nobody reserves");
    let crowd: Vec<_> = (0..2_100).map(|number| (format!("xl/{number}.xml"), Vec::new())).collect();
    assert_eq!(refusal(&packed(&crowd)), Unreadable::Bomb);
    let noise: Vec<u8> = (0..3_000_000_u32).map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    let small = Limits { unpacked_bytes: 2_000_000, ..Limits::default() };
    assert_eq!(Grid::read(&and_part("xl/media/noise.bin", noise.clone()), "", small), Err(Unreadable::TooBig { limit: 2 }));
    assert!(Grid::read(&and_part("xl/media/noise.bin", noise), "", Limits::default()).is_ok());
}

#[test]
fn a_file_too_large_is_not_even_opened() {
    let small = Limits { packed_bytes: 100, ..Limits::default() };
    assert_eq!(Grid::read(&workbook(1), "", small), Err(Unreadable::TooBig { limit: 1 }));
}

#[test]
fn crooked_archives() {
    let sound = workbook(3);
    for cut in [5, sound.len() / 2, sound.len() - 10] {
        assert_eq!(refusal(&sound[..cut]), Unreadable::Broken, "{cut}");
    }
    assert_eq!(refusal(&patched(sound.clone(), 42, &0_u32.to_le_bytes())), Unreadable::Bomb, "all parts are the same bytes");
    assert_eq!(refusal(&patched(sound.clone(), 8, &1_u16.to_le_bytes())), Unreadable::Encrypted);
    assert_eq!(refusal(&patched(sound.clone(), 16, &7_u32.to_le_bytes())), Unreadable::Broken, "wrong checksums");
    assert_eq!(refusal(&and_part("XL/Styles.xml", b"<x/>".to_vec())), Unreadable::Broken, "the same part twice");
    assert_eq!(refusal(&and_part("xl/embeddings/inner.xlsx", sound)), Unreadable::Nested);
}

#[test]
fn archives_of_something_else() {
    let archive = |names: &[&str]| packed(&names.iter().map(|name| ((*name).to_owned(), b"<x/>".to_vec())).collect::<Vec<_>>());
    assert_eq!(refusal(&archive(&["photo.jpg"])), Unreadable::NotASheet);
    assert_eq!(refusal(&archive(&["_rels/.rels", "word/document.xml"])), Unreadable::NotASheet);
    assert_eq!(refusal(&archive(&["mimetype", "content.xml"])), Unreadable::OtherFormat);
    assert_eq!(refusal(&archive(&["_rels/.rels", "xl/workbook.bin"])), Unreadable::OtherFormat);
}

#[test]
fn a_billion_laughs() {
    let laughs = "<!DOCTYPE worksheet [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let sheet = "xl/worksheets/sheet1.xml";
    let after = |text: String, declaration: &str| text.replacen("?>", &format!("?>{declaration}"), 1);
    assert_eq!(refusal(&with_part(sheet, |text| after(text, laughs))), Unreadable::Bomb);
    // Behind the root element it is not well-formed, and expands to nothing all the same.
    let late = with_part(sheet, |text| text.replace("<v>", &format!("{laughs}<v>")));
    assert!(Grid::read(&late, "", Limits::default()).is_ok_and(|grid| grid.height() == 4));
    let used = with_part("xl/sharedStrings.xml", |text| text.replace("<t>0</t>", "<t>&b;</t>"));
    assert_eq!(refusal(&used), Unreadable::Broken);
}

#[test]
fn absurd_claims_inside() {
    let sheet = "xl/worksheets/sheet1.xml";
    let strings = with_part("xl/sharedStrings.xml", |text| text.replacen("uniqueCount=\"", "uniqueCount=\"99999999999", 1));
    assert_eq!(refusal(&strings), Unreadable::Bomb);
    let far_row = with_part(sheet, |text| text.replace("r=\"A4\"", "r=\"A1048576\""));
    assert_eq!(refusal(&far_row), Unreadable::TooManyRows { limit: 50_000 });
    let far_column = with_part(sheet, |text| text.replace("r=\"C4\"", "r=\"XFD4\""));
    assert_eq!(refusal(&far_column), Unreadable::TooManyColumns { limit: 100 });
    let merge = "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:A1048576\"/><mergeCell ref=\"A2:A4\"/></mergeCells>";
    let merged = with_part(sheet, |text| text.replace("</sheetData>", merge));
    let mut grid = Grid::read(&merged, "", Limits::default()).unwrap();
    grid.fill_down(0);
    assert_eq!(grid.height(), 4);
    // Backwards: calamine's own arithmetic overflows on it.
    let backwards = with_part(sheet, |text| text.replace("</sheetData>", &merge.replace("A2:A4", "C9:A1")));
    let read = Grid::read(&backwards, "", Limits::default());
    assert!(read == Err(Unreadable::Broken) || read.is_ok_and(|grid| grid.merges().len() == 1));
}

#[test]
fn a_long_name_in_every_style() {
    let name = format!("<name val=\"{}\"/>", "A".repeat(500_000));
    let styles = "<xf numFmtId=\"0\" fontId=\"0\"/>".repeat(20_000);
    let change = |text: String| {
        text.replacen("<font>", &format!("<font>{name}"), 1).replacen("<cellXfs", "<cellXfs>", 1).replacen(
            "</cellXfs>",
            &format!("{styles}</cellXfs>"),
            1,
        )
    };
    let bytes = with_part("xl/styles.xml", change);
    assert!(bytes.len() < 100_000, "a small file that would take ten gigabytes");
    let any_ratio = Limits { ratio: usize::MAX, ..Limits::default() };
    assert_eq!(Grid::read(&bytes, "", any_ratio), Err(Unreadable::Bomb));
}

#[test]
fn text_repeated_without_end() {
    let long = "ж".repeat(1_500);
    let mut table = Table::new("Дом", vec![Heading::new("Текст")]);
    for _ in 0..3_000 {
        table.push(vec![Value::text(long.as_str())]);
    }
    let bytes = Book::new(made()).with(table).xlsx().unwrap();
    let small = Limits { unpacked_bytes: 1_000_000, ..Limits::default() };
    assert_eq!(Grid::read(&bytes, "", small), Err(Unreadable::TooBig { limit: 1 }), "one shared string, 9 MB in the grid");
    let mut table = Table::new("Дом", vec![Heading::new("Текст")]);
    table.push(vec![Value::text("ж".repeat(2_001))]);
    let bytes = Book::new(made()).with(table).xlsx().unwrap();
    assert_eq!(refusal(&bytes), Unreadable::CellTooLong { row: 2, column: 1, limit: 2_000 });
}

#[test]
fn sixty_thousand_rows() {
    let rows = |last: usize| {
        let more: String = (5..=last).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>")).collect();
        with_part("xl/worksheets/sheet1.xml", |text| text.replace("</sheetData>", &format!("{more}</sheetData>")))
    };
    assert_eq!(refusal(&rows(60_000)), Unreadable::TooManyRows { limit: 50_000 });
    assert_eq!(Grid::read(&rows(50_001), "", Limits::default()).unwrap().height(), 50_001);
    let lines: String = (0..60_000).map(|row| format!("{row};61,4\r\n")).collect();
    assert_eq!(refusal(lines.as_bytes()), Unreadable::TooManyRows { limit: 50_000 });
}

#[test]
fn dates_of_1904() {
    let change = |text: String| text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ");
    let grid = Grid::read(&with_part("xl/workbook.xml", change), "", Limits::default()).unwrap();
    // The same serial is 1462 days later in that system.
    assert_eq!(grid.cell(1, 2).shown(), "2030-11-21");
}

#[test]
fn error_values_and_formulas() {
    let change = |text: String| {
        let spoilt =
            text.replacen("<c r=\"B2\" ", "<c r=\"B2\" t=\"e\" ", 1).replacen("<v>61.4</v>", "<f>1/0</f><v>#DIV/0!</v>", 1);
        spoilt.replacen("<c r=\"B3\" ", "<c r=\"B3\" t=\"e\" ", 1).replacen("<v>61.4</v>", "<v>#SPILL!</v>", 1)
    };
    let grid = Grid::read(&with_part("xl/worksheets/sheet1.xml", change), "", Limits::default()).unwrap();
    assert_eq!(values::area(grid.cell(1, 1)), Err(CellRefusal::ErrorValue));
    assert_eq!(grid.cell(2, 1), &Cell::Empty);
    assert_eq!(grid.cell(3, 1), &Cell::Number(61.4));
}

#[test]
fn text_in_other_clothes() {
    let text = "Квартира;Площадь\r\n1;61,4\r\n";
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (cp1251, ..) = encoding_rs::WINDOWS_1251.encode(text);
    for bytes in [text.as_bytes(), &utf16, &cp1251] {
        let grid = Grid::read(bytes, "list.xlsx", Limits::default()).unwrap();
        assert_eq!((grid.cell(0, 1), grid.cell(1, 1)), (&Cell::text("Площадь"), &Cell::text("61,4")));
    }
    assert_eq!(refusal(b";;;\r\n \r\n"), Unreadable::Empty);
    assert_eq!(refusal(&[1, 2, 3, 0, 255]), Unreadable::NotASheet);
}

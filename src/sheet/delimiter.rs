//! What separates the cells of a text file.

/// Asked in this order when several would do: a decimal comma is common beside `;`, a `;` beside a tab.
const CANDIDATES: [u8; 3] = [b'\t', b';', b','];
/// Records looked at.
const RECORDS: usize = 50;
/// Bytes looked at.
const SAMPLE_BYTES: usize = 64 * 1024;

/// The delimiter, and where the data begin (after Excel's own `sep=;` line).
pub(super) fn find(text: &str, file_name: &str) -> (u8, usize) {
    if let Some(found) = declared(text) {
        return found;
    }
    let fallback = if file_name.to_ascii_lowercase().ends_with(".tsv") { b'\t' } else { b';' };
    let mut best = (0, fallback);
    for candidate in CANDIDATES {
        let score = agreement(text, candidate);
        if score > best.0 {
            best = (score, candidate);
        }
    }
    (best.1, 0)
}

/// The first line `sep=,` tells Excel the delimiter and is not data.
fn declared(text: &str) -> Option<(u8, usize)> {
    let line = text.get(..5).filter(|start| start.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("sep=")))?;
    let delimiter = *line.as_bytes().last().filter(|byte| CANDIDATES.contains(byte))?;
    let rest = text.get(5..)?;
    let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\r', '\n'])) };
    (line_break > 0).then_some((delimiter, 5 + line_break))
}

/// How many records of a thousand have the most common number of this delimiter (never none).
fn agreement(text: &str, delimiter: u8) -> usize {
    let counts = match counted(text, delimiter, true) {
        // A quote that is never closed is a sign of inches, not of quoting.
        (_, true) => counted(text, delimiter, false).0,
        (counts, false) => counts,
    };
    let most_common = counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| counts.iter().filter(|other| *other == count).count())
        .max()
        .unwrap_or_default();
    most_common * 1000 / counts.len().max(1)
}

/// Delimiters outside quotes in each record that is not blank, and whether the sample ended inside quotes.
fn counted(text: &str, delimiter: u8, quotes: bool) -> (Vec<usize>, bool) {
    let mut counts = Vec::new();
    let (mut count, mut quoted, mut blank) = (0, false, true);
    let mut ended = true;
    for byte in text.bytes().take(SAMPLE_BYTES) {
        match byte {
            b'"' if quotes => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if !blank {
                    counts.push(count);
                }
                (count, blank, ended) = (0, true, true);
                if counts.len() == RECORDS {
                    break;
                }
                continue;
            }
            _ if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
        (blank, ended) = (false, false);
    }
    // The last record of a long file is cut by the sample; alone, it is all we have.
    if !blank && (text.len() <= SAMPLE_BYTES || counts.is_empty()) {
        counts.push(count);
    }
    (counts, quoted && !ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> char {
        char::from(find(text, "a.csv").0)
    }

    #[test]
    fn quotes_hide_delimiters() {
        assert_eq!(delimiter("Адрес;Площадь\n\"Абая 1, кв. 2, подъезд 1\";61,4\n\"a\nb,c\";1,5\n"), ';');
        assert_eq!(delimiter("a,b\n\"x;y;z\",2\n\"x;y;z\",3\n"), ',');
        assert_eq!(delimiter("a\tb\n1,5;2\t3\n"), '\t');
    }

    #[test]
    fn decimal_commas_do_not_win() {
        assert_eq!(delimiter("1,5;2,5\n3,5;4,5\n"), ';');
    }

    #[test]
    fn an_inch_is_not_a_quote() {
        assert_eq!(delimiter("Труба;Размер\nстальная;5\"\nмедная;7\n"), ';');
    }

    #[test]
    fn one_column_has_any() {
        assert_eq!(delimiter("Квартира\n1\n2\n"), ';');
        assert_eq!(find("x", "list.TSV").0, b'\t');
    }

    #[test]
    fn excel_may_say_it() {
        assert_eq!(find("sep=,\r\na;b,c", ""), (b',', 7));
        assert_eq!(find("sep=,x", "").1, 0);
        assert_eq!(find("sepЖ", "").1, 0);
    }
}

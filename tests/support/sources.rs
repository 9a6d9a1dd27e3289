//! The project's own files, as the tests about the house read them.

use std::path::{Path, PathBuf};

/// A file of the project.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// From the root, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The project's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files beneath a folder with one of these endings, in order.
pub(crate) fn walk(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    gather(&root().join(folder), &mut paths);
    paths.sort();
    let wanted = |path: &PathBuf| path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Source { path: path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned(), text }
    };
    paths.into_iter().filter(wanted).map(read).collect()
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            gather(&path, into);
        } else {
            into.push(path);
        }
    }
}

impl Source {
    /// Whether it is a test of its own, beside the code.
    pub(crate) fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains("/tests/") || name == "tests.rs" || name.ends_with("_tests.rs") || name == "stand.rs"
    }

    /// The lines that are neither test nor comment.
    pub(crate) fn own_lines(&self) -> Vec<&str> {
        if self.is_test() {
            return Vec::new();
        }
        let code = self.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let mut lines = Vec::new();
        let mut in_comment = false;
        for line in code.lines() {
            let opens = line.contains("{#");
            if !in_comment && !opens && !line.trim_start().starts_with("//") {
                lines.push(line);
            }
            if !in_comment
                && opens
                && let Some((before, _)) = line.split_once("{#")
            {
                lines.push(before);
            }
            if opens || in_comment {
                in_comment = !line.contains("#}");
                if !in_comment && let Some((_, after)) = line.split_once("#}") {
                    lines.push(after);
                }
            }
        }
        lines
    }
}

//! The README's table of what works is made from the programs in `tests/`, which all have to pass: nobody types it.
//! `TAIPAN_UPDATE_README=1 cargo test -p taipan --test readme` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const BEGIN: &str = "<!-- made from tests/ by repl/tests/readme.rs: -->\n";
const END: &str = "<!-- end -->\n";

/// The folders of `tests/`, in the order of the table, and what they show.
const AREAS: [(&str, &str); 13] = [
    ("language", "the language"),
    ("async_language", "`async` and `await`"),
    ("asyncio", "asyncio"),
    ("virtual_time", "virtual time"),
    ("types", "builtin types"),
    ("builtins", "builtin functions"),
    ("exceptions", "exceptions"),
    ("tracebacks", "tracebacks"),
    ("diagnostics", "messages at the end of a program"),
    ("formatting", "formatting"),
    ("modules", "modules with tests of their own"),
    ("limits", "limits"),
    ("cli", "the command line"),
];

/// Counts are rounded down to a multiple of this, so that a new test does not change the README.
const STEP: usize = 20;

#[test]
fn the_table_of_what_works_is_that_of_the_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the workspace");
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).expect("README.md");
    let (before, rest) = readme.split_once(BEGIN).expect("where the table begins is marked");
    let (_, after) = rest.split_once(END).expect("where the table ends is marked");
    let made = format!("{before}{BEGIN}{}{END}{after}", table(&root.join("tests")));
    if std::env::var_os("TAIPAN_UPDATE_README").is_some() {
        fs::write(&path, &made).expect("README.md is writable");
        return;
    }
    assert!(
        readme == made,
        "the README's table is out of date: TAIPAN_UPDATE_README=1 cargo test -p taipan --test readme"
    );
}

fn table(tests: &Path) -> String {
    let mut out = String::from("| what | programs | about |\n| --- | --- | --- |\n");
    let mut areas = names(tests, true);
    areas.retain(|a| !AREAS.iter().any(|(folder, _)| folder == a));
    assert!(areas.is_empty(), "folders of tests/ that the table does not know: {areas:?}");
    for (folder, what) in AREAS {
        let dir = tests.join(folder);
        let features = names(&dir, true).join(", ").replace('_', " ");
        let count = programs(&dir) / STEP * STEP;
        writeln!(out, "| {what} | {count}+ | {features} |").expect("writing to a String cannot fail");
    }
    out
}

/// The names in a directory that are no helpers, sorted: folders, or programs.
fn names(dir: &Path, folders: bool) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a directory of tests");
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|e| e.path().is_dir() == folders && (folders || e.path().extension().is_some_and(|x| x == "py")))
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|n| !n.starts_with(['_', '.']))
        .collect();
    names.sort();
    names
}

fn programs(dir: &Path) -> usize {
    names(dir, false).len() + names(dir, true).iter().map(|d| programs(&dir.join(d))).sum::<usize>()
}

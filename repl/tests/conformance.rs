//! Runs the Python programs in `tests/` and `examples/`, each a test that states its own expectations in comments:
//!
//! ```text
//! print(x)  # expect: TEXT          a line of standard output: behind code, or a comment line of its own, in file order
//! # expect:                         a block: the comment lines that follow, up to the first other line, are output
//! raise X  # expect error: T: msg   the program ends with status 1, the last line of standard error is `T: msg`, and
//!                                   the innermost line of the traceback is this one
//! # expect stderr: TEXT             such a line stands in standard error (in this order, others may be between)
//! # expect exit: N                  the exit status (without: 0, or 1 where an error is expected)
//! # args: a b c                     arguments for the program
//! # stdin: TEXT                     a line of standard input
//! # skip: reason                    not run
//! # only taipan: reason             not run under CPython
//! # real time: reason               run with the system's clocks; Taipan runs all others with `--virtual-time`
//! ```
//! Files and folders whose name begins with `_` are helpers. The same files run under CPython, which proves that the
//! expectations are facts about Python: `cargo test -p taipan --test conformance -- --python /path/to/python3.13`.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Output, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

/// A test that has not ended by then never will. Generous, because all of them run at once on few processors.
const TIMEOUT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let (python, rest) = own_arguments(std::env::args().collect());
    let arguments = Arguments::from_iter(rest);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default();
    let mut files = Vec::new();
    for folder in ["examples", "tests"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    let trials = files.into_iter().map(|file| trial(&root, file, python.as_deref())).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Takes `--python PATH` out of the command line.
fn own_arguments(line: Vec<String>) -> (Option<String>, Vec<String>) {
    let (mut python, mut rest) = (None, Vec::new());
    let mut line = line.into_iter();
    while let Some(arg) = line.next() {
        match arg.strip_prefix("--python=") {
            Some(path) => python = Some(path.to_owned()),
            None if arg == "--python" => python = line.next(),
            None => rest.push(arg),
        }
    }
    (python, rest)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|e| e.path()) {
        if path.file_name().is_none_or(|n| n.to_string_lossy().starts_with('_')) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "py") {
            files.push(path);
        }
    }
}

fn trial(root: &Path, file: PathBuf, python: Option<&str>) -> Trial {
    let name = file.strip_prefix(root).unwrap_or(&file).with_extension("");
    let name = name.to_string_lossy().into_owned();
    let expected = match std::fs::read_to_string(&file) {
        Ok(text) => Expected::read(&text),
        Err(e) => return Trial::test(name, move || Err(e.into())),
    };
    let reason = expected.skip.clone().or_else(|| python.and_then(|_| expected.only_taipan.clone()));
    let mut line = vec![python.unwrap_or(env!("CARGO_BIN_EXE_taipan")).to_owned()];
    if python.is_none() && !expected.real_time {
        line.push("--virtual-time".to_owned());
    }
    let test = Trial::test(name, move || check(&line, &file, &expected));
    match reason {
        Some(reason) => test.with_ignored_flag(true).with_kind(format!("skip: {reason}")),
        None => test,
    }
}

/// What a file says about its own run.
#[derive(Default)]
struct Expected {
    stdout: Vec<String>,
    stderr: Vec<String>,
    /// (line, last line of standard error)
    error: Option<(usize, String)>,
    exit: Option<i32>,
    args: Vec<String>,
    stdin: String,
    skip: Option<String>,
    only_taipan: Option<String>,
    real_time: bool,
}

/// The words that may follow `# `; longer ones first where one begins with another.
const KEYS: [&str; 9] =
    ["expect error", "expect stderr", "expect exit", "expect", "args", "stdin", "skip", "only taipan", "real time"];

/// The directive in a line: (key, text).
fn directive(line: &str) -> Option<(&'static str, &str)> {
    for (at, _) in line.match_indices("# ") {
        let rest = &line[at + 2..];
        for key in KEYS {
            if let Some(text) = rest.strip_prefix(key).and_then(|r| r.strip_prefix(':')) {
                return Some((key, text.strip_prefix(' ').unwrap_or(text)));
            }
        }
    }
    None
}

impl Expected {
    fn read(text: &str) -> Expected {
        let mut e = Expected::default();
        let mut block = false;
        for (index, line) in text.split('\n').enumerate() {
            if block {
                if let Some(rest) = line.strip_prefix('#') {
                    e.stdout.push(rest.strip_prefix(' ').unwrap_or(rest).to_owned());
                    continue;
                }
                block = false;
            }
            if line.trim_end() == "# expect:" {
                block = true;
                continue;
            }
            match directive(line) {
                None => {}
                Some(("expect", text)) => e.stdout.push(text.to_owned()),
                Some(("expect error", text)) => e.error = Some((index + 1, text.to_owned())),
                Some(("expect stderr", text)) => e.stderr.push(text.to_owned()),
                Some(("expect exit", text)) => e.exit = text.trim().parse().ok(),
                Some(("args", text)) => e.args = text.split_whitespace().map(str::to_owned).collect(),
                Some(("stdin", text)) => {
                    e.stdin += text;
                    e.stdin.push('\n');
                }
                Some(("skip", text)) => e.skip = Some(text.to_owned()),
                Some(("real time", _)) => e.real_time = true,
                Some((_, text)) => e.only_taipan = Some(text.to_owned()),
            }
        }
        e
    }

    fn asserts_nothing(&self) -> bool {
        self.stdout.is_empty() && self.stderr.is_empty() && self.error.is_none() && self.exit.is_none()
    }

    /// What is wrong with a run; the empty text when nothing is.
    fn compare(&self, run: &Output) -> String {
        let mut wrong = String::new();
        let stdout = String::from_utf8_lossy(&run.stdout);
        let wanted: String = self.stdout.iter().flat_map(|l| [l, "\n"]).collect();
        if stdout != wanted {
            let _ = writeln!(wrong, "stdout is\n{stdout}\nexpected\n{wanted}");
        }
        let status = self.exit.unwrap_or(i32::from(self.error.is_some()));
        // As in Python's subprocess: -2 is an end by signal 2.
        let ended = run.status.code().or_else(|| run.status.signal().map(|s| -s));
        if ended != Some(status) {
            let _ = writeln!(wrong, "{}, expected {status}", run.status);
        }
        let stderr = String::from_utf8_lossy(&run.stderr);
        let mut lines = stderr.lines();
        for text in &self.stderr {
            if !lines.any(|l| l == text) {
                let _ = writeln!(wrong, "stderr lacks {text:?}");
                break;
            }
        }
        if let Some((line, text)) = &self.error {
            let last = stderr.lines().last().unwrap_or_default();
            if last != text {
                let _ = writeln!(wrong, "the last line of stderr is {last:?}, expected {text:?}");
            }
            let raised = last_line_number(&stderr);
            if raised != Some(*line) {
                let _ = writeln!(wrong, "raised on line {raised:?}, expected {line}");
            }
        } else if self.stderr.is_empty() && status == 0 && !stderr.is_empty() {
            wrong.push_str("there is output on stderr\n");
        }
        if !wrong.is_empty() && !stderr.is_empty() {
            let _ = writeln!(wrong, "stderr:\n{stderr}");
        }
        wrong
    }
}

/// The line number in the last `File "…", line N`.
fn last_line_number(stderr: &str) -> Option<usize> {
    let number = |line: &str| {
        let (_, rest) = line.split_once("File \"")?.1.split_once("\", line ")?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest, |end| &rest[..end]);
        digits.parse().ok()
    };
    stderr.lines().rev().find_map(number)
}

fn check(program: &[String], file: &Path, expected: &Expected) -> Result<(), Failed> {
    if expected.asserts_nothing() {
        return Err("the file expects nothing".into());
    }
    let run = run(program, file, expected)?;
    let wrong = expected.compare(&run);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

fn run(program: &[String], file: &Path, expected: &Expected) -> Result<Output, Failed> {
    let mut child = Command::new(&program[0])
        .args(&program[1..])
        .arg(file)
        .args(&expected.args)
        .current_dir(file.parent().unwrap_or(Path::new(".")))
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program may end without having read it all.
        let _ = stdin.write_all(expected.stdin.as_bytes());
    }
    let stdout = reader(child.stdout.take());
    let stderr = reader(child.stderr.take());
    let status = wait(&mut child)?;
    let text = |thread: std::thread::JoinHandle<Vec<u8>>| thread.join().map_err(|_| Failed::from("reading failed"));
    Ok(Output { status, stdout: text(stdout)?, stderr: text(stderr)? })
}

/// Reads a stream to its end on a thread of its own, so that no pipe fills up.
fn reader<R: Read + Send + 'static>(stream: Option<R>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            let _ = stream.read_to_end(&mut bytes);
        }
        bytes
    })
}

fn wait(child: &mut Child) -> Result<std::process::ExitStatus, Failed> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > TIMEOUT {
            child.kill()?;
            child.wait()?;
            return Err(format!("still running after {TIMEOUT:?}").into());
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

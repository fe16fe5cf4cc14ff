//! A program in a pseudo-terminal, and what its screen shows.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use libtest_mimic::Failed;
use pty_process::blocking::{Command, Pty};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

/// What has not come by then never will. Generous, because many tests run at once on few processors.
const TIMEOUT: Duration = Duration::from_secs(20);

/// So many lines that have left the screen are kept: lines are counted from the first.
const SCROLLBACK: usize = 20_000;

/// The prompt.
const PROMPT: &str = ">>> ";

/// How a program starts.
#[derive(Clone)]
pub struct Start {
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    /// Columns, rows.
    pub size: (u16, u16),
    /// A shell's command that starts the program.
    pub shell: Option<String>,
    pub directory: PathBuf,
}

impl Start {
    /// With an empty directory for the test of this name.
    pub fn new(name: &str) -> Result<Start, Failed> {
        let directory = std::env::temp_dir().join(format!("taipan-prompt-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&directory).map_err(|e| e.to_string())?;
        let env = Vec::new();
        Ok(Start { args: Vec::new(), env, size: (80, 100), shell: None, directory })
    }

    pub fn expand(&self, text: &str) -> String {
        text.replace("$DIR", &self.directory.display().to_string())
    }
}

/// How text looks.
#[derive(PartialEq, Eq, Default)]
struct Look {
    colour: Option<u8>,
    bold: bool,
    underlined: bool,
}

impl Look {
    /// The style that begins a text, and the rest.
    fn read(words: &str) -> (Look, &str) {
        let mut look = Look::default();
        let mut rest = words;
        while let Some((word, after)) = rest.split_once(' ') {
            match word {
                "plain" => {}
                "bold" => look.bold = true,
                "underlined" => look.underlined = true,
                "red" => look.colour = Some(1),
                "green" => look.colour = Some(2),
                "magenta" => look.colour = Some(5),
                "cyan" => look.colour = Some(6),
                "grey" => look.colour = Some(8),
                "bright-blue" => look.colour = Some(12),
                _ => break,
            }
            rest = after;
        }
        (look, rest)
    }

    fn of(cell: &vt100::Cell) -> Look {
        let colour = match cell.fgcolor() {
            vt100::Color::Idx(n) => Some(n),
            _ => None,
        };
        Look { colour, bold: cell.bold(), underlined: cell.underline() }
    }
}

/// What the reading thread writes.
struct Shared {
    screen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: vt100::Parser,
    /// The program's end of the terminal is closed.
    closed: bool,
}

/// A running program and its terminal.
pub struct Terminal {
    start: Start,
    child: Child,
    pty: Arc<Pty>,
    shared: Arc<Shared>,
    /// The line that was waited for last; the next one is below it.
    last: Option<usize>,
    /// The line that was typed last with Enter; an empty prompt is below it.
    entered: Option<usize>,
    ended: Option<ExitStatus>,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

impl Terminal {
    pub fn start(start: Start) -> Result<Terminal, Failed> {
        let (pty, pts) = pty_process::blocking::open()?;
        let (cols, rows) = start.size;
        pty.resize(pty_process::Size::new(rows, cols))?;
        let program = env!("CARGO_BIN_EXE_taipan");
        let mut command = match &start.shell {
            Some(line) => Command::new("sh").args(["-c", line]).env("TAIPAN", program),
            None => Command::new(program).args(&start.args),
        };
        command = command.current_dir(&start.directory);
        // What the terminal of whoever runs the tests says must not matter.
        for name in ["NO_COLOR", "FORCE_COLOR", "PYTHON_COLORS", "XDG_STATE_HOME", "TAIPANSTARTUP", "PYTHONINSPECT"] {
            command = command.env_remove(name);
        }
        command = command.env("TERM", "xterm-256color").env("HOME", &start.directory);
        for (name, value) in &start.env {
            command = command.env(name, value);
        }
        let child = command.spawn(pts)?;
        let pty = Arc::new(pty);
        let parser = vt100::Parser::new(cells(rows), cells(cols), SCROLLBACK);
        let shared = Arc::new(Shared { screen: Mutex::new(Seen { parser, closed: false }), changed: Condvar::new() });
        read_along(pty.clone(), shared.clone());
        Ok(Terminal { start, child, pty, shared, last: None, entered: None, ended: None })
    }

    /// Starts it again, in the same directory, with an empty screen.
    pub fn restart(&mut self) -> Result<(), Failed> {
        let again = Terminal::start(self.start.clone())?;
        // The directory is the new one's now.
        let old = std::mem::replace(self, again);
        old.leave_directory();
        Ok(())
    }

    fn leave_directory(mut self) {
        self.start.directory = PathBuf::new();
    }

    /// The line that is waited for next may stand anywhere.
    pub fn look_from_top(&mut self) {
        self.last = None;
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.shared.screen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn expand(&self, text: &str) -> String {
        self.start.expand(text)
    }

    /// The text of the screen.
    pub fn screen(&self) -> String {
        lines(&mut self.seen(), 0).join("\n")
    }

    /// Waits until `found` finds what it looks for on the screen.
    fn await_screen<T>(&self, what: &str, found: impl Fn(&mut Seen) -> Option<T>) -> Result<T, Failed> {
        let deadline = Instant::now() + TIMEOUT;
        let mut seen = self.seen();
        loop {
            if let Some(found) = found(&mut seen) {
                return Ok(found);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.closed {
                let ended = if seen.closed { "the program has ended" } else { "time is over" };
                return Err(format!("{ended}, and there is no {what}").into());
            }
            seen = self.shared.changed.wait_timeout(seen, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for a line below the last that was waited for.
    pub fn await_line(&mut self, text: &str, is: impl Fn(&str, &str) -> bool) -> Result<(), Failed> {
        let from = self.last.map_or(0, |last| last + 1);
        let at = self.await_screen("such line", |seen| {
            lines(seen, from).iter().position(|line| is(line, text)).map(|at| from + at)
        })?;
        self.last = Some(at);
        Ok(())
    }

    /// Waits for a prompt with nothing behind it.
    pub fn await_prompt(&mut self) -> Result<(), Failed> {
        self.await_at_cursor(PROMPT, true)
    }

    /// Waits until this is what stands between the beginning of the cursor's line and the cursor.
    pub fn await_cursor(&mut self, text: &str) -> Result<(), Failed> {
        self.await_at_cursor(text, false)
    }

    fn await_at_cursor(&mut self, text: &str, whole: bool) -> Result<(), Failed> {
        // An empty prompt is a new one.
        let from = match self.entered {
            Some(entered) if whole => entered + 1,
            _ => self.last.unwrap_or(0),
        };
        let width = u16::try_from(text.chars().count())?;
        self.await_screen("such line with the cursor", |seen| {
            let (row, column) = cursor(seen);
            let line = lines(seen, row).into_iter().next().unwrap_or_default();
            let before: String = line.chars().take(usize::from(width)).collect();
            let right = if whole { line == text.trim_end() } else { before.trim_end() == text.trim_end() };
            (row >= from && column == width && right).then_some(())
        })
    }

    /// Waits until a text is there in a style, words in front of it.
    pub fn await_look(&mut self, words: &str) -> Result<(), Failed> {
        let (look, text) = Look::read(words);
        let from = self.last.unwrap_or(0);
        let wanted: Vec<String> = text.chars().map(String::from).collect();
        self.await_screen("such text", |seen| {
            let screen = seen.parser.screen();
            let (rows, cols) = screen.size();
            (u16::try_from(from).unwrap_or(0)..rows.get()).find_map(|row| {
                let cells: Vec<_> = (0..cols.get()).filter_map(|col| screen.cell(row, col)).collect();
                let is = |(cell, c): (&&vt100::Cell, &String)| cell.contents() == c && Look::of(cell) == look;
                cells.windows(wanted.len()).any(|w| w.iter().zip(&wanted).all(is)).then_some(())
            })
        })
    }

    /// Fails when a line contains the text.
    pub fn lacks(&self, text: &str) -> Result<(), Failed> {
        let mut seen = self.seen();
        match lines(&mut seen, 0).iter().find(|line| line.contains(text)) {
            Some(line) => Err(format!("there is a line: {line}").into()),
            None => Ok(()),
        }
    }

    pub fn type_keys(&mut self, keys: &str) -> Result<(), Failed> {
        (&*self.pty).write_all(keys.as_bytes()).map_err(|e| e.to_string())?;
        Ok(())
    }

    /// Types a line; what is waited for next is below it.
    pub fn enter(&mut self, text: &str) -> Result<(), Failed> {
        let row = cursor(&mut self.seen()).0;
        self.last = Some(row.max(self.last.unwrap_or(0)));
        self.entered = Some(row);
        self.type_keys(&format!("{text}\r"))
    }

    fn pid(&self) -> Result<Pid, Failed> {
        Ok(Pid::from_raw(i32::try_from(self.child.id())?).ok_or("no process")?)
    }

    pub fn signal(&mut self, name: &str, times: u32) -> Result<(), Failed> {
        let signal = match name {
            "INT" => Signal::INT,
            "TSTP" => Signal::TSTP,
            "CONT" => Signal::CONT,
            "TERM" => Signal::TERM,
            _ => return Err(format!("no signal: {name}").into()),
        };
        let pid = self.pid()?;
        for _ in 0..times {
            kill_process(pid, signal).map_err(|e| e.to_string())?;
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    pub fn resize(&mut self, cols: u16, rows: u16) -> Result<(), Failed> {
        self.seen().parser.set_size(cells(rows), cells(cols));
        self.pty.resize(pty_process::Size::new(rows, cols))?;
        Ok(())
    }

    /// Waits until the program is stopped, as by Ctrl-Z.
    pub fn await_stop(&mut self) -> Result<(), Failed> {
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
        let deadline = Instant::now() + TIMEOUT;
        while Instant::now() < deadline {
            let status = waitid(WaitId::Pid(self.pid()?), options).map_err(|e| e.to_string())?;
            if status.is_some_and(|s| s.stopped()) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Err("it was not stopped".into())
    }

    /// Waits for the end of the program.
    pub fn await_exit(&mut self, expected: &str) -> Result<(), Failed> {
        let deadline = Instant::now() + TIMEOUT;
        let status = loop {
            if let Some(status) = self.child.try_wait().map_err(|e| e.to_string())? {
                break status;
            }
            if Instant::now() > deadline {
                return Err("it does not end".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        self.ended = Some(status);
        let actual = match (status.code(), status.signal()) {
            (Some(code), _) => code.to_string(),
            (None, signal) => format!("signal {}", signal.unwrap_or(0)),
        };
        if actual != expected {
            return Err(format!("it ended with {actual}").into());
        }
        // What it wrote last is still to be read.
        self.await_screen("end of the output", |seen| seen.closed.then_some(()))
    }

    /// A program that has not ended is ended with Ctrl-D, and then ends well.
    pub fn finish(&mut self) -> Result<(), Failed> {
        if self.ended.is_none() {
            self.await_prompt()?;
            self.type_keys("\x04")?;
            self.await_exit("0")
                .map_err(|e| format!("at Ctrl-D: {}\n{}", e.message().unwrap_or_default(), self.screen()))?;
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.ended.is_none() {
            // It may have ended meanwhile.
            drop(self.child.kill());
            drop(self.child.wait());
        }
        if self.start.directory.is_absolute() {
            drop(std::fs::remove_dir_all(&self.start.directory));
        }
    }
}

/// The cursor's line, counted from the first that there was, and its column.
fn cursor(seen: &mut Seen) -> (usize, u16) {
    let screen = seen.parser.screen();
    let (row, column) = screen.cursor_position();
    (screen.scrollback_len() + usize::from(row), column)
}

/// All lines from this one, also those that have left the screen.
fn lines(seen: &mut Seen, from: usize) -> Vec<String> {
    let screen = seen.parser.screen_mut();
    let (rows, cols) = screen.size();
    let above = screen.scrollback_len();
    let mut lines = Vec::new();
    let mut at = from;
    while at < above + usize::from(rows.get()) {
        // So far back the first line of the view is `at`, or above it.
        let back = above.saturating_sub(at);
        screen.set_scrollback(back);
        let page: Vec<String> = screen.rows(0, cols.get()).map(|l| l.trim_end().to_owned()).collect();
        let first = above - back;
        lines.extend(page.into_iter().skip(at - first));
        at = first + usize::from(rows.get());
    }
    screen.set_scrollback(0);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Feeds what the program writes to the emulator.
fn read_along(pty: Arc<Pty>, shared: Arc<Shared>) {
    std::thread::spawn(move || {
        let mut chunk = [0; 4096];
        loop {
            // An error is how the end of the other side shows.
            let count = (&*pty).read(&mut chunk).unwrap_or(0);
            let mut seen = shared.screen.lock().unwrap_or_else(PoisonError::into_inner);
            match count {
                0 => seen.closed = true,
                count => seen.parser.process(&chunk[..count]),
            }
            drop(seen);
            shared.changed.notify_all();
            if count == 0 {
                return;
            }
        }
    });
}

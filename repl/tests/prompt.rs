//! Dialogues with the prompt in a real pseudo-terminal. Each file in `tests/prompt/` is one behaviour: what is typed, and
//! what the screen of a terminal emulator shows. A line of it is one step:
//!
//! ```text
//! # text            a comment; the first says what the behaviour is
//! > text            waits for an empty prompt, types the text and Enter
//! | text            a further line of the same entry, behind `>`: all of them are pasted as one
//! . text            types the text and Enter, without waiting: further lines of an entry, answers to `input()`
//! type text         types the text, without Enter; `\r \n \t \e \x03` stand for keys, `\\` for a backslash
//! = text            waits until this is a line of the screen, below the line that was last waited for
//! ~ text            waits for such a line that contains the text
//! ! text            no line of the screen contains the text (looked at now)
//! cursor text       waits until this is the text from the beginning of its line to the cursor
//! looks STYLE TEXT  waits until the text is on the screen in this style: plain, or some of bold, underlined and a colour
//! prompt            waits for an empty prompt
//! signal NAME [N]   sends INT, TSTP, CONT, TERM to the process, N times
//! resize COLSxROWS  resizes the terminal
//! stopped           waits until the process is stopped
//! exit STATUS       waits for the end: a number, or `signal N`
//! restart           starts the program again, in the same directory
//! top               the next line may be anywhere on the screen
//! sleep MS          lets that time pass
//! ```
//! At the beginning: `args a b c` for the command line, `env NAME=VALUE` for the environment, `file NAME` with indented
//! lines that follow for a file in the working directory, `size COLSxROWS`, `shell COMMAND` for one that starts `$TAIPAN`.
//! `$DIR` in any of them is the working directory, which is empty, and the home directory.

#[path = "prompt/terminal.rs"]
mod terminal;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use terminal::{Start, Terminal};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prompt");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    let trials = files.into_iter().map(|file| {
        let name = file.strip_prefix(&folder).unwrap_or(&file).with_extension("").display().to_string();
        Trial::test(name, move || run(&file))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt") {
            files.push(path);
        }
    }
}

fn run(file: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
    let lines: Vec<&str> = text.lines().collect();
    let (start, first) = read_start(file, &lines)?;
    let mut terminal = Terminal::start(start)?;
    for (number, line) in lines.iter().enumerate().skip(first) {
        let more: Vec<&str> = lines[number + 1..].iter().map_while(|l| l.strip_prefix('|')).collect();
        step(&mut terminal, line, &more).map_err(|why| {
            let why = why.message().unwrap_or_default();
            format!("{}:{}: {line}\n{why}\n---- the screen\n{}\n----", file.display(), number + 1, terminal.screen())
        })?;
    }
    terminal.finish()?;
    Ok(())
}

/// The head of a dialogue, and which line follows it.
fn read_start(file: &Path, lines: &[&str]) -> Result<(Start, usize), Failed> {
    let mut start = Start::new(&file.file_stem().unwrap_or_default().to_string_lossy())?;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = start.expand(rest);
        match word {
            "" | "#" => {}
            "args" => start.args = rest.split_whitespace().map(str::to_owned).collect(),
            "env" => start.env.push(rest.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned())).ok_or("env N=V")?),
            "size" => start.size = size(&rest)?,
            "shell" => start.shell = Some(rest),
            "file" => {
                let mut content = String::new();
                while let Some(line) = lines.get(at + 1).and_then(|l| l.strip_prefix("    ")) {
                    content += line;
                    content += "\n";
                    at += 1;
                }
                std::fs::write(start.directory.join(rest), content).map_err(|e| e.to_string())?;
            }
            _ => break,
        }
        at += 1;
    }
    Ok((start, at))
}

fn size(text: &str) -> Result<(u16, u16), Failed> {
    let (cols, rows) = text.split_once('x').ok_or("COLSxROWS")?;
    Ok((cols.parse()?, rows.parse()?))
}

/// `more`: the lines behind it that begin with a bar.
fn step(terminal: &mut Terminal, line: &str, more: &[&str]) -> Result<(), Failed> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = terminal.expand(rest);
    match word {
        "" | "#" | "|" => {}
        ">" => {
            terminal.await_prompt()?;
            if more.is_empty() {
                terminal.enter(&rest)?;
            } else {
                // A block ends with an empty line, which is typed.
                let block = more.last().is_some_and(|l| l.trim().is_empty());
                let lines = if block { &more[..more.len() - 1] } else { more };
                let lines: String = lines.iter().map(|l| format!("\n{}", l.strip_prefix(' ').unwrap_or(l))).collect();
                let end = if block { "\r" } else { "" };
                terminal.enter(&terminal.expand(&format!("\x1b[200~{rest}{lines}\x1b[201~{end}")))?;
            }
        }
        "." => terminal.enter(&rest)?,
        "type" => terminal.type_keys(&keys(&rest)?)?,
        "=" => terminal.await_line(&rest, |line, text| line == text)?,
        "~" => terminal.await_line(&rest, |line, text| line.contains(text))?,
        "!" => terminal.lacks(&rest)?,
        "looks" => terminal.await_look(&rest)?,
        "cursor" => terminal.await_cursor(&rest)?,
        "prompt" => terminal.await_prompt()?,
        "signal" => {
            let (name, times) = rest.split_once(' ').unwrap_or((&rest, "1"));
            terminal.signal(name, times.parse()?)?;
        }
        "resize" => {
            let (cols, rows) = size(&rest)?;
            terminal.resize(cols, rows)?;
        }
        "stopped" => terminal.await_stop()?,
        "restart" => terminal.restart()?,
        "top" => terminal.look_from_top(),
        "exit" => terminal.await_exit(&rest)?,
        "sleep" => std::thread::sleep(std::time::Duration::from_millis(rest.parse()?)),
        _ => return Err(format!("no step: {word}").into()),
    }
    Ok(())
}

/// What is typed for a text with escapes.
fn keys(text: &str) -> Result<String, Failed> {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some('r') => '\r',
            Some('n') => '\n',
            Some('t') => '\t',
            Some('e') => '\x1b',
            Some('\\') => '\\',
            Some('x') => {
                let digits: String = chars.by_ref().take(2).collect();
                char::from(u8::from_str_radix(&digits, 16)?)
            }
            other => return Err(format!("no escape: {other:?}").into()),
        });
    }
    Ok(out)
}

//! The command line.
//!
//! CPython's convention: options end at the script's name, `-c` or `-m`; what follows belongs to the program. So the
//! line is split first, and only the part before goes to the parser of options.

use std::ffi::OsString;
use std::str::FromStr;
use std::time::Duration;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser};
use taipan_interp::host::os::inside;

/// What is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A script, or a directory with `__main__.py`.
    File(String),
    /// `-c`.
    Command(String),
    /// `-m`.
    Module(String),
    /// `-`, or no script while standard input is not a terminal.
    Stdin,
    /// No script, and somebody at the terminal.
    Prompt,
}

/// Everything the command line says.
#[derive(Debug)]
pub struct Start {
    pub target: Target,
    /// The program's own arguments.
    pub args: Vec<String>,
    pub options: Options,
    /// The whole line, for `sys.orig_argv`.
    pub line: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  taipan server.py --port 8080     run a script with arguments
  taipan -c 'print(6 * 7)'         run a line of code
  taipan -m unittest               run a module of the library
  taipan                           try things out at the prompt
  taipan -i server.py              the same, after a script and with its names
  echo 'print(1)' | taipan         run what comes in
  taipan --virtual-time sim.py     sleep without waiting
  taipan -X dev server.py          with asyncio's debug mode and more warnings";

/// Run async Python.
#[derive(Parser, Debug, Default)]
#[command(
    name = "taipan",
    bin_name = "taipan",
    disable_version_flag = true,
    override_usage = "taipan [OPTIONS] [FILE | -c CODE | -m MODULE | -] [ARGS]...",
    after_help = EXAMPLES
)]
pub struct Options {
    /// Run CODE; what follows are its arguments
    #[arg(short = 'c', value_name = "CODE")]
    code: Option<String>,

    /// Run a library module as a script; what follows are its arguments
    #[arg(short = 'm', value_name = "MODULE")]
    module: Option<String>,

    /// Print the version
    #[arg(short = 'V', long = "version", action = ArgAction::Count)]
    version: u8,

    /// Write to standard output and standard error at once, unbuffered (also PYTHONUNBUFFERED=1)
    #[arg(short = 'u')]
    pub unbuffered: bool,

    /// A filter for warnings: action:message:category:module:line (also PYTHONWARNINGS)
    #[arg(short = 'W', value_name = "FILTER")]
    pub warnings: Vec<String>,

    /// An option of the implementation: dev
    #[arg(short = 'X', value_name = "NAME[=VALUE]")]
    pub implementation: Vec<String>,

    /// Clocks that jump to the next timer when everything waits. They begin at 2026-01-01, the same in each run; with
    /// START at that time instead: seconds since 1970, or "now"
    #[arg(long, value_name = "START", num_args = 0..=1, require_equals = true, default_missing_value = START)]
    pub virtual_time: Option<VirtualStart>,

    /// Ignore the environment variables PYTHON* and TAIPANPATH
    #[arg(short = 'E')]
    pub ignore_environment: bool,

    /// Isolate: -E, and nothing but the library on sys.path
    #[arg(short = 'I')]
    pub isolated: bool,

    /// Do not put the script's directory on sys.path
    #[arg(short = 'P')]
    pub safe_path: bool,

    /// Hashes of text differ from run to run, whatever PYTHONHASHSEED says
    #[arg(short = 'R', action = ArgAction::Count)]
    pub random_hashes: u8,

    /// Set __debug__ to False and leave asserts out (-OO: docstrings as well)
    #[arg(short = 'O', action = ArgAction::Count)]
    pub optimize: u8,

    /// Accepted for the sake of scripts written for CPython: they change nothing here
    #[arg(short = 'B', hide = true, action = ArgAction::Count)]
    no_bytecode: u8,
    #[arg(short = 's', hide = true, action = ArgAction::Count)]
    no_user_site: u8,
    #[arg(short = 'S', hide = true, action = ArgAction::Count)]
    pub no_site: u8,
    /// No line that says what this is, at the prompt
    #[arg(short = 'q', action = ArgAction::Count)]
    pub quiet: u8,

    /// Go on at the prompt when the program has ended, with its names and its loop (also PYTHONINSPECT=1)
    #[arg(short = 'i', action = ArgAction::Count)]
    pub interactive: u8,

    /// Edit with Vi's keys at the prompt (also: set editing-mode vi, in ~/.inputrc)
    #[arg(long)]
    pub vi: bool,

    /// Edit with Emacs' keys at the prompt, whatever ~/.inputrc says
    #[arg(long, conflicts_with = "vi")]
    pub emacs: bool,

    #[arg(short = 'b', hide = true, action = ArgAction::Count)]
    bytes_warnings: u8,
}

/// Where `--virtual-time` begins: 2026-01-01 00:00 UTC.
const START: &str = "1767225600";

/// Where virtual time begins.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum VirtualStart {
    Now,
    At(Duration),
}

impl FromStr for VirtualStart {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "now" {
            return Ok(VirtualStart::Now);
        }
        /// The clock counts nanoseconds in 63 bits.
        const LATEST: f64 = 9.2e9;
        let seconds = text.parse().ok().filter(|s| (0.0..LATEST).contains(s));
        seconds.map(|s| VirtualStart::At(Duration::from_secs_f64(s))).ok_or("seconds since 1970, or \"now\"")
    }
}

/// The options that take a value.
const WITH_VALUE: &str = "cmWX";

/// Splits the line after the options: (options, the rest).
fn split(args: &[String]) -> (&[String], &[String]) {
    let mut i = 0;
    while i < args.len() {
        let arg = &args[i];
        let Some(letters) = arg.strip_prefix('-').filter(|l| !l.is_empty()) else { break };
        i += 1;
        if letters == "-" {
            break;
        }
        if letters.starts_with('-') {
            continue;
        }
        // In `-uc CODE` the last letter takes the value, and ends the options if it says what is run.
        let Some(at) = letters.find(|l| WITH_VALUE.contains(l)) else { continue };
        let ends = matches!(letters.as_bytes()[at], b'c' | b'm');
        if at + 1 == letters.len() {
            i = (i + 1).min(args.len());
        }
        if ends {
            break;
        }
    }
    args.split_at(i)
}

/// Reads the options in front of what is to be run. `Err` as in [`parse`].
fn read_options(own: &[String]) -> Result<Options, u8> {
    if own.is_empty() {
        // Nearly always; and clap's preparations are a twentieth of a start.
        return Ok(Options::default());
    }
    let line = std::iter::once("taipan").chain(own.iter().map(String::as_str));
    Options::command().try_get_matches_from(line).and_then(|m| Options::from_arg_matches(&m)).map_err(|e| {
        // Help is no error; clap knows which stream each belongs on.
        let _ = e.print();
        u8::try_from(e.exit_code()).unwrap_or(2)
    })
}

/// Reads the command line. `Err`: nothing is left to do but to exit with this status.
pub fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Start, u8> {
    let line: Vec<String> = line.into_iter().map(inside).collect();
    let (own, rest) = split(line.get(1..).unwrap_or_default());
    let options = read_options(own)?;
    if options.version > 0 {
        println!("Taipan {} (Python {})", env!("CARGO_PKG_VERSION"), taipan_interp::sys::LANGUAGE_VERSION);
        return Err(0);
    }
    let mut args = rest.to_vec();
    let target = match (&options.code, &options.module) {
        (Some(code), _) => Target::Command(code.clone()),
        (None, Some(module)) => Target::Module(module.clone()),
        (None, None) => match args.first().map(String::as_str) {
            Some("-") => {
                args.remove(0);
                Target::Stdin
            }
            Some(_) => Target::File(args.remove(0)),
            None if options.interactive > 0 || std::io::IsTerminal::is_terminal(&std::io::stdin()) => Target::Prompt,
            None => Target::Stdin,
        },
    };
    Ok(Start { target, args, options, line })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(line: &[&str]) -> Start {
        let line = std::iter::once("taipan").chain(line.iter().copied()).map(OsString::from);
        parse(line).unwrap_or_else(|status| panic!("exit {status}"))
    }

    #[test]
    fn options_end_at_the_script() {
        let s = start(&["-u", "a.py", "-u", "-c", "--help"]);
        assert_eq!(s.target, Target::File("a.py".into()));
        assert_eq!(s.args, ["-u", "-c", "--help"]);
        assert!(s.options.unbuffered);
    }

    #[test]
    fn code_takes_the_rest() {
        let s = start(&["-Xdev", "-uc", "x", "-V", "--", "y"]);
        assert_eq!(s.target, Target::Command("x".into()));
        assert_eq!(s.args, ["-V", "--", "y"]);
        assert_eq!(s.options.implementation, ["dev"]);
        let s = start(&["-W", "error", "-m", "mod", "a"]);
        assert_eq!((s.target, &s.args[..]), (Target::Module("mod".into()), &["a".to_owned()][..]));
        let s = start(&["-cprint()", "a"]);
        assert_eq!((s.target, &s.args[..]), (Target::Command("print()".into()), &["a".to_owned()][..]));
    }

    #[test]
    fn virtual_time_begins_where_it_is_told() {
        let at = |line: &[&str]| start(line).options.virtual_time;
        assert_eq!(at(&["a.py"]), None);
        assert_eq!(at(&["--virtual-time", "a.py"]), Some(VirtualStart::At(Duration::from_secs(1_767_225_600))));
        assert_eq!(at(&["--virtual-time=1.5", "-c", "0"]), Some(VirtualStart::At(Duration::from_millis(1500))));
        assert_eq!(at(&["--virtual-time=now", "-m", "m"]), Some(VirtualStart::Now));
        assert!("-1".parse::<VirtualStart>().is_err() && "nan".parse::<VirtualStart>().is_err());
    }

    #[test]
    fn a_dash_is_standard_input() {
        let s = start(&["-", "a"]);
        assert_eq!((s.target, &s.args[..]), (Target::Stdin, &["a".to_owned()][..]));
    }
}

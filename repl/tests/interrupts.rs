//! Real signals for the program: what Ctrl-C and SIGTERM do, wherever it stands.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// A program that is running. Each line that it prints says how far it is.
struct Program {
    child: Child,
    output: BufReader<ChildStdout>,
}

/// How it ended.
#[derive(Debug, PartialEq, Eq)]
struct End {
    signal: Option<i32>,
    status: Option<i32>,
    /// What it printed after the last line that was waited for.
    rest: Vec<String>,
    /// The last line of standard error.
    error: String,
}

const SIGINT: i32 = 2;
const SIGTERM: i32 = 15;

impl Program {
    fn start(code: &str) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taipan"));
        command.args(["-c", code]);
        Program::run(command)
    }

    fn run(mut command: Command) -> Program {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program was built");
        let output = BufReader::new(child.stdout.take().expect("it is a pipe"));
        Program { child, output }
    }

    /// Waits for a line of output.
    fn expect(&mut self, expected: &str) -> &mut Program {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("output can be read");
        assert_eq!(line.trim_end(), expected);
        self
    }

    fn send(&mut self, signal: Signal) -> &mut Program {
        let pid = i32::try_from(self.child.id()).expect("process numbers are ints");
        kill_process(Pid::from_raw(pid).expect("it is not zero"), signal).expect("it runs");
        self
    }

    fn end(&mut self) -> End {
        let (mut rest, mut error) = (String::new(), String::new());
        self.output.read_to_string(&mut rest).expect("output can be read");
        let mut stderr = self.child.stderr.take().expect("it is a pipe");
        stderr.read_to_string(&mut error).expect("output can be read");
        let status = self.child.wait().expect("it was started");
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        End {
            signal: status.signal(),
            status: status.code(),
            rest: lines(&rest),
            error: lines(&error).pop().unwrap_or_default(),
        }
    }
}

/// The end of a program that nobody keeps from a KeyboardInterrupt.
fn interrupted(rest: &[&str]) -> End {
    let rest = rest.iter().map(|line| (*line).to_owned()).collect();
    End { signal: Some(SIGINT), status: None, rest, error: "KeyboardInterrupt".to_owned() }
}

#[test]
fn while_a_task_waits() {
    let code = "
import asyncio

async def main():
    try:
        print('ready', flush=True)
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print('cancelled')
        raise
    finally:
        print('finally')

asyncio.run(main())
";
    let end = Program::start(code).expect("ready").send(Signal::INT).end();
    assert_eq!(end, interrupted(&["cancelled", "finally"]));
}

#[test]
fn during_a_compute_loop() {
    let code = "
try:
    print('ready', flush=True)
    while True:
        pass
finally:
    print('finally')
";
    let end = Program::start(code).expect("ready").send(Signal::INT).end();
    assert_eq!(end, interrupted(&["finally"]));
}

#[test]
fn twice_during_a_compute_loop_in_a_task() {
    let code = "
import asyncio, signal

async def main():
    task = asyncio.current_task()
    try:
        print('ready', flush=True)
        while True:
            if task.cancelling():
                print('cancelling', flush=True)
                while True:
                    pass
    finally:
        print('finally')

asyncio.run(main())
";
    let end = Program::start(code).expect("ready").send(Signal::INT).expect("cancelling").send(Signal::INT).end();
    assert_eq!(end, interrupted(&["finally"]));
}

#[test]
fn while_another_thread_computes() {
    let code = "
import asyncio

stop = False

def work():
    while not stop:
        pass

async def main():
    global stop
    try:
        print('ready', flush=True)
        await asyncio.to_thread(work)
    finally:
        stop = True
        print('finally')

asyncio.run(main())
";
    let end = Program::start(code).expect("ready").send(Signal::INT).end();
    assert_eq!(end, interrupted(&["finally"]));
}

#[test]
fn while_the_main_thread_waits_for_a_thread() {
    let code = "
import threading, time

stop = threading.Event()
thread = threading.Thread(target=stop.wait)
thread.start()
try:
    print('ready', flush=True)
    thread.join()
finally:
    stop.set()
    print('finally')
";
    let end = Program::start(code).expect("ready").send(Signal::INT).end();
    assert_eq!(end, interrupted(&["finally"]));
}

#[test]
fn while_a_read_of_a_pipe_blocks() {
    let code = "
import os

read, write = os.pipe()
try:
    print('ready', flush=True)
    os.read(read, 1)
finally:
    print('finally')
";
    let end = Program::start(code).expect("ready").send(Signal::INT).end();
    assert_eq!(end, interrupted(&["finally"]));
}

#[test]
fn again_while_tasks_are_cleaned_up() {
    let code = "
import asyncio

async def stubborn():
    try:
        await asyncio.sleep(60)
    finally:
        print('cleaning up', flush=True)
        await asyncio.sleep(60)

async def main():
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    print('ready', flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
";
    let end = Program::start(code).expect("ready").send(Signal::INT).expect("cleaning up").send(Signal::INT).end();
    // What is said of the task that could not end comes last.
    assert_eq!((end.signal, end.rest), (Some(SIGINT), Vec::new()));
}

#[test]
fn caught_by_the_program() {
    let code = "
import asyncio

async def main():
    print('ready', flush=True)
    await asyncio.sleep(60)

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print('caught')
";
    let end = Program::start(code).expect("ready").send(Signal::INT).end();
    let expected = End { signal: None, status: Some(0), rest: vec!["caught".to_owned()], error: String::new() };
    assert_eq!(end, expected);
}

#[test]
fn terminated_by_default() {
    let code = "
import atexit, time
atexit.register(print, 'not reached')
print('ready', flush=True)
time.sleep(60)
";
    let end = Program::start(code).expect("ready").send(Signal::TERM).end();
    assert_eq!(end, End { signal: Some(SIGTERM), status: None, rest: Vec::new(), error: String::new() });
}

#[test]
fn terminated_with_a_handler() {
    let code = "
import asyncio, signal

async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print('ready', flush=True)
    await stop.wait()
    print('in order')

asyncio.run(main())
";
    let end = Program::start(code).expect("ready").send(Signal::TERM).end();
    let expected = End { signal: None, status: Some(0), rest: vec!["in order".to_owned()], error: String::new() };
    assert_eq!(end, expected);
}

#[test]
fn ignored_from_the_start() {
    let code = "
import signal, sys
print('ready', flush=True)
sys.stdin.readline()
print(signal.getsignal(signal.SIGINT).name)
";
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' INT; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_taipan"), "-c", code]);
    command.stdin(Stdio::piped());
    let mut program = Program::run(command);
    program.expect("ready").send(Signal::INT);
    // What comes now is read after the signal.
    drop(program.child.stdin.take());
    let end = program.end();
    let expected = End { signal: None, status: Some(0), rest: vec!["SIG_IGN".to_owned()], error: String::new() };
    assert_eq!(end, expected);
}

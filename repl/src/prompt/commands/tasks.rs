//! `%tasks` and `%cancel`: which tasks there are, where each of them waits, who waits for it, and ending one.
//!
//! Nothing is kept with tasks for this. How long one has waited is known from looking at the tasks now and then
//! ([`observe`]): it is the time since it was first seen where it still is.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::time::Duration;

use taipan_interp::heap::WeakObj;
use taipan_interp::types::generator::{Gen, GenBody, GenState};
use taipan_interp::{ObjRef, PyResult, Ref, Value, Vm, sys};
use taipan_stdlib::asyncio::live;
use taipan_stdlib::asyncio::task::{Task, as_task, cancel};

use super::parse::words;
use super::{Argument, Command, Context, Failure, Outcome, Ran};
use crate::prompt::results::paint::Role;

pub(super) const COMMANDS: &[Command] = &[
    Command::new("tasks", "", "List tasks: state, where they wait, who awaits them", Argument::None, list).more(
        "A task that another one awaits stands below it. The number in front is what %cancel takes.\n\
         The time is how long the prompt has seen the task wait at that place.",
    ),
    Command::new("cancel", "TASK...", "Cancel tasks, by number or name", Argument::Task, cancel_some)
        .more("Numbers and names are those of %tasks; \"all\" cancels every task but the prompt's own."),
];

/// More tasks than this are not looked at now and then: that would take too long.
const MOST_OBSERVED: usize = 1000;

/// More than this are not listed.
const MOST_LISTED: usize = 200;

/// What is known of a task that was seen before.
struct Sighting {
    task: WeakObj,
    number: usize,
    place: Place,
    since: Duration,
}

/// Where a task stands: the same again is the same wait.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    waiter: usize,
    code: usize,
    pc: u32,
}

/// The tasks seen so far.
#[derive(Default)]
struct Sightings {
    by_address: RefCell<HashMap<usize, Sighting>>,
    last_number: Cell<usize>,
}

/// Seconds between two looks: the first ones come sooner, so that what was just started is seen where it waits.
const LOOKS: std::ops::RangeInclusive<f64> = 0.05..=1.0;

/// Looks at the tasks from now on, as long as there are any.
pub fn keep_observing(vm: &Vm, event_loop: &Value) {
    let is_new = observe(vm, event_loop);
    let observing = vm.state(|_| Observing::default());
    if is_new && !observing.0.replace(true) {
        look_again(vm, event_loop, *LOOKS.start());
    }
}

/// A look is due.
#[derive(Default)]
struct Observing(Cell<bool>);

fn look_again(vm: &Vm, event_loop: &Value, seconds: f64) {
    let owner = event_loop.clone();
    let look = vm.closure("look_at_tasks", move |vm, _| {
        if observe(vm, &owner) {
            look_again(vm, &owner, (seconds * 2.0).min(*LOOKS.end()));
        } else {
            vm.state(|_| Observing::default()).0.set(false);
        }
        Ok(Value::None)
    });
    // A loop that was closed has no tasks to look at.
    let asked = vm.call_method(event_loop, &vm.intern("call_later"), &[Value::Float(seconds), look]);
    if asked.is_err() {
        vm.state(|_| Observing::default()).0.set(false);
    }
}

/// Looks at the tasks, so that `%tasks` can tell how long they have waited. False when there are none, or too many.
fn observe(vm: &Vm, event_loop: &Value) -> bool {
    let Ok(tasks) = all_tasks(vm, event_loop) else { return false };
    if tasks.is_empty() || tasks.len() > MOST_OBSERVED {
        return false;
    }
    note(vm, &tasks);
    true
}

fn note(vm: &Vm, tasks: &[ObjRef]) {
    let sightings = vm.state(|_| Sightings::default());
    let now = vm.host.monotonic();
    let mut known = sightings.by_address.borrow_mut();
    known.retain(|_, s| s.task.upgrade().is_some());
    for task in tasks {
        let place = place_of(task);
        match known.get_mut(&task.addr()).filter(|s| s.task.upgrade().is_some_and(|t| t.is(task))) {
            Some(sighting) if sighting.place == place => {}
            Some(sighting) => {
                sighting.place = place;
                sighting.since = now;
            }
            None => {
                let number = sightings.last_number.get() + 1;
                sightings.last_number.set(number);
                known.insert(task.addr(), Sighting { task: task.downgrade(), number, place, since: now });
            }
        }
    }
}

/// The tasks of the loop that are not done, but for the prompt's own, oldest first.
fn all_tasks(vm: &Vm, event_loop: &Value) -> PyResult<Vec<ObjRef>> {
    let own = live::current(event_loop);
    let all = live::all_tasks(vm, event_loop)?;
    let mut tasks: Vec<ObjRef> =
        all.iter().filter(|t| !t.is(&own)).filter_map(|t| as_task(t).map(|(object, _)| object.clone())).collect();
    let sightings = vm.state(|_| Sightings::default());
    let known = sightings.by_address.borrow();
    let age = |t: &ObjRef| known.get(&t.addr()).map_or(usize::MAX, |s| s.number);
    // New ones are in the order in which they were made.
    tasks.sort_by_key(age);
    Ok(tasks)
}

fn data(task: &ObjRef) -> Option<&Task> {
    task.get::<Task>()
}

fn name_of(task: &ObjRef) -> String {
    data(task).and_then(|t| t.name().as_str().map(ToString::to_string)).unwrap_or_default()
}

/// The coroutines from the task's own to the innermost.
fn chain(task: &ObjRef) -> Vec<Ref<Gen>> {
    let mut found: Vec<Ref<Gen>> = Vec::new();
    let mut next = data(task).and_then(Task::coro).cloned();
    while let Some(Value::Gen(g)) = next {
        // A circle of hands cannot be awaited, but it can be made.
        if found.iter().any(|f| f.is(&g)) {
            break;
        }
        next = g.awaited_gen().map(Value::Gen);
        found.push(g);
    }
    found
}

/// Of a suspended or fresh frame of Python code: its code and the step it stands at.
fn frame_of(g: &Gen) -> Option<(Ref<taipan_interp::types::code::Code>, u32)> {
    match &*g.body.borrow() {
        GenBody::Frame(frame) => Some((frame.func.code.borrow().clone(), frame.pc.get())),
        _ => None,
    }
}

fn place_of(task: &ObjRef) -> Place {
    let waiter = data(task).map_or(Value::None, Task::waiter);
    let waiter = if waiter.is_heap() { waiter.heap_addr() } else { 0 };
    let innermost = chain(task).iter().rev().find_map(|g| frame_of(g));
    match innermost {
        Some((code, pc)) => Place { waiter, code: code.addr(), pc },
        None => Place { waiter, code: 0, pc: 0 },
    }
}

/// `file:line in function` of the innermost frame of the program's own, and the text of that line.
fn where_it_waits(vm: &Vm, task: &ObjRef) -> Option<(String, String)> {
    let chain = chain(task);
    let frames: Vec<_> = chain.iter().filter_map(|g| Some((g, frame_of(g)?))).collect();
    let own = frames.iter().rev().find(|(_, (code, _))| !code.source.filename.starts_with("<taipan>/"));
    let Some((g, (code, pc))) = own.or(frames.last()) else {
        // Written in Rust all the way down: `asyncio.sleep` as a task of its own.
        return chain.first().map(|g| (format!("in {}", g.qualname()), String::new()));
    };
    let line = if g.state.get() == GenState::Created {
        code.first_line
    } else {
        code.source.line(code.body().spans.get(*pc as usize).copied().unwrap_or_default().start)
    };
    let text = if g.state.get() == GenState::Created { None } else { code.source.line_text(line) };
    let file = shorter(vm, &code.source.filename);
    Some((format!("{file}:{line} in {}", g.qualname()), text.unwrap_or_default().trim().to_owned()))
}

/// A file's name, relative to the current directory if it is in there.
fn shorter(vm: &Vm, file: &str) -> String {
    let here = vm.host.cwd().unwrap_or_default();
    file.strip_prefix(here.trim_end_matches('/')).and_then(|f| f.strip_prefix('/')).unwrap_or(file).to_owned()
}

fn state_of(task: &ObjRef) -> &'static str {
    let Some(data) = data(task) else { return "" };
    let started = data.coro().is_none_or(|c| !matches!(c, Value::Gen(g) if g.state.get() == GenState::Created));
    if data.core.is_done() {
        "done"
    } else if data.cancelling() > 0 {
        "cancelling"
    } else if !started {
        "not started"
    } else if data.waiter().is_none() {
        "ready"
    } else {
        "waiting"
    }
}

/// A duration in few characters: `0.3s`, `12s`, `3m20s`, `2h05m`.
fn brief(time: Duration) -> String {
    let s = time.as_secs();
    match s {
        0..10 => format!("{:.1}s", time.as_secs_f64()),
        10..100 => format!("{s}s"),
        100..6000 => format!("{}m{:02}s", s / 60, s % 60),
        _ => format!("{}h{:02}m", s / 3600, s / 60 % 60),
    }
}

/// A line of the tree.
struct Row {
    number: usize,
    name: String,
    state: &'static str,
    time: String,
    place: String,
    text: String,
}

fn list(context: &Context, arguments: &str) -> Ran {
    if !arguments.is_empty() {
        return Err(Failure::Usage);
    }
    let vm = context.vm;
    let found = all_tasks(vm, context.event_loop)?;
    note(vm, &found);
    // In the order of their numbers, now that all have one.
    let tasks = all_tasks(vm, context.event_loop)?;
    if tasks.is_empty() {
        context.print("no tasks\n")?;
        return Ok(Outcome::Done);
    }
    let rows = Tree::of(vm, &tasks)?.rows(vm);
    print_rows(context, &rows)?;
    if tasks.len() > rows.len() {
        let more = format!("… {} more\n", tasks.len() - rows.len());
        context.print(&context.painted(Role::Note, &more))?;
    }
    Ok(Outcome::Done)
}

/// Who awaits whom, by position in the list of tasks.
struct Tree<'a> {
    tasks: &'a [ObjRef],
    awaited: Vec<Vec<usize>>,
    is_awaited: Vec<bool>,
}

impl<'a> Tree<'a> {
    fn of(vm: &Vm, tasks: &'a [ObjRef]) -> PyResult<Tree<'a>> {
        let at: HashMap<usize, usize> = tasks.iter().enumerate().map(|(i, t)| (t.addr(), i)).collect();
        let mut tree = Tree { tasks, awaited: vec![Vec::new(); tasks.len()], is_awaited: vec![false; tasks.len()] };
        let name = vm.intern("_asyncio_awaited_by");
        for (i, task) in tasks.iter().enumerate() {
            let waiters = vm.get_attr(&Value::Object(task.clone()), &name)?;
            if waiters.is_none() {
                continue;
            }
            for waiter in vm.collect(&waiters)? {
                if let Value::Object(w) = &waiter
                    && let Some(w) = at.get(&w.addr())
                {
                    tree.awaited[*w].push(i);
                    tree.is_awaited[i] = true;
                }
            }
        }
        Ok(tree)
    }

    fn rows(&self, vm: &Vm) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut shown = vec![false; self.tasks.len()];
        let roots = (0..self.tasks.len()).filter(|i| !self.is_awaited[*i]);
        for root in roots {
            self.add(vm, &mut rows, &mut shown, root, "", "");
        }
        // Tasks that wait for each other in a circle have no root.
        for i in 0..self.tasks.len() {
            self.add(vm, &mut rows, &mut shown, i, "", "");
        }
        rows
    }

    /// Adds a task and those that it awaits. `first` stands before its name, `rest` before those below it.
    fn add(&self, vm: &Vm, rows: &mut Vec<Row>, shown: &mut [bool], i: usize, first: &str, rest: &str) {
        // A chain of tasks can be as long as a program likes.
        const DEEPEST: usize = 40;
        if rows.len() >= MOST_LISTED || std::mem::replace(&mut shown[i], true) {
            return;
        }
        rows.push(row(vm, &self.tasks[i], first));
        let below: Vec<usize> = self.awaited[i].iter().copied().filter(|b| !shown[*b]).collect();
        for (n, child) in below.iter().enumerate() {
            let is_last = n + 1 == below.len();
            let (fork, line) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let deep = rest.chars().count() >= DEEPEST;
            let (first, rest) = if deep {
                (rest.to_owned(), rest.to_owned())
            } else {
                (format!("{rest}{fork}"), format!("{rest}{line}"))
            };
            self.add(vm, rows, shown, *child, &first, &rest);
        }
    }
}

fn row(vm: &Vm, task: &ObjRef, before: &str) -> Row {
    let sightings = vm.state(|_| Sightings::default());
    let known = sightings.by_address.borrow();
    let sighting = known.get(&task.addr());
    let state = state_of(task);
    let waits = matches!(state, "waiting" | "cancelling");
    let since = sighting.filter(|_| waits).map(|s| brief(vm.host.monotonic().saturating_sub(s.since)));
    let (place, text) = where_it_waits(vm, task).unwrap_or_default();
    Row {
        number: sighting.map_or(0, |s| s.number),
        name: format!("{before}{}", name_of(task)),
        state,
        time: since.unwrap_or_default(),
        place,
        text,
    }
}

fn print_rows(context: &Context, rows: &[Row]) -> PyResult<()> {
    let width = |f: &dyn Fn(&Row) -> usize| rows.iter().map(f).max().unwrap_or(0);
    let number = width(&|r| r.number.to_string().len());
    let name = width(&|r| columns(&r.name)).min(context.style.width / 2);
    let state = width(&|r| r.state.len());
    let time = width(&|r| r.time.len());
    let place = width(&|r| columns(&r.place)).min(context.style.width / 2);
    let mut out = String::new();
    for row in rows {
        let head =
            format!("{:number$}  {}  {:state$} {:>time$}  ", row.number, padded(&row.name, name), row.state, row.time);
        let left = context.style.width.saturating_sub(columns(&head));
        out.push_str(&head);
        let shown = padded(&row.place, if row.text.is_empty() { 0 } else { place });
        out.push_str(&shown);
        let room = left.saturating_sub(columns(&shown) + 2);
        let text: String = if columns(&row.text) <= room {
            row.text.clone()
        } else {
            row.text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
        };
        if text.chars().count() > 1 {
            out.push_str("  ");
            out.push_str(&context.painted(Role::Note, &text));
        }
        out.push('\n');
    }
    context.print(&out)
}

fn columns(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    text.width()
}

fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(missing))
}

/// The tasks that a number or name means.
fn named(context: &Context, what: &str) -> PyResult<Vec<ObjRef>> {
    let vm = context.vm;
    let tasks = all_tasks(vm, context.event_loop)?;
    if what == "all" {
        return Ok(tasks);
    }
    if let Ok(number) = what.parse::<usize>() {
        let sightings = vm.state(|_| Sightings::default());
        let known = sightings.by_address.borrow();
        let is_it = |t: &&ObjRef| known.get(&t.addr()).is_some_and(|s| s.number == number);
        return Ok(tasks.iter().find(is_it).cloned().into_iter().collect());
    }
    Ok(tasks.into_iter().filter(|t| name_of(t) == what).collect())
}

fn cancel_some(context: &Context, arguments: &str) -> Ran {
    let words = words(arguments).filter(|w| !w.is_empty()).ok_or(Failure::Usage)?;
    for word in words {
        let tasks = named(context, &word)?;
        if tasks.is_empty() && word != "all" {
            sys::stderr_write(context.vm, &format!("no task {word} (%tasks lists them)\n"));
        }
        for task in tasks {
            let name = name_of(&task);
            let asked = cancel(context.vm, &Value::Object(task), None)?;
            context.print(&format!("{name}: {}\n", if asked { "cancelled" } else { "is done already" }))?;
        }
    }
    Ok(Outcome::Done)
}

/// The names and numbers that `%cancel` takes, for completion.
pub fn known_tasks(vm: &Vm, event_loop: &Value) -> Vec<String> {
    let tasks = all_tasks(vm, event_loop).unwrap_or_default();
    tasks.iter().map(name_of).filter(|n| !n.contains(char::is_whitespace)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        let shown = [0.04, 9.96, 12.5, 130.0, 7500.0].map(|s| brief(Duration::from_secs_f64(s)));
        assert_eq!(shown, ["0.0s", "10.0s", "12s", "2m10s", "2h05m"]);
    }
}

//! The descriptors that a loop watches, and who is told when one is ready.
//!
//! `add_reader` puts a `Handle` here, a transport itself. What is ready becomes an entry of the ready queue, in the order
//! in which the system tells it, reading before writing; whoever was taken out or replaced since does not run.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::{Traverse, Visitor, WeakObj};
use taipan_interp::host::poll::{Event, Interest};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::event_loop::EventLoop;
use super::handle::{Handle, Ready};
use super::show;
use super::transport::{self, Step};

/// What a descriptor is watched for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Read,
    Write,
}

/// Who is told.
pub enum Watcher {
    /// A handle from Python.
    Handle(ObjRef),
    /// A transport, or what else knows a [`Step`]; it knows itself by the number whether it still wants to be told.
    Native { object: ObjRef, number: u32 },
}

impl Traverse for Watcher {
    fn traverse(&self, v: &mut Visitor<'_>) {
        match self {
            Watcher::Handle(o) | Watcher::Native { object: o, .. } => o.traverse(v),
        }
    }
}

/// One descriptor.
#[derive(Default)]
struct Entry {
    reader: Option<Watcher>,
    writer: Option<Watcher>,
    /// The transport that uses it, be it watched or not.
    transport: Option<WeakObj>,
}

impl Traverse for Entry {
    taipan_interp::traverses!(reader, writer);
}

impl Entry {
    fn interest(&self) -> Interest {
        Interest { read: self.reader.is_some(), write: self.writer.is_some() }
    }

    fn side(&mut self, side: Side) -> &mut Option<Watcher> {
        match side {
            Side::Read => &mut self.reader,
            Side::Write => &mut self.writer,
        }
    }
}

/// The descriptors of one loop.
#[derive(Default)]
pub struct Watching {
    /// By descriptor: they are small numbers.
    entries: RefCell<Vec<Entry>>,
    /// Room for what is ready; empty between passes.
    events: Cell<Vec<Event>>,
    last_number: Cell<u32>,
}

impl Traverse for Watching {
    taipan_interp::traverses!(entries);
}

/// A descriptor as an index; negative ones are in no table.
fn index(fd: i32) -> usize {
    usize::try_from(fd).unwrap_or(usize::MAX)
}

impl EventLoop {
    /// A number by which a native watcher knows itself; never 0.
    pub fn next_watch_number(&self) -> u32 {
        let last = &self.watching.last_number;
        last.set(last.get().wrapping_add(1).max(1));
        last.get()
    }

    /// Watches a descriptor for one side, for `watcher` instead of whoever was told before.
    ///
    /// # Errors
    /// RuntimeError when the loop is closed; ValueError for a negative descriptor; OSError when the system cannot watch it.
    pub fn watch(&self, vm: &Vm, fd: i32, side: Side, watcher: Watcher) -> PyResult<()> {
        self.check_closed(vm)?;
        if fd < 0 {
            return Err(vm.value_error(format!("Invalid file descriptor: {fd}")));
        }
        let mut entries = self.watching.entries.borrow_mut();
        let before = entries.get(index(fd)).map_or(Interest::default(), Entry::interest);
        let mut interest = before;
        match side {
            Side::Read => interest.read = true,
            Side::Write => interest.write = true,
        }
        // Asked first: the number need not be one of a descriptor.
        if interest != before {
            self.reactor.watch(vm, fd, before, interest).map_err(|e| vm.os_error(&e, None))?;
        }
        if entries.len() <= index(fd) {
            entries.resize_with(index(fd) + 1, Entry::default);
        }
        let old = entries[index(fd)].side(side).replace(watcher);
        drop(entries);
        cancel(vm, old)
    }

    /// Stops watching for one side; false when it was not watched.
    ///
    /// # Errors
    /// What cancelling a handle raises.
    pub fn unwatch(&self, vm: &Vm, fd: i32, side: Side) -> PyResult<bool> {
        if self.closed.get() {
            return Ok(false);
        }
        let mut entries = self.watching.entries.borrow_mut();
        let Some(entry) = entries.get_mut(index(fd)) else { return Ok(false) };
        let before = entry.interest();
        let old = entry.side(side).take();
        let interest = entry.interest();
        if interest != before {
            // It fails for what was closed meanwhile, which is not watched any more then.
            let _ = self.reactor.watch(vm, fd, before, interest);
        }
        drop(entries);
        let was = old.is_some();
        cancel(vm, old)?;
        Ok(was)
    }

    /// True while the descriptor is watched for this side.
    pub fn is_watched(&self, fd: i32, side: Side) -> bool {
        self.watching.entries.borrow_mut().get_mut(index(fd)).is_some_and(|e| e.side(side).is_some())
    }

    /// Notes that a transport uses the descriptor.
    pub fn note_transport(&self, fd: i32, transport: Option<&ObjRef>) {
        let mut entries = self.watching.entries.borrow_mut();
        if fd >= 0 && entries.len() <= index(fd) {
            entries.resize_with(index(fd) + 1, Entry::default);
        }
        if let Some(entry) = entries.get_mut(index(fd)) {
            entry.transport = transport.map(ObjRef::downgrade);
        }
    }

    /// The transport that uses the descriptor and is not closing.
    pub fn transport_of(&self, fd: i32) -> Option<ObjRef> {
        let entries = self.watching.entries.borrow();
        let transport = entries.get(index(fd))?.transport.as_ref()?.upgrade()?;
        drop(entries);
        (!transport::is_closing(&transport)).then_some(transport)
    }

    /// # Errors
    /// RuntimeError when a transport uses the descriptor; `given` is what the program calls it by.
    pub fn check_no_transport(&self, vm: &Vm, fd: i32, given: &Value) -> PyResult<()> {
        let Some(transport) = self.transport_of(fd) else { return Ok(()) };
        let (given, transport) = (show::repr(vm, given)?, show::repr(vm, &Value::Object(transport))?);
        Err(vm.runtime_error(format!("File descriptor {given} is used by transport {transport}")))
    }

    /// Waits (see [`super::reactor::Reactor::wait`]), and queues those who are told of what is ready.
    ///
    /// # Errors
    /// What a signal's handler raises.
    pub fn look(&self, vm: &Vm, seconds: Option<f64>) -> PyResult<()> {
        let mut events = self.watching.events.take();
        self.waiting.set(true);
        let waited = self.reactor.wait(vm, seconds, &mut events);
        self.waiting.set(false);
        for event in &events {
            self.note_ready(vm, *event)?;
        }
        events.clear();
        self.watching.events.set(events);
        waited
    }

    fn note_ready(&self, vm: &Vm, event: Event) -> PyResult<()> {
        for (side, ready) in [(Side::Read, event.read), (Side::Write, event.write)] {
            if !ready {
                continue;
            }
            let mut entries = self.watching.entries.borrow_mut();
            let Some(watcher) = entries.get_mut(index(event.fd)).and_then(|e| e.side(side).as_ref()) else { continue };
            let entry = match watcher {
                Watcher::Handle(h) => Ready::Handle(h.clone()),
                Watcher::Native { object, number } => {
                    let step = if side == Side::Read { Step::Read } else { Step::Write };
                    Ready::Io { object: object.clone(), number: *number, step }
                }
            };
            drop(entries);
            if entry.is_cancelled() {
                self.unwatch(vm, event.fd, side)?;
            } else {
                self.push(vm, entry)?;
            }
        }
        Ok(())
    }

    /// The loop is closed or garbage: lets go of all watchers.
    pub fn forget_watchers(&self) {
        self.reactor.close();
        let entries = self.watching.entries.take();
        drop(entries);
    }
}

/// The handle will not run any more, also when it is queued already.
fn cancel(vm: &Vm, watcher: Option<Watcher>) -> PyResult<()> {
    match watcher {
        Some(Watcher::Handle(h)) if h.get::<Handle>().is_some() => super::handle::cancel(vm, &Value::Object(h)),
        _ => Ok(()),
    }
}

//! The texts of entries, for whoever asks the library for them: `traceback`, `inspect`, `logging`. The interpreter's own
//! tracebacks need none of this.

use std::cell::{Cell, RefCell};

use taipan_interp::{PyResult, Value, Vm};

/// What `linecache` knows, and what it is still to be told.
#[derive(Default)]
pub struct Sources {
    ready: Cell<bool>,
    waiting: RefCell<Vec<(String, String)>>,
}

impl Sources {
    /// Another entry, before it runs.
    pub fn add(&self, vm: &Vm, name: &str, text: &str) {
        self.waiting.borrow_mut().push((name.to_owned(), text.to_owned()));
        if self.ready.get() {
            self.tell(vm);
        }
    }

    /// Imports the module, if that has not been done. It takes a moment, which is not spent before the first prompt.
    pub fn prepare(&self, vm: &Vm) {
        if !self.ready.replace(true) {
            self.tell(vm);
        }
    }

    fn tell(&self, vm: &Vm) {
        for (name, text) in self.waiting.take() {
            // A program may have put something else there: then nobody finds the text.
            drop(register(vm, &name, &text));
        }
    }
}

/// As the module itself notes a file: its size, no time of change (it stays), the lines, the name.
fn register(vm: &Vm, name: &str, text: &str) -> PyResult<()> {
    let cache = vm.get_attr(&vm.import("linecache")?, &vm.intern("cache"))?;
    let lines = text.split_inclusive('\n').map(|line| match line.ends_with('\n') {
        true => Value::str(line),
        false => Value::from(format!("{line}\n")),
    });
    let size = Value::Int(i64::try_from(text.len()).unwrap_or(i64::MAX));
    let entry = Value::tuple(vec![size, Value::None, Value::list(lines.collect()), Value::str(name)]);
    vm.set_item(&cache, &Value::str(name), entry)
}

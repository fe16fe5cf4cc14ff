//! `import` as the program has changed it: finders in `sys.meta_path`, hooks in `sys.path_hooks`, archives on the path.
//!
//! The library's import machinery (`importlib._bootstrap`) is set up when one of these is first asked for. Until then,
//! and for as long as they hold what they began with, importing is wholly the interpreter's own (`import`,
//! `import_path`), which stands for the machinery's own finders here as well.

use std::cell::Cell;

use crate::error::PyResult;
use crate::heap::Ref;
use crate::types::exception::Traceback;
use crate::types::module::Module;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::import::Wanted;

const MACHINERY: &str = "importlib._bootstrap";

/// The attributes of `sys` that come into being with the machinery.
pub const LATE: [&str; 3] = ["meta_path", "path_hooks", "path_importer_cache"];

/// What the program has in `sys.meta_path`, and whether `sys.path_hooks` are still the machinery's.
pub(super) struct Finders {
    finders: Vec<Value>,
    hooked: bool,
    /// BuiltinImporter, FrozenImporter, PathFinder.
    standard: Vec<Value>,
}

/// The hooks are being asked for a finder.
#[derive(Default)]
struct Asking(Cell<bool>);

impl Vm {
    /// An attribute of `sys` that is made with the import machinery, when that is what `name` is.
    ///
    /// # Errors
    /// What setting the machinery up raises.
    pub fn late_sys_attribute(&self, module: &Ref<Module>, name: &Str) -> PyResult<Option<Value>> {
        let is_sys = matches!(self.modules.get_str(&self.names.sys), Some(Value::Module(m)) if m.is(module));
        if !is_sys || !LATE.contains(&name.as_str()) || self.is_setting_up() {
            return Ok(None);
        }
        self.machinery()?;
        Ok(module.dict.get_str(name))
    }

    fn is_setting_up(&self) -> bool {
        self.is_loading_here(MACHINERY)
    }

    /// The machinery's module.
    pub(crate) fn machinery(&self) -> PyResult {
        self.import(MACHINERY)
    }

    /// The finders, when they are not what the machinery put there.
    pub(super) fn changed_finders(&self) -> Option<Finders> {
        let now = |name: &str| match crate::sys::known(self, name) {
            Some(Value::List(list)) => Some(list.borrow().to_vec()),
            _ => None,
        };
        let finders = now("meta_path");
        // None: nobody has asked for it yet.
        finders.as_ref()?;
        if self.is_setting_up() {
            return None;
        }
        let machinery = self.modules.get_str(&self.intern(MACHINERY))?;
        let Ok(Some(Value::Tuple(standard))) = self.get_attr_opt(&machinery, &self.intern("_standard_finders")) else {
            return None;
        };
        let Ok(Some(Value::Tuple(standard_hooks))) = self.get_attr_opt(&machinery, &self.intern("_standard_hooks"))
        else {
            return None;
        };
        let same = |a: &[Value], b: &[Value]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is(b));
        let finders = finders.unwrap_or_default();
        let hooked = !same(&now("path_hooks").unwrap_or_default(), standard_hooks.items());
        if !hooked && same(&finders, standard.items()) {
            return None;
        }
        Some(Finders { finders, hooked, standard: standard.items().to_vec() })
    }

    /// The module, by the first finder that knows it.
    pub(super) fn find_by_finders(&self, wanted: &Wanted, all: &Finders) -> PyResult<Option<Value>> {
        for finder in &all.finders {
            let found = match all.standard.iter().position(|s| s.is(finder)) {
                Some(0) => self.find_builtin(wanted)?,
                // The embedded modules count as files: they are found last.
                Some(1) => None,
                Some(_) => self.find_on_path(wanted, all.hooked)?,
                None => self.find_by_finder(wanted, finder)?,
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn find_by_finder(&self, wanted: &Wanted, finder: &Value) -> PyResult<Option<Value>> {
        let Some(find_spec) = self.get_attr_opt(finder, &self.intern("find_spec"))? else { return Ok(None) };
        let path = match wanted.parent {
            Some(package) => self.get_attr_opt(package, &self.names.__path__)?.unwrap_or(Value::None),
            None => Value::None,
        };
        let spec = {
            let _held = self.threads.import_lock.hold(self)?;
            self.call(&find_spec, &[Value::str(wanted.full), path, Value::None])?
        };
        if spec.is_none() { Ok(None) } else { self.load_spec(wanted.full, spec).map(Some) }
    }

    /// True when an entry of the path has a finder other than the one for directories.
    pub(super) fn is_hooked(&self, entry: &str) -> PyResult<bool> {
        let _held = self.threads.import_lock.hold(self)?;
        let finder = self.entry_finder(entry)?;
        Ok(self.class_of(&finder).name().as_str() != "FileFinder")
    }

    fn entry_finder(&self, entry: &str) -> PyResult {
        let machinery = self.machinery()?;
        let find = self.get_attr(&machinery, &self.intern("_entry_finder"))?;
        self.call(&find, &[Value::str(entry)])
    }

    /// The module, by the finder that the program's hooks or the machinery's have for an entry of the path.
    pub(super) fn find_by_hook(
        &self,
        wanted: &Wanted,
        entry: &str,
        portions: &mut Vec<Value>,
    ) -> PyResult<Option<Value>> {
        let held = self.threads.import_lock.hold(self)?;
        // What the hooks import themselves is not in what they are for.
        let asking = self.state(|_| Asking::default());
        if self.is_setting_up() || asking.0.replace(true) {
            return Ok(None);
        }
        let finder = self.entry_finder(entry);
        asking.0.set(false);
        let finder = finder?;
        if finder.is_none() {
            return Ok(None);
        }
        let spec = self.call_method(&finder, &self.intern("find_spec"), &[Value::str(wanted.full)])?;
        drop(held);
        if spec.is_none() {
            return Ok(None);
        }
        if self.get_attr(&spec, &self.intern("loader"))?.is_none() {
            let more = self.get_attr(&spec, &self.intern("submodule_search_locations"))?;
            if !more.is_none() {
                portions.extend(self.collect(&more)?);
            }
            return Ok(None);
        }
        self.load_spec(wanted.full, spec).map(Some)
    }

    /// Has the machinery load what a finder found.
    fn load_spec(&self, full: &str, spec: Value) -> PyResult {
        let load = self.get_attr(&self.machinery()?, &self.intern("_load_unlocked"))?;
        self.begin_loading(full);
        let result = self.call(&load, &[spec]);
        self.end_loading(full);
        if let Err(error) = &result {
            hide_machinery(error);
        }
        result
    }

    /// A package without a file of its own, whose parts lie in these directories.
    pub(super) fn load_namespace(&self, full: &str, portions: Vec<Value>) -> PyResult {
        let make = self.get_attr(&self.machinery()?, &self.intern("_namespace_spec"))?;
        let spec = self.call(&make, &[Value::str(full), Value::list(portions)])?;
        self.load_spec(full, spec)
    }
}

/// Takes the machinery's own entries off a traceback, as CPython does.
fn hide_machinery(error: &crate::error::Raised) {
    let is_own = |tb: &Traceback| tb.code.source.filename.starts_with("<taipan>/_frozen_importlib");
    let mut first = error.0.traceback.borrow().clone();
    while let Some(tb) = first.clone().filter(|tb| is_own(tb)) {
        first = tb.next.borrow().clone();
    }
    let mut last = first.clone();
    while let Some(tb) = last {
        let mut next = tb.next.borrow().clone();
        while let Some(own) = next.clone().filter(|tb| is_own(tb)) {
            next = own.next.borrow().clone();
        }
        tb.next.replace(next.clone());
        last = next;
    }
    error.0.traceback.replace(first);
}

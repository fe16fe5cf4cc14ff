//! `import`: finding, running and binding modules.
//!
//! Order of search: modules already in `sys.modules`; native modules; `sys.path` (`import_path`); the embedded library.
//! Once a program has changed `sys.meta_path` or `sys.path_hooks`, those decide (`import_finders`). A module in progress
//! is in `sys.modules` already, so that circular imports see it half made. Most modules of the embedded library are not
//! run by the import itself, but when the first attribute of theirs is asked for.

use std::rc::Rc;

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::image::Image;
use crate::lower::{CompileOptions, TreeError, TreeSource};
use crate::native::ModuleDef;
use crate::parse::Mode;
use crate::source::Source;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::module::{Deferred, Module};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::{FoundModule, Vm};

/// A module that is looked for.
pub(super) struct Wanted<'a> {
    /// Its dotted name, and the last part of that.
    pub full: &'a str,
    pub part: &'a str,
    /// The package that it should be in.
    pub parent: Option<&'a Value>,
}

impl Vm {
    /// A module object with an empty namespace but for `__name__`, `__doc__` and the like.
    pub fn new_module(&self, name: &str) -> Ref<Module> {
        let dict = Ref::new(Dict::new());
        dict.mark_namespace(|| self.next_number());
        let n = &self.names;
        dict.set_str(&n.__name__, Value::str(name));
        dict.set_str(&n.__doc__, Value::None);
        dict.set_str(&n.__package__, Value::None);
        dict.set_str(&n.__loader__, Value::None);
        dict.set_str(&n.__spec__, Value::None);
        Ref::new(Module::new(self.types.module.clone(), dict))
    }

    /// The module `name` (the leaf of a dotted name).
    ///
    /// # Errors
    /// ModuleNotFoundError; whatever running it raises.
    pub fn import(&self, name: &str) -> PyResult {
        let mut parent: Option<Value> = None;
        let mut full = String::new();
        for part in name.split('.') {
            if !full.is_empty() {
                full.push('.');
            }
            full.push_str(part);
            let module = self.import_one(&full, part, parent.as_ref(), name)?;
            parent = Some(module);
        }
        parent.ok_or_else(|| self.value_error("Empty module name"))
    }

    fn import_one(&self, full: &str, part: &str, parent: Option<&Value>, asked: &str) -> PyResult {
        let key = self.intern(full);
        if let Some(m) = self.modules.get_str(&key) {
            if m.is_none() {
                return Err(match asked[full.len()..].split('.').nth(1) {
                    None => self.module_not_found(&format!("import of {full} halted; None in sys.modules"), full),
                    Some(next) => self.not_a_package(full, &format!("{full}.{next}")),
                });
            }
            if !self.wait_until_loaded(full)? || self.modules.get_str(&key).is_some_and(|now| now.is(&m)) {
                return Ok(m);
            }
            // What another thread was importing has failed, or put another module there.
            return self.import_one(full, part, parent, asked);
        }
        if self.wait_until_loaded(full)? {
            return self.import_one(full, part, parent, asked);
        }
        // Other threads that want it wait from here on: it is looked for once.
        self.begin_loading(full);
        let found = self.find_module(full, part, parent);
        self.end_loading(full);
        let module = match found? {
            Some(m) => m,
            None => {
                return Err(match parent {
                    Some(p) if self.get_attr_opt(p, &self.names.__path__)?.is_none() => {
                        self.not_a_package(full.rsplit_once('.').map_or("", |(owner, _)| owner), full)
                    }
                    _ => self.module_not_found(&format!("No module named '{full}'"), full),
                });
            }
        };
        if let Some(p) = parent {
            match p {
                // Binding a submodule is no use of its package.
                Value::Module(p) => p.dict.set_str(&self.intern(part), module.clone()),
                p => self.set_attr(p, &self.intern(part), module.clone())?,
            }
        }
        Ok(module)
    }

    fn not_a_package(&self, owner: &str, full: &str) -> Raised {
        self.module_not_found(&format!("No module named '{full}'; '{owner}' is not a package"), full)
    }

    /// ModuleNotFoundError with its `name`.
    #[cold]
    pub fn module_not_found(&self, text: &str, name: &str) -> Raised {
        let e = self.error(&self.exc.module_not_found_error, text);
        e.0.set_field(crate::types::exceptions::field::MODULE, Value::str(name));
        e
    }

    fn find_module(&self, full: &str, part: &str, parent: Option<&Value>) -> PyResult<Option<Value>> {
        if full == "sys" {
            return Ok(Some(crate::sys::module(self)));
        }
        // A package runs before what is in it.
        if let Some(Value::Module(package)) = parent {
            self.run_deferred(package)?;
        }
        let wanted = Wanted { full, part, parent };
        if let Some(finders) = self.changed_finders() {
            return self.find_by_finders(&wanted, &finders);
        }
        if let Some(found) = self.find_builtin(&wanted)? {
            return Ok(Some(found));
        }
        self.find_on_path(&wanted, false)
    }

    /// What CPython has built in; what is native here in place of a file of CPython's, unless the program has a file of
    /// that name itself.
    pub(super) fn find_builtin(&self, wanted: &Wanted) -> PyResult<Option<Value>> {
        let Some(def) = self.native_modules.borrow().get(wanted.full).copied() else { return Ok(None) };
        if self.prefers_pure(wanted.full) || self.is_shadowed(wanted)? {
            return Ok(None);
        }
        self.load_native(def).map(Some)
    }

    /// The embedded module of this name, imported now or (see [`Vm::run_deferred`]) as far as that is needed now.
    pub(super) fn find_embedded(&self, full: &str) -> PyResult<Option<Value>> {
        let sources = self.module_sources.borrow().clone();
        for source in sources {
            if let Some(found) = source.find_deferrable(self, full).filter(|_| !self.imports_are_blocked()) {
                let module =
                    self.prepared_module(full, &found.filename, found.package_dir(), Some(found.loader.clone()));
                // Asking for it is a use.
                module.dict.remove_str(&self.names.__doc__);
                module.deferred.replace(Some(Deferred { source, name: full.to_owned() }));
                let value = Value::Module(module);
                self.modules.set_str(&self.intern(full), value.clone());
                return Ok(Some(value));
            }
            if let Some(found) = source.find(self, full) {
                return self.load_found(full, found).map(Some);
            }
        }
        Ok(None)
    }

    /// A program that blocks the quick half of a library module (`_bisect`) wants the pure one of `bisect`.
    fn prefers_pure(&self, full: &str) -> bool {
        if !self.imports_are_blocked() {
            return false;
        }
        let half = self.modules.get_str(&self.intern(&format!("_{full}")));
        let sources = self.module_sources.borrow().clone();
        half.is_some_and(|m| m.is_none()) && sources.iter().any(|s| s.find(self, full).is_some())
    }

    /// A None in `sys.modules` makes the import of that name fail, for as long as it stands there.
    fn imports_are_blocked(&self) -> bool {
        self.modules.values().iter().any(Value::is_none)
    }

    fn load_native(&self, def: &'static ModuleDef) -> PyResult {
        let module = self.new_module(def.name);
        // Both are made when a program asks for them: see `types::module`.
        module.dict.remove_str(&self.names.__spec__);
        module.dict.remove_str(&self.names.__loader__);
        if !def.doc.is_empty() {
            module.dict.set_str(&self.names.__doc__, Value::str(def.doc));
        }
        let package = def.name.rsplit_once('.').map_or("", |(p, _)| p);
        module.dict.set_str(&self.names.__package__, Value::str(package));
        for f in def.functions {
            module.dict.set_str(&self.intern(f.name), self.native_function(def.name, f));
        }
        let value = Value::Module(module.clone());
        let key = self.intern(def.name);
        self.modules.set_str(&key, value.clone());
        if let Err(e) = self.atomically(|| (def.init)(self, &module.dict)) {
            self.modules.remove_str(&key);
            return Err(e);
        }
        Ok(value)
    }

    pub(super) fn load_file(&self, full: &str, filename: &str, package: Option<&str>) -> PyResult {
        let bytes = self.host.read_file(filename).map_err(|e| self.os_error(&e, Some(filename)))?;
        let text = self.decode_module(&bytes, filename)?;
        self.load_source(full, filename, text, package)
    }

    /// Runs source text as the module `full`. `package`: the directory of a package.
    ///
    /// # Errors
    /// SyntaxError; whatever running it raises (the module is then removed again).
    pub fn load_source(&self, full: &str, filename: &str, text: String, package: Option<&str>) -> PyResult {
        let module = self.prepared_module(full, filename, package, None);
        let code = self.compile_source(Rc::new(Source::new(filename, text)), Mode::Exec, &CompileOptions::default());
        self.load_into(full, &module, code)
    }

    fn load_found(&self, full: &str, found: FoundModule) -> PyResult {
        let place = &found.place;
        let module = self.prepared_module(full, &place.filename, place.package_dir(), Some(place.loader.clone()));
        self.load_into(full, &module, self.code_of(&found))
    }

    /// The code of a module that was found.
    ///
    /// # Errors
    /// SyntaxError.
    pub fn code_of(&self, found: &FoundModule) -> PyResult<Ref<Code>> {
        match found.image {
            Some(image) => Ok(Image::new(image, found.source.clone(), self.interner()).module()),
            None => self.compile_source(found.source.clone(), Mode::Exec, &CompileOptions::default()),
        }
    }

    /// A module with the attributes that importing gives it.
    fn prepared_module(&self, full: &str, filename: &str, package: Option<&str>, loader: Option<Value>) -> Ref<Module> {
        let module = self.new_module(full);
        let n = &self.names;
        module.dict.set_str(&n.__file__, Value::str(filename));
        // What is not set is made when a program asks for it: see `types::module`.
        match loader {
            Some(loader) => module.dict.set_str(&n.__loader__, loader),
            None => drop(module.dict.remove_str(&n.__loader__)),
        }
        module.dict.remove_str(&n.__spec__);
        let package_name = match package {
            Some(dir) => {
                module.dict.set_str(&n.__path__, Value::list(vec![Value::str(dir)]));
                full
            }
            None => full.rsplit_once('.').map_or("", |(p, _)| p),
        };
        module.dict.set_str(&n.__package__, Value::str(package_name));
        module.dict.set_str(&n.__builtins__, Value::Dict(self.builtins.clone()));
        module
    }

    /// Runs a module that was imported without running it; false when there is none to run. What such modules do when
    /// they run nobody sees but in what they define: that is what lets it wait until it is asked for.
    ///
    /// # Errors
    /// Whatever running it raises (Ctrl-C, RecursionError): the next use will try again.
    #[inline]
    pub fn run_deferred(&self, module: &Ref<Module>) -> PyResult<bool> {
        if module.deferred.borrow().is_none() { Ok(false) } else { self.run_deferred_now(module) }
    }

    #[cold]
    fn run_deferred_now(&self, module: &Ref<Module>) -> PyResult<bool> {
        let Some(deferred) = module.deferred.take() else { return Ok(false) };
        let Some(found) = deferred.source.find(self, &deferred.name) else {
            return Err(self.system_error(format!("the library lacks {}", deferred.name)));
        };
        // Where the use stands is not where an error inside happens.
        let span = self.error_span.take();
        module.dict.set_str(&self.names.__doc__, Value::None);
        self.begin_loading(&deferred.name);
        let code = self.code_of(&found);
        // Other threads have imported it long since: they must find all of it or nothing.
        let result = code.and_then(|code| self.atomically(|| self.run_code(&code, &module.dict, None)));
        self.end_loading(&deferred.name);
        if let Err(error) = result {
            module.dict.remove_str(&self.names.__doc__);
            module.deferred.replace(Some(deferred));
            return Err(error);
        }
        self.error_span.set(span);
        Ok(true)
    }

    fn load_into(&self, full: &str, module: &Ref<Module>, code: PyResult<Ref<Code>>) -> PyResult {
        let value = Value::Module(module.clone());
        let key = self.intern(full);
        self.modules.set_str(&key, value.clone());
        self.begin_loading(full);
        let result = code.and_then(|code| self.run_code(&code, &module.dict, None));
        self.end_loading(full);
        if let Err(e) = result {
            self.modules.remove_str(&key);
            return Err(e);
        }
        // The module may have put something else in its place.
        self.modules.get_str(&key).ok_or_else(|| self.key_error(Value::Str(key)))
    }

    /// Compiles source text.
    ///
    /// # Errors
    /// SyntaxError, as a Python exception.
    pub fn compile_source(&self, source: Rc<Source>, mode: Mode, options: &CompileOptions) -> PyResult<Ref<Code>> {
        let options = &self.completed(options);
        let mut warnings = Vec::new();
        let code = crate::lower::compile(source.clone(), mode, options, self.interner(), &mut warnings)
            .map_err(|e| self.syntax_error(&e, &source, mode))?;
        for warning in warnings {
            crate::warnings::warn_syntax(self, warning, &source)?;
        }
        Ok(code)
    }

    /// The options with what the interpreter's settings say.
    fn completed(&self, options: &CompileOptions) -> CompileOptions {
        let started = u8::try_from(self.config.borrow().optimize).unwrap_or(0);
        CompileOptions {
            max_digits: crate::format::digit_limit(self),
            optimize: Some(options.optimize.unwrap_or(started)),
            ..options.clone()
        }
    }

    /// Compiles a syntax tree that a program made.
    ///
    /// # Errors
    /// ValueError for what is no tree of a program, SyntaxError.
    pub fn compile_tree(&self, tree: TreeSource, options: &CompileOptions) -> PyResult<Ref<crate::types::code::Code>> {
        let is_file = !(tree.filename.starts_with('<') && tree.filename.ends_with('>'));
        let bytes = if is_file { self.host.read_file(&tree.filename).ok() } else { None };
        let text = bytes.and_then(|bytes| crate::parse::decode_source(&bytes).ok());
        let options = &self.completed(options);
        let mode = tree.mode;
        let mut warnings = Vec::new();
        let made = crate::lower::compile_tree(tree, text, options, self.interner(), &mut warnings);
        let (code, source) = made.map_err(|e| match e {
            TreeError::Tree(message) => self.value_error(message),
            TreeError::Syntax(e, source) => self.syntax_error(&e, &source, mode),
        })?;
        for warning in warnings {
            crate::warnings::warn_syntax(self, warning, &source)?;
        }
        Ok(code)
    }

    /// The package that relative imports in these globals start from.
    fn package_of(&self, globals: &Dict) -> PyResult<String> {
        let n = &self.names;
        if let Some(p) = globals.get_str(&n.__package__)
            && let Some(s) = p.as_str()
        {
            return Ok(s.to_string());
        }
        if globals.get_str(&n.__spec__).is_none_or(|spec| spec.is_none()) && globals.get_str(&n.__package__).is_some() {
            let text = "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
            crate::warnings::warn(self, &self.exc.import_warning, text, 1, &Value::None)?;
        }
        let name = globals.get_str(&n.__name__).and_then(|v| v.as_str().map(|s| s.to_string())).unwrap_or_default();
        if globals.get_str(&n.__path__).is_some() {
            return Ok(name);
        }
        Ok(name.rsplit_once('.').map_or(String::new(), |(p, _)| p.to_string()))
    }

    /// The absolute name of a module given relative to the package of `globals`.
    ///
    /// # Errors
    /// ImportError when there is no such package.
    pub fn resolve_name(&self, name: &str, level: u32, globals: &Dict) -> PyResult<String> {
        if level == 0 {
            return Ok(name.to_string());
        }
        let package = self.package_of(globals)?;
        if package.is_empty() {
            return Err(self.import_error("attempted relative import with no known parent package"));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((b, _)) => base = b,
                None => return Err(self.import_error("attempted relative import beyond top-level package")),
            }
        }
        Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
    }

    /// What `import a.b.c` binds: the first module, or with `leaf` the last.
    ///
    /// # Errors
    /// As [`Vm::import`].
    pub fn import_statement(&self, module: &Str, leaf: bool) -> PyResult {
        let result = self.import(module.as_str())?;
        if leaf {
            return Ok(result);
        }
        match module.as_str().split_once('.') {
            Some((top, _)) => self.import(top),
            None => Ok(result),
        }
    }

    /// One name of `from module import name`: an attribute, or a submodule.
    ///
    /// # Errors
    /// ImportError when there is neither.
    pub fn import_from(&self, module: &Value, name: &Str) -> PyResult {
        if let Some(v) = self.get_attr_opt(module, name)? {
            return Ok(v);
        }
        let module_name = match self.get_attr_opt(module, &self.names.__name__)? {
            Some(n) => n.as_str().map_or(String::new(), |s| s.to_string()),
            None => String::new(),
        };
        if self.get_attr_opt(module, &self.names.__path__)?.is_some() {
            let full = format!("{module_name}.{name}");
            let result = self.import(&full);
            match result {
                Ok(v) => return Ok(v),
                Err(e)
                    if self.matches(&e, &self.exc.module_not_found_error)
                        && e.0
                            .field(crate::types::exceptions::field::MODULE)
                            .as_str()
                            .is_some_and(|s| s.as_str() == full) =>
                {
                    self.error_span.set(None);
                }
                Err(e) => return Err(e),
            }
        }
        if let Some(m) = self.modules.get_str(&self.intern(&format!("{module_name}.{name}"))) {
            return Ok(m);
        }
        Err(self.cannot_import(module, &module_name, name))
    }

    #[cold]
    fn cannot_import(&self, module: &Value, module_name: &str, name: &Str) -> Raised {
        let file = self.get_attr_opt(module, &self.names.__file__).ok().flatten();
        let file_text =
            file.as_ref().and_then(|f| f.as_str()).map_or("unknown location".to_string(), |s| s.to_string());
        let loading = self.is_loading(module_name);
        let text = if loading {
            format!(
                "cannot import name '{name}' from partially initialized module '{module_name}' (most likely due to a circular import) ({file_text})"
            )
        } else {
            format!("cannot import name '{name}' from '{module_name}' ({file_text})")
        };
        let e = self.import_error(text);
        e.0.set_field(crate::types::exceptions::field::MODULE, Value::str(module_name));
        e.0.set_field(crate::types::exceptions::field::PATH, file.unwrap_or(Value::None));
        e.0.set_field(crate::types::exceptions::field::NAME_FROM, Value::Str(name.clone()));
        e
    }
}

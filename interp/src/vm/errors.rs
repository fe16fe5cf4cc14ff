//! Making and recognising exceptions from Rust.

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::types::class::TypeRef;
use crate::types::exception::Exception;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

macro_rules! with_message {
    ($($(#[$m:meta])* $fn:ident = $ty:ident;)*) => {
        impl Vm {
            $($(#[$m])* #[cold] pub fn $fn(&self, message: impl Into<String>) -> Raised {
                self.error(&self.exc.$ty, message.into())
            })*
        }
    };
}

with_message! {
    /// TypeError.
    type_error = type_error;
    /// ValueError.
    value_error = value_error;
    /// RuntimeError.
    runtime_error = runtime_error;
    /// IndexError.
    index_error = index_error;
    /// LookupError.
    lookup_error = lookup_error;
    /// OverflowError.
    overflow_error = overflow_error;
    /// ZeroDivisionError.
    zero_division_error = zero_division_error;
    /// ImportError.
    import_error = import_error;
    /// AssertionError.
    assertion_error = assertion_error;
    /// NotImplementedError.
    not_implemented_error = not_implemented_error;
    /// RecursionError.
    recursion_error = recursion_error;
    /// MemoryError.
    memory_error = memory_error;
    /// SystemError.
    system_error = system_error;
    /// BufferError.
    buffer_error = buffer_error;
    /// EOFError.
    eof_error = eof_error;
    /// UnboundLocalError.
    unbound_local_error = unbound_local_error;
    /// AttributeError without its `name` and `obj`.
    attribute_error = attribute_error;
}

impl Vm {
    /// An exception of `class` with one message as its argument.
    #[cold]
    pub fn error(&self, class: &TypeRef, message: impl Into<String>) -> Raised {
        self.new_exception(class, vec![Value::from(message.into())])
    }

    /// An exception of a builtin class (or a native one derived from it) with these arguments, as calling the class
    /// would make it, but without running Python code.
    #[cold]
    pub fn new_exception(&self, class: &TypeRef, args: Vec<Value>) -> Raised {
        let exc = Exception::new(class.clone(), Tuple::new(args));
        exc.fresh.set(true);
        let exc = Ref::new(exc);
        crate::types::exceptions::init_fields(self, &exc);
        Raised(exc)
    }

    /// KeyError.
    #[cold]
    pub fn key_error(&self, key: Value) -> Raised {
        self.new_exception(&self.exc.key_error, vec![key])
    }

    /// StopIteration with a value (None: without arguments).
    #[cold]
    pub fn stop_iteration(&self, value: Value) -> Raised {
        let args = if value.is_none() { Vec::new() } else { vec![value] };
        self.new_exception(&self.exc.stop_iteration, args)
    }

    /// NameError for `name`, with its `name` attribute.
    #[cold]
    pub fn name_error(&self, name: &str) -> Raised {
        let e = self.error(&self.exc.name_error, format!("name '{name}' is not defined"));
        e.0.set_field(crate::types::exceptions::field::NAME, Value::str(name));
        e
    }

    /// AttributeError with `name` and `obj`, which suggestions need.
    #[cold]
    pub fn attribute_error_on(&self, obj: &Value, name: &str, message: impl Into<String>) -> Raised {
        let e = self.attribute_error(message);
        e.0.set_field(crate::types::exceptions::field::NAME, Value::str(name));
        e.0.set_field(crate::types::exceptions::field::OBJ, obj.clone());
        e
    }

    /// The "'X' object has no attribute 'y'" error.
    #[cold]
    pub fn no_attribute(&self, obj: &Value, name: &str) -> Raised {
        let message = match obj {
            Value::Type(t) => format!("type object '{}' has no attribute '{name}'", t.name()),
            _ => format!("'{}' object has no attribute '{name}'", self.type_name(obj)),
        };
        self.attribute_error_on(obj, name, message)
    }

    /// OSError, or the subclass that belongs to the error's number.
    #[cold]
    pub fn os_error(&self, error: &std::io::Error, filename: Option<&str>) -> Raised {
        crate::types::exceptions::os_error(self, error, filename)
    }

    /// True when the exception is an instance of `class`.
    #[inline]
    pub fn matches(&self, error: &Raised, class: &TypeRef) -> bool {
        error.0.class.borrow().is_subtype(class)
    }

    /// `Ok(None)` for an error of `class`, other results as they are.
    pub fn absorb<T>(&self, result: PyResult<T>, class: &TypeRef) -> PyResult<Option<T>> {
        match result {
            Ok(v) => Ok(Some(v)),
            Err(e) if self.matches(&e, class) => {
                self.error_span.set(None);
                Ok(None)
            }
            Err(e) => Err(e),
        }
    }

    /// Counts a level of native recursion around `f`.
    ///
    /// # Errors
    /// RecursionError at the limit, its message ending in `what`.
    pub fn recurse<T>(&self, what: &str, f: impl FnOnce(&Vm) -> PyResult<T>) -> PyResult<T> {
        self.enter(what)?;
        let result = f(self);
        self.depth.set(self.depth.get() - 1);
        result
    }

    /// Counts a level of recursion; the caller lowers `depth` again.
    ///
    /// # Errors
    /// RecursionError at the limit, and when the native stack runs low.
    #[inline]
    pub fn enter(&self, what: &str) -> PyResult<()> {
        let depth = self.depth.get() + 1;
        let here = 0u8;
        if depth > self.recursion_limit.get() || (&raw const here as usize) < self.native_stack_limit.get() {
            return Err(self.recursion_error(format!("maximum recursion depth exceeded{what}")));
        }
        self.depth.set(depth);
        Ok(())
    }

    /// As [`Vm::enter`]; false at the limit, and no error is made.
    #[inline(always)]
    pub(crate) fn enter_quietly(&self) -> bool {
        let depth = self.depth.get() + 1;
        let here = 0u8;
        if depth > self.recursion_limit.get() || (&raw const here as usize) < self.native_stack_limit.get() {
            return false;
        }
        self.depth.set(depth);
        true
    }

    /// Ends the level that [`Vm::enter`] began.
    #[inline]
    pub fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// The exception being handled, as `sys.exception()` reports it.
    pub fn handled_exception(&self) -> Option<Ref<Exception>> {
        self.handled.borrow().clone()
    }

    /// Sets `__context__` as `raise` does: what is being handled, unless it is the exception itself; a cycle that this
    /// would close is cut.
    pub fn set_context(&self, exc: &Ref<Exception>) {
        let Some(handled) = self.handled.borrow().clone() else { return };
        if handled.is(exc) {
            return;
        }
        let mut link = handled.clone();
        let mut slow = handled.clone();
        let mut odd = false;
        loop {
            let Some(next) = link.context.borrow().clone() else { break };
            if next.is(exc) {
                link.context.replace(None);
                break;
            }
            link = next;
            // Floyd's check: chains made by hand may already be cyclic.
            if odd {
                let next_slow = slow.context.borrow().clone();
                if let Some(s) = next_slow {
                    slow = s;
                }
                if slow.is(&link) {
                    break;
                }
            }
            odd = !odd;
        }
        let old = exc.context.replace(Some(handled));
        drop(old);
    }

    /// The exception of a syntax error in a source text that was to be compiled in this mode.
    #[cold]
    pub fn syntax_error(
        &self,
        error: &crate::parse::SyntaxError,
        source: &crate::source::Source,
        mode: crate::parse::Mode,
    ) -> Raised {
        use crate::parse::SyntaxErrorKind as Kind;
        let class = match error.kind {
            Kind::Syntax => &self.exc.syntax_error,
            Kind::Indentation => &self.exc.indentation_error,
            Kind::Tab => &self.exc.tab_error,
            Kind::TooComplex => &self.exc.memory_error,
        };
        if error.kind == Kind::TooComplex {
            return self.error(class, error.message.clone());
        }
        let (start, mut end) = (source.position(error.span.start), source.position(error.span.end));
        // The end of a line is its last column, not the next line's first.
        if end.line == start.line + 1 && end.column == 0 && error.span.end == error.span.start + 1 {
            end = crate::source::Position { line: start.line, column: start.column + 1 };
        }
        let int = |n: u32| Value::Int(i64::from(n));
        // What cannot be a token has a place, and no extent; for indentation and open brackets CPython says that it knows
        // no end.
        let m = &error.message;
        let is_token =
            ["invalid character '", "invalid non-printable", "unterminated "].iter().any(|w| m.starts_with(w));
        let end_offset = match m {
            _ if is_token => i64::from(start.column) + 1,
            m if m.ends_with("was never closed") || m.ends_with("after line continuation character") => 0,
            m if m == "unexpected EOF while parsing" => -1,
            _ => i64::from(end.column) + 1,
        };
        // What is found after parsing is looked up in the file, if it is one.
        let unseen = error.late && !self.host.stat(&source.filename, true).is_ok_and(|s| s.is_file);
        let text = source.line_text(start.line).filter(|_| !unseen).map_or(Value::None, |line| {
            // Only to programs does CPython add the newline that may be missing at the end.
            let bare = (is_token || mode != crate::parse::Mode::Exec) && source.text().ends_with(line);
            Value::from(if bare { line.to_owned() } else { format!("{line}\n") })
        });
        if source.text().is_empty() && mode == crate::parse::Mode::Eval {
            // Of nothing at all CPython says that it knows no place.
            let place = [Value::str(&source.filename), int(0), int(0), Value::str(""), int(0), int(0)];
            return self.new_exception(class, vec![Value::str(m), Value::tuple(place.to_vec())]);
        }
        let place = Value::tuple(vec![
            Value::str(&source.filename),
            int(start.line),
            int(start.column + 1),
            text,
            int(if is_token { start.line } else { end.line }),
            Value::Int(end_offset),
        ]);
        self.new_exception(class, vec![Value::str(&error.message), place])
    }
}

//! Writing: objects to JSON text, in one pass into one string.

use std::fmt::Write;

use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::types::str::surrogates::code_of;
use taipan_interp::{PyResult, Ref, Value, Vm};

/// How to write.
pub(super) struct Writing {
    pub skip_keys: bool,
    pub ensure_ascii: bool,
    pub check_circular: bool,
    pub allow_nan: bool,
    pub sort_keys: bool,
    /// What one level of nesting is indented by; `None`: all on one line.
    pub indent: Option<String>,
    pub item_separator: String,
    pub key_separator: String,
    /// Makes something that can be written of what cannot; `None`: TypeError.
    pub default: Option<Value>,
}

impl Default for Writing {
    fn default() -> Self {
        Writing {
            skip_keys: false,
            ensure_ascii: true,
            check_circular: true,
            allow_nan: true,
            sort_keys: false,
            indent: None,
            item_separator: ", ".to_string(),
            key_separator: ": ".to_string(),
            default: None,
        }
    }
}

impl Writing {
    /// The JSON text of `obj`.
    pub(super) fn text(&self, vm: &Vm, obj: &Value) -> PyResult<String> {
        let mut writer = Writer { vm, how: self, out: String::new(), open: Vec::new(), level: 0 };
        writer.value(obj)?;
        Ok(writer.out)
    }
}

/// The TypeError for what JSON cannot say.
#[cold]
pub(super) fn not_serializable(vm: &Vm, obj: &Value) -> taipan_interp::Raised {
    vm.type_error(format!("Object of type {} is not JSON serializable", vm.class_of(obj).name()))
}

struct Writer<'a> {
    vm: &'a Vm,
    how: &'a Writing,
    out: String,
    /// Addresses of the containers being written, for the check against cycles.
    open: Vec<usize>,
    level: usize,
}

impl Writer<'_> {
    fn value(&mut self, v: &Value) -> PyResult<()> {
        match v {
            Value::Str(s) => quote(&mut self.out, s.as_str(), self.how.ensure_ascii),
            Value::Int(i) => integer(&mut self.out, *i),
            Value::Float(f) => self.float(*f)?,
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::None => self.out.push_str("null"),
            Value::List(_) | Value::Tuple(_) | Value::Dict(_) => self.container(v)?,
            Value::Big(b) => {
                let text = self.vm.repr(&Value::Big(b.clone()))?;
                self.out.push_str(text.as_str());
            }
            Value::Instance(i) if !i.payload.is_unbound() => match &i.payload {
                Value::List(_) | Value::Tuple(_) | Value::Dict(_) => self.container(v)?,
                p @ (Value::Str(_) | Value::Int(_) | Value::Big(_) | Value::Float(_)) => self.value(p)?,
                _ => self.other(v)?,
            },
            _ => self.other(v)?,
        }
        Ok(())
    }

    fn float(&mut self, f: f64) -> PyResult<()> {
        if f.is_finite() {
            let text = self.vm.repr(&Value::Float(f))?;
            self.out.push_str(text.as_str());
            return Ok(());
        }
        if !self.how.allow_nan {
            let text = self.vm.repr(&Value::Float(f))?;
            return Err(self.vm.value_error(format!("Out of range float values are not JSON compliant: {text}")));
        }
        self.out.push_str(if f.is_nan() {
            "NaN"
        } else if f > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        });
        Ok(())
    }

    /// Notes that `v` is being written.
    fn open(&mut self, v: &Value) -> PyResult<()> {
        if self.how.check_circular && v.is_heap() {
            let address = v.heap_addr();
            if self.open.contains(&address) {
                return Err(self.vm.value_error("Circular reference detected"));
            }
            self.open.push(address);
        }
        Ok(())
    }

    fn close(&mut self, v: &Value) {
        if self.how.check_circular && v.is_heap() {
            self.open.pop();
        }
    }

    fn container(&mut self, v: &Value) -> PyResult<()> {
        let inner = v.inner();
        let empty = match inner {
            Value::List(l) => l.is_empty(),
            Value::Tuple(t) => t.is_empty(),
            Value::Dict(d) => d.is_empty(),
            _ => false,
        };
        if empty {
            self.out.push_str(if matches!(inner, Value::Dict(_)) { "{}" } else { "[]" });
            return Ok(());
        }
        self.open(v)?;
        self.vm.enter(" while encoding a JSON object")?;
        let result = match inner {
            Value::Dict(d) => self.object(v, d),
            _ => self.array(inner),
        };
        self.vm.leave();
        result?;
        self.close(v);
        Ok(())
    }

    /// Starts a line at the present level, when lines are wanted.
    fn new_line(&mut self) {
        if let Some(indent) = &self.how.indent {
            self.out.push('\n');
            for _ in 0..self.level {
                self.out.push_str(indent);
            }
        }
    }

    fn array(&mut self, v: &Value) -> PyResult<()> {
        self.out.push('[');
        self.level += 1;
        let mut i = 0;
        loop {
            let item = match v {
                Value::List(l) => l.get(i),
                Value::Tuple(t) => t.get(i).cloned(),
                _ => None,
            };
            let Some(item) = item else { break };
            if i > 0 {
                self.out.push_str(&self.how.item_separator);
            }
            self.new_line();
            self.value(&item)?;
            i += 1;
        }
        self.level -= 1;
        self.new_line();
        self.out.push(']');
        Ok(())
    }

    fn object(&mut self, v: &Value, dict: &Ref<Dict>) -> PyResult<()> {
        self.out.push('{');
        self.level += 1;
        let mut first = true;
        // A class derived from dict may show other entries than those inside it.
        let own_items = matches!(v, Value::Dict(_)) || self.has_plain_items(v);
        if own_items && !self.how.sort_keys {
            let mut at = 0;
            while let Some((next, key, value)) = dict.next_from(at) {
                at = next;
                self.entry(&key, &value, &mut first)?;
            }
        } else {
            for (key, value) in self.items(v, dict, own_items)? {
                self.entry(&key, &value, &mut first)?;
            }
        }
        self.level -= 1;
        if !first {
            self.new_line();
        }
        self.out.push('}');
        Ok(())
    }

    fn has_plain_items(&self, v: &Value) -> bool {
        let vm = self.vm;
        matches!(
            (vm.lookup_special(v, &vm.names.items), vm.types.dict.dict().get_str(&vm.names.items)),
            (Some(a), Some(b)) if a.is(&b)
        )
    }

    fn items(&self, v: &Value, dict: &Ref<Dict>, own: bool) -> PyResult<Vec<(Value, Value)>> {
        let vm = self.vm;
        let mut pairs = if own {
            dict.items()
        } else {
            let items = vm.call_method(v, &vm.names.items, &[])?;
            let mut pairs = Vec::new();
            vm.for_each(&items, &mut |pair| {
                match vm.collect(&pair)?.as_slice() {
                    [key, value] => pairs.push((key.clone(), value.clone())),
                    _ => return Err(vm.value_error("items must return 2-tuples")),
                }
                Ok(true)
            })?;
            pairs
        };
        if self.how.sort_keys {
            let list = Value::list(pairs.into_iter().map(|(k, v)| Value::tuple(vec![k, v])).collect());
            vm.call_method(&list, &vm.intern("sort"), &[])?;
            pairs = Vec::new();
            for pair in vm.collect(&list)? {
                if let Value::Tuple(t) = &pair
                    && let [k, v] = t.items()
                {
                    pairs.push((k.clone(), v.clone()));
                }
            }
        }
        Ok(pairs)
    }

    fn entry(&mut self, key: &Value, value: &Value, first: &mut bool) -> PyResult<()> {
        let start = self.out.len();
        if !std::mem::replace(first, false) {
            self.out.push_str(&self.how.item_separator);
        }
        let fresh = start == self.out.len();
        self.new_line();
        if !self.key(key)? {
            self.out.truncate(start);
            *first = fresh;
            return Ok(());
        }
        self.out.push_str(&self.how.key_separator);
        self.value(value)
    }

    /// Writes a key; false when it is one that is skipped.
    fn key(&mut self, key: &Value) -> PyResult<bool> {
        match key.inner() {
            Value::Str(s) => quote(&mut self.out, s.as_str(), self.how.ensure_ascii),
            Value::Float(f) => {
                self.out.push('"');
                self.float(*f)?;
                self.out.push('"');
            }
            Value::Bool(true) => self.out.push_str("\"true\""),
            Value::Bool(false) => self.out.push_str("\"false\""),
            Value::None => self.out.push_str("\"null\""),
            n @ (Value::Int(_) | Value::Big(_)) => {
                self.out.push('"');
                self.value(n)?;
                self.out.push('"');
            }
            _ if self.how.skip_keys => return Ok(false),
            _ => {
                let name = self.vm.class_of(key).name();
                return Err(self.vm.type_error(format!("keys must be str, int, float, bool or None, not {name}")));
            }
        }
        Ok(true)
    }

    fn other(&mut self, v: &Value) -> PyResult<()> {
        let Some(default) = &self.how.default else { return Err(not_serializable(self.vm, v)) };
        self.open(v)?;
        let made = self.vm.call(default, std::slice::from_ref(v))?;
        self.vm.enter(" while encoding a JSON object")?;
        let result = self.value(&made);
        self.vm.leave();
        result?;
        self.close(v);
        Ok(())
    }
}

fn integer(out: &mut String, n: i64) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{n}");
}

/// True for bytes that stand for themselves in a JSON string of ASCII.
const fn is_plain(b: u8) -> bool {
    b >= 0x20 && b < 0x7f && b != b'"' && b != b'\\'
}

/// Writes a string with its quotes.
pub(super) fn quote(out: &mut String, text: &str, ensure_ascii: bool) {
    out.push('"');
    if text.bytes().all(is_plain) {
        out.push_str(text);
    } else {
        quote_slow(out, text, ensure_ascii);
    }
    out.push('"');
}

fn quote_slow(out: &mut String, text: &str, ensure_ascii: bool) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            c if (c as u32) < 0x20 || ensure_ascii => escape(out, c),
            c => out.push(c),
        }
    }
}

/// `\uXXXX`, twice for what lies beyond 16 bits.
fn escape(out: &mut String, c: char) {
    let mut unit = |u: u32| {
        let _ = write!(out, "\\u{u:04x}");
    };
    match code_of(c) {
        code @ 0..=0xffff => unit(code),
        code => {
            let code = code - 0x10000;
            unit(0xd800 | code >> 10);
            unit(0xdc00 | code & 0x3ff);
        }
    }
}

/// The JSON string of a text.
pub(super) fn quoted(text: &Str, ensure_ascii: bool) -> String {
    let mut out = String::with_capacity(text.as_str().len() + 2);
    quote(&mut out, text.as_str(), ensure_ascii);
    out
}

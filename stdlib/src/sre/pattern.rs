//! Compiled patterns: `re.Pattern`.

use rustpython_sre_engine::engine::{Request, State};
use rustpython_sre_engine::{SreFlag, StrDrive};
use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, class_method, getter, method};
use taipan_interp::types::class::Layout;
use taipan_interp::types::generic_alias;
use taipan_interp::types::str::Str;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::found::Match;
use super::subject::{Cutter, Drive, Subject};
use super::{Spans, Types, last_index, receiver, replace, scan, spans};

/// A compiled pattern.
pub struct Pattern {
    /// The source: str, bytes, or None when it was made from a parse tree.
    pub source: Value,
    flags: u32,
    pub code: Box<[u32]>,
    pub groups: usize,
    /// Name to number; a dict.
    pub group_index: Value,
    /// Number to name; None for groups without one.
    pub index_group: Tuple,
    /// `None`: either will do.
    is_bytes: Option<bool>,
}

impl NativeData for Pattern {}

pub const PATTERN: TypeDef = TypeDef {
    doc: "Compiled regular expression object.",
    layout: Layout::Native(0),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("Pattern", "re")
};

const METHODS: &[NativeDef] = &[
    method("match", "(self, /, string, pos=0, endpos=9223372036854775807)", |vm, a| one(vm, a, How::Match)),
    method("fullmatch", "(self, /, string, pos=0, endpos=9223372036854775807)", |vm, a| one(vm, a, How::Full)),
    method("search", "(self, /, string, pos=0, endpos=9223372036854775807)", |vm, a| one(vm, a, How::Search)),
    method("findall", "(self, /, string, pos=0, endpos=9223372036854775807)", findall),
    method("finditer", "(self, /, string, pos=0, endpos=9223372036854775807)", scan::finditer),
    method("scanner", "(self, /, string, pos=0, endpos=9223372036854775807)", scan::scanner),
    method("split", "(self, /, string, maxsplit=0)", split),
    method("sub", "(self, /, repl, string, count=0)", replace::sub),
    method("subn", "(self, /, repl, string, count=0)", replace::subn),
    method("__copy__", "(self, /)", |_, a| Ok(a[0].clone())),
    method("__deepcopy__", "(self, memo, /)", |_, a| Ok(a[0].clone())),
    method("__repr__", "(self, /)", repr),
    method("__eq__", "(self, value, /)", eq),
    method("__hash__", "(self, /)", hash),
    class_method("__class_getitem__", "(cls, item, /)", |vm, a| generic_alias::make(vm, &a[0], &a[1])),
];

const GETSET: &[GetSet] = &[
    getter("pattern", |vm, v| Ok(receiver::<Pattern>(vm, v)?.1.source.clone())),
    getter("flags", |vm, v| Ok(Value::Int(i64::from(receiver::<Pattern>(vm, v)?.1.flags)))),
    getter("groups", |vm, v| Ok(Value::from(receiver::<Pattern>(vm, v)?.1.groups))),
    getter("groupindex", |vm, v| {
        let dict = receiver::<Pattern>(vm, v)?.1.group_index.clone();
        vm.call(&Value::Type(vm.types.mappingproxy.clone()), &[dict])
    }),
];

/// `_sre.compile`: what the library's compiler hands over.
pub fn compile(vm: &Vm, a: &[Value]) -> PyResult {
    let is_bytes = match a[0].inner() {
        Value::None => None,
        Value::Str(_) => Some(false),
        _ => Some(Subject::new(vm, &a[0])?.is_bytes()),
    };
    let mut code = Vec::new();
    vm.for_each(&a[2], &mut |v| {
        let word = vm.index_i64(&v)?;
        code.push(u32::try_from(word).map_err(|_| vm.overflow_error("regular expression code size limit exceeded"))?);
        Ok(true)
    })?;
    let index_group = Tuple::new(vm.collect(&a[5])?);
    let pattern = Pattern {
        source: a[0].clone(),
        flags: vm.index_i64(&a[1])? as u32,
        code: code.into_boxed_slice(),
        groups: usize::try_from(vm.index_i64(&a[3])?).unwrap_or(0),
        group_index: a[4].clone(),
        index_group,
        is_bytes,
    };
    Ok(Value::Object(ObjRef::new(Types::get(vm).pattern.clone(), pattern)))
}

/// Which of the three questions is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    Match,
    Full,
    Search,
}

/// The arguments that all searches share: subject, start and end.
pub struct Window {
    pub subject: Subject,
    pub start: usize,
    pub end: usize,
}

impl Pattern {
    /// Reads (string, pos, endpos).
    ///
    /// # Errors
    /// TypeError when the string is not of the pattern's kind.
    pub fn window(&self, vm: &Vm, string: &Value, pos: &Value, endpos: &Value) -> PyResult<Window> {
        let place = |v: &Value, default: usize| match v.bound() {
            None => Ok(default),
            Some(v) => match vm.index(v)? {
                Value::Int(i) => Ok(usize::try_from(i).unwrap_or(0)),
                _ => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
            },
        };
        let (start, end) = (place(pos, 0)?, place(endpos, usize::MAX)?);
        let subject = self.subject(vm, string)?;
        let len = subject.len();
        Ok(Window { subject, start: start.min(len), end: end.min(len) })
    }

    /// The string argument.
    ///
    /// # Errors
    /// TypeError when it is not of the pattern's kind.
    pub fn subject(&self, vm: &Vm, string: &Value) -> PyResult<Subject> {
        let subject = Subject::new(vm, string)?;
        match (self.is_bytes, subject.is_bytes()) {
            (Some(true), false) => Err(vm.type_error("cannot use a bytes pattern on a string-like object")),
            (Some(false), true) => Err(vm.type_error("cannot use a string pattern on a bytes-like object")),
            _ => Ok(subject),
        }
    }

    /// Runs the engine once. Start and end are in range, `start <= end` or nothing matches.
    pub fn run(&self, drive: Drive, start: usize, end: usize, how: How, must_advance: bool) -> Option<State> {
        match drive {
            Drive::Narrow(bytes) => self.run_on(bytes, start, end, how, must_advance),
            Drive::Wide(text) => self.run_on(text, start, end, how, must_advance),
        }
    }

    fn run_on<S: StrDrive>(&self, s: S, start: usize, end: usize, how: How, must_advance: bool) -> Option<State> {
        if start > end {
            return None;
        }
        let mut request = Request::new(s, start, end, &self.code, how == How::Full);
        request.must_advance = must_advance;
        let mut state = State::default();
        let found = match how {
            How::Search => state.search(request),
            How::Match | How::Full => state.py_match(&request),
        };
        found.then_some(state)
    }

    /// Calls `each` with every match in turn, until it says stop or there is none left.
    ///
    /// # Errors
    /// Those of `each`.
    pub fn walk(&self, window: &Window, each: &mut dyn FnMut(&State, usize) -> PyResult<bool>) -> PyResult<()> {
        match window.subject.drive() {
            Drive::Narrow(bytes) => self.walk_on(bytes, window, each),
            Drive::Wide(text) => self.walk_on(text, window, each),
        }
    }

    fn walk_on<S: StrDrive>(
        &self,
        s: S,
        window: &Window,
        each: &mut dyn FnMut(&State, usize) -> PyResult<bool>,
    ) -> PyResult<()> {
        if window.start > window.end {
            return Ok(());
        }
        let mut request = Request::new(s, window.start, window.end, &self.code, false);
        // One state for all: in text that is not ASCII its cursor goes on from where it is.
        let mut state = State::default();
        while request.start <= request.end {
            state.reset(&request, request.start);
            if !state.search(request) {
                break;
            }
            let end = state.cursor.position;
            if !each(&state, state.start)? {
                break;
            }
            request.must_advance = end == state.start;
            request.start = end;
        }
        Ok(())
    }

    /// The match object for what the engine found.
    pub fn found(this: &ObjRef, vm: &Vm, state: &State, string: &Value, window: &Window) -> Value {
        let groups = this.get::<Pattern>().map_or(0, |p| p.groups);
        let found = Match {
            pattern: this.clone(),
            string: string.clone(),
            spans: spans(state, groups),
            last: last_index(state),
            pos: window.start,
            endpos: window.end,
        };
        Value::Object(ObjRef::new(Types::get(vm).found.clone(), found))
    }

    /// The number of a group given by number or name.
    ///
    /// # Errors
    /// IndexError when there is no such group; what hashing raises.
    pub fn group_number(&self, vm: &Vm, v: &Value) -> PyResult<usize> {
        let number = match v {
            Value::Int(i) => Some(*i),
            Value::Str(_) => self.named(vm, v)?,
            _ if taipan_interp::types::sequence::has_index(vm, v) => Some(vm.index_i64(v)?),
            _ => self.named(vm, v)?,
        };
        match number.and_then(|n| usize::try_from(n).ok()) {
            Some(n) if n <= self.groups => Ok(n),
            _ => Err(vm.index_error("no such group")),
        }
    }

    fn named(&self, vm: &Vm, name: &Value) -> PyResult<Option<i64>> {
        let Value::Dict(d) = &self.group_index else { return Ok(None) };
        match vm.dict_get(d, name)? {
            Some(n) => Ok(Some(vm.index_i64(&n)?)),
            None => Ok(None),
        }
    }
}

fn one(vm: &Vm, a: &[Value], how: How) -> PyResult {
    let (this, pattern) = receiver::<Pattern>(vm, &a[0])?;
    let window = pattern.window(vm, &a[1], &a[2], &a[3])?;
    Ok(match pattern.run(window.subject.drive(), window.start, window.end, how, false) {
        Some(state) => Pattern::found(this, vm, &state, &a[1], &window),
        None => Value::None,
    })
}

fn findall(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, pattern) = receiver::<Pattern>(vm, &a[0])?;
    let window = pattern.window(vm, &a[1], &a[2], &a[3])?;
    let cutter = Cutter::new(&window.subject);
    let empty = cutter.empty(vm);
    let mut items = Vec::new();
    pattern.walk(&window, &mut |state, _| {
        let spans: Spans = spans(state, pattern.groups);
        items.push(match pattern.groups {
            0 | 1 => cutter.group(spans[pattern.groups], &empty),
            _ => Value::tuple(spans[1..].iter().map(|s| cutter.group(*s, &empty)).collect()),
        });
        Ok(true)
    })?;
    Ok(Value::list(items))
}

fn split(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, pattern) = receiver::<Pattern>(vm, &a[0])?;
    let window = pattern.window(vm, &a[1], &Value::Unbound, &Value::Unbound)?;
    let max = match a[2].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    let cutter = Cutter::new(&window.subject);
    let (mut items, mut last, mut n) = (Vec::new(), 0, 0);
    pattern.walk(&window, &mut |state, start| {
        items.push(cutter.cut(last, start));
        let spans = spans(state, pattern.groups);
        items.extend(spans[1..].iter().map(|s| cutter.group(*s, &Value::None)));
        last = state.cursor.position;
        n += 1;
        Ok(max == 0 || n < max)
    })?;
    items.push(cutter.cut(last, window.subject.len()));
    Ok(Value::list(items))
}

/// The names of flags in the order in which `repr` shows them.
const FLAG_NAMES: &[(SreFlag, &str)] = &[
    (SreFlag::IGNORECASE, "re.IGNORECASE"),
    (SreFlag::LOCALE, "re.LOCALE"),
    (SreFlag::MULTILINE, "re.MULTILINE"),
    (SreFlag::DOTALL, "re.DOTALL"),
    (SreFlag::VERBOSE, "re.VERBOSE"),
    (SreFlag::DEBUG, "re.DEBUG"),
    (SreFlag::ASCII, "re.ASCII"),
    (SreFlag::UNICODE, "re.UNICODE"),
];

/// Longer sources are cut in `repr`, as long as CPython's.
const REPR_LIMIT: usize = 200;

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, pattern) = receiver::<Pattern>(vm, &a[0])?;
    let mut flags = pattern.flags;
    let kinds = u32::from((SreFlag::LOCALE | SreFlag::UNICODE | SreFlag::ASCII).bits());
    let unicode = u32::from(SreFlag::UNICODE.bits());
    if pattern.is_bytes == Some(false) && flags & kinds == unicode {
        flags &= !unicode;
    }
    let mut shown = Vec::new();
    for (flag, name) in FLAG_NAMES {
        let bit = u32::from(flag.bits());
        if flags & bit != 0 {
            shown.push((*name).to_string());
            flags &= !bit;
        }
    }
    if flags != 0 {
        shown.push(format!("{flags:#x}"));
    }
    let source = shortened(&vm.repr(&pattern.source)?, REPR_LIMIT);
    let flags = if shown.is_empty() { String::new() } else { format!(", {}", shown.join("|")) };
    Ok(Value::from(format!("re.compile({source}{flags})")))
}

/// The first `limit` characters.
pub fn shortened(text: &Str, limit: usize) -> String {
    text.as_str().chars().take(limit).collect()
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, this) = receiver::<Pattern>(vm, &a[0])?;
    let Some(other) = a[1].native::<Pattern>() else { return Ok(Value::NotImplemented) };
    let same = this.flags == other.flags && this.is_bytes == other.is_bytes && this.code == other.code;
    Ok(Value::Bool(same && vm.eq(&this.source, &other.source)?))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, this) = receiver::<Pattern>(vm, &a[0])?;
    let code = this.code.iter().fold(0i64, |h, w| h.wrapping_mul(1_000_003) ^ i64::from(*w));
    Ok(Value::Int(vm.hash(&this.source)? ^ code ^ i64::from(this.flags)))
}

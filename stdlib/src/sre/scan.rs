//! Walking from match to match: `finditer` and the scanner behind it.

use std::cell::Cell;

use taipan_interp::error::Raised;
use taipan_interp::heap::NativeData;
use taipan_interp::native::{GetSet, NativeDef, TypeDef, getter, method};
use taipan_interp::types::class::Layout;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::pattern::{How, Pattern, Window};
use super::{Types, receiver};

/// Where a walk stands.
pub struct Scan {
    pattern: ObjRef,
    string: Value,
    window: Window,
    /// Where the next search starts; `None` after the last.
    at: Cell<Option<usize>>,
    /// The last match was empty: the next one may not be empty at the same place.
    must_advance: Cell<bool>,
}

impl Scan {
    fn new(vm: &Vm, a: &[Value]) -> PyResult<Scan> {
        let (this, pattern) = receiver::<Pattern>(vm, &a[0])?;
        let window = pattern.window(vm, &a[1], &a[2], &a[3])?;
        let at = Cell::new(Some(window.start));
        Ok(Scan { pattern: this.clone(), string: a[1].clone(), window, at, must_advance: Cell::new(false) })
    }

    fn advance(&self, vm: &Vm, how: How) -> Option<Value> {
        let start = self.at.get()?;
        let pattern = self.pattern.get::<Pattern>()?;
        let found = pattern.run(self.window.subject.drive(), start, self.window.end, how, self.must_advance.get());
        let Some(state) = found else {
            self.at.set(None);
            return None;
        };
        let end = state.cursor.position;
        self.must_advance.set(end == state.start);
        self.at.set(Some(end));
        Some(Pattern::found(&self.pattern, vm, &state, &self.string, &self.window))
    }
}

impl NativeData for Scan {
    taipan_interp::traverses!(pattern, string);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        Ok(self.advance(vm, How::Search))
    }
}

/// `finditer` hands out what `iter(scanner.search, None)` would: the same class name.
pub const ITERATOR: TypeDef = TypeDef {
    layout: Layout::Sealed,
    methods: &[
        method("__iter__", "(self, /)", |_, a| Ok(a[0].clone())),
        method("__next__", "(self, /)", |vm, a| match vm.next(&a[0])? {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::None)),
        }),
    ],
    ..TypeDef::new("callable_iterator", "builtins")
};

pub const SCANNER: TypeDef = TypeDef {
    layout: Layout::Native(0),
    methods: SCANNER_METHODS,
    getset: SCANNER_GETSET,
    ..TypeDef::new("SRE_Scanner", "_sre")
};

const SCANNER_METHODS: &[NativeDef] = &[
    method("match", "(self, /)", |vm, a| {
        Ok(receiver::<Scan>(vm, &a[0])?.1.advance(vm, How::Match).unwrap_or(Value::None))
    }),
    method("search", "(self, /)", |vm, a| {
        Ok(receiver::<Scan>(vm, &a[0])?.1.advance(vm, How::Search).unwrap_or(Value::None))
    }),
];

const SCANNER_GETSET: &[GetSet] =
    &[getter("pattern", |vm, v| Ok(Value::Object(receiver::<Scan>(vm, v)?.1.pattern.clone())))];

/// `Pattern.finditer`.
pub fn finditer(vm: &Vm, a: &[Value]) -> PyResult {
    let scan = Scan::new(vm, a)?;
    Ok(Value::Object(ObjRef::new(Types::get(vm).iterator.clone(), scan)))
}

/// `Pattern.scanner`.
pub fn scanner(vm: &Vm, a: &[Value]) -> PyResult {
    let scan = Scan::new(vm, a)?;
    Ok(Value::Object(ObjRef::new(Types::get(vm).scanner.clone(), scan)))
}

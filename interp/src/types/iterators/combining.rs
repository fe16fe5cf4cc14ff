//! `enumerate`, `zip`, `map` and `filter`.

use std::cell::{Cell, RefCell};

use num_bigint::BigInt;

use super::{iterator_methods, reduced};
use crate::error::{PyResult, Raised};
use crate::heap::{NativeData, ObjRef, Traverse, Visitor};
use crate::native::{Args, TypeDef, class_method, method};
use crate::types::arguments;
use crate::types::class::TypeRef;
use crate::types::dict::views::pair;
use crate::types::int::arith::to_bigint;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

fn object<T: NativeData>(cls: &TypeRef, data: T) -> PyResult {
    Ok(Value::Object(ObjRef::new(cls.clone(), data)))
}

/// `enumerate`.
pub struct Enumerate {
    iterator: Value,
    next: Cell<i64>,
    /// The next number once it is too large for `next`.
    large: RefCell<Option<BigInt>>,
}

impl Enumerate {
    fn number(&self) -> Value {
        let mut large = self.large.borrow_mut();
        if let Some(n) = &mut *large {
            let number = Value::from_bigint(n.clone());
            *n += 1u8;
            return number;
        }
        let n = self.next.get();
        match n.checked_add(1) {
            Some(after) => self.next.set(after),
            None => *large = Some(BigInt::from(n) + 1u8),
        }
        Value::Int(n)
    }
}

impl NativeData for Enumerate {
    crate::traverses!(iterator);

    fn is_iterator(&self) -> bool {
        true
    }

    #[inline]
    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        Ok(vm.next(&self.iterator)?.map(|item| pair(self.number(), item)))
    }
}

/// The table of `enumerate`.
pub const ENUMERATE: TypeDef = TypeDef {
    doc: "An iterator over pairs of a number, counted from start, and an item.",
    new: Some(enumerate_new),
    methods: iterator_methods![
        class_method("__class_getitem__", "(cls, object, /)", crate::types::class_getitem),
        method("__reduce__", "(self, /)", enumerate_reduce),
    ],
    ..TypeDef::new("enumerate", "builtins")
};

fn class_of(vm: &Vm, a: &[Value]) -> Value {
    Value::Type(vm.class_of(&a[0]))
}

fn enumerate_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = a[0].native::<Enumerate>().ok_or_else(|| arguments::bad_receiver(vm, "enumerate", &a[0]))?;
    let number = match &*it.large.borrow() {
        Some(n) => Value::from_bigint(n.clone()),
        None => Value::Int(it.next.get()),
    };
    Ok(reduced(class_of(vm, a), vec![it.iterator.clone(), number], None))
}

fn enumerate_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = args.values.len();
    if given == 0 {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    }
    if given > 2 {
        return Err(vm.type_error(format!("enumerate() takes at most 2 arguments ({given} given)")));
    }
    let (mut iterable, mut start) = (args.pos().first().cloned(), args.pos().get(1).cloned());
    for (name, v) in args.keywords() {
        match name.as_str() {
            "iterable" if iterable.is_none() => iterable = Some(v.clone()),
            "start" if start.is_none() => start = Some(v.clone()),
            other => {
                return Err(vm.type_error(format!("'{other}' is an invalid keyword argument for enumerate()")));
            }
        }
    }
    let Some(iterable) = iterable else {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    };
    let (next, large) = match start.map(|s| vm.index(&s)).transpose()? {
        None => (0, None),
        Some(Value::Int(i)) => (i, None),
        Some(big) => (0, Some(to_bigint(&big))),
    };
    let iterator = vm.iter(&iterable)?;
    object(cls, Enumerate { iterator, next: Cell::new(next), large: RefCell::new(large) })
}

/// `zip`.
pub struct Zip {
    iterators: Vec<Value>,
    strict: Cell<bool>,
}

impl Zip {
    /// "argument 1" or "arguments 1-3".
    fn arguments(n: usize) -> String {
        if n == 1 { "argument 1".to_string() } else { format!("arguments 1-{n}") }
    }

    /// Iterator `i` ended first: with `strict` all must end now.
    fn ended(&self, vm: &Vm, name: &str, i: usize) -> PyResult<Option<Value>> {
        if !self.strict.get() {
            return Ok(None);
        }
        let differs = |n: usize, how: &str| -> Raised {
            vm.value_error(format!("{name}() argument {} is {how} than {}", n + 1, Self::arguments(n)))
        };
        if i > 0 {
            return Err(differs(i, "shorter"));
        }
        for (n, it) in self.iterators.iter().enumerate().skip(1) {
            if vm.next(it)?.is_some() {
                return Err(differs(n, "longer"));
            }
        }
        Ok(None)
    }

    /// One item of each iterator, or the end.
    fn row(&self, vm: &Vm, name: &str) -> PyResult<Option<Vec<Value>>> {
        if self.iterators.is_empty() {
            return Ok(None);
        }
        let mut row = Vec::with_capacity(self.iterators.len());
        for (i, it) in self.iterators.iter().enumerate() {
            match vm.next(it)? {
                Some(v) => row.push(v),
                None => {
                    self.ended(vm, name, i)?;
                    return Ok(None);
                }
            }
        }
        Ok(Some(row))
    }
}

impl NativeData for Zip {
    crate::traverses!(iterators);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if self.iterators.is_empty() {
            return Ok(None);
        }
        let base = vm.stack.top();
        for (i, it) in self.iterators.iter().enumerate() {
            let item = match vm.next(it) {
                Ok(Some(v)) => vm.push(v),
                Ok(None) => {
                    vm.stack.truncate(base);
                    return self.ended(vm, "zip", i);
                }
                Err(e) => Err(e),
            };
            if let Err(e) = item {
                vm.stack.truncate(base);
                return Err(e);
            }
        }
        Ok(Some(Value::Tuple(Tuple::from_iter_exact(self.iterators.len(), vm.stack.drain_above(base)))))
    }
}

/// The table of `zip`.
pub const ZIP: TypeDef = TypeDef {
    doc: "An iterator over tuples of one item of each iterable. It ends with the shortest; with strict, \
          iterables of different length are a ValueError.",
    new: Some(zip_new),
    methods: iterator_methods![
        method("__reduce__", "(self, /)", zip_reduce),
        method("__setstate__", "(self, state, /)", zip_setstate),
    ],
    ..TypeDef::new("zip", "builtins")
};

fn zip_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Zip> {
    a[0].native::<Zip>().ok_or_else(|| arguments::bad_receiver(vm, "zip", &a[0]))
}

fn zip_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = zip_this(vm, a)?;
    Ok(reduced(class_of(vm, a), it.iterators.clone(), it.strict.get().then_some(Value::Bool(true))))
}

fn zip_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let strict = vm.truth(&a[1])?;
    zip_this(vm, a)?.strict.set(strict);
    Ok(Value::None)
}

/// The truth of the keyword argument `strict`, the only one there may be.
fn strict(vm: &Vm, args: &Args, name: &str) -> PyResult<bool> {
    let mut strict = false;
    for (key, v) in args.keywords() {
        match key.as_str() {
            "strict" => strict = vm.truth(v)?,
            other => return Err(arguments::unexpected_keyword(vm, name, other)),
        }
    }
    Ok(strict)
}

fn zip_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let strict = strict(vm, args, "zip")?;
    let iterators = args.pos().iter().map(|v| vm.iter(v)).collect::<PyResult<Vec<Value>>>()?;
    object(cls, Zip { iterators, strict: Cell::new(strict) })
}

/// `map`.
pub struct Map {
    function: Value,
    sources: Zip,
}

impl NativeData for Map {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.function.traverse(v);
        self.sources.iterators.traverse(v);
    }

    fn is_iterator(&self) -> bool {
        true
    }

    #[inline]
    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        if let [it] = &self.sources.iterators[..] {
            return match vm.next(it)? {
                Some(v) => Ok(Some(vm.call(&self.function, std::slice::from_ref(&v))?)),
                None => Ok(None),
            };
        }
        match self.sources.row(vm, "map")? {
            Some(row) => Ok(Some(vm.call(&self.function, &row)?)),
            None => Ok(None),
        }
    }
}

/// The table of `map`.
pub const MAP: TypeDef = TypeDef {
    doc: "An iterator over what function returns for the items of the \
          iterables.",
    new: Some(map_new),
    methods: iterator_methods![
        method("__reduce__", "(self, /)", map_reduce),
        method("__setstate__", "(self, state, /)", map_setstate),
    ],
    ..TypeDef::new("map", "builtins")
};

fn map_this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Map> {
    a[0].native::<Map>().ok_or_else(|| arguments::bad_receiver(vm, "map", &a[0]))
}

fn map_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = map_this(vm, a)?;
    let args = std::iter::once(&it.function).chain(&it.sources.iterators).cloned().collect();
    Ok(reduced(class_of(vm, a), args, it.sources.strict.get().then_some(Value::Bool(true))))
}

fn map_setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let strict = vm.truth(&a[1])?;
    map_this(vm, a)?.sources.strict.set(strict);
    Ok(Value::None)
}

fn map_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let strict = strict(vm, args, "map")?;
    let [function, iterables @ ..] = args.pos() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iterators = iterables.iter().map(|v| vm.iter(v)).collect::<PyResult<Vec<Value>>>()?;
    object(cls, Map { function: function.clone(), sources: Zip { iterators, strict: Cell::new(strict) } })
}

/// `filter`.
pub struct Filter {
    /// None, and `bool`, mean the truth of the item.
    function: Value,
    iterator: Value,
}

impl NativeData for Filter {
    crate::traverses!(function, iterator);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        while let Some(item) = vm.next(&self.iterator)? {
            let keep = match &self.function {
                Value::None => vm.truth(&item)?,
                Value::Type(t) if t.is(&vm.types.bool) => vm.truth(&item)?,
                f => {
                    let answer = vm.call(f, std::slice::from_ref(&item))?;
                    vm.truth(&answer)?
                }
            };
            if keep {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

/// The table of `filter`.
pub const FILTER: TypeDef = TypeDef {
    doc: "An iterator over the items for which function is true; with None, over the true items.",
    new: Some(filter_new),
    methods: iterator_methods![method("__reduce__", "(self, /)", filter_reduce)],
    ..TypeDef::new("filter", "builtins")
};

fn filter_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = a[0].native::<Filter>().ok_or_else(|| arguments::bad_receiver(vm, "filter", &a[0]))?;
    Ok(reduced(class_of(vm, a), vec![it.function.clone(), it.iterator.clone()], None))
}

fn filter_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = arguments::constructor(vm, cls, args, "filter", 2, 2)?;
    let iterator = vm.iter(&given[1])?;
    object(cls, Filter { function: given[0].clone(), iterator })
}

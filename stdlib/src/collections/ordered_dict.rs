//! `OrderedDict`: a dict whose order is part of its value and can be changed.
//!
//! Every dict here keeps insertion order, so an instance wraps one as those of any class derived from dict do; what is
//! added are the methods that ask for the order or change it.

use std::cell::Cell;

use taipan_interp::heap::NativeData;
use taipan_interp::native::{NativeDef, TypeDef, class_method, method, method_raw};
use taipan_interp::types::arguments;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::views::{self, DictView, Kind};
use taipan_interp::types::dict::{Dict, DictData, methods::merge, ops};
use taipan_interp::types::iterators;
use taipan_interp::{Args, ObjRef, PyResult, Ref, Value, Vm};

use super::{Types, has_dict_method, reduce_state};
use crate::support::object;

pub(super) static ORDERED_DICT: TypeDef = TypeDef {
    doc: "A dict that remembers the order in which keys were added, and lets it be changed.",
    layout: Layout::Dict,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("OrderedDict", "collections")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, other=(), /, **entries)", fill),
    method_raw("update", "(self, other=(), /, **entries)", fill)
        .doc("Add all entries of a mapping, of pairs, of keywords."),
    class_method("fromkeys", "(type, iterable, value=None)", fromkeys)
        .doc("An OrderedDict of these keys, all with one value."),
    method("move_to_end", "(self, key, last=True)", move_to_end).doc("Move an entry to the end, or to the beginning."),
    method("popitem", "(self, last=True)", popitem).doc("Remove the last or the first entry and return it as a pair."),
    method("copy", "(self, /)", copy).doc("A new OrderedDict of the same entries."),
    method("__copy__", "(self, /)", copy),
    method("setdefault", "(self, key, default=None)", setdefault).doc("The value of key, which is added if missing."),
    method("pop", "(self, key, default=<unrepresentable>)", pop)
        .doc("Remove key and return its value; without key the default, or KeyError if there is none."),
    method("keys", "(self, /)", |vm, a| view(vm, a, Kind::Keys)),
    method("values", "(self, /)", |vm, a| view(vm, a, Kind::Values)),
    method("items", "(self, /)", |vm, a| view(vm, a, Kind::Items)),
    method("__iter__", "(self, /)", |vm, a| Ok(iterator(vm, dict(vm, &a[0])?, Kind::Keys, false))),
    method("__reversed__", "(self, /)", |vm, a| Ok(iterator(vm, dict(vm, &a[0])?, Kind::Keys, true))),
    method("__eq__", "(self, value, /)", |vm, a| Ok(equal(vm, a)?.map_or(Value::NotImplemented, Value::Bool))),
    method("__ne__", "(self, value, /)", |vm, a| {
        Ok(equal(vm, a)?.map_or(Value::NotImplemented, |same| Value::Bool(!same)))
    }),
    method("__or__", "(self, value, /)", |vm, a| or(vm, &a[0], &a[1], &a[0])),
    method("__ror__", "(self, value, /)", |vm, a| or(vm, &a[1], &a[0], &a[0])),
    method("__ior__", "(self, value, /)", ior),
    method("__repr__", "(self, /)", repr),
    method("__reduce__", "(self, /)", reduce),
];

const VIEW_METHODS: &[NativeDef] = &[
    method("__iter__", "(self, /)", |vm, a| iterate_view(vm, a, false)),
    method("__reversed__", "(self, /)", |vm, a| iterate_view(vm, a, true)),
];

/// `odict_keys`.
pub(super) static KEYS: TypeDef = TypeDef { methods: VIEW_METHODS, ..TypeDef::new("odict_keys", "builtins") };
/// `odict_values`.
pub(super) static VALUES: TypeDef = TypeDef { methods: VIEW_METHODS, ..TypeDef::new("odict_values", "builtins") };
/// `odict_items`.
pub(super) static ITEMS: TypeDef = TypeDef { methods: VIEW_METHODS, ..TypeDef::new("odict_items", "builtins") };
/// `odict_iterator`.
pub(super) static ITERATOR: TypeDef = TypeDef {
    layout: Layout::Native(0),
    methods: &[method("__iter__", "(self, /)", iterators::iter_self), method("__next__", "(self, /)", iterators::next)],
    ..TypeDef::new("odict_iterator", "builtins")
};

fn dict<'a>(vm: &Vm, this: &'a Value) -> PyResult<&'a Ref<Dict>> {
    match this.inner() {
        Value::Dict(d) => Ok(d),
        _ => Err(arguments::bad_receiver(vm, "collections.OrderedDict", this)),
    }
}

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(vm.wrap(cls, &vm.types.dict, Value::Dict(Ref::new(Dict::new()))))
}

/// `__init__` and `update`.
fn fill(vm: &Vm, args: &Args) -> PyResult {
    let this = &args.values[0];
    let rest = args.skip_first();
    if rest.pos().len() > 1 {
        return Err(vm.type_error(format!("expected at most 1 arguments, got {}", rest.pos().len())));
    }
    let own = dict(vm, this)?.clone();
    // A class that overrides `__setitem__` sees every entry pass through it.
    if has_dict_method(vm, this, &vm.names.__setitem__) {
        if let [from] = rest.pos() {
            add_all(vm, from, &mut |k, v| vm.dict_set(&own, k, v))?;
        }
        for (key, value) in rest.keywords() {
            own.set_str(key, value.clone());
        }
        return Ok(Value::None);
    }
    if let [from] = rest.pos() {
        add_all(vm, from, &mut |k, v| vm.set_item(this, k, v))?;
    }
    for (key, value) in rest.keywords() {
        vm.set_item(this, &Value::Str(key.clone()), value.clone())?;
    }
    Ok(Value::None)
}

/// Calls `set` with each entry of a mapping or of an iterable of pairs.
fn add_all(vm: &Vm, from: &Value, set: &mut dyn FnMut(&Value, Value) -> PyResult<()>) -> PyResult<()> {
    if let Value::Dict(d) = from {
        for (k, v) in d.items() {
            set(&k, v)?;
        }
        return Ok(());
    }
    if let Some(keys) = vm.get_attr_opt(from, &vm.names.keys)? {
        let keys = vm.call(&keys, &[])?;
        return vm.for_each(&keys, &mut |key| {
            let value = vm.get_item(from, &key)?;
            set(&key, value)?;
            Ok(true)
        });
    }
    vm.for_each(from, &mut |pair| {
        let pair = vm.collect(&pair)?;
        match pair.as_slice() {
            [key, value] => set(key, value.clone())?,
            [] => return Err(vm.value_error("need more than 0 values to unpack")),
            [_] => return Err(vm.value_error("need more than 1 value to unpack")),
            _ => return Err(vm.value_error("too many values to unpack (expected 2)")),
        }
        Ok(true)
    })
}

fn fromkeys(vm: &Vm, a: &[Value]) -> PyResult {
    let value = a[2].bound().cloned().unwrap_or(Value::None);
    let made = vm.call(&a[0], &[])?;
    vm.for_each(&a[1], &mut |key| {
        vm.set_item(&made, &key, value.clone())?;
        Ok(true)
    })?;
    Ok(made)
}

fn last_flag(vm: &Vm, v: &Value) -> PyResult<bool> {
    v.bound().map_or(Ok(true), |v| vm.truth(v))
}

fn move_to_end(vm: &Vm, a: &[Value]) -> PyResult {
    let own = dict(vm, &a[0])?;
    let last = last_flag(vm, &a[2])?;
    let (hash, Some(at)) = vm.dict_find(own, &a[1])? else { return Err(vm.key_error(a[1].clone())) };
    if last {
        let (key, value) = own.remove_at(at);
        own.insert_new(hash, key, value);
        return Ok(Value::None);
    }
    let mut data = DictData::with_capacity(own.len());
    {
        let old = own.borrow();
        let first = old.at(at).into_iter();
        let rest = (0..old.positions()).filter(|&i| i != at).filter_map(|i| old.at(i));
        for e in first.chain(rest) {
            data.insert_new(e.hash, e.key.clone(), e.value.clone());
        }
    }
    own.replace(data);
    Ok(Value::None)
}

fn popitem(vm: &Vm, a: &[Value]) -> PyResult {
    let own = dict(vm, &a[0])?;
    let last = last_flag(vm, &a[1])?;
    let at = if last { own.borrow().last() } else { own.borrow().first() };
    match at {
        Some(at) => {
            let (key, value) = own.remove_at(at);
            Ok(views::pair(key, value))
        }
        None => Err(vm.key_error(Value::str("dictionary is empty"))),
    }
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    let own = dict(vm, &a[0])?;
    let class = vm.class_of(&a[0]);
    if class.is(&vm.state(Types::new).ordered_dict) {
        return Ok(vm.wrap(&class, &vm.types.dict, Value::Dict(Ref::new(own.copy()))));
    }
    let made = vm.call(&Value::Type(class), &[])?;
    for (key, value) in own.items() {
        vm.set_item(&made, &key, value)?;
    }
    Ok(made)
}

fn setdefault(vm: &Vm, a: &[Value]) -> PyResult {
    let own = dict(vm, &a[0])?;
    let default = || a[2].bound().cloned().unwrap_or(Value::None);
    let plain = has_dict_method(vm, &a[0], &vm.names.__setitem__) && has_dict_method(vm, &a[0], &vm.names.__getitem__);
    if !plain {
        if vm.contains(&a[0], &a[1])? {
            return vm.get_item(&a[0], &a[1]);
        }
        vm.set_item(&a[0], &a[1], default())?;
        return Ok(default());
    }
    match vm.dict_find(own, &a[1])? {
        (_, Some(at)) => Ok(own.value_at(at).unwrap_or(Value::None)),
        (hash, None) => {
            own.insert_new(hash, a[1].clone(), default());
            Ok(default())
        }
    }
}

fn pop(vm: &Vm, a: &[Value]) -> PyResult {
    let own = dict(vm, &a[0])?;
    match vm.dict_remove(own, &a[1])? {
        Some(v) => Ok(v),
        None => a[2].bound().cloned().ok_or_else(|| vm.key_error(a[1].clone())),
    }
}

fn view(vm: &Vm, a: &[Value], kind: Kind) -> PyResult {
    let types = vm.state(Types::new);
    let class = match kind {
        Kind::Keys => &types.ordered_keys,
        Kind::Values => &types.ordered_values,
        Kind::Items => &types.ordered_items,
    };
    let view = views::make(vm, dict(vm, &a[0])?, &a[0], kind);
    if let Value::Object(o) = &view {
        o.set_class(class.clone());
    }
    Ok(view)
}

fn iterate_view(vm: &Vm, a: &[Value], backward: bool) -> PyResult {
    match a[0].native::<DictView>() {
        Some(view) => Ok(iterator(vm, &view.dict, view.kind, backward)),
        None => Err(arguments::bad_receiver(vm, "odict_keys", &a[0])),
    }
}

/// Iterates over an OrderedDict in either direction.
struct OrderedIter {
    dict: Ref<Dict>,
    kind: Kind,
    backward: bool,
    /// The position that comes next; backwards, one past it.
    at: Cell<usize>,
    /// How many entries the dict had at the beginning; each later look compares.
    size: Cell<usize>,
    left: Cell<usize>,
}

fn iterator(vm: &Vm, dict: &Ref<Dict>, kind: Kind, backward: bool) -> Value {
    let size = dict.len();
    let at = if backward { dict.borrow().positions() } else { 0 };
    let iter = OrderedIter {
        dict: dict.clone(),
        kind,
        backward,
        at: Cell::new(at),
        size: Cell::new(size),
        left: Cell::new(size),
    };
    object(&vm.state(Types::new).ordered_iterator, iter)
}

impl NativeData for OrderedIter {
    taipan_interp::traverses!(dict);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> PyResult<Option<Value>> {
        let data = self.dict.borrow();
        if data.len() != self.size.get() {
            self.size.set(usize::MAX);
            return Err(vm.runtime_error("OrderedDict mutated during iteration"));
        }
        let at = self.at.get();
        let found = if self.backward {
            (0..at).rev().find(|&i| data.at(i).is_some())
        } else {
            (at..data.positions()).find(|&i| data.at(i).is_some())
        };
        let (Some(i), Some(e)) = (found, found.and_then(|i| data.at(i))) else { return Ok(None) };
        if self.left.get() == 0 {
            return Err(vm.runtime_error("OrderedDict mutated during iteration"));
        }
        self.left.set(self.left.get() - 1);
        self.at.set(if self.backward { i } else { i + 1 });
        Ok(Some(match self.kind {
            Kind::Keys => e.key.clone(),
            Kind::Values => e.value.clone(),
            Kind::Items => views::pair(e.key.clone(), e.value.clone()),
        }))
    }
}

/// Equality; `None` when the other is no dict. Between two OrderedDicts the order counts.
fn equal(vm: &Vm, a: &[Value]) -> PyResult<Option<bool>> {
    let (Value::Dict(x), Value::Dict(y)) = (a[0].inner(), a[1].inner()) else { return Ok(None) };
    if !ops::equal(vm, x, y)? {
        return Ok(Some(false));
    }
    let ordered = &vm.state(Types::new).ordered_dict;
    if vm.class_of(&a[1]).is_subtype(ordered) {
        for (k, other) in x.keys().iter().zip(y.keys().iter()) {
            if !vm.eq(k, other)? {
                return Ok(Some(false));
            }
        }
    }
    Ok(Some(true))
}

fn or(vm: &Vm, left: &Value, right: &Value, this: &Value) -> PyResult {
    if !matches!((left.inner(), right.inner()), (Value::Dict(_), Value::Dict(_))) {
        return Ok(Value::NotImplemented);
    }
    let made = vm.call(&Value::Type(vm.class_of(this)), std::slice::from_ref(left))?;
    merge(vm, dict(vm, &made)?, right)?;
    Ok(made)
}

fn ior(vm: &Vm, a: &[Value]) -> PyResult {
    fill(vm, &Args::positional(a))?;
    Ok(a[0].clone())
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let own = dict(vm, &a[0])?;
    let name = vm.class_of(&a[0]).name();
    if own.is_empty() {
        return Ok(Value::from(format!("{name}()")));
    }
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("...")) };
    let entries = vm.recurse(" while getting the repr of an object", |vm| vm.repr(&Value::Dict(own.clone())))?;
    Ok(Value::from(format!("{name}({entries})")))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let class = Value::Type(vm.class_of(&a[0]));
    let items = vm.call_method(&a[0], &vm.names.items, &[])?;
    let state = reduce_state(vm, &a[0])?;
    let empty = Value::tuple(Vec::new());
    Ok(Value::tuple(vec![class, empty, state, Value::None, vm.iter(&items)?]))
}

//! Iterators of the builtin types, and those that the builtins `enumerate`, `zip`, `map`, `filter` and `reversed` make.
//!
//! Each is a [`NativeData`] that produces its items in `iter_next`; `for` and the natives of others call that directly.
//! The tables here give Python code the same through `__iter__`, `__next__` and `__length_hint__`.

pub mod combining;
pub mod hashed;
pub mod sequence;

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{NativeDef, TypeDef, method};
use crate::types::arguments;
use crate::types::class::TypeRef;
use crate::types::dict::Dict;
use crate::types::dict::views::Kind;
use crate::types::list::List;
use crate::types::range::Range;
use crate::types::set::Set;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub use sequence::{ListIter, SequenceIter, TupleIter};

/// An iterator that can say how many items may come.
pub trait Remaining {
    /// How many items are left, as far as known.
    fn remaining(&self, vm: &Vm) -> PyResult;
}

/// `__iter__` of an iterator: itself.
pub fn iter_self(_vm: &Vm, a: &[Value]) -> PyResult {
    Ok(a[0].clone())
}

/// `__next__` of a native iterator.
pub fn next(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[0] {
        Value::Object(o) => match o.data().iter_next(o, vm)? {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::None)),
        },
        other => Err(arguments::bad_receiver(vm, "iterator", other)),
    }
}

/// `__length_hint__` of a native iterator of data `T`.
pub fn length_hint<T: NativeData + Remaining>(vm: &Vm, a: &[Value]) -> PyResult {
    match a[0].native::<T>() {
        Some(it) => it.remaining(vm),
        None => Err(arguments::bad_receiver(vm, "iterator", &a[0])),
    }
}

/// `__iter__` and `__next__`, which all iterators have, and some more.
macro_rules! iterator_methods {
    ($($extra:expr),* $(,)?) => {
        &[
            $crate::native::method("__iter__", "(self, /)", $crate::types::iterators::iter_self),
            $crate::native::method("__next__", "(self, /)", $crate::types::iterators::next),
            $($extra,)*
        ]
    };
}
pub(crate) use iterator_methods;

/// `__length_hint__`.
pub const fn hint<T: NativeData + Remaining>() -> NativeDef {
    method("__length_hint__", "(self, /)", length_hint::<T>)
}

/// `iter` as the running code's builtins have it, for `__reduce__`.
///
/// # Errors
/// AttributeError when they have none.
pub fn builtin_iter(vm: &Vm) -> PyResult {
    crate::types::parameters::builtin(vm, "iter")
}

/// What `__reduce__` of an iterator returns: a callable, its arguments, perhaps a state.
pub fn reduced(callable: Value, args: Vec<Value>, state: Option<Value>) -> Value {
    Value::tuple([callable, Value::tuple(args)].into_iter().chain(state).collect())
}

fn object<T: NativeData>(class: &TypeRef, data: T) -> Value {
    Value::Object(ObjRef::new(class.clone(), data))
}

/// `iter(list)`.
pub fn list_iterator(vm: &Vm, list: Ref<List>) -> Value {
    object(&vm.types.list_iterator, ListIter::new(list))
}

/// `reversed(list)`.
pub fn list_reverseiterator(vm: &Vm, list: Ref<List>) -> Value {
    object(&vm.types.list_reverseiterator, sequence::ListReverseIter::new(list))
}

/// `iter(tuple)`.
pub fn tuple_iterator(vm: &Vm, tuple: Tuple) -> Value {
    object(&vm.types.tuple_iterator, TupleIter::new(tuple))
}

/// `iter(range)`.
pub fn range_iterator(vm: &Vm, range: &Range) -> Value {
    match sequence::RangeIter::new(range) {
        Some(it) => object(&vm.types.range_iterator, it),
        None => object(&vm.types.longrange_iterator, sequence::LongRangeIter::new(range)),
    }
}

/// `iter(set)`.
pub fn set_iterator(vm: &Vm, set: Ref<Set>) -> Value {
    object(&vm.types.set_iterator, hashed::SetIter::new(set))
}

/// An iterator over a dict's keys, values or items.
pub fn dict_iterator(vm: &Vm, dict: &Ref<Dict>, kind: Kind) -> Value {
    let class = match kind {
        Kind::Keys => &vm.types.dict_keyiterator,
        Kind::Values => &vm.types.dict_valueiterator,
        Kind::Items => &vm.types.dict_itemiterator,
    };
    object(class, hashed::DictIter::forward(dict.clone(), kind))
}

/// The same, last entry first.
pub fn dict_reverseiterator(vm: &Vm, dict: &Ref<Dict>, kind: Kind) -> Value {
    let class = match kind {
        Kind::Keys => &vm.types.dict_reversekeyiterator,
        Kind::Values => &vm.types.dict_reversevalueiterator,
        Kind::Items => &vm.types.dict_reverseitemiterator,
    };
    object(class, hashed::DictIter::backward(dict.clone(), kind))
}

/// `iter(callable, sentinel)`.
pub fn callable_iterator(vm: &Vm, callable: Value, sentinel: Value) -> Value {
    object(&vm.types.callable_iterator, sequence::CallableIter::new(callable, sentinel))
}

/// Fills the types of this room.
pub fn define(vm: &Vm) {
    let t = &vm.types;
    let tables: &[(&TypeRef, &'static TypeDef)] = &[
        (&t.list_iterator, &sequence::LIST_ITERATOR),
        (&t.list_reverseiterator, &sequence::LIST_REVERSEITERATOR),
        (&t.tuple_iterator, &sequence::TUPLE_ITERATOR),
        (&t.range_iterator, &sequence::RANGE_ITERATOR),
        (&t.longrange_iterator, &sequence::LONGRANGE_ITERATOR),
        (&t.sequence_iterator, &sequence::SEQUENCE_ITERATOR),
        (&t.callable_iterator, &sequence::CALLABLE_ITERATOR),
        (&t.reversed, &sequence::REVERSED),
        (&t.dict_keyiterator, &hashed::DICT_KEYITERATOR),
        (&t.dict_valueiterator, &hashed::DICT_VALUEITERATOR),
        (&t.dict_itemiterator, &hashed::DICT_ITEMITERATOR),
        (&t.dict_reversekeyiterator, &hashed::DICT_REVERSEKEYITERATOR),
        (&t.dict_reversevalueiterator, &hashed::DICT_REVERSEVALUEITERATOR),
        (&t.dict_reverseitemiterator, &hashed::DICT_REVERSEITEMITERATOR),
        (&t.set_iterator, &hashed::SET_ITERATOR),
        (&t.enumerate, &combining::ENUMERATE),
        (&t.zip, &combining::ZIP),
        (&t.map, &combining::MAP),
        (&t.filter, &combining::FILTER),
    ];
    for (ty, def) in tables {
        vm.fill_type(ty, def);
    }
}

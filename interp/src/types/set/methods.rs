//! The methods of `set` and `frozenset`.

use super::{Set, ops};
use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::native::{Args, NativeDef, TypeDef, class_method, method, method_raw};
use crate::tree::CmpOp;
use crate::types::class::TypeRef;
use crate::types::{arguments, iterators};
use crate::value::Value;
use crate::vm::Vm;

/// The table of `set`.
pub const SET: TypeDef = TypeDef {
    doc: "An unordered collection of distinct hashable objects.",
    new: Some(new_set),
    methods: SET_METHODS,
    ..TypeDef::new("set", "builtins")
};

/// The table of `frozenset`.
pub const FROZENSET: TypeDef = TypeDef {
    doc: "An immutable, hashable set.",
    new: Some(new_frozenset),
    methods: FROZENSET_METHODS,
    ..TypeDef::new("frozenset", "builtins")
};

/// A table of the methods that both have, and of some more.
macro_rules! set_methods {
    ($($extra:expr,)*) => {
        &[
            method("copy", "(self, /)", copy).doc("A copy of the set."),
            method_raw("difference", "(self, /, *others)", difference).doc("A set of the items that are in no other."),
            method_raw("intersection", "(self, /, *others)", intersection).doc("A set of the items that all have."),
            method("isdisjoint", "(self, other, /)", isdisjoint).doc("True if the two have nothing in common."),
            method("issubset", "(self, other, /)", issubset).doc("True if every item is in other."),
            method("issuperset", "(self, other, /)", issuperset).doc("True if everything in other is in the set."),
            method("symmetric_difference", "(self, other, /)", symmetric_difference)
                .doc("A set of the items that only one of the two has."),
            method_raw("union", "(self, /, *others)", union).doc("A set of the items of all."),
            method("__repr__", "(self, /)", repr),
            method("__len__", "(self, /)", len),
            method("__contains__", "(self, object, /)", contains),
            method("__iter__", "(self, /)", iter),
            method("__and__", "(self, value, /)", |vm, a| binary(vm, a, false, ops::intersection)),
            method("__rand__", "(self, value, /)", |vm, a| binary(vm, a, true, ops::intersection)),
            method("__or__", "(self, value, /)", |vm, a| binary(vm, a, false, join)),
            method("__ror__", "(self, value, /)", |vm, a| binary(vm, a, true, join)),
            method("__sub__", "(self, value, /)", |vm, a| binary(vm, a, false, ops::difference)),
            method("__rsub__", "(self, value, /)", |vm, a| binary(vm, a, true, ops::difference)),
            method("__xor__", "(self, value, /)", |vm, a| binary(vm, a, false, ops::symmetric_difference)),
            method("__rxor__", "(self, value, /)", |vm, a| binary(vm, a, true, ops::symmetric_difference)),
            method("__eq__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Eq, a)),
            method("__ne__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ne, a)),
            method("__lt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Lt, a)),
            method("__le__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Le, a)),
            method("__gt__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Gt, a)),
            method("__ge__", "(self, value, /)", |vm, a| richcompare(vm, CmpOp::Ge, a)),
            method("__reduce__", "(self, /)", reduce),
            class_method("__class_getitem__", "(cls, object, /)", crate::types::class_getitem),
            $($extra,)*
        ]
    };
}

const SET_METHODS: &[NativeDef] = set_methods! {
    method_raw("__init__", "(self, /, *args, **kwargs)", init),
    method("add", "(self, object, /)", add).doc("Add an item."),
    method("clear", "(self, /)", clear).doc("Remove all items."),
    method("discard", "(self, object, /)", discard).doc("Remove an item if it is there."),
    method("pop", "(self, /)", pop).doc("Remove some item and return it; KeyError if there is none."),
    method("remove", "(self, object, /)", remove).doc("Remove an item; KeyError if it is not there."),
    method_raw("update", "(self, /, *others)", update).doc("Add the items of all others."),
    method_raw("difference_update", "(self, /, *others)", difference_update).doc("Remove the items of all others."),
    method_raw("intersection_update", "(self, /, *others)", intersection_update).doc("Keep the items that all others have."),
    method("symmetric_difference_update", "(self, other, /)", symmetric_difference_update)
        .doc("Keep the items that only one of the two has."),
    method("__iand__", "(self, value, /)", iand),
    method("__ior__", "(self, value, /)", ior),
    method("__isub__", "(self, value, /)", isub),
    method("__ixor__", "(self, value, /)", ixor),
};

const FROZENSET_METHODS: &[NativeDef] = set_methods! {
    method("__hash__", "(self, /)", hash),
};

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Ref<Set>> {
    ops::as_set(&a[0]).ok_or_else(|| arguments::bad_receiver(vm, "set", &a[0]))
}

fn wrap(set: Set) -> Value {
    Value::Set(Ref::new(set))
}

fn new_set(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(vm.wrap(cls, &vm.types.set, wrap(Set::new(false))))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let (set, this_value) = (this(vm, args.values)?, &args.values[0]);
    let args = args.skip_first();
    arguments::no_keywords(vm, &args, "set")?;
    let name = vm.type_name(this_value);
    let given = arguments::positional(vm, &args, name.as_str(), 0, 1)?;
    set.clear();
    if let [iterable] = given {
        ops::update(vm, set, iterable)?;
    }
    Ok(Value::None)
}

fn new_frozenset(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = arguments::constructor(vm, cls, args, cls.name().as_str(), 0, 1)?;
    let value = match given {
        [] => wrap(Set::new(true)),
        [Value::Set(s)] if s.frozen => Value::Set(s.clone()),
        [iterable, ..] => wrap(ops::collect(vm, true, iterable)?),
    };
    Ok(vm.wrap(cls, &vm.types.frozenset, value))
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    let set = this(vm, a)?;
    if set.frozen && matches!(a[0], Value::Set(_)) {
        return Ok(a[0].clone());
    }
    Ok(wrap(ops::copy(set, set.frozen)))
}

/// The others that a raw method was given; no keyword arguments.
fn others<'a>(vm: &Vm, args: &Args<'a>, name: &str) -> PyResult<&'a [Value]> {
    arguments::no_keywords(vm, args, name)?;
    Ok(&args.values[1..])
}

fn union(vm: &Vm, args: &Args) -> PyResult {
    let set = this(vm, args.values)?;
    let others = others(vm, args, "set.union")?;
    let result = ops::copy(set, set.frozen);
    for other in others {
        if !set.is_same(other) {
            ops::update(vm, &result, other)?;
        }
    }
    Ok(wrap(result))
}

fn update(vm: &Vm, args: &Args) -> PyResult {
    let set = this(vm, args.values)?;
    for other in others(vm, args, "set.update")? {
        ops::update(vm, set, other)?;
    }
    Ok(Value::None)
}

fn intersect_all(vm: &Vm, set: &Ref<Set>, others: &[Value]) -> PyResult<Set> {
    let [first, rest @ ..] = others else { return Ok(ops::copy(set, set.frozen)) };
    let mut result = ops::intersection(vm, set, first)?;
    for other in rest {
        result = ops::intersection(vm, &Ref::new(result), other)?;
    }
    Ok(result)
}

fn intersection(vm: &Vm, args: &Args) -> PyResult {
    let set = this(vm, args.values)?;
    Ok(wrap(intersect_all(vm, set, others(vm, args, "set.intersection")?)?))
}

fn intersection_update(vm: &Vm, args: &Args) -> PyResult {
    let set = this(vm, args.values)?;
    let result = intersect_all(vm, set, others(vm, args, "set.intersection_update")?)?;
    set.replace(result.data.take());
    Ok(Value::None)
}

fn difference(vm: &Vm, args: &Args) -> PyResult {
    let set = this(vm, args.values)?;
    let [first, rest @ ..] = others(vm, args, "set.difference")? else { return Ok(wrap(ops::copy(set, set.frozen))) };
    let result = Ref::new(ops::difference(vm, set, first)?);
    for other in rest {
        ops::difference_update(vm, &result, other)?;
    }
    Ok(Value::Set(result))
}

fn difference_update(vm: &Vm, args: &Args) -> PyResult {
    let set = this(vm, args.values)?;
    for other in others(vm, args, "set.difference_update")? {
        ops::difference_update(vm, set, other)?;
    }
    Ok(Value::None)
}

fn symmetric_difference(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(wrap(ops::symmetric_difference(vm, this(vm, a)?, &a[1])?))
}

fn symmetric_difference_update(vm: &Vm, a: &[Value]) -> PyResult {
    ops::symmetric_difference_update(vm, this(vm, a)?, &a[1])?;
    Ok(Value::None)
}

fn isdisjoint(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Bool(ops::is_disjoint(vm, this(vm, a)?, &a[1])?))
}

fn issubset(vm: &Vm, a: &[Value]) -> PyResult {
    let set = this(vm, a)?;
    let subset = match ops::as_set(&a[1]) {
        Some(other) => ops::is_subset(vm, set, other)?,
        None => ops::intersection(vm, set, &a[1])?.len() == set.len(),
    };
    Ok(Value::Bool(subset))
}

fn issuperset(vm: &Vm, a: &[Value]) -> PyResult {
    let set = this(vm, a)?;
    if let Some(other) = ops::as_set(&a[1]) {
        return Ok(Value::Bool(ops::is_subset(vm, other, set)?));
    }
    let mut all = true;
    vm.for_each(&a[1], &mut |item| {
        all = ops::contains(vm, set, &item)?;
        Ok(all)
    })?;
    Ok(Value::Bool(all))
}

fn add(vm: &Vm, a: &[Value]) -> PyResult {
    ops::add(vm, this(vm, a)?, a[1].clone())?;
    Ok(Value::None)
}

fn clear(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?.clear();
    Ok(Value::None)
}

/// Runs a lookup; a set as the key, which is unhashable, stands for the frozenset of its items.
fn with_key(vm: &Vm, key: &Value, look: impl Fn(&Value) -> PyResult<bool>) -> PyResult<bool> {
    match look(key) {
        Err(e) if is_unhashable_set(vm, key, &e) => match ops::as_set(key) {
            Some(s) => look(&wrap(ops::copy(s, true))),
            None => Err(e),
        },
        outcome => outcome,
    }
}

fn is_unhashable_set(vm: &Vm, key: &Value, error: &Raised) -> bool {
    ops::as_set(key).is_some_and(|s| !s.frozen) && vm.matches(error, &vm.exc.type_error)
}

fn contains(vm: &Vm, a: &[Value]) -> PyResult {
    let set = this(vm, a)?;
    Ok(Value::Bool(with_key(vm, &a[1], |key| ops::contains(vm, set, key))?))
}

/// `item in set`, as the operator asks.
pub fn has(vm: &Vm, set: &Set, item: &Value) -> PyResult<bool> {
    with_key(vm, item, |key| ops::contains(vm, set, key))
}

fn discard(vm: &Vm, a: &[Value]) -> PyResult {
    let set = this(vm, a)?;
    with_key(vm, &a[1], |key| ops::discard(vm, set, key))?;
    Ok(Value::None)
}

fn remove(vm: &Vm, a: &[Value]) -> PyResult {
    let set = this(vm, a)?;
    if with_key(vm, &a[1], |key| ops::discard(vm, set, key))? {
        Ok(Value::None)
    } else {
        Err(vm.key_error(a[1].clone()))
    }
}

fn pop(vm: &Vm, a: &[Value]) -> PyResult {
    let item = this(vm, a)?.data.borrow_mut().pop();
    item.ok_or_else(|| vm.key_error(Value::str("pop from an empty set")))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let set = this(vm, a)?;
    let name = vm.type_name(&a[0]);
    if set.is_empty() {
        return Ok(Value::from(format!("{name}()")));
    }
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::from(format!("{name}(...)"))) };
    // A plain set shows as its literal, all others with their name around it.
    let plain = matches!(&a[0], Value::Set(s) if !s.frozen);
    let mut out = if plain { String::from("{") } else { format!("{name}({{") };
    for (i, item) in set.items().iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(vm.repr(item)?.as_str());
    }
    out.push_str(if plain { "}" } else { "})" });
    Ok(Value::from(out))
}

fn len(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::from(this(vm, a)?.len()))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::Int(ops::hash_of(this(vm, a)?)))
}

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(iterators::set_iterator(vm, this(vm, a)?.clone()))
}

fn join(vm: &Vm, set: &Ref<Set>, other: &Value) -> PyResult<Set> {
    let result = ops::copy(set, set.frozen);
    if !set.is_same(other) {
        ops::update(vm, &result, other)?;
    }
    Ok(result)
}

/// An operator: both operands must be sets; the result is of the left one's kind.
fn binary(vm: &Vm, a: &[Value], swapped: bool, op: fn(&Vm, &Ref<Set>, &Value) -> PyResult<Set>) -> PyResult {
    let (left, right) = if swapped { (&a[1], &a[0]) } else { (&a[0], &a[1]) };
    match (ops::as_set(left), ops::as_set(right)) {
        (Some(l), Some(_)) => Ok(wrap(op(vm, l, right)?)),
        _ => Ok(Value::NotImplemented),
    }
}

fn ior(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(other) = ops::as_set(&a[1]) else { return Ok(Value::NotImplemented) };
    ops::merge(vm, this(vm, a)?, other)?;
    Ok(a[0].clone())
}

fn iand(vm: &Vm, a: &[Value]) -> PyResult {
    if ops::as_set(&a[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    let set = this(vm, a)?;
    let result = ops::intersection(vm, set, &a[1])?;
    set.replace(result.data.take());
    Ok(a[0].clone())
}

fn isub(vm: &Vm, a: &[Value]) -> PyResult {
    if ops::as_set(&a[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    ops::difference_update(vm, this(vm, a)?, &a[1])?;
    Ok(a[0].clone())
}

fn ixor(vm: &Vm, a: &[Value]) -> PyResult {
    if ops::as_set(&a[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    ops::symmetric_difference_update(vm, this(vm, a)?, &a[1])?;
    Ok(a[0].clone())
}

fn richcompare(vm: &Vm, op: CmpOp, a: &[Value]) -> PyResult {
    let (x, y) = match ops::as_set(&a[1]) {
        Some(other) => (this(vm, a)?, other),
        None => return Ok(Value::NotImplemented),
    };
    let answer = match op {
        CmpOp::Eq => ops::equal(vm, x, y)?,
        CmpOp::Ne => !ops::equal(vm, x, y)?,
        CmpOp::Le => ops::is_subset(vm, x, y)?,
        CmpOp::Ge => ops::is_subset(vm, y, x)?,
        CmpOp::Lt => x.len() < y.len() && ops::is_subset(vm, x, y)?,
        CmpOp::Gt => y.len() < x.len() && ops::is_subset(vm, y, x)?,
        _ => return Ok(Value::NotImplemented),
    };
    Ok(Value::Bool(answer))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let items = Value::list(this(vm, a)?.items());
    let state = vm.get_attr_opt(&a[0], &vm.names.__dict__)?.unwrap_or(Value::None);
    Ok(Value::tuple(vec![Value::Type(vm.class_of(&a[0])), Value::tuple(vec![items]), state]))
}

impl Set {
    /// True when `v` is this set itself.
    fn is_same(&self, v: &Value) -> bool {
        ops::as_set(v).is_some_and(|s| std::ptr::eq(self, &raw const **s))
    }
}

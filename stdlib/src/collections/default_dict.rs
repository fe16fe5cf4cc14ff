//! `defaultdict`: a dict that makes the values of missing keys.
//!
//! An instance wraps a dict, as those of any class derived from dict do; its one slot holds the factory.

use taipan_interp::native::{GetSet, NativeDef, TypeDef, getset, method, method_raw};
use taipan_interp::types::arguments;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::dict::methods::merge;
use taipan_interp::{Args, PyResult, Ref, Value, Vm};

pub(super) static DEFAULT_DICT: TypeDef = TypeDef {
    doc: "A dict whose missing keys get the value that a factory makes.",
    layout: Layout::Dict,
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: METHODS,
    getset: FACTORY,
    ..TypeDef::new("defaultdict", "collections")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, default_factory=None, /, *args, **kwargs)", init),
    method("__missing__", "(self, key, /)", missing).doc("Make, store and return the value of a missing key."),
    method("copy", "(self, /)", copy).doc("A new defaultdict with the same factory and entries."),
    method("__copy__", "(self, /)", copy),
    method("__reduce__", "(self, /)", reduce),
    method("__repr__", "(self, /)", repr),
    method("__or__", "(self, value, /)", |vm, a| or(vm, &a[0], &a[1], &a[0])),
    method("__ror__", "(self, value, /)", |vm, a| or(vm, &a[1], &a[0], &a[0])),
];

const FACTORY: &[GetSet] = &[getset("default_factory", |_, this| Ok(factory(this)), set_factory)];

fn factory(this: &Value) -> Value {
    match this {
        Value::Instance(i) => {
            let slots = i.slots.as_ref().and_then(|s| s.borrow().first().cloned());
            slots.filter(|f| !f.is_unbound()).unwrap_or(Value::None)
        }
        _ => Value::None,
    }
}

fn set_factory(_vm: &Vm, this: &Value, value: Option<&Value>) -> PyResult<()> {
    if let Value::Instance(i) = this
        && let Some(slots) = &i.slots
    {
        let value = value.cloned().unwrap_or(Value::None);
        let _old = slots.borrow_mut().first_mut().map(|slot| std::mem::replace(slot, value));
    }
    Ok(())
}

fn dict<'a>(vm: &Vm, this: &'a Value) -> PyResult<&'a Ref<Dict>> {
    match this.inner() {
        Value::Dict(d) => Ok(d),
        _ => Err(arguments::bad_receiver(vm, "defaultdict", this)),
    }
}

fn new(vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(vm.wrap(cls, &vm.types.dict, Value::Dict(Ref::new(Dict::new()))))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let this = &args.values[0];
    let rest = args.skip_first();
    let (factory, rest) = match rest.pos().first() {
        None => (Value::None, rest),
        Some(f) => (f.clone(), rest.skip_first()),
    };
    if !factory.is_none() && !vm.is_callable(&factory) {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    set_factory(vm, this, Some(&factory))?;
    let Some(dict_init) = vm.types.dict.dict().get_str(&vm.names.__init__) else { return Ok(Value::None) };
    vm.call_unbound(&dict_init, this, &rest)
}

fn missing(vm: &Vm, a: &[Value]) -> PyResult {
    let factory = factory(&a[0]);
    if factory.is_none() {
        return Err(vm.key_error(a[1].clone()));
    }
    let value = vm.call(&factory, &[])?;
    vm.set_item(&a[0], &a[1], value.clone())?;
    Ok(value)
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    let cls = Value::Type(vm.class_of(&a[0]));
    vm.call(&cls, &[factory(&a[0]), a[0].clone()])
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let factory = factory(&a[0]);
    let args = if factory.is_none() { Vec::new() } else { vec![factory] };
    let items = vm.call_method(&a[0], &vm.names.items, &[])?;
    Ok(Value::tuple(vec![
        Value::Type(vm.class_of(&a[0])),
        Value::tuple(args),
        Value::None,
        Value::None,
        vm.iter(&items)?,
    ]))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let entries = vm.repr(&Value::Dict(dict(vm, &a[0])?.clone()))?;
    let factory = factory(&a[0]);
    let factory = match vm.repr_guard(&a[0]) {
        Some(_guard) => vm.repr(&factory)?.to_string(),
        None => "...".to_string(),
    };
    Ok(Value::from(format!("{}({factory}, {entries})", vm.class_of(&a[0]).name())))
}

/// `left | right`, one of which is the defaultdict whose class and factory the result has.
fn or(vm: &Vm, left: &Value, right: &Value, this: &Value) -> PyResult {
    if !matches!((left.inner(), right.inner()), (Value::Dict(_), Value::Dict(_))) {
        return Ok(Value::NotImplemented);
    }
    let cls = Value::Type(vm.class_of(this));
    let new = vm.call(&cls, &[factory(this), left.clone()])?;
    merge(vm, dict(vm, &new)?, right)?;
    Ok(new)
}

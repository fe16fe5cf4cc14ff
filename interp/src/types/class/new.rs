//! Making types and instances: `type.__new__`, and the `__new__` that builtin types have in their dicts.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, NativeDef, function_raw};
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::function::{Binding, NativeCode, NativeFunction};
use crate::value::Value;
use crate::vm::{Runtime, Vm};

/// `T.__new__` of a builtin type: gets the type itself as bound first value, then the class to make an instance of.
static NEW: NativeDef = function_raw("__new__", "($type, *args, **kwargs)", call_new)
    .doc("Makes a new object without initialising it. See help(type) for its arguments.");

/// The `__new__` of a builtin type that has a constructor.
pub fn native_new(rt: &Runtime, ty: &TypeRef) -> Value {
    Value::Native(Ref::new(NativeFunction {
        code: NativeCode::Def(&NEW),
        name: rt.names.__new__.clone(),
        binding: Binding::None,
        bound: Value::Type(ty.clone()),
        owner: Some(ty.clone()),
        module: None,
    }))
}

fn call_new(vm: &Vm, args: &Args) -> PyResult {
    let (Some(Value::Type(ty)), rest) = (args.values.first(), args.skip_first()) else {
        return Err(vm.type_error("__new__ is not bound to a type"));
    };
    let name = ty.name();
    let cls = match rest.pos().first() {
        Some(Value::Type(cls)) => cls,
        Some(other) => {
            let got = vm.type_name(other);
            return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({got})")));
        }
        None => return Err(vm.type_error(format!("{name}.__new__(): not enough arguments"))),
    };
    if !cls.is_subtype(ty) {
        let cls = cls.name();
        return Err(vm.type_error(format!("{name}.__new__({cls}): {cls} is not a subtype of {name}")));
    }
    if cls.new.get().is_none() {
        return Err(vm.type_error(format!("cannot create '{}' instances", super::display_name(vm, cls))));
    }
    let unsafe_base = match (ty.new.get(), cls.new.get()) {
        (Some(own), Some(theirs)) => !std::ptr::fn_addr_eq(own, theirs) && !same_representation(ty, cls),
        _ => true,
    };
    if unsafe_base {
        let base = native_base(cls).name();
        return Err(vm.type_error(format!("{name}.__new__({}) is not safe, use {base}.__new__()", cls.name())));
    }
    match ty.new.get() {
        Some(new) => new(vm, cls, &rest.skip_first()),
        None => Err(vm.type_error(format!("cannot create '{name}' instances"))),
    }
}

/// True when instances of both are made alike although their constructors differ: exceptions, and classes from tables
/// that only add behaviour to their base.
fn same_representation(ty: &TypeRef, cls: &TypeRef) -> bool {
    ty.layout == cls.layout && !matches!(ty.layout, Layout::Int)
}

/// The nearest builtin type.
fn native_base(cls: &TypeRef) -> TypeRef {
    if !cls.has(TypeFlags::HEAP) {
        return cls.clone();
    }
    // `object` ends every order of resolution; a builtin type before it says more.
    cls.mro_tail().iter().find(|t| !t.has(TypeFlags::HEAP)).unwrap_or(cls).clone()
}

/// `type.__new__(meta, name, bases, dict, **kwargs)`.
pub fn new_type(vm: &Vm, meta: &TypeRef, args: &Args) -> PyResult {
    let pos = args.pos();
    let [name, bases, namespace] = pos else {
        return Err(vm.type_error(format!("type.__new__() takes exactly 3 arguments ({} given)", pos.len())));
    };
    let wrong = |n: u8, want: &str, got: &Value| {
        vm.type_error(format!("type.__new__() argument {n} must be {want}, not {}", vm.type_name(got)))
    };
    let Some(name_text) = name.as_str() else { return Err(wrong(1, "str", name)) };
    crate::codecs::check_utf8(vm, name_text)?;
    if name_text.as_str().contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    if !name_text.is_ascii() {
        crate::codecs::encode(vm, name_text, "utf-8", "strict")?;
    }
    if let Value::Dict(source) = namespace.inner()
        && let Some(doc) = source.get_str(&vm.names.__doc__)
        && let Some(doc) = doc.as_str()
        && !doc.is_ascii()
    {
        crate::codecs::encode(vm, doc, "utf-8", "strict")?;
    }
    let Value::Tuple(base_list) = bases.inner() else { return Err(wrong(2, "tuple", bases)) };
    let Value::Dict(source) = namespace.inner() else { return Err(wrong(3, "dict", namespace)) };
    let winner = winning_metaclass(vm, meta, base_list)?;
    if !winner.is(meta) {
        // A base's metaclass is more derived: its own `__new__` makes the class, if it has one.
        let own = winner.lookup(&vm.names.__new__);
        let default = vm.types.type_.dict().get_str(&vm.names.__new__);
        if let (Some(own), Some(default)) = (own, default)
            && !own.is(&default)
        {
            let new = vm.get_attr(&Value::Type(winner.clone()), &vm.names.__new__)?;
            let mut values = vec![Value::Type(winner)];
            values.extend_from_slice(args.values);
            return vm.call_args(&new, &Args { values: &values, names: args.names });
        }
    }
    let keywords: Vec<_> = args.keywords().map(|(n, v)| (n.clone(), v.clone())).collect();
    vm.build_type(&winner, name_text, base_list.items(), source, &keywords)
}

/// The most derived of `meta` and the metaclasses of the bases.
fn winning_metaclass(vm: &Vm, meta: &TypeRef, bases: &[Value]) -> PyResult<TypeRef> {
    let mut winner = meta.clone();
    for base in bases {
        let theirs = vm.class_of(base);
        if winner.is_subtype(&theirs) {
            continue;
        }
        if theirs.is_subtype(&winner) {
            winner = theirs;
            continue;
        }
        if !matches!(base, Value::Type(_)) && vm.lookup_special(base, &vm.names.__mro_entries__).is_some() {
            return Err(vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
        return Err(vm.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses \
             of all its bases",
        ));
    }
    Ok(winner)
}

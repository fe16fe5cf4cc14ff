//! Native functions seen from Python: one Rust type that stands for CPython's several.
//!
//! What the class of a native function is follows from where it stands: [`kind`] says it.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use crate::types::class::TypeRef;
use crate::types::descriptors::get_args;
use crate::types::function::{Binding, NativeCode, NativeFunction};
use crate::types::hash;
use crate::types::object;
use crate::types::parameters::builtin;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::registry::Types;

/// Which of CPython's types a native function appears as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NativeKind {
    /// `len`, `[].append`, `dict.fromkeys`, `object.__new__`.
    Builtin,
    /// `list.append`.
    MethodDescriptor,
    /// `int.__add__`: the function behind a piece of syntax.
    SlotWrapper,
    /// `(1).__add__`.
    MethodWrapper,
    /// `dict.__dict__["fromkeys"]`.
    ClassMethodDescriptor,
}

/// True for the special methods that CPython keeps in type slots; the others are plain methods there.
pub fn is_slot(owner: &TypeRef, name: &str) -> bool {
    let Some(inner) = name.strip_prefix("__").and_then(|n| n.strip_suffix("__")) else { return false };
    match inner {
        "getitem" => !matches!(owner.name().as_str(), "list" | "dict"),
        "contains" => !matches!(owner.name().as_str(), "dict" | "set" | "frozenset"),
        "repr" | "hash" | "call" | "str" | "getattribute" | "setattr" | "delattr" | "lt" | "le" | "eq" | "ne"
        | "gt" | "ge" | "iter" | "next" | "get" | "set" | "delete" | "init" | "del" | "await" | "aiter" | "anext"
        | "len" | "setitem" | "delitem" | "bool" | "int" | "float" | "index" | "neg" | "pos" | "abs" | "invert"
        | "add" | "radd" | "iadd" | "sub" | "rsub" | "isub" | "mul" | "rmul" | "imul" | "mod" | "rmod" | "imod"
        | "divmod" | "rdivmod" | "pow" | "rpow" | "ipow" | "lshift" | "rlshift" | "ilshift" | "rshift" | "rrshift"
        | "irshift" | "and" | "rand" | "iand" | "xor" | "rxor" | "ixor" | "or" | "ror" | "ior" | "floordiv"
        | "rfloordiv" | "ifloordiv" | "truediv" | "rtruediv" | "itruediv" | "matmul" | "rmatmul" | "imatmul"
        | "buffer" | "release_buffer" => true,
        _ => false,
    }
}

/// What the function appears as.
pub fn kind(f: &NativeFunction) -> NativeKind {
    let Some(owner) = &f.owner else { return NativeKind::Builtin };
    match (f.bound.is_unbound(), f.binding) {
        (true, Binding::Class) => NativeKind::ClassMethodDescriptor,
        (true, Binding::Method) if is_slot(owner, f.name.as_str()) => NativeKind::SlotWrapper,
        (true, Binding::Method) => NativeKind::MethodDescriptor,
        (false, Binding::Method | Binding::None) if is_slot(owner, f.name.as_str()) => NativeKind::MethodWrapper,
        _ => NativeKind::Builtin,
    }
}

/// The class of a native function.
pub fn class<'a>(types: &'a Types, f: &NativeFunction) -> &'a TypeRef {
    match kind(f) {
        NativeKind::Builtin => &types.builtin_function,
        NativeKind::MethodDescriptor => &types.method_descriptor,
        NativeKind::SlotWrapper => &types.wrapper_descriptor,
        NativeKind::MethodWrapper => &types.method_wrapper,
        NativeKind::ClassMethodDescriptor => &types.classmethod_descriptor,
    }
}

/// The function with its first argument, as reading it on an instance gives.
pub fn bind(f: &NativeFunction, receiver: Value) -> Value {
    Value::Native(Ref::new(NativeFunction {
        code: f.code.clone(),
        name: f.name.clone(),
        binding: f.binding,
        bound: receiver,
        owner: f.owner.clone(),
        module: f.module.clone(),
    }))
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Ref<NativeFunction>> {
    match v {
        Value::Native(f) => Ok(f),
        _ => Err(vm.type_error(format!("a builtin function is required, not '{}'", vm.type_name(v)))),
    }
}

fn call(vm: &Vm, args: &Args) -> PyResult {
    vm.call_args(&args.values[0], &args.skip_first())
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let f = this(vm, &a[0])?;
    let owner = f.owner.as_ref().map_or_else(|| Str::new("?"), |o| o.shown_name());
    let name = &f.name;
    let on = || format!("{} object at {:#x}", vm.type_name(&f.bound), object::identity(&f.bound));
    Ok(Value::from(match kind(f) {
        NativeKind::SlotWrapper => format!("<slot wrapper '{name}' of '{owner}' objects>"),
        NativeKind::MethodDescriptor | NativeKind::ClassMethodDescriptor => {
            format!("<method '{name}' of '{owner}' objects>")
        }
        NativeKind::MethodWrapper => format!("<method-wrapper '{name}' of {}>", on()),
        NativeKind::Builtin if f.binding == Binding::Static && f.owner.is_some() => {
            let ty = f.owner.as_ref().map_or(0, Ref::addr);
            format!("<built-in method {name} of type object at {ty:#x}>")
        }
        NativeKind::Builtin if f.bound.is_unbound() || matches!(f.bound, Value::Module(_)) => {
            format!("<built-in function {name}>")
        }
        NativeKind::Builtin => format!("<built-in method {name} of {}>", on()),
    }))
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    let (Value::Native(x), Value::Native(y)) = (&a[0], &a[1]) else { return Ok(Value::NotImplemented) };
    let _ = vm;
    let same_code = match (&x.code, &y.code) {
        (NativeCode::Def(p), NativeCode::Def(q)) => std::ptr::eq::<NativeDef>(*p, *q),
        (NativeCode::Closure(p), NativeCode::Closure(q)) => std::rc::Rc::ptr_eq(p, q),
        _ => false,
    };
    let same_self = match (x.bound.bound(), y.bound.bound()) {
        (Some(p), Some(q)) => p.is(q),
        (None, None) => x.is(y) || x.owner.is_none(),
        _ => false,
    };
    Ok(Value::Bool(same_code && same_self))
}

fn hash_(vm: &Vm, a: &[Value]) -> PyResult {
    let f = this(vm, &a[0])?;
    let code = match &f.code {
        NativeCode::Def(def) => std::ptr::from_ref::<NativeDef>(def) as usize,
        NativeCode::Closure(rc) => std::rc::Rc::as_ptr(rc).cast::<()>() as usize,
    };
    let own = f.bound.bound().map_or(0, object::identity);
    Ok(Value::Int(hash::hash_pointer(code ^ own.rotate_left(7))))
}

/// `__get__` of the unbound kinds.
fn get(vm: &Vm, args: &Args) -> PyResult {
    let f = this(vm, &args.pos()[0])?.clone();
    let (obj, owner) = get_args(vm, args)?;
    match (f.binding, obj, owner) {
        (Binding::Class, _, Some(owner)) => {
            if let Some(base) = &f.owner
                && !owner.is_subtype(base)
            {
                return Err(vm.type_error(format!(
                    "descriptor '{}' requires a subtype of '{}' but received '{}'",
                    f.name,
                    base.name(),
                    owner.name()
                )));
            }
            Ok(bind(&f, Value::Type(owner)))
        }
        (Binding::Method, Some(obj), _) => {
            if let Some(base) = &f.owner
                && !vm.class_of(&obj).is_subtype(base)
            {
                return Err(vm.type_error(format!(
                    "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                    f.name,
                    base.name(),
                    vm.type_name(&obj)
                )));
            }
            Ok(bind(&f, obj))
        }
        _ => Ok(args.pos()[0].clone()),
    }
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    let name = &this(vm, v)?.name;
    // A closure has its qualified name.
    Ok(match name.as_str().rsplit_once('.') {
        Some((_, last)) => Value::str(last),
        None => Value::Str(name.clone()),
    })
}

fn qualname(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    let holder = match (&f.owner, &f.bound) {
        (Some(owner), Value::Unbound) => owner.clone(),
        (Some(owner), _) if kind(f) == NativeKind::MethodWrapper => owner.clone(),
        (Some(_), Value::Type(t)) => t.clone(),
        (Some(_), bound) => vm.class_of(bound),
        (None, _) => return Ok(Value::Str(f.name.clone())),
    };
    Ok(Value::from(format!("{}.{}", holder.qualname.borrow(), f.name)))
}

fn self_(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    if let Some(bound) = f.bound.bound() {
        return Ok(bound.clone());
    }
    if let Some(owner) = &f.owner {
        return Ok(Value::Type(owner.clone()));
    }
    Ok(match &f.module {
        Some(module) => vm.modules.get_str(module).unwrap_or(Value::None),
        None => Value::None,
    })
}

fn module(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    Ok(f.module.clone().map_or(Value::None, Value::Str))
}

fn objclass(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.owner.clone().map_or(Value::None, Value::Type))
}

fn doc(vm: &Vm, v: &Value) -> PyResult {
    Ok(match &this(vm, v)?.code {
        NativeCode::Def(def) if !def.doc.is_empty() => Value::str(def.doc),
        _ => Value::None,
    })
}

/// What `inspect.iscoroutinefunction` looks for in a callable that is no `async def`: its own mark, in functions that make
/// coroutines. Nobody asks before `inspect` is imported.
fn coroutine_mark(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    if let NativeCode::Def(def) = &f.code
        && def.coroutine
        && let Some(inspect) = vm.modules.get_str(&vm.intern("inspect"))
    {
        return vm.get_attr(&inspect, &vm.intern("_is_coroutine_mark"));
    }
    Err(vm.no_attribute(v, "_is_coroutine_marker"))
}

/// The signature with the first parameter marked as the bound one, as `inspect` reads it.
fn text_signature(vm: &Vm, v: &Value) -> PyResult {
    let f = this(vm, v)?;
    let NativeCode::Def(def) = &f.code else { return Ok(Value::None) };
    let rest = def.signature.trim_start_matches('(');
    if rest.starts_with('$') {
        return Ok(Value::str(def.signature));
    }
    Ok(Value::from(match f.binding {
        Binding::Static => def.signature.to_owned(),
        Binding::Method => marked("$self", rest),
        Binding::Class => marked("$type", rest),
        Binding::None if f.owner.is_some() => marked("$self", rest),
        // `inspect` leaves the module out when it is one: a module that was never imported by itself is none.
        Binding::None if !matches!(self_(vm, v)?, Value::Module(_)) => def.signature.to_owned(),
        Binding::None if rest == ")" => "($module, /)".to_owned(),
        Binding::None if rest.contains("/") => format!("($module, {rest}"),
        Binding::None => format!("($module, /, {rest}"),
    }))
}

/// Replaces the first parameter.
fn marked(first: &str, rest: &str) -> String {
    let end = rest.find([',', ')']).unwrap_or(rest.len());
    let (_, tail) = rest.split_at(end);
    let positional_only = tail.contains('/');
    match tail {
        ")" => format!("({first}, /)"),
        _ if positional_only => format!("({first}{tail}"),
        _ => format!("({first}, /{tail}"),
    }
}

/// Pickles by name: a module's function as its name, a method as `getattr(self, name)`.
fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let f = this(vm, &a[0])?;
    let name = Value::Str(f.name.clone());
    let from = match (&f.bound, &f.owner) {
        (Value::Unbound, Some(owner)) => Value::Type(owner.clone()),
        (Value::Unbound | Value::Module(_), None) => return Ok(name),
        (bound, _) => bound.clone(),
    };
    Ok(Value::tuple(vec![builtin(vm, "getattr")?, Value::tuple(vec![from, name])]))
}

const CALL: NativeDef = method_raw("__call__", "(self, /, *args, **kwargs)", call);
const REPR: NativeDef = method("__repr__", "(self, /)", repr);
const EQ: NativeDef = method("__eq__", "(self, value, /)", eq);
const HASH: NativeDef = method("__hash__", "(self, /)", hash_);
const GET: NativeDef = method_raw("__get__", "(self, instance, owner=None, /)", get);
const REDUCE: NativeDef = method("__reduce__", "(self, /)", reduce);

const NAME: GetSet = getter("__name__", name);
const QUALNAME: GetSet = getter("__qualname__", qualname);
const DOC: GetSet = getter("__doc__", doc);
const TEXT_SIGNATURE: GetSet = getter("__text_signature__", text_signature);
const COROUTINE_MARK: GetSet = getter("_is_coroutine_marker", coroutine_mark);
const OBJCLASS: GetSet = getter("__objclass__", objclass);
const SELF: GetSet = getter("__self__", self_);

/// `types.BuiltinFunctionType`.
pub const BUILTIN_DEF: TypeDef = TypeDef {
    methods: &[CALL, REPR, EQ, HASH, REDUCE],
    getset: &[NAME, QUALNAME, DOC, TEXT_SIGNATURE, COROUTINE_MARK, SELF, getter("__module__", module)],
    ..TypeDef::new("builtin_function_or_method", "builtins")
};

/// `types.MethodDescriptorType`.
pub const METHOD_DESCRIPTOR_DEF: TypeDef = TypeDef {
    methods: &[CALL, REPR, GET, REDUCE],
    getset: &[NAME, QUALNAME, DOC, TEXT_SIGNATURE, COROUTINE_MARK, OBJCLASS],
    ..TypeDef::new("method_descriptor", "builtins")
};

/// `types.WrapperDescriptorType`.
pub const WRAPPER_DESCRIPTOR_DEF: TypeDef = TypeDef {
    methods: &[CALL, REPR, GET, REDUCE],
    getset: &[NAME, QUALNAME, DOC, TEXT_SIGNATURE, COROUTINE_MARK, OBJCLASS],
    ..TypeDef::new("wrapper_descriptor", "builtins")
};

/// `types.MethodWrapperType`.
pub const METHOD_WRAPPER_DEF: TypeDef = TypeDef {
    methods: &[CALL, REPR, EQ, HASH, REDUCE],
    getset: &[NAME, QUALNAME, DOC, TEXT_SIGNATURE, COROUTINE_MARK, OBJCLASS, SELF],
    ..TypeDef::new("method-wrapper", "builtins")
};

/// `types.ClassMethodDescriptorType`.
pub const CLASSMETHOD_DESCRIPTOR_DEF: TypeDef = TypeDef {
    methods: &[CALL, REPR, GET],
    getset: &[NAME, QUALNAME, DOC, TEXT_SIGNATURE, COROUTINE_MARK, OBJCLASS],
    ..TypeDef::new("classmethod_descriptor", "builtins")
};

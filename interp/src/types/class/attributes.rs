//! The attributes that type objects compute: names, bases, documentation, annotations.

use super::methods::{module_name, mro_tuple, this};
use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::native::{GetSet, getset, getter};
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::dict::Dict;
use crate::types::function::NativeCode;
use crate::types::mapping_proxy;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// The attributes.
pub const GETSET: &[GetSet] = &[
    getset("__name__", name, set_name),
    getset("__qualname__", qualname, set_qualname),
    getset("__bases__", bases, set_bases),
    getter("__mro__", mro),
    getset("__module__", module, set_module),
    getset("__abstractmethods__", abstract_methods, set_abstract_methods),
    getter("__dict__", dict),
    getset("__doc__", doc, set_doc),
    getter("__text_signature__", text_signature),
    getset("__annotations__", annotations, set_annotations),
    getset("__annotate__", annotate, set_annotate),
    getset("__type_params__", type_params, set_type_params),
    getter("__base__", base),
    getter("__basicsize__", basic_size),
    getter("__itemsize__", zero),
    getter("__dictoffset__", dict_offset),
    getter("__weakrefoffset__", weakref_offset),
    getter("__flags__", flags),
];

/// Refuses to change what a builtin type says of itself, and to delete what every type has.
fn checked<'a>(vm: &Vm, v: &'a Value, name: &str, value: Option<&'a Value>) -> PyResult<(&'a TypeRef, &'a Value)> {
    let ty = mutable(vm, v, name)?;
    match value {
        Some(value) => Ok((ty, value)),
        None => Err(vm.type_error(format!("cannot delete '{name}' attribute of immutable type '{}'", ty.name()))),
    }
}

fn mutable<'a>(vm: &Vm, v: &'a Value, name: &str) -> PyResult<&'a TypeRef> {
    let ty = this(vm, v)?;
    if ty.has(TypeFlags::HEAP) {
        return Ok(ty);
    }
    Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{}'", ty.name())))
}

fn only_string(vm: &Vm, ty: &TypeRef, name: &str, got: &Value) -> Raised {
    let got = vm.type_name(got);
    vm.type_error(format!("can only assign string to {}.{name}, not '{got}'", ty.name()))
}

fn name(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.name()))
}

fn set_name(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let (ty, value) = checked(vm, v, "__name__", value)?;
    let Some(text) = value.as_str() else { return Err(only_string(vm, ty, "__name__", value)) };
    if text.as_str().contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    crate::codecs::encode(vm, text, "utf-8", "strict")?;
    drop(ty.name.replace(text.clone()));
    Ok(())
}

fn qualname(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Str(this(vm, v)?.qualname.borrow().clone()))
}

fn set_qualname(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let (ty, value) = checked(vm, v, "__qualname__", value)?;
    let Some(text) = value.as_str() else { return Err(only_string(vm, ty, "__qualname__", value)) };
    drop(ty.qualname.replace(text.clone()));
    Ok(())
}

fn bases(vm: &Vm, v: &Value) -> PyResult {
    let bases = this(vm, v)?.bases.borrow().iter().cloned().map(Value::Type).collect();
    Ok(Value::tuple(bases))
}

fn set_bases(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let (ty, value) = checked(vm, v, "__bases__", value)?;
    let name = ty.name();
    let Value::Tuple(new) = value.inner() else {
        let got = vm.type_name(value);
        return Err(vm.type_error(format!("can only assign tuple to {name}.__bases__, not {got}")));
    };
    if new.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    let mut list = Vec::with_capacity(new.len());
    for base in new.items() {
        let Value::Type(base) = base else {
            let got = vm.type_name(base);
            return Err(vm.type_error(format!("{name}.__bases__ must be tuple of classes, not '{got}'")));
        };
        if base.is_subtype(ty) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
        list.push(base.clone());
    }
    if let Some(other) = list.iter().find(|b| b.layout != ty.layout && b.layout != Layout::Object) {
        let old = ty.bases.borrow().first().map_or_else(|| name.clone(), |b| b.name());
        return Err(
            vm.type_error(format!("__bases__ assignment: '{}' object layout differs from '{old}'", other.name()))
        );
    }
    vm.set_bases(ty, list)
}

fn mro(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    Ok(if ty.has(TypeFlags::UNORDERED) { Value::None } else { Value::Tuple(mro_tuple(ty)) })
}

fn module(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    match ty.dict().get_str(&vm.names.__module__) {
        // What stands in the dict of a builtin type describes its instances.
        Some(m) if ty.has(TypeFlags::HEAP) || m.as_str().is_some() => Ok(m),
        Some(_) => Ok(Value::Str(vm.intern(ty.module))),
        None if ty.has(TypeFlags::HEAP) => Ok(Value::Str(vm.names.builtins.clone())),
        None => Ok(module_name(vm, ty).map_or(Value::None, Value::Str)),
    }
}

/// Puts an attribute into the class's own dict, or takes it out.
fn store(vm: &Vm, ty: &TypeRef, name: &Str, value: Option<&Value>) -> Option<Value> {
    let old = match value {
        Some(v) => {
            ty.dict().set_str(name, v.clone());
            None
        }
        None => ty.dict().remove_str(name),
    };
    vm.type_modified(ty);
    old
}

fn set_module(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let (ty, value) = checked(vm, v, "__module__", value)?;
    // The line was one of the module's file.
    ty.dict().remove_str(&vm.intern("__firstlineno__"));
    store(vm, ty, &vm.names.__module__, Some(value));
    Ok(())
}

fn abstract_methods(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    let name = &vm.names.__abstractmethods__;
    // `type` has this very attribute in its dict; it is no set of names.
    match if ty.is(&vm.types.type_) { None } else { ty.dict().get_str(name) } {
        Some(found) => Ok(found),
        None => Err(vm.attribute_error("__abstractmethods__")),
    }
}

fn set_abstract_methods(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let ty = mutable(vm, v, "__abstractmethods__")?;
    let name = &vm.names.__abstractmethods__;
    let any = match value {
        Some(value) => vm.truth(value)?,
        None if ty.dict().get_str(name).is_none() => return Err(vm.attribute_error("__abstractmethods__")),
        None => false,
    };
    store(vm, ty, name, value);
    if any {
        ty.set_flag(TypeFlags::ABSTRACT)
    } else {
        ty.clear_flag(TypeFlags::ABSTRACT)
    }
    Ok(())
}

fn dict(vm: &Vm, v: &Value) -> PyResult {
    Ok(mapping_proxy::of_class(vm, this(vm, v)?))
}

fn doc(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    if ty.is(&vm.types.type_) {
        // What stands in its dict is this very attribute.
        return Ok(Value::str(super::methods::DEF.doc));
    }
    let Some(found) = ty.dict().get_str(&vm.names.__doc__) else { return Ok(Value::None) };
    match &found {
        Value::Str(_) | Value::None => Ok(found),
        // A descriptor called `__doc__` describes instances; for native types nothing is said then.
        _ if !ty.has(TypeFlags::HEAP) => Ok(Value::None),
        _ => vm.bind_descriptor(&found, None, ty),
    }
}

fn set_doc(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let (ty, value) = checked(vm, v, "__doc__", value)?;
    store(vm, ty, &vm.names.__doc__, Some(value));
    Ok(())
}

/// How builtin types are called, where that is not said by an `__init__` or `__new__` of theirs.
const SIGNATURES: &[(&str, &str)] = &[
    ("GenericAlias", "(origin, args, /)"),
    ("NoneType", "()"),
    ("NotImplementedType", "()"),
    ("SimpleNamespace", "(mapping_or_iterable=(), /, **kwargs)"),
    ("bool", "(object=False, /)"),
    ("classmethod", "(function, /)"),
    ("complex", "(real=0, imag=0)"),
    ("ellipsis", "()"),
    ("enumerate", "(iterable, start=0)"),
    ("filter", "(function, iterable, /)"),
    ("float", "(x=0, /)"),
    ("frozenset", "(iterable=(), /)"),
    ("function", "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)"),
    ("list", "(iterable=(), /)"),
    ("map", "(function, iterable, /, *iterables)"),
    ("mappingproxy", "(mapping)"),
    ("memoryview", "(object)"),
    ("method", "(function, instance, /)"),
    ("module", "(name, doc=None)"),
    ("object", "()"),
    ("property", "(fget=None, fset=None, fdel=None, doc=None)"),
    ("reversed", "(sequence, /)"),
    ("set", "(iterable=(), /)"),
    ("staticmethod", "(function, /)"),
    ("traceback", "(tb_next, tb_frame, tb_lasti, tb_lineno)"),
    ("tuple", "(iterable=(), /)"),
    ("zip", "(*iterables, strict=False)"),
];

fn text_signature(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    if ty.module.trim_start_matches('_').starts_with("asyncio") && !ty.has(TypeFlags::HEAP) {
        return Ok(constructor_signature(vm, ty).map_or(Value::None, Value::from));
    }
    if ty.has(TypeFlags::HEAP) || !matches!(ty.module, "builtins" | "types") {
        return Ok(Value::None);
    }
    let found = SIGNATURES.binary_search_by(|(name, _)| (*name).cmp(ty.name().as_str()));
    Ok(found.map_or(Value::None, |i| Value::str(SIGNATURES[i].1)))
}

/// What a class that CPython writes in Python takes: the parameters of its `__init__`, without `self`.
fn constructor_signature(vm: &Vm, ty: &TypeRef) -> Option<String> {
    let Some(Value::Native(init)) = ty.lookup(&vm.names.__init__) else { return None };
    let NativeCode::Def(def) = &init.code else { return None };
    let rest = def.signature.strip_prefix("(self")?.trim_start_matches(", /").trim_start_matches(", ");
    (!rest.starts_with("*args, **kw")).then(|| format!("({rest}"))
}

fn own_attribute_error(vm: &Vm, ty: &TypeRef, name: &str) -> Raised {
    vm.no_attribute(&Value::Type(ty.clone()), name)
}

/// The annotations of the class itself: those stored, or what its annotate function computes, which is kept.
fn annotations(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    if !ty.has(TypeFlags::HEAP) {
        return Err(own_attribute_error(vm, ty, "__annotations__"));
    }
    let cache = vm.intern("__annotations_cache__");
    let kept = ty.dict().get_str(&vm.names.__annotations__).or_else(|| ty.dict().get_str(&cache));
    if let Some(found) = kept {
        return vm.bind_descriptor(&found, None, ty);
    }
    let function = annotate(vm, v)?;
    let found = if function.is_none() {
        Value::Dict(Ref::new(Dict::new()))
    } else {
        crate::types::function::methods::call_annotate(vm, &function)?
    };
    ty.dict().set_str(&cache, found.clone());
    vm.type_modified(ty);
    Ok(found)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let ty = mutable(vm, v, "__annotations__")?;
    let cache = vm.intern("__annotations_cache__");
    let name = &vm.names.__annotations__;
    match value {
        Some(_) if ty.dict().get_str(name).is_some() => drop(store(vm, ty, name, value)),
        Some(_) => drop(store(vm, ty, &cache, value)),
        None => {
            let old = store(vm, ty, name, None).or_else(|| store(vm, ty, &cache, None));
            if old.is_none() {
                return Err(own_attribute_error(vm, ty, "__annotations__"));
            }
        }
    }
    ty.dict().remove_str(&vm.names.__annotate_func__);
    ty.dict().remove_str(&vm.names.__annotate__);
    Ok(())
}

fn annotate(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    if !ty.has(TypeFlags::HEAP) {
        return Err(own_attribute_error(vm, ty, "__annotate__"));
    }
    let found = ty.dict().get_str(&vm.names.__annotate_func__).or_else(|| ty.dict().get_str(&vm.names.__annotate__));
    Ok(found.unwrap_or(Value::None))
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let ty = mutable(vm, v, "__annotate__")?;
    let Some(value) = value else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    if !value.is_none() && !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    store(vm, ty, &vm.names.__annotate_func__, Some(value));
    if !value.is_none() {
        ty.dict().remove_str(&vm.intern("__annotations_cache__"));
    }
    Ok(())
}

fn type_params(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    let own = if ty.has(TypeFlags::HEAP) { ty.dict().get_str(&vm.names.__type_params__) } else { None };
    Ok(own.unwrap_or_else(|| Value::tuple(Vec::new())))
}

fn set_type_params(vm: &Vm, v: &Value, value: Option<&Value>) -> PyResult<()> {
    let (ty, value) = checked(vm, v, "__type_params__", value)?;
    store(vm, ty, &vm.names.__type_params__, Some(value));
    Ok(())
}

/// The base that decides the representation: the first whose layout is the class's own.
fn base(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    let bases = ty.bases.borrow();
    let best = bases
        .iter()
        .find(|b| b.layout == ty.layout && (b.slot_count.get() == ty.slot_count.get() || bases.len() == 1))
        .or_else(|| bases.iter().find(|b| b.layout == ty.layout))
        .or_else(|| bases.first());
    Ok(best.map_or(Value::None, |b| Value::Type(b.clone())))
}

fn basic_size(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    let own = match ty.layout {
        Layout::Object | Layout::Sealed => 16,
        Layout::Float => 24,
        Layout::Int => 24,
        Layout::Dict | Layout::Str => 64,
        Layout::Type => 928,
        _ => 40,
    };
    Ok(Value::Int(own + 8 * i64::from(ty.slot_count.get())))
}

fn zero(_: &Vm, _: &Value) -> PyResult {
    Ok(Value::Int(0))
}

/// Whether instances can be referred to weakly; nobody asks for more.
fn weakref_offset(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    Ok(Value::Int(if ty.has(TypeFlags::HEAP.with(TypeFlags::WEAKREF)) { -1 } else { 0 }))
}

fn dict_offset(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Int(if this(vm, v)?.has(TypeFlags::DICT) { -1 } else { 0 }))
}

/// The bits that Python code asks for: inspect.isabstract, pickling, C-like subclass marks.
fn flags(vm: &Vm, v: &Value) -> PyResult {
    let ty = this(vm, v)?;
    let mut bits: i64 = 1 << 12;
    let mut set = |on: bool, bit: u32| bits |= i64::from(on) << bit;
    // CPython makes the types of its other modules at run time, too.
    set(ty.has(TypeFlags::HEAP) || ty.module != "builtins", 9);
    set(!ty.has(TypeFlags::HEAP), 8);
    set(ty.has(TypeFlags::HEAP) || ty.has(TypeFlags::BASE), 10);
    set(true, 14);
    set(ty.has(TypeFlags::ABSTRACT), 20);
    set(ty.has(TypeFlags::SEQUENCE), 5);
    set(ty.has(TypeFlags::MAPPING), 6);
    let subclass = match ty.layout {
        Layout::Int => 24,
        Layout::List => 25,
        Layout::Tuple => 26,
        Layout::Bytes => 27,
        Layout::Str => 28,
        Layout::Dict => 29,
        Layout::Exception => 30,
        Layout::Type => 31,
        _ => return Ok(Value::Int(bits)),
    };
    set(true, subclass);
    Ok(Value::Int(bits))
}

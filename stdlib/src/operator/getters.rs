//! `itemgetter`, `attrgetter`, `methodcaller`.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{TypeDef, method, method_raw};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::str::Str;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

use crate::support::object;

macro_rules! getter_type {
    ($def:ident, $name:literal, $new:expr, $repr:expr, $reduce:expr, $doc:literal) => {
        pub(super) static $def: TypeDef = TypeDef {
            doc: $doc,
            layout: Layout::Native(0),
            new: Some($new),
            methods: &[
                method_raw("__call__", "(self, obj, /)", call_method),
                method("__repr__", "(self, /)", $repr),
                method("__reduce__", "(self, /)", $reduce),
            ],
            ..TypeDef::new($name, "operator")
        };
    };
}

getter_type!(
    ITEMGETTER,
    "itemgetter",
    item_new,
    item_repr,
    item_reduce,
    "A callable that returns items of its argument: one, or a tuple of several."
);
getter_type!(
    ATTRGETTER,
    "attrgetter",
    attr_new,
    attr_repr,
    attr_reduce,
    "A callable that returns attributes of its argument, dotted names included."
);
getter_type!(
    METHODCALLER,
    "methodcaller",
    caller_new,
    caller_repr,
    caller_reduce,
    "A callable that calls a method of its argument."
);

/// `__call__`, the way in that takes the method's name; calls go through `NativeData::call`.
fn call_method(vm: &Vm, args: &Args) -> PyResult {
    if let Value::Object(o) = &args.values[0]
        && let Some(result) = o.data().call(o, vm, &args.skip_first())
    {
        return result;
    }
    Err(vm.type_error("a getter is needed"))
}

/// The one argument of a call.
#[inline]
fn only<'a>(vm: &Vm, name: &str, args: &Args<'a>) -> PyResult<&'a Value> {
    match args.values {
        [v] if args.names.is_empty() => Ok(v),
        _ if !args.names.is_empty() => Err(vm.type_error(format!("{name}() takes no keyword arguments"))),
        all => Err(vm.type_error(format!("{name} expected 1 argument, got {}", all.len()))),
    }
}

struct ItemGetter {
    keys: Tuple,
}

impl NativeData for ItemGetter {
    taipan_interp::traverses!(keys);

    fn call(&self, _this: &ObjRef, vm: &Vm, args: &Args) -> Option<PyResult> {
        Some(only(vm, "itemgetter", args).and_then(|v| match self.keys.items() {
            [key] => vm.get_item(v, key),
            keys => {
                let items: PyResult<Vec<Value>> = keys.iter().map(|k| vm.get_item(v, k)).collect();
                items.map(Value::tuple)
            }
        }))
    }
}

fn some_arguments(vm: &Vm, args: &Args, name: &str) -> PyResult<()> {
    if !args.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    if args.values.is_empty() {
        return Err(vm.type_error(format!("{name} expected 1 argument, got 0")));
    }
    Ok(())
}

fn item_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    some_arguments(vm, args, "itemgetter")?;
    Ok(object(cls, ItemGetter { keys: Tuple::from_slice(args.values) }))
}

/// `module.class(arguments)`.
fn show(vm: &Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let Some(_guard) = vm.repr_guard(this) else { return Ok(Value::str("operator.itemgetter(...)")) };
    let mut text = format!("operator.{}(", vm.class_of(this).name());
    for (i, v) in arguments.iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        text.push_str(vm.repr(v)?.as_str());
    }
    text.push(')');
    Ok(Value::from(text))
}

fn item_repr(vm: &Vm, a: &[Value]) -> PyResult {
    show(vm, &a[0], a[0].native::<ItemGetter>().map_or(&[], |g| g.keys.items()))
}

fn item_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let keys = a[0].native::<ItemGetter>().map_or(Value::None, |g| Value::Tuple(g.keys.clone()));
    Ok(Value::tuple(vec![Value::Type(vm.class_of(&a[0])), keys]))
}

struct AttrGetter {
    /// As given.
    names: Tuple,
    /// Each split at its dots.
    paths: Box<[Box<[Str]>]>,
}

impl NativeData for AttrGetter {
    taipan_interp::traverses!(names);

    fn call(&self, _this: &ObjRef, vm: &Vm, args: &Args) -> Option<PyResult> {
        let follow = |v: &Value, path: &[Str]| {
            let mut v = v.clone();
            for name in path {
                v = vm.get_attr(&v, name)?;
            }
            Ok(v)
        };
        Some(only(vm, "attrgetter", args).and_then(|v| match &*self.paths {
            [path] => follow(v, path),
            paths => {
                let items: PyResult<Vec<Value>> = paths.iter().map(|p| follow(v, p)).collect();
                items.map(Value::tuple)
            }
        }))
    }
}

fn attr_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    some_arguments(vm, args, "attrgetter")?;
    let mut paths = Vec::with_capacity(args.values.len());
    for v in args.values {
        let Some(name) = v.as_str() else { return Err(vm.type_error("attribute name must be a string")) };
        paths.push(name.as_str().split('.').map(|part| vm.intern(part)).collect());
    }
    Ok(object(cls, AttrGetter { names: Tuple::from_slice(args.values), paths: paths.into() }))
}

fn attr_repr(vm: &Vm, a: &[Value]) -> PyResult {
    show(vm, &a[0], a[0].native::<AttrGetter>().map_or(&[], |g| g.names.items()))
}

fn attr_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let names = a[0].native::<AttrGetter>().map_or(Value::None, |g| Value::Tuple(g.names.clone()));
    Ok(Value::tuple(vec![Value::Type(vm.class_of(&a[0])), names]))
}

struct MethodCaller {
    name: Str,
    /// Positional arguments, then those of keywords.
    values: Box<[Value]>,
    names: Box<[Str]>,
}

impl NativeData for MethodCaller {
    taipan_interp::traverses!(values);

    fn call(&self, _this: &ObjRef, vm: &Vm, args: &Args) -> Option<PyResult> {
        Some(only(vm, "methodcaller", args).and_then(|v| {
            let method = vm.get_attr(v, &self.name)?;
            vm.call_args(&method, &Args { values: &self.values, names: &self.names })
        }))
    }
}

fn caller_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let Some(name) = args.pos().first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(name) = name.as_str() else { return Err(vm.type_error("method name must be a string")) };
    let rest = args.skip_first();
    Ok(object(cls, MethodCaller { name: vm.intern_str(name), values: rest.values.into(), names: rest.names.into() }))
}

fn caller_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(c) = a[0].native::<MethodCaller>() else { return Ok(Value::None) };
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("operator.methodcaller(...)")) };
    let args = Args { values: &c.values, names: &c.names };
    let mut text = format!("operator.methodcaller({}", vm.repr(&Value::Str(c.name.clone()))?);
    for v in args.pos() {
        text.push_str(&format!(", {}", vm.repr(v)?));
    }
    for (name, v) in args.keywords() {
        text.push_str(&format!(", {name}={}", vm.repr(v)?));
    }
    text.push(')');
    Ok(Value::from(text))
}

fn caller_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(c) = a[0].native::<MethodCaller>() else { return Ok(Value::None) };
    let args = Args { values: &c.values, names: &c.names };
    let class = Value::Type(vm.class_of(&a[0]));
    let name = Value::Str(c.name.clone());
    if c.names.is_empty() {
        let mut all = vec![name];
        all.extend_from_slice(args.pos());
        return Ok(Value::tuple(vec![class, Value::tuple(all)]));
    }
    let partial = Value::Type(vm.state(crate::functools::Types::new).partial.clone());
    let keywords: Vec<(&str, Value)> = args.keywords().map(|(n, v)| (n.as_str(), v.clone())).collect();
    let maker = vm.call_kw(&partial, &[class, name], &keywords)?;
    Ok(Value::tuple(vec![maker, Value::tuple(args.pos().to_vec())]))
}

//! `partial`: a callable with some arguments given in advance.

use std::cell::RefCell;

use taipan_interp::heap::{NativeData, Traverse};
use taipan_interp::native::{GetSet, NativeDef, TypeDef, class_method, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::generic_alias;
use taipan_interp::types::str::Str;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{Args, ObjRef, PyResult, Ref, Value, Vm};

use super::Types;
use crate::support::object;

/// The type of the sentinel `Placeholder`.
pub(super) static PLACEHOLDER: TypeDef = TypeDef {
    doc: "Stands for an argument of a partial call that is to be given later.",
    layout: Layout::Native(0),
    new: Some(placeholder_new),
    methods: &[
        method("__repr__", "(self, /)", |_, _| Ok(Value::str("Placeholder"))),
        method("__reduce__", "(self, /)", |_, _| Ok(Value::str("Placeholder"))),
    ],
    ..TypeDef::new("_PlaceholderType", "functools")
};

/// The sentinel's data: none.
pub(crate) struct Placeholder;

impl NativeData for Placeholder {}

fn placeholder_new(vm: &Vm, _cls: &TypeRef, args: &Args) -> PyResult {
    if !args.values.is_empty() {
        return Err(vm.type_error("_PlaceholderType takes no arguments"));
    }
    Ok(vm.state(Types::new).placeholder.clone())
}

pub(super) static PARTIAL: TypeDef = TypeDef {
    doc: "A callable that calls another with some arguments given in advance.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("partial", "functools")
};

const METHODS: &[NativeDef] = &[
    method_raw("__call__", "(self, /, *args, **kwargs)", call_method),
    method("__get__", "(self, instance, owner=None, /)", get),
    method("__repr__", "(self, /)", repr),
    method("__reduce__", "(self, /)", reduce),
    method("__setstate__", "(self, state, /)", setstate),
    class_method("__class_getitem__", "(cls, object, /)", |vm, a| generic_alias::make(vm, &a[0], &a[1])),
];

const GETSET: &[GetSet] = &[
    getter("func", |vm, v| Ok(this(vm, v)?.parts().func)),
    getter("args", |vm, v| Ok(Value::Tuple(this(vm, v)?.parts().args))),
    getter("keywords", |vm, v| Ok(Value::Dict(this(vm, v)?.parts().keywords))),
];

/// What a partial calls and with what.
#[derive(Clone)]
struct Parts {
    func: Value,
    args: Tuple,
    keywords: Ref<Dict>,
    /// How many of `args` are placeholders.
    holes: usize,
}

/// A partial. Its parts change only when it is unpickled.
pub(crate) struct Partial(RefCell<Parts>);

impl Partial {
    fn parts(&self) -> Parts {
        self.0.borrow().clone()
    }
}

impl Traverse for Parts {
    taipan_interp::traverses!(func, args, keywords);
}

impl NativeData for Partial {
    taipan_interp::traverses!(0);

    fn call(&self, _this: &ObjRef, vm: &Vm, args: &Args) -> Option<PyResult> {
        Some(call(vm, self, args))
    }

    fn binds_as_method(&self) -> bool {
        true
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Partial> {
    v.native().ok_or_else(|| vm.type_error("a partial object is needed"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let Some(func) = args.pos().first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(func) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let types = vm.state(Types::new);
    let is_hole = |v: &Value| v.is(&types.placeholder);
    let given = &args.pos()[1..];
    if given.last().is_some_and(is_hole) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if args.keywords().any(|(_, v)| is_hole(v)) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    // A partial of a partial becomes one, unless the inner one has attributes of its own that would be lost.
    let inner = match func {
        Value::Object(o) if o.class().is(&types.partial) && !o.has_attrs() => o.get::<Partial>().map(Partial::parts),
        _ => None,
    };
    let keywords = Ref::new(match &inner {
        Some(inner) => inner.keywords.copy(),
        None => Dict::new(),
    });
    for (name, value) in args.keywords() {
        keywords.set_str(name, value.clone());
    }
    let (func, args) = match inner {
        Some(inner) => (inner.func.clone(), Tuple::new(fill_holes(&inner, given, &is_hole))),
        None => (func.clone(), Tuple::from_slice(given)),
    };
    let holes = args.iter().filter(|v| is_hole(v)).count();
    Ok(object(cls, Partial(RefCell::new(Parts { func, args, keywords, holes }))))
}

/// The arguments of `inner` followed by `given`, its placeholders replaced by the first of `given`.
fn fill_holes(inner: &Parts, given: &[Value], is_hole: &dyn Fn(&Value) -> bool) -> Vec<Value> {
    let mut rest = given.iter();
    let mut all: Vec<Value> = Vec::with_capacity(inner.args.len() + given.len());
    for v in inner.args.iter() {
        all.push(if is_hole(v) { rest.next().unwrap_or(v).clone() } else { v.clone() });
    }
    all.extend(rest.cloned());
    all
}

fn call_method(vm: &Vm, args: &Args) -> PyResult {
    call(vm, this(vm, &args.values[0])?, &args.skip_first())
}

fn call(vm: &Vm, partial: &Partial, args: &Args) -> PyResult {
    let parts = partial.parts();
    if parts.holes == 0 && parts.keywords.is_empty() {
        return vm.recurse("", |vm| vm.call_prefixed(&parts.func, &parts.args, args));
    }
    let mut values = if parts.holes == 0 {
        parts.args.iter().chain(args.pos()).cloned().collect()
    } else {
        if args.pos().len() < parts.holes {
            return Err(vm.type_error(format!(
                "missing positional arguments in 'partial' call; expected at least {}, got {}",
                parts.holes,
                args.pos().len()
            )));
        }
        let types = vm.state(Types::new);
        fill_holes(&parts, args.pos(), &|v| v.is(&types.placeholder))
    };
    let names = merge_keywords(vm, &parts, args, &mut values)?;
    vm.recurse("", |vm| vm.call_args(&parts.func, &Args { values: &values, names: &names }))
}

/// Adds the values of all keyword arguments, those of the call in place of those given in advance; their names come
/// back.
fn merge_keywords(vm: &Vm, parts: &Parts, args: &Args, values: &mut Vec<Value>) -> PyResult<Vec<Str>> {
    let mut names = Vec::with_capacity(parts.keywords.len() + args.names.len());
    for (key, value) in parts.keywords.items() {
        let Some(name) = key.as_str() else { return Err(vm.type_error("keywords must be strings")) };
        values.push(args.keyword(name.as_str()).unwrap_or(&value).clone());
        names.push(name.clone());
    }
    for (name, value) in args.keywords() {
        if parts.keywords.get_str(name).is_none() {
            values.push(value.clone());
            names.push(name.clone());
        }
    }
    Ok(names)
}

/// As a class attribute a partial is a method, as functions are.
fn get(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(if a[1].is_none() { a[0].clone() } else { vm.bound_method(a[0].clone(), a[1].clone()) })
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let parts = this(vm, &a[0])?.parts();
    let Some(_guard) = vm.repr_guard(&a[0]) else { return Ok(Value::str("...")) };
    let class = Value::Type(vm.class_of(&a[0]));
    let module = vm.get_attr(&class, &vm.names.__module__)?;
    let name = vm.get_attr(&class, &vm.names.__qualname__)?;
    let mut text = format!("{}.{}({}", vm.str(&module)?, vm.str(&name)?, vm.repr(&parts.func)?);
    for v in parts.args.iter() {
        text.push_str(", ");
        text.push_str(vm.repr(v)?.as_str());
    }
    for (key, value) in parts.keywords.items() {
        text.push_str(&format!(", {}={}", vm.str(&key)?, vm.repr(&value)?));
    }
    text.push(')');
    Ok(Value::from(text))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let parts = this(vm, &a[0])?.parts();
    let attrs = vm.filled_attr_slot(&a[0]).filter(|s| !s.is_empty()).map(|s| Value::Dict(s.dict()));
    let state =
        vec![parts.func.clone(), Value::Tuple(parts.args), Value::Dict(parts.keywords), attrs.unwrap_or(Value::None)];
    let class = Value::Type(vm.class_of(&a[0]));
    Ok(Value::tuple(vec![class, Value::tuple(vec![parts.func]), Value::tuple(state)]))
}

fn setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let invalid = || vm.type_error("invalid partial state");
    let Value::Tuple(state) = a[1].inner() else { return Err(invalid()) };
    let [func, args, keywords, attrs] = state.items() else { return Err(invalid()) };
    let args = match args.inner() {
        Value::Tuple(t) if vm.is_callable(func) => t.clone(),
        _ => return Err(invalid()),
    };
    let keywords = match keywords.inner() {
        Value::None => Ref::new(Dict::new()),
        Value::Dict(d) => Ref::new(d.copy()),
        _ => return Err(invalid()),
    };
    let types = vm.state(Types::new);
    let holes = args.iter().filter(|v| v.is(&types.placeholder)).count();
    let _old = this(vm, &a[0])?.0.replace(Parts { func: func.clone(), args, keywords, holes });
    match (attrs.inner(), vm.attr_slot(&a[0])) {
        (Value::Dict(d), Some(slot)) => slot.set_dict(d.clone()),
        (Value::None, _) => {}
        _ => return Err(invalid()),
    }
    Ok(Value::None)
}

//! `_contextvars` and `contextvars`: context variables, contexts, tokens.
//!
//! Owns what a context is and which one is current (`vm.context`). Who enters which context when is the business of
//! `Context.run` here and of the event loop, which runs every callback in a context of its own.
//!
//! A context that holds nothing needs no object until somebody can tell the difference: `vm.context` is `None` then,
//! and copying it is `None` again. So a program without context variables pays nothing for them, though each of its
//! tasks runs in its own copy. [`current`] makes the object when it is first needed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taipan_interp::heap::{Held, NativeData, Traverse};
use taipan_interp::native::{ModuleDef, NativeDef, TypeDef, class_method, function, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::{Args, ObjRef, PyResult, Value, Vm};

/// The variables of a context with their values, shared by copies until one of them changes. Searched by identity:
/// programs have a handful.
type Vars = Rc<Vec<(ObjRef, Value)>>;

/// `contextvars.ContextVar`.
pub struct ContextVar {
    name: Str,
    /// Unbound without a default.
    default: Value,
}

impl NativeData for ContextVar {
    taipan_interp::traverses!(default);
}

/// `contextvars.Context`.
pub struct Context {
    vars: RefCell<Vars>,
    /// It is current somewhere: it cannot be entered again.
    entered: Cell<bool>,
}

impl NativeData for Context {
    taipan_interp::traverses!(vars);

    fn clear(&self) {
        drop(self.vars.take());
    }
}

/// `contextvars.Token`: what `ContextVar.set` found, for `reset`.
struct Token {
    var: ObjRef,
    /// Unbound when the variable had no value.
    old: Value,
    /// The context it was made in.
    context: ObjRef,
    used: Cell<bool>,
}

impl NativeData for Token {
    taipan_interp::traverses!(var, old, context);
}

/// `Token.MISSING`.
struct Missing;

impl NativeData for Missing {}

/// The types, made once per interpreter.
struct Types {
    var: TypeRef,
    context: TypeRef,
    token: TypeRef,
    missing: Value,
}

fn types(vm: &Vm) -> Rc<Types> {
    vm.state(|vm| {
        let missing_type = vm.make_type(&MISSING, None);
        Types {
            var: vm.make_type(&CONTEXT_VAR, None),
            context: vm.make_type(&CONTEXT, None),
            token: vm.make_type(&TOKEN, None),
            missing: Value::Object(ObjRef::new(missing_type, Missing)),
        }
    })
}

impl Context {
    fn find(&self, var: &ObjRef) -> Option<Value> {
        self.vars.borrow().iter().find(|(v, _)| v.is(var)).map(|(_, value)| value.clone())
    }

    /// Sets (or, with `Unbound`, removes) a variable; hands out the old value.
    fn replace(&self, var: &ObjRef, value: Value) -> Value {
        let mut vars = self.vars.borrow_mut();
        let vars = Rc::make_mut(&mut vars);
        match vars.iter().position(|(v, _)| v.is(var)) {
            Some(i) if value.is_unbound() => vars.remove(i).1,
            Some(i) => std::mem::replace(&mut vars[i].1, value),
            None if value.is_unbound() => Value::Unbound,
            None => {
                vars.push((var.clone(), value));
                Value::Unbound
            }
        }
    }

    fn snapshot(&self) -> Vars {
        self.vars.borrow().clone()
    }
}

fn new_context(class: TypeRef, vars: Vars) -> ObjRef {
    ObjRef::new(class, Context { vars: RefCell::new(vars), entered: Cell::new(false) })
}

fn as_context(value: &Value) -> Option<(&ObjRef, &Context)> {
    match value {
        Value::Object(o) => o.get::<Context>().map(|c| (o, c)),
        _ => None,
    }
}

/// What `copy_context()` makes of a context: a new one with the same values; `None` for an empty one (see the head).
fn copy_of(object: &ObjRef, context: &Context) -> Value {
    let vars = context.snapshot();
    if vars.is_empty() { Value::None } else { Value::Object(new_context(object.class(), vars)) }
}

/// A copy of the current context, for what is to run later.
#[inline]
pub fn copy_current(vm: &Vm) -> Value {
    match vm.context.get() {
        Value::Object(o) => o.get::<Context>().map_or(Value::None, |c| copy_of(&o, c)),
        _ => Value::None,
    }
}

/// A field for the context that something runs in; empty while that would be an empty context nobody has seen.
#[derive(Default)]
pub struct ContextCell(Held<Option<ObjRef>>);

impl Traverse for ContextCell {
    taipan_interp::traverses!(0);
}

impl ContextCell {
    /// A field with this context, or None.
    pub fn new(context: &Value) -> ContextCell {
        let cell = ContextCell::default();
        cell.set(context);
        cell
    }

    /// The context; None when empty.
    #[inline]
    pub fn get(&self) -> Value {
        self.0.get().map_or(Value::None, Value::Object)
    }

    /// Puts another context there; anything but an object empties the field.
    pub fn set(&self, context: &Value) {
        self.0.set(match context {
            Value::Object(o) => Some(o.clone()),
            _ => None,
        });
    }

    /// True while no context object is there.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The context as an object, which the field keeps.
    pub fn object(&self, vm: &Vm) -> Value {
        if self.is_empty() {
            self.0.set(Some(new_context(types(vm).context.clone(), Vars::default())));
        }
        self.get()
    }
}

/// True when this context, an object, is the current one.
#[inline]
pub fn is_current(vm: &Vm, context: &Value) -> bool {
    matches!(context, Value::Object(_)) && vm.context.get().is(context)
}

/// The object for a context that may still be the empty `None`.
pub fn as_object(vm: &Vm, context: &Value) -> Value {
    ContextCell::new(context).object(vm)
}

/// The current context as an object.
pub fn current(vm: &Vm) -> ObjRef {
    if let Value::Object(o) = vm.context.get() {
        return o;
    }
    let made = new_context(types(vm).context.clone(), Vars::default());
    if let Some(context) = made.get::<Context>() {
        context.entered.set(true);
    }
    vm.context.replace(Value::Object(made.clone()));
    crate::asyncio::context_was_made(vm, &made);
    made
}

/// Makes `context` current. Pair it with [`leave`], which takes what this returns.
///
/// # Errors
/// RuntimeError when it is current already, here or further out.
#[inline]
pub fn enter(vm: &Vm, context: Value) -> PyResult {
    if let Some((_, c)) = as_context(&context)
        && c.entered.replace(true)
    {
        return Err(already_entered(vm, &context));
    }
    Ok(vm.context.replace(context))
}

#[cold]
fn already_entered(vm: &Vm, context: &Value) -> taipan_interp::Raised {
    match vm.repr(context) {
        Ok(repr) => vm.runtime_error(format!("cannot enter context: {} is already entered", repr.as_str())),
        Err(e) => e,
    }
}

/// Makes `before` current again; hands out the context that is left (an object now, if one was needed meanwhile).
#[inline]
pub fn leave(vm: &Vm, before: Value) -> Value {
    let left = vm.context.replace(before);
    if let Some((_, c)) = as_context(&left) {
        c.entered.set(false);
    }
    left
}

/// True for a `Context`.
pub fn is_context(value: &Value) -> bool {
    as_context(value).is_some()
}

// ---- ContextVar ----

const CONTEXT_VAR: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF,
    new: Some(var_new),
    methods: &[
        method("get", "(self, default=<unrepresentable>, /)", var_get),
        method("set", "(self, value, /)", var_set),
        method("reset", "(self, token, /)", var_reset),
        method("__repr__", "(self, /)", var_repr),
        class_method("__class_getitem__", "(cls, object, /)", class_getitem),
    ],
    getset: &[getter("name", |_, v| Ok(v.native::<ContextVar>().map_or(Value::None, |c| Value::Str(c.name.clone()))))],
    ..TypeDef::new("ContextVar", "_contextvars")
};

fn class_getitem(vm: &Vm, a: &[Value]) -> PyResult {
    vm.call(&Value::Type(vm.types.generic_alias.clone()), a)
}

fn var_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let pos = args.pos();
    if pos.len() > 1 {
        return Err(vm.type_error(format!("ContextVar() takes exactly 1 positional argument ({} given)", pos.len())));
    }
    let Some(name) = pos.first().or_else(|| args.keyword("name")) else {
        return Err(vm.type_error("ContextVar() missing required argument 'name' (pos 1)"));
    };
    let Some(name) = name.as_str() else {
        return Err(vm.type_error("context variable name must be a str"));
    };
    let default = args.keyword("default").cloned().unwrap_or(Value::Unbound);
    Ok(Value::Object(ObjRef::new(cls.clone(), ContextVar { name: name.clone(), default })))
}

fn this_var<'a>(vm: &Vm, value: &'a Value) -> PyResult<(&'a ObjRef, &'a ContextVar)> {
    match value {
        Value::Object(o) => match o.get::<ContextVar>() {
            Some(var) => Ok((o, var)),
            None => Err(key_expected(vm, value)),
        },
        _ => Err(key_expected(vm, value)),
    }
}

#[cold]
fn key_expected(vm: &Vm, value: &Value) -> taipan_interp::Raised {
    match vm.repr(value) {
        Ok(repr) => vm.type_error(format!("a ContextVar key was expected, got {}", repr.as_str())),
        Err(e) => e,
    }
}

fn var_get(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, var) = this_var(vm, &a[0])?;
    let found = match vm.context.get() {
        Value::Object(o) => o.get::<Context>().and_then(|c| c.find(object)),
        _ => None,
    };
    if let Some(value) = found {
        return Ok(value);
    }
    if let Some(default) = a[1].bound() {
        return Ok(default.clone());
    }
    if let Some(default) = var.default.bound() {
        return Ok(default.clone());
    }
    Err(vm.new_exception(&vm.exc.lookup_error, vec![a[0].clone()]))
}

fn var_set(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, _) = this_var(vm, &a[0])?;
    let context = current(vm);
    let Some(data) = context.get::<Context>() else {
        return Err(vm.runtime_error("the current context is not a Context"));
    };
    let old = data.replace(object, a[1].clone());
    let token = Token { var: object.clone(), old, context: context.clone(), used: Cell::new(false) };
    Ok(Value::Object(ObjRef::new(types(vm).token.clone(), token)))
}

fn var_reset(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, _) = this_var(vm, &a[0])?;
    let Some(token) = a[1].native::<Token>() else {
        let repr = vm.repr(&a[1])?;
        return Err(vm.type_error(format!("expected an instance of Token, got {}", repr.as_str())));
    };
    let shown = |what: &str| match vm.repr(&a[1]) {
        Ok(repr) => Ok(format!("{} {what}", repr.as_str())),
        Err(e) => Err(e),
    };
    if token.used.get() {
        return Err(vm.runtime_error(shown("has already been used once")?));
    }
    if !token.var.is(object) {
        return Err(vm.value_error(shown("was created by a different ContextVar")?));
    }
    let context = current(vm);
    if !token.context.is(&context) {
        return Err(vm.value_error(shown("was created in a different Context")?));
    }
    token.used.set(true);
    if let Some(data) = context.get::<Context>() {
        let replaced = data.replace(object, token.old.clone());
        drop(replaced);
    }
    Ok(Value::None)
}

fn var_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let (object, var) = this_var(vm, &a[0])?;
    let name = vm.repr(&Value::Str(var.name.clone()))?;
    let default = match var.default.bound() {
        Some(d) => format!(" default={}", vm.repr(d)?.as_str()),
        None => String::new(),
    };
    Ok(Value::from(format!("<ContextVar name={}{default} at {:#x}>", name.as_str(), object.addr())))
}

// ---- Token ----

const TOKEN: TypeDef = TypeDef {
    layout: Layout::Native(0),
    methods: &[
        method("__repr__", "(self, /)", token_repr),
        class_method("__class_getitem__", "(cls, object, /)", class_getitem),
    ],
    getset: &[
        getter("var", |_, v| Ok(v.native::<Token>().map_or(Value::None, |t| Value::Object(t.var.clone())))),
        getter("old_value", |vm, v| {
            let old = v.native::<Token>().map_or(Value::Unbound, |t| t.old.clone());
            Ok(if old.is_unbound() { types(vm).missing.clone() } else { old })
        }),
    ],
    ..TypeDef::new("Token", "_contextvars")
};

fn token_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(token) = a[0].native::<Token>() else {
        return Err(vm.type_error("expected a Token"));
    };
    let used = if token.used.get() { " used" } else { "" };
    let var = vm.repr(&Value::Object(token.var.clone()))?;
    Ok(Value::from(format!("<Token{used} var={} at {:#x}>", var.as_str(), a[0].heap_addr())))
}

const MISSING: TypeDef = TypeDef {
    methods: &[method("__repr__", "(self, /)", |_, _| Ok(Value::str("<Token.MISSING>")))],
    ..TypeDef::new("Token.MISSING", "_contextvars")
};

// ---- Context ----

const CONTEXT: TypeDef = TypeDef {
    layout: Layout::Native(0),
    flags: TypeFlags::WEAKREF.with(TypeFlags::MAPPING),
    new: Some(context_new),
    methods: CONTEXT_METHODS,
    ..TypeDef::new("Context", "_contextvars")
};

const CONTEXT_METHODS: &[NativeDef] = &[
    method_raw("run", "(self, callable, /, *args, **kwargs)", context_run),
    method("copy", "(self, /)", context_copy),
    method("get", "(self, key, default=None, /)", context_get),
    method("keys", "(self, /)", |vm, a| listed(vm, a, |o, _| Value::Object(o.clone()))),
    method("values", "(self, /)", |vm, a| listed(vm, a, |_, v| v.clone())),
    method("items", "(self, /)", |vm, a| listed(vm, a, |o, v| Value::tuple(vec![Value::Object(o.clone()), v.clone()]))),
    method("__iter__", "(self, /)", |vm, a| vm.iter(&listed(vm, a, |o, _| Value::Object(o.clone()))?)),
    method("__len__", "(self, /)", |vm, a| Ok(Value::from(this_context(vm, &a[0])?.vars.borrow().len()))),
    method("__getitem__", "(self, key, /)", context_getitem),
    method("__contains__", "(self, key, /)", context_contains),
    method("__eq__", "(self, value, /)", context_eq),
];

fn context_new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if !args.values.is_empty() {
        return Err(vm.type_error("Context() does not accept any arguments"));
    }
    Ok(Value::Object(new_context(cls.clone(), Vars::default())))
}

fn this_context<'a>(vm: &Vm, value: &'a Value) -> PyResult<&'a Context> {
    as_context(value).map(|(_, c)| c).ok_or_else(|| vm.type_error("an instance of Context was expected"))
}

fn listed(vm: &Vm, a: &[Value], show: impl Fn(&ObjRef, &Value) -> Value) -> PyResult {
    let vars = this_context(vm, &a[0])?.snapshot();
    Ok(Value::list(vars.iter().map(|(var, value)| show(var, value)).collect()))
}

fn context_run(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    this_context(vm, pos.first().unwrap_or(&Value::None))?;
    let Some(callable) = pos.get(1) else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    // The outer context must be an object before it is covered: a task asked for its context meanwhile gives this one.
    current(vm);
    let before = enter(vm, pos[0].clone())?;
    let result = vm.call_args(callable, &args.skip_first().skip_first());
    drop(leave(vm, before));
    result
}

fn context_copy(vm: &Vm, a: &[Value]) -> PyResult {
    let vars = this_context(vm, &a[0])?.snapshot();
    Ok(Value::Object(new_context(types(vm).context.clone(), vars)))
}

fn context_get(vm: &Vm, a: &[Value]) -> PyResult {
    let (var, _) = this_var(vm, &a[1])?;
    let found = this_context(vm, &a[0])?.find(var);
    Ok(found.unwrap_or_else(|| a[2].bound().cloned().unwrap_or(Value::None)))
}

fn context_getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let (var, _) = this_var(vm, &a[1])?;
    this_context(vm, &a[0])?.find(var).ok_or_else(|| vm.key_error(a[1].clone()))
}

fn context_contains(vm: &Vm, a: &[Value]) -> PyResult {
    let (var, _) = this_var(vm, &a[1])?;
    Ok(Value::Bool(this_context(vm, &a[0])?.find(var).is_some()))
}

fn context_eq(vm: &Vm, a: &[Value]) -> PyResult {
    let (Some((_, x)), Some((_, y))) = (as_context(&a[0]), as_context(&a[1])) else {
        return Ok(Value::NotImplemented);
    };
    let (x, y) = (x.snapshot(), y.snapshot());
    if x.len() != y.len() {
        return Ok(Value::Bool(false));
    }
    for (var, value) in x.iter() {
        let Some((_, other)) = y.iter().find(|(v, _)| v.is(var)) else {
            return Ok(Value::Bool(false));
        };
        if !vm.eq(value, other)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

// ---- the modules ----

const FUNCTIONS: &[NativeDef] = &[function("copy_context", "()", |vm, _| {
    Ok(match copy_current(vm) {
        Value::None => Value::Object(new_context(types(vm).context.clone(), Vars::default())),
        copy => copy,
    })
})];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = types(vm);
    for ty in [&types.context, &types.var, &types.token] {
        dict.set_str(&vm.intern_str(&ty.name()), Value::Type(ty.clone()));
    }
    types.token.dict().set_str(&vm.intern("MISSING"), types.missing.clone());
    let names = ["Context", "ContextVar", "Token", "copy_context"];
    dict.set_str(&vm.names.__all__, Value::tuple(names.iter().map(|n| Value::str(n)).collect()));
    // An instance of Mapping, as far as somebody asks.
    let abc = vm.modules.get_str(&vm.intern("_collections_abc"));
    if let Some(abc) = abc {
        let mapping = vm.get_attr(&abc, &vm.intern("Mapping"))?;
        vm.call_method(&mapping, &vm.intern("register"), &[Value::Type(types.context.clone())])?;
    }
    Ok(())
}

pub(crate) const MODULES: &[ModuleDef] = &[
    ModuleDef { name: "_contextvars", doc: "Context Variables", functions: FUNCTIONS, init },
    ModuleDef { name: "contextvars", doc: "", functions: FUNCTIONS, init },
];

//! `types.GenericAlias` (`list[int]`) and the substitution of type parameters, which unions share.

use std::cell::{Cell, OnceCell};

use crate::error::{PyResult, Raised};
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, NativeDef, TypeDef, class_method, getter, method, method_raw};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::object;
use crate::types::parameters::builtin;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::types::union;
use crate::value::Value;
use crate::vm::Vm;

/// A type with arguments.
pub struct GenericAlias {
    origin: Value,
    args: Tuple,
    /// `*tuple[int, …]`.
    unpacked: bool,
    /// The type parameters among the arguments.
    parameters: OnceCell<Tuple>,
}

impl NativeData for GenericAlias {
    crate::traverses!(origin, args, parameters);
}

/// `origin[args]`; a single argument need not be a tuple.
pub fn alias(vm: &Vm, origin: Value, args: &Value) -> Value {
    build(vm.types.generic_alias.clone(), origin, args, false)
}

/// `origin[args]` of a class without a say in it.
///
/// # Errors
/// None.
pub fn make(vm: &Vm, origin: &Value, args: &Value) -> PyResult {
    Ok(alias(vm, origin.clone(), args))
}

fn build(class: TypeRef, origin: Value, args: &Value, unpacked: bool) -> Value {
    let args = match args {
        Value::Tuple(t) => t.clone(),
        other => Tuple::from_slice(std::slice::from_ref(other)),
    };
    Value::Object(ObjRef::new(class, GenericAlias { origin, args, unpacked, parameters: OnceCell::new() }))
}

/// `__class_getitem__` of builtin types.
///
/// # Errors
/// None: any argument will do.
pub fn class_getitem(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(alias(vm, a[0].clone(), &a[1]))
}

/// The line for a type's table: `list[int]` makes an alias.
pub const CLASS_GETITEM: NativeDef =
    class_method("__class_getitem__", "(cls, object, /)", class_getitem).doc("An alias that carries type arguments.");

/// True for `list[int]` and the like.
pub fn is_alias(v: &Value) -> bool {
    v.native::<GenericAlias>().is_some()
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a GenericAlias> {
    v.native::<GenericAlias>().ok_or_else(|| vm.type_error("a types.GenericAlias is required"))
}

fn construct(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("GenericAlias() takes no keyword arguments"));
    }
    let [origin, arguments] = args.pos() else {
        return Err(vm.type_error(format!("GenericAlias expected 2 arguments, got {}", args.pos().len())));
    };
    Ok(build(cls.clone(), origin.clone(), arguments, false))
}

/// A type argument as text: classes by their qualified name.
pub fn argument_repr(vm: &Vm, v: &Value) -> PyResult<String> {
    match v {
        Value::Ellipsis => return Ok("...".to_owned()),
        Value::List(l) => {
            let items = l.snapshot();
            let parts: PyResult<Vec<_>> = items.iter().map(|v| argument_repr(vm, v)).collect();
            return Ok(format!("[{}]", parts?.join(", ")));
        }
        Value::Type(t) => return Ok(super::class::full_name(vm, t)),
        _ => {}
    }
    // Aliases of other modules look like classes without being any: their own repr says more.
    let own_repr = vm.get_attr_opt(v, &vm.intern("__origin__"))?.is_some()
        && vm.get_attr_opt(v, &vm.intern("__args__"))?.is_some();
    if own_repr {
        return Ok(vm.repr(v)?.as_str().to_owned());
    }
    let qualname = vm.get_attr_opt(v, &vm.names.__qualname__)?;
    let module = vm.get_attr_opt(v, &vm.names.__module__)?;
    match (qualname, module.filter(|m| !m.is_none())) {
        (Some(q), Some(m)) => {
            let (q, m) = (vm.str(&q)?, vm.str(&m)?);
            Ok(if m.as_str() == "builtins" { q.as_str().to_owned() } else { format!("{m}.{q}") })
        }
        _ => Ok(vm.repr(v)?.as_str().to_owned()),
    }
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let alias = this(vm, &a[0])?;
    let origin = argument_repr(vm, &alias.origin)?;
    let mut parts = Vec::with_capacity(alias.args.len());
    for arg in alias.args.items() {
        parts.push(vm.recurse(" while getting the repr of an object", |vm| argument_repr(vm, arg))?);
    }
    let star = if alias.unpacked { "*" } else { "" };
    // `tuple[()]` is the type of the empty tuple.
    let inside = if parts.is_empty() { "()".to_owned() } else { parts.join(", ") };
    Ok(Value::from(format!("{star}{origin}[{inside}]")))
}

/// True for what can stand for a type: type variables and what has parameters of its own.
fn own_parameters(vm: &Vm, v: &Value) -> PyResult<Option<Vec<Value>>> {
    if matches!(v, Value::Type(_)) {
        return Ok(None);
    }
    match vm.get_attr_opt(v, &vm.intern("__parameters__"))? {
        Some(Value::Tuple(t)) => Ok(Some(t.to_vec())),
        _ => Ok(None),
    }
}

fn is_parameter(vm: &Vm, v: &Value) -> PyResult<bool> {
    if matches!(v, Value::Type(_)) {
        return Ok(false);
    }
    Ok(vm.get_attr_opt(v, &vm.intern("__typing_subst__"))?.is_some())
}

/// The type parameters in `args`, each once, in order of appearance.
///
/// # Errors
/// What reading attributes of the arguments raises.
pub fn collect_parameters(vm: &Vm, args: &[Value]) -> PyResult<Tuple> {
    let mut found: Vec<Value> = Vec::new();
    let add = |v: Value, found: &mut Vec<Value>| {
        if !found.iter().any(|f| f.is(&v)) {
            found.push(v);
        }
    };
    for arg in args {
        if is_parameter(vm, arg)? {
            add(arg.clone(), &mut found);
        } else if let Value::List(_) | Value::Tuple(_) = arg {
            let inner = vm.collect(arg)?;
            for p in vm.recurse(" in type parameters", |vm| collect_parameters(vm, &inner))?.items() {
                add(p.clone(), &mut found);
            }
        } else if let Some(inner) = own_parameters(vm, arg)? {
            for p in inner {
                add(p, &mut found);
            }
        }
    }
    Ok(Tuple::new(found))
}

impl GenericAlias {
    fn parameters(&self, vm: &Vm) -> PyResult<&Tuple> {
        if let Some(known) = self.parameters.get() {
            return Ok(known);
        }
        let found = collect_parameters(vm, self.args.items())?;
        Ok(self.parameters.get_or_init(|| found))
    }
}

/// The items of `item`, with `*tuple[…]` of known length spread out.
fn unpack_arguments(vm: &Vm, item: &Value) -> PyResult<Vec<Value>> {
    let given: Vec<Value> = match item {
        Value::Tuple(t) => t.to_vec(),
        other => vec![other.clone()],
    };
    let mut out = Vec::with_capacity(given.len());
    for v in given {
        let inner = if matches!(v, Value::Type(_)) {
            None
        } else {
            vm.get_attr_opt(&v, &vm.intern("__typing_unpacked_tuple_args__"))?
        };
        match inner {
            Some(Value::Tuple(t)) if !matches!(t.items().last(), Some(Value::Ellipsis)) => {
                out.extend_from_slice(t.items());
            }
            _ => out.push(v),
        }
    }
    Ok(out)
}

fn count_error(vm: &Vm, whole: &Value, many: bool, got: usize, want: usize) -> Raised {
    match vm.repr(whole) {
        Ok(text) => {
            let few = if many { "many" } else { "few" };
            vm.type_error(format!("Too {few} arguments for {text}; actual {got}, expected {want}"))
        }
        Err(e) => e,
    }
}

/// `args` with `parameters` replaced by `item`: the arguments of `whole[item]`.
///
/// # Errors
/// TypeError when there is nothing to replace, or the counts differ.
pub fn substitute(vm: &Vm, whole: &Value, args: &[Value], parameters: &[Value], item: &Value) -> PyResult<Vec<Value>> {
    if parameters.is_empty() {
        return Err(vm.type_error(format!("{} is not a generic class", vm.repr(whole)?)));
    }
    let mut item = Value::tuple(unpack_arguments(vm, item)?);
    for param in parameters {
        if let Some(prepare) = vm.get_attr_opt(param, &vm.intern("__typing_prepare_subst__"))?
            && !prepare.is_none()
        {
            let prepared = vm.call(&prepare, &[whole.clone(), item.clone()])?;
            item = match prepared {
                Value::Tuple(_) => prepared,
                other => Value::tuple(vec![other]),
            };
        }
    }
    let Value::Tuple(given) = &item else { return Err(vm.type_error("type arguments must be a tuple")) };
    if given.len() != parameters.len() {
        let many = given.len() > parameters.len();
        return Err(count_error(vm, whole, many, given.len(), parameters.len()));
    }
    let mut out = Vec::with_capacity(args.len());
    for arg in args {
        replace_in(vm, arg, parameters, given.items(), &mut out)?;
    }
    Ok(out)
}

fn replace_in(vm: &Vm, arg: &Value, params: &[Value], given: &[Value], out: &mut Vec<Value>) -> PyResult<()> {
    if matches!(arg, Value::Type(_)) {
        out.push(arg.clone());
        return Ok(());
    }
    if let Value::List(_) | Value::Tuple(_) = arg {
        let mut inner = Vec::new();
        for v in vm.collect(arg)? {
            vm.recurse(" in type parameters", |vm| replace_in(vm, &v, params, given, &mut inner))?;
        }
        out.push(if matches!(arg, Value::List(_)) { Value::list(inner) } else { Value::tuple(inner) });
        return Ok(());
    }
    let unpack = vm
        .get_attr_opt(arg, &vm.intern("__typing_is_unpacked_typevartuple__"))?
        .is_some_and(|v| matches!(v, Value::Bool(true)));
    let made = if let Some(subst) = vm.get_attr_opt(arg, &vm.intern("__typing_subst__"))? {
        match params.iter().position(|p| p.is(arg)) {
            Some(i) => vm.call(&subst, std::slice::from_ref(&given[i]))?,
            None => arg.clone(),
        }
    } else {
        match own_parameters(vm, arg)? {
            Some(own) if !own.is_empty() => nested(vm, arg, &own, params, given)?,
            _ => arg.clone(),
        }
    };
    match made {
        Value::Tuple(t) if unpack => out.extend_from_slice(t.items()),
        made => out.push(made),
    }
    Ok(())
}

/// An argument that has parameters itself: `arg[…]` with what stands for them.
fn nested(vm: &Vm, arg: &Value, own: &[Value], params: &[Value], given: &[Value]) -> PyResult {
    let mut sub = Vec::new();
    for p in own {
        let Some(i) = params.iter().position(|q| q.is(p)) else {
            sub.push(p.clone());
            continue;
        };
        // A TypeVarTuple takes a tuple of arguments.
        let is_pack = vm.class_of(p).is(&vm.types.typevartuple);
        match (&given[i], is_pack) {
            (Value::Tuple(t), true) => sub.extend_from_slice(t.items()),
            (v, _) => sub.push(v.clone()),
        }
    }
    vm.get_item(arg, &Value::tuple(sub))
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let alias = this(vm, &a[0])?;
    let parameters = alias.parameters(vm)?.clone();
    let args = substitute(vm, &a[0], alias.args.items(), parameters.items(), &a[1])?;
    Ok(build(vm.class_of(&a[0]), alias.origin.clone(), &Value::tuple(args), alias.unpacked))
}

/// Calling the alias makes an instance of the origin, which is told what it was made as, if it can keep that.
fn call(vm: &Vm, args: &Args) -> PyResult {
    let alias = this(vm, &args.values[0])?;
    let made = vm.call_args(&alias.origin, &args.skip_first())?;
    match vm.set_attr(&made, &vm.intern("__orig_class__"), args.values[0].clone()) {
        Err(e) if !vm.matches(&e, &vm.exc.attribute_error) && !vm.matches(&e, &vm.exc.type_error) => Err(e),
        _ => Ok(made),
    }
}

/// Attributes that are the alias's own; all others are the origin's.
fn is_own(name: &str) -> bool {
    matches!(
        name,
        "__class__"
            | "__origin__"
            | "__args__"
            | "__unpacked__"
            | "__parameters__"
            | "__typing_unpacked_tuple_args__"
            | "__mro_entries__"
            | "__reduce_ex__"
            | "__reduce__"
    )
}

fn getattribute(vm: &Vm, a: &[Value]) -> PyResult {
    let name = object::attribute_name(vm, &a[1])?;
    let alias = this(vm, &a[0])?;
    let text = name.as_str();
    let blocked = matches!(text, "__bases__" | "__copy__" | "__deepcopy__");
    if !is_own(text) && !blocked {
        return vm.get_attr(&alias.origin, name);
    }
    match vm.generic_get_attr(&a[0], &vm.class_of(&a[0]), name)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(&a[0], name.as_str())),
    }
}

fn eq(vm: &Vm, a: &[Value]) -> PyResult {
    let (Some(x), Some(y)) = (a[0].native::<GenericAlias>(), a[1].native::<GenericAlias>()) else {
        return Ok(Value::NotImplemented);
    };
    Ok(Value::Bool(
        x.unpacked == y.unpacked
            && vm.eq(&x.origin, &y.origin)?
            && vm.eq(&Value::Tuple(x.args.clone()), &Value::Tuple(y.args.clone()))?,
    ))
}

fn hash(vm: &Vm, a: &[Value]) -> PyResult {
    let alias = this(vm, &a[0])?;
    let h = vm.hash(&alias.origin)? ^ vm.hash(&Value::Tuple(alias.args.clone()))?;
    Ok(Value::Int(if h == -1 { -2 } else { h }))
}

fn or(vm: &Vm, a: &[Value]) -> PyResult {
    union::or(vm, &a[0], &a[1])
}

fn ror(vm: &Vm, a: &[Value]) -> PyResult {
    union::or(vm, &a[1], &a[0])
}

fn mro_entries(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(Value::tuple(vec![this(vm, &a[0])?.origin.clone()]))
}

fn instancecheck(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn subclasscheck(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

/// What `*tuple[int, str]` iterates over: one item, the alias marked as unpacked.
struct Unpacking {
    alias: Value,
    done: Cell<bool>,
}

impl NativeData for Unpacking {
    crate::traverses!(alias);

    fn is_iterator(&self) -> bool {
        true
    }

    fn iter_next(&self, _this: &ObjRef, vm: &Vm) -> Result<Option<Value>, Raised> {
        let Some(alias) = self.alias.native::<GenericAlias>().filter(|_| !self.done.replace(true)) else {
            return Ok(None);
        };
        let args = Value::Tuple(alias.args.clone());
        Ok(Some(build(vm.class_of(&self.alias), alias.origin.clone(), &args, true)))
    }
}

/// Pickles as a new iterator over the alias.
fn unpacking_reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let alias = a[0].native::<Unpacking>().map_or(Value::None, |u| u.alias.clone());
    Ok(Value::tuple(vec![builtin(vm, "iter")?, Value::tuple(vec![alias])]))
}

/// The type of the iterator.
pub const ITERATOR: TypeDef = TypeDef {
    methods: crate::types::iterators::iterator_methods![method("__reduce__", "(self, /)", unpacking_reduce)],
    ..TypeDef::new("generic_alias_iterator", "builtins")
};

fn iter(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, &a[0])?;
    let data = Unpacking { alias: a[0].clone(), done: Cell::new(false) };
    Ok(Value::Object(ObjRef::new(vm.types.generic_alias_iterator.clone(), data)))
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let alias = this(vm, &a[0])?;
    let args = Value::tuple(vec![alias.origin.clone(), Value::Tuple(alias.args.clone())]);
    if alias.unpacked {
        let plain =
            build(vm.types.generic_alias.clone(), alias.origin.clone(), &Value::Tuple(alias.args.clone()), false);
        let iterator = vm.iter(&plain)?;
        return Ok(Value::tuple(vec![builtin(vm, "next")?, Value::tuple(vec![iterator])]));
    }
    Ok(Value::tuple(vec![Value::Type(vm.types.generic_alias.clone()), args]))
}

fn dir(vm: &Vm, a: &[Value]) -> PyResult {
    let alias = this(vm, &a[0])?;
    let dir = builtin(vm, "dir")?;
    let mut names = vm.collect(&vm.call(&dir, std::slice::from_ref(&alias.origin))?)?;
    for own in ["__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__"] {
        let own = Value::Str(vm.intern(own));
        if !names.iter().any(|n| matches!((n, &own), (Value::Str(x), Value::Str(y)) if x == y)) {
            names.push(own);
        }
    }
    Ok(Value::list(names))
}

fn origin(vm: &Vm, v: &Value) -> PyResult {
    Ok(this(vm, v)?.origin.clone())
}

fn args(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Tuple(this(vm, v)?.args.clone()))
}

fn unpacked(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Bool(this(vm, v)?.unpacked))
}

fn parameters(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Tuple(this(vm, v)?.parameters(vm)?.clone()))
}

fn unpacked_tuple_args(vm: &Vm, v: &Value) -> PyResult {
    let alias = this(vm, v)?;
    let tuple = matches!(&alias.origin, Value::Type(t) if t.is(&vm.types.tuple));
    Ok(if alias.unpacked && tuple { Value::Tuple(alias.args.clone()) } else { Value::None })
}

/// The name of the origin, for messages that show what cannot be called and the like.
pub fn origin_name(vm: &Vm, v: &Value) -> Option<Str> {
    match &v.native::<GenericAlias>()?.origin {
        Value::Type(t) => Some(t.name()),
        other => Some(vm.class_name(other)),
    }
}

/// The type.
pub const DEF: TypeDef = TypeDef {
    doc: "A type with type arguments.",
    flags: TypeFlags::BASE,
    new: Some(construct),
    methods: &[
        method("__repr__", "(self, /)", repr),
        method("__hash__", "(self, /)", hash),
        method_raw("__call__", "(self, /, *args, **kwargs)", call),
        method("__getattribute__", "(self, name, /)", getattribute),
        method("__eq__", "(self, value, /)", eq),
        method("__iter__", "(self, /)", iter),
        method("__or__", "(self, value, /)", or),
        method("__ror__", "(self, value, /)", ror),
        method("__getitem__", "(self, key, /)", getitem),
        method("__mro_entries__", "(self, bases, /)", mro_entries),
        method("__instancecheck__", "(self, instance, /)", instancecheck),
        method("__subclasscheck__", "(self, subclass, /)", subclasscheck),
        method("__reduce__", "(self, /)", reduce),
        method("__dir__", "(self, /)", dir),
    ],
    getset: &[
        getter("__origin__", origin),
        getter("__args__", args),
        getter("__unpacked__", unpacked),
        getter("__parameters__", parameters),
        getter("__typing_unpacked_tuple_args__", unpacked_tuple_args),
    ],
    ..TypeDef::new("GenericAlias", "types")
};

//! Struct sequences: tuples whose items have names (`sys.version_info`, `os.stat_result`, `time.struct_time`).
//!
//! A type is made at run time with [`define`], an instance with [`make`]. Items past the visible ones are attributes
//! only. An instance is an [`Instance`] around a tuple, so that everything a tuple does it does.

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef, Ref};
use crate::native::{Args, GetSet, NativeDef, TypeDef, getter, method, method_raw};
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::instance::Instance;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::registry::make_type;

/// The descriptor of one named item.
struct Field {
    name: &'static str,
    /// The index in the tuple; `None`: an attribute only.
    index: Option<usize>,
    owner: &'static str,
}

impl NativeData for Field {}

/// The field names of a type, kept in its dict where programs do not look.
struct Fields {
    names: &'static [&'static str],
    visible: usize,
}

impl NativeData for Fields {}

const FIELDS_KEY: &str = "<fields>";

static FIELD: TypeDef = TypeDef {
    methods: &[
        method("__get__", "(self, instance, owner=None, /)", get),
        method("__set__", "(self, instance, value, /)", set),
    ],
    getset: FIELD_GETSET,
    ..TypeDef::new("member_descriptor", "builtins")
};

const FIELD_GETSET: &[GetSet] = &[getter("__name__", |vm, s| match s.native::<Field>() {
    Some(f) => Ok(Value::Str(vm.intern(f.name))),
    None => Ok(Value::None),
})];

static SEQUENCE: TypeDef =
    TypeDef { layout: Layout::Tuple, new: Some(new), methods: METHODS, ..TypeDef::new("structseq", "builtins") };

const METHODS: &[NativeDef] = &[
    method("__repr__", "(self, /)", repr),
    method("__reduce__", "(self, /)", reduce),
    method_raw("__replace__", "(self, /, **changes)", replace),
];

/// The type of field descriptors, one an interpreter.
struct Shared {
    field: TypeRef,
}

fn shared(vm: &Vm) -> std::rc::Rc<Shared> {
    vm.state(|vm| {
        let object = &vm.types.object;
        let field = make_type(
            "member_descriptor",
            "builtins",
            Layout::Sealed,
            TypeFlags::NONE,
            Some(object),
            None,
            &vm.pending,
            &|| vm.next_number(),
        );
        vm.fill_type(&field, &FIELD);
        Shared { field }
    })
}

/// Makes the type `module.name` with these fields, of which the first `visible` are the items of the tuple.
pub fn define(
    vm: &Vm,
    name: &'static str,
    module: &'static str,
    fields: &'static [&'static str],
    visible: usize,
) -> TypeRef {
    let base = &vm.types.tuple;
    let ty =
        make_type(name, module, Layout::Tuple, TypeFlags::NONE, Some(base), None, &vm.pending, &|| vm.next_number());
    vm.fill_type(&ty, &SEQUENCE);
    let put = |key: &str, value: Value| ty.dict().set_str(&vm.intern(key), value);
    let shared = shared(vm);
    for (i, field) in fields.iter().enumerate() {
        let index = (i < visible).then_some(i);
        let data = Field { name: field, index, owner: name };
        put(field, Value::Object(ObjRef::new(shared.field.clone(), data)));
    }
    put("n_fields", Value::from(fields.len()));
    put("n_sequence_fields", Value::from(visible));
    put("n_unnamed_fields", Value::Int(0));
    put("__match_args__", Value::tuple(fields[..visible].iter().map(|f| Value::str(f)).collect()));
    put("__module__", Value::str(module));
    put("__doc__", Value::None);
    put(FIELDS_KEY, Value::Object(ObjRef::new(shared.field.clone(), Fields { names: fields, visible })));
    ty
}

/// An instance: the values of all fields, in order.
pub fn make(vm: &Vm, ty: &TypeRef, mut values: Vec<Value>) -> Value {
    let (names, visible) = fields_of(vm, ty);
    let hidden = values.split_off(visible.min(values.len()));
    let instance = Instance::new(ty, Value::Tuple(Tuple::new(values)));
    for (name, value) in names[visible..].iter().zip(hidden) {
        instance.attrs.set(&vm.intern(name), value, &|| vm.next_number());
    }
    Value::Instance(Ref::new(instance))
}

/// Forbids making instances by calling the type (`sys.flags` and its like).
pub fn forbid_new(ty: &TypeRef) {
    ty.new.set(Some(|vm, cls, _| {
        let name = full_name(cls);
        Err(vm.type_error(format!("cannot create '{name}' instances")))
    }));
}

/// The name with its module, as the type shows itself.
fn full_name(cls: &TypeRef) -> String {
    if cls.module == "builtins" { cls.name().to_string() } else { format!("{}.{}", cls.module, cls.name()) }
}

fn fields_of(vm: &Vm, ty: &TypeRef) -> (&'static [&'static str], usize) {
    let found = ty.lookup(&vm.intern(FIELDS_KEY));
    match found.as_ref().and_then(|f| f.native::<Fields>()) {
        Some(f) => (f.names, f.visible),
        None => (&[], 0),
    }
}

fn get(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(field) = a[0].native::<Field>() else { return Ok(Value::None) };
    match &a[1] {
        Value::Instance(i) => {
            let value = match (field.index, &i.payload) {
                (Some(index), Value::Tuple(t)) => t.get(index).cloned(),
                _ => i.attrs.get(&vm.intern(field.name)),
            };
            Ok(value.unwrap_or(Value::None))
        }
        Value::None => Ok(a[0].clone()),
        other => {
            let (name, owner, kind) = (field.name, field.owner, vm.type_name(other));
            Err(vm.type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{kind}' object")))
        }
    }
}

fn set(vm: &Vm, _: &[Value]) -> PyResult {
    Err(vm.attribute_error("readonly attribute"))
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let (names, visible) = fields_of(vm, cls);
    let given = args.pos();
    let name = full_name(cls);
    let Some(sequence) = given.first().or_else(|| args.keyword("sequence")) else {
        return Err(vm.type_error(format!("{}() missing required argument 'sequence' (pos 1)", cls.name())));
    };
    if matches!(sequence, Value::Int(_) | Value::Float(_) | Value::None | Value::Bool(_)) {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let mut values = vm.collect(sequence)?;
    let n = values.len();
    if n < visible {
        let at = if names.len() == visible { "a" } else { "an at least" };
        return Err(vm.type_error(format!("{name}() takes {at} {visible}-sequence ({n}-sequence given)")));
    }
    if n > names.len() {
        let at = if names.len() == visible { "a" } else { "an at most" };
        return Err(vm.type_error(format!("{name}() takes {at} {}-sequence ({n}-sequence given)", names.len())));
    }
    let rest = given.get(1).or_else(|| args.keyword("dict"));
    for name in &names[n..] {
        let from_dict = match rest.map(Value::inner) {
            Some(Value::Dict(d)) => d.get_str(&vm.intern(name)),
            _ => None,
        };
        values.push(from_dict.unwrap_or(Value::None));
    }
    Ok(make(vm, cls, values))
}

fn class_of(vm: &Vm, this: &Value) -> TypeRef {
    vm.class_of(this)
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let cls = class_of(vm, &a[0]);
    let (names, _) = fields_of(vm, &cls);
    let Value::Tuple(items) = a[0].inner() else { return Ok(Value::None) };
    let mut parts = Vec::with_capacity(items.len());
    for (name, item) in names.iter().zip(items.iter()) {
        parts.push(format!("{name}={}", vm.repr(item)?));
    }
    Ok(format!("{}({})", full_name(&cls), parts.join(", ")).into())
}

/// (the values of all fields, with their names)
fn all_values(vm: &Vm, this: &Value) -> Vec<(&'static str, Value)> {
    let (names, visible) = fields_of(vm, &class_of(vm, this));
    let Value::Instance(i) = this else { return Vec::new() };
    let Value::Tuple(items) = &i.payload else { return Vec::new() };
    let hidden = names[visible..].iter().map(|n| (*n, i.attrs.get(&vm.intern(n)).unwrap_or(Value::None)));
    names[..visible].iter().copied().zip(items.iter().cloned()).chain(hidden).collect()
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let cls = class_of(vm, &a[0]);
    let (_, visible) = fields_of(vm, &cls);
    let hidden = crate::types::dict::Dict::new();
    for (name, value) in all_values(vm, &a[0]).into_iter().skip(visible) {
        hidden.set_str(&vm.intern(name), value);
    }
    let args = vec![Value::Tuple(tuple_of(&a[0])), Value::Dict(Ref::new(hidden))];
    Ok(Value::tuple(vec![Value::Type(cls), Value::tuple(args)]))
}

fn tuple_of(this: &Value) -> Tuple {
    match this.inner() {
        Value::Tuple(t) => t.clone(),
        _ => Tuple::new(Vec::new()),
    }
}

fn replace(vm: &Vm, args: &Args) -> PyResult {
    let this = &args.values[0];
    let cls = class_of(vm, this);
    if args.pos().len() > 1 {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let mut values = all_values(vm, this);
    for (name, new) in args.keywords() {
        match values.iter_mut().find(|(n, _)| *n == name.as_str()) {
            Some((_, value)) => *value = new.clone(),
            None => return Err(vm.type_error(format!("Got unexpected field name(s): ['{name}']"))),
        }
    }
    Ok(make(vm, &cls, values.into_iter().map(|(_, v)| v).collect()))
}

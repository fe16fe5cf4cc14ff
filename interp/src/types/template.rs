//! `string.templatelib.Template` and `Interpolation`: what a t-string evaluates to.

use crate::error::PyResult;
use crate::heap::{NativeData, ObjRef};
use crate::native::{Args, TypeDef, class_method, getter, method};
use crate::types::class::TypeRef;
use crate::types::generic_alias::class_getitem;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// A t-string's value: one string more than interpolations.
pub struct Template {
    strings: Tuple,
    interpolations: Tuple,
}

impl NativeData for Template {
    crate::traverses!(strings, interpolations);
}

/// One `{…}` of a t-string.
pub struct Interpolation {
    value: Value,
    expression: Value,
    conversion: Value,
    format_spec: Value,
}

impl NativeData for Interpolation {
    crate::traverses!(value, expression, conversion, format_spec);
}

/// The two types, made when the first is needed.
struct Classes {
    template: TypeRef,
    interpolation: TypeRef,
}

fn classes(vm: &Vm) -> std::rc::Rc<Classes> {
    vm.state(|vm| Classes {
        template: vm.make_type(&TEMPLATE_DEF, None),
        interpolation: vm.make_type(&INTERPOLATION_DEF, None),
    })
}

/// A template of alternating strings and interpolations, in any order; neighbouring strings are joined.
///
/// # Errors
/// TypeError for a part that is neither.
pub fn template(vm: &Vm, parts: &[Value]) -> PyResult {
    let mut strings: Vec<Value> = Vec::new();
    let mut interpolations = Vec::new();
    let mut text = String::new();
    for part in parts {
        if let Some(s) = part.as_str() {
            text.push_str(s.as_str());
        } else if part.native::<Interpolation>().is_some() {
            strings.push(Value::from(std::mem::take(&mut text)));
            interpolations.push(part.clone());
        } else {
            let name = vm.type_name(part);
            return Err(vm.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {name}"
            )));
        }
    }
    strings.push(Value::from(text));
    let data = Template { strings: Tuple::new(strings), interpolations: Tuple::new(interpolations) };
    Ok(Value::Object(ObjRef::new(classes(vm).template.clone(), data)))
}

/// An interpolation of value, expression text, conversion and format specification.
///
/// # Errors
/// ValueError for an unknown conversion.
pub fn interpolation(vm: &Vm, args: &[Value]) -> PyResult {
    let or = |i: usize, default: Value| args.get(i).and_then(Value::bound).cloned().unwrap_or(default);
    let conversion = or(2, Value::None);
    if !conversion.is_none() && !matches!(conversion.as_str().map(Str::as_str), Some("s" | "r" | "a")) {
        return Err(vm.value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'"));
    }
    let data = Interpolation {
        value: or(0, Value::None),
        expression: or(1, Value::str("")),
        conversion,
        format_spec: or(3, Value::str("")),
    };
    Ok(Value::Object(ObjRef::new(classes(vm).interpolation.clone(), data)))
}

fn new_template(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    if !args.names.is_empty() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    template(vm, args.pos())
}

fn new_interpolation(vm: &Vm, _: &TypeRef, args: &Args) -> PyResult {
    let names = ["value", "expression", "conversion", "format_spec"];
    let a = crate::types::parameters::bind(vm, "Interpolation", &names, 1, args)?;
    interpolation(vm, &a)
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Template> {
    v.native::<Template>().ok_or_else(|| vm.type_error("a Template is required"))
}

fn field<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Interpolation> {
    v.native::<Interpolation>().ok_or_else(|| vm.type_error("an Interpolation is required"))
}

/// The parts in order, without empty strings.
fn parts(t: &Template) -> Vec<Value> {
    let mut out = Vec::new();
    for (i, s) in t.strings.items().iter().enumerate() {
        if s.as_str().is_some_and(|s| !s.is_empty()) {
            out.push(s.clone());
        }
        if let Some(field) = t.interpolations.items().get(i) {
            out.push(field.clone());
        }
    }
    out
}

fn template_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let t = this(vm, &a[0])?;
    let strings = vm.repr(&Value::Tuple(t.strings.clone()))?;
    let fields = vm.repr(&Value::Tuple(t.interpolations.clone()))?;
    Ok(Value::from(format!("Template(strings={strings}, interpolations={fields})")))
}

fn template_iter(vm: &Vm, a: &[Value]) -> PyResult {
    vm.iter(&Value::tuple(parts(this(vm, &a[0])?)))
}

fn template_add(vm: &Vm, a: &[Value]) -> PyResult {
    let (Some(x), Some(y)) = (a[0].native::<Template>(), a[1].native::<Template>()) else {
        let name = vm.type_name(&a[1]);
        return Err(vm.type_error(format!(
            "can only concatenate string.templatelib.Template (not \"{name}\") to string.templatelib.Template"
        )));
    };
    let mut all = parts(x);
    all.extend(parts(y));
    template(vm, &all)
}

fn strings(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Tuple(this(vm, v)?.strings.clone()))
}

fn interpolations(vm: &Vm, v: &Value) -> PyResult {
    Ok(Value::Tuple(this(vm, v)?.interpolations.clone()))
}

fn values(vm: &Vm, v: &Value) -> PyResult {
    let t = this(vm, v)?;
    let all: PyResult<Vec<_>> = t.interpolations.items().iter().map(|f| Ok(field(vm, f)?.value.clone())).collect();
    Ok(Value::tuple(all?))
}

fn interpolation_repr(vm: &Vm, a: &[Value]) -> PyResult {
    let f = field(vm, &a[0])?;
    let mut shown = Vec::new();
    for v in [&f.value, &f.expression, &f.conversion, &f.format_spec] {
        shown.push(vm.repr(v)?.as_str().to_owned());
    }
    Ok(Value::from(format!("Interpolation({})", shown.join(", "))))
}

fn value(vm: &Vm, v: &Value) -> PyResult {
    Ok(field(vm, v)?.value.clone())
}

fn expression(vm: &Vm, v: &Value) -> PyResult {
    Ok(field(vm, v)?.expression.clone())
}

fn conversion(vm: &Vm, v: &Value) -> PyResult {
    Ok(field(vm, v)?.conversion.clone())
}

fn format_spec(vm: &Vm, v: &Value) -> PyResult {
    Ok(field(vm, v)?.format_spec.clone())
}

fn match_args(vm: &Vm, _: &Value) -> PyResult {
    let names = ["value", "expression", "conversion", "format_spec"];
    Ok(Value::tuple(names.iter().map(|n| Value::Str(vm.intern(n))).collect()))
}

static TEMPLATE_DEF: TypeDef = TypeDef {
    doc: "The value of a template string.",
    new: Some(new_template),
    methods: &[
        method("__repr__", "(self, /)", template_repr),
        method("__iter__", "(self, /)", template_iter),
        method("__add__", "(self, value, /)", template_add),
        class_method("__class_getitem__", "(cls, item, /)", class_getitem),
    ],
    getset: &[getter("strings", strings), getter("interpolations", interpolations), getter("values", values)],
    ..TypeDef::new("Template", "string.templatelib")
};

static INTERPOLATION_DEF: TypeDef = TypeDef {
    doc: "An expression inside a template string, with its value.",
    new: Some(new_interpolation),
    methods: &[
        method("__repr__", "(self, /)", interpolation_repr),
        class_method("__class_getitem__", "(cls, item, /)", class_getitem),
    ],
    getset: &[
        getter("value", value),
        getter("expression", expression),
        getter("conversion", conversion),
        getter("format_spec", format_spec),
        getter("__match_args__", match_args),
    ],
    ..TypeDef::new("Interpolation", "string.templatelib")
};

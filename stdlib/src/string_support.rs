//! `_string`: the parsing of format strings, for `string.Formatter`. The parsers are those of `str.format`.

use taipan_interp::format::template;
use taipan_interp::native::{ModuleDef, NativeDef, TypeDef, function, method};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_string",
    doc: "string helper module",
    functions: &[
        function("formatter_parser", "(string, /)", formatter_parser),
        function("formatter_field_name_split", "(string, /)", field_name_split),
    ],
    init: |_: &Vm, _: &Dict| Ok(()),
}];

struct Types {
    parts: TypeRef,
    steps: TypeRef,
}

fn types(vm: &Vm) -> std::rc::Rc<Types> {
    vm.state(|vm| Types { parts: vm.make_type(&PARTS, None), steps: vm.make_type(&STEPS, None) })
}

const PARTS: TypeDef = TypeDef { methods: ITERATOR, ..TypeDef::new("formatteriterator", "builtins") };

const STEPS: TypeDef = TypeDef { methods: ITERATOR, ..TypeDef::new("fieldnameiterator", "builtins") };

const ITERATOR: &[NativeDef] =
    &[method("__iter__", "(self, /)", |_, a| Ok(a[0].clone())), method("__next__", "(self, /)", next)];

fn next(vm: &Vm, a: &[Value]) -> PyResult {
    match vm.next(&a[0])? {
        Some(v) => Ok(v),
        None => Err(vm.stop_iteration(Value::None)),
    }
}

fn formatter_parser(vm: &Vm, a: &[Value]) -> PyResult {
    let parts = template::formatter_parser(vm, &a[0])?;
    Ok(Value::Object(ObjRef::new(types(vm).parts.clone(), parts)))
}

fn field_name_split(vm: &Vm, a: &[Value]) -> PyResult {
    let (first, steps) = template::formatter_field_name_split(vm, &a[0])?;
    let steps = Value::Object(ObjRef::new(types(vm).steps.clone(), steps));
    Ok(Value::tuple(vec![first, steps]))
}

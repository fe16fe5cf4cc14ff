//! `_ast`: the classes of syntax trees. Making trees from source text is [`build`]'s, reading them for
//! the compiler [`read`]'s.

mod build;
mod read;
mod table;

use std::rc::Rc;

use indexmap::IndexMap;
use taipan_interp::heap::Ref;
use taipan_interp::native::{Args, ModuleDef, TypeDef, method_raw};
use taipan_interp::tree::BinOp;
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_ast", doc: "The classes of syntax trees.", functions: build::FUNCTIONS, init }];

/// What stands for a field that is not given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    None,
    List,
    Load,
    Required,
}

/// The classes, and the fields of each.
struct Classes {
    by_name: IndexMap<&'static str, TypeRef>,
    /// By the class's address.
    fields: IndexMap<usize, Vec<(Str, Missing)>>,
}

const AST: TypeDef = TypeDef {
    layout: Layout::Object,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    methods: &[method_raw("__init__", "(self, /, *args, **kwargs)", init_node)],
    ..TypeDef::new("AST", "ast")
};

fn classes(vm: &Vm) -> PyResult<Rc<Classes>> {
    struct Made(std::cell::RefCell<Option<Rc<Classes>>>);
    let made = vm.state::<Made>(|_| Made(std::cell::RefCell::default()));
    if let Some(classes) = &*made.0.borrow() {
        return Ok(classes.clone());
    }
    let classes = Rc::new(make_classes(vm)?);
    made.0.replace(Some(classes.clone()));
    Ok(classes)
}

fn make_classes(vm: &Vm) -> PyResult<Classes> {
    let mut out = Classes { by_name: IndexMap::new(), fields: IndexMap::new() };
    let empty = || Value::tuple(Vec::new());
    let ast = vm.make_type(&AST, None);
    for name in ["_fields", "_attributes", "__match_args__"] {
        ast.dict().set_str(&vm.intern(name), empty());
    }
    out.by_name.insert("AST", ast);
    for (name, base, fields) in table::CLASSES {
        let Some(base) = out.by_name.get(base).cloned() else {
            return Err(vm.system_error(format!("syntax tree class {name} has no base")));
        };
        let class = make_class(vm, name, &base, fields, &mut out.fields)?;
        out.by_name.insert(name, class);
    }
    for (name, _, fields) in table::CLASSES {
        set_field_types(vm, &out, name, fields)?;
    }
    Ok(out)
}

/// `_field_types`: the type of each field, as an annotation would say it.
fn set_field_types(vm: &Vm, classes: &Classes, name: &str, fields: &str) -> PyResult<()> {
    let types = Dict::new();
    for marked in fields.split_whitespace() {
        let field = marked.trim_end_matches(['?', '*', '!']);
        let of = match table::field_type(name, field) {
            "str" => Value::Type(vm.types.str.clone()),
            "int" => Value::Type(vm.types.int.clone()),
            "object" => Value::Type(vm.types.object.clone()),
            class => classes.by_name.get(class).map_or(Value::None, |c| Value::Type(c.clone())),
        };
        let of = match marked.as_bytes().last() {
            Some(b'*') => vm.get_item(&Value::Type(vm.types.list.clone()), &of)?,
            Some(b'?') if !of.is(&Value::Type(vm.types.object.clone())) => vm.binary(BinOp::Or, &of, &Value::None)?,
            _ => of,
        };
        types.set_str(&vm.intern(field), of);
    }
    if let Some(class) = classes.by_name.get(name) {
        class.dict().set_str(&vm.intern("_field_types"), Value::Dict(Ref::new(types)));
    }
    Ok(())
}

fn make_class(
    vm: &Vm,
    name: &str,
    base: &TypeRef,
    fields: &str,
    kinds: &mut IndexMap<usize, Vec<(Str, Missing)>>,
) -> PyResult<TypeRef> {
    let namespace = Dict::new();
    let put = |name: &str, v: Value| namespace.set_str(&vm.intern(name), v);
    put("__module__", Value::str("ast"));
    let mut parsed = Vec::new();
    for field in fields.split_whitespace() {
        let (field, missing) = match field.as_bytes().last() {
            Some(b'?') => (&field[..field.len() - 1], Missing::None),
            Some(b'*') => (&field[..field.len() - 1], Missing::List),
            Some(b'!') => (&field[..field.len() - 1], Missing::Load),
            _ => (field, Missing::Required),
        };
        if missing == Missing::None {
            put(field, Value::None);
        }
        parsed.push((vm.intern(field), missing));
    }
    let names = Value::tuple(parsed.iter().map(|(n, _)| Value::Str(n.clone())).collect());
    put("_fields", names.clone());
    put("__match_args__", names);
    if table::LOCATED.contains(&name) {
        let places = ["lineno", "col_offset", "end_lineno", "end_col_offset"];
        put("_attributes", Value::tuple(places.iter().map(|p| Value::str(p)).collect()));
        if !table::END_REQUIRED.contains(&name) {
            put("end_lineno", Value::None);
            put("end_col_offset", Value::None);
        }
    }
    let bases = [Value::Type(base.clone())];
    match vm.build_type(&vm.types.type_, &vm.intern(name), &bases, &Ref::new(namespace), &[])? {
        Value::Type(class) => {
            kinds.insert(class.addr(), parsed);
            Ok(class)
        }
        _ => Err(vm.system_error("a syntax tree class is no class")),
    }
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let classes = classes(vm)?;
    for (name, class) in &classes.by_name {
        dict.set_str(&vm.intern(name), Value::Type(class.clone()));
    }
    for (name, flag) in [
        ("PyCF_ONLY_AST", 0x400),
        ("PyCF_OPTIMIZED_AST", 0x8400),
        ("PyCF_TYPE_COMMENTS", 0x1000),
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
    ] {
        dict.set_str(&vm.intern(name), Value::Int(flag));
    }
    Ok(())
}

/// True for what nodes of the class say about their place.
fn is_attribute(vm: &Vm, class: &TypeRef, name: &Str) -> PyResult<bool> {
    let listed = vm.get_attr(&Value::Type(class.clone()), &vm.intern("_attributes"))?;
    vm.contains(&listed, &Value::Str(name.clone()))
}

/// `AST.__init__`: fields by position or name; those not given get what their kind says.
fn init_node(vm: &Vm, args: &Args) -> PyResult {
    let node = &args.values[0];
    let class = vm.class_of(node);
    let classes = classes(vm)?;
    let above = class.mro_tail();
    let known = std::iter::once(&class).chain(above.iter());
    let kinds = known.into_iter().find_map(|t| classes.fields.get(&t.addr()));
    // A class written in Python may name its own fields.
    let listed = vm.get_attr(&Value::Type(class.clone()), &vm.intern("_fields"))?;
    let fields = vm.collect(&listed)?;
    let given = &args.pos()[1..];
    if given.len() > fields.len() {
        let (n, s) = (fields.len(), if fields.len() == 1 { "" } else { "s" });
        return Err(vm.type_error(format!("{} constructor takes at most {n} positional argument{s}", class.name())));
    }
    let mut set: Vec<Str> = Vec::with_capacity(fields.len());
    for (field, value) in fields.iter().zip(given) {
        if let Some(name) = field.as_str() {
            vm.set_attr(node, name, value.clone())?;
            set.push(name.clone());
        }
    }
    for (name, value) in args.keywords() {
        if set.contains(name) {
            return Err(vm.type_error(format!("{} got multiple values for argument '{name}'", class.name())));
        }
        vm.set_attr(node, name, value.clone())?;
        set.push(name.clone());
        let known = fields.iter().any(|f| f.as_str() == Some(name)) || is_attribute(vm, &class, name)?;
        if !known {
            let text = format!(
                "{}.__init__ got an unexpected keyword argument '{name}'. Support for arbitrary keyword arguments is \
                 deprecated and will be removed in Python 3.15.",
                class.name()
            );
            taipan_interp::warnings::warn(vm, &vm.exc.deprecation_warning, &text, 1, &Value::None)?;
        }
    }
    for (name, missing) in kinds.map_or(&[][..], Vec::as_slice) {
        if set.contains(name) {
            continue;
        }
        match missing {
            Missing::List => vm.set_attr(node, name, Value::list(Vec::new()))?,
            Missing::Load => {
                let load = classes.by_name.get("Load").cloned();
                if let Some(load) = load {
                    vm.set_attr(node, name, vm.call(&Value::Type(load), &[])?)?;
                }
            }
            Missing::Required => {
                let text = format!(
                    "{}.__init__ missing 1 required positional argument: '{name}'. This will become an error in Python 3.15.",
                    class.name()
                );
                taipan_interp::warnings::warn(vm, &vm.exc.deprecation_warning, &text, 1, &Value::None)?;
            }
            Missing::None => {}
        }
    }
    Ok(Value::None)
}

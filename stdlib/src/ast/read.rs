//! Trees that programs made, read for compiling: objects of the syntax tree classes to plain data.
//!
//! Owns the checks of what the fields hold; those of what a statement may look like are the compiler's.

use std::rc::Rc;

use taipan_interp::lower::export::{Field, Node, NodePlace};
use taipan_interp::lower::{CompileOptions, TreeSource};
use taipan_interp::native::{NativeDef, function};
use taipan_interp::parse::Mode;
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Raised, Value, Vm};

use super::{Classes, Missing, classes, table};

pub(super) const FUNCTION: NativeDef =
    function("_compile", "(tree, filename, mode, top_level_await, future_annotations, optimize, /)", compile)
        .doc("What compile() gives for a tree.");

fn compile(vm: &Vm, a: &[Value]) -> PyResult {
    let (Some(filename), Some(mode)) = (a[1].as_str(), a[2].as_str()) else {
        return Err(vm.type_error("_compile() arguments must be str"));
    };
    let (mode, wanted) = match mode.as_str() {
        "eval" => (Mode::Eval, "Expression"),
        "single" => (Mode::Single, "Interactive"),
        _ => (Mode::Exec, "Module"),
    };
    let reader = Reader::new(vm)?;
    let given = reader.class_name(&a[0]);
    if given != Some(wanted) {
        let given = vm.type_name(&a[0]);
        return Err(vm.type_error(format!("expected {wanted} node, got {given}")));
    }
    let root = reader.node(&a[0], "mod")?;
    let options = CompileOptions {
        top_level_await: vm.truth(&a[3])?,
        future_annotations: vm.truth(&a[4])?,
        optimize: u8::try_from(vm.index_i64(&a[5])?).ok(),
        // Whether it will be run with locals of its own is not known yet.
        namespace: true,
        ..CompileOptions::default()
    };
    let source = TreeSource { root, filename: filename.to_string(), mode };
    vm.compile_tree(source, &options).map(Value::Code)
}

struct Reader<'a> {
    vm: &'a Vm,
    classes: Rc<Classes>,
    places: [Str; 4],
}

/// The entry of a class in the table: its base and its fields.
fn entry(name: &str) -> Option<(&'static str, &'static str)> {
    table::CLASSES.iter().find(|(n, _, _)| *n == name).map(|(_, base, fields)| (*base, *fields))
}

impl<'a> Reader<'a> {
    fn new(vm: &'a Vm) -> PyResult<Reader<'a>> {
        let places = ["lineno", "col_offset", "end_lineno", "end_col_offset"].map(|name| vm.intern(name));
        Ok(Reader { vm, classes: classes(vm)?, places })
    }

    /// The class of the grammar that an object is an instance of.
    fn class_name(&self, v: &Value) -> Option<&'static str> {
        let class = self.vm.class_of(v);
        let above = class.mro_tail();
        let known = |t: &TypeRef| self.classes.by_name.iter().find(|(_, c)| c.is(t)).map(|(name, _)| *name);
        std::iter::once(&class).chain(above.iter()).find_map(known)
    }

    fn node(&self, v: &Value, expected: &str) -> PyResult<Node> {
        self.vm.recurse(" during compilation", |_| self.node_here(v, expected))
    }

    fn node_here(&self, v: &Value, expected: &str) -> PyResult<Node> {
        let vm = self.vm;
        let found = self.class_name(v).and_then(|name| entry(name).map(|(base, _)| (name, base)));
        let Some((class, base)) = found.filter(|(name, base)| *base == expected || *name == expected) else {
            let shown = vm.repr(v)?;
            return Err(vm.type_error(format!("expected some sort of {expected}, but got {shown}")));
        };
        let place = match table::LOCATED.iter().find(|l| **l == class || **l == base) {
            Some(of) => Some(self.place(v, of)?),
            None => None,
        };
        let mut fields = Vec::new();
        let kinds = self.classes.by_name.get(class).and_then(|c| self.classes.fields.get(&c.addr()));
        for (name, missing) in kinds.into_iter().flatten() {
            // The grammar's names are among those of the table, which live as long as the program.
            let Some(field) = static_name(class, name.as_str()) else { continue };
            let value = self.field(v, class, field, name, *missing)?;
            fields.push((field, value));
        }
        Ok(Node { class, fields, place })
    }

    fn field(
        &self,
        v: &Value,
        class: &'static str,
        field: &'static str,
        name: &Str,
        missing: Missing,
    ) -> PyResult<Field> {
        let vm = self.vm;
        let of = table::field_type(class, field);
        let Some(value) = vm.get_attr_opt(v, name)? else {
            return match missing {
                Missing::None => Ok(Field::Value(Value::None)),
                Missing::List => Ok(Field::List(Vec::new())),
                Missing::Load => Ok(Field::Value(Value::None)),
                Missing::Required => Err(vm.type_error(format!("required field \"{field}\" missing from {class}"))),
            };
        };
        if missing == Missing::List {
            let Value::List(list) = value.inner() else {
                let got = vm.type_name(&value);
                return Err(vm.type_error(format!("{class} field \"{field}\" must be a list, not a {got}")));
            };
            let items = list.borrow().to_vec();
            return items.iter().map(|item| self.item(item, of)).collect::<PyResult<Vec<_>>>().map(Field::List);
        }
        if value.is_none() && of != "object" {
            return match missing {
                Missing::Required => Err(vm.value_error(format!("field '{field}' is required for {class}"))),
                _ => Ok(Field::Value(Value::None)),
            };
        }
        self.item(&value, of)
    }

    /// A value of a field, or an item of its list, where None is let through for the compiler to judge.
    fn item(&self, value: &Value, of: &str) -> PyResult<Field> {
        let vm = self.vm;
        Ok(match of {
            "object" => {
                self.check_constant(value)?;
                Field::Value(value.clone())
            }
            _ if value.is_none() => Field::Value(Value::None),
            "str" => match value {
                Value::Str(_) => Field::Value(value.clone()),
                _ => return Err(vm.type_error("AST identifier must be of type str")),
            },
            "int" => match vm.index(value) {
                Ok(n @ Value::Int(_)) => Field::Value(n),
                _ => return Err(vm.value_error(format!("invalid integer value: {}", vm.repr(value)?))),
            },
            class => Field::Node(Box::new(self.node(value, class)?)),
        })
    }

    fn check_constant(&self, v: &Value) -> PyResult<()> {
        let vm = self.vm;
        match v {
            Value::None | Value::Ellipsis | Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) => Ok(()),
            Value::Complex(_) | Value::Str(_) | Value::Bytes(_) => Ok(()),
            Value::Tuple(items) => {
                items.iter().try_for_each(|item| vm.recurse(" during compilation", |_| self.check_constant(item)))
            }
            Value::Set(set) if set.frozen => {
                let items = vm.collect(v)?;
                items.iter().try_for_each(|item| vm.recurse(" during compilation", |_| self.check_constant(item)))
            }
            other => Err(vm.type_error(format!("got an invalid type in Constant: {}", vm.type_name(other)))),
        }
    }

    fn place(&self, v: &Value, of: &str) -> PyResult<NodePlace> {
        let line = self.number(v, 0, of)?;
        let column = self.number(v, 1, of)?;
        let end = |index, default| -> PyResult<u32> {
            Ok(match self.vm.get_attr_opt(v, &self.places[index])? {
                Some(Value::None) | None => default,
                Some(n) => self.to_number(&n)?,
            })
        };
        let line = line.max(1);
        let (end_line, end_column) = (end(2, line)?, end(3, column)?);
        Ok(NodePlace { line, column, end_line: end_line.max(line), end_column })
    }

    fn number(&self, v: &Value, index: usize, of: &str) -> PyResult<u32> {
        let name = &self.places[index];
        match self.vm.get_attr_opt(v, name)? {
            Some(n) => self.to_number(&n),
            None => Err(self.missing(name, of)),
        }
    }

    fn missing(&self, name: &Str, of: &str) -> Raised {
        self.vm.type_error(format!("required field \"{name}\" missing from {of}"))
    }

    fn to_number(&self, v: &Value) -> PyResult<u32> {
        match self.vm.index(v) {
            Ok(Value::Int(n)) => Ok(u32::try_from(n.max(0)).unwrap_or(u32::MAX)),
            _ => Err(self.vm.value_error(format!("invalid integer value: {}", self.vm.repr(v)?))),
        }
    }
}

/// A field's name as it stands in the table.
fn static_name(class: &str, field: &str) -> Option<&'static str> {
    let (_, fields) = entry(class)?;
    fields.split_whitespace().map(|f| f.trim_end_matches(['?', '*', '!'])).find(|f| *f == field)
}

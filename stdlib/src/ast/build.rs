//! Syntax trees of source texts: objects made from what the interpreter's parser found.

use std::rc::Rc;

use indexmap::IndexMap;
use taipan_interp::heap::Ref;
use taipan_interp::lower::export::{Field, Node, NodePlace, syntax_tree};
use taipan_interp::native::{NativeDef, function};
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::types::instance::Instance;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Value, Vm};

use super::{Classes, classes};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    function("_tree", "(source, filename, mode, /)", tree).doc("What compile() gives with PyCF_ONLY_AST."),
    super::read::FUNCTION,
];

fn tree(vm: &Vm, a: &[Value]) -> PyResult {
    let (Some(text), Some(filename), Some(mode)) = (a[0].as_str(), a[1].as_str(), a[2].as_str()) else {
        return Err(vm.type_error("_tree() arguments must be str"));
    };
    let mode = match mode.as_str() {
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => Mode::Exec,
    };
    let source = Source::new(filename.as_str(), text.as_str());
    let root = syntax_tree(&source, mode).map_err(|e| vm.syntax_error(&e, &source, mode))?;
    let places = ["lineno", "col_offset", "end_lineno", "end_col_offset"].map(|name| vm.intern(name));
    let mut builder = Builder { vm, classes: classes(vm)?, places, shared: IndexMap::new() };
    builder.node(root)
}

struct Builder<'a> {
    vm: &'a Vm,
    classes: Rc<Classes>,
    places: [Str; 4],
    /// The nodes without fields (`Load()`, `Add()`): one object each.
    shared: IndexMap<&'static str, Value>,
}

impl Builder<'_> {
    fn node(&mut self, node: Node) -> PyResult {
        let mut node = node;
        // A chain of operators is as deep as it is long: its left ends are taken off first and put back in order.
        let mut chain = Vec::new();
        while let Some((name, Field::Node(left))) = node.fields.first_mut()
            && node.class == "BinOp"
            && *name == "left"
        {
            let left = std::mem::replace(&mut **left, Node { class: "Load", fields: Vec::new(), place: None });
            chain.push(std::mem::replace(&mut node, left));
        }
        let mut made = self.plain(node, None)?;
        while let Some(above) = chain.pop() {
            made = self.plain(above, Some(made))?;
        }
        Ok(made)
    }

    /// One node; `first` is its first field, if that is made already.
    fn plain(&mut self, node: Node, mut first: Option<Value>) -> PyResult {
        if let Some(shared) = self.shared.get(node.class) {
            return Ok(shared.clone());
        }
        let Some(class) = self.classes.by_name.get(node.class).cloned() else {
            return Err(self.vm.system_error(format!("no syntax tree class {}", node.class)));
        };
        let instance = Ref::new(Instance::new(&class, Value::Unbound));
        let made = Value::Instance(instance);
        if node.fields.is_empty() && node.place.is_none() && node.class != "arguments" {
            self.shared.insert(node.class, made.clone());
            return Ok(made);
        }
        for (name, field) in node.fields {
            let value = match first.take() {
                Some(value) => value,
                None => self.field(field)?,
            };
            self.vm.set_attr(&made, &self.vm.intern(name), value)?;
        }
        if node.class == "arguments" {
            self.fill_arguments(&made)?;
        }
        if let Some(place) = node.place {
            self.place(&made, place)?;
        }
        Ok(made)
    }

    fn field(&mut self, field: Field) -> PyResult {
        Ok(match field {
            Field::Value(value) => value,
            Field::Node(node) => self.node(*node)?,
            Field::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.field(item)?);
                }
                Value::list(values)
            }
        })
    }

    /// The lists that parameters without any lack.
    fn fill_arguments(&self, made: &Value) -> PyResult<()> {
        for name in ["posonlyargs", "args", "kwonlyargs", "kw_defaults", "defaults"] {
            let name = self.vm.intern(name);
            if self.vm.get_attr_opt(made, &name)?.is_none() {
                self.vm.set_attr(made, &name, Value::list(Vec::new()))?;
            }
        }
        Ok(())
    }

    fn place(&self, made: &Value, place: NodePlace) -> PyResult<()> {
        let numbers = [place.line, place.column, place.end_line, place.end_column];
        for (name, number) in self.places.iter().zip(numbers) {
            self.vm.set_attr(made, name, Value::Int(number.into()))?;
        }
        Ok(())
    }
}

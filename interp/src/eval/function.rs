//! `def`, `lambda` and `class`.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::heap::Ref;
use crate::tree::{MakeClass, MakeFunction};
use crate::types::cell::Cell;
use crate::types::dict::Dict;
use crate::types::function::{CodeCell, Function};
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// A function object of a `def` or `lambda`.
    pub(super) fn make_function(&self, f: &mut Frame, m: &MakeFunction) -> PyResult {
        Ok(Value::Function(Ref::new(self.new_function(f, m)?)))
    }

    fn new_function(&self, f: &mut Frame, m: &MakeFunction) -> PyResult<Function> {
        let mut defaults = Vec::with_capacity(m.defaults.len());
        for d in m.defaults.iter() {
            defaults.push(self.eval(f, d)?);
        }
        let kw_defaults = if m.kw_defaults.is_empty() {
            None
        } else {
            let dict = Dict::new();
            for (name, d) in m.kw_defaults.iter() {
                let v = self.eval(f, d)?;
                dict.set_str(name, v);
            }
            Some(Ref::new(dict))
        };
        let closure: Box<[Ref<Cell>]> = m
            .closure
            .iter()
            .map(|slot| match f.slots.get(*slot) {
                Value::Cell(c) => c.clone(),
                // Lowering puts cells into the slots it names here; an empty one keeps the error a NameError.
                _ => Ref::new(Cell::default()),
            })
            .collect();
        let function = Function {
            code: CodeCell::new(m.code.clone()),
            globals: f.func.globals.clone(),
            builtins: f.func.builtins.clone(),
            closure,
            defaults: std::cell::RefCell::new((!defaults.is_empty()).then(|| Tuple::new(defaults))),
            kw_defaults: std::cell::RefCell::new(kw_defaults),
            extra: Default::default(),
            attrs: Default::default(),
            weak: Default::default(),
        };
        if !f.func.builtins.is(&self.builtins) {
            function.extra.borrow_mut().builtins_object = f.func.extra.borrow().builtins_object.clone();
        }
        if let Some(annotate) = &m.annotate {
            let annotate = self.make_function(f, annotate)?;
            function.extra.borrow_mut().annotate = Some(annotate);
        }
        if let Some(params) = &m.type_params {
            let params = self.eval(f, params)?;
            function.extra.borrow_mut().type_params = Some(params);
        }
        Ok(function)
    }

    /// A class object of a `class` statement.
    pub(super) fn make_class(&self, f: &mut Frame, c: &MakeClass) -> PyResult {
        if !f.func.builtins.is(&self.builtins) && self.builtin_seen_by(f.func, &self.names.__build_class__)?.is_none() {
            return Err(self.error(&self.exc.name_error, "__build_class__ not found"));
        }
        let body = Ref::new(self.new_function(f, &c.body)?);
        let callee = Value::Function(body.clone());
        let (mut values, names) = self.gather_args(f, &c.args, &callee)?;
        let keyword_values = values.split_off(values.len() - names.len());
        let keywords: Vec<(Str, Value)> = names.into_iter().zip(keyword_values).collect();
        let type_params = match &c.type_params {
            Some(e) => Some(self.eval(f, e)?),
            None => None,
        };
        let result = self.build_class(&c.name, values, keywords, &|namespace| {
            if let Some(p) = &type_params {
                self.set_item(namespace, &Value::Str(self.names.__type_params__.clone()), p.clone())?;
            }
            self.run_class_body(&body, namespace)
        });
        self.placed(result, c.span)
    }
}

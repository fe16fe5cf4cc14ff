//! `import` statements.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::tree::Target;
use crate::types::code::CodeKind;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    pub(super) fn step_import(&self, f: &mut Frame, module: &Str, leaf: bool, target: &Target) -> PyResult<()> {
        let v = match self.replaced_import(f)? {
            None => self.import_statement(module, leaf)?,
            Some(import) => {
                let mut v = self.call_import(f, &import, module, Value::None, 0)?;
                if leaf {
                    for part in module.as_str().split('.').skip(1) {
                        v = self.import_from(&v, &self.intern(part))?;
                    }
                }
                v
            }
        };
        self.assign(f, target, v)
    }

    /// The `__import__` that the frame's builtins have in place of the original.
    fn replaced_import(&self, f: &Frame) -> PyResult<Option<Value>> {
        match self.builtin_seen_by(f.func, &self.names.__import__)? {
            Some(Value::Native(_)) => Ok(None),
            Some(other) => Ok(Some(other)),
            None => Err(self.import_error("__import__ not found")),
        }
    }

    fn call_import(&self, f: &Frame, import: &Value, module: &Str, names: Value, level: u32) -> PyResult {
        let globals = Value::Dict(f.func.globals.clone());
        let locals = match (f.namespace, f.func.code.borrow().kind) {
            (Some(namespace), _) => namespace.clone(),
            (None, CodeKind::Module) => globals.clone(),
            _ => Value::None,
        };
        self.call(import, &[Value::Str(module.clone()), globals, locals, names, Value::Int(level.into())])
    }

    /// The module that names are imported from.
    fn import_source(&self, f: &Frame, module: &Str, level: u32, names: &mut dyn Iterator<Item = Str>) -> PyResult {
        match self.replaced_import(f)? {
            None => {
                let full = self.resolve_name(module.as_str(), level, &f.func.globals)?;
                self.import(&full)
            }
            Some(import) => {
                let names = Value::tuple(names.map(Value::Str).collect());
                self.call_import(f, &import, module, names, level)
            }
        }
    }

    pub(super) fn step_import_from(
        &self,
        f: &mut Frame,
        module: &Str,
        level: u32,
        names: &[(Str, Target)],
    ) -> PyResult<()> {
        let m = self.import_source(f, module, level, &mut names.iter().map(|(name, _)| name.clone()))?;
        for (name, target) in names {
            let v = self.import_from(&m, name)?;
            self.assign(f, target, v)?;
        }
        Ok(())
    }

    pub(super) fn step_import_star(&self, f: &mut Frame, module: &Str, level: u32) -> PyResult<()> {
        let m = self.import_source(f, module, level, &mut std::iter::once(self.intern("*")))?;
        let full = match self.get_attr_opt(&m, &self.names.__name__)?.as_ref().and_then(Value::as_str) {
            Some(name) => name.clone(),
            None => module.clone(),
        };
        let names = match self.get_attr_opt(&m, &self.names.__all__)? {
            Some(all) => self.collect(&all)?,
            None => {
                let dict = self.get_attr(&m, &self.names.__dict__)?;
                let keys = self.collect(&dict)?;
                keys.into_iter().filter(|k| k.as_str().is_some_and(|s| !s.as_str().starts_with('_'))).collect()
            }
        };
        for name in names {
            let Some(s) = name.as_str() else {
                let kind = self.type_name(&name);
                return Err(self.type_error(format!("Item in {full}.__all__ must be str, not {kind}")));
            };
            let s = self.intern_str(s);
            let v = match self.get_attr_opt(&m, &s)? {
                Some(v) => v,
                None => match self.import_from(&m, &s) {
                    Ok(v) => v,
                    Err(e) if self.matches(&e, &self.exc.import_error) => {
                        return Err(self.attribute_error_on(
                            &m,
                            s.as_str(),
                            format!("module '{full}' has no attribute '{s}'"),
                        ));
                    }
                    Err(e) => return Err(e),
                },
            };
            self.namespace_set(f, &s, v)?;
        }
        Ok(())
    }
}

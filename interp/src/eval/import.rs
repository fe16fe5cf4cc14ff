//! `import` statements.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::tree::Target;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    pub(super) fn step_import(&self, f: &mut Frame, module: &Str, leaf: bool, target: &Target) -> PyResult<()> {
        let v = self.import_statement(module, leaf, &f.func.globals)?;
        self.assign(f, target, v)
    }

    pub(super) fn step_import_from(
        &self,
        f: &mut Frame,
        module: &Str,
        level: u32,
        names: &[(Str, Target)],
    ) -> PyResult<()> {
        let wanted = || names.iter().map(|(name, _)| Value::Str(name.clone())).collect();
        let m = self.import_source(module, level, &f.func.globals, &wanted)?;
        for (name, target) in names {
            let v = self.import_from(&m, name)?;
            self.assign(f, target, v)?;
        }
        Ok(())
    }

    pub(super) fn step_import_star(&self, f: &mut Frame, module: &Str, level: u32) -> PyResult<()> {
        let m = self.import_source(module, level, &f.func.globals, &|| vec![Value::str("*")])?;
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
                let kind = self.shown_type_name(&name);
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

//! f-strings.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::tree::{FField, FPart};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    pub(super) fn eval_fstring(&self, f: &mut Frame, parts: &[FPart]) -> PyResult {
        let mut out = String::new();
        self.write_parts(f, parts, &mut out)?;
        Ok(Value::Str(Str::new(&out)))
    }

    fn write_parts(&self, f: &mut Frame, parts: &[FPart], out: &mut String) -> PyResult<()> {
        for part in parts {
            match part {
                FPart::Text(s) => out.push_str(s.as_str()),
                FPart::Field(field) => self.write_field(f, field, out)?,
            }
        }
        Ok(())
    }

    fn write_field(&self, f: &mut Frame, field: &FField, out: &mut String) -> PyResult<()> {
        let mut value = self.eval(f, &field.value)?;
        if let Some(c) = field.conversion {
            let text = match c {
                'r' => self.repr(&value),
                'a' => self.ascii(&value),
                _ => self.str(&value),
            };
            value = Value::Str(self.placed(text, field.span)?);
        }
        let text = match &field.spec {
            None => match &value {
                Value::Str(s) => {
                    out.push_str(s.as_str());
                    return Ok(());
                }
                Value::Int(i) => {
                    use std::fmt::Write;
                    // Writing to a String cannot fail.
                    let _ = write!(out, "{i}");
                    return Ok(());
                }
                v => self.format(v, ""),
            },
            Some(parts) => match &parts[..] {
                [FPart::Text(s)] => self.format(&value, s.as_str()),
                parts => {
                    let mut spec = String::new();
                    self.write_parts(f, parts, &mut spec)?;
                    self.format(&value, &spec)
                }
            },
        };
        out.push_str(self.placed(text, field.span)?.as_str());
        Ok(())
    }
}

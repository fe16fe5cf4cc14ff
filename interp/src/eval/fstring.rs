//! f-strings.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::format::format_into;
use crate::format::template::convert_into;
use crate::tree::{FField, FPart};
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// Most f-strings are no longer than this, and need one allocation while they are put together.
const ROOM: usize = 48;

impl Vm {
    pub(super) fn eval_fstring(&self, f: &mut Frame, parts: &[FPart]) -> PyResult {
        let mut out = String::with_capacity(ROOM);
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
        let Some(spec) = &field.spec else {
            let written = match field.conversion {
                None => format_into(self, out, &value, ""),
                Some(c) => convert_into(self, out, &value, c),
            };
            return self.placed(written, field.span);
        };
        if let Some(c) = field.conversion {
            let mut text = String::new();
            self.placed(convert_into(self, &mut text, &value, c), field.span)?;
            value = Value::from(text);
        }
        let written = match &spec[..] {
            [FPart::Text(s)] => format_into(self, out, &value, s.as_str()),
            parts => {
                let mut spec = String::new();
                self.write_parts(f, parts, &mut spec)?;
                format_into(self, out, &value, &spec)
            }
        };
        self.placed(written, field.span)
    }
}

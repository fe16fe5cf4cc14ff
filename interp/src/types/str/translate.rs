//! `translate` and `maketrans`.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::types::dict::Dict;
use crate::types::str::Str;
use crate::types::str::args::{text, this};
use crate::types::str::surrogates::{char_from_code, code_of};
use crate::value::Value;
use crate::vm::Vm;

/// What a table says about a character; `None`: nothing, it stays.
fn mapped(vm: &Vm, table: &Value, c: char) -> PyResult<Option<Value>> {
    let key = Value::Int(i64::from(code_of(c)));
    match table {
        Value::Dict(d) => vm.dict_get(d, &key),
        _ => match vm.get_item(table, &key) {
            Ok(v) => Ok(Some(v)),
            Err(e) if vm.matches(&e, &vm.exc.lookup_error) => Ok(None),
            Err(e) => Err(e),
        },
    }
}

fn push_mapped(vm: &Vm, out: &mut String, c: char, value: Option<&Value>) -> PyResult<()> {
    match value.map(Value::inner) {
        None => out.push(c),
        Some(Value::None) => {}
        Some(Value::Str(s)) => out.push_str(s.as_str()),
        Some(Value::Int(i)) if (0..0x11_0000).contains(i) => out.push(char_from_code(*i as u32)),
        Some(Value::Bool(b)) => out.push(char::from(u8::from(*b))),
        Some(Value::Int(_) | Value::Big(_)) => {
            return Err(vm.value_error("character mapping must be in range(0x110000)"));
        }
        Some(_) => return Err(vm.type_error("character mapping must return integer, None or str")),
    }
    Ok(())
}

/// `translate`.
pub(super) fn translate(vm: &Vm, a: &[Value]) -> PyResult {
    let s = this(vm, a)?;
    let table = &a[1];
    let mut out = String::with_capacity(s.as_str().len());
    // Texts repeat their characters: each ASCII one is looked up once. Python code may not be called less often than
    // there are characters, so only dicts are remembered.
    let remember = matches!(table, Value::Dict(_));
    let mut known: [Option<Option<Value>>; 128] = [const { None }; 128];
    for c in s.as_str().chars() {
        let slot = known.get_mut(c as usize).filter(|_| remember);
        match slot {
            Some(slot) => {
                if slot.is_none() {
                    *slot = Some(mapped(vm, table, c)?);
                }
                push_mapped(vm, &mut out, c, slot.as_ref().and_then(Option::as_ref))?;
            }
            None => push_mapped(vm, &mut out, c, mapped(vm, table, c)?.as_ref())?,
        }
    }
    Ok(Value::from(out))
}

fn code_value(c: char) -> Value {
    Value::Int(i64::from(code_of(c)))
}

/// `str.maketrans`.
pub(super) fn maketrans(vm: &Vm, a: &[Value]) -> PyResult {
    let table = Ref::new(Dict::new());
    if a[1].is_unbound() {
        from_dict(vm, &table, &a[0])?;
        return Ok(Value::Dict(table));
    }
    let to = text(vm, &a[1], "maketrans", 2)?;
    let Some(from) = a[0].as_str() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let deleted = if a[2].is_unbound() { None } else { Some(text(vm, &a[2], "maketrans", 3)?) };
    if from.len() != to.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in from.as_str().chars().zip(to.as_str().chars()) {
        vm.dict_set(&table, &code_value(from), code_value(to))?;
    }
    for c in deleted.map_or("", Str::as_str).chars() {
        vm.dict_set(&table, &code_value(c), Value::None)?;
    }
    Ok(Value::Dict(table))
}

fn from_dict(vm: &Vm, table: &Dict, source: &Value) -> PyResult<()> {
    let Value::Dict(source) = source.inner() else {
        return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
    };
    for (key, value) in source.items() {
        match key.inner() {
            Value::Str(s) if s.len() == 1 => {
                let code = s.char_at(0).map_or(Value::None, code_value);
                vm.dict_set(table, &code, value)?;
            }
            Value::Str(_) => return Err(vm.value_error("string keys in translate table must be of length 1")),
            Value::Int(_) | Value::Big(_) | Value::Bool(_) => vm.dict_set(table, &key, value)?,
            _ => return Err(vm.type_error("keys in translate table must be strings or integers")),
        }
    }
    Ok(())
}

//! Substitution: `sub`, `subn`, `Match.expand`, and the templates that the library's parser makes of replacement text.

use taipan_interp::heap::NativeData;
use taipan_interp::native::TypeDef;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::Layout;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::found::Match;
use super::pattern::Pattern;
use super::subject::{Cutter, Subject};
use super::{Spans, Types, receiver, spans};

/// A replacement with references to groups: literal text, then (group, literal text) in turn.
pub struct Template {
    first: Value,
    rest: Box<[(usize, Value)]>,
}

impl NativeData for Template {}

pub const TEMPLATE: TypeDef = TypeDef { layout: Layout::Sealed, ..TypeDef::new("SRE_Template", "_sre") };

/// `_sre.template(pattern, [literal, group, literal, …])`.
pub fn template(vm: &Vm, a: &[Value]) -> PyResult {
    let (_, pattern) = receiver::<Pattern>(vm, &a[0])?;
    let parts = vm.collect(&a[1])?;
    let Some((first, pairs)) = parts.split_first() else { return Err(vm.type_error("invalid template")) };
    let mut rest = Vec::with_capacity(pairs.len() / 2);
    for pair in pairs.chunks(2) {
        let [group, literal] = pair else { return Err(vm.type_error("invalid template")) };
        let group = usize::try_from(vm.index_i64(group)?).ok().filter(|g| *g <= pattern.groups);
        let group = group.ok_or_else(|| vm.index_error("invalid group reference"))?;
        rest.push((group, literal.clone()));
    }
    let template = Template { first: first.clone(), rest: rest.into_boxed_slice() };
    Ok(Value::Object(ObjRef::new(Types::get(vm).template.clone(), template)))
}

/// The result being put together.
enum Out {
    Text(String),
    Bytes(Vec<u8>),
}

impl Out {
    fn for_subject(subject: &Subject) -> Out {
        if subject.is_bytes() { Out::Bytes(Vec::new()) } else { Out::Text(String::new()) }
    }

    fn push_part(&mut self, cutter: &Cutter, start: usize, end: usize) {
        match self {
            Out::Text(t) => t.push_str(cutter.str_part(start, end)),
            Out::Bytes(b) => b.extend_from_slice(cutter.bytes_part(start, end)),
        }
    }

    /// Adds a replacement; `item` is the number that a complaint about its type names.
    fn push(&mut self, vm: &Vm, v: &Value, item: usize) -> PyResult<()> {
        match self {
            Out::Text(t) => match v.as_str() {
                Some(s) => t.push_str(s.as_str()),
                None => {
                    let got = vm.type_name(v);
                    return Err(vm.type_error(format!("sequence item {item}: expected str instance, {got} found")));
                }
            },
            Out::Bytes(b) => match buffer::view(vm, v)? {
                Some(bytes) => b.extend_from_slice(&bytes),
                None => {
                    let got = vm.type_name(v);
                    let text = format!("sequence item {item}: expected a bytes-like object, {got} found");
                    return Err(vm.type_error(text));
                }
            },
        }
        Ok(())
    }

    fn finish(self) -> Value {
        match self {
            Out::Text(t) => Value::from(t),
            Out::Bytes(b) => Value::Bytes(Bytes::new(&b)),
        }
    }
}

/// What replaces a match.
enum Replacement {
    Literal(Value),
    Template(ObjRef),
    Call(Value),
}

/// Reads the replacement argument: a function, or text with references.
fn replacement(vm: &Vm, pattern: &Value, v: &Value) -> PyResult<Replacement> {
    let frozen = match v.inner() {
        Value::ByteArray(b) => Some(Value::Bytes(Bytes::new(&b.data.borrow()))),
        _ => None,
    };
    let v = frozen.as_ref().unwrap_or(v);
    let plain = match v.inner() {
        Value::Str(s) => !s.as_str().contains('\\'),
        Value::Bytes(b) => !b.as_slice().contains(&b'\\'),
        _ => {
            if vm.lookup_special(v, &vm.names.__call__).is_some() {
                return Ok(Replacement::Call(v.clone()));
            }
            false
        }
    };
    if plain {
        return Ok(Replacement::Literal(v.clone()));
    }
    let compiled = compile_template(vm, pattern, v)?;
    match &compiled {
        Value::Object(o) if o.get::<Template>().is_some() => Ok(Replacement::Template(o.clone())),
        _ => Ok(Replacement::Literal(compiled)),
    }
}

/// The library's parser does the work and keeps the results.
fn compile_template(vm: &Vm, pattern: &Value, text: &Value) -> PyResult {
    let module = vm.import("re")?;
    vm.call_method(&module, &vm.intern("_compile_template"), &[pattern.clone(), text.clone()])
}

fn expand_into(
    vm: &Vm,
    out: &mut Out,
    template: &Template,
    spans: &Spans,
    cutter: &Cutter,
    item: usize,
) -> PyResult<()> {
    out.push(vm, &template.first, item)?;
    for (group, literal) in &template.rest {
        if let Some((start, end)) = spans[*group] {
            out.push_part(cutter, start, end);
        }
        out.push(vm, literal, item)?;
    }
    Ok(())
}

/// (result, number of substitutions).
fn substitute(vm: &Vm, a: &[Value]) -> PyResult<(Value, i64)> {
    let (this, pattern) = receiver::<Pattern>(vm, &a[0])?;
    let replacement = replacement(vm, &a[0], &a[1])?;
    let window = pattern.window(vm, &a[2], &Value::Unbound, &Value::Unbound)?;
    let max = match a[3].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    let cutter = Cutter::new(&window.subject);
    let mut out = Out::for_subject(&window.subject);
    let (mut last, mut n, mut item) = (0, 0, 0);
    pattern.walk(&window, &mut |state, start| {
        if last < start {
            out.push_part(&cutter, last, start);
            item += 1;
        }
        last = state.cursor.position;
        match &replacement {
            Replacement::Literal(v) => out.push(vm, v, item)?,
            Replacement::Template(t) => {
                if let Some(t) = t.get::<Template>() {
                    expand_into(vm, &mut out, t, &spans(state, pattern.groups), &cutter, item)?;
                }
            }
            Replacement::Call(f) => {
                let found = Pattern::found(this, vm, state, &a[2], &window);
                let v = vm.call(f, &[found])?;
                if !v.is_none() {
                    out.push(vm, &v, item)?;
                }
            }
        }
        item += 1;
        n += 1;
        Ok(max == 0 || n < max)
    })?;
    if n == 0 {
        return Ok((cutter.cut(0, window.subject.len()), 0));
    }
    out.push_part(&cutter, last, window.subject.len());
    Ok((out.finish(), n))
}

/// `Pattern.sub`.
pub fn sub(vm: &Vm, a: &[Value]) -> PyResult {
    Ok(substitute(vm, a)?.0)
}

/// `Pattern.subn`.
pub fn subn(vm: &Vm, a: &[Value]) -> PyResult {
    let (result, n) = substitute(vm, a)?;
    Ok(Value::tuple(vec![result, Value::Int(n)]))
}

/// `Match.expand`.
pub fn expand(vm: &Vm, a: &[Value]) -> PyResult {
    let found = receiver::<Match>(vm, &a[0])?.1;
    let compiled = compile_template(vm, &Value::Object(found.pattern.clone()), &a[1])?;
    let Some(template) = compiled.native::<Template>() else { return Ok(compiled) };
    let subject = Subject::new(vm, &found.string)?;
    let mut out = Out::for_subject(&subject);
    expand_into(vm, &mut out, template, &found.spans, &Cutter::new(&subject), 0)?;
    Ok(out.finish())
}

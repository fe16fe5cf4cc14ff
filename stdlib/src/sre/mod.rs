//! `_sre`: the engine under `re`. Patterns are compiled by the library's own Python code and matched by
//! `rustpython-sre_engine`; this folder is the objects between the two.
//!
//! [`subject`] is the text that is matched, [`pattern`] the compiled pattern, [`found`] the match, [`scan`] the walk over
//! all matches, [`replace`] substitution.

mod found;
mod pattern;
mod replace;
mod scan;
mod subject;

use rustpython_sre_engine::engine::State;
use rustpython_sre_engine::{CODESIZE, MAXGROUPS, MAXREPEAT, SRE_MAGIC, string};
use taipan_interp::heap::Ref;
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_sre", doc: "The matching engine of regular expressions.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("compile", "(pattern, flags, code, groups, groupindex, indexgroup)", pattern::compile),
    function("template", "(pattern, template, /)", replace::template),
    function("getcodesize", "()", |_, _| Ok(Value::from(CODESIZE))),
    function("ascii_iscased", "(character, /)", |vm, a| {
        Ok(Value::Bool(code_point(vm, &a[0])?.is_some_and(|c| c.is_ascii_alphabetic())))
    }),
    function("unicode_iscased", "(character, /)", |vm, a| {
        let code = vm.index_i64(&a[0])? as u32;
        Ok(Value::Bool(string::lower_unicode(code) != code || string::upper_unicode(code) != code))
    }),
    function("ascii_tolower", "(character, /)", |vm, a| {
        Ok(Value::from(string::lower_ascii(vm.index_i64(&a[0])? as u32) as usize))
    }),
    function("unicode_tolower", "(character, /)", |vm, a| {
        Ok(Value::from(string::lower_unicode(vm.index_i64(&a[0])? as u32) as usize))
    }),
];

fn code_point(vm: &Vm, v: &Value) -> PyResult<Option<char>> {
    Ok(u32::try_from(vm.index_i64(v)?).ok().and_then(char::from_u32))
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    put("MAGIC", Value::from(SRE_MAGIC));
    put("CODESIZE", Value::from(CODESIZE));
    put("MAXREPEAT", Value::from(MAXREPEAT));
    put("MAXGROUPS", Value::from(MAXGROUPS));
    put("copyright", Value::str(" SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB "));
    Ok(())
}

/// The types of the module.
struct Types {
    pattern: TypeRef,
    found: TypeRef,
    scanner: TypeRef,
    iterator: TypeRef,
    template: TypeRef,
}

impl Types {
    fn get(vm: &Vm) -> std::rc::Rc<Types> {
        vm.state(|vm| Types {
            pattern: vm.make_type(&pattern::PATTERN, None),
            found: vm.make_type(&found::MATCH, None),
            scanner: vm.make_type(&scan::SCANNER, None),
            iterator: vm.make_type(&scan::ITERATOR, None),
            template: vm.make_type(&replace::TEMPLATE, None),
        })
    }
}

/// Where the groups matched, in characters: group 0, the whole, first. `None` for a group that took no part.
pub type Spans = Box<[Option<(usize, usize)>]>;

/// Reads the groups out of the engine.
fn spans(state: &State, groups: usize) -> Spans {
    let whole = Some((state.start, state.cursor.position));
    let group = |i| {
        let (start, end) = state.marks.get(i);
        start.into_option().zip(end.into_option()).filter(|(start, end)| start <= end)
    };
    std::iter::once(whole).chain((0..groups).map(group)).collect()
}

/// The number of the group that was closed last.
fn last_index(state: &State) -> Option<usize> {
    usize::try_from(state.marks.last_index()).ok()
}

/// What a method was called on.
fn receiver<'a, T: taipan_interp::heap::NativeData>(vm: &Vm, v: &'a Value) -> PyResult<(&'a ObjRef, &'a T)> {
    match v {
        Value::Object(o) => match o.get::<T>() {
            Some(data) => Ok((o, data)),
            None => Err(vm.type_error("descriptor called on the wrong type")),
        },
        _ => Err(vm.type_error("descriptor called on the wrong type")),
    }
}

/// A new dict as a value.
fn dict_value(dict: Dict) -> Value {
    Value::Dict(Ref::new(dict))
}

//! Match objects: `re.Match`.

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, NativeDef, TypeDef, class_method, getter, method, method_raw};
use taipan_interp::types::class::Layout;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::generic_alias;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::pattern::{Pattern, shortened};
use super::subject::{Cutter, Subject};
use super::{Spans, dict_value, receiver, replace};

/// What a search found.
pub struct Match {
    pub pattern: ObjRef,
    /// The object that was searched.
    pub string: Value,
    pub spans: Spans,
    pub last: Option<usize>,
    pub pos: usize,
    pub endpos: usize,
}

impl NativeData for Match {
    taipan_interp::traverses!(pattern, string);
}

pub const MATCH: TypeDef = TypeDef {
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    layout: Layout::Native(0),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("Match", "re")
};

const METHODS: &[NativeDef] = &[
    method_raw("group", "(self, /, *groups)", group),
    method("groups", "(self, /, default=None)", groups),
    method("groupdict", "(self, /, default=None)", groupdict),
    method("start", "(self, group=0, /)", |vm, a| Ok(int(span(vm, a)?.0))),
    method("end", "(self, group=0, /)", |vm, a| Ok(int(span(vm, a)?.1))),
    method("span", "(self, group=0, /)", |vm, a| Ok(pair(span(vm, a)?))),
    method("expand", "(self, /, template)", replace::expand),
    method("__getitem__", "(self, key, /)", |vm, a| {
        let found = receiver::<Match>(vm, &a[0])?.1;
        found.group(vm, &a[1], &Value::None)
    }),
    method("__copy__", "(self, /)", |_, a| Ok(a[0].clone())),
    method("__deepcopy__", "(self, memo, /)", |_, a| Ok(a[0].clone())),
    method("__repr__", "(self, /)", repr),
    class_method("__class_getitem__", "(cls, item, /)", |vm, a| generic_alias::make(vm, &a[0], &a[1])),
];

const GETSET: &[GetSet] = &[
    getter("string", |vm, v| Ok(receiver::<Match>(vm, v)?.1.string.clone())),
    getter("re", |vm, v| Ok(Value::Object(receiver::<Match>(vm, v)?.1.pattern.clone()))),
    getter("pos", |vm, v| Ok(Value::from(receiver::<Match>(vm, v)?.1.pos))),
    getter("endpos", |vm, v| Ok(Value::from(receiver::<Match>(vm, v)?.1.endpos))),
    getter("lastindex", |vm, v| Ok(receiver::<Match>(vm, v)?.1.last.map_or(Value::None, Value::from))),
    getter("lastgroup", |vm, v| {
        let found = receiver::<Match>(vm, v)?.1;
        let name = found.last.and_then(|i| found.pattern().and_then(|p| p.index_group.get(i).cloned()));
        Ok(name.unwrap_or(Value::None))
    }),
    getter("regs", |vm, v| {
        let found = receiver::<Match>(vm, v)?.1;
        Ok(Value::tuple(found.spans.iter().map(|s| pair(signed(*s))).collect()))
    }),
];

fn signed(span: Option<(usize, usize)>) -> (i64, i64) {
    span.map_or((-1, -1), |(start, end)| (start as i64, end as i64))
}

fn int(n: i64) -> Value {
    Value::Int(n)
}

fn pair((start, end): (i64, i64)) -> Value {
    Value::tuple(vec![Value::Int(start), Value::Int(end)])
}

impl Match {
    /// The pattern's data.
    pub fn pattern(&self) -> Option<&Pattern> {
        self.pattern.get::<Pattern>()
    }

    /// The number of a group given by number or name.
    ///
    /// # Errors
    /// IndexError when there is no such group.
    fn number(&self, vm: &Vm, v: &Value) -> PyResult<usize> {
        match (v, self.pattern()) {
            (Value::Int(i), _) if (0..self.spans.len() as i64).contains(i) => Ok(*i as usize),
            (_, Some(p)) => p.group_number(vm, v),
            (_, None) => Err(vm.index_error("no such group")),
        }
    }

    fn group(&self, vm: &Vm, v: &Value, absent: &Value) -> PyResult {
        let span = self.spans[self.number(vm, v)?];
        let subject = Subject::new(vm, &self.string)?;
        Ok(Cutter::new(&subject).group(span, absent))
    }
}

fn group(vm: &Vm, args: &Args) -> PyResult {
    let found = receiver::<Match>(vm, &args.values[0])?.1;
    match &args.values[1..] {
        [] => found.group(vm, &Value::Int(0), &Value::None),
        [one] => found.group(vm, one, &Value::None),
        many => {
            let parts: PyResult<Vec<Value>> = many.iter().map(|g| found.group(vm, g, &Value::None)).collect();
            Ok(Value::tuple(parts?))
        }
    }
}

fn groups(vm: &Vm, a: &[Value]) -> PyResult {
    let found = receiver::<Match>(vm, &a[0])?.1;
    let default = a[1].bound().unwrap_or(&Value::None);
    let subject = Subject::new(vm, &found.string)?;
    let cutter = Cutter::new(&subject);
    Ok(Value::tuple(found.spans[1..].iter().map(|s| cutter.group(*s, default)).collect()))
}

fn groupdict(vm: &Vm, a: &[Value]) -> PyResult {
    let found = receiver::<Match>(vm, &a[0])?.1;
    let default = a[1].bound().unwrap_or(&Value::None);
    let subject = Subject::new(vm, &found.string)?;
    let cutter = Cutter::new(&subject);
    let out = Dict::new();
    if let Some(Value::Dict(names)) = found.pattern().map(|p| &p.group_index) {
        for (name, number) in names.items() {
            let span = found.spans[found.number(vm, &number)?];
            vm.dict_set(&out, &name, cutter.group(span, default))?;
        }
    }
    Ok(dict_value(out))
}

fn span(vm: &Vm, a: &[Value]) -> PyResult<(i64, i64)> {
    let found = receiver::<Match>(vm, &a[0])?.1;
    let number = match a[1].bound() {
        Some(v) => found.number(vm, v)?,
        None => 0,
    };
    Ok(signed(found.spans[number]))
}

/// Longer matches are cut in `repr`, as long as CPython's.
const REPR_LIMIT: usize = 50;

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let found = receiver::<Match>(vm, &a[0])?.1;
    let (start, end) = signed(found.spans[0]);
    let text = found.group(vm, &Value::Int(0), &Value::None)?;
    let text = shortened(&vm.repr(&text)?, REPR_LIMIT);
    Ok(Value::from(format!("<re.Match object; span=({start}, {end}), match={text}>")))
}

//! Exception groups: what may be put in one, and taking them apart (`split`, `subgroup`, `except*`).

use super::{base, field, this};
use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, GetSet, NativeDef, TypeDef, class_method, getset, method, method_raw};
use crate::types::class::{Layout, TypeFlags, TypeRef};
use crate::types::exception::Exception;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

pub(super) static BASE_EXCEPTION_GROUP: TypeDef = TypeDef {
    doc: "A combination of multiple unrelated exceptions.",
    layout: Layout::Exception,
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("BaseExceptionGroup", "builtins")
};

pub(super) static EXCEPTION_GROUP: TypeDef =
    TypeDef { doc: "A combination of multiple unrelated exceptions.", ..TypeDef::new("ExceptionGroup", "builtins") };

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, *args, **kwargs)", init),
    method("__str__", "(self, /)", str),
    method("derive", "(self, excs, /)", derive),
    method("split", "(self, matcher_value, /)", split),
    method("subgroup", "(self, matcher_value, /)", subgroup),
    class_method("__class_getitem__", "(cls, item, /)", class_getitem),
];

const GETSET: &[GetSet] = &[
    getset("message", |vm, s| Ok(this(vm, s)?.field(field::MESSAGE)), read_only),
    getset("exceptions", |vm, s| Ok(this(vm, s)?.field(field::EXCEPTIONS)), read_only),
];

fn read_only(vm: &Vm, _: &Value, _: Option<&Value>) -> PyResult<()> {
    Err(vm.attribute_error("readonly attribute"))
}

pub(super) fn init_from_args(exc: &Ref<Exception>, args: &Tuple) {
    if let [message, exceptions] = args.items() {
        let items = match exceptions {
            Value::List(l) => l.snapshot(),
            Value::Tuple(t) => t.to_vec(),
            _ => return,
        };
        exc.set_field(field::MESSAGE, message.clone());
        exc.set_field(field::EXCEPTIONS, Value::tuple(items));
    }
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = args.pos();
    let [message, exceptions] = given else {
        let message = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", given.len());
        return Err(vm.type_error(message));
    };
    if message.as_str().is_none() {
        let kind = vm.type_name(message);
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {kind}")));
    }
    let items = members(vm, exceptions)?;
    let all_plain = items.iter().all(|e| matches!(e, Value::Exception(e) if e.class().is_subtype(&vm.exc.exception)));
    let mut class = cls;
    if cls.is(&vm.exc.base_exception_group) {
        // All members are Exceptions: then so is the group.
        if all_plain {
            class = &vm.exc.exception_group;
        }
    } else if !all_plain && cls.is_subtype(&vm.exc.exception) {
        let what =
            if cls.is(&vm.exc.exception_group) { "an ExceptionGroup".to_owned() } else { format!("'{}'", cls.name()) };
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in {what}")));
    }
    let exc = Exception::new(class.clone(), Tuple::from_slice(given));
    exc.set_field(field::MESSAGE, message.clone());
    exc.set_field(field::EXCEPTIONS, Value::tuple(items));
    Ok(Value::Exception(Ref::new(exc)))
}

/// The checked members of a new group.
fn members(vm: &Vm, exceptions: &Value) -> PyResult<Vec<Value>> {
    let is_sequence = match exceptions.inner() {
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_) => true,
        Value::Dict(_) | Value::Set(_) => false,
        _ => vm.lookup_special(exceptions, &vm.names.__getitem__).is_some(),
    };
    if !is_sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.collect(exceptions)?;
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    if let Some(i) = items.iter().position(|e| !matches!(e, Value::Exception(_))) {
        return Err(vm.value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
    }
    Ok(items)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let exc = this(vm, &args.values[0])?;
    super::no_keywords(vm, exc.class().name().as_str(), args)?;
    base::set_args_from(exc, args);
    Ok(Value::None)
}

fn str(vm: &Vm, a: &[Value]) -> PyResult {
    let exc = this(vm, &a[0])?;
    let n = contents(exc).len();
    let plural = if n == 1 { "" } else { "s" };
    Ok(format!("{} ({n} sub-exception{plural})", vm.str(&exc.field(field::MESSAGE))?).into())
}

fn class_getitem(vm: &Vm, a: &[Value]) -> PyResult {
    vm.call(&Value::Type(vm.types.generic_alias.clone()), a)
}

/// The members of a group; none of any other exception.
pub fn contents(exc: &Exception) -> Tuple {
    match exc.field(field::EXCEPTIONS) {
        Value::Tuple(t) => t,
        _ => Tuple::new(Vec::new()),
    }
}

/// True for groups.
pub fn is_group(vm: &Vm, exc: &Exception) -> bool {
    exc.class.borrow().is_subtype(&vm.exc.base_exception_group)
}

/// `ExceptionGroup(message, exceptions)`, or `BaseExceptionGroup` when one of them is no Exception.
///
/// # Errors
/// ValueError when there are none.
pub fn make(vm: &Vm, message: &str, exceptions: Vec<Value>) -> PyResult<Ref<Exception>> {
    let args = [Value::str(message), Value::list(exceptions)];
    match new(vm, &vm.exc.base_exception_group, &Args::positional(&args))? {
        Value::Exception(e) => Ok(e),
        _ => Err(vm.error(&vm.exc.system_error, "an exception group was expected")),
    }
}

fn derive(vm: &Vm, a: &[Value]) -> PyResult {
    let message = this(vm, &a[0])?.field(field::MESSAGE);
    let args = [message, a[1].clone()];
    new(vm, &vm.exc.base_exception_group, &Args::positional(&args))
}

/// How members are chosen.
enum Matcher<'a> {
    /// A class or a tuple of classes.
    Types(&'a Value),
    Predicate(&'a Value),
    /// Any of these members, by identity.
    Members(&'a [Ref<Exception>]),
}

impl Matcher<'_> {
    fn of<'a>(vm: &Vm, value: &'a Value) -> PyResult<Matcher<'a>> {
        let is_exception_type = |v: &Value| v.as_type().is_some_and(|t| t.is_subtype(&vm.exc.base_exception));
        let types = match value.inner() {
            Value::Tuple(items) => items.iter().all(is_exception_type),
            v => is_exception_type(v),
        };
        if types {
            return Ok(Matcher::Types(value));
        }
        let callable = value.as_type().is_none() && vm.lookup_special(value, &vm.names.__call__).is_some();
        let callable = callable || matches!(value, Value::Function(_) | Value::Native(_) | Value::Method(_));
        if callable {
            return Ok(Matcher::Predicate(value));
        }
        Err(vm.type_error("expected a function, exception type or tuple of exception types"))
    }

    fn matches(&self, vm: &Vm, exc: &Ref<Exception>) -> PyResult<bool> {
        match self {
            Matcher::Types(types) => Ok(match types.inner() {
                Value::Tuple(all) => all.iter().any(|t| t.as_type().is_some_and(|t| exc.class.borrow().is_subtype(t))),
                one => one.as_type().is_some_and(|t| exc.class.borrow().is_subtype(t)),
            }),
            Matcher::Predicate(f) => {
                let answer = vm.call(f, &[Value::Exception(exc.clone())])?;
                vm.truth(&answer)
            }
            Matcher::Members(all) => Ok(!is_group(vm, exc) && all.iter().any(|e| e.is(exc))),
        }
    }
}

/// The part that matched and the part that did not.
struct Split {
    matched: Option<Ref<Exception>>,
    rest: Option<Ref<Exception>>,
}

fn split_by(vm: &Vm, exc: &Ref<Exception>, matcher: &Matcher, want_rest: bool) -> PyResult<Split> {
    if matcher.matches(vm, exc)? {
        return Ok(Split { matched: Some(exc.clone()), rest: None });
    }
    if !is_group(vm, exc) {
        return Ok(Split { matched: None, rest: want_rest.then(|| exc.clone()) });
    }
    let (mut matched, mut rest) = (Vec::new(), Vec::new());
    for member in contents(exc).iter() {
        let Value::Exception(member) = member else { continue };
        let part = vm.recurse(" in exceptiongroup_split_recursive", |vm| split_by(vm, member, matcher, want_rest))?;
        matched.extend(part.matched.map(Value::Exception));
        rest.extend(part.rest.map(Value::Exception));
    }
    let matched = subset(vm, exc, matched)?;
    let rest = if want_rest { subset(vm, exc, rest)? } else { None };
    Ok(Split { matched, rest })
}

/// A group like `orig` of some of its members, made by its `derive`.
fn subset(vm: &Vm, orig: &Ref<Exception>, members: Vec<Value>) -> PyResult<Option<Ref<Exception>>> {
    if members.is_empty() {
        return Ok(None);
    }
    let orig_value = Value::Exception(orig.clone());
    let made = vm.call_method(&orig_value, &vm.intern("derive"), &[Value::list(members)])?;
    let Value::Exception(made) = made else { return Err(bad_derive(vm)) };
    if !is_group(vm, &made) {
        return Err(bad_derive(vm));
    }
    made.traceback.replace(orig.traceback.borrow().clone());
    made.context.replace(orig.context.borrow().clone());
    made.cause.replace(orig.cause.borrow().clone());
    made.suppress_context.set(true);
    if let Some(notes) = vm.get_attr_opt(&orig_value, &vm.names.__notes__)? {
        // Notes that are no sequence are left behind, as the printing of tracebacks would do.
        if matches!(notes.inner(), Value::List(_) | Value::Tuple(_)) {
            let copy = Value::list(vm.collect(&notes)?);
            vm.set_attr(&Value::Exception(made.clone()), &vm.names.__notes__, copy)?;
        }
    }
    Ok(Some(made))
}

fn bad_derive(vm: &Vm) -> crate::error::Raised {
    vm.type_error("derive must return an instance of BaseExceptionGroup")
}

fn or_none(exc: Option<Ref<Exception>>) -> Value {
    exc.map_or(Value::None, Value::Exception)
}

fn split(vm: &Vm, a: &[Value]) -> PyResult {
    let matcher = Matcher::of(vm, &a[1])?;
    let parts = split_by(vm, this(vm, &a[0])?, &matcher, true)?;
    Ok(Value::tuple(vec![or_none(parts.matched), or_none(parts.rest)]))
}

fn subgroup(vm: &Vm, a: &[Value]) -> PyResult {
    let matcher = Matcher::of(vm, &a[1])?;
    Ok(or_none(split_by(vm, this(vm, &a[0])?, &matcher, false)?.matched))
}

fn as_exception(value: &Value) -> Option<Ref<Exception>> {
    match value {
        Value::Exception(e) => Some(e.clone()),
        _ => None,
    }
}

/// What a `try` with `except*` clauses raises in the end: `raised` are the exceptions that left the clauses, and last
/// what no clause caught. `None`: nothing.
///
/// # Errors
/// What an overridden `derive` raises.
pub fn star_result(vm: &Vm, orig: &Ref<Exception>, raised: Vec<Ref<Exception>>) -> PyResult<Option<Ref<Exception>>> {
    if !is_group(vm, orig) {
        // A single exception was wrapped for the clause that caught it: at most one can have come out.
        return Ok(raised.into_iter().next());
    }
    let (again, fresh): (Vec<_>, Vec<_>) = raised.into_iter().partition(|e| same_origin(e, orig));
    let again = if again.is_empty() {
        None
    } else {
        let mut leaves = Vec::new();
        again.iter().for_each(|e| collect_leaves(vm, e, &mut leaves));
        split_by(vm, orig, &Matcher::Members(&leaves), false)?.matched
    };
    if fresh.is_empty() {
        return Ok(again);
    }
    let mut all: Vec<Value> = fresh.into_iter().chain(again).map(Value::Exception).collect();
    if let [Value::Exception(only)] = &all[..] {
        return Ok(Some(only.clone()));
    }
    make(vm, "", std::mem::take(&mut all)).map(Some)
}

/// True when `exc` is a part of `orig` that was raised again as it was: its history is still that of `orig`.
fn same_origin(exc: &Ref<Exception>, orig: &Ref<Exception>) -> bool {
    let same = |a: &Option<Ref<Exception>>, b: &Option<Ref<Exception>>| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.is(b),
        _ => false,
    };
    let same_traceback = match (&*exc.traceback.borrow(), &*orig.traceback.borrow()) {
        (None, None) => true,
        (Some(a), Some(b)) => a.is(b),
        _ => false,
    };
    same_traceback
        && same(&exc.cause.borrow(), &orig.cause.borrow())
        && same(&exc.context.borrow(), &orig.context.borrow())
}

/// The exceptions in a group that are no groups themselves, at any depth.
fn collect_leaves(vm: &Vm, exc: &Ref<Exception>, leaves: &mut Vec<Ref<Exception>>) {
    let mut stack = vec![exc.clone()];
    while let Some(e) = stack.pop() {
        if is_group(vm, &e) {
            stack.extend(contents(&e).iter().filter_map(as_exception));
        } else {
            leaves.push(e);
        }
    }
}

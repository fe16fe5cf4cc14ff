//! Arguments of constructors and of builtins whose complaints CPython words by hand.
//!
//! Natives with a plain signature never need this: the call machinery checks them from the signature.

use crate::error::{PyResult, Raised};
use crate::native::Args;
use crate::types::class::TypeRef;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// TypeError unless there are no keyword arguments.
pub fn no_keywords(vm: &Vm, args: &Args, name: &str) -> PyResult<()> {
    if args.names.is_empty() { Ok(()) } else { Err(vm.type_error(format!("{name}() takes no keyword arguments"))) }
}

/// The positional arguments, of which there must be `min..=max`, and no keyword arguments.
pub fn positional<'a>(vm: &Vm, args: &Args<'a>, name: &str, min: usize, max: usize) -> PyResult<&'a [Value]> {
    no_keywords(vm, args, name)?;
    count(vm, name, args.values.len(), min, max)?;
    Ok(args.values)
}

/// The positional arguments of a constructor, of which there must be `min..=max`. Keyword arguments are refused, unless a
/// derived class has an `__init__` of its own, which may know what they mean.
pub fn constructor<'a>(
    vm: &Vm,
    cls: &TypeRef,
    args: &Args<'a>,
    name: &str,
    min: usize,
    max: usize,
) -> PyResult<&'a [Value]> {
    if !args.names.is_empty() && !has_own(vm, cls, &vm.names.__init__) {
        no_keywords(vm, args, name)?;
    }
    count(vm, name, args.pos().len(), min, max)?;
    Ok(args.pos())
}

/// True when a class derives from a builtin type and defines the method anew, in Python.
pub fn has_own(vm: &Vm, cls: &TypeRef, name: &Str) -> bool {
    let Some(found) = vm.type_lookup(cls, name) else { return false };
    // `__new__` is a static method.
    !matches!(found, Value::Native(_))
}

/// TypeError unless `got` is in `min..=max`.
pub fn count(vm: &Vm, name: &str, got: usize, min: usize, max: usize) -> PyResult<()> {
    let (bound, least) = if got < min {
        (min, "at least ")
    } else if got > max {
        (max, "at most ")
    } else {
        return Ok(());
    };
    let how = if min == max { "" } else { least };
    Err(vm.type_error(format!("{name} expected {how}{bound} argument{}, got {got}", plural(bound))))
}

/// The TypeError for a keyword argument that `name` does not have.
pub fn unexpected_keyword(vm: &Vm, name: &str, keyword: &str) -> Raised {
    vm.type_error(format!("{name}() got an unexpected keyword argument '{keyword}'"))
}

/// Up to `N` arguments, by position or by these names; what was not given is unbound. `None` as a name: by position
/// only.
pub fn by_name<const N: usize>(vm: &Vm, args: &Args, name: &str, names: [Option<&str>; N]) -> PyResult<[Value; N]> {
    let pos = args.pos();
    if args.values.len() > N {
        let most = if args.names.is_empty() { "argument" } else { "keyword argument" };
        let (s, got) = (plural(N), args.values.len());
        let most = if pos.is_empty() { most } else { "argument" };
        return Err(vm.type_error(format!("{name}() takes at most {N} {most}{s} ({got} given)")));
    }
    let mut out = [const { Value::Unbound }; N];
    for (slot, v) in out.iter_mut().zip(pos) {
        *slot = v.clone();
    }
    for (key, v) in args.keywords() {
        match names.iter().position(|n| n.is_some_and(|n| n == key.as_str())) {
            Some(i) if i < pos.len() => {
                return Err(
                    vm.type_error(format!("argument for {name}() given by name ('{key}') and position ({})", i + 1))
                );
            }
            Some(i) => out[i] = v.clone(),
            None => return Err(unexpected_keyword(vm, name, key.as_str())),
        }
    }
    Ok(out)
}

/// The TypeError of a method called on something that its type's natives cannot work on.
pub fn bad_receiver(vm: &Vm, type_name: &str, got: &Value) -> Raised {
    vm.type_error(format!("descriptor requires a '{type_name}' object but received a '{}'", vm.type_name(got)))
}

//! The operations that lowering has no syntax for: type parameters, type aliases, template strings.

use super::lazy::Lazy;
use super::{alias, generic, paramspec, typevar, typevartuple};
use crate::error::PyResult;
use crate::tree::Intrinsic;
use crate::types::str::Str;
use crate::types::template;
use crate::types::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

fn name(vm: &Vm, args: &[Value]) -> PyResult<Str> {
    match args.first() {
        Some(Value::Str(s)) => Ok(s.clone()),
        _ => Err(vm.type_error("a name is required")),
    }
}

fn lazy(args: &[Value], i: usize) -> Lazy {
    args.get(i).map_or_else(Lazy::nothing, |f| Lazy::function(f.clone()))
}

/// Carries out `op`.
///
/// # Errors
/// What the operation raises.
pub fn intrinsic(vm: &Vm, op: &Intrinsic, args: &[Value]) -> PyResult {
    match op {
        Intrinsic::TypeVar => {
            let constrained = matches!(args.get(3), Some(Value::Bool(true)));
            let (bound, constraints) =
                if constrained { (Lazy::nothing(), lazy(args, 1)) } else { (lazy(args, 1), Lazy::nothing()) };
            Ok(typevar::declared(vm, name(vm, args)?, bound, constraints, lazy(args, 2)))
        }
        Intrinsic::ParamSpec => Ok(paramspec::declared(vm, name(vm, args)?, lazy(args, 2))),
        Intrinsic::TypeVarTuple => Ok(typevartuple::declared(vm, name(vm, args)?, lazy(args, 2))),
        Intrinsic::TypeAlias => {
            let params = match args.get(1) {
                Some(Value::Tuple(t)) => t.clone(),
                _ => Tuple::new(Vec::new()),
            };
            Ok(alias::declared(vm, name(vm, args)?, params, lazy(args, 2)))
        }
        Intrinsic::GenericBase => generic::subscript(vm, args.first().unwrap_or(&Value::None)),
        Intrinsic::Template => template::template(vm, args),
        Intrinsic::Interpolation => template::interpolation(vm, args),
        Intrinsic::DisplayHook => {
            let sys = vm.import("sys")?;
            let hook = vm.get_attr(&sys, &vm.names.displayhook)?;
            vm.call(&hook, args)
        }
        Intrinsic::Namespace | Intrinsic::NameIn => Err(vm.system_error("this operation needs its frame")),
    }
}

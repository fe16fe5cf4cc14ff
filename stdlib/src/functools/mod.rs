//! `_functools`: `partial`, `reduce`, the wrapper behind `lru_cache`, `cmp_to_key`.

mod compare_key;
pub(crate) mod lru_cache;
pub(crate) mod partial;

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

use crate::support::{add_type, object, set};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_functools", doc: "Tools for functions as values.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("reduce", "(function, iterable, /, initial=<unrepresentable>)", reduce)
        .doc("Combine all items, from left to right, by a function of two."),
    function("cmp_to_key", "(mycmp)", compare_key::cmp_to_key)
        .doc("A key function for a comparison that returns negative, zero or positive."),
];

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let types = vm.state(Types::new);
    add_type(vm, module, &types.partial);
    add_type(vm, module, &types.lru_cache);
    add_type(vm, module, &types.placeholder_type);
    set(vm, module, "Placeholder", types.placeholder.clone());
    Ok(())
}

/// The types of this module, and its sentinel.
pub(crate) struct Types {
    pub partial: TypeRef,
    pub lru_cache: TypeRef,
    pub key_wrapper: TypeRef,
    pub placeholder_type: TypeRef,
    pub placeholder: Value,
}

impl Types {
    pub(crate) fn new(vm: &Vm) -> Types {
        let placeholder_type = vm.make_type(&partial::PLACEHOLDER, None);
        Types {
            partial: vm.make_type(&partial::PARTIAL, None),
            lru_cache: vm.make_type(&lru_cache::LRU_CACHE, None),
            key_wrapper: vm.make_type(&compare_key::KEY_WRAPPER, None),
            placeholder: object(&placeholder_type, partial::Placeholder),
            placeholder_type,
        }
    }
}

fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    let it = vm.iter(&a[1]).map_err(|e| {
        if vm.matches(&e, &vm.exc.type_error) { vm.type_error("reduce() arg 2 must support iteration") } else { e }
    })?;
    let mut result = match a[2].bound() {
        Some(initial) => initial.clone(),
        None => match vm.next(&it)? {
            Some(first) => first,
            None => return Err(vm.type_error("reduce() of empty iterable with no initial value")),
        },
    };
    while let Some(item) = vm.next(&it)? {
        result = vm.call(&a[0], &[result, item])?;
    }
    Ok(result)
}

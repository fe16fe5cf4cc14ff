//! `_weakref`: references and proxies that do not keep their objects alive. The object's end of it is
//! `interp/types/weak`; the collections (WeakValueDictionary and so on) are the library's Python.

mod proxy;
mod reference;

use std::rc::Rc;

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::class::{TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::weak::WeakLink;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_weakref", doc: "Weak-reference support module.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("getweakrefcount", "(object, /)", |vm, a| Ok(Value::from(references(vm, &a[0]).len()))),
    function("getweakrefs", "(object, /)", |vm, a| Ok(Value::list(references(vm, &a[0])))),
    function("proxy", "(object, callback=None, /)", proxy::make),
    function("_remove_dead_weakref", "(dct, key, /)", remove_dead),
];

/// The types of the module.
struct Types {
    reference: TypeRef,
    proxy: TypeRef,
    callable_proxy: TypeRef,
}

impl Types {
    fn get(vm: &Vm) -> Rc<Types> {
        vm.state(|vm| {
            let proxy = vm.make_type(&proxy::PROXY, None);
            let callable_proxy = vm.make_type(&proxy::CALLABLE_PROXY, None);
            vm.fill_type(&proxy, &proxy::OPERATORS);
            vm.fill_type(&callable_proxy, &proxy::OPERATORS);
            vm.fill_type(&callable_proxy, &proxy::CALL);
            // Attributes are the object's.
            for ty in [&proxy, &callable_proxy] {
                ty.set_flag(TypeFlags::CUSTOM_GETATTRIBUTE);
                ty.set_flag(TypeFlags::CUSTOM_SETATTR);
            }
            Types { reference: vm.make_type(&reference::REFERENCE, None), proxy, callable_proxy }
        })
    }
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = Types::get(vm);
    let put = |name: &str, ty: &TypeRef| dict.set_str(&vm.intern(name), Value::Type(ty.clone()));
    put("ref", &types.reference);
    put("ReferenceType", &types.reference);
    put("ProxyType", &types.proxy);
    put("CallableProxyType", &types.callable_proxy);
    Ok(())
}

/// The object's end of a new reference.
///
/// # Errors
/// TypeError when objects of the type cannot be weakly referenced.
fn link(vm: &Vm, object: &Value) -> PyResult<Rc<WeakLink>> {
    match vm.weak_slot(object) {
        Some(slot) => Ok(slot.register(object, &vm.pending)),
        None => Err(vm.type_error(format!("cannot create weak reference to '{}' object", vm.type_name(object)))),
    }
}

fn references(vm: &Vm, object: &Value) -> Vec<Value> {
    let all = vm.weak_slot(object).and_then(|s| s.link()).map_or(Vec::new(), |link| link.references(false));
    // The one that serves all who ask for a plain reference comes first, then the others, latest first.
    let plain = &Types::get(vm).reference;
    let is_plain = |v: &Value| match v.native::<reference::Reference>() {
        Some(r) => r.is_plain() && vm.class_of(v).is(plain),
        None => false,
    };
    let (mut first, mut rest): (Vec<Value>, Vec<Value>) = all.into_iter().partition(is_plain);
    rest.reverse();
    first.append(&mut rest);
    first
}

/// Removes `key` when its value is a reference that is dead (it may have been replaced by a live one meanwhile).
fn remove_dead(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Dict(dict) = a[0].inner() else {
        return Err(vm.type_error("_remove_dead_weakref() argument 1 must be dict"));
    };
    let dead = match vm.dict_get(dict, &a[1])? {
        Some(v) => match v.native::<reference::Reference>() {
            Some(r) => r.target().is_none(),
            None => return Err(vm.type_error("not a weakref")),
        },
        None => false,
    };
    if dead {
        let old = vm.dict_remove(dict, &a[1])?;
        drop(old);
    }
    Ok(Value::None)
}

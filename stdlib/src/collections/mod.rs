//! `_collections`: `deque`, `defaultdict`, `OrderedDict`, and two helpers of the pure-Python part of `collections`.

mod default_dict;
pub(crate) mod deque;
mod deque_methods;
mod ordered_dict;
mod tuple_getter;

use taipan_interp::native::{ModuleDef, function};
use taipan_interp::tree::BinOp;
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Ref, Value, Vm};

use crate::support::{add_type, set};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_collections",
    doc: "Containers: double-ended queues and dicts with something more.",
    functions: &[function("_count_elements", "(mapping, iterable, /)", count_elements)],
    init,
}];

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let types = vm.state(Types::new);
    for ty in [&types.deque, &types.default_dict, &types.ordered_dict, &types.deque_iterator, &types.deque_reverse] {
        add_type(vm, module, ty);
    }
    add_type(vm, module, &vm.make_type(&tuple_getter::TUPLE_GETTER, None));
    set(vm, module, "__doc__", "Containers: double-ended queues and dicts with something more.");
    Ok(())
}

/// The types of this module.
pub(crate) struct Types {
    pub deque: TypeRef,
    pub deque_iterator: TypeRef,
    pub deque_reverse: TypeRef,
    pub default_dict: TypeRef,
    pub ordered_dict: TypeRef,
    pub ordered_keys: TypeRef,
    pub ordered_values: TypeRef,
    pub ordered_items: TypeRef,
    pub ordered_iterator: TypeRef,
}

impl Types {
    pub(crate) fn new(vm: &Vm) -> Types {
        let dict = &vm.types.dict;
        let default_dict = vm.make_type(&default_dict::DEFAULT_DICT, Some(dict));
        // The factory is the one value in the slots of an instance.
        default_dict.slot_count.set(1);
        let ordered_dict = vm.make_type(&ordered_dict::ORDERED_DICT, Some(dict));
        Types {
            deque: vm.make_type(&deque::DEQUE, None),
            deque_iterator: vm.make_type(&deque::ITERATOR, None),
            deque_reverse: vm.make_type(&deque::REVERSE_ITERATOR, None),
            default_dict,
            ordered_dict,
            ordered_keys: vm.make_type(&ordered_dict::KEYS, Some(&vm.types.dict_keys)),
            ordered_values: vm.make_type(&ordered_dict::VALUES, Some(&vm.types.dict_values)),
            ordered_items: vm.make_type(&ordered_dict::ITEMS, Some(&vm.types.dict_items)),
            ordered_iterator: vm.make_type(&ordered_dict::ITERATOR, None),
        }
    }
}

/// The state that an object's `__reduce__` reports: its attributes, None when there are none.
fn reduce_state(vm: &Vm, object: &Value) -> PyResult {
    vm.call_method(object, &vm.names.__getstate__, &[])
}

/// True when the class of `mapping` has dict's own `name` method.
fn has_dict_method(vm: &Vm, mapping: &Value, name: &taipan_interp::types::str::Str) -> bool {
    match (vm.lookup_special(mapping, name), vm.types.dict.dict().get_str(name)) {
        (Some(a), Some(b)) => a.is(&b),
        _ => false,
    }
}

/// Adds 1 to the count of each item, starting from 0.
fn count_elements(vm: &Vm, a: &[Value]) -> PyResult {
    let plain: Option<Ref<Dict>> = match a[0].inner() {
        Value::Dict(d)
            if has_dict_method(vm, &a[0], &vm.names.get) && has_dict_method(vm, &a[0], &vm.names.__setitem__) =>
        {
            Some(d.clone())
        }
        _ => None,
    };
    let add_one = |count: Option<Value>| match count {
        None => Ok(Value::Int(1)),
        Some(Value::Int(n)) if n < i64::MAX => Ok(Value::Int(n + 1)),
        Some(other) => vm.binary(BinOp::Add, &other, &Value::Int(1)),
    };
    match plain {
        Some(dict) => vm.for_each(&a[1], &mut |item| {
            match vm.dict_find(&dict, &item)? {
                (_, Some(at)) => {
                    let count = add_one(dict.value_at(at))?;
                    if matches!(count, Value::Int(_)) {
                        dict.set_at(at, count);
                    } else {
                        // Adding ran Python code: the position may be another's by now.
                        vm.dict_set(&dict, &item, count)?;
                    }
                }
                (hash, None) => dict.insert_new(hash, item, Value::Int(1)),
            }
            Ok(true)
        })?,
        None => {
            let get = vm.get_attr(&a[0], &vm.names.get)?;
            vm.for_each(&a[1], &mut |item| {
                let old = vm.call(&get, &[item.clone(), Value::Int(0)])?;
                let count = vm.binary(BinOp::Add, &old, &Value::Int(1))?;
                vm.set_item(&a[0], &item, count)?;
                Ok(true)
            })?;
        }
    }
    Ok(Value::None)
}

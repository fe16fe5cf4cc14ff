//! Attributes: of the object, its class and the classes above, as they stand in the namespaces.

use taipan_interp::types::dict::Dict;
use taipan_interp::{Value, Vm};

use super::known::Known;
use super::{Candidate, is_wanted, sorted};

pub fn complete(vm: &Vm, known: &Known, prefix: &str) -> Vec<Candidate> {
    let wanted = |name: &str| is_wanted(name, prefix);
    let mut names = Vec::new();
    let class = match known {
        Known::InstanceOf(class) | Known::Object(Value::Type(class)) => class.clone(),
        Known::Object(Value::Module(module)) => {
            // As in `known`; if it fails, there is nothing to list.
            drop(vm.run_deferred(module));
            add(&module.dict, &wanted, &mut names);
            return sorted(names);
        }
        Known::Object(object) | Known::MethodOf(object) => {
            let own = vm.filled_attr_slot(object).map(|slot| slot.names()).unwrap_or_default();
            names.extend(own.iter().filter_map(Value::as_str).map(|n| n.as_str().to_owned()).filter(|n| wanted(n)));
            vm.class_of(object)
        }
    };
    add(class.dict(), &wanted, &mut names);
    for above in class.mro_tail().iter() {
        add(above.dict(), &wanted, &mut names);
    }
    sorted(names)
}

/// The names in a namespace that are wanted.
pub fn add(namespace: &Dict, wanted: &dyn Fn(&str) -> bool, names: &mut Vec<String>) {
    let data = namespace.borrow();
    let keys = data.iter().filter_map(|e| e.key.as_str());
    names.extend(keys.map(|k| k.as_str()).filter(|k| is_name(k) && wanted(k)).map(str::to_owned));
}

/// A namespace may have keys that cannot be written as names.
fn is_name(key: &str) -> bool {
    !key.is_empty()
        && !key.starts_with(|c: char| c.is_ascii_digit())
        && key.chars().all(|c| c == '_' || c.is_alphanumeric())
}

//! How objects take themselves apart for `copy` and `pickle`: `__reduce_ex__`, `__reduce__`, `__getstate__`.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::types::descriptors::MemberDescriptor;
use crate::types::dict::Dict;
use crate::value::Value;
use crate::vm::Vm;

/// `object.__reduce_ex__(protocol)`: an overridden `__reduce__` decides, else copyreg's recipe for the protocol.
pub fn reduce_ex(vm: &Vm, a: &[Value]) -> PyResult {
    let protocol = vm.index_i64(&a[1])?;
    let name = &vm.names.__reduce__;
    let own = vm.class_of(&a[0]).lookup(name);
    if let (Some(own), Some(default)) = (own, vm.types.object.dict().get_str(name))
        && !own.is(&default)
    {
        let reduce = vm.get_attr(&a[0], name)?;
        return vm.call(&reduce, &[]);
    }
    common(vm, &a[0], protocol)
}

/// `object.__reduce__()`.
pub fn reduce(vm: &Vm, a: &[Value]) -> PyResult {
    common(vm, &a[0], 0)
}

fn common(vm: &Vm, obj: &Value, protocol: i64) -> PyResult {
    let copyreg = vm.import("copyreg")?;
    if protocol >= 2 {
        return by_new(vm, obj, &copyreg);
    }
    vm.call_method(&copyreg, &vm.intern("_reduce_ex"), &[obj.clone(), Value::Int(protocol)])
}

/// What `__getnewargs_ex__` or `__getnewargs__` say: positional and keyword arguments of `__new__`.
fn new_arguments(vm: &Vm, obj: &Value) -> PyResult<(Option<Vec<Value>>, Option<Value>)> {
    if let Some(result) = vm.call_special(obj, &vm.intern("__getnewargs_ex__"), &[])? {
        let Value::Tuple(pair) = &result else {
            let name = vm.type_name(&result);
            return Err(vm.type_error(format!("__getnewargs_ex__ should return a tuple, not '{name}'")));
        };
        let [args, kwargs] = pair.items() else {
            let n = pair.len();
            return Err(vm.value_error(format!("__getnewargs_ex__ should return a tuple of length 2, not {n}")));
        };
        let Value::Tuple(args) = args.inner() else {
            let name = vm.type_name(args);
            return Err(vm.type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{name}'"
            )));
        };
        let Value::Dict(_) = kwargs.inner() else {
            let name = vm.type_name(kwargs);
            return Err(vm.type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{name}'"
            )));
        };
        return Ok((Some(args.to_vec()), Some(kwargs.clone())));
    }
    if let Some(result) = vm.call_special(obj, &vm.names.__getnewargs__, &[])? {
        let Value::Tuple(args) = &result else {
            let name = vm.type_name(&result);
            return Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{name}'")));
        };
        return Ok((Some(args.to_vec()), None));
    }
    Ok((None, None))
}

/// The recipe of protocol 2 and later: `cls.__new__(cls, *args)`, then the state, then items.
fn by_new(vm: &Vm, obj: &Value, copyreg: &Value) -> PyResult {
    let cls = vm.class_of(obj);
    if cls.new.get().is_none() {
        return Err(cannot_pickle(vm, obj));
    }
    let (args, kwargs) = new_arguments(vm, obj)?;
    let given = args.is_some();
    let kwargs = kwargs.filter(|k| matches!(k.inner(), Value::Dict(d) if !d.is_empty()));
    let (maker, arguments) = match kwargs {
        Some(kwargs) => {
            let args = Value::tuple(args.unwrap_or_default());
            ("__newobj_ex__", vec![Value::Type(cls.clone()), args, kwargs])
        }
        None => {
            let mut all = vec![Value::Type(cls.clone())];
            all.extend(args.unwrap_or_default());
            ("__newobj__", all)
        }
    };
    let maker = vm.get_attr(copyreg, &vm.intern(maker))?;
    let is_list = matches!(obj.inner(), Value::List(_));
    let is_dict = matches!(obj.inner(), Value::Dict(_));
    let state = state_of(vm, obj, !given && !is_list && !is_dict)?;
    let list_items = if is_list { vm.iter(obj)? } else { Value::None };
    let dict_items = if is_dict {
        let items = vm.call_method(obj, &vm.names.items, &[])?;
        vm.iter(&items)?
    } else {
        Value::None
    };
    Ok(Value::tuple(vec![maker, Value::tuple(arguments), state, list_items, dict_items]))
}

fn cannot_pickle(vm: &Vm, obj: &Value) -> crate::error::Raised {
    let cls = vm.class_of(obj);
    vm.type_error(format!("cannot pickle '{}' object", super::super::class::display_name(vm, &cls)))
}

/// What an overridden `__getstate__` returns, else the default state.
fn state_of(vm: &Vm, obj: &Value, required: bool) -> PyResult {
    let name = &vm.names.__getstate__;
    let own = vm.class_of(obj).lookup(name);
    match (own, vm.types.object.dict().get_str(name)) {
        (Some(own), Some(default)) if !own.is(&default) => {
            let f = vm.get_attr(obj, name)?;
            vm.call(&f, &[])
        }
        _ => default_state(vm, obj, required),
    }
}

/// The attributes, or a pair of attributes and slots. `required`: data that neither of them shows is an error.
fn default_state(vm: &Vm, obj: &Value, required: bool) -> PyResult {
    let plain = match obj {
        Value::Instance(i) => i.payload.is_unbound(),
        Value::Exception(_) => true,
        Value::Int(_) | Value::Bool(_) | Value::Float(_) | Value::Str(_) | Value::None => true,
        _ => false,
    };
    if required && !plain {
        return Err(cannot_pickle(vm, obj));
    }
    let mut state = Value::None;
    if let Some(Value::Dict(d)) = vm.get_attr_opt(obj, &vm.names.__dict__)?
        && !d.is_empty()
    {
        state = copy_dict(vm, &d)?;
    }
    let slots = slot_values(vm, obj)?;
    if slots.is_empty() {
        return Ok(state);
    }
    Ok(Value::tuple(vec![state, Value::Dict(Ref::new(slots))]))
}

fn copy_dict(vm: &Vm, d: &Dict) -> PyResult {
    let copy = Dict::new();
    for (k, v) in d.items() {
        vm.dict_set(&copy, &k, v)?;
    }
    Ok(Value::Dict(Ref::new(copy)))
}

/// The slots that are set, by name.
fn slot_values(vm: &Vm, obj: &Value) -> PyResult<Dict> {
    let found = Dict::new();
    let cls = vm.class_of(obj);
    if cls.slot_count.get() == 0 {
        return Ok(found);
    }
    for t in std::iter::once(&cls).chain(cls.mro_tail().iter()) {
        for descr in t.dict().values() {
            if let Some(m) = descr.native::<MemberDescriptor>()
                && let Some(v) = vm.get_attr_opt(obj, &m.name)?
            {
                found.set_str(&m.name, v);
            }
        }
    }
    Ok(found)
}

/// `object.__getstate__()`.
pub fn getstate(vm: &Vm, a: &[Value]) -> PyResult {
    default_state(vm, &a[0], false)
}

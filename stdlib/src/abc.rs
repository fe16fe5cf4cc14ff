//! `_abc`: what `abc.ABCMeta` asks natively: abstract methods, registered subclasses, and the caches of both answers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;
use taipan_interp::heap::NativeData;
use taipan_interp::native::{ModuleDef, NativeDef, TypeDef, function};
use taipan_interp::types::class::{TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::types::weak::WeakLink;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "_abc",
    doc: "Module contains faster C implementation of abc.ABCMeta",
    functions: FUNCTIONS,
    init: |_: &Vm, _: &Dict| Ok(()),
}];

const FUNCTIONS: &[NativeDef] = &[
    function("get_cache_token", "()", |vm, _| Ok(Value::Int(state(vm).token.get()))),
    function("_abc_init", "(self, /)", abc_init),
    function("_abc_register", "(self, subclass, /)", register),
    function("_abc_instancecheck", "(self, instance, /)", |vm, a| Ok(Value::Bool(instance_check(vm, a)?))),
    function("_abc_subclasscheck", "(self, subclass, /)", |vm, a| Ok(Value::Bool(subclass_check(vm, &a[0], &a[1])?))),
    function("_get_dump", "(self, /)", get_dump),
    function("_reset_registry", "(self, /)", |vm, a| {
        data(vm, &a[0])?.with(|d| d.registry.borrow_mut().clear());
        Ok(Value::None)
    }),
    function("_reset_caches", "(self, /)", |vm, a| {
        data(vm, &a[0])?.with(|d| {
            d.cache.borrow_mut().clear();
            d.negative.borrow_mut().clear();
        });
        Ok(Value::None)
    }),
];

/// Classes by address. A dead class leaves an entry whose link says so, until the address is asked for again.
#[derive(Default)]
struct Classes(IndexMap<usize, Rc<WeakLink>, foldhash::fast::FixedState>);

impl Classes {
    fn contains(&self, class: &TypeRef) -> bool {
        self.0.get(&class.addr()).is_some_and(|link| link.target().is_some())
    }

    fn insert(&mut self, vm: &Vm, class: &TypeRef) {
        let link = class.weak.register(&Value::Type(class.clone()), &vm.pending);
        self.0.insert(class.addr(), link);
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    fn live(&self) -> Vec<Value> {
        self.0.values().filter_map(|link| link.target()).collect()
    }
}

/// What an abstract class knows of others.
#[derive(Default)]
struct AbcData {
    registry: RefCell<Classes>,
    cache: RefCell<Classes>,
    negative: RefCell<Classes>,
    /// The token at which `negative` was valid: a registration anywhere makes it void.
    negative_token: Cell<i64>,
}

impl NativeData for AbcData {}

struct State {
    token: Cell<i64>,
    data_type: TypeRef,
    attribute: Str,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(|vm| State {
        token: Cell::new(0),
        data_type: vm.make_type(&DATA, None),
        attribute: vm.intern("_abc_impl"),
    })
}

const DATA: TypeDef = TypeDef::new("_abc_data", "_abc");

/// The data of one class.
struct DataOf(ObjRef);

impl DataOf {
    fn with<R>(&self, f: impl FnOnce(&AbcData) -> R) -> R {
        match self.0.get::<AbcData>() {
            Some(d) => f(d),
            None => f(&AbcData::default()),
        }
    }
}

fn data(vm: &Vm, class: &Value) -> PyResult<DataOf> {
    let found = match class {
        Value::Type(t) => t.lookup(&state(vm).attribute),
        _ => vm.get_attr_opt(class, &state(vm).attribute)?,
    };
    match found {
        Some(Value::Object(o)) if o.get::<AbcData>().is_some() => Ok(DataOf(o)),
        _ => Err(vm.type_error("_abc_impl is set to a wrong type")),
    }
}

fn abc_init(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Type(class) = &a[0] else {
        return Err(vm.type_error("_abc_init() argument must be a class"));
    };
    let names = abstract_names(vm, class)?;
    let frozen = vm.call(&Value::Type(vm.types.frozenset.clone()), &[Value::list(names)])?;
    vm.set_attr(&a[0], &vm.names.__abstractmethods__, frozen)?;
    let state = state(vm);
    let data = ObjRef::new(state.data_type.clone(), AbcData::default());
    vm.set_attr(&a[0], &state.attribute, Value::Object(data))?;
    pattern_flags(vm, class)?;
    Ok(Value::None)
}

/// The names that are abstract here: those that the class body left abstract, and inherited ones not yet implemented.
fn abstract_names(vm: &Vm, class: &TypeRef) -> PyResult<Vec<Value>> {
    let marker = vm.intern("__isabstractmethod__");
    let is_abstract = |v: &Value| -> PyResult<bool> {
        // Functions without attributes, by far the most, answer without a search.
        if let Value::Function(f) = v
            && f.attrs.is_empty()
        {
            return Ok(false);
        }
        match vm.get_attr_opt(v, &marker)? {
            Some(flag) => vm.truth(&flag),
            None => Ok(false),
        }
    };
    let mut names = Vec::new();
    for (name, value) in class.dict().items() {
        if is_abstract(&value)? {
            names.push(name);
        }
    }
    let bases = class.bases.borrow().clone();
    for base in bases {
        // What `type` has in its dict is the attribute's descriptor.
        let own = (!base.is(&vm.types.type_)).then(|| base.dict().get_str(&vm.names.__abstractmethods__)).flatten();
        let Some(inherited) = own else { continue };
        for name in vm.collect(&inherited)? {
            let Some(key) = name.as_str() else { continue };
            if let Some(value) = vm.get_attr_opt(&Value::Type(class.clone()), key)?
                && is_abstract(&value)?
            {
                names.push(name);
            }
        }
    }
    Ok(names)
}

/// `__abc_tpflags__` says that `match` takes instances for sequences or mappings (the numbers are CPython's).
fn pattern_flags(vm: &Vm, class: &TypeRef) -> PyResult<()> {
    let name = vm.intern("__abc_tpflags__");
    let Some(flags) = class.dict().remove_str(&name) else { return Ok(()) };
    let flags = vm.index_i64(&flags)?;
    if flags & (1 << 5) != 0 {
        class.set_flag(TypeFlags::SEQUENCE);
    }
    if flags & (1 << 6) != 0 {
        class.set_flag(TypeFlags::MAPPING);
    }
    vm.type_modified(class);
    Ok(())
}

fn register(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Type(subclass) = &a[1] else { return Err(vm.type_error("Can only register classes")) };
    if vm.is_subclass(&a[1], &a[0])? {
        return Ok(a[1].clone());
    }
    if vm.is_subclass(&a[0], &a[1])? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    data(vm, &a[0])?.with(|d| d.registry.borrow_mut().insert(vm, subclass));
    let state = state(vm);
    state.token.set(state.token.get() + 1);
    if let Value::Type(class) = &a[0] {
        for flag in [TypeFlags::SEQUENCE, TypeFlags::MAPPING] {
            if class.has(flag) {
                spread(subclass, flag);
            }
        }
    }
    Ok(a[1].clone())
}

/// Classes that are the other already, and builtins (a str is no sequence to `match`), stay what they are.
fn spread(class: &TypeRef, flag: TypeFlags) {
    if !class.has(TypeFlags::HEAP) || class.has(TypeFlags::SEQUENCE) || class.has(TypeFlags::MAPPING) {
        return;
    }
    class.set_flag(flag);
    let below = class.subclasses.borrow().clone();
    for link in below {
        if let Some(Value::Type(t)) = link.target() {
            spread(&t, flag);
        }
    }
}

fn instance_check(vm: &Vm, a: &[Value]) -> PyResult<bool> {
    let class = vm.class_of(&a[1]);
    let data = data(vm, &a[0])?;
    if data.with(|d| d.cache.borrow().contains(&class)) {
        return Ok(true);
    }
    // Only a class written in Python can claim to be another one.
    let claimed = match &a[1] {
        Value::Instance(_) | Value::Object(_) => vm.get_attr(&a[1], &vm.names.__class__)?,
        _ => Value::Type(class.clone()),
    };
    if matches!(&claimed, Value::Type(t) if t.is(&class)) {
        if data.with(|d| known_negative(vm, d, &class)) {
            return Ok(false);
        }
        return check_class(vm, &a[0], &claimed);
    }
    Ok(check_class(vm, &a[0], &claimed)? || check_class(vm, &a[0], &Value::Type(class))?)
}

/// Asks `__subclasscheck__`, which a metaclass below ABCMeta may have its own of.
fn check_class(vm: &Vm, class: &Value, subclass: &Value) -> PyResult<bool> {
    match vm.call_special(class, &vm.names.__subclasscheck__, std::slice::from_ref(subclass))? {
        Some(answer) => vm.truth(&answer),
        None => subclass_check(vm, class, subclass),
    }
}

fn known_negative(vm: &Vm, d: &AbcData, class: &TypeRef) -> bool {
    d.negative_token.get() == state(vm).token.get() && d.negative.borrow().contains(class)
}

fn subclass_check(vm: &Vm, class: &Value, subclass: &Value) -> PyResult<bool> {
    let Value::Type(sub) = subclass else { return Err(vm.type_error("issubclass() arg 1 must be a class")) };
    let data = data(vm, class)?;
    if data.with(|d| d.cache.borrow().contains(sub)) {
        return Ok(true);
    }
    let token = state(vm).token.get();
    let known = data.with(|d| {
        if d.negative_token.get() < token {
            d.negative.borrow_mut().clear();
            d.negative_token.set(token);
        }
        d.negative.borrow().contains(sub)
    });
    if known {
        return Ok(false);
    }
    let answer = vm.recurse(" in __subclasscheck__", |vm| search(vm, class, subclass, sub, &data))?;
    data.with(|d| {
        let cache = if answer { &d.cache } else { &d.negative };
        cache.borrow_mut().insert(vm, sub);
    });
    Ok(answer)
}

/// The hook, the order of resolution, what was registered, what derives from the class.
fn search(vm: &Vm, class: &Value, subclass: &Value, sub: &TypeRef, data: &DataOf) -> PyResult<bool> {
    let answer = vm.call_method(class, &vm.names.__subclasshook__, std::slice::from_ref(subclass))?;
    match answer {
        Value::Bool(b) => return Ok(b),
        Value::NotImplemented => {}
        _ => return Err(vm.assertion_error("__subclasshook__ must return either False, True, or NotImplemented")),
    }
    if let Value::Type(class) = class
        && sub.is_subtype(class)
    {
        return Ok(true);
    }
    let registered = data.with(|d| d.registry.borrow().live());
    for r in registered {
        if vm.is_subclass(subclass, &r)? {
            return Ok(true);
        }
    }
    let Value::Type(class) = class else { return Ok(false) };
    let below = class.subclasses.borrow().clone();
    for link in below {
        if let Some(derived) = link.target()
            && vm.is_subclass(subclass, &derived)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn get_dump(vm: &Vm, a: &[Value]) -> PyResult {
    let data = data(vm, &a[0])?;
    let set = |classes: &RefCell<Classes>| {
        let live = classes.borrow().live();
        vm.call(&Value::Type(vm.types.set.clone()), &[Value::list(live)])
    };
    let parts = data.with(|d| -> PyResult<Vec<Value>> {
        Ok(vec![set(&d.registry)?, set(&d.cache)?, set(&d.negative)?, Value::Int(d.negative_token.get())])
    });
    Ok(Value::tuple(parts?))
}

//! `_local` (`threading.local`): an object whose attributes each thread has for itself.
//!
//! Before an attribute is looked at, the object's dict is made the running thread's. Nothing else can run between that
//! and the look.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use taipan_interp::heap::{NativeData, Ref, Traverse, Visitor, WeakObj};
use taipan_interp::native::{Args, TypeDef, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

pub struct Local {
    /// What it was made with: `__init__` is called with it in each thread.
    values: Vec<Value>,
    names: Vec<Str>,
    /// By thread.
    dicts: RefCell<Vec<(usize, Ref<Dict>)>>,
    /// The thread whose dict is the object's at present; 0 for none.
    current: Cell<usize>,
}

impl NativeData for Local {
    fn traverse(&self, v: &mut Visitor<'_>) {
        self.values.traverse(v);
        self.dicts.borrow().iter().for_each(|(_, dict)| dict.traverse(v));
    }

    fn clear(&self) {
        drop(self.dicts.take());
    }
}

impl Local {
    fn dict_of(&self, thread: usize) -> Option<Ref<Dict>> {
        self.dicts.borrow().iter().find(|(t, _)| *t == thread).map(|(_, dict)| dict.clone())
    }

    /// Forgets a thread's dict, which the caller drops.
    fn take_dict_of(&self, thread: usize) -> Option<Ref<Dict>> {
        let mut dicts = self.dicts.borrow_mut();
        let place = dicts.iter().position(|(t, _)| *t == thread)?;
        Some(dicts.swap_remove(place).1)
    }
}

pub const LOCAL: TypeDef = TypeDef {
    doc: "Thread-local data",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: &[
        method("__getattribute__", "(self, name, /)", |vm, a| {
            enter(vm, &a[0])?;
            let name = name_of(vm, &a[1])?;
            match vm.generic_get_attr(&a[0], &vm.class_of(&a[0]), name)? {
                Some(found) => Ok(found),
                None => Err(vm.no_attribute(&a[0], name.as_str())),
            }
        }),
        method("__setattr__", "(self, name, value, /)", |vm, a| set(vm, &a[0], &a[1], Some(a[2].clone()))),
        method("__delattr__", "(self, name, /)", |vm, a| set(vm, &a[0], &a[1], None)),
    ],
    ..TypeDef::new("_local", "_thread")
};

/// The locals that a thread has used, so that its end ends its data.
#[derive(Default)]
struct Used(RefCell<HashMap<usize, Vec<WeakObj>>>);

fn name_of<'a>(vm: &Vm, name: &'a Value) -> PyResult<&'a Str> {
    let Some(name) = name.as_str() else {
        let got = vm.type_name(name);
        return Err(vm.type_error(format!("attribute name must be string, not '{got}'")));
    };
    Ok(name)
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    if has_plain_init(vm, cls) && !args.values.is_empty() {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    let data = Local {
        values: args.values.to_vec(),
        names: args.names.to_vec(),
        dicts: RefCell::default(),
        current: Cell::new(0),
    };
    let object = ObjRef::new(cls.clone(), data);
    // In this thread the caller calls `__init__`.
    if let Some(data) = object.get::<Local>() {
        begin(vm, &object, data);
    }
    Ok(Value::Object(object))
}

fn has_plain_init(vm: &Vm, cls: &TypeRef) -> bool {
    let init = vm.type_lookup(cls, &vm.names.__init__);
    matches!(&init, Some(Value::Native(n)) if n.owner.as_ref().is_some_and(|o| o.is(&vm.types.object)))
}

/// Gives the running thread an empty dict and makes it the object's.
fn begin(vm: &Vm, object: &ObjRef, data: &Local) {
    let (thread, dict) = (vm.thread.ident, Ref::new(Dict::new()));
    data.dicts.borrow_mut().push((thread, dict.clone()));
    data.current.set(thread);
    object.attrs().set_dict(dict);
    if !vm.thread.is_main {
        let used = vm.state(|_| Used::default());
        used.0.borrow_mut().entry(thread).or_default().push(object.downgrade());
    }
}

/// Makes the running thread's dict the object's.
fn enter(vm: &Vm, value: &Value) -> PyResult<()> {
    let Value::Object(object) = value else { return Ok(()) };
    let data = super::data::<Local>(vm, value)?;
    let thread = vm.thread.ident;
    if data.current.get() == thread {
        return Ok(());
    }
    if let Some(dict) = data.dict_of(thread) {
        data.current.set(thread);
        object.attrs().set_dict(dict);
        return Ok(());
    }
    begin(vm, object, data);
    let class = object.class();
    if has_plain_init(vm, &class) {
        return Ok(());
    }
    let Some(init) = vm.lookup_special(value, &vm.names.__init__) else { return Ok(()) };
    let made = vm.call_unbound(&init, value, &Args { values: &data.values, names: &data.names });
    if made.is_err() {
        let failed = data.take_dict_of(thread);
        data.current.set(0);
        drop(failed);
    }
    made?;
    // `__init__` may have let another thread in.
    enter(vm, value)
}

fn set(vm: &Vm, object: &Value, name: &Value, value: Option<Value>) -> PyResult {
    enter(vm, object)?;
    let name = name_of(vm, name)?;
    if *name == vm.names.__dict__ {
        let class = vm.type_name(object);
        let text = format!("'{class}' object attribute '__dict__' is read-only");
        return Err(vm.attribute_error_on(object, "__dict__", text));
    }
    vm.generic_set_attr(object, &vm.class_of(object), name, value)?;
    Ok(Value::None)
}

/// The running thread ends: its data goes.
pub fn end_thread(vm: &Vm) {
    let thread = vm.thread.ident;
    let used = vm.state(|_| Used::default()).0.borrow_mut().remove(&thread);
    for object in used.iter().flatten().filter_map(WeakObj::upgrade) {
        let Some(data) = object.get::<Local>() else { continue };
        let dict = data.take_dict_of(thread);
        if data.current.get() == thread {
            data.current.set(0);
            object.attrs().set_dict(Ref::new(Dict::new()));
        }
        drop(dict);
    }
}

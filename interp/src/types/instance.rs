//! Instances of classes, and how attributes are stored: shapes.
//!
//! Instances that got the same attributes in the same order share a [`Shape`] (name → index) and keep only the values.
//! Asking for `__dict__`, deleting an attribute or adding very many turns the storage into a real dict for good.

use std::cell::{Cell, RefCell};

use crate::heap::{Held, ObjRef, Object, Pool, Ref, Traverse, Visitor};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::dict::Dict;
use crate::types::str::Str;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::pending::PendingWork;

/// More attributes than this go to a dict: long chains of shapes would cost more than they save.
const MAX_SHAPED: usize = 64;

/// Room for this many attributes is made at the first one.
const FIRST_ROOM: usize = 4;

/// An ordered set of attribute names, shared.
pub struct Shape {
    /// Unique in the interpreter; caches key on it. Never 0.
    pub id: u32,
    names: Vec<Str>,
    /// The shapes with one name more.
    next: RefCell<Vec<(Str, Ref<Shape>)>>,
}

impl Object for Shape {}

impl Shape {
    /// The empty shape of a class.
    pub fn root(id: u32) -> Shape {
        Shape { id, names: Vec::new(), next: RefCell::default() }
    }

    /// The index of `name`'s value.
    #[inline]
    pub fn index(&self, name: &Str) -> Option<usize> {
        self.names.iter().position(|n| n.is(name)).or_else(|| {
            // Interned names are equal only when identical; others are compared as text.
            if name.is_interned() { None } else { self.names.iter().position(|n| n == name) }
        })
    }

    /// The names in order.
    pub fn names(&self) -> &[Str] {
        &self.names
    }

    fn with(this: &Ref<Shape>, name: &Str, new_id: &dyn Fn() -> u32) -> Ref<Shape> {
        let mut next = this.next.borrow_mut();
        if let Some((_, shape)) = next.iter().find(|(n, _)| n == name) {
            return shape.clone();
        }
        let mut names = this.names.clone();
        names.push(name.clone());
        let shape = Ref::new(Shape { id: new_id(), names, next: RefCell::default() });
        next.push((name.clone(), shape.clone()));
        shape
    }
}

/// The attributes of one object.
#[derive(Default)]
pub enum Attrs {
    /// Nothing stored yet.
    #[default]
    Empty,
    Shaped(Ref<Shape>, Vec<Value>),
    Dict(Ref<Dict>),
}

/// A field that holds an object's attributes. Borrowed for single operations only.
#[derive(Default)]
pub struct AttrSlot(RefCell<Attrs>);

impl AttrSlot {
    /// Storage of an instance whose class has this root shape.
    #[inline(always)]
    pub fn shaped(root: Ref<Shape>) -> AttrSlot {
        AttrSlot(RefCell::new(Attrs::Shaped(root, Vec::new())))
    }

    /// The value of `name`.
    #[inline]
    pub fn get(&self, name: &Str) -> Option<Value> {
        match &*self.0.borrow() {
            Attrs::Empty => None,
            Attrs::Shaped(shape, values) => shape.index(name).map(|i| values[i].clone()),
            Attrs::Dict(d) => d.get_str(name),
        }
    }

    /// The shape's number; 0 when the storage is no shape.
    #[inline(always)]
    pub fn shape_id(&self) -> u32 {
        match &*self.0.borrow() {
            Attrs::Shaped(shape, _) => shape.id,
            _ => 0,
        }
    }

    /// The value at `index`, if the shape is the one with this number.
    #[inline(always)]
    pub fn get_cached(&self, shape_id: u32, index: u32) -> Option<Value> {
        match &*self.0.borrow() {
            Attrs::Shaped(shape, values) if shape.id == shape_id => values.get(index as usize).cloned(),
            _ => None,
        }
    }

    /// Replaces the value at `index`, if the shape is the one with this number; else gives the value back.
    #[inline]
    pub fn set_cached(&self, shape_id: u32, index: u32, value: Value) -> Result<(), Value> {
        let old = match &mut *self.0.borrow_mut() {
            Attrs::Shaped(shape, values) if shape.id == shape_id => match values.get_mut(index as usize) {
                Some(slot) if slot.is_heap() => std::mem::replace(slot, value),
                Some(slot) => {
                    slot.store(value);
                    return Ok(());
                }
                None => return Err(value),
            },
            _ => return Err(value),
        };
        old.discard();
        Ok(())
    }

    /// Adds the attribute that makes `wider` of the shape with this number, if the shape is that one; else gives the
    /// value back.
    #[inline]
    pub fn grow_cached(&self, shape_id: u32, wider: Ref<Shape>, value: Value) -> Result<(), Value> {
        match &mut *self.0.borrow_mut() {
            Attrs::Shaped(shape, values) if shape.id == shape_id => {
                *shape = wider;
                if values.capacity() == 0 {
                    *values = Vec::with_capacity(FIRST_ROOM);
                }
                values.push(value);
                Ok(())
            }
            _ => Err(value),
        }
    }

    /// The shape, when the storage has one.
    pub fn shape(&self) -> Option<Ref<Shape>> {
        match &*self.0.borrow() {
            Attrs::Shaped(shape, _) => Some(shape.clone()),
            _ => None,
        }
    }

    /// (shape number, index) of `name`, for a cache; `None` when the storage is no shape or lacks the name.
    pub fn locate(&self, name: &Str) -> Option<(u32, u32)> {
        match &*self.0.borrow() {
            Attrs::Shaped(shape, _) => shape.index(name).map(|i| (shape.id, i as u32)),
            _ => None,
        }
    }

    /// Sets `name`. `new_id` numbers a new shape; `name` should be interned.
    pub fn set(&self, name: &Str, value: Value, new_id: &dyn Fn() -> u32) {
        let mut attrs = self.0.borrow_mut();
        let old = match &mut *attrs {
            Attrs::Shaped(shape, values) => {
                if let Some(i) = shape.index(name) {
                    std::mem::replace(&mut values[i], value)
                } else if values.len() < MAX_SHAPED {
                    let wider = Shape::with(shape, name, new_id);
                    *shape = wider;
                    values.push(value);
                    Value::Unbound
                } else {
                    drop(attrs);
                    self.dict().set_str(name, value);
                    return;
                }
            }
            Attrs::Dict(d) => {
                let d = d.clone();
                drop(attrs);
                d.set_str(name, value);
                return;
            }
            Attrs::Empty => {
                drop(attrs);
                self.dict().set_str(name, value);
                return;
            }
        };
        drop(attrs);
        old.discard();
    }

    /// Removes `name` and hands out its value.
    pub fn remove(&self, name: &Str) -> Option<Value> {
        self.get(name)?;
        self.dict().remove_str(name)
    }

    /// The attributes as a dict, which from now on is the storage.
    pub fn dict(&self) -> Ref<Dict> {
        let mut attrs = self.0.borrow_mut();
        if let Attrs::Dict(d) = &*attrs {
            return d.clone();
        }
        let dict = Ref::new(Dict::new());
        if let Attrs::Shaped(shape, values) = std::mem::replace(&mut *attrs, Attrs::Dict(dict.clone())) {
            for (name, value) in shape.names.iter().zip(values) {
                dict.set_str(name, value);
            }
        }
        dict
    }

    /// Makes `dict` the storage.
    pub fn set_dict(&self, dict: Ref<Dict>) {
        let old = self.0.replace(Attrs::Dict(dict));
        drop(old);
    }

    /// Lets go of the attributes, of an object that is garbage: a dict that holds them is emptied only if it is garbage.
    pub fn clear(&self) {
        let mut attrs = self.0.borrow_mut();
        let old = match &mut *attrs {
            Attrs::Shaped(..) => std::mem::replace(&mut *attrs, Attrs::Dict(Ref::new(Dict::new()))),
            Attrs::Dict(_) => std::mem::take(&mut *attrs),
            Attrs::Empty => return,
        };
        drop(attrs);
        drop(old);
    }

    /// The names in order, without changing the storage.
    pub fn names(&self) -> Vec<Value> {
        match &*self.0.borrow() {
            Attrs::Empty => Vec::new(),
            Attrs::Shaped(shape, _) => shape.names.iter().cloned().map(Value::Str).collect(),
            Attrs::Dict(d) => d.keys(),
        }
    }

    /// True when there are no attributes.
    pub fn is_empty(&self) -> bool {
        match &*self.0.borrow() {
            Attrs::Empty => true,
            Attrs::Shaped(_, values) => values.is_empty(),
            Attrs::Dict(d) => d.is_empty(),
        }
    }
}

impl Traverse for AttrSlot {
    fn traverse(&self, v: &mut Visitor<'_>) {
        let Ok(attrs) = self.0.try_borrow() else { return };
        match &*attrs {
            Attrs::Empty => {}
            Attrs::Shaped(_, values) => values.traverse(v),
            Attrs::Dict(d) => d.traverse(v),
        }
    }
}

/// An instance of a class made by a `class` statement.
pub struct Instance {
    pub class: Held<TypeRef>,
    pub attrs: AttrSlot,
    /// The builtin value of an instance of a class that derives from int, str, list, …; unbound otherwise. For mutable
    /// builtins it never changes; natives given the instance as `self` work on it.
    pub payload: Value,
    /// Values of `__slots__`, by the index their descriptors hold.
    pub slots: Option<Box<RefCell<Vec<Value>>>>,
    pub weak: WeakSlot,
    /// `__del__` has run: it runs once.
    pub finalized: Cell<bool>,
}

impl Object for Instance {
    const POOL: Pool = Pool::Instance;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.class.traverse(v);
        self.attrs.traverse(v);
        self.payload.traverse(v);
        self.slots.traverse(v);
    }

    fn clear(&self) {
        self.attrs.clear();
        if let Some(slots) = &self.slots {
            let old = std::mem::take(&mut *slots.borrow_mut());
            let count = old.len();
            slots.borrow_mut().resize(count, Value::Unbound);
        }
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Instance(this.clone()))
    }

    fn before_free(this: &Ref<Self>) -> bool {
        if !this.class.has(TypeFlags::DEL) || this.finalized.get() {
            return true;
        }
        let class = this.class.get();
        this.finalized.set(true);
        class.pending.push(PendingWork::Finalize(Value::Instance(this.clone())));
        false
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}

#[inline(never)]
fn slot_vector(count: usize) -> Box<RefCell<Vec<Value>>> {
    Box::new(RefCell::new(vec![Value::Unbound; count]))
}

impl Instance {
    /// An instance of `class` around `payload` (unbound for plain classes).
    #[inline(always)]
    pub fn new(class: &TypeRef, payload: Value) -> Instance {
        let slots = class.slot_count.get();
        Instance {
            attrs: AttrSlot::shaped(class.root_shape.clone()),
            payload,
            slots: if slots > 0 { Some(slot_vector(slots as usize)) } else { None },
            weak: WeakSlot::default(),
            finalized: Cell::new(false),
            class: Held::new(class.clone()),
        }
    }

    /// The class.
    #[inline]
    pub fn class(&self) -> TypeRef {
        self.class.get()
    }
}

/// True when `__del__` of the class of a native object has run.
pub fn is_native_finalized(this: &ObjRef) -> bool {
    this.has_attrs() && this.with_class(|class| this.attrs().get(&class.pending.finalized_mark).is_some())
}

/// The finaliser of native objects whose Python class has `__del__`.
pub fn native_before_free(this: &ObjRef) -> bool {
    this.with_class(|class| {
        if !class.has(TypeFlags::DEL) || (this.has_attrs() && this.attrs().get(&class.pending.finalized_mark).is_some())
        {
            return true;
        }
        this.attrs().dict().set_str(&class.pending.finalized_mark, Value::Bool(true));
        class.pending.push(PendingWork::Finalize(Value::Object(this.clone())));
        false
    })
}

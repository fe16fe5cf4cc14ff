//! Type objects: builtin types and classes alike.

pub mod attributes;
pub mod methods;
pub mod new;

pub use methods::{display_name, full_name};
pub use new::native_new;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::Raised;
use crate::heap::{Held, Object, Pool, Ref, Traverse, Visitor};
use crate::native::Args;
use crate::native::TypeDef;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::instance::Shape;
use crate::types::str::Str;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::pending::Pending;

/// A counted reference to a type.
pub type TypeRef = Ref<Type>;

/// Which Rust representation instances have. A class inherits it from its bases; bases that disagree conflict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// `object`: plain instances.
    Object,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Exception,
    Type,
    Module,
    /// A native type ([`crate::heap::ObjRef`]); the number tells them apart.
    Native(u32),
    /// Instances are made by the interpreter only, and the type cannot be derived from (NoneType, function, …).
    Sealed,
}

bitflags_lite! {
    /// Facts about a type that are asked often.
    pub struct TypeFlags: u32 {
        /// Made by a `class` statement or by calling `type`: attributes can be set.
        const HEAP = 1;
        /// Can be derived from.
        const BASE = 2;
        /// Instances have a `__dict__`.
        const DICT = 4;
        /// Some class in the order of resolution has `__del__`.
        const DEL = 8;
        /// Abstract methods remain (`__abstractmethods__` is not empty).
        const ABSTRACT = 16;
        /// `match` treats instances as sequences.
        const SEQUENCE = 32;
        /// `match` treats instances as mappings.
        const MAPPING = 64;
        /// Instances can be weakly referenced.
        const WEAKREF = 128;
        /// A class pattern with one positional sub-pattern matches the subject itself (int, str, …).
        const MATCH_SELF = 256;
        /// `__slots__` are declared somewhere above: instances have a slot vector.
        const SLOTS = 512;
        /// `__getattribute__`, `__setattr__` or `__delattr__` is overridden: no fast attribute paths.
        const CUSTOM_GETATTRIBUTE = 1024;
        const CUSTOM_SETATTR = 2048;
        /// `__getattr__` exists.
        const GETATTR = 4096;
        /// The class is being made: its metaclass is computing the order of resolution.
        const UNORDERED = 8192;
    }
}

/// Makes an instance: `cls` is the type called or one derived from it.
pub type NewFn = fn(&Vm, &TypeRef, &Args) -> Result<Value, Raised>;

/// What `Vm::plain_init` and `Vm::plain_new` found for the version of the type.
#[derive(Default)]
pub struct InitCache {
    pub version: Cell<u32>,
    pub init: Held<Option<Ref<Function>>>,
    pub new: Cell<Option<NewFn>>,
}

/// A type object.
pub struct Type {
    pub name: RefCell<Str>,
    pub qualname: RefCell<Str>,
    /// `None` stands for `type` (set while the first types are made).
    pub metaclass: RefCell<Option<TypeRef>>,
    pub bases: RefCell<Vec<TypeRef>>,
    /// The order of resolution, this type first (as a pointer: a type cannot own itself; see `mro`).
    mro_tail: RefCell<Rc<[TypeRef]>>,
    members: Ref<Dict>,
    /// The table that `members` is yet to be filled from: most programs never look into most builtin types.
    unfilled: Cell<Option<&'static TypeDef>>,
    pub layout: Layout,
    pub flags: Cell<TypeFlags>,
    /// Unique among all types and their states; renewed by every change of this type or one above. Caches key on it.
    pub version: Cell<u32>,
    /// How `type.__call__` makes instances: that of the nearest base that has one.
    pub new: Cell<Option<NewFn>>,
    /// The attributes of a fresh instance: none. Instances made alike share the shapes that grow from here.
    pub root_shape: Ref<Shape>,
    /// How many values `__slots__` of this class and those above occupy.
    pub slot_count: Cell<u32>,
    pub plain_init: InitCache,
    /// The classes that name this one as a base, to renew their versions with ours.
    pub subclasses: RefCell<Vec<Rc<crate::types::weak::WeakLink>>>,
    pub weak: WeakSlot,
    /// Where finalisers of instances are queued.
    pub pending: Rc<Pending>,
    /// `__module__` and `__doc__` of builtin types.
    pub module: &'static str,
}

impl Object for Type {
    const POOL: Pool = Pool::Type;

    fn traverse(&self, v: &mut Visitor<'_>) {
        self.metaclass.traverse(v);
        self.bases.traverse(v);
        self.mro_tail.traverse(v);
        self.members.traverse(v);
        self.plain_init.init.traverse(v);
    }

    fn clear(&self) {
        self.members.clear();
        self.plain_init.init.set(None);
    }

    fn value(this: &Ref<Self>) -> Option<Value> {
        Some(Value::Type(this.clone()))
    }

    fn weak_slot(&self) -> Option<&WeakSlot> {
        Some(&self.weak)
    }
}

/// Everything that makes a type; see [`Type`] for the fields.
pub struct NewType {
    pub name: Str,
    pub metaclass: Option<TypeRef>,
    pub bases: Vec<TypeRef>,
    /// Without the type itself.
    pub mro_tail: Rc<[TypeRef]>,
    pub dict: Ref<Dict>,
    pub layout: Layout,
    pub flags: TypeFlags,
    pub version: u32,
    pub new: Option<NewFn>,
    pub root_shape: Ref<Shape>,
    pub slot_count: u32,
    pub pending: Rc<Pending>,
    pub module: &'static str,
}

impl Type {
    /// A type of these parts.
    pub fn new(parts: NewType) -> Type {
        Type {
            qualname: RefCell::new(parts.name.clone()),
            name: RefCell::new(parts.name),
            metaclass: RefCell::new(parts.metaclass),
            bases: RefCell::new(parts.bases),
            mro_tail: RefCell::new(parts.mro_tail),
            members: parts.dict,
            unfilled: Cell::new(None),
            layout: parts.layout,
            flags: Cell::new(parts.flags),
            version: Cell::new(parts.version),
            new: Cell::new(parts.new),
            root_shape: parts.root_shape,
            slot_count: Cell::new(parts.slot_count),
            plain_init: InitCache::default(),
            subclasses: RefCell::default(),
            weak: WeakSlot::default(),
            pending: parts.pending,
            module: parts.module,
        }
    }

    /// The type's namespace.
    #[inline]
    pub fn dict(&self) -> &Ref<Dict> {
        if let Some(def) = self.unfilled.get() {
            self.fill(def);
        }
        &self.members
    }

    #[cold]
    fn fill(&self, def: &'static TypeDef) {
        // Taken first: filling asks for the namespace, too.
        self.unfilled.set(None);
        // Every type with a base has a link to itself, which the base holds (see `fill_later`).
        if let Some(Value::Type(this)) = self.weak.link().and_then(|link| link.target()) {
            self.pending.fill(&this, def);
        }
    }

    /// Puts off filling the namespace from a table until somebody looks into it. False when that cannot be done: the
    /// type has no base that would hold the link to it.
    pub fn fill_later(&self, def: &'static TypeDef) -> bool {
        self.dict();
        let possible = self.weak.link().is_some();
        if possible {
            self.unfilled.set(Some(def));
        }
        possible
    }

    /// The types above this one, in order of resolution.
    #[inline]
    pub fn mro_tail(&self) -> Rc<[TypeRef]> {
        self.mro_tail.borrow().clone()
    }

    /// Replaces the types above (assignment to `__bases__`, a custom `mro()`).
    pub fn set_mro_tail(&self, tail: Rc<[TypeRef]>) {
        let old = self.mro_tail.replace(tail);
        drop(old);
    }

    /// The attribute `name` as found along the order of resolution, without binding it.
    pub fn lookup(&self, name: &Str) -> Option<Value> {
        self.dict().get_str(name).or_else(|| self.mro_tail.borrow().iter().find_map(|t| t.dict().get_str(name)))
    }

    /// True when `self` is `other` or derives from it (by the order of resolution: no `__subclasscheck__`).
    #[inline]
    pub fn is_subtype(&self, other: &TypeRef) -> bool {
        std::ptr::eq(self, &raw const **other) || self.mro_tail.borrow().iter().any(|t| t.is(other))
    }

    /// True when the flag is set.
    #[inline]
    pub fn has(&self, flag: TypeFlags) -> bool {
        self.flags.get().contains(flag)
    }

    /// Sets a flag.
    pub fn set_flag(&self, flag: TypeFlags) {
        self.flags.set(self.flags.get() | flag);
    }

    /// Clears a flag.
    pub fn clear_flag(&self, flag: TypeFlags) {
        self.flags.set(self.flags.get() - flag);
    }

    /// The name, as text.
    pub fn name(&self) -> Str {
        self.name.borrow().clone()
    }

    /// The name as general messages show it: native types of other modules than `builtins` bring their module.
    pub fn shown_name(&self) -> Str {
        // Those of asyncio are classes of Python code in CPython.
        if self.has(TypeFlags::HEAP) || self.module == "builtins" || self.module.starts_with("asyncio") {
            self.name()
        } else {
            Str::new(&format!("{}.{}", self.module, self.name.borrow()))
        }
    }
}

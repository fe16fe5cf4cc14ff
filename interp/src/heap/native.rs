//! [`ObjRef`]: a counted, thin pointer to an object of a native type: class, attributes and Rust data in one block.
//!
//! Everything that has no variant of [`crate::value::Value`] of its own is one of these: iterators, properties, deques,
//! futures, tasks, locks, and what embedders add. The Rust side implements [`NativeData`].

use std::any::TypeId;
use std::cell::{Cell, OnceCell, RefCell};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::pool;
use super::trash;
use super::visit::{Kind, Traverse, Visitor};
use crate::error::Raised;
use crate::types::class::TypeRef;
use crate::types::instance::AttrSlot;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;

/// How a step of a generator-like object ended.
pub enum Flow {
    /// It is suspended and hands this out.
    Yield(Value),
    /// It has returned this.
    Return(Value),
    /// An async generator hands out an item (`yield` in its own body), as opposed to `Yield`, which is what something
    /// that it awaits hands out.
    Item(Value),
    /// From native coroutines only: await this, then resume with its result. The awaited object goes on the chain.
    Await(Value),
}

/// What awaiting a call of a native comes to, when no coroutine object is needed for it (see `NativeDef::awaited`).
pub enum Awaited {
    /// It did not wait; this is the result.
    Done(Value),
    /// It gives the others a turn (hands None out, once); its result is None.
    Turn,
    /// It waits for this, an object that awaits itself, whose result is the result.
    Drive(Value),
}

/// The Rust side of a native object. The methods are what the interpreter asks often enough to skip the class for;
/// all else is a method in the type's table.
pub trait NativeData: 'static {
    /// True when `iter_next` works: `for` then never looks up `__next__` (unless a Python class derives from the type).
    fn is_iterator(&self) -> bool {
        false
    }

    /// The next item, `None` at the end. `this` is the object itself.
    ///
    /// # Errors
    /// Whatever producing the item raises.
    fn iter_next(&self, _this: &ObjRef, _vm: &Vm) -> Result<Option<Value>, Raised> {
        Ok(None)
    }

    /// The bytes that the object lends to memoryviews and to whatever takes bytes-like objects, if it does.
    fn as_buffer(&self) -> Option<&dyn crate::types::bytes::buffer::Buffer> {
        None
    }

    /// `len()` of the object, when that needs no Python code (unless a Python class derives from the type).
    fn length(&self) -> Option<usize> {
        None
    }

    /// A call of the object; `None` when only its type's `__call__` knows what to do (not asked when a Python class
    /// derives from the type).
    fn call(&self, _this: &ObjRef, _vm: &Vm, _args: &crate::native::Args) -> Option<Result<Value, Raised>> {
        None
    }

    /// As a class attribute: its value on `instance`, for descriptors that need no Python code to know.
    fn get_on(&self, _instance: &Value) -> Option<Value> {
        None
    }

    /// True when, as a class attribute, the object becomes a method as functions do.
    fn binds_as_method(&self) -> bool {
        false
    }

    /// True when `send`/`throw` below work: `await` and `yield from` then drive the object without attribute lookups.
    fn is_resumable(&self) -> bool {
        false
    }

    /// Resumes with `value` (None the first time).
    ///
    /// # Errors
    /// Whatever the object raises.
    fn send(&self, this: &ObjRef, vm: &Vm, _value: Value) -> Result<Flow, Raised> {
        Ok(match self.iter_next(this, vm)? {
            Some(v) => Flow::Yield(v),
            None => Flow::Return(Value::None),
        })
    }

    /// Raises `exc` at the point of suspension.
    ///
    /// # Errors
    /// `exc` itself, or what the object makes of it.
    fn throw(&self, _this: &ObjRef, _vm: &Vm, exc: Raised) -> Result<Flow, Raised> {
        Err(exc)
    }

    /// True when `await` drives the object itself by `send` and `throw`, as futures do: then no iterator is made (unless
    /// a Python class derives from the type).
    fn awaits_itself(&self) -> bool {
        false
    }

    /// `async with` entering: what awaiting `__aenter__()` comes to, `None` when it must be called.
    fn aenter_now(&self, _this: &ObjRef, _vm: &Vm) -> Option<Result<Awaited, Raised>> {
        None
    }

    /// `async with` leaving without an exception: the result when that needs no waiting, `None` when `__aexit__` must be
    /// awaited.
    fn aexit_now(&self, _this: &ObjRef, _vm: &Vm) -> Option<Result<Value, Raised>> {
        None
    }

    /// Tells `v` of every reference that the object owns, once (see [`super::visit`]); class and attributes apart.
    fn traverse(&self, _v: &mut Visitor<'_>) {}

    /// Lets go of the references that can have been added after the object was made, so that a cycle comes apart;
    /// attributes apart. Nobody refers to the object any more but what goes with it.
    fn clear(&self) {}

    /// The last reference went: `false` keeps the object alive (see [`super::Object::before_free`]).
    fn before_free(&self, _this: &ObjRef) -> bool {
        true
    }
}

/// What each Rust type behind an [`ObjRef`] needs at run time.
struct VTable {
    type_id: TypeId,
    /// It stands in a slab: the collector knows it.
    pooled: bool,
    free: fn(NonNull<u8>),
    /// Gives the memory of a dropped object back.
    dealloc: fn(NonNull<u8>),
    data: unsafe fn(NonNull<Head>) -> *const dyn NativeData,
}

#[repr(C)]
struct Head {
    count: Cell<u32>,
    /// The low bits: how many [`WeakObj`]s there are (`WEAK`); the block outlives its object for as long as there is one.
    /// `GONE` says that the object has been dropped; only the counts and the vtable may be looked at then. The rest is
    /// how many objects had been made before it.
    weak_refs: Cell<u32>,
    vtable: &'static VTable,
    class: ClassCell,
    extra: OnceCell<Box<Extra>>,
}

/// The bits of `Head::weak_refs` that count. When they are all set the count is no longer kept: the block stays.
const WEAK: u32 = (1 << 11) - 1;
/// The bit of `Head::weak_refs` for an object that has been dropped.
const GONE: u32 = 1 << 11;
/// Where the number stands.
const MADE_SHIFT: u32 = 12;
/// Numbers begin again at this.
pub(super) const NUMBERS: u32 = 1 << (32 - MADE_SHIFT);

/// What few native objects have; made when first written to.
#[derive(Default)]
struct Extra {
    attrs: AttrSlot,
    weak: WeakSlot,
    /// Classes that the object had before: whoever looks at the class (see `with_class`) does not count it.
    former: RefCell<Vec<TypeRef>>,
}

/// The class of an object, read without a borrow flag.
struct ClassCell(Cell<NonNull<()>>);

impl ClassCell {
    fn new(class: TypeRef) -> Self {
        ClassCell(Cell::new(class.into_raw()))
    }

    /// The class, uncounted: it lives for as long as the object, which keeps its former classes too.
    #[inline(always)]
    fn get(&self) -> ManuallyDrop<TypeRef> {
        // SAFETY: the pointer is one that `into_raw` gave and that is taken back by `drop` only; the result is never
        // dropped.
        ManuallyDrop::new(unsafe { TypeRef::from_raw(self.0.get()) })
    }

    /// Puts another class there; hands out the one before.
    fn replace(&self, class: TypeRef) -> TypeRef {
        let old = self.0.replace(class.into_raw());
        // SAFETY: what `into_raw` gave and the cell no longer holds.
        unsafe { TypeRef::from_raw(old) }
    }
}

impl Drop for ClassCell {
    fn drop(&mut self) {
        // SAFETY: the cell's own pointer, for the last time.
        drop(unsafe { TypeRef::from_raw(self.0.get()) });
    }
}

#[repr(C)]
struct Block<T> {
    head: Head,
    data: T,
}

impl<T: NativeData> Block<T> {
    const LAYOUT: std::alloc::Layout = std::alloc::Layout::new::<Block<T>>();
    const POOL: Option<usize> = pool::native_pool(Self::LAYOUT);

    /// # Safety
    /// The block is one of `T` whose object has been dropped.
    unsafe fn give_back(ptr: NonNull<u8>) {
        // SAFETY: made by `ObjRef::new` in the same way.
        unsafe {
            match Self::POOL {
                Some(_) => pool::free(ptr),
                None => std::alloc::dealloc(ptr.as_ptr(), Self::LAYOUT),
            }
        }
    }

    const VTABLE: VTable = VTable {
        type_id: TypeId::of::<T>(),
        pooled: Self::POOL.is_some(),
        free: |ptr| {
            // SAFETY: `free` is called once, with the block that `ObjRef::new::<T>` leaked, when no reference is left.
            // What is dropped has no cell in common with what is read afterwards: counts and flags have no drop glue.
            unsafe {
                let block = ptr.cast::<Block<T>>().as_ptr();
                std::ptr::drop_in_place(block);
                let weak_refs = &(*ptr.cast::<Head>().as_ptr()).weak_refs;
                if weak_refs.replace(weak_refs.get() | GONE) & WEAK == 0 {
                    Self::give_back(ptr);
                }
            }
        },
        dealloc: |ptr| {
            // SAFETY: the object is gone and so are its weak references (see `WeakObj::drop`).
            unsafe { Self::give_back(ptr) }
        },
        data: |ptr| {
            // SAFETY: this vtable stands only in blocks of `T`.
            unsafe { &raw const (*ptr.cast::<Block<T>>().as_ptr()).data as *const dyn NativeData }
        },
    };
}

/// A counted reference to a native object.
pub struct ObjRef(NonNull<Head>);

impl ObjRef {
    /// Moves `data` to the heap as an instance of `class`.
    pub fn new<T: NativeData>(class: TypeRef, data: T) -> Self {
        let head = |made: u32| Head {
            count: Cell::new(1),
            vtable: const { &Block::<T>::VTABLE },
            weak_refs: Cell::new(made << MADE_SHIFT),
            class: ClassCell::new(class),
            extra: OnceCell::new(),
        };
        let Some(pool) = Block::<T>::POOL else {
            let block = Box::new(Block { head: head(0), data });
            return ObjRef(NonNull::from(Box::leak(block)).cast());
        };
        let (block, made) = pool::allocate(pool, const { pool::native_size(size_of::<Block<T>>()) }, &KIND);
        // SAFETY: a block of this size or more that nobody uses, aligned to words as the type is (`native_pool`).
        unsafe { block.cast::<Block<T>>().write(Block { head: head(made), data }) };
        ObjRef(block.cast())
    }

    #[inline]
    fn head(&self) -> &Head {
        // SAFETY: an `ObjRef` keeps its block alive.
        unsafe { self.0.as_ref() }
    }

    /// The data, when it is a `T`.
    #[inline]
    pub fn get<T: NativeData>(&self) -> Option<&T> {
        if self.head().vtable.type_id == TypeId::of::<T>() {
            // SAFETY: the vtable says that the block is one of `T`.
            Some(unsafe { &(*self.0.cast::<Block<T>>().as_ptr()).data })
        } else {
            None
        }
    }

    /// The data behind its trait.
    #[inline]
    pub fn data(&self) -> &dyn NativeData {
        // SAFETY: the vtable belongs to the block; the reference lives no longer than `self`.
        unsafe { &*(self.head().vtable.data)(self.0) }
    }

    /// The object's class.
    #[inline]
    pub fn class(&self) -> TypeRef {
        TypeRef::clone(&self.head().class.get())
    }

    /// Runs `f` on the class without counting a reference.
    #[inline]
    pub fn with_class<R>(&self, f: impl FnOnce(&TypeRef) -> R) -> R {
        f(&self.head().class.get())
    }

    /// Assigns `__class__`.
    pub fn set_class(&self, class: TypeRef) {
        let old = self.head().class.replace(class);
        let mut former = self.extra().former.borrow_mut();
        if !former.iter().any(|c| c.is(&old)) {
            former.push(old);
        }
    }

    fn extra(&self) -> &Extra {
        self.head().extra.get_or_init(Box::default)
    }

    /// The attributes in the object's `__dict__`, for types that have one. Made room for if need be: see
    /// [`ObjRef::has_attrs`].
    #[inline]
    pub fn attrs(&self) -> &AttrSlot {
        &self.extra().attrs
    }

    /// True when there are attributes, or were.
    #[inline]
    pub fn has_attrs(&self) -> bool {
        self.head().extra.get().is_some_and(|x| !x.attrs.is_empty())
    }

    /// Where weak references to the object are registered.
    #[inline]
    pub fn weak(&self) -> &WeakSlot {
        &self.extra().weak
    }

    /// True when both point at the same object.
    #[inline]
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// The object's address.
    #[inline]
    pub fn addr(&self) -> usize {
        self.0.as_ptr() as usize
    }

    /// How many references there are.
    #[inline]
    pub fn count(&self) -> usize {
        self.head().count.get() as usize
    }

    /// A reference that does not keep the object alive; the interpreter's own, not Python's `weakref`.
    pub fn downgrade(&self) -> WeakObj {
        let refs = &self.head().weak_refs;
        if refs.get() & WEAK != WEAK {
            refs.set(refs.get() + 1);
        }
        WeakObj(self.0)
    }

    #[cold]
    #[inline(never)]
    fn release(ptr: NonNull<Head>) {
        // SAFETY: the count just reached zero, so the block is still whole and nobody else refers to it.
        let head = unsafe { ptr.as_ref() };
        head.count.set(1);
        let this = std::mem::ManuallyDrop::new(ObjRef(ptr));
        let die = this.data().before_free(&this) && crate::types::instance::native_before_free(&this);
        let left = head.count.get() - 1;
        head.count.set(left);
        if die && left == 0 {
            if let Some(extra) = head.extra.get() {
                extra.weak.clear();
            }
            trash::free(ptr.cast(), head.vtable.free);
        }
    }
}

/// One reference more. Four thousand million need 64 GB and a mistake; but a wrap would free what is in use.
#[inline(always)]
fn add_reference(count: &Cell<u32>) {
    let more = count.get().wrapping_add(1);
    if more == 0 {
        std::process::abort();
    }
    count.set(more);
}

impl Clone for ObjRef {
    #[inline]
    fn clone(&self) -> Self {
        add_reference(&self.head().count);
        ObjRef(self.0)
    }
}

impl Drop for ObjRef {
    #[inline]
    fn drop(&mut self) {
        let count = &self.head().count;
        let left = count.get() - 1;
        count.set(left);
        if left == 0 {
            Self::release(self.0);
        }
    }
}

/// See [`ObjRef::downgrade`].
pub struct WeakObj(NonNull<Head>);

impl WeakObj {
    /// The object, while it lives.
    pub fn upgrade(&self) -> Option<ObjRef> {
        // SAFETY: the block is there for as long as a weak reference to it is.
        let head = unsafe { self.0.as_ref() };
        if head.weak_refs.get() & GONE != 0 || head.count.get() == 0 {
            return None;
        }
        add_reference(&head.count);
        Some(ObjRef(self.0))
    }
}

impl Drop for WeakObj {
    fn drop(&mut self) {
        // SAFETY: as in `upgrade`.
        let head = unsafe { self.0.as_ref() };
        let refs = head.weak_refs.get();
        if refs & WEAK == WEAK {
            return;
        }
        head.weak_refs.set(refs - 1);
        if (refs - 1) & (WEAK | GONE) == GONE {
            (head.vtable.dealloc)(self.0.cast());
        }
    }
}

/// What the collector does with native objects, whatever their type.
static KIND: Kind = Kind {
    traverse: |block, v| {
        let o = borrowed(block);
        o.head().class.get().traverse(v);
        if let Some(extra) = o.head().extra.get() {
            extra.attrs.traverse(v);
            extra.former.traverse(v);
        }
        o.data().traverse(v);
    },
    clear: |block| {
        let o = borrowed(block);
        o.data().clear();
        if let Some(extra) = o.head().extra.get() {
            extra.attrs.clear();
        }
    },
    finalize: |block| {
        let o = borrowed(block);
        let _ = o.data().before_free(&o) && crate::types::instance::native_before_free(&o);
    },
    weak: |block, f| {
        if let Some(extra) = borrowed(block).head().extra.get() {
            f(&extra.weak);
        }
    },
    value: |block| Some(Value::Object(ObjRef::clone(&borrowed(block)))),
    release: |block| drop(ObjRef(block.cast())),
    made: |block| borrowed(block).head().weak_refs.get() >> MADE_SHIFT,
};

impl super::Heap {
    /// True when `f` is, of a native object.
    pub fn any_native(&self, mut f: impl FnMut(&ObjRef) -> bool) -> bool {
        let mut any = false;
        self.for_each(|_, block, kind| any |= std::ptr::eq(kind, &raw const KIND) && f(&borrowed(block)));
        any
    }
}

/// The native object of a block that lives, uncounted.
fn borrowed(block: NonNull<u8>) -> ManuallyDrop<ObjRef> {
    ManuallyDrop::new(ObjRef(block.cast()))
}

/// The block of an object that the collector knows.
#[inline]
pub(super) fn block_of(o: &ObjRef) -> Option<NonNull<u8>> {
    if o.head().vtable.pooled { Some(o.0.cast()) } else { None }
}

//! [`Value`]: any Python object, in 16 bytes.
//!
//! Owns the representation, cloning and the cheap questions (tag, identity). What objects can do is in `types/`; what
//! operators mean is in `eval/` and `vm/`.

use num_bigint::BigInt;

use crate::heap::{ObjRef, Ref};
use crate::types::bytes::{ByteArray, Bytes};
use crate::types::cell::Cell;
use crate::types::class::Type;
use crate::types::code::Code;
use crate::types::complex::Complex;
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::function::{BoundMethod, Function, NativeFunction};
use crate::types::generator::Gen;
use crate::types::instance::Instance;
use crate::types::int::BigIntObj;
use crate::types::list::List;
use crate::types::module::Module;
use crate::types::range::Range;
use crate::types::set::Set;
use crate::types::slice::Slice;
use crate::types::str::Str;
use crate::types::tuple::Tuple;

/// Any Python object. Small ones are stored in place; the others are one counted pointer.
///
/// The representation is fixed (`repr(C, u64)`: the tag, then the payload at offset 8) because `clone` relies on it: every
/// variant from `Str` on is a pointer to a block whose first word is the reference count. The tag is a whole word, so that
/// values are moved as two words: with a byte for a tag the compiler moves the padding behind it separately, in pieces
/// that straddle what was just written.
#[repr(C, u64)]
pub enum Value {
    /// Not a Python object: an empty slot, a missing argument, a deleted entry. Never escapes to Python code.
    Unbound,
    None,
    Ellipsis,
    NotImplemented,
    Bool(bool),
    /// An int that fits 64 bits. Every such int is stored this way, never as `Big`.
    Int(i64),
    Float(f64),
    // From here on: pointers. `Value::FIRST_HEAP` names the first of them.
    Str(Str),
    /// An int that does not fit 64 bits.
    Big(Ref<BigIntObj>),
    Complex(Ref<Complex>),
    Bytes(Bytes),
    ByteArray(Ref<ByteArray>),
    Tuple(Tuple),
    List(Ref<List>),
    Dict(Ref<Dict>),
    /// A `set` or a `frozenset`: the object knows which.
    Set(Ref<Set>),
    Range(Ref<Range>),
    Slice(Ref<Slice>),
    Function(Ref<Function>),
    Native(Ref<NativeFunction>),
    Method(Ref<BoundMethod>),
    Type(Ref<Type>),
    /// An instance of a class made by a `class` statement (exceptions apart); it may wrap a builtin value.
    Instance(Ref<Instance>),
    Exception(Ref<Exception>),
    /// A generator, coroutine or async generator, written in Python or native.
    Gen(Ref<Gen>),
    Module(Ref<Module>),
    /// A variable shared between a function and those inside it. Never escapes to Python code but as a cell object.
    Cell(Ref<Cell>),
    Code(Ref<Code>),
    /// Everything else: see [`ObjRef`].
    Object(ObjRef),
}

impl Value {
    const FIRST_HEAP: u64 = 7;
    const LAST: u64 = 28;

    #[inline(always)]
    fn tag(&self) -> u64 {
        // SAFETY: with `repr(C, u64)` the tag is the first word; the variants are numbered from 0, `Object` is the last.
        // (Said so that copies are known to be values, not the error that a `PyResult` keeps behind the last tag.)
        unsafe {
            let tag = *(&raw const *self).cast::<u64>();
            std::hint::assert_unchecked(tag <= Self::LAST);
            tag
        }
    }

    /// A number for the variant, never 0 for a Python object.
    #[inline(always)]
    pub fn kind(&self) -> u32 {
        self.tag() as u32
    }

    /// True when the variant alone says what the class is, and the class is a builtin one (which cannot be changed).
    pub fn has_fixed_class(&self) -> bool {
        use Value as V;
        matches!(
            self,
            V::Bool(_)
                | V::Int(_)
                | V::Float(_)
                | V::Str(_)
                | V::Big(_)
                | V::Complex(_)
                | V::Bytes(_)
                | V::ByteArray(_)
                | V::Tuple(_)
                | V::List(_)
                | V::Dict(_)
                | V::Range(_)
                | V::Slice(_)
        )
    }

    /// True when the value is a pointer to a counted object.
    #[inline(always)]
    pub fn is_heap(&self) -> bool {
        self.tag() >= Self::FIRST_HEAP
    }

    /// Drops the value, without the cost of the drop glue for those stored in place.
    #[inline(always)]
    pub fn discard(self) {
        if self.is_heap() {
            // SAFETY: as in `clone`: the payload is a pointer to a block whose first word is its count.
            unsafe {
                let block = *(&raw const self).cast::<*const std::cell::Cell<u32>>().add(1);
                let count = (*block).get();
                if count == 1 {
                    drop_heap(self);
                } else {
                    // Not the last reference: one less is all there is to it.
                    (*block).set(count - 1);
                    std::mem::forget(self);
                }
            }
        } else {
            std::mem::forget(self);
        }
    }

    /// Writes the value as two words. A value that was just computed stands in two registers; written to memory and
    /// copied from there as sixteen bytes, as `ptr::write` has it, it would have to wait for itself.
    ///
    /// # Safety
    /// `at` must be valid for writing a value; what stands there is not dropped.
    #[inline(always)]
    pub(crate) unsafe fn put(self, at: *mut Value) {
        // SAFETY: 16 bytes (`interp/tests/sizes.rs`) that may be padding in part; the caller vouches for `at`.
        unsafe {
            let [tag, payload] = std::mem::transmute::<Value, [std::mem::MaybeUninit<u64>; 2]>(self);
            let at = at.cast::<std::mem::MaybeUninit<u64>>();
            at.write(tag);
            at.add(1).write(payload);
        }
    }

    /// Stores `value` here, then drops what was here.
    #[inline(always)]
    pub fn store(&mut self, value: Value) {
        if self.is_heap() {
            std::mem::replace(self, value).discard();
        } else {
            // SAFETY: a place that holds a value, and one that needs no drop.
            unsafe { value.put(self) }
        }
    }

    /// An int of any size, in its one representation.
    pub fn from_bigint(n: BigInt) -> Value {
        match i64::try_from(&n) {
            Ok(i) => Value::Int(i),
            Err(_) => Value::Big(Ref::new(BigIntObj(n))),
        }
    }

    /// A new `str`.
    #[inline]
    pub fn str(text: &str) -> Value {
        Value::Str(Str::new(text))
    }

    /// A new `tuple`.
    pub fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(Tuple::new(items))
    }

    /// A new `list`.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Ref::new(List::new(items)))
    }

    /// True for the empty slot.
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        matches!(self, Value::Unbound)
    }

    /// True for `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// The value, or `None` (Rust's) for the empty slot: how a native reads an optional argument.
    #[inline]
    pub fn bound(&self) -> Option<&Value> {
        if self.is_unbound() { None } else { Some(self) }
    }

    /// The value, or `None` (Rust's) for the empty slot and for Python's `None`.
    #[inline]
    pub fn some(&self) -> Option<&Value> {
        if matches!(self, Value::Unbound | Value::None) { None } else { Some(self) }
    }

    /// Python's `is`.
    #[inline]
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (a, b) if a.tag() != b.tag() => false,
            (a, _) if !a.is_heap() => true,
            (Value::Tuple(a), Value::Tuple(b)) => a.is(b) || (a.is_empty() && b.is_empty()),
            (Value::Str(a), Value::Str(b)) => a.is(b) || (a.len() <= 1 && a.as_str() == b.as_str()),
            (a, b) => a.heap_addr() == b.heap_addr(),
        }
    }

    /// The address of the block behind a heap value.
    #[inline]
    pub fn heap_addr(&self) -> usize {
        debug_assert!(self.is_heap());
        // SAFETY: with `repr(C, u64)` the payload stands at offset 8, and for heap variants it is one pointer.
        unsafe { *(&raw const *self).cast::<usize>().add(1) }
    }
}

/// Drops the last reference.
#[inline(never)]
fn drop_heap(value: Value) {
    drop(value);
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Self {
        if self.is_heap() {
            // SAFETY: the payload of a heap variant is one pointer (offset 8) to a block whose first word is its count
            // (`Counted`, `slice::Head` and `native::Head` are `repr(C)` with the count first).
            unsafe {
                let block = *(&raw const *self).cast::<*const std::cell::Cell<u32>>().add(1);
                (*block).set((*block).get() + 1);
            }
        }
        // SAFETY: a bitwise copy of a value whose count was just raised, or that has none.
        unsafe { std::ptr::read(self) }
    }
}

macro_rules! from_payload {
    ($($variant:ident($ty:ty)),* $(,)?) => {
        $(impl From<$ty> for Value {
            #[inline]
            fn from(v: $ty) -> Value { Value::$variant(v) }
        })*
    };
}

from_payload! {
    Bool(bool), Int(i64), Float(f64), Str(Str), Bytes(Bytes), ByteArray(Ref<ByteArray>), Complex(Ref<Complex>),
    Tuple(Tuple), List(Ref<List>), Dict(Ref<Dict>), Set(Ref<Set>), Range(Ref<Range>), Slice(Ref<Slice>),
    Function(Ref<Function>), Native(Ref<NativeFunction>), Method(Ref<BoundMethod>), Type(Ref<Type>),
    Instance(Ref<Instance>), Exception(Ref<Exception>), Gen(Ref<Gen>), Module(Ref<Module>), Cell(Ref<Cell>),
    Code(Ref<Code>), Object(ObjRef),
}

impl From<&str> for Value {
    fn from(v: &str) -> Value {
        Value::str(v)
    }
}

impl From<String> for Value {
    fn from(v: String) -> Value {
        Value::str(&v)
    }
}

impl From<usize> for Value {
    fn from(v: usize) -> Value {
        i64::try_from(v).map_or_else(|_| Value::from_bigint(BigInt::from(v)), Value::Int)
    }
}

impl From<BigInt> for Value {
    fn from(v: BigInt) -> Value {
        Value::from_bigint(v)
    }
}

impl From<()> for Value {
    fn from((): ()) -> Value {
        Value::None
    }
}

/// A reference that does not keep its object alive. Whoever holds one must be told when the object dies:
/// [`crate::types::weak::WeakSlot`] is the only user.
pub(crate) struct WeakValue(std::mem::ManuallyDrop<Value>);

impl WeakValue {
    /// Refers to `value` without counting.
    pub(crate) fn new(value: &Value) -> Self {
        // SAFETY: a bitwise copy that is never dropped, only cloned while the object lives (see `upgrade`).
        WeakValue(std::mem::ManuallyDrop::new(unsafe { std::ptr::read(value) }))
    }

    /// The address of the object behind it.
    pub(crate) fn addr(&self) -> usize {
        self.0.heap_addr()
    }

    /// A counted reference. Only while the object lives: its `WeakSlot` forgets this before it is freed.
    pub(crate) fn upgrade(&self) -> Value {
        (*self.0).clone()
    }
}

/// A `PyResult<bool>` in registers: `Result` would put the bool and the pointer at different offsets.
#[must_use]
pub(crate) enum Truth {
    No,
    Yes,
    Raised(crate::error::Raised),
}

impl Truth {
    /// Without an error.
    #[inline(always)]
    pub(crate) fn of(r: bool) -> Truth {
        if r { Truth::Yes } else { Truth::No }
    }
}

impl From<crate::error::PyResult<bool>> for Truth {
    #[inline(always)]
    fn from(r: crate::error::PyResult<bool>) -> Truth {
        match r {
            Ok(false) => Truth::No,
            Ok(true) => Truth::Yes,
            Err(e) => Truth::Raised(e),
        }
    }
}

/// A `PyResult<Value>` in two registers.
///
/// Rust returns a 16-byte enum through memory; a pair of words it returns in registers, which is worth a fifth of the
/// time of an expression. The functions that evaluate nodes return this; `unpack` it at once.
#[must_use]
#[expect(dead_code, reason = "the words are only carried; `unpack` reads them as a whole")]
pub(crate) struct Packed(std::mem::MaybeUninit<u64>, std::mem::MaybeUninit<u64>);

impl Packed {
    /// The result as two words.
    #[inline(always)]
    pub(crate) fn pack(result: crate::error::PyResult) -> Packed {
        // SAFETY: both are 16 bytes (`interp/tests/sizes.rs`), and `MaybeUninit` may hold any bytes, padding included.
        unsafe { std::mem::transmute::<crate::error::PyResult, Packed>(result) }
    }

    /// The result that was packed.
    #[inline(always)]
    pub(crate) fn unpack(self) -> crate::error::PyResult {
        // SAFETY: a `Packed` is made by `pack` alone, is neither `Clone` nor `Copy`, and is consumed here.
        unsafe { std::mem::transmute::<Packed, crate::error::PyResult>(self) }
    }
}

//! Where objects live: reference-counted boxes with thin pointers, and the value stack.
//!
//! Owns allocation, reference counts, the iterative release of deep structures, finding what only refers to itself, and (with [`crate::value`]) all of the
//! project's unsafe code. Knows nothing of what the objects mean: a type takes part by implementing [`Object`].
//!
//! The counts are not atomic: whoever runs Python code holds the one interpreter lock (design, section 7).

#[cfg(feature = "mimalloc")]
pub mod alloc;
pub mod collect;
pub mod held;
pub mod native;
pub mod pool;
pub mod refs;
pub mod slice;
pub mod stack;
pub(crate) mod thread;
mod trash;
pub mod visit;

pub use collect::{Garbage, Handle};
pub use held::Held;
pub use native::{Awaited, Flow, NativeData, ObjRef, WeakObj};
pub use pool::{Heap, HeapRef, Pool};
pub use refs::{Object, Ref};
pub use slice::{Header as SliceHeader, SliceRef, TextRef};
pub use stack::{SlotBlock, Slots, Stack};
pub use visit::{Traverse, Visitor};

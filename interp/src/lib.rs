//! Taipan's language: source text in, values out.
//!
//! In the order that a script meets them: [`parse`] → [`lower`] → [`tree`] → [`eval`] → [`types`] → [`builtins`];
//! beside them [`value`], [`heap`], [`vm`], [`error`], [`host`], [`format`], [`codecs`]. Nothing here knows a module but `builtins` and `sys`.

#![deny(unsafe_code)]

#[macro_use]
mod macros;

pub mod builtins;
pub mod codecs;
pub mod error;
pub mod eval;
pub mod format;
#[allow(unsafe_code)]
pub mod heap;
pub mod host;
pub mod image;
pub mod lower;
pub mod native;
pub mod parse;
pub mod source;
pub mod sys;
pub mod traceback;
pub mod tree;
pub mod types;
#[allow(unsafe_code)]
pub mod value;
pub mod vm;
pub mod warnings;

pub use error::{PyResult, Raised};
pub use heap::{ObjRef, Ref};
pub use native::Args;
pub use value::Value;
pub use vm::Vm;

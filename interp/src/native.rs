//! The one way to declare native functions, types and modules: tables. Used by builtins, the standard library and
//! embedders alike.
//!
//! ```ignore
//! const METHODS: &[NativeDef] = &[
//!     method("append", "(self, object, /)", append),            // fixed: gets one value a parameter
//!     method_raw("format", "(self, /, *args, **kwargs)", format), // raw: gets the arguments as they came
//! ];
//! fn append(vm: &Vm, a: &[Value]) -> PyResult { … a[0] is self, a[1] is object … }
//! ```
//!
//! A fixed function receives exactly one value for each parameter of its signature, in order; a parameter with a
//! default that was not given is `Value::Unbound` (the default in the signature is what `inspect` shows; the function
//! itself knows what it means). Wrong arguments raise CPython's TypeError before the function is called.

use crate::error::PyResult;
use crate::types::class::{Layout, NewFn, TypeFlags, TypeRef};
use crate::types::function::Binding;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// The arguments of a call: positional values, then the values of keyword arguments, whose names are apart.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub values: &'a [Value],
    pub names: &'a [Str],
}

impl<'a> Args<'a> {
    /// Positional arguments only.
    #[inline]
    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args { values, names: &[] }
    }

    /// The positional arguments.
    #[inline]
    pub fn pos(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// The keyword arguments.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Str, &'a Value)> {
        self.names.iter().zip(&self.values[self.values.len() - self.names.len()..])
    }

    /// The keyword argument of this name.
    pub fn keyword(&self, name: &str) -> Option<&'a Value> {
        self.keywords().find(|(n, _)| n.as_str() == name).map(|(_, v)| v)
    }

    /// Without the first positional argument.
    pub fn skip_first(&self) -> Args<'a> {
        Args { values: &self.values[1..], names: self.names }
    }
}

/// A fixed native function.
pub type FixedFn = fn(&Vm, &[Value]) -> PyResult;
/// A raw native function.
pub type RawFn = fn(&Vm, &Args) -> PyResult;

/// How the Rust function wants its arguments.
#[derive(Clone, Copy)]
pub enum NativeFn {
    Fixed(FixedFn),
    Raw(RawFn),
}

/// Counts of parameters, read from the signature when the table is compiled.
#[derive(Clone, Copy, Debug)]
pub struct Arity {
    /// Parameters in all.
    pub total: u8,
    /// How many may be given by position.
    pub positional: u8,
    /// How many must be given.
    pub required: u8,
    /// How many can only be given by position.
    pub positional_only: u8,
}

/// The declaration of a native function or method.
pub struct NativeDef {
    pub name: &'static str,
    /// Python's notation: `(self, x, /, y=0, *, key=None)`. Methods name `self` first.
    pub signature: &'static str,
    pub func: NativeFn,
    pub binding: Binding,
    pub arity: Arity,
    pub doc: &'static str,
    /// For functions that make a coroutine: the quick way, when the call stands in an `await` itself. `None` from it
    /// sends the caller to the function.
    pub awaited: Option<AwaitedFn>,
    /// It counts as a coroutine function: a call gives something to be awaited.
    pub coroutine: bool,
}

/// See [`NativeDef::awaited`]. Gets the arguments as a fixed function does.
pub type AwaitedFn = fn(&Vm, &[Value]) -> PyResult<Option<crate::heap::Awaited>>;

impl NativeDef {
    /// Adds documentation.
    pub const fn doc(mut self, doc: &'static str) -> NativeDef {
        self.doc = doc;
        self
    }

    /// Adds the quick way of awaiting a call, which makes it a coroutine function.
    pub const fn awaited(mut self, awaited: AwaitedFn) -> NativeDef {
        self.awaited = Some(awaited);
        self.coroutine()
    }

    /// Makes it count as a coroutine function: see [`NativeDef::coroutine`].
    pub const fn coroutine(mut self) -> NativeDef {
        self.coroutine = true;
        self
    }
}

const fn arity(signature: &str) -> Arity {
    let s = signature.as_bytes();
    let mut a = Arity { total: 0, positional: 0, required: 0, positional_only: 0 };
    let (mut i, mut depth) = (1, 0);
    let mut keyword_only = false;
    let mut starts = true;
    let mut defaulted = false;
    while i < s.len() {
        let c = s[i];
        if depth == 0 && (c == b',' || c == b')') {
            starts = true;
        } else if c == b'(' || c == b'[' || c == b'{' {
            depth += 1;
        } else if c == b')' || c == b']' || c == b'}' {
            depth -= 1;
        } else if depth == 0 && starts && c != b' ' {
            starts = false;
            if c == b'/' {
                a.positional_only = a.total;
            } else if c == b'*' {
                keyword_only = true;
            } else {
                // A parameter: does a default follow before the next comma?
                let mut j = i;
                defaulted = false;
                while j < s.len() && s[j] != b',' && s[j] != b')' {
                    if s[j] == b'=' {
                        defaulted = true;
                        break;
                    }
                    j += 1;
                }
                a.total += 1;
                if !keyword_only {
                    a.positional += 1;
                }
                if !defaulted {
                    a.required += 1;
                }
            }
        }
        i += 1;
    }
    let _ = defaulted;
    a
}

const fn declare(name: &'static str, signature: &'static str, func: NativeFn, binding: Binding) -> NativeDef {
    NativeDef { name, signature, func, binding, arity: arity(signature), doc: "", awaited: None, coroutine: false }
}

/// A function of a module.
pub const fn function(name: &'static str, signature: &'static str, func: FixedFn) -> NativeDef {
    declare(name, signature, NativeFn::Fixed(func), Binding::None)
}

/// A function of a module that takes its arguments as they come.
pub const fn function_raw(name: &'static str, signature: &'static str, func: RawFn) -> NativeDef {
    declare(name, signature, NativeFn::Raw(func), Binding::None)
}

/// A method: `self` is the first value.
pub const fn method(name: &'static str, signature: &'static str, func: FixedFn) -> NativeDef {
    declare(name, signature, NativeFn::Fixed(func), Binding::Method)
}

/// A method that takes its arguments as they come (`self` first).
pub const fn method_raw(name: &'static str, signature: &'static str, func: RawFn) -> NativeDef {
    declare(name, signature, NativeFn::Raw(func), Binding::Method)
}

/// A class method: the class is the first value.
pub const fn class_method(name: &'static str, signature: &'static str, func: FixedFn) -> NativeDef {
    declare(name, signature, NativeFn::Fixed(func), Binding::Class)
}

/// A class method that takes its arguments as they come.
pub const fn class_method_raw(name: &'static str, signature: &'static str, func: RawFn) -> NativeDef {
    declare(name, signature, NativeFn::Raw(func), Binding::Class)
}

/// A static method.
pub const fn static_method(name: &'static str, signature: &'static str, func: FixedFn) -> NativeDef {
    declare(name, signature, NativeFn::Fixed(func), Binding::Static)
}

/// A computed attribute of a native type.
pub struct GetSet {
    pub name: &'static str,
    pub get: fn(&Vm, &Value) -> PyResult,
    /// Gets `None` (Rust's) for deletion. Without it the attribute is read-only.
    pub set: Option<fn(&Vm, &Value, Option<&Value>) -> PyResult<()>>,
    /// CPython stores it as a plain field: its descriptor is of another type.
    pub member: bool,
}

/// A read-only computed attribute.
pub const fn getter(name: &'static str, get: fn(&Vm, &Value) -> PyResult) -> GetSet {
    GetSet { name, get, set: None, member: false }
}

/// A read-only attribute that CPython stores as a plain field: its refusal of an assignment is worded differently.
pub const fn member(name: &'static str, get: fn(&Vm, &Value) -> PyResult) -> GetSet {
    GetSet { name, get, set: Some(|vm, _, _| Err(vm.attribute_error("readonly attribute"))), member: true }
}

/// A computed attribute that can be assigned.
pub const fn getset(
    name: &'static str,
    get: fn(&Vm, &Value) -> PyResult,
    set: fn(&Vm, &Value, Option<&Value>) -> PyResult<()>,
) -> GetSet {
    GetSet { name, get, set: Some(set), member: false }
}

/// The declaration of a native type.
pub struct TypeDef {
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    pub doc: &'static str,
    pub layout: Layout,
    pub flags: TypeFlags,
    /// `None`: cannot be instantiated by calling (unless a base can).
    pub new: Option<NewFn>,
    pub methods: &'static [NativeDef],
    pub getset: &'static [GetSet],
}

impl TypeDef {
    /// A type with nothing but a name: fill the rest with `..TypeDef::new(…)`.
    pub const fn new(name: &'static str, module: &'static str) -> TypeDef {
        TypeDef {
            name,
            module,
            doc: "",
            layout: Layout::Sealed,
            flags: TypeFlags::NONE,
            new: None,
            methods: &[],
            getset: &[],
        }
    }
}

/// The declaration of a native module.
pub struct ModuleDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [NativeDef],
    /// Adds constants, types and state when the module is first imported.
    pub init: fn(&Vm, &crate::types::dict::Dict) -> PyResult<()>,
}

/// What a native asks of its arguments.
impl Value {
    /// The builtin value inside: of an instance of a class derived from a builtin, its payload; else the value itself.
    #[inline]
    pub fn inner(&self) -> &Value {
        match self {
            Value::Instance(i) if !i.payload.is_unbound() => &i.payload,
            v => v,
        }
    }

    /// The text of a str (or of an instance of a class derived from it).
    #[inline]
    pub fn as_str(&self) -> Option<&Str> {
        match self.inner() {
            Value::Str(s) => Some(s),
            _ => None,
        }
    }

    /// The Rust data of a native object.
    #[inline]
    pub fn native<T: crate::heap::NativeData>(&self) -> Option<&T> {
        match self {
            Value::Object(o) => o.get::<T>(),
            _ => None,
        }
    }

    /// The type, when it is one.
    #[inline]
    pub fn as_type(&self) -> Option<&TypeRef> {
        match self {
            Value::Type(t) => Some(t),
            _ => None,
        }
    }
}

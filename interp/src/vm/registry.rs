//! The builtin types and exceptions: made once, in the order of their bases, then filled from the tables in `types/`.

use std::rc::Rc;

use crate::heap::{ObjRef, Ref};
use crate::native::{GetSet, NativeDef, TypeDef};
use crate::types::class::{Layout, NewType, Type, TypeFlags, TypeRef};
use crate::types::dict::Dict;
use crate::types::function::{Binding, NativeCode, NativeFunction};
use crate::types::instance::Shape;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::names::Names;
use crate::vm::pending::Pending;
use crate::vm::{Runtime, Vm};

const B: TypeFlags = TypeFlags::BASE;
const N: TypeFlags = TypeFlags::NONE;
const BM: TypeFlags = TypeFlags::BASE.with(TypeFlags::MATCH_SELF);
const BSM: TypeFlags = TypeFlags::BASE.with(TypeFlags::SEQUENCE).with(TypeFlags::MATCH_SELF);
const S: TypeFlags = TypeFlags::SEQUENCE;
const BMAP: TypeFlags = TypeFlags::BASE.with(TypeFlags::MAPPING).with(TypeFlags::MATCH_SELF);
const M: TypeFlags = TypeFlags::MAPPING;
const D: TypeFlags = TypeFlags::DICT;

macro_rules! types {
    ($($(#[$m:meta])* $field:ident = $name:literal, $module:literal, $layout:expr, $flags:expr;)*) => {
        /// The builtin types.
        pub struct Types {
            $($(#[$m])* pub $field: TypeRef,)*
        }

        impl Types {
            pub(super) fn new(names: &Names, pending: &Rc<Pending>, next: &dyn Fn() -> u32) -> Types {
                let object = make_type("object", "builtins", Layout::Object, B, None, None, pending, next);
                let meta = make_type("type", "builtins", Layout::Type, B.with(D), Some(&object), None, pending, next);
                *object.metaclass.borrow_mut() = None;
                let _ = names;
                let last_int = std::cell::OnceCell::new();
                let make = |name: &str, module: &'static str, layout, flags| match name {
                    "object" => object.clone(),
                    "type" => meta.clone(),
                    _ => {
                        // bool is the one of them that does not derive from object itself; int stands before it.
                        let base = if name == "bool" { last_int.get().unwrap_or(&object) } else { &object };
                        let made = make_type(name, module, layout, flags, Some(base), None, pending, next);
                        if name == "int" {
                            let _ = last_int.set(made.clone());
                        }
                        made
                    }
                };
                $(let $field = make($name, $module, $layout, $flags);)*
                Types { $($field,)* }
            }
        }
    };
}

types! {
    object = "object", "builtins", Layout::Object, B;
    type_ = "type", "builtins", Layout::Type, B;
    none = "NoneType", "builtins", Layout::Sealed, N;
    ellipsis = "ellipsis", "builtins", Layout::Sealed, N;
    not_implemented = "NotImplementedType", "builtins", Layout::Sealed, N;
    int = "int", "builtins", Layout::Int, BM;
    bool = "bool", "builtins", Layout::Int, TypeFlags::MATCH_SELF;
    float = "float", "builtins", Layout::Float, BM;
    complex = "complex", "builtins", Layout::Complex, B;
    str = "str", "builtins", Layout::Str, BM;
    bytes = "bytes", "builtins", Layout::Bytes, BM;
    bytearray = "bytearray", "builtins", Layout::ByteArray, BM;
    memoryview = "memoryview", "builtins", Layout::Native(1), S;
    tuple = "tuple", "builtins", Layout::Tuple, BSM;
    list = "list", "builtins", Layout::List, BSM;
    dict = "dict", "builtins", Layout::Dict, BMAP;
    set = "set", "builtins", Layout::Set, BM;
    frozenset = "frozenset", "builtins", Layout::FrozenSet, BM;
    range = "range", "builtins", Layout::Sealed, S;
    slice = "slice", "builtins", Layout::Sealed, N;
    function = "function", "builtins", Layout::Sealed, D;
    builtin_function = "builtin_function_or_method", "builtins", Layout::Sealed, N;
    method_descriptor = "method_descriptor", "builtins", Layout::Sealed, N;
    wrapper_descriptor = "wrapper_descriptor", "builtins", Layout::Sealed, N;
    method_wrapper = "method-wrapper", "builtins", Layout::Sealed, N;
    classmethod_descriptor = "classmethod_descriptor", "builtins", Layout::Sealed, N;
    method = "method", "builtins", Layout::Sealed, N;
    module = "module", "builtins", Layout::Module, B.with(D);
    cell = "cell", "builtins", Layout::Sealed, N;
    code = "code", "builtins", Layout::Sealed, N;
    frame_locals = "FrameLocalsProxy", "builtins", Layout::Sealed, TypeFlags::MAPPING;
    frame = "frame", "builtins", Layout::Sealed, N;
    traceback = "traceback", "builtins", Layout::Sealed, N;
    generator = "generator", "builtins", Layout::Sealed, N;
    coroutine = "coroutine", "builtins", Layout::Sealed, N;
    coroutine_wrapper = "coroutine_wrapper", "builtins", Layout::Sealed, N;
    async_generator = "async_generator", "builtins", Layout::Sealed, N;
    async_generator_asend = "async_generator_asend", "builtins", Layout::Sealed, N;
    async_generator_athrow = "async_generator_athrow", "builtins", Layout::Sealed, N;
    anext_awaitable = "anext_awaitable", "builtins", Layout::Sealed, N;
    property = "property", "builtins", Layout::Native(2), B;
    classmethod = "classmethod", "builtins", Layout::Native(3), B.with(D);
    staticmethod = "staticmethod", "builtins", Layout::Native(4), B.with(D);
    super_ = "super", "builtins", Layout::Native(5), B;
    member_descriptor = "member_descriptor", "builtins", Layout::Sealed, N;
    getset_descriptor = "getset_descriptor", "builtins", Layout::Sealed, N;
    mappingproxy = "mappingproxy", "builtins", Layout::Sealed, M;
    enumerate = "enumerate", "builtins", Layout::Native(6), B;
    zip = "zip", "builtins", Layout::Native(7), B;
    map = "map", "builtins", Layout::Native(8), B;
    filter = "filter", "builtins", Layout::Native(9), B;
    reversed = "reversed", "builtins", Layout::Native(10), B;
    list_iterator = "list_iterator", "builtins", Layout::Sealed, N;
    list_reverseiterator = "list_reverseiterator", "builtins", Layout::Sealed, N;
    tuple_iterator = "tuple_iterator", "builtins", Layout::Sealed, N;
    str_iterator = "str_iterator", "builtins", Layout::Sealed, N;
    str_ascii_iterator = "str_ascii_iterator", "builtins", Layout::Sealed, N;
    bytes_iterator = "bytes_iterator", "builtins", Layout::Sealed, N;
    bytearray_iterator = "bytearray_iterator", "builtins", Layout::Sealed, N;
    memory_iterator = "memory_iterator", "builtins", Layout::Sealed, N;
    range_iterator = "range_iterator", "builtins", Layout::Sealed, N;
    longrange_iterator = "longrange_iterator", "builtins", Layout::Sealed, N;
    dict_keys = "dict_keys", "builtins", Layout::Sealed, N;
    dict_values = "dict_values", "builtins", Layout::Sealed, N;
    dict_items = "dict_items", "builtins", Layout::Sealed, N;
    dict_keyiterator = "dict_keyiterator", "builtins", Layout::Sealed, N;
    dict_valueiterator = "dict_valueiterator", "builtins", Layout::Sealed, N;
    dict_itemiterator = "dict_itemiterator", "builtins", Layout::Sealed, N;
    dict_reversekeyiterator = "dict_reversekeyiterator", "builtins", Layout::Sealed, N;
    dict_reversevalueiterator = "dict_reversevalueiterator", "builtins", Layout::Sealed, N;
    dict_reverseitemiterator = "dict_reverseitemiterator", "builtins", Layout::Sealed, N;
    set_iterator = "set_iterator", "builtins", Layout::Sealed, N;
    callable_iterator = "callable_iterator", "builtins", Layout::Sealed, N;
    sequence_iterator = "iterator", "builtins", Layout::Sealed, N;
    generic_alias_iterator = "generic_alias_iterator", "builtins", Layout::Sealed, N;
    generic_alias = "GenericAlias", "types", Layout::Native(11), B;
    union = "Union", "typing", Layout::Sealed, N;
    simple_namespace = "SimpleNamespace", "types", Layout::Native(12), B.with(D);
    typevar = "TypeVar", "typing", Layout::Sealed, D;
    paramspec = "ParamSpec", "typing", Layout::Sealed, D;
    typevartuple = "TypeVarTuple", "typing", Layout::Sealed, D;
    paramspec_args = "ParamSpecArgs", "typing", Layout::Sealed, D;
    paramspec_kwargs = "ParamSpecKwargs", "typing", Layout::Sealed, D;
    type_alias = "TypeAliasType", "typing", Layout::Sealed, N;
    generic = "Generic", "typing", Layout::Object, B;
}

/// Makes a type with one base, its dict empty.
pub fn make_type(
    name: &str,
    module: &'static str,
    layout: Layout,
    flags: TypeFlags,
    base: Option<&TypeRef>,
    metaclass: Option<&TypeRef>,
    pending: &Rc<Pending>,
    next: &dyn Fn() -> u32,
) -> TypeRef {
    let mro_tail: Rc<[TypeRef]> = match base {
        Some(b) => std::iter::once(b.clone()).chain(b.mro_tail().iter().cloned()).collect(),
        None => Rc::from([]),
    };
    let inherited = base.map_or(TypeFlags::NONE, |b| {
        b.flags.get()
            & TypeFlags::DICT
                .with(TypeFlags::WEAKREF)
                .with(TypeFlags::SEQUENCE)
                .with(TypeFlags::MAPPING)
                .with(TypeFlags::MATCH_SELF)
    });
    let ty = Ref::new(Type::new(NewType {
        name: Str::new(name),
        metaclass: metaclass.cloned(),
        bases: base.into_iter().cloned().collect(),
        mro_tail,
        dict: Ref::new(Dict::new()),
        layout,
        flags: flags | inherited,
        version: next(),
        new: base.and_then(|b| b.new.get()),
        root_shape: Ref::new(Shape::root(next())),
        slot_count: 0,
        pending: pending.clone(),
        module,
    }));
    if let Some(b) = base {
        let link = ty.weak.register(&Value::Type(ty.clone()), pending);
        b.subclasses.borrow_mut().push(link);
    }
    ty
}

macro_rules! exceptions {
    ($root:ident; $($field:ident = $name:literal ($base:ident);)*) => {
        /// The builtin exception types.
        pub struct Exceptions {
            pub $root: TypeRef,
            $(pub $field: TypeRef,)*
        }

        impl Exceptions {
            pub(super) fn new(
                types: &Types,
                pending: &Rc<Pending>,
                next: &dyn Fn() -> u32,
                _intern: &dyn Fn(&str) -> Str,
            ) -> Exceptions {
                let flags = B.with(D);
                let $root =
                    make_type("BaseException", "builtins", Layout::Exception, flags, Some(&types.object), None, pending, next);
                $(let $field = make_type($name, "builtins", Layout::Exception, flags, Some(&$base), None, pending, next);)*
                Exceptions { $root, $($field,)* }
            }

            /// All of them, with their names, bases before what derives from them.
            pub fn all(&self) -> Vec<&TypeRef> {
                vec![&self.$root, $(&self.$field),*]
            }
        }
    };
}

exceptions! {
    base_exception;
    exception = "Exception" (base_exception);
    system_exit = "SystemExit" (base_exception);
    keyboard_interrupt = "KeyboardInterrupt" (base_exception);
    generator_exit = "GeneratorExit" (base_exception);
    base_exception_group = "BaseExceptionGroup" (base_exception);
    arithmetic_error = "ArithmeticError" (exception);
    floating_point_error = "FloatingPointError" (arithmetic_error);
    overflow_error = "OverflowError" (arithmetic_error);
    zero_division_error = "ZeroDivisionError" (arithmetic_error);
    assertion_error = "AssertionError" (exception);
    attribute_error = "AttributeError" (exception);
    buffer_error = "BufferError" (exception);
    eof_error = "EOFError" (exception);
    import_error = "ImportError" (exception);
    module_not_found_error = "ModuleNotFoundError" (import_error);
    lookup_error = "LookupError" (exception);
    index_error = "IndexError" (lookup_error);
    key_error = "KeyError" (lookup_error);
    memory_error = "MemoryError" (exception);
    name_error = "NameError" (exception);
    unbound_local_error = "UnboundLocalError" (name_error);
    os_error = "OSError" (exception);
    blocking_io_error = "BlockingIOError" (os_error);
    child_process_error = "ChildProcessError" (os_error);
    connection_error = "ConnectionError" (os_error);
    broken_pipe_error = "BrokenPipeError" (connection_error);
    connection_aborted_error = "ConnectionAbortedError" (connection_error);
    connection_refused_error = "ConnectionRefusedError" (connection_error);
    connection_reset_error = "ConnectionResetError" (connection_error);
    file_exists_error = "FileExistsError" (os_error);
    file_not_found_error = "FileNotFoundError" (os_error);
    interrupted_error = "InterruptedError" (os_error);
    is_a_directory_error = "IsADirectoryError" (os_error);
    not_a_directory_error = "NotADirectoryError" (os_error);
    permission_error = "PermissionError" (os_error);
    process_lookup_error = "ProcessLookupError" (os_error);
    timeout_error = "TimeoutError" (os_error);
    reference_error = "ReferenceError" (exception);
    runtime_error = "RuntimeError" (exception);
    not_implemented_error = "NotImplementedError" (runtime_error);
    python_finalization_error = "PythonFinalizationError" (runtime_error);
    recursion_error = "RecursionError" (runtime_error);
    stop_async_iteration = "StopAsyncIteration" (exception);
    stop_iteration = "StopIteration" (exception);
    syntax_error = "SyntaxError" (exception);
    incomplete_input_error = "_IncompleteInputError" (syntax_error);
    indentation_error = "IndentationError" (syntax_error);
    tab_error = "TabError" (indentation_error);
    system_error = "SystemError" (exception);
    type_error = "TypeError" (exception);
    value_error = "ValueError" (exception);
    unicode_error = "UnicodeError" (value_error);
    unicode_decode_error = "UnicodeDecodeError" (unicode_error);
    unicode_encode_error = "UnicodeEncodeError" (unicode_error);
    unicode_translate_error = "UnicodeTranslateError" (unicode_error);
    warning = "Warning" (exception);
    bytes_warning = "BytesWarning" (warning);
    deprecation_warning = "DeprecationWarning" (warning);
    encoding_warning = "EncodingWarning" (warning);
    future_warning = "FutureWarning" (warning);
    import_warning = "ImportWarning" (warning);
    pending_deprecation_warning = "PendingDeprecationWarning" (warning);
    resource_warning = "ResourceWarning" (warning);
    runtime_warning = "RuntimeWarning" (warning);
    syntax_warning = "SyntaxWarning" (warning);
    unicode_warning = "UnicodeWarning" (warning);
    user_warning = "UserWarning" (warning);
    exception_group = "ExceptionGroup" (base_exception_group);
}

/// Fills the types' dicts and `builtins` from the tables.
pub(super) fn fill(vm: &Vm) {
    crate::types::define(vm);
    crate::builtins::define(vm);
    crate::sys::define(vm);
}

/// How many entries a type's dict gets beside those of its tables: `__new__`, `__doc__`, `__dict__`, `__hash__`.
const OTHERS: usize = 4;

impl Runtime {
    /// Puts the methods and computed attributes of `def` into the namespace of `ty`, as soon as somebody looks there.
    pub fn fill_type(&self, ty: &TypeRef, def: &'static TypeDef) {
        if def.new.is_some() {
            ty.new.set(def.new);
        }
        ty.version.set(self.next_number());
        if !ty.fill_later(def) {
            self.fill_now(ty, def);
        }
    }

    /// As [`Runtime::fill_type`], at once.
    pub(super) fn fill_now(&self, ty: &TypeRef, def: &'static TypeDef) {
        if def.new.is_some() {
            let new = crate::types::class::native_new(self, ty);
            ty.dict().set_str(&self.names.__new__, new);
        }
        ty.dict().reserve(def.methods.len() + def.getset.len() + OTHERS);
        for m in def.methods {
            let name = self.intern(m.name);
            ty.dict().set_str(&name, self.native_in(ty, m, name.clone()));
        }
        for g in def.getset {
            ty.dict().set_str(&self.intern(g.name), self.getset_in(ty, g));
        }
        let own = matches!(ty.layout, Layout::Type | Layout::Module);
        if !own && ty.has(TypeFlags::DICT) && ty.lookup(&self.names.__dict__).is_none() {
            let dict = self.getset_in(ty, &crate::types::object::DICT_GETSET);
            ty.dict().set_str(&self.names.__dict__, dict);
        }
        if !def.doc.is_empty() && ty.dict().get_str(&self.names.__doc__).is_none() {
            ty.dict().set_str(&self.names.__doc__, Value::str(def.doc));
        } else if ty.dict().get_str(&self.names.__doc__).is_none() {
            ty.dict().set_str(&self.names.__doc__, Value::None);
        }
        let eq = ty.dict().get_str(&self.names.__eq__).is_some();
        if eq && ty.dict().get_str(&self.names.__hash__).is_none() {
            ty.dict().set_str(&self.names.__hash__, Value::None);
        }
    }

    /// The descriptor of a native method in the dict of `owner`; `name` is the interned `def.name`.
    fn native_in(&self, owner: &TypeRef, def: &'static NativeDef, name: Str) -> Value {
        Value::Native(Ref::new(NativeFunction {
            code: NativeCode::Def(def),
            name,
            binding: def.binding,
            bound: Value::Unbound,
            owner: Some(owner.clone()),
            module: None,
        }))
    }

    fn getset_in(&self, owner: &TypeRef, def: &'static GetSet) -> Value {
        let data = crate::types::descriptors::GetSetDescriptor { def, owner: owner.clone() };
        let class = if def.member { &self.types.member_descriptor } else { &self.types.getset_descriptor };
        Value::Object(ObjRef::new(class.clone(), data))
    }
}

impl Vm {
    /// A native type declared in a table, derived from `base` (object, if none).
    pub fn make_type(&self, def: &'static TypeDef, base: Option<&TypeRef>) -> TypeRef {
        let base = base.unwrap_or(&self.types.object);
        let layout =
            if matches!(def.layout, Layout::Native(0)) { Layout::Native(self.next_number()) } else { def.layout };
        let ty =
            make_type(def.name, def.module, layout, def.flags, Some(base), None, &self.pending, &|| self.next_number());
        self.fill_type(&ty, def);
        ty
    }

    /// A native function of a module.
    pub fn native_function(&self, module: &str, def: &'static NativeDef) -> Value {
        Value::Native(Ref::new(NativeFunction {
            code: NativeCode::Def(def),
            name: self.intern(def.name),
            binding: Binding::None,
            bound: Value::Unbound,
            owner: None,
            module: Some(self.intern(module)),
        }))
    }

    /// A function around a Rust closure.
    pub fn closure(
        &self,
        name: &str,
        f: impl Fn(&Vm, &crate::native::Args) -> crate::error::PyResult + 'static,
    ) -> Value {
        Value::Native(Ref::new(NativeFunction {
            code: NativeCode::Closure(Rc::new(f)),
            name: self.intern(name),
            binding: Binding::None,
            bound: Value::Unbound,
            owner: None,
            module: None,
        }))
    }
}

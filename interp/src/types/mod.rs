//! The builtin types: one file (representation) and, where there is much, a folder (methods) each.

pub mod arguments;
pub mod bytes;
pub mod cell;
pub mod class;
pub mod code;
pub mod compare;
pub mod complex;
pub mod descriptors;
pub mod dict;
pub mod exception;
pub mod exceptions;
pub mod float;
pub mod frame;
pub mod function;
pub mod generator;
pub mod generic_alias;
pub mod hash;
pub mod instance;
pub mod int;
pub mod iterators;
pub mod list;
pub mod mapping_proxy;
pub mod module;
pub mod none;
pub mod object;
pub mod parameters;
pub mod range;
pub mod sequence;
pub mod set;
pub mod simple_namespace;
pub mod slice;
pub mod str;
pub mod structseq;
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod typing;
pub mod union;
pub mod weak;

use crate::error::PyResult;
use crate::native::TypeDef;
use crate::types::class::TypeRef;
use crate::value::Value;
use crate::vm::Vm;

/// `__class_getitem__` of generic builtin types: `list[int]`.
pub fn class_getitem(vm: &Vm, a: &[Value]) -> PyResult {
    generic_alias::make(vm, &a[0], &a[1])
}

/// Fills the builtin types from their tables.
pub fn define(vm: &Vm) {
    define_objects(vm);
    define_values(vm);
    exceptions::define(vm);
    vm.fill_type(&vm.types.str, &str::methods::DEF);
    vm.fill_type(&vm.types.str_iterator, &str::iter::DEF);
    vm.fill_type(&vm.types.str_ascii_iterator, &str::iter::ASCII_DEF);
    vm.fill_type(&vm.types.bytes, &bytes::methods::DEF);
    vm.fill_type(&vm.types.bytes_iterator, &bytes::iter::DEF);
    vm.fill_type(&vm.types.bytearray, &bytes::methods::ARRAY_DEF);
    vm.fill_type(&vm.types.bytearray_iterator, &bytes::iter::ARRAY_DEF);
    vm.fill_type(&vm.types.memoryview, &bytes::memory_methods::DEF);
    vm.fill_type(&vm.types.memory_iterator, &bytes::memory_methods::ITERATOR_DEF);
}

/// The types that the language itself is made of: classes, functions, descriptors, generators, type parameters.
fn define_objects(vm: &Vm) {
    let t = &vm.types;
    vm.fill_type(&t.object, &object::DEF);
    vm.fill_type(&t.type_, &class::methods::DEF);
    vm.fill_type(&t.function, &function::methods::DEF);
    vm.fill_type(&t.method, &function::bound::DEF);
    vm.fill_type(&t.builtin_function, &function::native::BUILTIN_DEF);
    vm.fill_type(&t.method_descriptor, &function::native::METHOD_DESCRIPTOR_DEF);
    vm.fill_type(&t.wrapper_descriptor, &function::native::WRAPPER_DESCRIPTOR_DEF);
    vm.fill_type(&t.method_wrapper, &function::native::METHOD_WRAPPER_DEF);
    vm.fill_type(&t.classmethod_descriptor, &function::native::CLASSMETHOD_DESCRIPTOR_DEF);
    vm.fill_type(&t.getset_descriptor, &descriptors::GETSET_DEF);
    vm.fill_type(&t.member_descriptor, &descriptors::MEMBER_DEF);
    vm.fill_type(&t.property, &descriptors::property::DEF);
    vm.fill_type(&t.classmethod, &descriptors::wrappers::CLASS_DEF);
    vm.fill_type(&t.staticmethod, &descriptors::wrappers::STATIC_DEF);
    vm.fill_type(&t.super_, &descriptors::super_object::DEF);
    vm.fill_type(&t.module, &module::methods::DEF);
    vm.fill_type(&t.cell, &cell::methods::DEF);
    vm.fill_type(&t.code, &code::methods::DEF);
    vm.fill_type(&t.frame, &frame::DEF);
    vm.fill_type(&t.frame_locals, &frame::locals::DEF);
    vm.fill_type(&t.traceback, &traceback::DEF);
    vm.fill_type(&t.generator, &generator::methods::GENERATOR_DEF);
    vm.fill_type(&t.coroutine, &generator::methods::COROUTINE_DEF);
    vm.fill_type(&t.async_generator, &generator::methods::ASYNC_GENERATOR_DEF);
    vm.fill_type(&t.coroutine_wrapper, &generator::wrappers::COROUTINE_WRAPPER_DEF);
    vm.fill_type(&t.anext_awaitable, &generator::wrappers::ANEXT_DEF);
    vm.fill_type(&t.async_generator_asend, &generator::async_generator::ASEND_DEF);
    vm.fill_type(&t.async_generator_athrow, &generator::async_generator::ATHROW_DEF);
    vm.fill_type(&t.mappingproxy, &mapping_proxy::DEF);
    vm.fill_type(&t.simple_namespace, &simple_namespace::DEF);
    vm.fill_type(&t.generic_alias, &generic_alias::DEF);
    vm.fill_type(&t.generic_alias_iterator, &generic_alias::ITERATOR);
    vm.fill_type(&t.union, &union::DEF);
    vm.fill_type(&t.typevar, &typing::typevar::DEF);
    vm.fill_type(&t.paramspec, &typing::paramspec::DEF);
    vm.fill_type(&t.paramspec_args, &typing::paramspec::ARGS_DEF);
    vm.fill_type(&t.paramspec_kwargs, &typing::paramspec::KWARGS_DEF);
    vm.fill_type(&t.typevartuple, &typing::typevartuple::DEF);
    vm.fill_type(&t.type_alias, &typing::alias::DEF);
    vm.fill_type(&t.generic, &typing::generic::DEF);
    // Instances are plain objects.
    t.generic.new.set(Some(object::new));
    // These answer for attributes that are not their own.
    for ty in [&t.super_, &t.generic_alias] {
        ty.set_flag(class::TypeFlags::CUSTOM_GETATTRIBUTE);
    }
}

/// Numbers, collections and their iterators.
fn define_values(vm: &Vm) {
    let t = &vm.types;
    let tables: &[(&TypeRef, &'static TypeDef)] = &[
        (&t.none, &none::NONE),
        (&t.ellipsis, &none::ELLIPSIS),
        (&t.not_implemented, &none::NOT_IMPLEMENTED),
        (&t.int, &int::methods::DEF),
        (&t.bool, &int::methods::BOOL),
        (&t.float, &float::methods::DEF),
        (&t.complex, &complex::methods::DEF),
        (&t.tuple, &tuple::methods::DEF),
        (&t.list, &list::methods::DEF),
        (&t.dict, &dict::methods::DEF),
        (&t.dict_keys, &dict::views::KEYS),
        (&t.dict_values, &dict::views::VALUES),
        (&t.dict_items, &dict::views::ITEMS),
        (&t.set, &set::methods::SET),
        (&t.frozenset, &set::methods::FROZENSET),
        (&t.range, &range::methods::DEF),
        (&t.slice, &slice::methods::DEF),
    ];
    for (ty, def) in tables {
        vm.fill_type(ty, def);
    }
    iterators::define(vm);
}

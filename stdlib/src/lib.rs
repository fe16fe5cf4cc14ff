//! Taipan's standard library: native modules, and the embedded pure-Python ones.
//!
//! Each module is a file or folder of its own with a table (`MODULES`); [`install`] makes them importable. Only `asyncio`
//! knows the event loop.

#![deny(unsafe_code)]

mod abc;
mod array;
mod ast;
pub mod asyncio;
mod atexit;
mod binascii;
mod bisect;
mod bz2;
mod cmath;
mod codecs;
mod collections;
pub mod contextvars;
mod csv;
mod datetime;
mod errno;
mod fcntl;
mod functools;
mod gc;
mod hashes;
mod heapq;
mod imp;
mod io;
mod itertools;
mod json;
mod marshal;
mod math;
mod multibyte;
mod multiprocessing;
mod operator;
mod packing;
mod posix;
mod pylib;
mod queue;
mod random;
mod resource;
mod select;
mod signal;
mod socket;
mod sre;
mod ssl;
mod stat;
mod statistics;
mod string_support;
mod support;
mod taipan;
mod termios;
mod thread;
mod time;
mod tokenize;
mod typing_support;
mod unicodedata;
mod uuid;
mod weakref;
mod zlib;

use taipan_interp::Vm;
use taipan_interp::native::ModuleDef;

/// The tables of the native modules.
const NATIVE: &[&[ModuleDef]] = &[
    abc::MODULES,
    array::MODULES,
    ast::MODULES,
    asyncio::MODULES,
    asyncio::tls::MODULES,
    atexit::MODULES,
    binascii::MODULES,
    bisect::MODULES,
    bz2::MODULES,
    cmath::MODULES,
    codecs::MODULES,
    collections::MODULES,
    contextvars::MODULES,
    csv::MODULES,
    datetime::MODULES,
    errno::MODULES,
    fcntl::MODULES,
    functools::MODULES,
    gc::MODULES,
    hashes::MODULES,
    heapq::MODULES,
    imp::MODULES,
    io::MODULES,
    itertools::MODULES,
    json::MODULES,
    marshal::MODULES,
    math::MODULES,
    multibyte::MODULES,
    multiprocessing::MODULES,
    operator::MODULES,
    packing::MODULES,
    posix::MODULES,
    posix::STARTING,
    queue::MODULES,
    random::MODULES,
    resource::MODULES,
    select::MODULES,
    signal::MODULES,
    socket::MODULES,
    sre::MODULES,
    ssl::MODULES,
    stat::MODULES,
    statistics::MODULES,
    string_support::MODULES,
    taipan::MODULES,
    termios::MODULES,
    thread::MODULES,
    time::MODULES,
    tokenize::MODULES,
    typing_support::MODULES,
    unicodedata::MODULES,
    uuid::MODULES,
    weakref::MODULES,
    zlib::MODULES,
];

/// The names of the modules that come with the interpreter, dotted: those written in Python, then the native ones, in no order.
pub fn module_names(vm: &Vm) -> Vec<&'static str> {
    // In no order: a hash table has none.
    let native: Vec<&'static str> = vm.native_modules.borrow().keys().copied().collect();
    pylib::names().chain(native).collect()
}

/// Makes the standard library importable in this interpreter.
pub fn install(vm: &Vm) {
    for modules in NATIVE {
        vm.add_modules(modules);
    }
    io::install(vm);
    pylib::install(vm);
}

/// What the program itself still does when it ends: its threads end, functions registered with `atexit` are called.
pub fn end_program(vm: &Vm) {
    thread::finish(vm);
    atexit::run(vm);
}

/// The very last: what finalisers registered with `atexit`, and output that waits in open files.
pub fn finish(vm: &Vm) {
    atexit::run(vm);
    io::flush_all(vm);
}

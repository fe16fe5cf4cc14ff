//! What `sys` says about the interpreter and the machine: versions, limits, paths, flags.

use crate::heap::Ref;
use crate::types::class::TypeRef;
use crate::types::dict::Dict;
use crate::types::structseq;
use crate::value::Value;
use crate::vm::Vm;

/// The version of the language.
const LANGUAGE: (i64, i64, i64) = (3, 14, 0);

/// The same as text.
pub const LANGUAGE_VERSION: &str = "3.14.0";

/// `sys.version`: the language's version, then ours.
pub const VERSION: &str = concat!("3.14.0 (Taipan ", env!("CARGO_PKG_VERSION"), ") [Rust]");

const VERSION_FIELDS: &[&str] = &["major", "minor", "micro", "releaselevel", "serial"];

const FLAGS: &[&str] = &[
    "debug",
    "inspect",
    "interactive",
    "optimize",
    "dont_write_bytecode",
    "no_user_site",
    "no_site",
    "ignore_environment",
    "verbose",
    "bytes_warning",
    "quiet",
    "hash_randomization",
    "isolated",
    "dev_mode",
    "utf8_mode",
    "warn_default_encoding",
    "safe_path",
    "int_max_str_digits",
    "gil",
    "thread_inherit_context",
    "context_aware_warnings",
];

const FLOAT_INFO: &[&str] =
    &["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"];

const INT_INFO: &[&str] = &["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"];

const HASH_INFO: &[&str] = &["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"];

const THREAD_INFO: &[&str] = &["name", "lock", "version"];

/// A struct sequence of a type that programs cannot make instances of.
fn only(vm: &Vm, name: &'static str, fields: &'static [&'static str], values: Vec<Value>) -> Value {
    let ty: TypeRef = structseq::define(vm, name, "sys", fields, fields.len());
    structseq::forbid_new(&ty);
    structseq::make(vm, &ty, values)
}

fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    }
}

/// The name of the machine as build systems write it.
fn multiarch() -> String {
    match std::env::consts::OS {
        "linux" => format!("{}-linux-gnu", std::env::consts::ARCH),
        "macos" => "darwin".to_owned(),
        other => format!("{}-{other}", std::env::consts::ARCH),
    }
}

pub(super) fn fill(vm: &Vm, dict: &Dict) {
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    let (major, minor, micro) = LANGUAGE;
    let version = vec![Value::Int(major), Value::Int(minor), Value::Int(micro), Value::str("final"), Value::Int(0)];
    let version_info = only(vm, "version_info", VERSION_FIELDS, version);
    let hexversion = (major << 24) | (minor << 16) | (micro << 8) | 0xf0;
    put("version", Value::str(VERSION));
    put("version_info", version_info.clone());
    put("hexversion", Value::Int(hexversion));
    put("api_version", Value::Int(1013));
    put("copyright", Value::str("Copyright (c) the Taipan authors. Licensed under MIT or Apache-2.0."));
    put("platform", Value::str(platform()));
    put("byteorder", Value::str(if cfg!(target_endian = "big") { "big" } else { "little" }));
    put("maxsize", Value::Int(i64::MAX));
    put("maxunicode", Value::Int(0x0010_ffff));
    put("abiflags", Value::str(""));
    put("platlibdir", Value::str("lib"));
    put("float_repr_style", Value::str("short"));
    put("_framework", Value::str(""));
    put("_git", Value::tuple(vec![Value::str("Taipan"), Value::str(""), Value::str("")]));
    put("dont_write_bytecode", Value::Bool(true));
    put("pycache_prefix", Value::None);
    // Filled by the library's import machinery when a program first asks for it.
    put("_home", Value::None);
    put("stdlib_module_names", name_set(vm, super::STDLIB_MODULES));
    let cache_tag = format!("taipan-{major}{minor}");
    let parts = [
        ("name", Value::str("taipan")),
        ("cache_tag", Value::from(cache_tag)),
        ("version", version_info),
        ("hexversion", Value::Int(hexversion)),
        ("_multiarch", Value::from(multiarch())),
    ];
    put("implementation", namespace(vm, &parts));
    put("float_info", only(vm, "float_info", FLOAT_INFO, float_info()));
    let ints = [30, 4, super::DEFAULT_MAX_STR_DIGITS, 640];
    put("int_info", only(vm, "int_info", INT_INFO, ints.map(Value::Int).to_vec()));
    put("hash_info", only(vm, "hash_info", HASH_INFO, hash_info()));
    let threads = vec![Value::str("pthread"), Value::str("semaphore"), Value::None];
    put("thread_info", only(vm, "thread_info", THREAD_INFO, threads));
    configure(vm, dict);
}

fn float_info() -> Vec<Value> {
    vec![
        Value::Float(f64::MAX),
        Value::Int(f64::MAX_EXP.into()),
        Value::Int(f64::MAX_10_EXP.into()),
        Value::Float(f64::MIN_POSITIVE),
        Value::Int(f64::MIN_EXP.into()),
        Value::Int(f64::MIN_10_EXP.into()),
        Value::Int(f64::DIGITS.into()),
        Value::Int(f64::MANTISSA_DIGITS.into()),
        Value::Float(f64::EPSILON),
        Value::Int(f64::RADIX.into()),
        Value::Int(1),
    ]
}

/// How numbers are hashed: fixed by the language's rule that equal numbers have equal hashes.
fn hash_info() -> Vec<Value> {
    vec![
        Value::Int(64),
        Value::Int((1 << 61) - 1),
        Value::Int(314_159),
        Value::Int(0),
        Value::Int(1_000_003),
        Value::str("siphash13"),
        Value::Int(64),
        Value::Int(128),
        Value::Int(0),
    ]
}

/// A frozenset of names, or a tuple of them before sets can be made.
fn name_set(vm: &Vm, names: &[&str]) -> Value {
    let names = Value::tuple(names.iter().map(|n| Value::str(n)).collect());
    vm.call(&Value::Type(vm.types.frozenset.clone()), std::slice::from_ref(&names)).unwrap_or(names)
}

/// A `types.SimpleNamespace`.
fn namespace(vm: &Vm, parts: &[(&str, Value)]) -> Value {
    let class = Value::Type(vm.types.simple_namespace.clone());
    let keywords: Vec<(&str, Value)> = parts.iter().map(|(n, v)| (*n, v.clone())).collect();
    vm.call_kw(&class, &[], &keywords).unwrap_or(Value::None)
}

/// What depends on how the program was started.
pub(super) fn configure(vm: &Vm, dict: &Dict) {
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    let config = vm.config.borrow().clone();
    let texts = |all: &[String]| Value::list(all.iter().map(|s| Value::str(s)).collect());
    put("argv", texts(&config.argv));
    put("orig_argv", texts(&config.orig_argv));
    put("path", texts(&config.path));
    put("executable", Value::str(&config.executable));
    put("_base_executable", Value::str(&config.executable));
    put("warnoptions", texts(&config.warn_options));
    let prefix = prefix(&config.executable);
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        put(name, Value::str(&prefix));
    }
    put("_stdlib_dir", Value::None);
    let options = Dict::new();
    for (name, value) in &config.x_options {
        let value = value.as_ref().map_or(Value::Bool(true), |v| Value::str(v));
        options.set_str(&vm.intern(name), value);
    }
    put("_xoptions", Value::Dict(Ref::new(options)));
    let mut builtin: Vec<&str> = vm.native_modules.borrow().keys().copied().chain(["builtins", "sys"]).collect();
    builtin.sort_unstable();
    builtin.dedup();
    put("builtin_module_names", Value::tuple(builtin.into_iter().map(Value::str).collect()));
    put("flags", flags(vm, dict));
}

/// Where the installation lies: the directory above that of the program.
fn prefix(executable: &str) -> String {
    let dir = executable.rsplit_once('/').map_or("", |(dir, _)| dir);
    let up = dir.rsplit_once('/').map_or("", |(up, _)| up);
    if up.is_empty() { "/".to_owned() } else { up.to_owned() }
}

fn flags(vm: &Vm, dict: &Dict) -> Value {
    let config = vm.config.borrow().clone();
    let digits = i64::try_from(crate::format::digit_limit(vm)).unwrap_or(super::DEFAULT_MAX_STR_DIGITS);
    let values = FLAGS
        .iter()
        .map(|name| match *name {
            "dev_mode" => Value::Bool(config.dev_mode),
            "interactive" | "inspect" => Value::Int(config.interactive.into()),
            "optimize" => Value::Int(config.optimize),
            "dont_write_bytecode" | "utf8_mode" | "gil" => Value::Int(1),
            "hash_randomization" => Value::Int(config.hash_randomization.into()),
            "isolated" => Value::Int(config.isolated.into()),
            "ignore_environment" => Value::Int(config.ignore_environment.into()),
            "safe_path" => Value::Bool(config.safe_path),
            "quiet" => Value::Int(config.quiet.into()),
            "int_max_str_digits" => Value::Int(digits),
            _ => Value::Int(0),
        })
        .collect();
    // The type is made once: flags are asked for again when the program's start is known.
    match dict.get_str(&vm.intern("flags")) {
        Some(old) => structseq::make(vm, &vm.class_of(&old), values),
        None => only(vm, "flags", FLAGS, values),
    }
}

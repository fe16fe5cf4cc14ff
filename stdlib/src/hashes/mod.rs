//! `_hashlib`, `_blake2`: hash functions and HMAC for `hashlib` and `hmac`.

mod algorithm;

use algorithm::{Algorithm, Blake2, Hmac, pbkdf2};
use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, GetSet, ModuleDef, NativeDef, TypeDef, function, function_raw, getter, method};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::vm::waiting::Guarded;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The modules' tables.
pub const MODULES: &[ModuleDef] = &[
    ModuleDef { name: "_hashlib", doc: "Hash functions and HMAC.", functions: HASHLIB, init },
    ModuleDef { name: "_blake2", doc: "BLAKE2 with its parameters.", functions: BLAKE2, init: init_blake2 },
    ModuleDef { name: "_md5", doc: "MD5.", functions: MD5, init: no_more },
    ModuleDef { name: "_sha1", doc: "SHA-1.", functions: SHA1, init: no_more },
    ModuleDef { name: "_sha2", doc: "SHA-2.", functions: SHA2, init: no_more },
    ModuleDef { name: "_sha3", doc: "SHA-3.", functions: SHA3, init: no_more },
];

fn no_more(_: &Vm, _: &Dict) -> PyResult<()> {
    Ok(())
}

macro_rules! constructors {
    ($($name:literal, $algorithm:literal;)*) => {
        &[
            function_raw("new", "(name, string=b'', *, usedforsecurity=True)", new),
            function("hmac_new", "(key, msg=b'', digestmod=None)", hmac_new),
            function("hmac_digest", "(key, msg, digest)", |vm, a| {
                let h = keyed(vm, &a[0], &a[1], &a[2])?;
                Ok(Value::Bytes(Bytes::new(&h.digest())))
            }),
            function("pbkdf2_hmac", "(hash_name, password, salt, iterations, dklen=None)", pbkdf2_hmac),
            function("get_fips_mode", "()", |_, _| Ok(Value::Int(0))),
            function("compare_digest", "(a, b, /)", compare_digest),
            $(function_raw($name, "(string=b'', *, usedforsecurity=True)", |vm, args| make(vm, $algorithm, args)),)*
        ]
    };
}

const HASHLIB: &[NativeDef] = constructors! {
    "openssl_md5", "md5";
    "openssl_sha1", "sha1";
    "openssl_sha224", "sha224";
    "openssl_sha256", "sha256";
    "openssl_sha384", "sha384";
    "openssl_sha512", "sha512";
    "openssl_sha3_224", "sha3_224";
    "openssl_sha3_256", "sha3_256";
    "openssl_sha3_384", "sha3_384";
    "openssl_sha3_512", "sha3_512";
    "openssl_shake_128", "shake_128";
    "openssl_shake_256", "shake_256";
};

macro_rules! plain {
    ($($name:literal),*) => {
        &[$(function_raw($name, "(string=b'', *, usedforsecurity=True)", |vm, args| make(vm, $name, args)),)*]
    };
}

const MD5: &[NativeDef] = plain!("md5");
const SHA1: &[NativeDef] = plain!("sha1");
const SHA2: &[NativeDef] = plain!("sha224", "sha256", "sha384", "sha512");
const SHA3: &[NativeDef] = plain!("sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256");

/// What `hashlib.algorithms_available` adds up to.
const NAMES: &[&str] = &[
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sha3_224",
    "sha3_256",
    "sha3_384",
    "sha3_512",
    "shake_128",
    "shake_256",
    "blake2b",
    "blake2s",
];

const BLAKE2_SIGNATURE: &str = "(data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)";

const BLAKE2: &[NativeDef] = &[
    function_raw("blake2b", BLAKE2_SIGNATURE, |vm, args| make_blake2(vm, args, "blake2b", 64)),
    function_raw("blake2s", BLAKE2_SIGNATURE, |vm, args| make_blake2(vm, args, "blake2s", 32)),
];

struct Types {
    hash: TypeRef,
    xof: TypeRef,
    hmac: TypeRef,
    unsupported: Value,
}

fn types(vm: &Vm) -> std::rc::Rc<Types> {
    vm.state(|vm| {
        let hash = vm.make_type(&HASH, None);
        let namespace = Value::Dict(taipan_interp::heap::Ref::new(Dict::new()));
        let bases = Value::tuple(vec![Value::Type(vm.exc.value_error.clone())]);
        let meta = Value::Type(vm.types.type_.clone());
        let unsupported = vm.call(&meta, &[Value::str("UnsupportedDigestmodError"), bases, namespace]);
        Types {
            xof: vm.make_type(&XOF, Some(&hash)),
            hash,
            hmac: vm.make_type(&HMAC, None),
            // Deriving from ValueError cannot fail.
            unsupported: unsupported.unwrap_or_else(|_| Value::Type(vm.exc.value_error.clone())),
        }
    })
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let types = types(vm);
    let put = |name: &str, value: Value| dict.set_str(&vm.intern(name), value);
    put("HASH", Value::Type(types.hash.clone()));
    put("HASHXOF", Value::Type(types.xof.clone()));
    put("HMAC", Value::Type(types.hmac.clone()));
    put("UnsupportedDigestmodError", types.unsupported.clone());
    let names = Value::list(NAMES.iter().map(|n| Value::str(n)).collect());
    put("openssl_md_meth_names", vm.call(&Value::Type(vm.types.frozenset.clone()), &[names])?);
    Ok(())
}

fn init_blake2(vm: &Vm, dict: &Dict) -> PyResult<()> {
    dict.set_str(&vm.intern("_GIL_MINSIZE"), Value::from(LARGE));
    Ok(())
}

/// Bytes from which on hashing lets other threads run meanwhile: as many as in CPython.
const LARGE: usize = 2048;

/// A hash object.
struct Hash {
    name: Str,
    state: Guarded<Algorithm>,
}

impl NativeData for Hash {}

const HASH: TypeDef = TypeDef {
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    layout: Layout::Native(0),
    methods: &[
        method("update", "(self, obj, /)", |vm, a| {
            let bytes = input(vm, &a[1])?;
            let state = &this(vm, &a[0])?.state;
            if bytes.len() < LARGE {
                state.with(vm, |s| s.update(&bytes))?;
            } else {
                state.with_unlocked(vm, |s| s.update(&bytes))?;
            }
            Ok(Value::None)
        }),
        method("digest", "(self, /)", |vm, a| {
            Ok(Value::Bytes(Bytes::new(&this(vm, &a[0])?.state.with(vm, |s| s.digest(0))?)))
        }),
        method("hexdigest", "(self, /)", |vm, a| Ok(hex(&this(vm, &a[0])?.state.with(vm, |s| s.digest(0))?))),
        method("copy", "(self, /)", |vm, a| {
            let h = this(vm, &a[0])?;
            let state = h.state.with(vm, |s| s.clone())?;
            Ok(hash_object(vm, h.name.clone(), state))
        }),
        method("__repr__", "(self, /)", |vm, a| {
            let (name, class, at) = (&this(vm, &a[0])?.name, vm.type_name(&a[0]), a[0].heap_addr());
            Ok(Value::from(format!("<{name} _hashlib.{class} object @ {at:#x}>")))
        }),
    ],
    getset: HASH_GETSET,
    ..TypeDef::new("HASH", "_hashlib")
};

const HASH_GETSET: &[GetSet] = &[
    getter("name", |vm, v| Ok(Value::Str(this(vm, v)?.name.clone()))),
    getter("digest_size", |vm, v| Ok(Value::from(this(vm, v)?.state.with(vm, |s| s.size())?))),
    getter("block_size", |vm, v| Ok(Value::from(this(vm, v)?.state.with(vm, |s| s.block())?))),
];

const XOF: TypeDef = TypeDef {
    layout: Layout::Native(0),
    methods: &[
        method("digest", "(self, length)", |vm, a| {
            let length = output_length(vm, &a[1])?;
            Ok(Value::Bytes(Bytes::new(&this(vm, &a[0])?.state.with(vm, |s| s.digest(length))?)))
        }),
        method("hexdigest", "(self, length)", |vm, a| {
            let length = output_length(vm, &a[1])?;
            Ok(hex(&this(vm, &a[0])?.state.with(vm, |s| s.digest(length))?))
        }),
    ],
    ..TypeDef::new("HASHXOF", "_hashlib")
};

/// Longer outputs are refused, as `hashlib`'s own implementation does.
const MAX_OUTPUT: i64 = 1 << 29;

fn output_length(vm: &Vm, v: &Value) -> PyResult<usize> {
    let n = vm.index_i64(v)?;
    match usize::try_from(n) {
        Ok(length) if n < MAX_OUTPUT => Ok(length),
        _ => Err(vm.value_error("value must be positive")),
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Hash> {
    v.native::<Hash>().ok_or_else(|| vm.type_error("descriptor requires a '_hashlib.HASH' object"))
}

fn hex(bytes: &[u8]) -> Value {
    Value::from(taipan_interp::types::bytes::hex::hex_text(bytes, None, 0))
}

/// What is to be hashed.
fn input(vm: &Vm, v: &Value) -> PyResult<Vec<u8>> {
    if v.as_str().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match buffer::copy_of(vm, v)? {
        Some(bytes) => Ok(bytes),
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

fn hash_object(vm: &Vm, name: Str, state: Algorithm) -> Value {
    let types = types(vm);
    let class = if state.is_xof() { &types.xof } else { &types.hash };
    Value::Object(ObjRef::new(class.clone(), Hash { name, state: Guarded::new(state) }))
}

fn make(vm: &Vm, name: &str, args: &Args) -> PyResult {
    let mut data = args.pos().first().cloned();
    if args.pos().len() > 1 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("openssl_{name}() takes at most 1 positional argument ({n} given)")));
    }
    for (key, value) in args.keywords() {
        match key.as_str() {
            "string" | "data" => data = Some(value.clone()),
            "usedforsecurity" => {}
            other => {
                let function = format!("openssl_{name}");
                return Err(taipan_interp::types::arguments::unexpected_keyword(vm, &function, other));
            }
        }
    }
    let Some(mut state) = Algorithm::named(name) else {
        return Err(vm.value_error(format!("unsupported hash type {name}")));
    };
    if let Some(data) = data {
        let bytes = input(vm, &data)?;
        if bytes.len() < LARGE {
            state.update(&bytes);
        } else {
            vm.allow_threads(|_| state.update(&bytes));
        }
    }
    Ok(hash_object(vm, vm.intern(name), state))
}

fn new(vm: &Vm, args: &Args) -> PyResult {
    let Some(name) = args.pos().first().or_else(|| args.keyword("name")) else {
        return Err(vm.type_error("new() missing required argument 'name' (pos 1)"));
    };
    let Some(name) = name.as_str() else {
        return Err(vm.type_error(format!("new() argument 'name' must be str, not {}", vm.type_name(name))));
    };
    let name = name.as_str().to_lowercase().replace('-', "_");
    let name = match name.as_str() {
        // The sizes that OpenSSL calls the functions by.
        "blake2b512" => "blake2b",
        "blake2s256" => "blake2s",
        other => other,
    };
    let rest = if args.pos().is_empty() { *args } else { args.skip_first() };
    let mut values = rest.pos().to_vec();
    let mut names = Vec::new();
    for (key, value) in rest.keywords().filter(|(k, _)| k.as_str() != "name") {
        names.push(key.clone());
        values.push(value.clone());
    }
    make(vm, name, &Args { values: &values, names: &names })
}

fn make_blake2(vm: &Vm, args: &Args, name: &str, max: usize) -> PyResult {
    let mut data = args.pos().first().cloned();
    if args.pos().len() > 1 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("{name}() takes at most 1 positional argument ({n} given)")));
    }
    let (mut size, mut key, mut salt, mut person) = (max as i64, Vec::new(), Vec::new(), Vec::new());
    for (option, value) in args.keywords() {
        match option.as_str() {
            "data" | "string" => data = Some(value.clone()),
            "digest_size" => size = vm.index_i64(value)?,
            "key" => key = input(vm, value)?,
            "salt" => salt = input(vm, value)?,
            "person" => person = input(vm, value)?,
            "usedforsecurity" => {}
            "fanout" | "depth" if vm.index_i64(value)? == 1 => {}
            "leaf_size" | "node_offset" | "node_depth" | "inner_size" if vm.index_i64(value)? == 0 => {}
            "last_node" if !vm.truth(value)? => {}
            "fanout" | "depth" | "leaf_size" | "node_offset" | "node_depth" | "inner_size" | "last_node" => {
                return Err(vm.not_implemented_error(format!("{name}: tree hashing is not supported")));
            }
            other => return Err(taipan_interp::types::arguments::unexpected_keyword(vm, name, other)),
        }
    }
    let Some(size) = usize::try_from(size).ok().filter(|n| (1..=max).contains(n)) else {
        return Err(
            vm.value_error(format!("digest_size for {name} must be between 1 and {max} bytes, here it is {size}"))
        );
    };
    if key.len() > max {
        return Err(vm.value_error(format!("maximum key length is {max} bytes")));
    }
    if salt.len() > max / 4 {
        return Err(vm.value_error(format!("maximum salt length is {} bytes", max / 4)));
    }
    if person.len() > max / 4 {
        return Err(vm.value_error(format!("maximum person length is {} bytes", max / 4)));
    }
    let mut state = if max == 64 {
        Algorithm::Blake2b(Box::new(Blake2::<blake2::Blake2bVarCore>::new(size, &key, &salt, &person)))
    } else {
        Algorithm::Blake2s(Box::new(Blake2::<blake2::Blake2sVarCore>::new(size, &key, &salt, &person)))
    };
    if let Some(data) = data {
        let bytes = input(vm, &data)?;
        if bytes.len() < LARGE {
            state.update(&bytes);
        } else {
            vm.allow_threads(|_| state.update(&bytes));
        }
    }
    Ok(hash_object(vm, vm.intern(name), state))
}

struct HmacObject {
    name: Str,
    state: Guarded<Hmac>,
}

impl NativeData for HmacObject {}

const HMAC: TypeDef = TypeDef {
    doc: "The object used to calculate HMAC of a message.",
    layout: Layout::Native(0),
    methods: &[
        method("update", "(self, msg)", |vm, a| {
            let bytes = input(vm, &a[1])?;
            let state = &hmac(vm, &a[0])?.state;
            if bytes.len() < LARGE {
                state.with(vm, |s| s.update(&bytes))?;
            } else {
                state.with_unlocked(vm, |s| s.update(&bytes))?;
            }
            Ok(Value::None)
        }),
        method("digest", "(self, /)", |vm, a| {
            Ok(Value::Bytes(Bytes::new(&hmac(vm, &a[0])?.state.with(vm, |s| s.digest())?)))
        }),
        method("hexdigest", "(self, /)", |vm, a| Ok(hex(&hmac(vm, &a[0])?.state.with(vm, |s| s.digest())?))),
        method("copy", "(self, /)", |vm, a| {
            let h = hmac(vm, &a[0])?;
            let copy = HmacObject { name: h.name.clone(), state: Guarded::new(h.state.with(vm, |s| s.clone())?) };
            Ok(Value::Object(ObjRef::new(types(vm).hmac.clone(), copy)))
        }),
        method("__repr__", "(self, /)", |vm, a| {
            let (name, at) = (&hmac(vm, &a[0])?.name, a[0].heap_addr());
            Ok(Value::from(format!("<{name} HMAC object @ {at:#x}>")))
        }),
    ],
    getset: &[
        getter("name", |vm, v| Ok(Value::from(format!("hmac-{}", hmac(vm, v)?.name)))),
        getter("digest_size", |vm, v| Ok(Value::from(hmac(vm, v)?.state.with(vm, |s| s.size())?))),
        getter("block_size", |vm, v| Ok(Value::from(hmac(vm, v)?.state.with(vm, |s| s.block())?))),
    ],
    ..TypeDef::new("HMAC", "_hashlib")
};

fn hmac<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a HmacObject> {
    v.native::<HmacObject>().ok_or_else(|| vm.type_error("descriptor requires a '_hashlib.HMAC' object"))
}

/// The hash function that a digestmod names: by name, or as one of the constructors here.
fn digest_mod(vm: &Vm, v: &Value) -> PyResult<(Str, Algorithm)> {
    let name = match v {
        Value::Native(n) => n.name.as_str().trim_start_matches("openssl_").to_string(),
        _ => match v.as_str() {
            Some(s) => s.as_str().to_lowercase().replace('-', "_"),
            None => String::new(),
        },
    };
    match Algorithm::named(&name) {
        Some(algorithm) if !algorithm.is_xof() => Ok((vm.intern(&name), algorithm)),
        _ => {
            let text = format!("Unsupported digestmod {}", vm.str(v)?);
            match &types(vm).unsupported {
                Value::Type(t) => Err(vm.error(t, text)),
                _ => Err(vm.value_error(text)),
            }
        }
    }
}

fn keyed(vm: &Vm, key: &Value, message: &Value, digest: &Value) -> PyResult<Hmac> {
    let (_, algorithm) = digest_mod(vm, digest)?;
    let mut h = Hmac::new(&algorithm, &input(vm, key)?);
    if let Some(message) = message.some() {
        h.update(&input(vm, message)?);
    }
    Ok(h)
}

fn hmac_new(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(digest) = a[2].some() else { return Err(vm.type_error("Missing required parameter 'digestmod'.")) };
    let (name, _) = digest_mod(vm, digest)?;
    let state = Guarded::new(keyed(vm, &a[0], &a[1], digest)?);
    Ok(Value::Object(ObjRef::new(types(vm).hmac.clone(), HmacObject { name, state })))
}

fn pbkdf2_hmac(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(name) = a[0].as_str() else { return Err(vm.type_error("hash_name must be str")) };
    let normal = name.as_str().to_lowercase().replace('-', "_");
    let Some(algorithm) = Algorithm::named(&normal).filter(|h| !h.is_xof()) else {
        return Err(vm.value_error(format!("unsupported hash type {name}")));
    };
    let (password, salt) = (input(vm, &a[1])?, input(vm, &a[2])?);
    let Some(rounds) = u64::try_from(vm.index_i64(&a[3])?).ok().filter(|n| *n > 0) else {
        return Err(vm.value_error("iteration value must be greater than 0."));
    };
    let length = match a[4].some() {
        Some(v) => match usize::try_from(vm.index_i64(v)?) {
            Ok(n) if n > 0 => n,
            _ => return Err(vm.value_error("key length must be greater than 0.")),
        },
        None => algorithm.size(),
    };
    let derived = vm.allow_threads(|_| pbkdf2(&algorithm, &password, &salt, rounds, length));
    Ok(Value::Bytes(Bytes::new(&derived)))
}

/// Equality in a time that does not tell where the first difference is.
fn compare_digest(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y) = match (a[0].as_str(), a[1].as_str()) {
        (Some(x), Some(y)) => {
            if !x.is_ascii() || !y.is_ascii() {
                return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
            }
            (x.as_str().as_bytes().to_vec(), y.as_str().as_bytes().to_vec())
        }
        _ => match (buffer::copy_of(vm, &a[0])?, buffer::copy_of(vm, &a[1])?) {
            (Some(x), Some(y)) => (x, y),
            _ => {
                let (x, y) = (vm.type_name(&a[0]), vm.type_name(&a[1]));
                return Err(
                    vm.type_error(format!("unsupported operand types(s) or combination of types: '{x}' and '{y}'"))
                );
            }
        },
    };
    let differs = x.iter().zip(&y).fold(x.len() ^ y.len(), |d, (p, q)| d | usize::from(p ^ q));
    Ok(Value::Bool(differs == 0))
}

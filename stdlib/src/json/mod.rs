//! `json`, wholly native: reading ([`decode`]), writing ([`encode`]), and the classes `JSONDecoder` and `JSONEncoder`
//! that programs derive from ([`decoder`], [`encoder`]).
//!
//! The package has CPython's submodules, so that `json.decoder.JSONDecodeError` and the like are where they are looked
//! for; the pure-Python `json.tool` comes from the embedded library.

mod decode;
mod decoder;
mod encode;
mod encoder;

use taipan_interp::native::{ModuleDef, NativeDef, function, function_raw};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{Args, PyResult, Value, Vm};

use crate::support::{add_type, set};
use decode::Reading;
use encode::Writing;

/// The package and its submodules.
pub const MODULES: &[ModuleDef] = &[
    ModuleDef { name: "json", doc: "JSON: reading and writing.", functions: FUNCTIONS, init },
    ModuleDef {
        name: "json.decoder",
        doc: "Reading JSON.",
        functions: decoder::FUNCTIONS,
        init: |vm, module| {
            let types = vm.state(Types::new);
            add_type(vm, module, &types.decoder);
            add_type(vm, module, &types.decode_error);
            set(vm, module, "__all__", list(&["JSONDecoder", "JSONDecodeError"]));
            Ok(())
        },
    },
    ModuleDef {
        name: "json.encoder",
        doc: "Writing JSON.",
        functions: encoder::FUNCTIONS,
        init: |vm, module| {
            add_type(vm, module, &vm.state(Types::new).encoder);
            set(vm, module, "INFINITY", f64::INFINITY);
            Ok(())
        },
    },
    ModuleDef {
        name: "json.scanner",
        doc: "Reading JSON: the scanner of a decoder.",
        functions: decoder::SCANNER_FUNCTIONS,
        init: |vm, module| {
            set(vm, module, "__all__", list(&["make_scanner"]));
            Ok(())
        },
    },
];

const FUNCTIONS: &[NativeDef] = &[
    function_raw(
        "dumps",
        "(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, \
         separators=None, default=None, sort_keys=False, **kw)",
        dumps,
    )
    .doc("The JSON text of an object."),
    function_raw(
        "dump",
        "(obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, \
         separators=None, default=None, sort_keys=False, **kw)",
        dump,
    )
    .doc("Write the JSON text of an object to a file."),
    function_raw(
        "loads",
        "(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, \
         object_pairs_hook=None, **kw)",
        |vm, args| {
            let s = first(vm, args, "loads", "s")?;
            loads(vm, s, args)
        },
    )
    .doc("The object that a JSON text describes."),
    function_raw(
        "load",
        "(fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, \
         object_pairs_hook=None, **kw)",
        load,
    )
    .doc("The object that the JSON text in a file describes."),
    function("detect_encoding", "(b)", |vm, a| Ok(Value::str(detect_encoding(&bytes_of(vm, &a[0])?)))),
];

fn list(names: &[&str]) -> Value {
    Value::list(names.iter().map(|n| Value::str(n)).collect())
}

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    let types = vm.state(Types::new);
    for ty in [&types.decoder, &types.encoder, &types.decode_error] {
        add_type(vm, module, ty);
    }
    set(
        vm,
        module,
        "__all__",
        list(&["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]),
    );
    set(vm, module, "__path__", Value::list(Vec::new()));
    set(vm, module, "__package__", "json");
    set(vm, module, "__version__", "2.0.9");
    vm.import("json.decoder")?;
    vm.import("json.encoder")?;
    vm.import("json.scanner")?;
    Ok(())
}

/// The classes of the package.
struct Types {
    decoder: TypeRef,
    scanner: TypeRef,
    encoder: TypeRef,
    decode_error: TypeRef,
}

impl Types {
    fn new(vm: &Vm) -> Types {
        let encoder = vm.make_type(&encoder::ENCODER, None);
        encoder.dict().set_str(&vm.intern("item_separator"), Value::str(", "));
        encoder.dict().set_str(&vm.intern("key_separator"), Value::str(": "));
        Types {
            decoder: vm.make_type(&decoder::DECODER, None),
            scanner: vm.make_type(&decoder::SCANNER, None),
            encoder,
            decode_error: vm.make_type(&decoder::DECODE_ERROR, Some(&vm.exc.value_error)),
        }
    }
}

/// The argument that functions of this module take by position.
fn first<'a>(vm: &Vm, args: &Args<'a>, function: &str, name: &str) -> PyResult<&'a Value> {
    if args.pos().len() > 1 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("{function}() takes 1 positional argument but {n} were given")));
    }
    args.pos()
        .first()
        .or_else(|| args.keyword(name))
        .ok_or_else(|| vm.type_error(format!("{function}() missing 1 required positional argument: '{name}'")))
}

/// True when writing needs no encoder object: no class of its own, no arguments that only such a class understands.
fn plain_writing(args: &Args) -> bool {
    args.keywords()
        .all(|(name, v)| encoder::PARAMETERS.contains(&name.as_str()) || (name.as_str() == "cls" && v.is_none()))
}

fn dumps(vm: &Vm, args: &Args) -> PyResult {
    let obj = first(vm, args, "dumps", "obj")?;
    if args.names.is_empty() {
        return Writing::default().text(vm, obj).map(Value::from);
    }
    if plain_writing(args) {
        return encoder::writing_from_arguments(vm, args)?.text(vm, obj).map(Value::from);
    }
    let made = make_encoder(vm, args, &["obj"])?;
    vm.call_method(&made, &vm.intern("encode"), std::slice::from_ref(obj))
}

/// An instance of the class given as `cls` (by default JSONEncoder), made with the other arguments.
fn make_encoder(vm: &Vm, args: &Args, skip: &[&str]) -> PyResult {
    let cls = match args.keyword("cls") {
        Some(cls) if !cls.is_none() => cls.clone(),
        _ => Value::Type(vm.state(Types::new).encoder.clone()),
    };
    let given = |name: &str, default: Value| (name.to_string(), args.keyword(name).cloned().unwrap_or(default));
    let mut keywords = vec![
        given("skipkeys", Value::Bool(false)),
        given("ensure_ascii", Value::Bool(true)),
        given("check_circular", Value::Bool(true)),
        given("allow_nan", Value::Bool(true)),
        given("indent", Value::None),
        given("separators", Value::None),
        given("default", Value::None),
        given("sort_keys", Value::Bool(false)),
    ];
    for (name, value) in args.keywords() {
        let name = name.as_str();
        if name != "cls" && !skip.contains(&name) && !encoder::PARAMETERS.contains(&name) {
            keywords.push((name.to_string(), value.clone()));
        }
    }
    let keywords: Vec<(&str, Value)> = keywords.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
    vm.call_kw(&cls, &[], &keywords)
}

fn dump(vm: &Vm, args: &Args) -> PyResult {
    let missing = |name: &str| vm.type_error(format!("dump() missing 1 required positional argument: '{name}'"));
    if args.pos().len() > 2 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("dump() takes 2 positional arguments but {n} were given")));
    }
    let at = |i: usize, name: &str| args.pos().get(i).or_else(|| args.keyword(name)).ok_or_else(|| missing(name));
    let (obj, file) = (at(0, "obj")?, at(1, "fp")?);
    let write = &vm.names.write;
    let keywords = Args { values: &args.values[args.pos().len()..], names: args.names };
    if plain_writing(&keywords) {
        let text = encoder::writing_from_arguments(vm, &keywords)?.text(vm, obj)?;
        vm.call_method(file, write, &[Value::from(text)])?;
        return Ok(Value::None);
    }
    let made = make_encoder(vm, &keywords, &["obj", "fp"])?;
    let chunks = vm.call_method(&made, &vm.intern("iterencode"), std::slice::from_ref(obj))?;
    vm.for_each(&chunks, &mut |chunk| {
        vm.call_method(file, write, &[chunk])?;
        Ok(true)
    })?;
    Ok(Value::None)
}

fn load(vm: &Vm, args: &Args) -> PyResult {
    let file = first(vm, args, "load", "fp")?;
    let text = vm.call_method(file, &vm.intern("read"), &[])?;
    loads(vm, &text, args)
}

fn bytes_of(vm: &Vm, v: &Value) -> PyResult<Vec<u8>> {
    match v.inner() {
        Value::Bytes(b) => Ok(b.as_slice().to_vec()),
        Value::ByteArray(b) => Ok(b.data.borrow().clone()),
        _ => Err(vm.type_error(format!("the JSON object must be str, bytes or bytearray, not {}", vm.type_name(v)))),
    }
}

/// The encoding of JSON bytes, told from its byte order mark or from where the zeros are among the first four.
fn detect_encoding(b: &[u8]) -> &'static str {
    match b {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "utf-32",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "utf-16",
        [0xef, 0xbb, 0xbf, ..] => "utf-8-sig",
        [0, second, _, _, ..] => {
            if *second == 0 {
                "utf-32-be"
            } else {
                "utf-16-be"
            }
        }
        [_, 0, third, fourth, ..] => {
            if *third != 0 || *fourth != 0 {
                "utf-16-le"
            } else {
                "utf-32-le"
            }
        }
        [0, _] => "utf-16-be",
        [_, 0] => "utf-16-le",
        _ => "utf-8",
    }
}

fn loads(vm: &Vm, source: &Value, args: &Args) -> PyResult {
    let text = match source.inner() {
        Value::Str(s) => {
            if s.as_str().starts_with('\u{feff}') {
                let message = "Unexpected UTF-8 BOM (decode using utf-8-sig)";
                return Err(decoder::decode_error(vm, message, s, 0));
            }
            s.clone()
        }
        _ => {
            let bytes = bytes_of(vm, source)?;
            let encoding = Value::str(detect_encoding(&bytes));
            let bytes = Value::Bytes(taipan_interp::types::bytes::Bytes::new(&bytes));
            let text = vm.call_method(&bytes, &vm.intern("decode"), &[encoding, Value::str("surrogatepass")])?;
            vm.str(&text)?
        }
    };
    if args.names.is_empty() {
        return Reading::default().whole(vm, &text);
    }
    let plain = args.keywords().all(|(name, v)| {
        let name = name.as_str();
        decoder::HOOKS.contains(&name) || (v.is_none() && name == "cls") || name == "s" || name == "fp"
    });
    if plain {
        return decoder::reading_from_arguments(vm, args)?.whole(vm, &text);
    }
    let cls = match args.keyword("cls") {
        Some(cls) if !cls.is_none() => cls.clone(),
        _ => Value::Type(vm.state(Types::new).decoder.clone()),
    };
    let keywords: Vec<(&str, Value)> = args
        .keywords()
        .filter(|(n, v)| {
            let hook = decoder::HOOKS.contains(&n.as_str());
            !(matches!(n.as_str(), "cls" | "s" | "fp") || hook && v.is_none())
        })
        .map(|(n, v)| (n.as_str(), v.clone()))
        .collect();
    let made = vm.call_kw(&cls, &[], &keywords)?;
    vm.call_method(&made, &vm.intern("decode"), &[Value::Str(text)])
}

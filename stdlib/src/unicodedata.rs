//! `unicodedata`: the Unicode database, from the tables of `rustpython-unicode`.

use rustpython_unicode::data::{self, LookupResult, Ucd};
use rustpython_unicode::normalize::{NormalizeForm, is_normalized, normalize};
use rustpython_wtf8::{CodePoint, Wtf8};
use taipan_interp::format::argument_type;
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "unicodedata", doc: "The Unicode character database.", functions: FUNCTIONS, init }];

const UCD: Ucd = Ucd::new(true);

const FUNCTIONS: &[NativeDef] = &[
    function("name", "(chr, default=None, /)", |vm, a| {
        let c = char_argument(vm, "name", &a[0])?;
        or_default(vm, data::character_name(c).map(Value::from), &a[1], "no such name")
    }),
    function("lookup", "(name, /)", |vm, a| {
        let name = text(vm, "lookup", &a[0])?;
        match data::lookup_name(name.as_str()) {
            Some(LookupResult::Character(c)) => Ok(Value::from(c.to_string())),
            Some(LookupResult::Sequence(s)) => Ok(Value::from(s.to_string())),
            None => Err(vm.key_error(Value::from(format!("undefined character name '{name}'")))),
        }
    }),
    function("category", "(chr, /)", |vm, a| Ok(Value::str(UCD.category(point(vm, "category", &a[0])?)))),
    function("bidirectional", "(chr, /)", |vm, a| {
        Ok(Value::str(UCD.bidirectional(point(vm, "bidirectional", &a[0])?)))
    }),
    function("combining", "(chr, /)", |vm, a| Ok(Value::Int(i64::from(UCD.combining(point(vm, "combining", &a[0])?))))),
    function("mirrored", "(chr, /)", |vm, a| Ok(Value::Int(i64::from(UCD.mirrored(point(vm, "mirrored", &a[0])?))))),
    function("east_asian_width", "(chr, /)", |vm, a| {
        Ok(Value::str(UCD.east_asian_width(point(vm, "east_asian_width", &a[0])?)))
    }),
    function("decomposition", "(chr, /)", |vm, a| {
        Ok(Value::from(UCD.decomposition(point(vm, "decomposition", &a[0])?)))
    }),
    function("decimal", "(chr, default=None, /)", |vm, a| {
        let n = UCD.decimal(point(vm, "decimal", &a[0])?);
        or_default(vm, n.map(|n| Value::from(n as usize)), &a[1], "not a decimal")
    }),
    function("digit", "(chr, default=None, /)", |vm, a| {
        let n = UCD.digit(point(vm, "digit", &a[0])?);
        or_default(vm, n.map(|n| Value::from(n as usize)), &a[1], "not a digit")
    }),
    function("numeric", "(chr, default=None, /)", |vm, a| {
        let n = UCD.numeric(point(vm, "numeric", &a[0])?);
        or_default(vm, n.map(Value::Float), &a[1], "not a numeric character")
    }),
    function("normalize", "(form, unistr, /)", |vm, a| {
        let form = form(vm, "normalize", &a[0])?;
        let Some(s) = a[1].as_str() else {
            let got = argument_type(vm, &a[1]);
            return Err(vm.type_error(format!("normalize() argument 2 must be str, not {got}")));
        };
        if s.is_ascii() {
            return Ok(Value::Str(s.clone()));
        }
        Ok(Value::from(normalize(form, Wtf8::new(s.as_str())).to_string()))
    }),
    function("is_normalized", "(form, unistr, /)", |vm, a| {
        let form = form(vm, "is_normalized", &a[0])?;
        let Some(s) = a[1].as_str() else {
            let got = argument_type(vm, &a[1]);
            return Err(vm.type_error(format!("is_normalized() argument 2 must be str, not {got}")));
        };
        Ok(Value::Bool(s.is_ascii() || is_normalized(form, Wtf8::new(s.as_str()))))
    }),
];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    dict.set_str(&vm.intern("unidata_version"), Value::from(data::unicode_version()));
    Ok(())
}

fn text<'a>(vm: &Vm, function: &str, v: &'a Value) -> PyResult<&'a Str> {
    v.as_str().ok_or_else(|| vm.type_error(format!("{function}() argument must be str, not {}", argument_type(vm, v))))
}

fn char_argument(vm: &Vm, function: &str, v: &Value) -> PyResult<char> {
    let complaint = |got: String| {
        let first = if matches!(function, "name" | "decimal" | "digit" | "numeric") { " 1" } else { "" };
        vm.type_error(format!("{function}() argument{first} must be a unicode character, not {got}"))
    };
    let Some(s) = v.as_str() else { return Err(complaint(argument_type(vm, v).to_string())) };
    let mut chars = s.as_str().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => {
            let got = if s.is_empty() { "an empty string".to_owned() } else { "str".to_owned() };
            Err(complaint(got))
        }
    }
}

fn point(vm: &Vm, function: &str, v: &Value) -> PyResult<CodePoint> {
    let c = char_argument(vm, function, v)?;
    let code = taipan_interp::types::str::surrogates::code_of(c);
    Ok(CodePoint::from_u32(code).unwrap_or_else(|| c.into()))
}

fn or_default(vm: &Vm, found: Option<Value>, default: &Value, complaint: &str) -> PyResult {
    match (found, default.bound()) {
        (Some(v), _) => Ok(v),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error(complaint)),
    }
}

fn form(vm: &Vm, function: &str, v: &Value) -> PyResult<NormalizeForm> {
    let Some(name) = v.as_str() else {
        return Err(vm.type_error(format!("{function}() argument 1 must be str, not {}", argument_type(vm, v))));
    };
    name.as_str().parse().map_err(|()| vm.value_error("invalid normalization form"))
}

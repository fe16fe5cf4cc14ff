//! `unicodedata`: the Unicode database, from the tables of `rustpython-unicode`.

use rustpython_unicode::data::{self, LookupResult, Ucd};
use rustpython_unicode::normalize::{NormalizeForm, is_normalized, normalize};
use rustpython_wtf8::{CodePoint, Wtf8};
use taipan_interp::format::argument_type;
use taipan_interp::heap::NativeData;
use taipan_interp::native::{ModuleDef, NativeDef, TypeDef, function, getter, method};
use taipan_interp::types::class::Layout;
use taipan_interp::types::dict::Dict;
use taipan_interp::types::str::Str;
use taipan_interp::{ObjRef, PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "unicodedata", doc: "The Unicode character database.", functions: FUNCTIONS, init }];

const UCD: Ucd = Ucd::new(true);
/// The database of Unicode 3.2, by whose rules the names of internet domains go (IDNA 2003).
const OLD: Ucd = Ucd::new(false);

const FUNCTIONS: &[NativeDef] = &[
    function("name", "(chr, default=None, /)", |vm, a| name(vm, UCD, a)),
    function("lookup", "(name, /)", lookup),
    function("category", "(chr, /)", |vm, a| category(vm, UCD, a)),
    function("bidirectional", "(chr, /)", |vm, a| bidirectional(vm, UCD, a)),
    function("combining", "(chr, /)", |vm, a| combining(vm, UCD, a)),
    function("mirrored", "(chr, /)", |vm, a| mirrored(vm, UCD, a)),
    function("east_asian_width", "(chr, /)", |vm, a| east_asian_width(vm, UCD, a)),
    function("decomposition", "(chr, /)", |vm, a| decomposition(vm, UCD, a)),
    function("decimal", "(chr, default=None, /)", |vm, a| decimal(vm, UCD, a)),
    function("digit", "(chr, default=None, /)", |vm, a| digit(vm, UCD, a)),
    function("numeric", "(chr, default=None, /)", |vm, a| numeric(vm, UCD, a)),
    function("normalize", "(form, unistr, /)", |vm, a| normalized(vm, UCD, a)),
    function("is_normalized", "(form, unistr, /)", |vm, a| is_normal(vm, UCD, a)),
];

/// `unicodedata.UCD`: the functions as methods, of an older database.
const UCD_TYPE: TypeDef = TypeDef {
    methods: &[
        method("name", "(self, chr, default=None, /)", |vm, a| name(vm, OLD, &a[1..])),
        method("lookup", "(self, name, /)", |vm, a| lookup(vm, &a[1..])),
        method("category", "(self, chr, /)", |vm, a| category(vm, OLD, &a[1..])),
        method("bidirectional", "(self, chr, /)", |vm, a| bidirectional(vm, OLD, &a[1..])),
        method("combining", "(self, chr, /)", |vm, a| combining(vm, OLD, &a[1..])),
        method("mirrored", "(self, chr, /)", |vm, a| mirrored(vm, OLD, &a[1..])),
        method("east_asian_width", "(self, chr, /)", |vm, a| east_asian_width(vm, OLD, &a[1..])),
        method("decomposition", "(self, chr, /)", |vm, a| decomposition(vm, OLD, &a[1..])),
        method("decimal", "(self, chr, default=None, /)", |vm, a| decimal(vm, OLD, &a[1..])),
        method("digit", "(self, chr, default=None, /)", |vm, a| digit(vm, OLD, &a[1..])),
        method("numeric", "(self, chr, default=None, /)", |vm, a| numeric(vm, OLD, &a[1..])),
        method("normalize", "(self, form, unistr, /)", |vm, a| normalized(vm, OLD, &a[1..])),
        method("is_normalized", "(self, form, unistr, /)", |vm, a| is_normal(vm, OLD, &a[1..])),
    ],
    getset: &[getter("unidata_version", |_, _| Ok(Value::str("3.2.0")))],
    layout: Layout::Native(0),
    ..TypeDef::new("UCD", "unicodedata")
};

struct OldDatabase;

impl NativeData for OldDatabase {}

fn name(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    let c = char_argument(vm, "name", &a[0])?;
    let found = data::character_name(c).filter(|_| ucd.membership(c));
    or_default(vm, found.map(Value::from), &a[1], "no such name")
}

fn lookup(vm: &Vm, a: &[Value]) -> PyResult {
    let name = text(vm, "lookup", &a[0])?;
    match data::lookup_name(name.as_str()) {
        Some(LookupResult::Character(c)) => Ok(Value::from(c.to_string())),
        Some(LookupResult::Sequence(s)) => Ok(Value::from(s.to_string())),
        None => Err(vm.key_error(Value::from(format!("undefined character name '{name}'")))),
    }
}

fn category(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    Ok(Value::str(ucd.category(point(vm, "category", &a[0])?)))
}

fn bidirectional(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    Ok(Value::str(ucd.bidirectional(point(vm, "bidirectional", &a[0])?)))
}

fn combining(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    Ok(Value::Int(i64::from(ucd.combining(point(vm, "combining", &a[0])?))))
}

fn mirrored(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    Ok(Value::Int(i64::from(ucd.mirrored(point(vm, "mirrored", &a[0])?))))
}

fn east_asian_width(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    Ok(Value::str(ucd.east_asian_width(point(vm, "east_asian_width", &a[0])?)))
}

fn decomposition(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    Ok(Value::from(ucd.decomposition(point(vm, "decomposition", &a[0])?)))
}

fn decimal(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    let n = ucd.decimal(point(vm, "decimal", &a[0])?);
    or_default(vm, n.map(|n| Value::from(n as usize)), &a[1], "not a decimal")
}

fn digit(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    let n = ucd.digit(point(vm, "digit", &a[0])?);
    or_default(vm, n.map(|n| Value::from(n as usize)), &a[1], "not a digit")
}

fn numeric(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    let n = ucd.numeric(point(vm, "numeric", &a[0])?);
    or_default(vm, n.map(Value::Float), &a[1], "not a numeric character")
}

fn normalized(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    let form = form(vm, "normalize", &a[0])?;
    let s = second(vm, "normalize", &a[1])?;
    if s.is_ascii() { Ok(Value::Str(s.clone())) } else { Ok(Value::from(normal_text(ucd, form, s.as_str()))) }
}

fn is_normal(vm: &Vm, ucd: Ucd, a: &[Value]) -> PyResult {
    let form = form(vm, "is_normalized", &a[0])?;
    let s = second(vm, "is_normalized", &a[1])?;
    let known = s.as_str().chars().all(|c| ucd.membership(c));
    Ok(Value::Bool(if known {
        s.is_ascii() || is_normalized(form, Wtf8::new(s.as_str()))
    } else {
        normal_text(ucd, form, s.as_str()) == s.as_str()
    }))
}

/// The text in a normal form; characters that the database does not know stay, and what is about them apart.
fn normal_text(ucd: Ucd, form: NormalizeForm, text: &str) -> String {
    let mut done = String::with_capacity(text.len());
    for run in text.split_inclusive(|c| !ucd.membership(c)) {
        let known = run.strip_suffix(|c| !ucd.membership(c)).unwrap_or(run);
        done.push_str(&normalize(form, Wtf8::new(known)).to_string());
        done.push_str(&run[known.len()..]);
    }
    done
}

fn second<'a>(vm: &Vm, function: &str, v: &'a Value) -> PyResult<&'a Str> {
    v.as_str()
        .ok_or_else(|| vm.type_error(format!("{function}() argument 2 must be str, not {}", argument_type(vm, v))))
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    dict.set_str(&vm.intern("unidata_version"), Value::from(data::unicode_version()));
    let class = vm.make_type(&UCD_TYPE, None);
    dict.set_str(&vm.intern("UCD"), Value::Type(class.clone()));
    dict.set_str(&vm.intern("ucd_3_2_0"), Value::Object(ObjRef::new(class, OldDatabase)));
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
        _ => Err(complaint("str".to_owned())),
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

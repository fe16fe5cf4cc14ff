//! `JSONEncoder`, to be derived from: its methods read the instance's attributes, as programs expect.

use taipan_interp::native::{Args, NativeDef, TypeDef, function, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::types::function::NativeFunction;
use taipan_interp::{PyResult, Value, Vm};

use super::encode::{Writing, not_serializable, quoted};

/// Functions of `json.encoder`.
pub(super) const FUNCTIONS: &[NativeDef] = &[
    function("encode_basestring", "(s, /)", |vm, a| encode_text(vm, &a[0], false)),
    function("encode_basestring_ascii", "(s, /)", |vm, a| encode_text(vm, &a[0], true)),
    function("py_encode_basestring", "(s, /)", |vm, a| encode_text(vm, &a[0], false)),
    function("py_encode_basestring_ascii", "(s, /)", |vm, a| encode_text(vm, &a[0], true)),
    function("c_encode_basestring", "(s, /)", |vm, a| encode_text(vm, &a[0], false)),
    function("c_encode_basestring_ascii", "(s, /)", |vm, a| encode_text(vm, &a[0], true)),
];

pub(super) static ENCODER: TypeDef = TypeDef {
    doc: "Writes objects as JSON. Derived classes say in `default` what to write for objects that JSON does not know.",
    layout: Layout::Object,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAKREF),
    methods: &[
        method_raw(
            "__init__",
            "(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, \
             indent=None, separators=None, default=None)",
            init,
        ),
        method("default", "(self, o)", |vm, a| Err(not_serializable(vm, &a[1])))
            .doc("Something that can be written in place of o; TypeError if there is nothing."),
        method("encode", "(self, o)", encode).doc("The JSON text of o."),
        method("iterencode", "(self, o, _one_shot=False)", iterencode).doc("The JSON text of o in pieces."),
    ],
    ..TypeDef::new("JSONEncoder", "json.encoder")
};

/// The keyword arguments of an encoder.
pub(super) const PARAMETERS: &[&str] =
    &["skipkeys", "ensure_ascii", "check_circular", "allow_nan", "sort_keys", "indent", "separators", "default"];

fn encode_text(vm: &Vm, v: &Value, ascii: bool) -> PyResult {
    match v.as_str() {
        Some(s) => Ok(Value::from(quoted(s, ascii))),
        None => Err(vm.type_error(format!("first argument must be a string, not {}", vm.type_name(v)))),
    }
}

/// (item separator, key separator)
fn separators(vm: &Vm, v: &Value) -> PyResult<(Value, Value)> {
    let parts = match vm.iter(v) {
        Ok(it) => vm.collect(&it)?,
        Err(e) if vm.matches(&e, &vm.exc.type_error) => {
            return Err(vm.type_error(format!("cannot unpack non-iterable {} object", vm.type_name(v))));
        }
        Err(e) => return Err(e),
    };
    match parts.as_slice() {
        [item, key] => Ok((item.clone(), key.clone())),
        short if short.len() < 2 => {
            Err(vm.value_error(format!("not enough values to unpack (expected 2, got {})", short.len())))
        }
        _ => Err(vm.value_error("too many values to unpack (expected 2)")),
    }
}

fn separator_text(vm: &Vm, v: &Value) -> PyResult<String> {
    match v.as_str() {
        Some(s) => Ok(s.as_str().to_string()),
        None => Err(vm.type_error(format!("make_encoder() argument must be str, not {}", vm.type_name(v)))),
    }
}

/// What one level is indented by.
fn indent_text(vm: &Vm, v: &Value) -> PyResult<Option<String>> {
    match v.inner() {
        Value::None => Ok(None),
        Value::Str(s) => Ok(Some(s.as_str().to_string())),
        _ => {
            // As `' ' * indent` has it: none for negative numbers.
            let n = usize::try_from(vm.index_i64(v)?).unwrap_or(0);
            Ok(Some(" ".repeat(n.min(1 << 16))))
        }
    }
}

/// The settings that the keyword arguments of `dumps` and `dump` describe.
pub(super) fn writing_from_arguments(vm: &Vm, args: &Args) -> PyResult<Writing> {
    let mut how = Writing::default();
    let flag = |name: &str, default: bool| args.keyword(name).map_or(Ok(default), |v| vm.truth(v));
    how.skip_keys = flag("skipkeys", false)?;
    how.ensure_ascii = flag("ensure_ascii", true)?;
    how.check_circular = flag("check_circular", true)?;
    how.allow_nan = flag("allow_nan", true)?;
    how.sort_keys = flag("sort_keys", false)?;
    how.default = args.keyword("default").and_then(Value::some).cloned();
    how.indent = args.keyword("indent").map_or(Ok(None), |v| indent_text(vm, v))?;
    match args.keyword("separators").and_then(Value::some) {
        Some(v) => {
            let (item, key) = separators(vm, v)?;
            how.item_separator = separator_text(vm, &item)?;
            how.key_separator = separator_text(vm, &key)?;
        }
        None if how.indent.is_some() => how.item_separator = ",".to_string(),
        None => {}
    }
    Ok(how)
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let this = &args.values[0];
    if args.pos().len() > 1 {
        let n = args.pos().len();
        return Err(vm.type_error(format!("JSONEncoder.__init__() takes 1 positional argument but {n} were given")));
    }
    if let Some((name, _)) = args.keywords().find(|(n, _)| !PARAMETERS.contains(&n.as_str())) {
        return Err(vm.type_error(format!("JSONEncoder.__init__() got an unexpected keyword argument '{name}'")));
    }
    let given = |name: &str, default: Value| args.keyword(name).cloned().unwrap_or(default);
    let put = |name: &str, value: Value| vm.set_attr(this, &vm.intern(name), value);
    put("skipkeys", given("skipkeys", Value::Bool(false)))?;
    put("ensure_ascii", given("ensure_ascii", Value::Bool(true)))?;
    put("check_circular", given("check_circular", Value::Bool(true)))?;
    put("allow_nan", given("allow_nan", Value::Bool(true)))?;
    put("sort_keys", given("sort_keys", Value::Bool(false)))?;
    let indent = given("indent", Value::None);
    put("indent", indent.clone())?;
    match args.keyword("separators").and_then(Value::some) {
        Some(v) => {
            let (item, key) = separators(vm, v)?;
            put("item_separator", item)?;
            put("key_separator", key)?;
        }
        None if !indent.is_none() => put("item_separator", Value::str(","))?,
        None => {}
    }
    if let Some(default) = args.keyword("default").and_then(Value::some) {
        put("default", default.clone())?;
    }
    Ok(Value::None)
}

/// The settings that an encoder object stands for.
fn writing_of(vm: &Vm, this: &Value) -> PyResult<Writing> {
    let get = |name: &str| vm.get_attr(this, &vm.intern(name));
    let flag = |name: &str| get(name).and_then(|v| vm.truth(&v));
    let default = get("default")?;
    // The class's own `default` only complains: no need to call it.
    let own = matches!(&default, Value::Native(n) if is_own_default(n));
    Ok(Writing {
        skip_keys: flag("skipkeys")?,
        ensure_ascii: flag("ensure_ascii")?,
        check_circular: flag("check_circular")?,
        allow_nan: flag("allow_nan")?,
        sort_keys: flag("sort_keys")?,
        indent: indent_text(vm, &get("indent")?)?,
        item_separator: separator_text(vm, &get("item_separator")?)?,
        key_separator: separator_text(vm, &get("key_separator")?)?,
        default: (!own).then_some(default),
    })
}

fn is_own_default(n: &NativeFunction) -> bool {
    n.name.as_str() == "default" && n.owner.as_ref().is_some_and(|o| o.module == "json.encoder")
}

fn encode(vm: &Vm, a: &[Value]) -> PyResult {
    if let Some(s) = a[1].as_str() {
        let ascii = vm.get_attr(&a[0], &vm.intern("ensure_ascii"))?;
        return Ok(Value::from(quoted(s, vm.truth(&ascii)?)));
    }
    let name = vm.intern("iterencode");
    let own = match (vm.lookup_special(&a[0], &name), vm.state(super::Types::new).encoder.dict().get_str(&name)) {
        (Some(found), Some(own)) => found.is(&own),
        _ => false,
    };
    if own {
        return writing_of(vm, &a[0])?.text(vm, &a[1]).map(Value::from);
    }
    let method = vm.get_attr(&a[0], &name)?;
    let chunks = vm.call_kw(&method, std::slice::from_ref(&a[1]), &[("_one_shot", Value::Bool(true))])?;
    let mut out = String::new();
    vm.for_each(&chunks, &mut |chunk| {
        match chunk.as_str() {
            Some(s) => out.push_str(s.as_str()),
            None => {
                let name = vm.type_name(&chunk);
                return Err(vm.type_error(format!("sequence item 0: expected str instance, {name} found")));
            }
        }
        Ok(true)
    })?;
    Ok(Value::from(out))
}

fn iterencode(vm: &Vm, a: &[Value]) -> PyResult {
    let text = writing_of(vm, &a[0])?.text(vm, &a[1])?;
    vm.iter(&Value::list(vec![Value::from(text)]))
}

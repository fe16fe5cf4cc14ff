//! The operators as functions.

use taipan_interp::native::{Args, NativeDef, function, function_raw};
use taipan_interp::tree::{BinOp, CmpOp, UnaryOp};
use taipan_interp::{PyResult, Value, Vm};

macro_rules! binary {
    ($name:literal, $op:ident) => {
        function($name, "(a, b, /)", |vm, a| vm.binary(BinOp::$op, &a[0], &a[1]))
    };
}

macro_rules! inplace {
    ($name:literal, $op:ident) => {
        function($name, "(a, b, /)", |vm, a| vm.inplace(BinOp::$op, &a[0], &a[1]))
    };
}

macro_rules! comparison {
    ($name:literal, $op:ident) => {
        function($name, "(a, b, /)", |vm, a| vm.compare(CmpOp::$op, &a[0], &a[1]))
    };
}

macro_rules! unary {
    ($name:literal, $op:ident) => {
        function($name, "(a, /)", |vm, a| vm.unary(UnaryOp::$op, &a[0]))
    };
}

pub(super) const FUNCTIONS: &[NativeDef] = &[
    comparison!("lt", Lt),
    comparison!("le", Le),
    comparison!("eq", Eq),
    comparison!("ne", Ne),
    comparison!("ge", Ge),
    comparison!("gt", Gt),
    function("not_", "(a, /)", |vm, a| Ok(Value::Bool(!vm.truth(&a[0])?))),
    function("truth", "(a, /)", |vm, a| Ok(Value::Bool(vm.truth(&a[0])?))),
    function("is_", "(a, b, /)", |_, a| Ok(Value::Bool(a[0].is(&a[1])))),
    function("is_not", "(a, b, /)", |_, a| Ok(Value::Bool(!a[0].is(&a[1])))),
    function("is_none", "(a, /)", |_, a| Ok(Value::Bool(a[0].is_none()))),
    function("is_not_none", "(a, /)", |_, a| Ok(Value::Bool(!a[0].is_none()))),
    function("abs", "(a, /)", absolute),
    binary!("add", Add),
    binary!("and_", And),
    binary!("floordiv", FloorDiv),
    function("index", "(a, /)", |vm, a| vm.index(&a[0])),
    unary!("inv", Invert),
    unary!("invert", Invert),
    binary!("lshift", LShift),
    binary!("mod", Mod),
    binary!("mul", Mul),
    binary!("matmul", MatMul),
    unary!("neg", Neg),
    binary!("or_", Or),
    unary!("pos", Pos),
    binary!("pow", Pow),
    binary!("rshift", RShift),
    binary!("sub", Sub),
    binary!("truediv", TrueDiv),
    binary!("xor", Xor),
    function("concat", "(a, b, /)", |vm, a| concatenate(vm, a, false)),
    function("contains", "(a, b, /)", |vm, a| Ok(Value::Bool(vm.contains(&a[0], &a[1])?))),
    function("countOf", "(a, b, /)", count_of),
    function("delitem", "(a, b, /)", |vm, a| vm.del_item(&a[0], &a[1]).map(Value::from)),
    function("getitem", "(a, b, /)", |vm, a| vm.get_item(&a[0], &a[1])),
    function("indexOf", "(a, b, /)", index_of),
    function("setitem", "(a, b, c, /)", |vm, a| vm.set_item(&a[0], &a[1], a[2].clone()).map(Value::from)),
    function("length_hint", "(obj, default=0, /)", length_hint),
    function_raw("call", "(obj, /, *args, **kwargs)", call),
    inplace!("iadd", Add),
    inplace!("iand", And),
    function("iconcat", "(a, b, /)", |vm, a| concatenate(vm, a, true)),
    inplace!("ifloordiv", FloorDiv),
    inplace!("ilshift", LShift),
    inplace!("imod", Mod),
    inplace!("imul", Mul),
    inplace!("imatmul", MatMul),
    inplace!("ior", Or),
    inplace!("ipow", Pow),
    inplace!("irshift", RShift),
    inplace!("isub", Sub),
    inplace!("itruediv", TrueDiv),
    inplace!("ixor", Xor),
    function("_compare_digest", "(a, b, /)", compare_digest),
];

fn absolute(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[0] {
        Value::Int(i) if *i != i64::MIN => return Ok(Value::Int(i.abs())),
        Value::Float(f) => return Ok(Value::Float(f.abs())),
        _ => {}
    }
    match vm.call_special(&a[0], &vm.names.__abs__, &[])? {
        Some(v) => Ok(v),
        None => Err(vm.type_error(format!("bad operand type for abs(): '{}'", vm.type_name(&a[0])))),
    }
}

fn concatenate(vm: &Vm, a: &[Value], in_place: bool) -> PyResult {
    let sequence = matches!(
        a[0].inner(),
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) | Value::List(_) | Value::Tuple(_)
    ) || vm.lookup_special(&a[0], &vm.names.__getitem__).is_some();
    if !sequence {
        return Err(vm.type_error(format!("'{}' object can't be concatenated", vm.type_name(&a[0]))));
    }
    if in_place { vm.inplace(BinOp::Add, &a[0], &a[1]) } else { vm.binary(BinOp::Add, &a[0], &a[1]) }
}

/// TypeError in the words of `in` for what cannot be searched.
fn check_searchable(vm: &Vm, v: &Value) -> PyResult<()> {
    if vm.is_iterable(v) {
        return Ok(());
    }
    Err(vm.type_error(format!("argument of type '{}' is not iterable", vm.type_name(v))))
}

fn count_of(vm: &Vm, a: &[Value]) -> PyResult {
    check_searchable(vm, &a[0])?;
    let mut n = 0;
    vm.for_each(&a[0], &mut |item| {
        n += i64::from(vm.eq(&item, &a[1])?);
        Ok(true)
    })?;
    Ok(Value::Int(n))
}

fn index_of(vm: &Vm, a: &[Value]) -> PyResult {
    check_searchable(vm, &a[0])?;
    let (mut i, mut found) = (0, false);
    vm.for_each(&a[0], &mut |item| {
        found = vm.eq(&item, &a[1])?;
        i += i64::from(!found);
        Ok(!found)
    })?;
    if found { Ok(Value::Int(i)) } else { Err(vm.value_error("sequence.index(x): x not in sequence")) }
}

fn length_hint(vm: &Vm, a: &[Value]) -> PyResult {
    let default = match a[1].bound() {
        None => Value::Int(0),
        Some(v) => vm.index(v)?,
    };
    if vm.lookup_special(&a[0], &vm.names.__len__).is_some() {
        return vm.len(&a[0]).map(Value::from);
    }
    let hint = vm.call_special(&a[0], &vm.names.__length_hint__, &[]);
    match vm.absorb(hint, &vm.exc.type_error)?.flatten() {
        None | Some(Value::NotImplemented) => Ok(default),
        Some(n @ (Value::Int(_) | Value::Bool(_) | Value::Big(_))) => match n {
            Value::Int(i) if i < 0 => Err(vm.value_error("__length_hint__() should return >= 0")),
            n => Ok(n),
        },
        Some(other) => Err(vm.type_error(format!("__length_hint__ must be an integer, not {}", vm.type_name(&other)))),
    }
}

fn call(vm: &Vm, args: &Args) -> PyResult {
    match args.pos().first() {
        Some(f) => vm.call_args(f, &args.skip_first()),
        None => Err(vm.type_error("call expected at least 1 argument, got 0")),
    }
}

/// Compares in a time that does not depend on where the two differ (`hmac.compare_digest`).
fn compare_digest(vm: &Vm, a: &[Value]) -> PyResult {
    let same = |x: &[u8], y: &[u8]| {
        let differences = x.iter().zip(y).fold(0, |d, (a, b)| d | (a ^ b));
        Value::Bool(x.len() == y.len() && differences == 0)
    };
    match (a[0].inner(), a[1].inner()) {
        (Value::Str(x), Value::Str(y)) => {
            if !x.is_ascii() || !y.is_ascii() {
                return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
            }
            Ok(same(x.as_str().as_bytes(), y.as_str().as_bytes()))
        }
        (x, y) => {
            let bytes = |v: &Value| match v {
                Value::Bytes(b) => Some(b.as_slice().to_vec()),
                Value::ByteArray(b) => Some(b.data.borrow().clone()),
                _ => None,
            };
            match (bytes(x), bytes(y)) {
                (Some(x), Some(y)) => Ok(same(&x, &y)),
                _ => Err(vm.type_error(format!(
                    "unsupported operand types(s) or combination of types: '{}' and '{}'",
                    vm.type_name(&a[0]),
                    vm.type_name(&a[1])
                ))),
            }
        }
    }
}

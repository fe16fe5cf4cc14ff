//! Functions of numbers: `abs`, `bin`, `chr`, `divmod`, `hex`, `oct`, `ord`, `pow`, `round`, `sum`.

use crate::error::PyResult;
use crate::format::{self, Number};
use crate::native::{Args, NativeDef, function, function_raw};
use crate::tree::BinOp;
use crate::types::arguments;
use crate::types::int::arith;
use crate::types::str::ops::char_value;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const TABLE: &[NativeDef] = &[
    function("abs", "(x, /)", abs).doc("The absolute value of a number."),
    function("bin", "(number, /)", |vm, a| in_radix(vm, &a[0], 2)).doc("An int as binary text."),
    function("chr", "(i, /)", chr).doc("The character with this code."),
    function("divmod", "(x, y, /)", divmod).doc("Quotient and rest: (x // y, x % y)."),
    function("hex", "(number, /)", |vm, a| in_radix(vm, &a[0], 16)).doc("An int as hexadecimal text."),
    function("oct", "(number, /)", |vm, a| in_radix(vm, &a[0], 8)).doc("An int as octal text."),
    function("ord", "(c, /)", ord).doc("The code of a character."),
    function("pow", "(base, exp, mod=None)", pow).doc("base ** exp, or with mod base ** exp % mod."),
    function("round", "(number, ndigits=None)", round)
        .doc("A number rounded to ndigits decimal digits, halves to the even neighbour."),
    function_raw("sum", "(iterable, /, start=0)", sum).doc("The sum of start and the items."),
];

fn abs(vm: &Vm, a: &[Value]) -> PyResult {
    match &a[0] {
        Value::Int(_) | Value::Big(_) => return Ok(arith::abs(&a[0])),
        Value::Float(f) => return Ok(Value::Float(f.abs())),
        _ => {}
    }
    vm.call_special(&a[0], &vm.names.__abs__, &[])?
        .ok_or_else(|| vm.type_error(format!("bad operand type for abs(): '{}'", vm.type_name(&a[0]))))
}

fn in_radix(vm: &Vm, v: &Value, radix: u32) -> PyResult {
    let n = vm.index(v)?;
    let text = match &n {
        Value::Big(b) => format::int_text::prefixed(Number::Big(&b.0), radix),
        n => format::int_text::prefixed(Number::Small(arith::small(n).unwrap_or(0)), radix),
    };
    Ok(Value::from(text))
}

fn chr(vm: &Vm, a: &[Value]) -> PyResult {
    let n = vm.index(&a[0])?;
    match arith::small(&n).and_then(|n| u32::try_from(n).ok()).filter(|n| *n < 0x11_0000) {
        Some(code) => Ok(char_value(vm, format::char_from_code(code))),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &Vm, a: &[Value]) -> PyResult {
    let wrong_size = |n: usize| vm.type_error(format!("ord() expected a character, but string of length {n} found"));
    let one_byte = |bytes: &[u8]| match bytes {
        [b] => Ok(Value::Int(i64::from(*b))),
        other => Err(wrong_size(other.len())),
    };
    match a[0].inner() {
        Value::Str(s) => {
            let mut chars = s.as_str().chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(Value::Int(i64::from(format::code_of(c)))),
                _ => Err(wrong_size(s.len())),
            }
        }
        Value::Bytes(b) => one_byte(b.as_slice()),
        Value::ByteArray(b) => one_byte(&b.data.borrow()),
        _ => Err(vm.type_error(format!("ord() expected string of length 1, but {} found", vm.type_name(&a[0])))),
    }
}

fn divmod(vm: &Vm, a: &[Value]) -> PyResult {
    let (x, y) = (&a[0], &a[1]);
    if arith::is_int(x) && arith::is_int(y) {
        let (q, r) = arith::divmod(vm, x, y)?;
        return Ok(Value::tuple(vec![q, r]));
    }
    // A right operand of a derived class is asked first, as for operators.
    let (left, right) = (vm.class_of(x), vm.class_of(y));
    let right_first = !left.is(&right) && right.is_subtype(&left);
    for is_left in if right_first { [false, true] } else { [true, false] } {
        let (this, other, name) = if is_left { (x, y, &vm.names.__divmod__) } else { (y, x, &vm.names.__rdivmod__) };
        if !is_left && left.is(&right) {
            continue;
        }
        match vm.call_special(this, name, std::slice::from_ref(other))? {
            None | Some(Value::NotImplemented) => {}
            Some(v) => return Ok(v),
        }
    }
    let (x, y) = (vm.type_name(x), vm.type_name(y));
    Err(vm.type_error(format!("unsupported operand type(s) for divmod(): '{x}' and '{y}'")))
}

fn pow(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(modulus) = a[2].some() else { return vm.binary(BinOp::Pow, &a[0], &a[1]) };
    if a.iter().all(arith::is_int) {
        return arith::pow_mod(vm, &a[0], &a[1], modulus);
    }
    match vm.call_special(&a[0], &vm.names.__pow__, &a[1..])? {
        None | Some(Value::NotImplemented) => {}
        Some(v) => return Ok(v),
    }
    // The first of another kind of number says what is wrong.
    let numbers = a[..2].iter().all(|v| matches!(v.inner(), Value::Float(_) | Value::Complex(_)) || arith::is_int(v));
    for v in a {
        match v.inner() {
            Value::Float(_) => {
                return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
            }
            Value::Complex(_) if numbers => return Err(vm.value_error("complex modulo")),
            _ => {}
        }
    }
    let (x, y, m) = (vm.type_name(&a[0]), vm.type_name(&a[1]), vm.type_name(modulus));
    Err(vm.type_error(format!("unsupported operand type(s) for ** or pow(): '{x}', '{y}', '{m}'")))
}

fn round(vm: &Vm, a: &[Value]) -> PyResult {
    let result = match a[1].some() {
        None => vm.call_special(&a[0], &vm.names.__round__, &[])?,
        Some(digits) => vm.call_special(&a[0], &vm.names.__round__, std::slice::from_ref(digits))?,
    };
    result.ok_or_else(|| vm.type_error(format!("type {} doesn't define __round__ method", vm.type_name(&a[0]))))
}

/// What a sum has come to. Ints are added as machine ints and floats with a compensation for what rounding loses, as
/// long as only such items come.
enum Sum {
    Int(i64),
    Float { total: f64, lost: f64 },
    Any(Value),
}

impl Sum {
    fn start(v: Value) -> Sum {
        match v {
            Value::Int(i) => Sum::Int(i),
            Value::Float(f) => Sum::Float { total: f, lost: 0.0 },
            v => Sum::Any(v),
        }
    }

    fn value(self) -> Value {
        match self {
            Sum::Int(i) => Value::Int(i),
            // The compensation must not turn an infinite sum into NaN, nor lose the sign of zero.
            Sum::Float { total, lost } if lost != 0.0 && lost.is_finite() => Value::Float(total + lost),
            Sum::Float { total, .. } => Value::Float(total),
            Sum::Any(v) => v,
        }
    }

    fn add(self, vm: &Vm, item: &Value) -> PyResult<Sum> {
        match (&self, item) {
            (Sum::Int(x), Value::Int(_) | Value::Bool(_)) => {
                if let Some(sum) = arith::small(item).and_then(|y| x.checked_add(y)) {
                    return Ok(Sum::Int(sum));
                }
            }
            (Sum::Float { total, lost }, Value::Float(x)) => {
                let sum = total + x;
                // Neumaier's variant: the smaller of the two is the one that loses digits.
                let rest = if total.abs() >= x.abs() { (total - sum) + x } else { (x - sum) + total };
                return Ok(Sum::Float { total: sum, lost: lost + rest });
            }
            (Sum::Float { total, lost }, Value::Int(i)) => {
                return Ok(Sum::Float { total: total + *i as f64, lost: *lost });
            }
            (Sum::Float { total, lost }, Value::Bool(b)) => {
                return Ok(Sum::Float { total: total + f64::from(u8::from(*b)), lost: *lost });
            }
            _ => {}
        }
        let from_ints = matches!(self, Sum::Int(_));
        let sum = vm.binary(BinOp::Add, &self.value(), item)?;
        // Ints may go on as floats; all else stays as it is from here on.
        Ok(match sum {
            Value::Float(f) if from_ints => Sum::Float { total: f, lost: 0.0 },
            v => Sum::Any(v),
        })
    }
}

fn sum(vm: &Vm, args: &Args) -> PyResult {
    let pos = args.pos();
    let Some(iterable) = pos.first() else {
        return Err(vm.type_error("sum() takes at least 1 positional argument (0 given)"));
    };
    if args.values.len() > 2 {
        return Err(vm.type_error(format!("sum() takes at most 2 arguments ({} given)", args.values.len())));
    }
    let mut start = pos.get(1).cloned();
    for (name, v) in args.keywords() {
        if name.as_str() != "start" {
            return Err(arguments::unexpected_keyword(vm, "sum", name.as_str()));
        }
        start = Some(v.clone());
    }
    let start = start.unwrap_or(Value::Int(0));
    let items = vm.iter(iterable)?;
    let refused = match start.inner() {
        Value::Str(_) => Some("strings [use ''.join(seq) instead]"),
        Value::Bytes(_) => Some("bytes [use b''.join(seq) instead]"),
        Value::ByteArray(_) => Some("bytearray [use b''.join(seq) instead]"),
        _ => None,
    };
    if let Some(what) = refused {
        return Err(vm.type_error(format!("sum() can't sum {what}")));
    }
    let mut sum = Sum::start(start);
    vm.for_each(&items, &mut |item| {
        let before = std::mem::replace(&mut sum, Sum::Int(0));
        sum = before.add(vm, &item)?;
        Ok(true)
    })?;
    Ok(sum.value())
}

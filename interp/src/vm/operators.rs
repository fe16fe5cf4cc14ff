//! Operators: quick answers for builtin operands, else the special methods with Python's rules of who is asked first.

use std::cmp::Ordering;

use crate::error::{PyResult, Raised};
use crate::native::Args;
use crate::tree::{BinOp, CmpOp, UnaryOp};
use crate::types::compare::int_eq_float;
use crate::types::str::Str;
use crate::types::str::ops::order;
use crate::types::{complex, float, int, sequence};
use crate::value::Value;
use crate::vm::Vm;

/// What belongs to an operator: its symbol and the names of its special methods.
struct OpInfo<'a> {
    symbol: &'static str,
    method: &'a Str,
    reflected: &'a Str,
    inplace: &'a Str,
}

impl Vm {
    fn op_info(&self, op: BinOp) -> OpInfo<'_> {
        let n = &self.rt.names;
        let (symbol, method, reflected, inplace) = match op {
            BinOp::Add => ("+", &n.__add__, &n.__radd__, &n.__iadd__),
            BinOp::Sub => ("-", &n.__sub__, &n.__rsub__, &n.__isub__),
            BinOp::Mul => ("*", &n.__mul__, &n.__rmul__, &n.__imul__),
            BinOp::MatMul => ("@", &n.__matmul__, &n.__rmatmul__, &n.__imatmul__),
            BinOp::TrueDiv => ("/", &n.__truediv__, &n.__rtruediv__, &n.__itruediv__),
            BinOp::FloorDiv => ("//", &n.__floordiv__, &n.__rfloordiv__, &n.__ifloordiv__),
            BinOp::Mod => ("%", &n.__mod__, &n.__rmod__, &n.__imod__),
            BinOp::Pow => ("** or pow()", &n.__pow__, &n.__rpow__, &n.__ipow__),
            BinOp::LShift => ("<<", &n.__lshift__, &n.__rlshift__, &n.__ilshift__),
            BinOp::RShift => (">>", &n.__rshift__, &n.__rrshift__, &n.__irshift__),
            BinOp::And => ("&", &n.__and__, &n.__rand__, &n.__iand__),
            BinOp::Or => ("|", &n.__or__, &n.__ror__, &n.__ior__),
            BinOp::Xor => ("^", &n.__xor__, &n.__rxor__, &n.__ixor__),
        };
        OpInfo { symbol, method, reflected, inplace }
    }

    /// `a op b`.
    ///
    /// # Errors
    /// TypeError for unsupported operands; what the operation raises.
    #[inline]
    pub fn binary(&self, op: BinOp, a: &Value, b: &Value) -> PyResult {
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => {
                if let Some(v) = small_int(op, *x, *y) {
                    return Ok(v);
                }
            }
            (Value::Float(x), Value::Float(y)) => {
                if let Some(v) = plain_float(op, *x, *y) {
                    return Ok(v);
                }
            }
            (Value::Float(x), Value::Int(y)) => {
                if let Some(v) = plain_float(op, *x, *y as f64) {
                    return Ok(v);
                }
            }
            (Value::Int(x), Value::Float(y)) => {
                if let Some(v) = plain_float(op, *x as f64, *y) {
                    return Ok(v);
                }
            }
            (Value::Str(x), Value::Str(y)) if op == BinOp::Add => return Ok(Value::Str(Str::concat(x, y))),
            _ => {}
        }
        self.binary_slow(op, a, b)
    }

    #[inline(never)]
    fn binary_slow(&self, op: BinOp, a: &Value, b: &Value) -> PyResult {
        if let Some(result) = self.numeric(op, a, b) {
            return result;
        }
        if op == BinOp::Mul
            && let Some(e) = self.refused_repeat(a, b, false)
        {
            return Err(e);
        }
        let info = self.op_info(op);
        match self.binary_protocol(&info, a, b)? {
            Some(v) => Ok(v),
            None => self.refused_sequence(op, a, b).unwrap_or_else(|| Err(self.unsupported(info.symbol, a, b))),
        }
    }

    /// Arithmetic of builtin numbers; `None` when an operand is none.
    fn numeric(&self, op: BinOp, a: &Value, b: &Value) -> Option<PyResult> {
        use Value as V;
        match (a, b) {
            (V::Int(_) | V::Big(_) | V::Bool(_), V::Int(_) | V::Big(_) | V::Bool(_)) => {
                int::arith::binary(self, op, a, b)
            }
            (V::Float(_), V::Float(_) | V::Int(_) | V::Big(_) | V::Bool(_))
            | (V::Int(_) | V::Big(_) | V::Bool(_), V::Float(_)) => float::arith::binary(self, op, a, b),
            (V::Complex(_), V::Complex(_) | V::Float(_) | V::Int(_) | V::Big(_) | V::Bool(_))
            | (V::Float(_) | V::Int(_) | V::Big(_) | V::Bool(_), V::Complex(_)) => {
                complex::arith::binary(self, op, a, b)
            }
            _ => None,
        }
    }

    /// The TypeError of `sequence * x` when nothing of `x` can multiply: the method `__mul__` itself, called by name,
    /// would complain in other words.
    #[cold]
    fn refused_repeat(&self, a: &Value, b: &Value, inplace: bool) -> Option<Raised> {
        let (other, method) = if is_sequence(a) {
            (b, &self.names.__rmul__)
        } else if is_sequence(b) {
            (a, &self.names.__mul__)
        } else {
            return None;
        };
        // A derived class may multiply in its own way.
        let own = |v: &Value, name| {
            matches!(v, Value::Instance(_)) && !matches!(self.lookup_special(v, name), Some(Value::Native(_)) | None)
        };
        if own(a, &self.names.__mul__) || own(b, &self.names.__rmul__) {
            return None;
        }
        if sequence::has_index(self, other) || (!is_sequence(other) && sequence::defers(self, other, method)) {
            return None;
        }
        // Of `a *= b` the right side is asked only when the left one is not even half a sequence.
        let half = matches!(a, Value::Set(_) | Value::Dict(_) | Value::Range(_) | Value::Instance(_));
        if inplace && half && !is_sequence(a) {
            return Some(self.unsupported("*=", a, b));
        }
        Some(self.not_a_count(other))
    }

    fn not_a_count(&self, other: &Value) -> Raised {
        self.type_error(format!("can't multiply sequence by non-int of type '{}'", self.type_name(other)))
    }

    /// The TypeError of `+` with a sequence on its left, and of `*` with one that nobody else could multiply.
    fn refused_sequence(&self, op: BinOp, a: &Value, b: &Value) -> Option<PyResult> {
        if op == BinOp::Mul
            && is_sequence(a)
            && !matches!(self.lookup_special(a, &self.names.__mul__), Some(Value::Function(_)))
        {
            return Some(Err(self.not_a_count(b)));
        }
        if op == BinOp::Add && is_sequence(a) {
            let name = self.type_name(a);
            let text = match a.inner() {
                Value::Bytes(_) | Value::ByteArray(_) => format!("can't concat {} to {name}", self.type_name(b)),
                Value::Str(_) => format!("can only concatenate str (not \"{}\") to str", self.type_name(b)),
                Value::List(_) => format!("can only concatenate list (not \"{}\") to list", self.type_name(b)),
                _ => format!("can only concatenate tuple (not \"{}\") to tuple", self.type_name(b)),
            };
            return Some(Err(self.type_error(text)));
        }
        None
    }

    fn binary_protocol(&self, info: &OpInfo, a: &Value, b: &Value) -> PyResult<Option<Value>> {
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        let left = self.type_lookup(&ca, info.method);
        let right = if ca.is(&cb) { None } else { self.type_lookup(&cb, info.reflected) };
        // A right operand of a derived class that overrides the reflected method is asked first.
        let right_first = right.as_ref().is_some_and(|r| {
            cb.is_subtype(&ca) && !self.type_lookup(&ca, info.reflected).is_some_and(|base| base.is(r))
        }) || self.knows_better(info, a, left.as_ref(), b);
        if right_first && let Some(f) = &right {
            let v = self.call_unbound(f, b, &Args::positional(std::slice::from_ref(a)))?;
            if !matches!(v, Value::NotImplemented) {
                return Ok(Some(v));
            }
            if info.symbol == "*" && is_sequence(a) && !sequence::has_index(self, b) {
                return Ok(None);
            }
        }
        if let Some(f) = &left {
            let v = self.call_unbound(f, a, &Args::positional(std::slice::from_ref(b)))?;
            if !matches!(v, Value::NotImplemented) {
                return Ok(Some(v));
            }
        }
        if !right_first && let Some(f) = &right {
            let v = self.call_unbound(f, b, &Args::positional(std::slice::from_ref(a)))?;
            if !matches!(v, Value::NotImplemented) {
                return Ok(Some(v));
            }
        }
        Ok(None)
    }

    /// True when `b` is to be asked before the builtin sequence `a`, whose `method` is: concatenating and repeating come
    /// last, when nobody else knows what the operator means.
    fn knows_better(&self, info: &OpInfo, a: &Value, method: Option<&Value>, b: &Value) -> bool {
        matches!(info.symbol, "+" | "*")
            && is_sequence(a)
            && matches!(method, Some(Value::Native(_)))
            && sequence::defers(self, b, info.reflected)
            // A derived class that has such a method itself counts as a number, and is asked first.
            && !matches!(self.lookup_special(a, info.reflected), Some(Value::Function(_)))
    }

    #[cold]
    fn unsupported(&self, symbol: &str, a: &Value, b: &Value) -> Raised {
        if symbol == ">>" && matches!(a, Value::Native(n) if n.name.as_str() == "print") {
            return self.type_error(format!(
                "unsupported operand type(s) for >>: '{}' and '{}'. Did you mean \"print(<message>, file=<output_stream>)\"?",
                self.type_name(a),
                self.type_name(b)
            ));
        }
        self.type_error(format!(
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            self.type_name(a),
            self.type_name(b)
        ))
    }

    /// `a op= b`.
    ///
    /// # Errors
    /// As [`Vm::binary`].
    #[inline]
    pub fn inplace(&self, op: BinOp, a: &Value, b: &Value) -> PyResult {
        match a {
            Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::Tuple(_) => self.binary_for(op, a, b, true),
            _ => self.inplace_slow(op, a, b),
        }
    }

    #[inline]
    fn binary_for(&self, op: BinOp, a: &Value, b: &Value, inplace: bool) -> PyResult {
        match (a, b) {
            // Only what succeeds: a complaint has to name the operator that was written.
            (Value::Int(_), Value::Int(_)) if op != BinOp::MatMul => self.binary(op, a, b),
            (Value::Float(_), Value::Float(_))
                if matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::TrueDiv) =>
            {
                self.binary(op, a, b)
            }
            (Value::Str(_), Value::Str(_)) if op == BinOp::Add => self.binary(op, a, b),
            _ if inplace => self.inplace_slow(op, a, b),
            _ => self.binary(op, a, b),
        }
    }

    fn inplace_slow(&self, op: BinOp, a: &Value, b: &Value) -> PyResult {
        let info = self.op_info(op);
        // A class's own method is asked first, whatever the other operand is.
        let own = matches!(a, Value::Instance(_)) && self.lookup_special(a, info.inplace).is_some();
        if op == BinOp::Mul
            && !own
            && let Some(e) = self.refused_repeat(a, b, true)
        {
            return Err(e);
        }
        let method = self.lookup_special(a, info.inplace);
        if !own && self.knows_better(&info, a, method.as_ref(), b) {
            match self.call_special(b, info.reflected, std::slice::from_ref(a))? {
                Some(Value::NotImplemented) | None => {}
                Some(v) => return Ok(v),
            }
            if op == BinOp::Mul && !sequence::has_index(self, b) {
                return Err(self.not_a_count(b));
            }
        }
        if let Some(f) = method {
            let v = self.call_unbound(&f, a, &Args::positional(std::slice::from_ref(b)))?;
            if !matches!(v, Value::NotImplemented) {
                return Ok(v);
            }
        }
        if let Some(result) = self.numeric(op, a, b) {
            return result;
        }
        match self.binary_protocol(&info, a, b)? {
            Some(v) => Ok(v),
            None => {
                let symbol = if op == BinOp::Pow { "**=".to_string() } else { format!("{}=", info.symbol) };
                self.refused_sequence(op, a, b).unwrap_or_else(|| Err(self.unsupported(&symbol, a, b)))
            }
        }
    }

    /// `-a`, `+a`, `~a`.
    ///
    /// # Errors
    /// TypeError for unsupported operands; what the operation raises.
    pub fn unary(&self, op: UnaryOp, a: &Value) -> PyResult {
        match (op, a) {
            (UnaryOp::Neg, Value::Int(i)) => {
                if let Some(n) = i.checked_neg() {
                    return Ok(Value::Int(n));
                }
            }
            (UnaryOp::Neg, Value::Float(f)) => return Ok(Value::Float(-f)),
            (UnaryOp::Invert, Value::Int(i)) => return Ok(Value::Int(!i)),
            (UnaryOp::Pos, Value::Int(_) | Value::Float(_)) => return Ok(a.clone()),
            _ => {}
        }
        let (name, symbol) = match op {
            UnaryOp::Neg => (&self.names.__neg__, "-"),
            UnaryOp::Pos => (&self.names.__pos__, "+"),
            UnaryOp::Invert => (&self.names.__invert__, "~"),
        };
        match self.call_special(a, name, &[])? {
            Some(v) => Ok(v),
            None => Err(self.type_error(format!("bad operand type for unary {symbol}: '{}'", self.type_name(a)))),
        }
    }

    /// `a op b` for comparisons; any object may come out of a rich comparison.
    ///
    /// # Errors
    /// TypeError when they have no order; what the comparison raises.
    #[inline]
    pub fn compare(&self, op: CmpOp, a: &Value, b: &Value) -> PyResult {
        match quick_compare(op, a, b) {
            Some(r) => Ok(Value::Bool(r)),
            None => self.compare_slow(op, a, b),
        }
    }

    #[inline(never)]
    fn compare_slow(&self, op: CmpOp, a: &Value, b: &Value) -> PyResult {
        match op {
            CmpOp::Is => return Ok(Value::Bool(a.is(b))),
            CmpOp::IsNot => return Ok(Value::Bool(!a.is(b))),
            CmpOp::In => return self.contains(b, a).map(Value::Bool),
            CmpOp::NotIn => return self.contains(b, a).map(|r| Value::Bool(!r)),
            _ => {}
        }
        match (a, b) {
            (Value::Tuple(x), Value::Tuple(y)) => return sequence::compare(self, op, x.items(), y.items()),
            (Value::List(x), Value::List(y)) => return sequence::compare(self, op, &**x, &**y),
            _ => {}
        }
        if matches!(a, Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Bool(_))
            && matches!(b, Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Bool(_))
            && let Some(r) = float::arith::compare(op, a, b)
        {
            return Ok(Value::Bool(r));
        }
        let n = &self.names;
        let (method, reflected) = match op {
            CmpOp::Eq => (&n.__eq__, &n.__eq__),
            CmpOp::Ne => (&n.__ne__, &n.__ne__),
            CmpOp::Lt => (&n.__lt__, &n.__gt__),
            CmpOp::Le => (&n.__le__, &n.__ge__),
            CmpOp::Gt => (&n.__gt__, &n.__lt__),
            _ => (&n.__ge__, &n.__le__),
        };
        self.recurse(" in comparison", |vm| vm.rich_compare(op, a, b, method, reflected))
    }

    fn rich_compare(&self, op: CmpOp, a: &Value, b: &Value, method: &Str, reflected: &Str) -> PyResult {
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        let right_first = !ca.is(&cb) && cb.is_subtype(&ca) && self.type_lookup(&cb, reflected).is_some();
        let ask = |x: &Value, cx: &crate::types::class::TypeRef, name: &Str, y: &Value| -> PyResult<Option<Value>> {
            match self.type_lookup(cx, name) {
                Some(f) => {
                    // A descriptor that fails makes a comparison of none, as in CPython.
                    let v = match &f {
                        Value::Function(_) | Value::Native(_) => {
                            self.call_unbound(&f, x, &Args::positional(std::slice::from_ref(y)))?
                        }
                        f => match self.bind(f, x) {
                            Ok(bound) => self.call(&bound, std::slice::from_ref(y))?,
                            Err(_) => return Ok(None),
                        },
                    };
                    Ok(if matches!(v, Value::NotImplemented) { None } else { Some(v) })
                }
                None => Ok(None),
            }
        };
        if right_first && let Some(v) = ask(b, &cb, reflected, a)? {
            return Ok(v);
        }
        if let Some(v) = ask(a, &ca, method, b)? {
            return Ok(v);
        }
        if !right_first && let Some(v) = ask(b, &cb, reflected, a)? {
            return Ok(v);
        }
        match op {
            CmpOp::Eq => Ok(Value::Bool(a.is(b))),
            CmpOp::Ne => Ok(Value::Bool(!a.is(b))),
            _ => Err(self.type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                symbol(op),
                self.type_name(a),
                self.type_name(b)
            ))),
        }
    }
}

/// A builtin sequence that can be repeated and joined, or an object of a class derived from one.
fn is_sequence(v: &Value) -> bool {
    matches!(v.inner(), Value::Str(_) | Value::List(_) | Value::Tuple(_) | Value::Bytes(_) | Value::ByteArray(_))
}

/// The text of a comparison operator.
pub fn symbol(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "==",
        CmpOp::Ne => "!=",
        CmpOp::Lt => "<",
        CmpOp::Le => "<=",
        CmpOp::Gt => ">",
        CmpOp::Ge => ">=",
        CmpOp::Is => "is",
        CmpOp::IsNot => "is not",
        CmpOp::In => "in",
        CmpOp::NotIn => "not in",
    }
}

/// Arithmetic of two machine ints or two floats that cannot go wrong.
#[inline(always)]
pub fn quick_binary(op: BinOp, x: &Value, y: &Value) -> Option<Value> {
    match (x, y) {
        (Value::Int(x), Value::Int(y)) => small_int(op, *x, *y),
        (Value::Float(x), Value::Float(y)) => plain_float(op, *x, *y),
        _ => None,
    }
}

/// Machine-int arithmetic where the result fits and nothing can go wrong.
#[inline(always)]
pub fn small_int(op: BinOp, x: i64, y: i64) -> Option<Value> {
    Some(Value::Int(match op {
        BinOp::Add => x.checked_add(y)?,
        BinOp::Sub => x.checked_sub(y)?,
        BinOp::Mul => x.checked_mul(y)?,
        BinOp::FloorDiv if y > 0 => x.div_euclid(y),
        BinOp::Mod if y > 0 => x.rem_euclid(y),
        BinOp::And => x & y,
        BinOp::Or => x | y,
        BinOp::Xor => x ^ y,
        BinOp::RShift if (0..64).contains(&y) => x >> y,
        BinOp::TrueDiv if y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 => {
            return Some(Value::Float(x as f64 / y as f64));
        }
        _ => return None,
    }))
}

/// Float arithmetic that cannot raise.
#[inline(always)]
fn plain_float(op: BinOp, x: f64, y: f64) -> Option<Value> {
    Some(Value::Float(match op {
        BinOp::Add => x + y,
        BinOp::Sub => x - y,
        BinOp::Mul => x * y,
        BinOp::TrueDiv if y != 0.0 => x / y,
        _ => return None,
    }))
}

/// Comparisons of operands in place.
#[inline(always)]
pub fn quick_compare(op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => ordered(op, x, y),
        (Value::Float(x), Value::Float(y)) => ordered(op, x, y),
        (Value::Str(x), Value::Str(y)) => match op {
            CmpOp::Eq => Some(x == y),
            CmpOp::Ne => Some(x != y),
            CmpOp::Lt | CmpOp::Le | CmpOp::Gt | CmpOp::Ge => ordered(op, &order(x, y), &Ordering::Equal),
            _ => None,
        },
        (Value::Int(x), Value::Float(y)) if matches!(op, CmpOp::Eq) => Some(int_eq_float(*x, *y)),
        _ => match op {
            CmpOp::Is => Some(a.is(b)),
            CmpOp::IsNot => Some(!a.is(b)),
            _ => None,
        },
    }
}

#[inline(always)]
pub(crate) fn ordered<T: PartialOrd>(op: CmpOp, x: &T, y: &T) -> Option<bool> {
    Some(match op {
        CmpOp::Eq => x == y,
        CmpOp::Ne => x != y,
        CmpOp::Lt => x < y,
        CmpOp::Le => x <= y,
        CmpOp::Gt => x > y,
        CmpOp::Ge => x >= y,
        _ => return None,
    })
}

//! Constants: literals to values, and what can be computed before the program runs.

use num_bigint::BigInt;
use num_traits::{Pow, Signed, ToPrimitive, Zero};
use rustpython_ast as ast;

use crate::heap::Ref;
use crate::tree::{BinOp, UnaryOp};
use crate::types::complex::Complex;
use crate::value::Value;

/// Integers longer than this are left to be computed at run time (as CPython does): a constant stays small.
const MAX_BITS: u64 = 128;

/// The value of a numeric literal.
pub(super) fn number(n: &ast::Number) -> Value {
    match n {
        ast::Number::Float(f) => Value::Float(*f),
        ast::Number::Complex { real, imag } => Value::Complex(Ref::new(Complex { re: *real, im: *imag })),
        ast::Number::Int(i) => match i.as_i64() {
            Some(i) => Value::Int(i),
            None => Value::from_bigint(big_literal(&i.to_string())),
        },
    }
}

/// A literal too large for 64 bits: decimal digits, or the token with its radix prefix.
fn big_literal(text: &str) -> BigInt {
    let text = text.replace('_', "").to_ascii_lowercase();
    let (digits, radix) = match text.get(..2) {
        Some("0x") => (&text[2..], 16),
        Some("0o") => (&text[2..], 8),
        Some("0b") => (&text[2..], 2),
        _ => (text.as_str(), 10),
    };
    BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default()
}

fn as_big(v: &Value) -> Option<BigInt> {
    match v {
        Value::Int(i) => Some(BigInt::from(*i)),
        Value::Bool(b) => Some(BigInt::from(i32::from(*b))),
        Value::Big(b) => Some(b.0.clone()),
        _ => None,
    }
}

fn as_float(v: &Value) -> Option<f64> {
    match v {
        Value::Float(f) => Some(*f),
        // Larger ints may overflow: left to run time.
        Value::Int(i) if i.unsigned_abs() < 1 << 53 => Some(*i as f64),
        _ => None,
    }
}

/// The truth of a constant, when it is one that can be told.
pub(super) fn truth(v: &Value) -> Option<bool> {
    Some(match v {
        Value::None => false,
        Value::Ellipsis => true,
        Value::Bool(b) => *b,
        Value::Int(i) => *i != 0,
        Value::Big(_) => true,
        Value::Float(f) => *f != 0.0,
        Value::Str(s) => !s.is_empty(),
        Value::Bytes(b) => !b.as_slice().is_empty(),
        Value::Tuple(t) => !t.is_empty(),
        _ => return None,
    })
}

/// `op value`, when it can be computed now.
pub(super) fn unary(op: UnaryOp, v: &Value) -> Option<Value> {
    match (op, v) {
        (UnaryOp::Neg, Value::Float(f)) => Some(Value::Float(-f)),
        (UnaryOp::Neg, Value::Complex(c)) => Some(Value::Complex(Ref::new(Complex { re: -c.re, im: -c.im }))),
        (UnaryOp::Neg, v) => as_big(v).map(|n| Value::from_bigint(-n)),
        (UnaryOp::Pos, Value::Float(f)) => Some(Value::Float(*f)),
        (UnaryOp::Pos, v) => as_big(v).map(Value::from_bigint),
        // `~True` warns at run time.
        (UnaryOp::Invert, Value::Bool(_)) => None,
        (UnaryOp::Invert, v) => as_big(v).map(|n| Value::from_bigint(-n - 1)),
    }
}

/// `left op right`, when it can be computed now without an error and stays small.
pub(super) fn binary(op: BinOp, left: &Value, right: &Value) -> Option<Value> {
    if let (Some(a), Some(b)) = (as_big(left), as_big(right)) {
        if let (Value::Bool(_), Value::Bool(_), BinOp::And | BinOp::Or | BinOp::Xor) = (left, right, op) {
            return None;
        }
        return integers(op, a, b);
    }
    if let (Some(a), Some(b)) = (as_float(left), as_float(right)) {
        return Some(Value::Float(match op {
            BinOp::Add => a + b,
            BinOp::Sub => a - b,
            BinOp::Mul => a * b,
            BinOp::TrueDiv if b != 0.0 => a / b,
            _ => return None,
        }));
    }
    // `1 + 2j`, as patterns write complex numbers.
    if let (Some(re), Value::Complex(c)) = (as_float(left), right) {
        let im = match op {
            BinOp::Add => Complex { re: re + c.re, im: c.im },
            BinOp::Sub => Complex { re: re - c.re, im: -c.im },
            _ => return None,
        };
        return Some(Value::Complex(Ref::new(im)));
    }
    None
}

fn integers(op: BinOp, a: BigInt, b: BigInt) -> Option<Value> {
    let result = match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul if a.bits() + b.bits() <= MAX_BITS => a * b,
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        BinOp::FloorDiv if !b.is_zero() => num_integer::Integer::div_floor(&a, &b),
        BinOp::Mod if !b.is_zero() => num_integer::Integer::mod_floor(&a, &b),
        BinOp::TrueDiv if !b.is_zero() && a.bits() <= 53 && b.bits() <= 53 => {
            return Some(Value::Float(a.to_f64()? / b.to_f64()?));
        }
        BinOp::Pow if !b.is_negative() => {
            let exponent = b.to_u32()?;
            if a.bits().saturating_mul(u64::from(exponent)) > MAX_BITS {
                return None;
            }
            Pow::pow(a, exponent)
        }
        BinOp::LShift if !b.is_negative() => {
            let n = b.to_u64()?;
            if a.bits().saturating_add(n) > MAX_BITS {
                return None;
            }
            a << n
        }
        BinOp::RShift if !b.is_negative() => a >> b.to_u64()?,
        _ => return None,
    };
    (result.bits() <= MAX_BITS).then(|| Value::from_bigint(result))
}

/// How a literal key of a mapping pattern is written in an error; `None` for a dotted name.
pub(super) fn key_text(key: &ast::Expr) -> Option<String> {
    Some(match key {
        ast::Expr::StringLiteral(s) => format!("'{}'", s.value.to_str()),
        ast::Expr::NumberLiteral(n) => match &n.value {
            ast::Number::Int(i) => i.to_string(),
            ast::Number::Float(f) => format!("{f:?}"),
            ast::Number::Complex { imag, .. } => format!("{imag}j"),
        },
        ast::Expr::BooleanLiteral(b) => if b.value { "True" } else { "False" }.to_string(),
        ast::Expr::NoneLiteral(_) => "None".to_string(),
        ast::Expr::UnaryOp(u) if u.op == ast::UnaryOp::USub => match key_text(&u.operand)? {
            zero if zero == "0" => zero,
            text => format!("-{text}"),
        },
        _ => return None,
    })
}

/// What a literal key of a mapping pattern is equal to: keys that are equal here are equal when matched.
#[derive(PartialEq, Debug)]
pub(super) enum Key {
    None,
    Text(String),
    Bytes(Vec<u8>),
    /// Real part (exact where it is an int) and imaginary part.
    Number(Option<BigInt>, f64, f64),
}

/// The key; `None` for a dotted name.
pub(super) fn key_value(key: &ast::Expr) -> Option<Key> {
    let real = |f: f64| Key::Number((f.fract() == 0.0).then(|| BigInt::from(f as i128)), f, 0.0);
    Some(match key {
        ast::Expr::StringLiteral(s) => Key::Text(s.value.to_str().to_owned()),
        ast::Expr::BytesLiteral(b) => Key::Bytes(b.value.bytes().collect()),
        ast::Expr::NumberLiteral(n) => match number(&n.value) {
            Value::Float(f) => real(f),
            Value::Complex(c) if c.im == 0.0 => real(c.re),
            Value::Complex(c) => Key::Number(None, c.re, c.im),
            v => {
                let n = as_big(&v)?;
                let f = n.to_f64().unwrap_or(f64::INFINITY);
                Key::Number(Some(n), f, 0.0)
            }
        },
        ast::Expr::BooleanLiteral(b) => real(f64::from(u8::from(b.value))),
        ast::Expr::NoneLiteral(_) => Key::None,
        ast::Expr::UnaryOp(u) if u.op == ast::UnaryOp::USub => match key_value(&u.operand)? {
            Key::Number(n, re, im) => Key::Number(n.map(|n| -n), -re, -im),
            _ => return None,
        },
        _ => return None,
    })
}

/// A docstring without the indentation of its lines, as compiled since Python 3.13.
pub(super) fn clean_doc(doc: &str) -> String {
    let doc = expand_tabs(doc);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = doc.split('\n').skip(1).filter(|l| indent(l) < l.len()).map(indent).min().unwrap_or(0);
    let mut clean = String::with_capacity(doc.len());
    for (i, line) in doc.split('\n').enumerate() {
        if i == 0 {
            clean.push_str(line.trim_start_matches(' '));
        } else {
            clean.push('\n');
            clean.push_str(&line[margin.min(indent(line))..]);
        }
    }
    clean
}

fn expand_tabs(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let n = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', n));
                column += n;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            c => {
                out.push(c);
                column += 1;
            }
        }
    }
    out
}

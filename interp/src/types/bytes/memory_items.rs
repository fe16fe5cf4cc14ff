//! The items of memoryviews: between bytes and Python objects, by the format characters of `struct`.

use crate::error::{PyResult, Raised};
use crate::types::bytes::Bytes;
use crate::value::Value;
use crate::vm::Vm;

/// A native format of one character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Char,
    Bool,
    Signed(u8, u8),
    Unsigned(u8, u8),
    Half,
    Float,
    Double,
}

impl Format {
    /// The format that `text` names: one character, with an optional `@`. `None` for formats that are not native or
    /// have several characters.
    pub fn parse(text: &str) -> Option<Format> {
        let text = text.strip_prefix('@').unwrap_or(text);
        let &[c] = text.as_bytes() else { return None };
        Some(match c {
            b'c' => Format::Char,
            b'?' => Format::Bool,
            b'b' => Format::Signed(1, c),
            b'h' => Format::Signed(2, c),
            b'i' => Format::Signed(4, c),
            b'l' | b'q' | b'n' => Format::Signed(8, c),
            b'B' => Format::Unsigned(1, c),
            b'H' => Format::Unsigned(2, c),
            b'I' => Format::Unsigned(4, c),
            b'L' | b'Q' | b'N' | b'P' => Format::Unsigned(8, c),
            b'e' => Format::Half,
            b'f' => Format::Float,
            b'd' => Format::Double,
            _ => return None,
        })
    }

    /// The size of an item.
    pub fn size(self) -> usize {
        match self {
            Format::Char | Format::Bool => 1,
            Format::Signed(n, _) | Format::Unsigned(n, _) => usize::from(n),
            Format::Half => 2,
            Format::Float => 4,
            Format::Double => 8,
        }
    }

    /// True for the formats of single bytes.
    pub fn is_byte(self) -> bool {
        matches!(self, Format::Char | Format::Signed(1, _) | Format::Unsigned(1, _))
    }

    /// The item that these bytes hold; there must be as many as `size` says.
    pub fn unpack(self, bytes: &[u8]) -> Value {
        // Native order; the highest byte of a signed number carries the sign.
        let word = |fill: u8| {
            let mut word = [fill; 8];
            if cfg!(target_endian = "little") {
                word[..bytes.len()].copy_from_slice(bytes);
            } else {
                word[8 - bytes.len()..].copy_from_slice(bytes);
            }
            u64::from_ne_bytes(word)
        };
        match self {
            Format::Char => Value::Bytes(Bytes::new(bytes)),
            Format::Bool => Value::Bool(bytes.iter().any(|b| *b != 0)),
            Format::Signed(n, _) => {
                let shift = 64 - u32::from(n) * 8;
                Value::Int(((word(0) << shift) as i64) >> shift)
            }
            Format::Unsigned(..) => Value::from_bigint(word(0).into()),
            Format::Half => Value::Float(half_to_f64(word(0) as u16)),
            Format::Float => Value::Float(f64::from(f32::from_bits(word(0) as u32))),
            Format::Double => Value::Float(f64::from_bits(word(0))),
        }
    }

    /// The bytes of an item.
    ///
    /// # Errors
    /// TypeError or ValueError for a value that the format cannot hold.
    pub fn pack(self, vm: &Vm, v: &Value, shown: &str) -> PyResult<Vec<u8>> {
        let wrong_type = || vm.type_error(format!("memoryview: invalid type for format '{shown}'"));
        let wrong_value = || vm.value_error(format!("memoryview: invalid value for format '{shown}'"));
        match self {
            Format::Char => match v.inner() {
                Value::Bytes(b) if b.as_slice().len() == 1 => Ok(b.as_slice().to_vec()),
                Value::Bytes(_) => Err(wrong_value()),
                _ => Err(wrong_type()),
            },
            Format::Bool => Ok(vec![u8::from(vm.truth(v)?)]),
            Format::Signed(n, _) => {
                let Value::Int(i) = whole(vm, v, wrong_type)? else { return Err(wrong_value()) };
                let shift = 64 - u32::from(n) * 8;
                if (i << shift) >> shift != i {
                    return Err(wrong_value());
                }
                Ok(low_bytes(i as u64, n))
            }
            Format::Unsigned(n, _) => {
                let word = match whole(vm, v, wrong_type)? {
                    Value::Int(i) => u64::try_from(i).ok(),
                    Value::Big(b) => u64::try_from(&b.0).ok(),
                    _ => None,
                };
                match word.filter(|w| n == 8 || w >> (u32::from(n) * 8) == 0) {
                    Some(w) => Ok(low_bytes(w, n)),
                    None => Err(wrong_value()),
                }
            }
            Format::Half | Format::Float | Format::Double => {
                let x = crate::format::real_number(vm, v)
                    .map_err(|e| if vm.matches(&e, &vm.exc.type_error) { wrong_type() } else { e })?;
                match self {
                    Format::Half => {
                        let half =
                            f64_to_half(x).ok_or_else(|| vm.overflow_error("float too large to pack with e format"))?;
                        Ok(half.to_ne_bytes().to_vec())
                    }
                    Format::Float if x.is_finite() && !(x as f32).is_finite() => {
                        Err(vm.overflow_error("float too large to pack with f format"))
                    }
                    Format::Float => Ok((x as f32).to_ne_bytes().to_vec()),
                    _ => Ok(x.to_ne_bytes().to_vec()),
                }
            }
        }
    }
}

fn whole(vm: &Vm, v: &Value, wrong_type: impl Fn() -> Raised) -> PyResult {
    vm.index(v).map_err(|e| if vm.matches(&e, &vm.exc.type_error) { wrong_type() } else { e })
}

fn low_bytes(word: u64, n: u8) -> Vec<u8> {
    let n = usize::from(n);
    let bytes = word.to_ne_bytes();
    if cfg!(target_endian = "little") { bytes[..n].to_vec() } else { bytes[8 - n..].to_vec() }
}

/// The value of an IEEE 754 half-precision number.
pub fn half_to_f64(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        e => (1.0 + fraction / 1024.0) * 2f64.powi(e - 15),
    }
}

/// The nearest half-precision number, ties to even; `None` when it is too large for one.
pub fn f64_to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    let x = x.abs();
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // Scaled so that the last place is one: below 2**-14 numbers are multiples of 2**-24.
    let exponent = ((x.to_bits() >> 52) as i32 - 1023).max(-14);
    let units = (x * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    // A carry out of the fraction goes into the exponent by itself.
    let bits = (((exponent + 14) as u32) << 10) + units;
    u16::try_from(bits).ok().filter(|b| *b < 0x7c00).map(|b| sign | b)
}

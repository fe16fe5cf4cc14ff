//! Converting values to bytes and back, code by code.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use taipan_interp::heap::Ref;
use taipan_interp::types::bytes::Bytes;
use taipan_interp::types::bytes::memory_items::{f64_to_half, half_to_f64};
use taipan_interp::types::complex::Complex;
use taipan_interp::types::tuple::Tuple;
use taipan_interp::{PyResult, Value, Vm};

use super::error;
use super::layout::{Code, Kind, Layout};
use crate::support::float_arg;

/// Writes `values` into `out`, which is zeroed and as long as the layout says.
pub(super) fn pack(vm: &Vm, layout: &Layout, values: &[Value], out: &mut [u8]) -> PyResult<()> {
    let mut values = values.iter();
    for code in &layout.codes {
        match code.kind {
            Kind::Pad => {}
            Kind::Bytes | Kind::Pascal => {
                // As many values were given as the codes need.
                let Some(v) = values.next() else { return Ok(()) };
                pack_bytes(vm, code, v, &mut out[code.offset..code.offset + code.count])?;
            }
            _ => {
                for i in 0..code.count {
                    let Some(v) = values.next() else { return Ok(()) };
                    let at = code.offset + i * code.size;
                    pack_one(vm, layout, code, v, &mut out[at..at + code.size])?;
                }
            }
        }
    }
    Ok(())
}

fn pack_bytes(vm: &Vm, code: &Code, v: &Value, out: &mut [u8]) -> PyResult<()> {
    let array;
    let bytes: &[u8] = match v.inner() {
        Value::Bytes(b) => b.as_slice(),
        Value::ByteArray(b) => {
            array = b.data.borrow();
            &array
        }
        _ => return Err(error(vm, format!("argument for '{}' must be a bytes object", code.letter))),
    };
    let out = match (code.kind, out) {
        (Kind::Pascal, [length, rest @ ..]) => {
            *length = bytes.len().min(rest.len()).min(255) as u8;
            rest
        }
        (_, out) => out,
    };
    let n = bytes.len().min(out.len());
    out[..n].copy_from_slice(&bytes[..n]);
    Ok(())
}

/// Writes an unsigned number in the layout's byte order.
fn write(layout: &Layout, out: &mut [u8], bits: u64) {
    let n = out.len();
    if layout.big_endian {
        out.copy_from_slice(&bits.to_be_bytes()[8 - n..]);
    } else {
        out.copy_from_slice(&bits.to_le_bytes()[..n]);
    }
}

fn read(layout: &Layout, bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    let n = bytes.len();
    if layout.big_endian {
        word[8 - n..].copy_from_slice(bytes);
        u64::from_be_bytes(word)
    } else {
        word[..n].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    }
}

fn float(vm: &Vm, v: &Value) -> PyResult<f64> {
    float_arg(vm, v)
        .map_err(|e| if vm.matches(&e, &vm.exc.type_error) { error(vm, "required argument is not a float") } else { e })
}

fn single_bits(vm: &Vm, layout: &Layout, x: f64) -> PyResult<u64> {
    let single = x as f32;
    if single.is_infinite() && x.is_finite() && !layout.native {
        return Err(vm.overflow_error("float too large to pack with f format"));
    }
    Ok(u64::from(single.to_bits()))
}

fn pack_one(vm: &Vm, layout: &Layout, code: &Code, v: &Value, out: &mut [u8]) -> PyResult<()> {
    let bits = match code.kind {
        Kind::Char => match v.inner() {
            Value::Bytes(b) if b.as_slice().len() == 1 => u64::from(b.as_slice()[0]),
            Value::ByteArray(b) if b.data.borrow().len() == 1 => u64::from(b.data.borrow()[0]),
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        Kind::Bool => u64::from(vm.truth(v)?),
        Kind::Half => {
            let x = float(vm, v)?;
            let half = f64_to_half(x).ok_or_else(|| vm.overflow_error("float too large to pack with e format"))?;
            u64::from(half)
        }
        Kind::Single => single_bits(vm, layout, float(vm, v)?)?,
        Kind::Double => float(vm, v)?.to_bits(),
        Kind::ComplexSingle | Kind::ComplexDouble => return pack_complex(vm, layout, code, v, out),
        _ => integer_bits(vm, code, v)?,
    };
    write(layout, out, bits);
    Ok(())
}

fn pack_complex(vm: &Vm, layout: &Layout, code: &Code, v: &Value, out: &mut [u8]) -> PyResult<()> {
    let (re, im) = match v.inner() {
        Value::Complex(z) => (z.re, z.im),
        _ => (
            float_arg(vm, v).map_err(|e| {
                if vm.matches(&e, &vm.exc.type_error) { error(vm, "required argument is not a complex") } else { e }
            })?,
            0.0,
        ),
    };
    let (first, second) = out.split_at_mut(code.size / 2);
    if code.kind == Kind::ComplexDouble {
        write(layout, first, re.to_bits());
        write(layout, second, im.to_bits());
    } else {
        write(layout, first, single_bits(vm, layout, re)?);
        write(layout, second, single_bits(vm, layout, im)?);
    }
    Ok(())
}

fn integer_bits(vm: &Vm, code: &Code, v: &Value) -> PyResult<u64> {
    let n = match v {
        Value::Int(_) => v.clone(),
        _ => vm.index(v).map_err(|e| {
            if vm.matches(&e, &vm.exc.type_error) { error(vm, "required argument is not an integer") } else { e }
        })?,
    };
    let width = code.size as u32 * 8;
    let in_range = match (&n, code.kind) {
        (Value::Int(i), Kind::Signed) if width == 64 || (*i >= -(1 << (width - 1)) && *i < 1 << (width - 1)) => {
            Some(*i as u64)
        }
        (Value::Int(i), Kind::Unsigned) if *i >= 0 && (width == 64 || *i < 1 << width) => Some(*i as u64),
        (Value::Int(i), Kind::Pointer) => Some(*i as u64),
        (Value::Big(b), Kind::Unsigned | Kind::Pointer) if width == 64 => b.0.to_u64(),
        _ => None,
    };
    match in_range {
        Some(bits) => Ok(bits),
        None if code.kind == Kind::Pointer => Err(vm.overflow_error("int too large to convert to C unsigned long")),
        None => {
            let (low, high) = match code.kind {
                Kind::Signed => (-(BigInt::from(1) << (width - 1)), (BigInt::from(1) << (width - 1)) - 1),
                _ => (BigInt::ZERO, (BigInt::from(1) << width) - 1),
            };
            Err(error(vm, format!("'{}' format requires {low} <= number <= {high}", code.letter)))
        }
    }
}

/// The tuple of the values in `bytes`, which are as many as the layout says.
pub(super) fn unpack(layout: &Layout, bytes: &[u8]) -> Value {
    let mut values = Vec::with_capacity(layout.values);
    for code in &layout.codes {
        match code.kind {
            Kind::Pad => {}
            Kind::Bytes => {
                values.push(Value::Bytes(Bytes::new(&bytes[code.offset..code.offset + code.count])));
            }
            Kind::Pascal => {
                let text = match &bytes[code.offset..code.offset + code.count] {
                    [length, rest @ ..] => &rest[..usize::from(*length).min(rest.len())],
                    [] => &[],
                };
                values.push(Value::Bytes(Bytes::new(text)));
            }
            _ => {
                for i in 0..code.count {
                    let at = code.offset + i * code.size;
                    values.push(unpack_one(layout, code, &bytes[at..at + code.size]));
                }
            }
        }
    }
    Value::Tuple(Tuple::new(values))
}

fn unpack_one(layout: &Layout, code: &Code, bytes: &[u8]) -> Value {
    if let Kind::ComplexSingle | Kind::ComplexDouble = code.kind {
        let (first, second) = bytes.split_at(code.size / 2);
        let part = |b: &[u8]| match code.kind {
            Kind::ComplexDouble => f64::from_bits(read(layout, b)),
            _ => f64::from(f32::from_bits(read(layout, b) as u32)),
        };
        return Value::Complex(Ref::new(Complex { re: part(first), im: part(second) }));
    }
    let bits = read(layout, bytes);
    let unused = 64 - code.size as u32 * 8;
    match code.kind {
        Kind::Char => Value::Bytes(Bytes::new(bytes)),
        Kind::Bool => Value::Bool(bits != 0),
        Kind::Half => Value::Float(half_to_f64(bits as u16)),
        Kind::Single => Value::Float(f64::from(f32::from_bits(bits as u32))),
        Kind::Double => Value::Float(f64::from_bits(bits)),
        Kind::Signed => Value::Int(((bits << unused) as i64) >> unused),
        _ => i64::try_from(bits).map_or_else(|_| Value::from_bigint(BigInt::from(bits)), Value::Int),
    }
}

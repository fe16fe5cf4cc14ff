//! Functions of ints of any size.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use taipan_interp::native::Args;
use taipan_interp::{PyResult, Value, Vm};

use crate::support::bigint;

fn no_keywords(vm: &Vm, args: &Args, name: &str) -> PyResult<()> {
    if args.names.is_empty() { Ok(()) } else { Err(vm.type_error(format!("math.{name}() takes no keyword arguments"))) }
}

pub(super) fn gcd(vm: &Vm, args: &Args) -> PyResult {
    no_keywords(vm, args, "gcd")?;
    let mut result = Value::Int(0);
    for v in args.values {
        let v = vm.index(v)?;
        result = match (&result, &v) {
            (Value::Int(a), Value::Int(b)) => Value::from_bigint(BigInt::from(a.unsigned_abs().gcd(&b.unsigned_abs()))),
            _ => Value::from_bigint(bigint(&result).gcd(&bigint(&v))),
        };
    }
    Ok(result)
}

pub(super) fn lcm(vm: &Vm, args: &Args) -> PyResult {
    no_keywords(vm, args, "lcm")?;
    let mut result = BigInt::one();
    for v in args.values {
        // Every argument is checked, even when the result is 0 already.
        let v = bigint(&vm.index(v)?);
        result = result.lcm(&v);
    }
    Ok(Value::from_bigint(result.abs()))
}

pub(super) fn isqrt(vm: &Vm, a: &[Value]) -> PyResult {
    match vm.index(&a[0])? {
        Value::Int(i) if i >= 0 => {
            let mut root = (i as f64).sqrt() as i64;
            // The float may be off by one where i does not fit its mantissa.
            while root.checked_mul(root).is_none_or(|s| s > i) {
                root -= 1;
            }
            while (root + 1).checked_mul(root + 1).is_some_and(|s| s <= i) {
                root += 1;
            }
            Ok(Value::Int(root))
        }
        Value::Big(b) if !b.0.is_negative() => Ok(Value::from_bigint(b.0.sqrt())),
        _ => Err(vm.value_error("isqrt() argument must be nonnegative")),
    }
}

/// The product of all ints from `low` to `high`, both included, split in halves so that the factors stay of like size.
fn range_product(low: u64, high: u64) -> BigUint {
    if low > high {
        return BigUint::one();
    }
    if high - low < 8 {
        let mut product = BigUint::one();
        let mut small: u64 = 1;
        for n in low..=high {
            match small.checked_mul(n) {
                Some(p) => small = p,
                None => {
                    product *= small;
                    small = n;
                }
            }
        }
        return product * small;
    }
    let middle = low + (high - low) / 2;
    range_product(low, middle) * range_product(middle + 1, high)
}

pub(super) fn factorial(vm: &Vm, a: &[Value]) -> PyResult {
    match vm.index(&a[0])? {
        Value::Int(n) if n >= 0 => Ok(Value::from_bigint(range_product(1, n as u64).into())),
        Value::Big(b) if !b.0.is_negative() => {
            Err(vm.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX)))
        }
        _ => Err(vm.value_error("factorial() not defined for negative values")),
    }
}

/// `n * (n - 1) * … * (n - k + 1)`.
fn falling(n: &BigInt, k: u64) -> BigInt {
    if k == 0 {
        return BigInt::one();
    }
    if let Some(n) = n.to_u64() {
        return range_product(n - k + 1, n).into();
    }
    let mut product = n.clone();
    for i in 1..k {
        product *= n - i;
    }
    product
}

fn not_negative(vm: &Vm, v: &Value, name: &str) -> PyResult<BigInt> {
    let n = bigint(v);
    if n.is_negative() { Err(vm.value_error(format!("{name} must be a non-negative integer"))) } else { Ok(n) }
}

pub(super) fn perm(vm: &Vm, a: &[Value]) -> PyResult {
    let Some(k) = a[1].some() else { return factorial(vm, a) };
    let n = vm.index(&a[0])?;
    let k = vm.index(k)?;
    let (n, k) = (not_negative(vm, &n, "n")?, not_negative(vm, &k, "k")?);
    if k > n {
        return Ok(Value::Int(0));
    }
    match k.to_i64() {
        Some(k) => Ok(Value::from_bigint(falling(&n, k as u64))),
        None => Err(vm.overflow_error(format!("k must not exceed {}", i64::MAX))),
    }
}

pub(super) fn comb(vm: &Vm, a: &[Value]) -> PyResult {
    let n = vm.index(&a[0])?;
    let k = vm.index(&a[1])?;
    let (n, k) = (not_negative(vm, &n, "n")?, not_negative(vm, &k, "k")?);
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = (&n - &k).min(k);
    let Some(k) = k.to_i64() else {
        return Err(vm.overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    if let (Some(n), true) = (n.to_u64(), k < 64)
        && let Some(small) = small_comb(n, k as u64)
    {
        return Ok(Value::from_bigint(small.into()));
    }
    if k.is_zero() {
        return Ok(Value::Int(1));
    }
    Ok(Value::from_bigint(falling(&n, k as u64) / BigInt::from(range_product(1, k as u64))))
}

/// The binomial coefficient, as long as the steps to it fit.
fn small_comb(n: u64, k: u64) -> Option<u128> {
    let mut result: u128 = 1;
    for i in 0..k {
        result = result.checked_mul(u128::from(n - i))? / u128::from(i + 1);
    }
    Some(result)
}

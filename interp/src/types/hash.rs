//! Hashes of the immutable builtin values. Numbers, tuples and None hash as in CPython on 64 bits, because the order of
//! a set of small ints shows it; text and bytes hash with the process's seed, which the program draws at its start, so
//! that nobody who chooses keys can choose ones that collide.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// The prime modulus of numeric hashes: 2**61 - 1 (documented as `sys.hash_info.modulus`).
pub const MODULUS: u64 = (1 << 61) - 1;
/// The hash of infinity (`sys.hash_info.inf`).
pub const INF: i64 = 314_159;
/// The multiplier of the imaginary part (`sys.hash_info.imag`).
pub const IMAG: i64 = 1_000_003;
/// The hash of None since 3.12.
pub const NONE: i64 = 0xFCA8_6420;

/// The seed of text hashes. One a process: strings hash without asking an interpreter. 0 where nobody sets it, as in
/// tests: then every run is the same.
static SEED: AtomicU64 = AtomicU64::new(0);

/// Sets the seed of text hashes. Only before the first interpreter is made: strings keep their hashes.
pub fn set_seed(seed: u64) {
    SEED.store(seed, Ordering::Relaxed);
}

/// -1 is not a hash: CPython's C code reserves it for errors, and `hash(-1) == -2` can be seen.
#[inline]
fn not_minus_one(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}

/// The hash of text or bytes.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hasher = foldhash::quality::FixedState::with_seed(SEED.load(Ordering::Relaxed)).build_hasher();
    hasher.write(bytes);
    match hasher.finish() as i64 {
        0 => 1,
        h => not_minus_one(h),
    }
}

/// The hash of an int that fits 64 bits: its value modulo [`MODULUS`], with its sign.
#[inline]
pub fn hash_i64(n: i64) -> i64 {
    let h = (n.unsigned_abs() % MODULUS) as i64;
    not_minus_one(if n < 0 { -h } else { h })
}

/// The hash of an int of any size.
pub fn hash_bigint(n: &BigInt) -> i64 {
    let h = (n.magnitude() % MODULUS).to_i64().unwrap_or(0);
    not_minus_one(if n.sign() == Sign::Minus { -h } else { h })
}

/// The hash of a float: that of the int, fraction or Decimal equal to it. NaN hashes by identity, which `id` stands for.
pub fn hash_f64(x: f64, id: usize) -> i64 {
    if x.is_nan() {
        return hash_pointer(id);
    }
    if x.is_infinite() {
        return if x > 0.0 { INF } else { -INF };
    }
    if x == x.trunc() && x.abs() < 9.0e18 {
        return hash_i64(x as i64);
    }
    // x = m * 2**e with an integer m: reduce both factors modulo the Mersenne prime, where powers of two rotate.
    let bits = x.abs().to_bits();
    let (exp, frac) = ((bits >> 52) as i64, bits & ((1 << 52) - 1));
    let (mantissa, exp) = if exp == 0 { (frac, -1074) } else { (frac | (1 << 52), exp - 1075) };
    let shift = exp.rem_euclid(61) as u32;
    let m = u128::from(mantissa % MODULUS) << shift;
    let h = (m % u128::from(MODULUS)) as i64;
    not_minus_one(if x < 0.0 { -h } else { h })
}

/// The hash of an object by its address: rotated, because the low bits are always zero.
#[inline]
pub fn hash_pointer(addr: usize) -> i64 {
    not_minus_one((addr as u64).rotate_right(4) as i64)
}

const P1: u64 = 11_400_714_785_074_694_791;
const P2: u64 = 14_029_467_366_897_019_727;
const P5: u64 = 2_870_177_450_012_600_261;

/// Mixes hashes in order (the xxHash-like scheme that CPython documents since 3.8).
fn mix(hashes: impl Iterator<Item = i64>) -> u64 {
    let mut acc = P5;
    for h in hashes {
        acc = acc.wrapping_add((h as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    acc
}

/// Combines the hashes of a tuple's items.
pub fn hash_tuple(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    let len = items.len() as u64;
    let acc = mix(items).wrapping_add(len ^ (P5 ^ 3_527_539));
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

/// Combines the hashes of a fixed number of parts (a slice's three).
pub fn hash_parts(parts: impl Iterator<Item = i64>) -> i64 {
    let acc = mix(parts);
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

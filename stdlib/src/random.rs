//! `_random`: the Mersenne Twister (MT19937), with CPython's seeding, so that a seed gives the same numbers.

use std::cell::RefCell;

use num_bigint::{BigInt, BigUint, Sign};

use taipan_interp::heap::NativeData;
use taipan_interp::native::{ModuleDef, NativeDef, TypeDef, method};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::{Args, PyResult, Value, Vm};

use crate::support::{add_type, bigint, object, ssize_arg};

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef { name: "_random", doc: "The Mersenne Twister.", functions: &[], init }];

fn init(vm: &Vm, module: &Dict) -> PyResult<()> {
    add_type(vm, module, &vm.make_type(&RANDOM, None));
    Ok(())
}

static RANDOM: TypeDef = TypeDef {
    doc: "A generator of random numbers.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: METHODS,
    ..TypeDef::new("Random", "_random")
};

const METHODS: &[NativeDef] = &[
    method("random", "(self, /)", random).doc("A float in [0, 1)."),
    method("seed", "(self, n=None, /)", seed)
        .doc("Start the sequence that belongs to n, by default one that nobody knows."),
    method("getstate", "(self, /)", getstate).doc("The state, for setstate."),
    method("setstate", "(self, state, /)", setstate).doc("Go back to a state."),
    method("getrandbits", "(self, k, /)", getrandbits).doc("An int of k random bits."),
];

const N: usize = 624;
const M: usize = 397;

/// The generator: Matsumoto and Nishimura's MT19937.
pub(crate) struct Twister {
    words: Box<[u32; N]>,
    at: usize,
}

impl Twister {
    fn new(seed: u32) -> Twister {
        let mut words = Box::new([0; N]);
        words[0] = seed;
        for i in 1..N {
            let previous = words[i - 1];
            words[i] = 1_812_433_253u32.wrapping_mul(previous ^ (previous >> 30)).wrapping_add(i as u32);
        }
        Twister { words, at: N }
    }

    /// The generator seeded with any number of words.
    pub(crate) fn from_key(key: &[u32]) -> Twister {
        let mut t = Twister::new(19_650_218);
        let words = &mut t.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let previous = words[i - 1];
            words[i] = (words[i] ^ (previous ^ (previous >> 30)).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            j = (j + 1) % key.len();
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
        }
        for _ in 0..N - 1 {
            let previous = words[i - 1];
            words[i] = (words[i] ^ (previous ^ (previous >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
        }
        words[0] = 0x8000_0000;
        t
    }

    fn refill(&mut self) {
        let w = &mut self.words;
        for i in 0..N {
            let y = (w[i] & 0x8000_0000) | (w[(i + 1) % N] & 0x7fff_ffff);
            let twist = if y & 1 == 0 { 0 } else { 0x9908_b0df };
            w[i] = w[(i + M) % N] ^ (y >> 1) ^ twist;
        }
        self.at = 0;
    }

    /// 32 random bits.
    #[inline]
    pub(crate) fn next(&mut self) -> u32 {
        if self.at >= N {
            self.refill();
        }
        let mut y = self.words[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// A float in [0, 1) with 53 random bits.
    #[inline]
    pub(crate) fn float(&mut self) -> f64 {
        let (a, b) = (self.next() >> 5, self.next() >> 6);
        (f64::from(a) * 67_108_864.0 + f64::from(b)) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// An int of `k` random bits.
    pub(crate) fn bits(&mut self, k: u64) -> Value {
        match k {
            0 => Value::Int(0),
            1..=32 => Value::Int(i64::from(self.next() >> (32 - k))),
            33..=63 => {
                let low = u64::from(self.next());
                let high = u64::from(self.next() >> (64 - k));
                Value::Int((high << 32 | low) as i64)
            }
            _ => {
                let mut digits = Vec::with_capacity((k as usize).div_ceil(32));
                let mut left = k;
                while left > 0 {
                    let word = self.next();
                    digits.push(if left < 32 { word >> (32 - left) } else { word });
                    left = left.saturating_sub(32);
                }
                Value::from_bigint(BigInt::from(BigUint::new(digits)))
            }
        }
    }
}

/// A generator object. Before the first `seed` it is seeded from the system's entropy.
pub(crate) struct Random(RefCell<Option<Twister>>);

impl NativeData for Random {}

impl Random {
    fn with<R>(&self, vm: &Vm, f: impl FnOnce(&mut Twister) -> R) -> PyResult<R> {
        let mut twister = self.0.borrow_mut();
        if twister.is_none() {
            *twister = Some(Twister::from_key(&entropy(vm)?));
        }
        let twister = twister.get_or_insert_with(|| Twister::new(0));
        Ok(f(twister))
    }
}

fn entropy(vm: &Vm) -> PyResult<Vec<u32>> {
    let mut bytes = vec![0; N * 4];
    vm.host.random(&mut bytes).map_err(|e| vm.os_error(&e, None))?;
    Ok(bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect())
}

fn new(_vm: &Vm, cls: &TypeRef, _args: &Args) -> PyResult {
    Ok(object(cls, Random(RefCell::new(None))))
}

fn this<'a>(vm: &Vm, a: &'a [Value]) -> PyResult<&'a Random> {
    a[0].native().ok_or_else(|| vm.type_error("a Random object is needed"))
}

fn random(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?.with(vm, |t| Value::Float(t.float()))
}

fn seed(vm: &Vm, a: &[Value]) -> PyResult {
    let key = match a[1].some() {
        None => entropy(vm)?,
        Some(n) => {
            let n = match n.inner() {
                Value::Int(_) | Value::Big(_) | Value::Bool(_) => bigint(n),
                _ => BigInt::from(vm.hash(n)? as u64),
            };
            let digits = n.magnitude().to_u32_digits();
            if digits.is_empty() { vec![0] } else { digits }
        }
    };
    let _old = this(vm, a)?.0.replace(Some(Twister::from_key(&key)));
    Ok(Value::None)
}

fn getstate(vm: &Vm, a: &[Value]) -> PyResult {
    this(vm, a)?.with(vm, |t| {
        let mut state: Vec<Value> = t.words.iter().map(|&w| Value::Int(i64::from(w))).collect();
        state.push(Value::from(t.at));
        Value::tuple(state)
    })
}

fn setstate(vm: &Vm, a: &[Value]) -> PyResult {
    let Value::Tuple(state) = a[1].inner() else { return Err(vm.type_error("state vector must be a tuple")) };
    if state.len() != N + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = Box::new([0; N]);
    for (word, v) in words.iter_mut().zip(state.iter()) {
        let v = bigint(&vm.index(v)?);
        if v.sign() == Sign::Minus {
            return Err(vm.overflow_error("can't convert negative value to unsigned int"));
        }
        *word = v.magnitude().iter_u32_digits().next().unwrap_or(0);
    }
    let at = ssize_arg(vm, &state[N])?;
    let at = usize::try_from(at).ok().filter(|&at| at <= N).ok_or_else(|| vm.value_error("invalid state"))?;
    let _old = this(vm, a)?.0.replace(Some(Twister { words, at }));
    Ok(Value::None)
}

fn getrandbits(vm: &Vm, a: &[Value]) -> PyResult {
    let k = match vm.index(&a[1])? {
        Value::Int(k) => k,
        _ => return Err(vm.overflow_error("Python int too large to convert to C int")),
    };
    match u64::try_from(k) {
        Ok(k) if k <= i32::MAX as u64 => this(vm, a)?.with(vm, |t| t.bits(k)),
        Ok(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
        Err(_) => Err(vm.value_error("number of bits must be non-negative")),
    }
}

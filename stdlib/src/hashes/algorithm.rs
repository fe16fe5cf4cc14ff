//! The hash functions themselves, RustCrypto's, behind one type.

use blake2::digest::block_api::{Buffer, UpdateCore, VariableOutputCore};
use blake2::digest::{Digest, ExtendableOutput, Output, Update, XofReader};
use blake2::{Blake2bVarCore, Blake2sVarCore};

/// A BLAKE2 state: the crate's core, and the bytes that wait for it. (The crate's own buffered types fix the size of the
/// output at compile time.)
#[derive(Clone)]
pub struct Blake2<C> {
    core: C,
    waiting: Vec<u8>,
    size: usize,
}

macro_rules! blake2 {
    ($core:ident, $block:literal) => {
        impl Blake2<$core> {
            /// Parameters must be within their bounds.
            pub fn new(size: usize, key: &[u8], salt: &[u8], person: &[u8]) -> Self {
                let mut waiting = Vec::new();
                if !key.is_empty() {
                    waiting.extend_from_slice(key);
                    waiting.resize($block, 0);
                }
                // The core wants both padded to their full size.
                let pad = |v: &[u8]| {
                    let mut v = v.to_vec();
                    v.resize($block / 8, 0);
                    v
                };
                let core = $core::new_with_params(&pad(salt), &pad(person), key.len(), size);
                Blake2 { core, waiting, size }
            }

            fn update(&mut self, bytes: &[u8]) {
                self.waiting.extend_from_slice(bytes);
                // The last block is special: one byte at least must wait for the end.
                let ready = self.waiting.len().saturating_sub(1) / $block * $block;
                for block in self.waiting[..ready].chunks_exact($block) {
                    if let Ok(block) = block.try_into() {
                        self.core.update_blocks(std::slice::from_ref(block));
                    }
                }
                self.waiting.drain(..ready);
            }

            fn finish(&self) -> Vec<u8> {
                let mut core = self.core.clone();
                let mut buffer = Buffer::<$core>::new(&self.waiting);
                let mut out = Output::<$core>::default();
                core.finalize_variable_core(&mut buffer, &mut out);
                out[..self.size].to_vec()
            }
        }
    };
}

blake2!(Blake2bVarCore, 128);
blake2!(Blake2sVarCore, 64);

/// A hash function in progress.
#[derive(Clone)]
pub enum Algorithm {
    Md5(md5::Md5),
    Sha1(sha1::Sha1),
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
    Sha3_224(sha3::Sha3_224),
    Sha3_256(sha3::Sha3_256),
    Sha3_384(sha3::Sha3_384),
    Sha3_512(sha3::Sha3_512),
    Shake128(sha3::Shake128),
    Shake256(sha3::Shake256),
    Blake2b(Box<Blake2<Blake2bVarCore>>),
    Blake2s(Box<Blake2<Blake2sVarCore>>),
}

macro_rules! each {
    ($self:expr, $h:ident => $fixed:expr, $xof:ident => $for_xof:expr, $b:ident => $for_blake:expr) => {
        match $self {
            Algorithm::Md5($h) => $fixed,
            Algorithm::Sha1($h) => $fixed,
            Algorithm::Sha224($h) => $fixed,
            Algorithm::Sha256($h) => $fixed,
            Algorithm::Sha384($h) => $fixed,
            Algorithm::Sha512($h) => $fixed,
            Algorithm::Sha3_224($h) => $fixed,
            Algorithm::Sha3_256($h) => $fixed,
            Algorithm::Sha3_384($h) => $fixed,
            Algorithm::Sha3_512($h) => $fixed,
            Algorithm::Shake128($xof) => $for_xof,
            Algorithm::Shake256($xof) => $for_xof,
            Algorithm::Blake2b($b) => $for_blake,
            Algorithm::Blake2s($b) => $for_blake,
        }
    };
}

impl Algorithm {
    /// The function of this name, as `hashlib` spells it.
    pub fn named(name: &str) -> Option<Algorithm> {
        Some(match name {
            "md5" => Algorithm::Md5(Digest::new()),
            "sha1" => Algorithm::Sha1(Digest::new()),
            "sha224" => Algorithm::Sha224(Digest::new()),
            "sha256" => Algorithm::Sha256(Digest::new()),
            "sha384" => Algorithm::Sha384(Digest::new()),
            "sha512" => Algorithm::Sha512(Digest::new()),
            "sha3_224" => Algorithm::Sha3_224(Digest::new()),
            "sha3_256" => Algorithm::Sha3_256(Digest::new()),
            "sha3_384" => Algorithm::Sha3_384(Digest::new()),
            "sha3_512" => Algorithm::Sha3_512(Digest::new()),
            "shake_128" => Algorithm::Shake128(sha3::Shake128::default()),
            "shake_256" => Algorithm::Shake256(sha3::Shake256::default()),
            "blake2b" => Algorithm::Blake2b(Box::new(Blake2::<Blake2bVarCore>::new(64, &[], &[], &[]))),
            "blake2s" => Algorithm::Blake2s(Box::new(Blake2::<Blake2sVarCore>::new(32, &[], &[], &[]))),
            _ => return None,
        })
    }

    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        each!(self, h => Digest::update(h, bytes), x => Update::update(x, bytes), b => b.update(bytes));
    }

    /// The digest of what was taken in so far; `length` is asked of the functions that have no length of their own.
    pub fn digest(&self, length: usize) -> Vec<u8> {
        each!(self, h => h.clone().finalize().to_vec(), x => {
            let mut out = vec![0; length];
            x.clone().finalize_xof().read(&mut out);
            out
        }, b => b.finish())
    }

    /// The size of the digest; 0 when it can be any.
    pub fn size(&self) -> usize {
        match self {
            Algorithm::Md5(_) => 16,
            Algorithm::Sha1(_) => 20,
            Algorithm::Sha224(_) | Algorithm::Sha3_224(_) => 28,
            Algorithm::Sha256(_) | Algorithm::Sha3_256(_) => 32,
            Algorithm::Sha384(_) | Algorithm::Sha3_384(_) => 48,
            Algorithm::Sha512(_) | Algorithm::Sha3_512(_) => 64,
            Algorithm::Shake128(_) | Algorithm::Shake256(_) => 0,
            Algorithm::Blake2b(b) => b.size,
            Algorithm::Blake2s(b) => b.size,
        }
    }

    /// The size of the blocks that the function works on.
    pub fn block(&self) -> usize {
        match self {
            Algorithm::Sha384(_) | Algorithm::Sha512(_) | Algorithm::Blake2b(_) => 128,
            Algorithm::Sha3_224(_) => 144,
            Algorithm::Sha3_256(_) | Algorithm::Shake256(_) => 136,
            Algorithm::Sha3_384(_) => 104,
            Algorithm::Sha3_512(_) => 72,
            Algorithm::Shake128(_) => 168,
            _ => 64,
        }
    }

    /// True when the digest can have any length.
    pub fn is_xof(&self) -> bool {
        matches!(self, Algorithm::Shake128(_) | Algorithm::Shake256(_))
    }
}

/// HMAC (RFC 2104).
#[derive(Clone)]
pub struct Hmac {
    inner: Algorithm,
    outer: Algorithm,
}

impl Hmac {
    /// An HMAC over a fresh hash function.
    pub fn new(hash: &Algorithm, key: &[u8]) -> Hmac {
        let mut block = vec![0; hash.block()];
        if key.len() > block.len() {
            let mut short = hash.clone();
            short.update(key);
            let digest = short.digest(0);
            block[..digest.len()].copy_from_slice(&digest);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let padded = |pad: u8| {
            let mut h = hash.clone();
            h.update(&block.iter().map(|b| b ^ pad).collect::<Vec<u8>>());
            h
        };
        Hmac { inner: padded(0x36), outer: padded(0x5c) }
    }

    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    /// The code of what was taken in so far.
    pub fn digest(&self) -> Vec<u8> {
        let mut outer = self.outer.clone();
        outer.update(&self.inner.digest(0));
        outer.digest(0)
    }

    /// The size of the code.
    pub fn size(&self) -> usize {
        self.inner.size()
    }

    /// The size of the hash function's blocks.
    pub fn block(&self) -> usize {
        self.inner.block()
    }
}

/// PBKDF2 (RFC 8018).
pub fn pbkdf2(hash: &Algorithm, password: &[u8], salt: &[u8], rounds: u64, length: usize) -> Vec<u8> {
    let keyed = Hmac::new(hash, password);
    let mut out = Vec::with_capacity(length);
    let mut block = 0u32;
    while out.len() < length {
        block += 1;
        let mut first = keyed.clone();
        first.update(salt);
        first.update(&block.to_be_bytes());
        let mut last = first.digest();
        let mut sum = last.clone();
        for _ in 1..rounds {
            let mut next = keyed.clone();
            next.update(&last);
            last = next.digest();
            sum.iter_mut().zip(&last).for_each(|(s, l)| *s ^= l);
        }
        out.extend(sum);
    }
    out.truncate(length);
    out
}

//! What a transport could not write yet.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Pieces up to this size are put together; larger ones stand alone, uncopied from then on.
const JOINED: usize = 16 * 1024;

/// As many pieces are handed to the system at once.
const MOST_PIECES: usize = 64;

/// Bytes in the order in which they are to be written.
#[derive(Default)]
pub struct WriteBuffer {
    pieces: RefCell<VecDeque<Vec<u8>>>,
    /// How much of the first piece has been written.
    written: Cell<usize>,
    size: Cell<usize>,
}

impl WriteBuffer {
    /// How many bytes there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.size.get()
    }

    /// True without bytes.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.size.get() == 0
    }

    /// Adds bytes at the end.
    pub fn push(&self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.size.set(self.size.get() + bytes.len());
        let mut pieces = self.pieces.borrow_mut();
        match pieces.back_mut() {
            Some(last) if last.len() + bytes.len() <= JOINED => last.extend_from_slice(bytes),
            _ => pieces.push_back(bytes.to_vec()),
        }
    }

    /// Runs `f` on the first pieces; the result is how much of them was written, which is taken out.
    pub fn write_with(&self, f: impl FnOnce(&[&[u8]]) -> std::io::Result<usize>) -> std::io::Result<()> {
        let pieces = self.pieces.borrow();
        let mut parts: [&[u8]; MOST_PIECES] = [&[]; MOST_PIECES];
        let mut count = 0;
        for (part, piece) in parts.iter_mut().zip(&*pieces) {
            *part = if count == 0 { &piece[self.written.get()..] } else { piece };
            count += 1;
        }
        let n = f(&parts[..count])?;
        drop(pieces);
        self.take(n);
        Ok(())
    }

    fn take(&self, mut n: usize) {
        self.size.set(self.size.get().saturating_sub(n));
        let mut pieces = self.pieces.borrow_mut();
        while let Some(first) = pieces.front() {
            let left = first.len() - self.written.get();
            if n < left {
                self.written.set(self.written.get() + n);
                break;
            }
            n -= left;
            self.written.set(0);
            pieces.pop_front();
        }
        if pieces.is_empty() {
            // What was needed once need not be kept.
            *pieces = VecDeque::new();
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.size.set(0);
        self.written.set(0);
        drop(self.pieces.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(buffer: &WriteBuffer, at_most: usize) -> Vec<u8> {
        let mut out = Vec::new();
        while !buffer.is_empty() {
            let take = |parts: &[&[u8]]| {
                let joined = parts.concat();
                let n = joined.len().min(at_most);
                out.extend_from_slice(&joined[..n]);
                Ok(n)
            };
            buffer.write_with(take).unwrap();
        }
        out
    }

    #[test]
    fn keeps_order_however_little_is_taken() {
        for at_most in [1, 3, 7, 40_000, usize::MAX] {
            let buffer = WriteBuffer::default();
            let mut expected = Vec::new();
            for i in 0..40u8 {
                let piece = vec![i; usize::from(i) * if i % 13 == 0 { 900 } else { 1 }];
                buffer.push(&piece);
                expected.extend_from_slice(&piece);
            }
            assert_eq!(buffer.len(), expected.len());
            assert_eq!(all(&buffer, at_most), expected);
            assert!(buffer.pieces.borrow().is_empty());
        }
    }

    #[test]
    fn forgets() {
        let buffer = WriteBuffer::default();
        buffer.push(b"abc");
        buffer.write_with(|_| Ok(1)).unwrap();
        buffer.clear();
        buffer.push(b"de");
        assert_eq!(all(&buffer, 8), b"de");
    }
}

//! The notation of `struct`: formats, parsed into codes with their places.

/// What one code stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// `x`: bytes without meaning.
    Pad,
    /// `c`: bytes of length 1.
    Char,
    Bool,
    Signed,
    Unsigned,
    /// `P`: an address, which may be given as a negative number.
    Pointer,
    Half,
    Single,
    Double,
    /// `F` and `D`: two floats or doubles.
    ComplexSingle,
    ComplexDouble,
    /// `s`: that many bytes.
    Bytes,
    /// `p`: a length byte and that many bytes.
    Pascal,
}

/// One code of a format, with its count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code {
    pub letter: char,
    pub kind: Kind,
    /// Of one item.
    pub size: usize,
    /// Of the first item.
    pub offset: usize,
    pub count: usize,
}

impl Code {
    /// How many values the code stands for.
    pub(super) fn values(&self) -> usize {
        match self.kind {
            Kind::Pad => 0,
            Kind::Bytes | Kind::Pascal => 1,
            _ => self.count,
        }
    }
}

/// A parsed format.
#[derive(Debug)]
pub(super) struct Layout {
    pub codes: Vec<Code>,
    pub size: usize,
    /// How many values are packed.
    pub values: usize,
    pub big_endian: bool,
    /// The machine's own sizes: floats that are too large become infinite instead of being refused.
    pub native: bool,
}

/// (kind, native size, standard size); 0: not in standard mode.
fn code_of(letter: char) -> Option<(Kind, usize, usize)> {
    Some(match letter {
        'x' => (Kind::Pad, 1, 1),
        'c' => (Kind::Char, 1, 1),
        'b' => (Kind::Signed, 1, 1),
        'B' => (Kind::Unsigned, 1, 1),
        '?' => (Kind::Bool, 1, 1),
        'h' => (Kind::Signed, 2, 2),
        'H' => (Kind::Unsigned, 2, 2),
        'i' => (Kind::Signed, 4, 4),
        'I' => (Kind::Unsigned, 4, 4),
        'l' => (Kind::Signed, 8, 4),
        'L' => (Kind::Unsigned, 8, 4),
        'q' => (Kind::Signed, 8, 8),
        'Q' => (Kind::Unsigned, 8, 8),
        'n' => (Kind::Signed, 8, 0),
        'N' => (Kind::Unsigned, 8, 0),
        'P' => (Kind::Pointer, 8, 0),
        'e' => (Kind::Half, 2, 2),
        'f' => (Kind::Single, 4, 4),
        'd' => (Kind::Double, 8, 8),
        'F' => (Kind::ComplexSingle, 8, 8),
        'D' => (Kind::ComplexDouble, 16, 16),
        's' => (Kind::Bytes, 1, 1),
        'p' => (Kind::Pascal, 1, 1),
        _ => return None,
    })
}

/// Sizes beyond this do not fit an index.
const LIMIT: usize = i64::MAX as usize;

impl Layout {
    /// Parses a format; the error is its message.
    pub(super) fn parse(format: &str) -> Result<Layout, &'static str> {
        let mut chars = format.chars().peekable();
        let (aligned, native, big_endian) = match chars.peek() {
            Some('@') | None => (true, true, cfg!(target_endian = "big")),
            Some('=') => (false, false, cfg!(target_endian = "big")),
            Some('<') => (false, false, false),
            Some('>' | '!') => (false, false, true),
            Some(_) => (true, true, cfg!(target_endian = "big")),
        };
        if matches!(chars.peek(), Some('@' | '=' | '<' | '>' | '!')) {
            chars.next();
        }
        let (mut codes, mut size, mut values) = (Vec::new(), 0usize, 0usize);
        while let Some(c) = chars.next() {
            if c.is_ascii_whitespace() {
                continue;
            }
            let (mut letter, mut count) = (c, 1usize);
            if let Some(digit) = c.to_digit(10) {
                count = digit as usize;
                loop {
                    letter = chars.next().ok_or("repeat count given without format specifier")?;
                    let Some(digit) = letter.to_digit(10) else { break };
                    count = count.checked_mul(10).and_then(|n| n.checked_add(digit as usize)).ok_or(TOO_LONG)?;
                }
            }
            let (kind, native_size, standard_size) = code_of(letter).ok_or("bad char in struct format")?;
            let one = if native { native_size } else { standard_size };
            if one == 0 {
                return Err("bad char in struct format");
            }
            if aligned {
                // Complex numbers are aligned as their parts are.
                let alignment = if matches!(letter, 'F' | 'D') { one / 2 } else { one };
                size = size.next_multiple_of(alignment);
            }
            let code = Code { letter, kind, size: one, offset: size, count };
            size = count.checked_mul(one).and_then(|n| size.checked_add(n)).filter(|n| *n <= LIMIT).ok_or(TOO_LONG)?;
            values = values.checked_add(code.values()).ok_or(TOO_LONG)?;
            codes.push(code);
        }
        Ok(Layout { codes, size, values, big_endian, native })
    }
}

const TOO_LONG: &str = "total struct size too long";

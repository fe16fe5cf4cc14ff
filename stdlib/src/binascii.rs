//! `binascii`: bytes as text (hexadecimal, base64, quoted-printable, uuencode) and checksums.

use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::bytes::{Bytes, buffer, hex};
use taipan_interp::types::class::TypeRef;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Raised, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "binascii", doc: "Conversion between binary data and ASCII", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] = &[
    function("hexlify", "(data, sep=None, bytes_per_sep=1)", hexlify),
    function("b2a_hex", "(data, sep=None, bytes_per_sep=1)", hexlify),
    function("unhexlify", "(hexstr, /)", unhexlify),
    function("a2b_hex", "(hexstr, /)", unhexlify),
    function("b2a_base64", "(data, /, *, newline=True)", b2a_base64),
    function("a2b_base64", "(data, /, *, strict_mode=False)", a2b_base64),
    function("b2a_qp", "(data, quotetabs=False, istext=True, header=False)", b2a_qp),
    function("a2b_qp", "(data, header=False)", a2b_qp),
    function("b2a_uu", "(data, /, *, backtick=False)", b2a_uu),
    function("a2b_uu", "(data, /)", a2b_uu),
    function("crc32", "(data, crc=0, /)", crc32),
    function("crc_hqx", "(data, crc, /)", crc_hqx),
];

struct Errors {
    error: TypeRef,
    incomplete: TypeRef,
}

fn errors(vm: &Vm) -> std::rc::Rc<Errors> {
    vm.state(|vm| Errors {
        error: exception(vm, "Error", &vm.exc.value_error),
        incomplete: exception(vm, "Incomplete", &vm.exc.exception),
    })
}

fn exception(vm: &Vm, name: &str, base: &TypeRef) -> TypeRef {
    crate::support::exception(vm, "binascii", name, base)
}

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let errors = errors(vm);
    dict.set_str(&vm.intern("Error"), Value::Type(errors.error.clone()));
    dict.set_str(&vm.intern("Incomplete"), Value::Type(errors.incomplete.clone()));
    Ok(())
}

fn error(vm: &Vm, text: impl Into<String>) -> Raised {
    vm.error(&errors(vm).error, text)
}

fn bytes(out: Vec<u8>) -> PyResult {
    Ok(Value::Bytes(Bytes::new(&out)))
}

/// ASCII input: bytes, or str of nothing but ASCII.
fn ascii_input(vm: &Vm, v: &Value) -> PyResult<Vec<u8>> {
    if let Some(s) = v.as_str() {
        if !s.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(s.as_str().as_bytes().to_vec());
    }
    match buffer::copy_of(vm, v)? {
        Some(b) => Ok(b),
        None => {
            Err(vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{}'", vm.type_name(v))))
        }
    }
}

fn truth(vm: &Vm, v: &Value, default: bool) -> PyResult<bool> {
    v.bound().map_or(Ok(default), |v| vm.truth(v))
}

fn hexlify(vm: &Vm, a: &[Value]) -> PyResult {
    let separator = match a[1].some() {
        None => None,
        Some(v) => {
            let text = ascii_input(vm, v)?;
            match text.as_slice() {
                [one] => Some(char::from(*one)),
                _ => return Err(vm.value_error("sep must be length 1.")),
            }
        }
    };
    let group = match a[2].bound() {
        Some(v) => vm.index_i64(v)?,
        None => 1,
    };
    let data = buffer::required(vm, &a[0])?;
    bytes(hex::hex_text(&data, separator, if separator.is_some() { group } else { 0 }).into_bytes())
}

fn unhexlify(vm: &Vm, a: &[Value]) -> PyResult {
    let text = ascii_input(vm, &a[0])?;
    if text.len() % 2 == 1 {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |b: u8| char::from(b).to_digit(16);
    let mut out = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks_exact(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => out.push((high * 16 + low) as u8),
            _ => return Err(error(vm, "Non-hexadecimal digit found")),
        }
    }
    bytes(out)
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn b2a_base64(vm: &Vm, a: &[Value]) -> PyResult {
    let newline = truth(vm, &a[1], true)?;
    let data = buffer::required(vm, &a[0])?;
    let mut out = Vec::with_capacity(data.len() / 3 * 4 + 5);
    for chunk in data.chunks(3) {
        let word = chunk.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            out.push(if i <= chunk.len() { BASE64[(word >> (18 - 6 * i) & 63) as usize] } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    bytes(out)
}

fn base64_value(b: u8) -> Option<u32> {
    Some(u32::from(match b {
        b'A'..=b'Z' => b - b'A',
        b'a'..=b'z' => b - b'a' + 26,
        b'0'..=b'9' => b - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

fn a2b_base64(vm: &Vm, a: &[Value]) -> PyResult {
    let strict = truth(vm, &a[1], false)?;
    let text = ascii_input(vm, &a[0])?;
    if strict && text.first() == Some(&b'=') {
        return Err(error(vm, "Leading padding not allowed"));
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut word, mut digits, mut pads) = (0u32, 0usize, 0usize);
    for (i, &b) in text.iter().enumerate() {
        if b == b'=' {
            if strict && digits == 0 {
                return Err(error(vm, "Excess padding not allowed"));
            }
            pads += 1;
            if digits >= 2 && digits + pads >= 4 {
                if strict && i + 1 < text.len() {
                    return Err(error(vm, "Excess data after padding"));
                }
                return bytes(out);
            }
            continue;
        }
        let Some(value) = base64_value(b) else {
            if strict {
                return Err(error(vm, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && pads > 0 {
            return Err(error(vm, "Discontinuous padding not allowed"));
        }
        pads = 0;
        match digits {
            0 => {}
            1 => out.push((word << 2 | value >> 4) as u8),
            2 => out.push(((word & 15) << 4 | value >> 2) as u8),
            _ => out.push(((word & 3) << 6 | value) as u8),
        }
        word = value;
        digits = (digits + 1) % 4;
    }
    match digits {
        0 => bytes(out),
        1 => {
            let n = out.len() / 3 * 4 + 1;
            Err(error(
                vm,
                format!(
                    "Invalid base64-encoded string: number of data characters ({n}) cannot be 1 more than a multiple of 4"
                ),
            ))
        }
        _ => Err(error(vm, "Incorrect padding")),
    }
}

/// Lines of quoted-printable text are no longer than this, their `=` at the end included.
const QP_LINE: usize = 76;

fn b2a_qp(vm: &Vm, a: &[Value]) -> PyResult {
    let (quote_tabs, is_text) = (truth(vm, &a[1], false)?, truth(vm, &a[2], true)?);
    let header = truth(vm, &a[3], false)?;
    let data = buffer::required(vm, &a[0])?.to_vec();
    // Lines end as the first of them does.
    let crlf = data.iter().position(|&b| b == b'\n').is_some_and(|i| i > 0 && data[i - 1] == b'\r');
    let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out = Vec::with_capacity(data.len() + data.len() / 8);
    let (mut line, mut i) = (0, 0);
    while let Some(&b) = data.get(i) {
        let next = data.get(i + 1).copied();
        let line_break = is_text && (b == b'\n' || (b == b'\r' && next == Some(b'\n')));
        if line_break {
            // White space at the end of a line would get lost.
            if let Some(&last @ (b' ' | b'\t')) = out.last()
                && line > 0
            {
                out.pop();
                out.extend(format!("={last:02X}").bytes());
            }
            out.extend_from_slice(end);
            line = 0;
            i += if b == b'\r' { 2 } else { 1 };
            continue;
        }
        let quoted = b > 126
            || b == b'='
            || (header && b == b'_')
            || (b == b'.' && line == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)))
            || (!is_text && matches!(b, b'\r' | b'\n'))
            || (matches!(b, b'\t' | b' ') && (next.is_none() || quote_tabs))
            || (b < 33 && !matches!(b, b'\r' | b'\n' | b'\t' | b' '));
        let width = if quoted { 3 } else { 1 };
        let ends_line = next.is_none() || next == Some(b'\n');
        if line + width > QP_LINE - usize::from(!ends_line) {
            out.extend_from_slice(b"=");
            out.extend_from_slice(end);
            line = 0;
        }
        if quoted {
            out.extend(format!("={b:02X}").bytes());
        } else if header && b == b' ' {
            out.push(b'_');
        } else {
            out.push(b);
        }
        line += width;
        i += 1;
    }
    bytes(out)
}

fn a2b_qp(vm: &Vm, a: &[Value]) -> PyResult {
    let header = truth(vm, &a[1], false)?;
    let data = ascii_input(vm, &a[0])?;
    let hex = |i: usize| data.get(i).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(data.len());
    let mut i = 0;
    while let Some(&b) = data.get(i) {
        i += 1;
        match b {
            b'=' => match data.get(i) {
                None => break,
                Some(b'\n' | b'\r') => {
                    // A soft line break: everything to the end of the line goes.
                    while data.get(i).is_some_and(|b| *b != b'\n') {
                        i += 1;
                    }
                    i += 1;
                }
                Some(b'=') => {
                    out.push(b'=');
                    i += 1;
                }
                _ => match (hex(i), hex(i + 1)) {
                    (Some(high), Some(low)) => {
                        out.push((high * 16 + low) as u8);
                        i += 2;
                    }
                    _ => out.push(b'='),
                },
            },
            b'_' if header => out.push(b' '),
            _ => out.push(b),
        }
    }
    bytes(out)
}

/// A uuencoded line holds at most this many bytes.
const UU_LINE: usize = 45;

fn b2a_uu(vm: &Vm, a: &[Value]) -> PyResult {
    let backtick = truth(vm, &a[1], false)?;
    let data = buffer::required(vm, &a[0])?;
    if data.len() > UU_LINE {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let digit = |n: u32| if n == 0 && backtick { b'`' } else { b' ' + n as u8 };
    let mut out = vec![digit(data.len() as u32)];
    for chunk in data.chunks(3) {
        let word = chunk.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        out.extend((0..4).map(|i| digit(word >> (18 - 6 * i) & 63)));
    }
    out.push(b'\n');
    bytes(out)
}

fn a2b_uu(vm: &Vm, a: &[Value]) -> PyResult {
    let data = ascii_input(vm, &a[0])?;
    let Some((&first, rest)) = data.split_first() else { return bytes(Vec::new()) };
    let size = usize::from(first.wrapping_sub(b' ') & 63);
    let mut digits = Vec::new();
    for &b in rest {
        match b {
            b'\n' | b'\r' => digits.push(0),
            b' '..=b'`' => digits.push(u32::from(b - b' ') & 63),
            _ => return Err(error(vm, "Illegal char")),
        }
    }
    if digits.iter().skip((size * 8).div_ceil(6)).any(|d| *d != 0) {
        return Err(error(vm, "Trailing garbage"));
    }
    digits.resize(size.div_ceil(3) * 4, 0);
    let mut out: Vec<u8> = Vec::with_capacity(size + 2);
    for group in digits.chunks_exact(4) {
        let word = group.iter().fold(0, |w, d| w << 6 | d);
        out.extend([(word >> 16) as u8, (word >> 8) as u8, word as u8]);
    }
    out.truncate(size);
    bytes(out)
}

/// `crc32(data, crc=0)`, here and in `zlib`.
pub fn crc32(vm: &Vm, a: &[Value]) -> PyResult {
    let start = match a[1].bound() {
        Some(v) => wrapped(vm, v)?,
        None => 0,
    };
    let data = buffer::required(vm, &a[0])?;
    let mut hasher = crc32fast::Hasher::new_with_initial(start);
    hasher.update(&data);
    Ok(Value::Int(i64::from(hasher.finalize())))
}

/// The low 32 bits of an int.
pub fn wrapped(vm: &Vm, v: &Value) -> PyResult<u32> {
    match vm.index(v)? {
        Value::Int(i) => Ok(i as u32),
        Value::Big(b) => Ok(b.0.iter_u32_digits().next().unwrap_or(0)),
        _ => Ok(0),
    }
}

fn crc_hqx(vm: &Vm, a: &[Value]) -> PyResult {
    let start = wrapped(vm, &a[1])? & 0xffff;
    let data = buffer::required(vm, &a[0])?;
    let crc = data.iter().fold(start, |crc, b| {
        (0..8).fold(crc ^ u32::from(*b) << 8, |c, _| if c & 0x8000 == 0 { c << 1 } else { c << 1 ^ 0x1021 }) & 0xffff
    });
    Ok(Value::Int(i64::from(crc)))
}

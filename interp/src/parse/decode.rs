//! Source files: bytes to text, by the byte order mark or the coding cookie (PEP 263).

use super::SyntaxError;
use crate::source::Span;

/// The text of a source file.
pub fn decode_source(bytes: &[u8]) -> Result<String, SyntaxError> {
    let (bom, rest) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let encoding = cookie(rest);
    match encoding.as_deref().map(normal_name).as_deref() {
        None | Some("utf-8") => decode_utf8(rest, encoding.is_some()),
        Some(_) if bom => {
            let name = encoding.as_deref().map(normal_name).unwrap_or_default();
            Err(SyntaxError::new(format!("encoding problem: {name} with BOM"), Span::default()))
        }
        Some("iso-8859-1") => Ok(rest.iter().map(|b| char::from(*b)).collect()),
        Some("ascii") => match rest.iter().position(|b| !b.is_ascii()) {
            None => Ok(rest.iter().map(|b| char::from(*b)).collect()),
            Some(i) => {
                let message = format!(
                    "(unicode error) 'ascii' codec can't decode byte 0x{:02x} in position {i}: ordinal not in range(128)",
                    rest[i]
                );
                Err(SyntaxError::new(message, Span::default()))
            }
        },
        Some(_) => {
            let name = encoding.unwrap_or_default();
            Err(SyntaxError::new(format!("unknown encoding: {name}"), Span::default()))
        }
    }
}

/// The place where a source file that declares no encoding stops being UTF-8: (line, byte).
pub fn not_utf8(bytes: &[u8]) -> Option<(usize, u8)> {
    let at = std::str::from_utf8(bytes).err()?.valid_up_to();
    if cookie(bytes).is_some() {
        return None;
    }
    Some((bytes[..at].split(|b| *b == b'\n').count(), bytes[at]))
}

fn decode_utf8(bytes: &[u8], declared: bool) -> Result<String, SyntaxError> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_string()),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let byte = bytes[at];
    let _ = declared;
    let why = match (error.error_len(), byte) {
        (None, _) => "unexpected end of data",
        (Some(_), 0x80..=0xC1 | 0xF5..=0xFF) => "invalid start byte",
        (Some(_), _) => "invalid continuation byte",
    };
    let what = match error.error_len() {
        None if bytes.len() - at > 1 => format!("bytes in position {at}-{}", bytes.len() - 1),
        Some(n) if n > 1 => format!("bytes in position {at}-{}", at + n - 1),
        _ => format!("byte 0x{byte:02x} in position {at}"),
    };
    let message = format!("(unicode error) 'utf-8' codec can't decode {what}: {why}");
    Err(SyntaxError::new(message, Span::default()))
}

/// The encoding that a file declares, when it is one that only the module `encodings` knows.
pub fn foreign_encoding(bytes: &[u8]) -> Option<String> {
    let declared = cookie(bytes)?;
    let known = matches!(&*normal_name(&declared), "utf-8" | "iso-8859-1" | "ascii");
    (!known && !bytes.starts_with(b"\xEF\xBB\xBF")).then_some(declared)
}

/// The encoding that a comment in the first two lines declares: `coding[:=]\s*([-\w.]+)`.
fn cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|b| *b == b'\n').take(2) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let start = line.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\x0c'));
        let Some(start) = start else { continue };
        // The second line counts only when the first is blank or a comment.
        if line[start] != b'#' {
            return None;
        }
        let comment = &line[start..];
        let found = comment.windows(6).position(|w| w == b"coding");
        if let Some(found) = found {
            let rest = &comment[found + 6..];
            if let Some(rest) = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"=")) {
                let name: String = rest
                    .iter()
                    .skip_while(|b| matches!(b, b' ' | b'\t'))
                    .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
                    .map(|b| char::from(*b))
                    .collect();
                if !name.is_empty() {
                    return Some(name);
                }
            }
        }
    }
    None
}

fn normal_name(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let is = |n: &str| name == n || name.starts_with(&format!("{n}-"));
    if is("utf-8") || name == "utf8" || name == "u8" {
        "utf-8".to_string()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || matches!(&*name, "latin1" | "l1" | "iso8859-1")
    {
        "iso-8859-1".to_string()
    } else if matches!(&*name, "ascii" | "us-ascii") {
        "ascii".to_string()
    } else {
        name
    }
}

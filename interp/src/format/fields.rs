//! The syntax of `str.format`'s templates: literal text, replacement fields, and the names inside fields. Pure; what
//! the names mean is `template`'s business.

use super::parse::decimal_value;
use super::{TextError, value_error};

/// A replacement field, unevaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    pub name: &'a str,
    pub conversion: Option<char>,
    pub spec: &'a str,
    /// The specification holds fields of its own.
    pub nested: bool,
}

/// Literal text and the field behind it, if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub literal: &'a str,
    pub field: Option<Field<'a>>,
}

/// Iterates over the pieces of a template. After an error it ends.
#[derive(Clone)]
pub struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    /// The pieces of `template`.
    pub fn new(template: &'a str) -> Pieces<'a> {
        Pieces { rest: template }
    }

    /// What has not been looked at yet.
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    fn piece(&mut self) -> Result<Piece<'a>, TextError> {
        let text = self.rest;
        let Some(at) = text.find(['{', '}']) else {
            self.rest = "";
            return Ok(Piece { literal: text, field: None });
        };
        let brace = text.as_bytes()[at];
        let after = text.as_bytes().get(at + 1);
        if after == Some(&brace) {
            // A doubled brace ends the piece and stands for itself.
            self.rest = &text[at + 2..];
            return Ok(Piece { literal: &text[..=at], field: None });
        }
        if brace == b'}' {
            return Err(value_error("Single '}' encountered in format string"));
        }
        if after.is_none() {
            return Err(value_error("Single '{' encountered in format string"));
        }
        let (field, rest) = parse_field(&text[at + 1..])?;
        self.rest = rest;
        Ok(Piece { literal: &text[..at], field: Some(field) })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.rest = "";
        }
        Some(piece)
    }
}

/// The field whose opening brace has been read, and what follows its closing brace.
fn parse_field(text: &str) -> Result<(Field<'_>, &str), TextError> {
    let (name, end) = field_name(text)?;
    let mut field = Field { name, conversion: None, spec: "", nested: false };
    let mut rest = &text[name.len() + 1..];
    match end {
        b'}' => return Ok((field, rest)),
        b'!' => {
            let Some(conversion) = rest.chars().next() else {
                return Err(value_error("end of string while looking for conversion specifier"));
            };
            field.conversion = Some(conversion);
            rest = &rest[conversion.len_utf8()..];
            match rest.as_bytes().first() {
                Some(b'}') => return Ok((field, &rest[1..])),
                Some(b':') => rest = &rest[1..],
                Some(_) => return Err(value_error("expected ':' after conversion specifier")),
                None => {}
            }
        }
        _ => {}
    }
    let mut depth = 1;
    for (i, b) in rest.bytes().enumerate() {
        match b {
            b'{' => {
                depth += 1;
                field.nested = true;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    field.spec = &rest[..i];
                    return Ok((field, &rest[i + 1..]));
                }
            }
            _ => {}
        }
    }
    Err(value_error("unmatched '{' in format spec"))
}

/// The name at the start of a field, and the character that ended it.
fn field_name(text: &str) -> Result<(&str, u8), TextError> {
    let mut in_brackets = false;
    for (i, b) in text.bytes().enumerate() {
        match b {
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            b'{' if !in_brackets => return Err(value_error("unexpected '{' in field name")),
            b'}' | b':' | b'!' if !in_brackets => return Ok((&text[..i], b)),
            _ => {}
        }
    }
    Err(value_error("expected '}' before end of string"))
}

/// The first part of a field's name, or what stands in brackets: a number or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    Index(usize),
    Name(&'a str),
}

/// A number, when `text` is nothing but digits.
///
/// # Errors
/// ValueError when the number is too large.
fn key(text: &str) -> Result<Key<'_>, TextError> {
    let mut n = 0usize;
    for c in text.chars() {
        let Some(d) = decimal_value(c) else { return Ok(Key::Name(text)) };
        n = n
            .checked_mul(10)
            .and_then(|n| n.checked_add(d as usize))
            .filter(|&n| n <= isize::MAX as usize)
            .ok_or_else(|| value_error("Too many decimal digits in format string"))?;
    }
    Ok(if text.is_empty() { Key::Name(text) } else { Key::Index(n) })
}

/// One step from an object to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<'a> {
    Attribute(&'a str),
    Item(Key<'a>),
}

/// Takes a field's name apart: the argument it starts from (`Name("")` for an automatic number) and the steps from there.
///
/// # Errors
/// ValueError for a number that is too large.
pub fn split_name(name: &str) -> Result<(Key<'_>, Accesses<'_>), TextError> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    Ok((key(&name[..end])?, Accesses { rest: &name[end..] }))
}

/// Iterates over the steps in a field's name. After an error it ends.
#[derive(Clone)]
pub struct Accesses<'a> {
    rest: &'a str,
}

impl<'a> Accesses<'a> {
    /// The steps in `rest`, which starts where a step does.
    pub(super) fn at(rest: &'a str) -> Accesses<'a> {
        Accesses { rest }
    }

    /// What has not been looked at yet.
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    fn access(&mut self) -> Result<Access<'a>, TextError> {
        // Every step starts with an ASCII character, or it is an error.
        let body = self.rest.get(1..).unwrap_or_default();
        let access = match self.rest.as_bytes()[0] {
            b'.' => {
                let end = body.find(['.', '[']).unwrap_or(body.len());
                self.rest = &body[end..];
                Access::Attribute(&body[..end])
            }
            b'[' => {
                let end = body.find(']').ok_or_else(|| value_error("Missing ']' in format string"))?;
                self.rest = &body[end + 1..];
                Access::Item(key(&body[..end])?)
            }
            _ => return Err(value_error("Only '.' or '[' may follow ']' in format field specifier")),
        };
        match access {
            Access::Attribute("") | Access::Item(Key::Name("")) => Err(value_error("Empty attribute in format string")),
            access => Ok(access),
        }
    }
}

impl<'a> Iterator for Accesses<'a> {
    type Item = Result<Access<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let access = self.access();
        if access.is_err() {
            self.rest = "";
        }
        Some(access)
    }
}

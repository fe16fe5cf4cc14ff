//! Universal newlines: which ends of lines were seen, turning them into `\n`, and `IncrementalNewlineDecoder`.

use std::cell::{Cell, RefCell};

use taipan_interp::heap::NativeData;
use taipan_interp::native::{Args, NativeDef, TypeDef, getter, method, method_raw};
use taipan_interp::types::class::{Layout, TypeFlags};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use super::call;

/// Which ends of lines were seen.
#[derive(Clone, Copy, Default)]
pub struct Seen(u8);

impl Seen {
    const LF: u8 = 1;
    const CR: u8 = 2;
    const CRLF: u8 = 4;

    /// Looks at more text, which does not end between `\r` and `\n`.
    pub fn look(&mut self, text: &str) {
        const ALL: u8 = Seen::LF | Seen::CR | Seen::CRLF;
        let bytes = text.as_bytes();
        if self.0 == ALL {
            return;
        }
        if memchr::memchr(b'\r', bytes).is_none() {
            if self.0 & Self::LF == 0 && memchr::memchr(b'\n', bytes).is_some() {
                self.0 |= Self::LF;
            }
            return;
        }
        let mut last = 0;
        for &b in bytes {
            match (last, b) {
                (b'\r', b'\n') => self.0 |= Self::CRLF,
                (b'\r', _) => self.0 |= Self::CR,
                (_, b'\n') => self.0 |= Self::LF,
                _ => {}
            }
            last = b;
        }
        if last == b'\r' {
            self.0 |= Self::CR;
        }
    }

    /// The attribute `newlines`.
    pub fn value(self) -> Value {
        let all = [(Self::CR, "\r"), (Self::LF, "\n"), (Self::CRLF, "\r\n")];
        let mut seen: Vec<Value> =
            all.iter().filter(|(bit, _)| self.0 & bit != 0).map(|(_, s)| Value::str(s)).collect();
        match seen.len() {
            0 => Value::None,
            1 => seen.remove(0),
            _ => Value::tuple(seen),
        }
    }
}

/// Turns `\r\n` and `\r` into `\n`.
pub fn translate(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(i) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..i]);
        out.push('\n');
        rest = &rest[i + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

/// `io.IncrementalNewlineDecoder`.
struct Decoder {
    /// None: the input is text already.
    decoder: RefCell<Value>,
    translate: Cell<bool>,
    /// A `\r` at the end of the last piece: a `\n` may follow.
    held: Cell<bool>,
    seen: Cell<Seen>,
}

impl Decoder {
    fn new() -> Decoder {
        Decoder {
            decoder: RefCell::new(Value::None),
            translate: Cell::new(false),
            held: Cell::new(false),
            seen: Cell::default(),
        }
    }
}

impl NativeData for Decoder {
    taipan_interp::traverses!(decoder);
}

pub const DECODER: TypeDef = TypeDef {
    doc: "Codec used when reading a file in universal newlines mode.",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::DICT),
    new: Some(|_, cls, _| Ok(Value::Object(ObjRef::new(cls.clone(), Decoder::new())))),
    methods: METHODS,
    getset: &[getter("newlines", |vm, v| Ok(this(vm, v)?.seen.get().value()))],
    ..TypeDef::new("IncrementalNewlineDecoder", "_io")
};

const METHODS: &[NativeDef] = &[
    method_raw("__init__", "(self, /, decoder, translate, errors='strict')", init),
    method("decode", "(self, /, input, final=False)", decode),
    method("getstate", "(self, /)", |vm, a| {
        let d = this(vm, &a[0])?;
        let decoder = d.decoder.borrow().clone();
        let (buffer, flag) = if decoder.is_none() {
            (Value::Bytes(taipan_interp::types::bytes::Bytes::new(&[])), 0)
        } else {
            let state = vm.collect(&call(vm, &decoder, "getstate", &[])?)?;
            match state.as_slice() {
                [buffer, flag] => (buffer.clone(), vm.index_i64(flag)?),
                _ => return Err(vm.type_error("illegal decoder state")),
            }
        };
        Ok(Value::tuple(vec![buffer, Value::Int(flag << 1 | i64::from(d.held.get()))]))
    }),
    method("setstate", "(self, state, /)", |vm, a| {
        let d = this(vm, &a[0])?;
        let state = vm.collect(&a[1])?;
        let [buffer, flag] = state.as_slice() else { return Err(vm.type_error("state argument must be a tuple")) };
        let flag = vm.index_i64(flag)?;
        d.held.set(flag & 1 != 0);
        let decoder = d.decoder.borrow().clone();
        if !decoder.is_none() {
            let state = Value::tuple(vec![buffer.clone(), Value::Int(flag >> 1)]);
            call(vm, &decoder, "setstate", &[state])?;
        }
        Ok(Value::None)
    }),
    method("reset", "(self, /)", |vm, a| {
        let d = this(vm, &a[0])?;
        d.seen.set(Seen::default());
        d.held.set(false);
        let decoder = d.decoder.borrow().clone();
        if decoder.is_none() { Ok(Value::None) } else { call(vm, &decoder, "reset", &[]) }
    }),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Decoder> {
    v.native::<Decoder>().ok_or_else(|| vm.type_error("descriptor requires a '_io.IncrementalNewlineDecoder' object"))
}

fn init(vm: &Vm, args: &Args) -> PyResult {
    let names = [Some("decoder"), Some("translate"), Some("errors")];
    let given = taipan_interp::types::arguments::by_name(vm, &args.skip_first(), "IncrementalNewlineDecoder", names)?;
    let [decoder, translate, _] = given;
    if decoder.is_unbound() || translate.is_unbound() {
        return Err(vm.type_error("IncrementalNewlineDecoder() missing required argument"));
    }
    let d = this(vm, &args.values[0])?;
    d.translate.set(vm.truth(&translate)?);
    let old = d.decoder.replace(decoder);
    drop(old);
    Ok(Value::None)
}

fn decode(vm: &Vm, a: &[Value]) -> PyResult {
    let d = this(vm, &a[0])?;
    let last = match a[2].bound() {
        Some(v) => vm.truth(v)?,
        None => false,
    };
    let decoder = d.decoder.borrow().clone();
    let text = if decoder.is_none() {
        a[1].clone()
    } else {
        call(vm, &decoder, "decode", &[a[1].clone(), Value::Bool(last)])?
    };
    let Some(text) = text.as_str() else {
        return Err(vm.type_error(format!("decoder should return a string result, not '{}'", vm.type_name(&text))));
    };
    let mut text = text.as_str().to_string();
    if d.held.get() && (last || !text.is_empty()) {
        text.insert(0, '\r');
        d.held.set(false);
    }
    if !last && text.ends_with('\r') {
        text.pop();
        d.held.set(true);
    }
    let mut seen = d.seen.get();
    seen.look(&text);
    d.seen.set(seen);
    Ok(Value::from(if d.translate.get() { translate(text) } else { text }))
}

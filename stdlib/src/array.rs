//! `array`: sequences of numbers of one machine type.
//!
//! The items are kept as their bytes, which is what buffers, files and `tobytes` want; a number is made of them when it
//! is asked for.

use std::cell::{Cell, Ref, RefCell, RefMut};

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use taipan_interp::heap::{NativeData, Ref as Heap};
use taipan_interp::native::{Args, GetSet, ModuleDef, NativeDef, TypeDef, class_method, getter, method};
use taipan_interp::tree::CmpOp;
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::class::{Layout, TypeFlags, TypeRef};
use taipan_interp::types::dict::Dict;
use taipan_interp::types::iterators::SequenceIter;
use taipan_interp::types::{generic_alias, sequence};
use taipan_interp::{ObjRef, PyResult, Value, Vm};

use crate::support;

/// The module's table.
pub const MODULES: &[ModuleDef] = &[ModuleDef {
    name: "array",
    doc: "This module defines an object type which can efficiently represent an array of basic values.",
    functions: &[],
    init,
}];

fn init(vm: &Vm, dict: &Dict) -> PyResult<()> {
    let ty = array_type(vm);
    dict.set_str(&vm.intern("array"), Value::Type(ty.clone()));
    dict.set_str(&vm.intern("ArrayType"), Value::Type(ty));
    dict.set_str(&vm.intern("typecodes"), Value::str("bBuwhHiIlLqQfd"));
    Ok(())
}

struct ArrayType(TypeRef);

fn array_type(vm: &Vm) -> TypeRef {
    vm.state(|vm| ArrayType(vm.make_type(&ARRAY, None))).0.clone()
}

/// The machine type of the items.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Code(u8);

impl Code {
    fn size(self) -> usize {
        match self.0 {
            b'b' | b'B' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' | b'u' | b'w' => 4,
            _ => 8,
        }
    }

    fn text(self) -> &'static str {
        const ALL: &str = "bBuwhHiIlLqQfd";
        ALL.find(char::from(self.0)).map_or("B", |i| &ALL[i..=i])
    }

    fn is_text(self) -> bool {
        matches!(self.0, b'u' | b'w')
    }

    /// The item in these bytes, of which there are `size()`.
    fn decode(self, b: &[u8]) -> Value {
        fn fixed<const N: usize>(b: &[u8]) -> [u8; N] {
            b.try_into().unwrap_or([0; N])
        }
        match self.0 {
            b'b' => Value::Int(i64::from(i8::from_ne_bytes(fixed(b)))),
            b'B' => Value::Int(i64::from(u8::from_ne_bytes(fixed(b)))),
            b'h' => Value::Int(i64::from(i16::from_ne_bytes(fixed(b)))),
            b'H' => Value::Int(i64::from(u16::from_ne_bytes(fixed(b)))),
            b'i' => Value::Int(i64::from(i32::from_ne_bytes(fixed(b)))),
            b'I' => Value::Int(i64::from(u32::from_ne_bytes(fixed(b)))),
            b'u' | b'w' => {
                let c = taipan_interp::types::str::surrogates::char_from_code(u32::from_ne_bytes(fixed(b)));
                Value::from(c.to_string())
            }
            b'l' | b'q' => Value::Int(i64::from_ne_bytes(fixed(b))),
            b'L' | b'Q' => Value::from_bigint(BigInt::from(u64::from_ne_bytes(fixed(b)))),
            b'f' => Value::Float(f64::from(f32::from_ne_bytes(fixed(b)))),
            _ => Value::Float(f64::from_ne_bytes(fixed(b))),
        }
    }

    /// Adds an item's bytes.
    fn encode(self, vm: &Vm, v: &Value, out: &mut Vec<u8>) -> PyResult<()> {
        match self.0 {
            b'f' => out.extend((support::float_arg(vm, v)? as f32).to_ne_bytes()),
            b'd' => out.extend(support::float_arg(vm, v)?.to_ne_bytes()),
            b'u' | b'w' => {
                let Some(s) = v.as_str() else {
                    return Err(
                        vm.type_error(format!("array item must be a unicode character, not {}", vm.type_name(v)))
                    );
                };
                let mut chars = s.as_str().chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => {
                        out.extend(taipan_interp::types::str::surrogates::code_of(c).to_ne_bytes());
                    }
                    _ => {
                        let n = s.len();
                        return Err(vm.type_error(format!(
                            "array item must be a string of length 1, not a string of length {n}"
                        )));
                    }
                }
            }
            _ => self.encode_int(vm, v, out)?,
        }
        Ok(())
    }

    /// What is said of a number that does not fit: which C type CPython finds too small on the way to the item's own.
    #[cold]
    fn out_of_range(self, n: i128) -> String {
        match self.0 {
            b'q' | b'Q' if self.0 == b'q' || n > 0 => return "int too big to convert".to_owned(),
            b'Q' => return "can't convert negative int to unsigned".to_owned(),
            b'I' | b'L' if n < 0 => return "can't convert negative value to unsigned int".to_owned(),
            b'I' | b'L' if n > u64::MAX.into() => {
                return "Python int too large to convert to C unsigned long".to_owned();
            }
            b'I' => return "unsigned int is greater than maximum".to_owned(),
            _ if i64::try_from(n).is_err() => return "Python int too large to convert to C long".to_owned(),
            _ => {}
        }
        let kind = match self.0 {
            b'b' if i16::try_from(n).is_ok() => "signed char",
            b'B' => "unsigned byte integer",
            b'b' | b'h' => "signed short integer",
            b'H' if i32::try_from(n).is_ok() => "unsigned short",
            _ => "signed integer",
        };
        format!("{kind} is {}", if n < 0 { "less than minimum" } else { "greater than maximum" })
    }

    fn encode_int(self, vm: &Vm, v: &Value, out: &mut Vec<u8>) -> PyResult<()> {
        let (low, high): (i128, i128) = match self.0 {
            b'b' => (i8::MIN.into(), i8::MAX.into()),
            b'B' => (0, u8::MAX.into()),
            b'h' => (i16::MIN.into(), i16::MAX.into()),
            b'H' => (0, u16::MAX.into()),
            b'i' => (i32::MIN.into(), i32::MAX.into()),
            b'I' => (0, u32::MAX.into()),
            b'l' | b'q' => (i64::MIN.into(), i64::MAX.into()),
            _ => (0, u64::MAX.into()),
        };
        let n = match vm.index(v)? {
            Value::Int(i) => i128::from(i),
            Value::Big(b) => {
                b.0.to_i128().unwrap_or(if b.0.sign() == num_bigint::Sign::Minus { i128::MIN } else { i128::MAX })
            }
            _ => 0,
        };
        if n < low || n > high {
            return Err(vm.overflow_error(self.out_of_range(n)));
        }
        // In range, so that the low bytes are the whole number.
        let bytes = (n as i64).to_ne_bytes();
        if cfg!(target_endian = "little") {
            out.extend_from_slice(&bytes[..self.size()]);
        } else {
            out.extend_from_slice(&bytes[8 - self.size()..]);
        }
        Ok(())
    }
}

struct Array {
    code: Code,
    data: RefCell<Vec<u8>>,
    exports: Cell<usize>,
}

impl buffer::Buffer for Array {
    fn bytes(&self) -> Ref<'_, [u8]> {
        Ref::map(self.data.borrow(), Vec::as_slice)
    }

    fn bytes_mut(&self) -> Option<RefMut<'_, [u8]>> {
        Some(RefMut::map(self.data.borrow_mut(), Vec::as_mut_slice))
    }

    fn exports(&self) -> &Cell<usize> {
        &self.exports
    }

    fn item(&self) -> (&'static str, usize) {
        (self.code.text(), self.code.size())
    }
}

impl NativeData for Array {
    fn as_buffer(&self) -> Option<&dyn buffer::Buffer> {
        Some(self)
    }
}

const ARRAY: TypeDef = TypeDef {
    doc: "array(typecode [, initializer]) -> array",
    layout: Layout::Native(0),
    flags: TypeFlags::BASE.with(TypeFlags::SEQUENCE).with(TypeFlags::WEAKREF),
    new: Some(new),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::new("array", "array")
};

const METHODS: &[NativeDef] = &[
    method("append", "(self, v, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let mut item = Vec::with_capacity(8);
        x.code.encode(vm, &a[1], &mut item)?;
        x.resizable(vm)?;
        x.data.borrow_mut().extend(item);
        Ok(Value::None)
    }),
    method("extend", "(self, bb, /)", |vm, a| {
        this(vm, &a[0])?.extend(vm, &a[1])?;
        Ok(Value::None)
    }),
    method("fromlist", "(self, list, /)", |vm, a| match a[1].inner() {
        Value::List(l) => {
            let x = this(vm, &a[0])?;
            let data = x.encode_all(vm, &l.snapshot())?;
            x.resizable(vm)?;
            x.data.borrow_mut().extend(data);
            Ok(Value::None)
        }
        _ => Err(vm.type_error("arg must be list")),
    }),
    method("frombytes", "(self, buffer, /)", |vm, a| {
        let bytes = buffer::required(vm, &a[1])?.to_vec();
        this(vm, &a[0])?.add_bytes(vm, &bytes)
    }),
    method("fromfile", "(self, f, n, /)", fromfile),
    method("fromunicode", "(self, ustr, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        match (x.code.is_text(), a[1].as_str()) {
            (true, Some(s)) => {
                let data = text_bytes(s.as_str());
                x.resizable(vm)?;
                x.data.borrow_mut().extend(data);
                Ok(Value::None)
            }
            _ => Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')")),
        }
    }),
    method("tolist", "(self, /)", |vm, a| Ok(Value::list(this(vm, &a[0])?.items()))),
    method("tobytes", "(self, /)", |vm, a| Ok(Value::Bytes(Bytes::new(&this(vm, &a[0])?.data.borrow())))),
    method("tofile", "(self, f, /)", |vm, a| {
        let bytes = Value::Bytes(Bytes::new(&this(vm, &a[0])?.data.borrow()));
        vm.call_method(&a[1], &vm.names.write, &[bytes])?;
        Ok(Value::None)
    }),
    method("tounicode", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        if !x.code.is_text() {
            return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
        }
        Ok(Value::from(x.text()))
    }),
    method("pop", "(self, i=-1, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let i = match a[1].bound() {
            Some(v) => vm.index_i64(v)?,
            None => -1,
        };
        if x.len() == 0 {
            return Err(vm.index_error("pop from empty array"));
        }
        let Some(at) = sequence::position(i, x.len()) else { return Err(vm.index_error("pop index out of range")) };
        x.resizable(vm)?;
        let item = x.item(at);
        x.remove(at, 1);
        Ok(item)
    }),
    method("insert", "(self, i, v, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let at = sequence::clip(vm.index_i64(&a[1])?, x.len());
        let mut item = Vec::with_capacity(8);
        x.code.encode(vm, &a[2], &mut item)?;
        x.resizable(vm)?;
        let at = at * x.code.size();
        x.data.borrow_mut().splice(at..at, item);
        Ok(Value::None)
    }),
    method("remove", "(self, v, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        match x.find(vm, &a[1], 0, usize::MAX)? {
            Some(at) => {
                x.resizable(vm)?;
                x.remove(at, 1);
                Ok(Value::None)
            }
            None => Err(vm.value_error("array.remove(x): x not in array")),
        }
    }),
    method("index", "(self, v, start=0, stop=9223372036854775807, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let start = sequence::clip(sequence::bound_argument(vm, &a[2], 0)?, x.len());
        let stop = sequence::clip(sequence::bound_argument(vm, &a[3], i64::MAX)?, x.len());
        match x.find(vm, &a[1], start, stop)? {
            Some(at) => Ok(Value::from(at)),
            None => Err(vm.value_error("array.index(x): x not in array")),
        }
    }),
    method("count", "(self, v, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let mut n = 0;
        for item in x.items() {
            n += usize::from(vm.eq(&item, &a[1])?);
        }
        Ok(Value::from(n))
    }),
    method("reverse", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let size = x.code.size();
        let mut data = x.data.borrow_mut();
        let reversed: Vec<u8> = data.chunks_exact(size).rev().flatten().copied().collect();
        *data = reversed;
        Ok(Value::None)
    }),
    method("byteswap", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let size = x.code.size();
        x.data.borrow_mut().chunks_exact_mut(size).for_each(<[u8]>::reverse);
        Ok(Value::None)
    }),
    method("clear", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        x.resizable(vm)?;
        x.data.borrow_mut().clear();
        Ok(Value::None)
    }),
    method("buffer_info", "(self, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        Ok(Value::tuple(vec![Value::from(a[0].heap_addr()), Value::from(x.len())]))
    }),
    method("__len__", "(self, /)", |vm, a| Ok(Value::from(this(vm, &a[0])?.len()))),
    method("__getitem__", "(self, key, /)", getitem),
    method("__setitem__", "(self, key, value, /)", setitem),
    method("__delitem__", "(self, key, /)", delitem),
    method("__contains__", "(self, key, /)", |vm, a| {
        Ok(Value::Bool(this(vm, &a[0])?.find(vm, &a[1], 0, usize::MAX)?.is_some()))
    }),
    method("__iter__", "(self, /)", |vm, a| {
        Ok(Value::Object(ObjRef::new(vm.types.sequence_iterator.clone(), SequenceIter::new(a[0].clone()))))
    }),
    method("__add__", "(self, value, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let Some(y) = a[1].native::<Array>() else {
            let got = vm.type_name(&a[1]);
            return Err(vm.type_error(format!("can only append array (not \"{got}\") to array")));
        };
        if x.code != y.code {
            return Err(vm.type_error("bad argument type for built-in operation"));
        }
        let data = [x.data.borrow().as_slice(), y.data.borrow().as_slice()].concat();
        Ok(make(&array_type(vm), x.code, data))
    }),
    method("__iadd__", "(self, value, /)", |vm, a| {
        if a[1].native::<Array>().is_none() {
            let got = vm.type_name(&a[1]);
            return Err(vm.type_error(format!("can only extend with array (not \"{got}\")")));
        }
        this(vm, &a[0])?.extend(vm, &a[1])?;
        Ok(a[0].clone())
    }),
    method("__mul__", "(self, value, /)", repeat),
    method("__rmul__", "(self, value, /)", repeat),
    method("__imul__", "(self, value, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let Some(n) = sequence::repeat_count(vm, &a[1])? else { return Ok(Value::NotImplemented) };
        x.resizable(vm)?;
        sequence::repeated_len(vm, x.data.borrow().len(), n)?;
        let repeated = x.data.borrow().repeat(n);
        x.data.replace(repeated);
        Ok(a[0].clone())
    }),
    method("__eq__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Eq)),
    method("__ne__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ne)),
    method("__lt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Lt)),
    method("__le__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Le)),
    method("__gt__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Gt)),
    method("__ge__", "(self, value, /)", |vm, a| compare(vm, a, CmpOp::Ge)),
    method("__copy__", "(self, /)", copy),
    method("__deepcopy__", "(self, unused, /)", copy),
    method("__reduce_ex__", "(self, value, /)", |vm, a| {
        let x = this(vm, &a[0])?;
        let class = Value::Type(vm.class_of(&a[0]));
        let args = Value::tuple(vec![Value::str(x.code.text()), Value::list(x.items())]);
        Ok(Value::tuple(vec![class, args, Value::None]))
    }),
    method("__repr__", "(self, /)", repr),
    class_method("__class_getitem__", "(cls, item, /)", |vm, a| generic_alias::make(vm, &a[0], &a[1])),
];

const GETSET: &[GetSet] = &[
    getter("typecode", |vm, v| Ok(Value::str(this(vm, v)?.code.text()))),
    getter("itemsize", |vm, v| Ok(Value::from(this(vm, v)?.code.size()))),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> PyResult<&'a Array> {
    v.native::<Array>().ok_or_else(|| vm.type_error("descriptor requires a 'array.array' object"))
}

fn make(cls: &TypeRef, code: Code, data: Vec<u8>) -> Value {
    Value::Object(ObjRef::new(cls.clone(), Array { code, data: RefCell::new(data), exports: Cell::new(0) }))
}

fn text_bytes(text: &str) -> Vec<u8> {
    text.chars().flat_map(|c| taipan_interp::types::str::surrogates::code_of(c).to_ne_bytes()).collect()
}

fn new(vm: &Vm, cls: &TypeRef, args: &Args) -> PyResult {
    let given = taipan_interp::types::arguments::positional(vm, args, "array", 1, 2)?;
    let Some(code) = given[0].as_str() else {
        let got = vm.type_name(&given[0]);
        return Err(vm.type_error(format!("array() argument 1 must be a unicode character, not {got}")));
    };
    let code = match code.as_str().as_bytes() {
        [c] if b"bBuwhHiIlLqQfd".contains(c) => Code(*c),
        [_] => {
            return Err(vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)"));
        }
        _ => return Err(vm.type_error("array() argument 1 must be a unicode character, not str")),
    };
    let array = make(cls, code, Vec::new());
    let Some(initial) = given.get(1) else { return Ok(array) };
    let x = this(vm, &array)?;
    match initial.inner() {
        Value::Str(s) if code.is_text() => {
            x.data.replace(text_bytes(s.as_str()));
        }
        Value::Str(_) => {
            let c = code.text();
            return Err(vm.type_error(format!("cannot use a str to initialize an array with typecode '{c}'")));
        }
        Value::Bytes(_) | Value::ByteArray(_) => {
            let bytes = buffer::required(vm, initial)?.to_vec();
            x.add_bytes(vm, &bytes)?;
        }
        _ => match initial.native::<Array>() {
            Some(other) if other.code != code => {
                if other.code.is_text() {
                    let c = code.text();
                    let message = format!("cannot use a unicode array to initialize an array with typecode '{c}'");
                    return Err(vm.type_error(message));
                }
                let data = x.encode_all(vm, &vm.collect(initial)?)?;
                x.data.replace(data);
            }
            _ => x.extend(vm, initial)?,
        },
    }
    Ok(array)
}

impl Array {
    fn len(&self) -> usize {
        self.data.borrow().len() / self.code.size()
    }

    /// The item at a position that exists.
    fn item(&self, at: usize) -> Value {
        let size = self.code.size();
        self.code.decode(self.data.borrow().get(at * size..(at + 1) * size).unwrap_or(&[]))
    }

    fn items(&self) -> Vec<Value> {
        self.data.borrow().chunks_exact(self.code.size()).map(|b| self.code.decode(b)).collect()
    }

    fn text(&self) -> String {
        self.items().iter().filter_map(|v| v.as_str().map(|s| s.to_string())).collect()
    }

    fn remove(&self, at: usize, n: usize) {
        let size = self.code.size();
        self.data.borrow_mut().drain(at * size..(at + n) * size);
    }

    fn resizable(&self, vm: &Vm) -> PyResult<()> {
        if self.exports.get() > 0 {
            return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
        }
        Ok(())
    }

    fn encode_all(&self, vm: &Vm, items: &[Value]) -> PyResult<Vec<u8>> {
        let mut data = Vec::with_capacity(items.len() * self.code.size());
        for item in items {
            self.code.encode(vm, item, &mut data)?;
        }
        Ok(data)
    }

    fn extend(&self, vm: &Vm, other: &Value) -> PyResult<()> {
        if let Some(y) = other.native::<Array>() {
            if y.code != self.code {
                return Err(vm.type_error("can only extend with array of same kind"));
            }
            self.resizable(vm)?;
            let more = y.data.borrow().clone();
            self.data.borrow_mut().extend(more);
            return Ok(());
        }
        self.resizable(vm)?;
        vm.for_each(other, &mut |item| {
            let mut bytes = Vec::with_capacity(8);
            self.code.encode(vm, &item, &mut bytes)?;
            self.data.borrow_mut().extend(bytes);
            Ok(true)
        })
    }

    fn add_bytes(&self, vm: &Vm, bytes: &[u8]) -> PyResult {
        if !bytes.len().is_multiple_of(self.code.size()) {
            return Err(vm.value_error("bytes length not a multiple of item size"));
        }
        self.resizable(vm)?;
        self.data.borrow_mut().extend_from_slice(bytes);
        Ok(Value::None)
    }

    fn find(&self, vm: &Vm, wanted: &Value, from: usize, to: usize) -> PyResult<Option<usize>> {
        let mut at = from;
        while at < to.min(self.len()) {
            if vm.eq(&self.item(at), wanted)? {
                return Ok(Some(at));
            }
            at += 1;
        }
        Ok(None)
    }
}

fn fromfile(vm: &Vm, a: &[Value]) -> PyResult {
    let x = this(vm, &a[0])?;
    let Ok(n) = usize::try_from(vm.index_i64(&a[2])?) else { return Err(vm.value_error("negative count")) };
    let wanted = n.saturating_mul(x.code.size());
    let data = vm.call_method(&a[1], &vm.intern("read"), &[Value::from(wanted)])?;
    let bytes = buffer::required(vm, &data)?.to_vec();
    x.add_bytes(vm, &bytes)?;
    if bytes.len() < wanted {
        return Err(vm.eof_error("read() didn't return enough bytes"));
    }
    Ok(Value::None)
}

fn getitem(vm: &Vm, a: &[Value]) -> PyResult {
    let x = this(vm, &a[0])?;
    if let Value::Slice(s) = &a[1] {
        let span = sequence::resolve(vm, s, || x.len())?;
        let size = x.code.size();
        let data = x.data.borrow();
        let picked = span.positions().flat_map(|i| data[i * size..(i + 1) * size].iter().copied()).collect();
        return Ok(make(&array_type(vm), x.code, picked));
    }
    if !sequence::has_index(vm, &a[1]) {
        return Err(vm.type_error("array indices must be integers"));
    }
    match sequence::position(vm.index_i64(&a[1])?, x.len()) {
        Some(at) => Ok(x.item(at)),
        None => Err(vm.index_error("array index out of range")),
    }
}

fn setitem(vm: &Vm, a: &[Value]) -> PyResult {
    let x = this(vm, &a[0])?;
    let size = x.code.size();
    if let Value::Slice(s) = &a[1] {
        return set_slice(vm, x, s, &a[2]);
    }
    if !sequence::has_index(vm, &a[1]) {
        return Err(vm.type_error("array indices must be integers"));
    }
    let mut item = Vec::with_capacity(8);
    let index = vm.index_i64(&a[1])?;
    if sequence::position(index, x.len()).is_none() {
        return Err(vm.index_error("array assignment index out of range"));
    }
    x.code.encode(vm, &a[2], &mut item)?;
    let Some(at) = sequence::position(index, x.len()) else {
        return Err(vm.index_error("array assignment index out of range"));
    };
    x.data.borrow_mut()[at * size..(at + 1) * size].copy_from_slice(&item);
    Ok(Value::None)
}

fn set_slice(vm: &Vm, x: &Array, s: &Heap<taipan_interp::types::slice::Slice>, value: &Value) -> PyResult {
    let Some(y) = value.native::<Array>() else {
        let got = vm.type_name(value);
        return Err(vm.type_error(format!("can only assign array (not \"{got}\") to array slice")));
    };
    if y.code != x.code {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let new = y.data.borrow().clone();
    let span = sequence::resolve(vm, s, || x.len())?;
    let size = x.code.size();
    if span.step == 1 {
        if new.len() != span.count * size {
            x.resizable(vm)?;
        }
        x.data.borrow_mut().splice(span.start * size..(span.start + span.count) * size, new);
        return Ok(Value::None);
    }
    if new.len() / size != span.count {
        let (got, want) = (new.len() / size, span.count);
        return Err(vm.value_error(format!("attempt to assign array of size {got} to extended slice of size {want}")));
    }
    let mut data = x.data.borrow_mut();
    for (i, item) in span.positions().zip(new.chunks_exact(size)) {
        data[i * size..(i + 1) * size].copy_from_slice(item);
    }
    Ok(Value::None)
}

fn delitem(vm: &Vm, a: &[Value]) -> PyResult {
    let x = this(vm, &a[0])?;
    x.resizable(vm)?;
    if let Value::Slice(s) = &a[1] {
        let span = sequence::resolve(vm, s, || x.len())?;
        let mut gone = vec![false; x.len()];
        span.positions().for_each(|i| gone[i] = true);
        let mut data = x.data.borrow_mut();
        let kept = data.chunks_exact(x.code.size()).zip(gone).filter(|(_, gone)| !gone);
        let kept: Vec<u8> = kept.flat_map(|(item, _)| item.iter().copied()).collect();
        *data = kept;
        return Ok(Value::None);
    }
    match sequence::position(vm.index_i64(&a[1])?, x.len()) {
        Some(at) => {
            x.remove(at, 1);
            Ok(Value::None)
        }
        None => Err(vm.index_error("array assignment index out of range")),
    }
}

fn repeat(vm: &Vm, a: &[Value]) -> PyResult {
    let x = this(vm, &a[0])?;
    let Some(n) = sequence::times_unless_deferred(vm, &a[1])? else { return Ok(Value::NotImplemented) };
    sequence::repeated_len(vm, x.data.borrow().len(), n)?;
    let data = x.data.borrow().repeat(n);
    Ok(make(&array_type(vm), x.code, data))
}

fn compare(vm: &Vm, a: &[Value], op: CmpOp) -> PyResult {
    let (Some(x), Some(y)) = (a[0].native::<Array>(), a[1].native::<Array>()) else {
        return Ok(Value::NotImplemented);
    };
    sequence::compare(vm, op, x.items().as_slice(), y.items().as_slice())
}

fn copy(vm: &Vm, a: &[Value]) -> PyResult {
    let x = this(vm, &a[0])?;
    let data = x.data.borrow().clone();
    Ok(make(&vm.class_of(&a[0]), x.code, data))
}

fn repr(vm: &Vm, a: &[Value]) -> PyResult {
    let x = this(vm, &a[0])?;
    let (name, code) = (vm.class_of(&a[0]).name(), x.code.text());
    if x.len() == 0 {
        return Ok(Value::from(format!("{name}('{code}')")));
    }
    let content = if x.code.is_text() { Value::from(x.text()) } else { Value::list(x.items()) };
    Ok(Value::from(format!("{name}('{code}', {})", vm.repr(&content)?)))
}

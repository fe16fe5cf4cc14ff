//! `_multibyte`: text in the encodings of East Asia, by the tables of the crate `encoding_rs`. Error handlers, streams and
//! incremental use are `python/_multibytecodec.py`.

use encoding_rs::{DecoderResult, EncoderResult, Encoding};
use taipan_interp::native::{ModuleDef, NativeDef, function};
use taipan_interp::types::bytes::{Bytes, buffer};
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Value, Vm};

/// The module's table.
pub const MODULES: &[ModuleDef] =
    &[ModuleDef { name: "_multibyte", doc: "Encodings with tables of many characters.", functions: FUNCTIONS, init }];

const FUNCTIONS: &[NativeDef] =
    &[function("encode", "(name, text, /)", encode), function("decode", "(name, data, /)", decode)];

fn init(_: &Vm, _: &Dict) -> PyResult<()> {
    Ok(())
}

fn named(vm: &Vm, v: &Value) -> PyResult<&'static Encoding> {
    let name = v.as_str().and_then(|name| Encoding::for_label(name.as_str().as_bytes()));
    name.ok_or_else(|| vm.lookup_error("no such codec is supported."))
}

/// (what the text is in bytes, how many characters that covers): up to the first that the encoding does not have.
fn encode(vm: &Vm, a: &[Value]) -> PyResult {
    let encoding = named(vm, &a[0])?;
    let Some(text) = a[1].as_str() else { return Err(vm.type_error("encode() argument must be str")) };
    let text = text.as_str();
    let mut encoder = encoding.new_encoder();
    let mut out = Vec::with_capacity(text.len() * 2 + 16);
    let (mut read, mut covered) = (0, text.len());
    loop {
        let (result, n) = encoder.encode_from_utf8_to_vec_without_replacement(&text[read..], &mut out, true);
        read += n;
        match result {
            EncoderResult::InputEmpty => break,
            EncoderResult::OutputFull => out.reserve(text.len() - read + 64),
            EncoderResult::Unmappable(c) => {
                covered = read - c.len_utf8();
                break;
            }
        }
    }
    let characters = text[..covered].chars().count();
    Ok(Value::tuple(vec![Value::Bytes(Bytes::new(&out)), Value::from(characters)]))
}

/// (the text, how many bytes that covers, how many bytes behind those are wrong): up to the first wrong sequence.
fn decode(vm: &Vm, a: &[Value]) -> PyResult {
    let encoding = named(vm, &a[0])?;
    let data = buffer::required(vm, &a[1])?.to_vec();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = String::with_capacity(data.len() * 3 + 16);
    let (mut read, mut wrong) = (0, 0);
    loop {
        let (result, n) = decoder.decode_to_string_without_replacement(&data[read..], &mut out, true);
        read += n;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => out.reserve((data.len() - read) * 3 + 64),
            DecoderResult::Malformed(length, behind) => {
                wrong = usize::from(length);
                read = read.saturating_sub(wrong + usize::from(behind));
                break;
            }
        }
    }
    Ok(Value::tuple(vec![Value::from(out), Value::from(read), Value::from(wrong)]))
}

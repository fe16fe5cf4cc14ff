//! Keys of a dictionary that are strings.

use taipan_interp::Value;

use super::Candidate;
use super::known::Known;

/// `after` is what stands behind the cursor: quote and bracket are added unless they are there.
pub fn complete(known: &Known, quote: u8, prefix: &str, after: &str) -> Vec<Candidate> {
    let Known::Object(object) = known else { return Vec::new() };
    let Value::Dict(dict) = object.inner() else { return Vec::new() };
    let quote = char::from(quote);
    let end = if after.starts_with(quote) { String::new() } else { format!("{quote}]") };
    let mut keys: Vec<String> = {
        let data = dict.borrow();
        let texts = data.iter().filter_map(|e| e.key.as_str()).map(|key| escaped(key.as_str(), quote));
        texts.filter(|key| key.starts_with(prefix)).collect()
    };
    keys.sort_unstable();
    keys.into_iter().map(|key| Candidate { text: format!("{key}{end}"), shown: key }).collect()
}

/// A key as it is written between these quotes.
fn escaped(key: &str, quote: char) -> String {
    let mut written = String::with_capacity(key.len());
    for c in key.chars() {
        match c {
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if c == quote => written.extend(['\\', c]),
            c if c.is_control() => written.push_str(&format!("\\x{:02x}", u32::from(c))),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_in_a_program() {
        assert_eq!(escaped("a'b\\\n", '\''), "a\\'b\\\\\\n");
        assert_eq!(escaped("it's", '"'), "it's");
    }
}

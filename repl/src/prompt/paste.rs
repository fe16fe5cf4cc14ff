//! Pasted text: taken as it is, but for what surrounds code where it was copied from.

/// Text that is being pasted.
#[derive(Default)]
pub struct Paste {
    text: String,
    after_return: bool,
}

impl Paste {
    /// Adds a character; line ends of all kinds become one.
    pub fn push(&mut self, c: char) {
        let after_return = std::mem::replace(&mut self.after_return, c == '\r');
        match c {
            '\r' => self.text.push('\n'),
            '\n' if after_return => {}
            _ => self.text.push(c),
        }
    }

    /// The code. `whole`: nothing else is in the entry, so that an indentation of all lines says nothing.
    pub fn text(self, whole: bool) -> String {
        let text = without_prompts(&self.text).unwrap_or(self.text);
        let text = if whole { dedented(&text) } else { text };
        // A line that was copied with its end is still one line.
        let line = text.trim_end_matches('\n');
        if line.contains('\n') { text } else { line.to_owned() }
    }
}

/// A dialogue's input: what follows `>>> ` and `... `, or IPython's prompts. `None`: the text is no dialogue.
fn without_prompts(text: &str) -> Option<String> {
    let first = text.trim_start();
    let of_ipython = first.starts_with("In [");
    if !of_ipython && !first.starts_with(">>> ") {
        return None;
    }
    let input = |line: &str| -> Option<String> {
        let line = line.trim_start();
        if of_ipython {
            if let Some(rest) = line.strip_prefix("In [") {
                let (number, code) = rest.split_once("]:")?;
                let code = code.strip_prefix(' ').unwrap_or(code);
                return number.bytes().all(|b| b.is_ascii_digit()).then(|| code.to_owned());
            }
            let rest = line.strip_prefix("...:")?;
            return Some(rest.strip_prefix(' ').unwrap_or(rest).to_owned());
        }
        let rest = line.strip_prefix(">>>").or_else(|| line.strip_prefix("..."))?;
        if rest.is_empty() { Some(String::new()) } else { rest.strip_prefix(' ').map(str::to_owned) }
    };
    Some(text.lines().filter_map(input).collect::<Vec<_>>().join("\n"))
}

/// Without the indentation that all lines share.
fn dedented(text: &str) -> String {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines = || text.split('\n');
    let shared = lines().filter(|l| !l.trim().is_empty()).map(blanks).min().unwrap_or(0);
    let first = lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    // Tabs and blanks in turn are not the same indentation.
    let margin = &first[..shared.min(blanks(first))];
    if shared == 0 || !lines().all(|l| l.trim().is_empty() || l.starts_with(margin)) {
        return text.to_owned();
    }
    lines().map(|l| l.get(shared..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(text: &str) -> String {
        let mut paste = Paste::default();
        text.chars().for_each(|c| paste.push(c));
        paste.text(true)
    }

    #[test]
    fn line_ends_become_one() {
        assert_eq!(pasted("a\r\nb\rc\n\nd"), "a\nb\nc\n\nd");
        assert_eq!(pasted("a\r"), "a");
        assert_eq!(pasted("a\nb\n"), "a\nb\n");
    }

    #[test]
    fn a_shared_indentation_goes() {
        assert_eq!(pasted("    if x:\n        y\n\n    z"), "if x:\n    y\n\nz");
        assert_eq!(pasted("x\n    y"), "x\n    y");
        assert_eq!(pasted("\tx\n    y"), "\tx\n    y");
    }

    #[test]
    fn prompts_and_output_of_a_dialogue_go() {
        assert_eq!(pasted(">>> for x in y:\n...     x\n...\n1\n>>> z"), "for x in y:\n    x\n\nz");
        assert_eq!(
            pasted("In [1]: def f():\n   ...:     pass\n   ...: \n\nIn [2]: f()\nOut[2]: 1"),
            "def f():\n    pass\n\nf()"
        );
    }
}

//! Functions whose bodies are not even parsed before they are called: those of the embedded library, most of which no
//! program calls, and whose text is known to be right.
//!
//! Where their bodies stand was found when the library was embedded. The parser gets a text without them; the code object
//! of such a function is a stand-in (`types::code::Later`), and the code object proper is made from the function's own
//! lines. Left out are functions that could see more than their module's globals: those that use `super` or
//! `__class__`, or have type parameters around.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustpython_ast as ast;
use rustpython_ast::Stmt;
use rustpython_text_size::Ranged;

use super::body::Lower;
use super::collect::Collector;
use super::span_of;
use super::{ClassNames, CompileOptions, Intern, Unit};
use crate::heap::Ref;
use crate::parse::{Mode, parse_trusted};
use crate::source::Source;
use crate::types::code::{Code, Later};
use crate::types::str::Str;

/// The text with a constant in the place of each body; what is left of its room is a comment, which is skipped fastest.
pub(super) fn without_bodies(text: &str, bodies: &[(u32, u32)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in bodies {
        let (start, end) = (*start as usize, *end as usize);
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str("0#");
        let mut room = end.saturating_sub(start + 2);
        while room > 0 {
            let n = room.min(BLANKS.len());
            out.push_str(&BLANKS[..n]);
            room -= n;
        }
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

const BLANKS: &str = "                                                                                                ";

impl Lower<'_> {
    /// The stand-in for the code of a function whose body was left out; `None` for others.
    pub(super) fn code_later(&self, def: &ast::StmtFunctionDef, qualname: &Str) -> Option<Ref<Code>> {
        let start = def.body.first()?.start().to_u32();
        let i = self.unit.later.binary_search_by_key(&start, |b| b.0).ok()?;
        let end = self.unit.later[i].1;
        let head = self.function_head(def, qualname);
        let private = self.unit.scopes[head.scope].private.clone();
        let part =
            Part { unit: self.unit.clone(), private, qualname: qualname.clone(), start: span_of(def).start, end };
        let mut code = head.plain_code(self.unit, Box::new(Default::default));
        code.simple = false;
        let make: Box<dyn FnOnce() -> Ref<Code>> = Box::new(move || part.code());
        let text = self.unit.source.text.as_bytes();
        let documented = matches!(text.get(start as usize), Some(b'"' | b'\'' | b'r' | b'R' | b'u' | b'U'));
        code.later = Some(Box::new(Later { make: RefCell::new(Some(make)), made: OnceCell::new(), documented }));
        Some(Ref::new(code))
    }
}

/// The lines of one function.
struct Part {
    unit: Rc<Unit>,
    /// The class whose private names it uses.
    private: Option<Rc<str>>,
    qualname: Str,
    /// From the first decorator to the end of the body.
    start: u32,
    end: u32,
}

impl Part {
    /// Parses them, inside what makes their indentation right.
    fn code(self) -> Ref<Code> {
        let whole = &self.unit.source;
        let (first_line, column) = whole.line_and_byte(self.start);
        let around = match &self.private {
            Some(class) => format!("class {class}:\n"),
            None if column > 0 => "if 1:\n".to_owned(),
            None => String::new(),
        };
        let lines = whole.text.get((self.start - column) as usize..self.end as usize).unwrap_or_default();
        let first_line = first_line as i32 - i32::from(!around.is_empty());
        let source = Rc::new(Source::part(whole.filename.clone(), format!("{around}{lines}\n"), first_line));
        let mut body = parse_trusted(&source.text);
        let intern = self.unit.intern.clone();
        let (scopes, names) = collect(&body, &*intern, self.unit.future_annotations, &source.text);
        let future_annotations = self.unit.future_annotations;
        let unit =
            Unit { source, intern, scopes, names, future_annotations, namespace: false, mode: Mode::Exec, later: &[] };
        let unit = Rc::new(unit);
        let lower = Lower::new(&unit, 0, self.qualname.clone());
        loop {
            body = match body.pop() {
                Some(Stmt::FunctionDef(def)) => return lower.function_code(def, self.qualname),
                Some(Stmt::ClassDef(class)) => class.body,
                Some(Stmt::If(s)) => s.body,
                _ => unreachable!("the place of the body of {} was found by parsing the same text", self.qualname),
            };
        }
    }
}

fn collect(body: &[Stmt], intern: &Intern, future_annotations: bool, text: &str) -> (super::scope::Scopes, ClassNames) {
    let mut collector = Collector::new(intern, &CompileOptions::default(), future_annotations, text);
    let checked = collector.block(body);
    let Collector { mut scopes, names, .. } = collector;
    let resolved = checked.and_then(|()| scopes.resolve(false, &names));
    debug_assert!(resolved.is_ok(), "the library's text is right");
    (scopes, names)
}

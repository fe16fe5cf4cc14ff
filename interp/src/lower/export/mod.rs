//! The syntax tree as plain data, for programs: module `ast` makes its objects from it.
//!
//! Owns the translation from the parser's nodes to those of Python's abstract grammar (names of classes and fields,
//! places in CPython's terms). What the objects are like is the business of whoever asks.

mod expr;
mod parts;
mod stmt;

use rustpython_text_size::TextRange;

use crate::parse::{Mode, Parsed, SyntaxError, parse};
use crate::source::Source;
use crate::value::Value;

/// One node: an instance of the class of that name.
pub struct Node {
    pub class: &'static str,
    /// The fields that are not what their kind of field is without being given, in the grammar's order.
    pub fields: Vec<(&'static str, Field)>,
    /// Where it stands, for the classes that have a place.
    pub place: Option<NodePlace>,
}

/// The value of a field.
pub enum Field {
    Value(Value),
    Node(Box<Node>),
    List(Vec<Field>),
}

/// Lines from 1, columns in bytes from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NodePlace {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// The tree of a text.
///
/// # Errors
/// What the grammar refuses. Errors that only compiling finds (`return` outside a function) are none here.
pub fn syntax_tree(source: &Source, mode: Mode) -> Result<Node, SyntaxError> {
    let export = Export { source };
    let parsed = parse(source.text(), mode)?;
    Ok(match parsed {
        Parsed::Module(body) => {
            let body = ("body", export.body(&body));
            match mode {
                Mode::Single => Node { class: "Interactive", fields: vec![body], place: None },
                _ => Node { class: "Module", fields: vec![body, ("type_ignores", Field::List(vec![]))], place: None },
            }
        }
        Parsed::Expression(e) => Node { class: "Expression", fields: vec![("body", export.expr(&e))], place: None },
    })
}

/// Translates the nodes of one source.
struct Export<'a> {
    source: &'a Source,
}

impl Export<'_> {
    fn place(&self, range: TextRange) -> NodePlace {
        let (line, column) = self.source.line_and_byte(range.start().to_u32());
        let (end_line, end_column) = self.source.line_and_byte(range.end().to_u32());
        NodePlace { line, column, end_line, end_column }
    }

    fn located(&self, class: &'static str, range: TextRange, fields: Vec<(&'static str, Field)>) -> Field {
        Field::Node(Box::new(Node { class, fields, place: Some(self.place(range)) }))
    }

    fn text_at(&self, range: TextRange) -> &str {
        self.source.text().get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }
}

fn node(class: &'static str, fields: Vec<(&'static str, Field)>) -> Field {
    Field::Node(Box::new(Node { class, fields, place: None }))
}

fn text(s: &str) -> Field {
    Field::Value(Value::str(s))
}

fn optional_text(s: Option<&str>) -> Field {
    Field::Value(s.map_or(Value::None, Value::str))
}

fn none() -> Field {
    Field::Value(Value::None)
}

fn number(n: i64) -> Field {
    Field::Value(Value::Int(n))
}

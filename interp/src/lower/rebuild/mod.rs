//! From syntax trees that programs made (module `ast`) back to the parser's nodes, so that they can be compiled.
//!
//! The opposite of `export`, in whose terms the trees come in: their fields have the right types already. Owns what is
//! left to be checked (contexts, bodies that must not be empty) and the places: nodes say lines and columns, the parser's
//! offsets into a text. That text is the file's when there is one, else blank.

mod expr;
mod parts;
mod stmt;

use rustpython_ast as ast;
use rustpython_text_size::{TextRange, TextSize};

use super::export::{Field, Node, NodePlace};
use crate::parse::{Mode, Parsed};
use crate::source::Source;
use crate::value::Value;

/// Columns past this are taken for it, in a text that is made up.
const MAX_COLUMN: u32 = 1000;

/// A tree of more lines than this is refused: its text would be too large.
const MAX_LINES: u32 = 4_000_000;

/// What is wrong with a tree, in CPython's words: a ValueError.
pub(super) type Result<T> = std::result::Result<T, String>;

/// A tree as the parser would have made it.
pub(crate) struct Rebuilt {
    pub source: Source,
    pub parsed: Parsed,
    /// Constants that no literal can denote; expressions refer to them by index.
    pub constants: Vec<Value>,
}

/// Rebuilds a tree. `text` is what the file of that name holds.
///
/// # Errors
/// Says what is wrong with the tree.
pub(crate) fn rebuild(root: Node, filename: &str, text: Option<String>, mode: Mode) -> Result<Rebuilt> {
    let mut extent = Extent { widths: Vec::new() };
    extent.measure(&root)?;
    let source = extent.source(filename, text);
    let mut build = Rebuild { source: &source, constants: Vec::new() };
    let mut fields = Fields(root.fields);
    let parsed = match mode {
        Mode::Eval => Parsed::Expression(Box::new(build.expr(fields.take("body"), Context::Load)?)),
        Mode::Exec | Mode::Single => Parsed::Module(build.block(fields.take("body"))?),
    };
    let constants = build.constants;
    Ok(Rebuilt { source, parsed, constants })
}

/// Which lines and columns a tree names.
struct Extent {
    /// The greatest column of each line.
    widths: Vec<u32>,
}

impl Extent {
    fn each(node: &Node, f: &mut impl FnMut(NodePlace) -> Result<()>) -> Result<()> {
        if let Some(place) = node.place {
            f(place)?;
        }
        node.fields.iter().try_for_each(|(_, field)| Self::each_in(field, f))
    }

    fn each_in(field: &Field, f: &mut impl FnMut(NodePlace) -> Result<()>) -> Result<()> {
        match field {
            Field::Value(_) => Ok(()),
            Field::Node(node) => Self::each(node, f),
            Field::List(items) => items.iter().try_for_each(|item| Self::each_in(item, f)),
        }
    }

    fn measure(&mut self, root: &Node) -> Result<()> {
        let widths = &mut self.widths;
        Self::each(root, &mut |place| {
            for (line, column) in [(place.line, place.column), (place.end_line, place.end_column)] {
                let index = line.saturating_sub(1);
                if index > MAX_LINES {
                    return Err("the tree has too many lines".to_owned());
                }
                let index = index as usize;
                if widths.len() <= index {
                    widths.resize(index + 1, 0);
                }
                widths[index] = widths[index].max(column.min(MAX_COLUMN));
            }
            Ok(())
        })
    }

    fn source(&self, filename: &str, text: Option<String>) -> Source {
        match text {
            Some(mut text) => {
                let have = text.matches('\n').count() + 1;
                let missing = self.widths.len().saturating_sub(have);
                text.extend(std::iter::repeat_n('\n', missing));
                Source::new(filename, text)
            }
            None => {
                let lines = self.widths.iter().map(|width| " ".repeat(*width as usize) + "\n");
                Source::new(filename, lines.collect::<String>())
            }
        }
    }
}

/// What an expression is there for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Load,
    Store,
    Del,
}

impl Context {
    fn name(self) -> &'static str {
        match self {
            Context::Load => "Load",
            Context::Store => "Store",
            Context::Del => "Del",
        }
    }

    fn parsed(self) -> ast::ExprContext {
        match self {
            Context::Load => ast::ExprContext::Load,
            Context::Store => ast::ExprContext::Store,
            Context::Del => ast::ExprContext::Del,
        }
    }
}

/// The fields of a node, to be taken one by one.
struct Fields(Vec<(&'static str, Field)>);

impl Fields {
    /// A field; one that the reader left out is None.
    fn take(&mut self, name: &str) -> Field {
        match self.0.iter().position(|(n, _)| *n == name) {
            Some(i) => self.0.swap_remove(i).1,
            None => Field::Value(Value::None),
        }
    }

    fn list(&mut self, name: &str) -> Vec<Field> {
        match self.take(name) {
            Field::List(items) => items,
            _ => Vec::new(),
        }
    }

    fn text(&mut self, name: &str) -> String {
        self.optional_text(name).unwrap_or_default()
    }

    fn optional_text(&mut self, name: &str) -> Option<String> {
        match self.take(name) {
            Field::Value(v) => v.as_str().map(|s| s.to_string()),
            _ => None,
        }
    }

    fn number(&mut self, name: &str) -> i64 {
        match self.take(name) {
            Field::Value(Value::Int(n)) => n,
            _ => 0,
        }
    }

    /// The class of a node that says nothing but that (`Add()`).
    fn class(&mut self, name: &str) -> &'static str {
        match self.take(name) {
            Field::Node(node) => node.class,
            _ => "",
        }
    }
}

fn is_none(field: &Field) -> bool {
    matches!(field, Field::Value(Value::None))
}

/// Translates the nodes of one tree.
struct Rebuild<'a> {
    source: &'a Source,
    constants: Vec<Value>,
}

impl Rebuild<'_> {
    fn range(&self, place: Option<NodePlace>) -> TextRange {
        let Some(place) = place else { return TextRange::default() };
        let start = self.source.offset(place.line, place.column);
        let end = self.source.offset(place.end_line, place.end_column).max(start);
        TextRange::new(TextSize::from(start), TextSize::from(end))
    }

    fn name(&self, text: String, range: TextRange) -> ast::Identifier {
        ast::Identifier::new(text, range)
    }

    /// Statements of a block that must have some.
    fn body(&mut self, fields: &mut Fields, name: &str, of: &str) -> Result<Vec<ast::Stmt>> {
        let body = self.block(fields.take(name))?;
        if body.is_empty() { Err(format!("empty {name} on {of}")) } else { Ok(body) }
    }

    fn block(&mut self, field: Field) -> Result<Vec<ast::Stmt>> {
        match field {
            Field::List(items) => items.into_iter().map(|s| self.stmt(s)).collect(),
            _ => Ok(Vec::new()),
        }
    }
}

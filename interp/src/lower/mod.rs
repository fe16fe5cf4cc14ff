//! From syntax tree to the tree that is walked.
//!
//! [`compile`] parses a text, fills the symbol tables (`collect`, `scope`) and so finds every error that Python reports
//! at compile time; then it makes the code object of the module. Bodies are lowered when first called ([`Body`]'s
//! maker owns the part of the syntax tree it needs): that cannot fail any more.
//!
//! One file a family of syntax: `expr`, `operands` (suspensions inside expressions), `comprehension`, `fstring`,
//! `literal`, `function`, `class`, `generic` (type parameters), `stmt`, `assign`, `control` (loops, conditions), `exits` (what
//! `return`, `break` and `continue` leave), `attempt` (`try`), `with`, `pattern`. `body` is the workbench they share.
//! `export` shows the syntax tree to programs instead, and `rebuild` takes one back from them.

mod assign;
mod attempt;
mod body;
mod checks;
mod class;
mod collect;
mod comprehension;
mod constant;
mod control;
mod exits;
pub mod export;
mod expr;
mod fstring;
mod function;
mod generic;
mod literal;
mod operands;
mod pattern;
mod rebuild;
mod scope;
mod stmt;
mod unparse;
mod with;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustpython_ast as ast;
use rustpython_text_size::{Ranged, TextRange};

use crate::heap::Ref;
use crate::parse::{Mode, Parsed, SyntaxError, parse};
use crate::source::{Source, Span};
use crate::types::code::{Code, CodeKind, Params};
use crate::types::str::Str;
use crate::types::weak::WeakSlot;
use crate::value::Value;

use body::Lower;
use collect::Collector;
use scope::{ClassNames, ScopeId, Scopes};

/// Turns a name into the one string object that stands for it.
pub type Intern = dyn Fn(&str) -> Str;

/// How a text is compiled.
#[derive(Clone, Default, Debug)]
pub struct CompileOptions {
    /// `await` is allowed outside functions (the prompt, `PyCF_ALLOW_TOP_LEVEL_AWAIT`).
    pub top_level_await: bool,
    /// Names are looked up in a namespace first: `exec` and `eval` with separate locals.
    pub namespace: bool,
    /// `from __future__ import annotations` is in force from the start.
    pub future_annotations: bool,
    /// How often `-O` was given: 1 leaves assertions out, 2 docstrings too. `None`: as the interpreter was started.
    pub optimize: Option<u8>,
    /// The most digits that a decimal integer may have; 0: as many as it likes.
    pub max_digits: usize,
    /// An entry at the prompt: may hold several statements, of which the last displays its values.
    pub entry: bool,
}

pub use collect::SyntaxWarning;

/// What all code of one text shares.
struct Unit {
    source: Rc<Source>,
    intern: Rc<Intern>,
    scopes: Scopes,
    names: ClassNames,
    future_annotations: bool,
    namespace: bool,
    mode: Mode,
    /// In [`Mode::Single`]: where the statement begins whose values are displayed.
    displayed_from: u32,
    optimize: u8,
    /// What `rebuild` found no literal for.
    constants: Vec<Value>,
}

/// Compiles a text. `intern` is kept: bodies are lowered later. `warnings` gets what is suspicious.
///
/// # Errors
/// Everything that Python reports before it runs a text.
pub fn compile(
    source: Rc<Source>,
    mode: Mode,
    options: &CompileOptions,
    intern: Rc<Intern>,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<Ref<Code>, SyntaxError> {
    let parsed = parse(source.text(), mode)?;
    if mode == Mode::Single && !options.entry {
        checks::one_statement(&parsed, source.text())?;
    }
    compile_parsed(source, parsed, Vec::new(), mode, options, intern, warnings)
}

/// A syntax tree that a program made.
pub struct TreeSource {
    pub root: export::Node,
    pub filename: String,
    pub mode: Mode,
}

/// Why a tree could not be compiled.
pub enum TreeError {
    /// The tree is none that the parser would make: a ValueError.
    Tree(String),
    /// It says what Python refuses.
    Syntax(SyntaxError, Rc<Source>),
}

/// Compiles a syntax tree. `text` is what the file of its name holds, for tracebacks.
///
/// # Errors
/// See [`TreeError`].
pub fn compile_tree(
    tree: TreeSource,
    text: Option<String>,
    options: &CompileOptions,
    intern: Rc<Intern>,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<(Ref<Code>, Rc<Source>), TreeError> {
    let rebuilt = rebuild::rebuild(tree.root, &tree.filename, text, tree.mode).map_err(TreeError::Tree)?;
    let source = Rc::new(rebuilt.source);
    compile_parsed(source.clone(), rebuilt.parsed, rebuilt.constants, tree.mode, options, intern, warnings)
        .map(|code| (code, source.clone()))
        .map_err(|e| TreeError::Syntax(e, source))
}

fn compile_parsed(
    source: Rc<Source>,
    parsed: Parsed,
    constants: Vec<Value>,
    mode: Mode,
    options: &CompileOptions,
    intern: Rc<Intern>,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<Ref<Code>, SyntaxError> {
    let (futures, futures_end) = match &parsed {
        Parsed::Module(body) => checks::futures(body),
        Parsed::Expression(_) => (false, 0),
    };
    let future_annotations = futures || options.future_annotations;
    let mut collector = Collector::new(&*intern, options, future_annotations, source.text());
    collector.futures_end = futures_end;
    match &parsed {
        Parsed::Module(body) => collector.block(body),
        Parsed::Expression(e) => collector.expression(e),
    }
    .map_err(SyntaxError::after_parsing)?;
    warnings.append(&mut collector.warnings);
    let Collector { mut scopes, names, .. } = collector;
    scopes.resolve(options.namespace, &names).map_err(SyntaxError::after_parsing)?;
    let module = &scopes[0];
    let kind = match (module.has_await, options.top_level_await) {
        (true, true) => CodeKind::Coroutine,
        _ => CodeKind::Module,
    };
    let displayed_from = match &parsed {
        Parsed::Module(body) if options.entry => body.last().map_or(0, |last| span_of(last).start),
        _ => 0,
    };
    let namespace = options.namespace;
    let optimize = options.optimize.unwrap_or(0);
    let unit = Rc::new(Unit {
        source,
        intern,
        scopes,
        names,
        future_annotations,
        namespace,
        mode,
        displayed_from,
        optimize,
        constants,
    });
    let name = (unit.intern)("<module>");
    let made = CodeHead {
        scope: 0,
        qualname: name.clone(),
        name,
        kind,
        span: Span::new(0, 0),
        params: Params::default(),
        docstring: None,
        uses_namespace: options.namespace,
    };
    let lower_unit = unit.clone();
    Ok(made.code(
        &unit,
        Box::new(move || {
            let mut lower = Lower::new(&lower_unit, 0, (lower_unit.intern)("<module>"));
            match parsed {
                Parsed::Module(body) => lower.module(body),
                Parsed::Expression(e) => lower.expression_body(*e),
            }
            lower.finish()
        }),
    ))
}

/// What is known of a code object before its body is lowered.
struct CodeHead {
    scope: ScopeId,
    name: Str,
    qualname: Str,
    kind: CodeKind,
    span: Span,
    params: Params,
    docstring: Option<Str>,
    uses_namespace: bool,
}

impl CodeHead {
    fn code(self, unit: &Unit, lower: crate::types::code::LowerFn) -> Ref<Code> {
        Ref::new(self.plain_code(unit, lower))
    }

    fn plain_code(self, unit: &Unit, lower: crate::types::code::LowerFn) -> Code {
        let scope = &unit.scopes[self.scope];
        let params = self.params;
        let simple = params.is_simple() && !scope.cells.iter().any(|c| *c < params.slots());
        // The hidden parameters have names that no program can write.
        let variables = scope.variables.iter().map(|n| match n.as_str() {
            ".format" => (unit.intern)("format"),
            _ => n.clone(),
        });
        Code {
            name: self.name,
            qualname: self.qualname,
            kind: self.kind,
            source: unit.source.clone(),
            span: self.span,
            first_line: unit.source.line(self.span.start),
            params,
            simple,
            variables: variables.collect(),
            free: scope.free.iter().cloned().collect(),
            cells: scope.cells.iter().copied().collect(),
            uses_namespace: self.uses_namespace,
            future_annotations: unit.future_annotations,
            docstring: self.docstring,
            type_params: None,
            lower: RefCell::new(Some(lower)),
            later: None,
            iterable_coroutine: false,
            original: None,
            body: OnceCell::new(),
            places: RefCell::default(),
            weak: WeakSlot::default(),
        }
    }
}

/// A range of the parser as a span.
fn span(range: TextRange) -> Span {
    Span::new(range.start().to_u32(), range.end().to_u32())
}

/// The span of a node.
fn span_of(node: impl Ranged) -> Span {
    span(node.range())
}

/// The number of the scope that a node opens.
fn scope_of(index: &ast::AtomicNodeIndex) -> ScopeId {
    index.load().as_u32().unwrap_or(0)
}

//! `def` and `lambda`: code objects whose bodies are lowered when first called, defaults, annotations.

use rustpython_ast as ast;
use rustpython_ast::{Expr as Ast, Stmt};

use super::body::{Annotation, Lower};
use super::operands::Operands;
use super::scope::{ScopeId, ScopeKind};
use super::{CodeHead, constant, scope_of, span_of};
use crate::heap::Ref;
use crate::source::Span;
use crate::tree::{Call, CmpOp, Compare, Display, DisplayKind, Expr, Index, MakeFunction, Step};
use crate::types::code::{Code, CodeKind, Params};
use crate::types::str::Str;
use crate::value::Value;

/// The kind of code that a function's flags make.
fn kind_of(is_async: bool, has_yield: bool) -> CodeKind {
    match (is_async, has_yield) {
        (false, false) => CodeKind::Function,
        (false, true) => CodeKind::Generator,
        (true, false) => CodeKind::Coroutine,
        (true, true) => CodeKind::AsyncGenerator,
    }
}

fn params_of(p: Option<&ast::Parameters>) -> Params {
    p.map_or_else(Params::default, |p| Params {
        positional_only: p.posonlyargs.len() as u32,
        positional: (p.posonlyargs.len() + p.args.len()) as u32,
        keyword_only: p.kwonlyargs.len() as u32,
        var_positional: p.vararg.is_some(),
        var_keyword: p.kwarg.is_some(),
    })
}

/// The defaults of a function: positional ones, then keyword-only ones with their names.
struct Defaults {
    positional: Vec<Ast>,
    keyword: Vec<(String, Ast)>,
}

fn take_defaults(p: &mut ast::Parameters) -> Defaults {
    let positional = p.posonlyargs.iter_mut().chain(&mut p.args).filter_map(|a| a.default.take());
    let positional = positional.map(|e| *e).collect();
    let keyword = p.kwonlyargs.iter_mut().filter_map(|a| {
        let default = a.default.take()?;
        Some((a.parameter.name.to_string(), *default))
    });
    Defaults { positional, keyword: keyword.collect() }
}

/// The docstring of a body.
pub(super) fn docstring(body: &[Stmt]) -> Option<String> {
    match body.first() {
        Some(Stmt::Expr(e)) => match &*e.value {
            Ast::StringLiteral(s) => Some(constant::clean_doc(s.value.to_str())),
            _ => None,
        },
        _ => None,
    }
}

impl Lower<'_> {
    /// The qualified name of something called `name` that this code makes.
    pub(super) fn inner_qualname(&self, name: &str) -> Str {
        let host = &self.unit.scopes[self.host];
        match host.kind {
            ScopeKind::Module => self.plain(name),
            ScopeKind::Class => self.plain(&format!("{}.{name}", self.qualname)),
            _ => self.plain(&format!("{}.<locals>.{name}", self.qualname)),
        }
    }

    /// The qualified name of a `def` or `class`: a bare one where the name is declared global.
    pub(super) fn def_qualname(&self, name: &str) -> Str {
        let mangled = self.name(name);
        if self.current().flags(&mangled) & super::scope::GLOBAL != 0 {
            return self.plain(name);
        }
        self.inner_qualname(name)
    }

    /// Lowers decorators: what is called with the thing defined, innermost last.
    pub(super) fn decorators(&mut self, list: Vec<ast::Decorator>, operands: &mut Operands) -> Vec<Span> {
        let mut spans = Vec::with_capacity(list.len());
        for d in list {
            spans.push(span_of(&d.expression));
            self.operand(operands, d.expression);
        }
        spans
    }

    /// Wraps calls of the decorators around what is defined.
    pub(super) fn decorate(decorators: Vec<Expr>, spans: Vec<Span>, defined: Expr) -> Expr {
        decorators.into_iter().zip(spans).rev().fold(defined, |arg, (func, span)| {
            Expr::Call(Box::new(Call { func, args: Box::new([arg]), names: Box::default(), span }))
        })
    }

    pub(super) fn function_def(&mut self, mut def: ast::StmtFunctionDef) {
        let span = span_of(&def);
        let scope = scope_of(&def.node_index);
        let mut operands = Operands::default();
        let decorators = std::mem::take(&mut def.decorator_list);
        let n = decorators.len();
        let spans = self.decorators(decorators, &mut operands);
        let defaults = take_defaults(&mut def.parameters);
        let (n_defaults, kw_names) = self.default_operands(defaults, &mut operands);
        let mut trees = operands.trees.into_iter();
        let decorators: Vec<Expr> = trees.by_ref().take(n).collect();
        let positional: Box<[Expr]> = trees.by_ref().take(n_defaults).collect();
        let kw_defaults = kw_names.into_iter().zip(trees).collect();

        let outer = self.scope;
        let type_params = self.type_params(def.type_params.take(), self.unit.scopes[scope].type_params);
        let (name, qualname) = (def.name.to_string(), self.def_qualname(def.name.as_str()));
        let name_span = span_of(&def.name);
        let annotate = self.function_annotations(&mut def, &qualname);
        let code = self.function_code(def, qualname);
        let function = MakeFunction {
            code,
            defaults: positional,
            kw_defaults,
            closure: self.unit.scopes.closure(scope, &self.unit.names),
            annotate: annotate.map(Box::new),
            type_params,
            span,
        };
        self.scope = outer;
        let value = Self::decorate(decorators, spans, Expr::Function(Box::new(function)));
        let target = self.variable(&name, name_span);
        self.store(target, value);
    }

    /// The code object of a `def`.
    pub(super) fn function_code(&self, def: ast::StmtFunctionDef, qualname: Str) -> Ref<Code> {
        let head = self.function_head(&def, &qualname);
        let (scope, positional) = (head.scope, head.params.positional);
        let unit = self.unit.clone();
        let body = def.body;
        head.code(
            self.unit,
            Box::new(move || {
                let mut lower = Lower::new(&unit, scope, qualname);
                lower.positional = positional;
                lower.block(body);
                lower.finish()
            }),
        )
    }

    /// What is known of a `def` before its body is lowered.
    pub(super) fn function_head(&self, def: &ast::StmtFunctionDef, qualname: &Str) -> CodeHead {
        let scope = scope_of(&def.node_index);
        let s = &self.unit.scopes[scope];
        CodeHead {
            scope,
            name: self.plain(def.name.as_str()),
            qualname: qualname.clone(),
            kind: kind_of(s.is_async, s.has_yield),
            span: span_of(def),
            params: params_of(Some(&def.parameters)),
            docstring: docstring(&def.body).filter(|_| self.unit.optimize < 2).map(|d| Str::new(&d)),
            uses_namespace: false,
        }
    }

    fn default_operands(&mut self, defaults: Defaults, operands: &mut Operands) -> (usize, Vec<Str>) {
        let n = defaults.positional.len();
        defaults.positional.into_iter().for_each(|e| self.operand(operands, e));
        let mut names = Vec::new();
        for (name, e) in defaults.keyword {
            names.push(self.name(&name));
            self.operand(operands, e);
        }
        (n, names)
    }

    pub(super) fn lambda(&mut self, mut l: ast::ExprLambda) -> Expr {
        let span = span_of(&l);
        let scope = scope_of(&l.node_index);
        let mut operands = Operands::default();
        let params = params_of(l.parameters.as_deref());
        let (n, names) = match l.parameters.as_deref_mut() {
            Some(p) => {
                let defaults = take_defaults(p);
                self.default_operands(defaults, &mut operands)
            }
            None => (0, Vec::new()),
        };
        let mut trees = operands.trees.into_iter();
        let defaults = trees.by_ref().take(n).collect();
        let kw_defaults = names.into_iter().zip(trees).collect();
        let qualname = self.inner_qualname("<lambda>");
        let s = &self.unit.scopes[scope];
        let positional = params.positional;
        let head = CodeHead {
            scope,
            name: self.plain("<lambda>"),
            qualname: qualname.clone(),
            kind: kind_of(s.is_async, s.has_yield),
            span,
            params,
            docstring: None,
            uses_namespace: false,
        };
        let unit = self.unit.clone();
        let body = *l.body;
        let code = head.code(
            self.unit,
            Box::new(move || {
                let mut lower = Lower::new(&unit, scope, qualname);
                lower.positional = positional;
                lower.span = span_of(&body);
                let value = lower.expr(body);
                lower.emit(Step::Return(value));
                lower.finish()
            }),
        );
        let closure = self.unit.scopes.closure(scope, &self.unit.names);
        Expr::Function(Box::new(MakeFunction {
            code,
            defaults,
            kw_defaults,
            closure,
            annotate: None,
            type_params: None,
            span,
        }))
    }

    // Annotations and other parts that are evaluated when asked for.

    /// The function that returns the annotations of a `def`.
    fn function_annotations(&mut self, def: &mut ast::StmtFunctionDef, qualname: &Str) -> Option<MakeFunction> {
        let scope = self.unit.scopes[scope_of(&def.node_index)].annotate?;
        let span = span_of(&*def);
        let mut all = Vec::new();
        let p = &mut def.parameters;
        let positional = p.posonlyargs.iter_mut().chain(&mut p.args).map(|a| &mut a.parameter);
        let star = p.vararg.iter_mut().map(|a| &mut **a);
        let keyword = p.kwonlyargs.iter_mut().map(|a| &mut a.parameter);
        let double_star = p.kwarg.iter_mut().map(|a| &mut **a);
        for a in positional.chain(star).chain(keyword).chain(double_star) {
            if let Some(annotation) = a.annotation.take() {
                all.push(Annotation { name: self.name(a.name.as_str()), value: *annotation, condition: None });
            }
        }
        if let Some(returns) = def.returns.take() {
            all.push(Annotation { name: self.plain("return"), value: *returns, condition: None });
        }
        Some(self.annotate_function(scope, all, qualname.as_str(), span))
    }

    /// `__annotate__`: a function of `format` that returns the annotations as a dict.
    pub(super) fn annotate_function(
        &mut self,
        scope: ScopeId,
        all: Vec<Annotation>,
        of: &str,
        span: Span,
    ) -> MakeFunction {
        let qualname = if of.is_empty() { "__annotate__".to_string() } else { format!("{of}.__annotate__") };
        self.lazy_function(scope, "__annotate__", &qualname, span, None, move |lower| {
            let unit = lower.unit.clone();
            let convert = |lower: &mut Lower, value: Ast| {
                if unit.future_annotations {
                    let text = super::unparse::annotation(unit.source.text(), &value);
                    return Expr::Const(lower.text(&text));
                }
                lower.annotation_value(value)
            };
            if all.iter().all(|a| a.condition.is_none()) {
                let items = all.into_iter().map(|a| {
                    let value = convert(lower, a.value);
                    (Some(Expr::Const(Value::Str(a.name))), value)
                });
                let items = items.collect();
                lower.emit(Step::Return(Expr::Dict(items)));
                return;
            }
            let result = lower.temp();
            lower.emit(Step::Store { slot: result, value: Expr::Dict(Box::default()) });
            for a in all {
                let next = lower.label();
                if let Some(k) = a.condition {
                    let left = Expr::Const(Value::Int(i64::from(k)));
                    let right = lower.load_name(lower.plain(CONDITIONAL), span);
                    let cond = Expr::Compare(Box::new(Compare { op: CmpOp::In, left, right, span }));
                    lower.emit(Step::JumpIfFalse { cond, to: next });
                }
                let value = convert(lower, a.value);
                lower.emit(Step::Insert { slot: result, key: Expr::Const(Value::Str(a.name)), value });
                lower.place(next);
            }
            lower.emit(Step::Return(Expr::Take(result)));
        })
    }

    /// An annotation, bound or default; `*Ts` stands for the one item of `(*Ts,)`.
    pub(super) fn annotation_value(&mut self, e: Ast) -> Expr {
        let span = span_of(&e);
        match e {
            Ast::Starred(s) => {
                let items = Box::new([(true, self.expr(*s.value))]);
                let object = Expr::Display(Box::new(Display { kind: DisplayKind::Tuple, items, span }));
                let index = Expr::Const(Value::Int(0));
                Expr::Index(Box::new(Index { object, index, span }))
            }
            e => self.expr(e),
        }
    }

    /// A function of one parameter, `format`, whose body `lower` makes; it refuses formats other than 1 and 2.
    pub(super) fn lazy_function(
        &mut self,
        scope: ScopeId,
        name: &str,
        qualname: &str,
        span: Span,
        default: Option<Value>,
        lower: impl FnOnce(&mut Lower) + 'static,
    ) -> MakeFunction {
        let qualname = self.plain(qualname);
        let head = CodeHead {
            scope,
            name: self.plain(name),
            qualname: qualname.clone(),
            kind: CodeKind::Function,
            span,
            params: Params { positional_only: 1, positional: 1, ..Params::default() },
            docstring: None,
            uses_namespace: false,
        };
        let unit = self.unit.clone();
        let code: Ref<Code> = head.code(
            self.unit,
            Box::new(move || {
                let mut body = Lower::new(&unit, scope, qualname);
                body.span = span;
                let left = Expr::Local { slot: 0, span };
                let right = Expr::Const(Value::Int(2));
                let cond = Expr::Compare(Box::new(Compare { op: CmpOp::Gt, left, right, span }));
                let fine = body.label();
                body.emit(Step::JumpIfFalse { cond, to: fine });
                let exc = Expr::Global(Lower::global(body.plain("NotImplementedError"), span));
                body.emit(Step::Raise { exc: Some(exc), cause: None });
                body.place(fine);
                lower(&mut body);
                body.finish()
            }),
        );
        let mut function = self.plain_function(code, scope, span);
        function.defaults = default.into_iter().map(Expr::Const).collect();
        function
    }
}

/// The name, unwritable in a program, of the set of conditional annotations that were reached.
pub(super) const CONDITIONAL: &str = "__conditional_annotations__";

//! What the body of a code object mentions: `co_consts` and `co_names`. Found by walking the tree when somebody asks.

use crate::heap::Ref;
use crate::tree::{
    Arg, Body, ComprehensionKind, Expr, FPart, ForClause, GeneratorExpr, MakeClass, MakeFunction, Pattern, Step, Target,
};
use crate::types::code::Code;
use crate::types::str::Str;
use crate::value::Value;

/// The constants, nested code objects among them, and the names of globals, attributes and modules, in order.
#[derive(Default)]
pub struct Contents {
    pub constants: Vec<Value>,
    pub names: Vec<Str>,
}

/// What a body mentions.
pub fn contents(body: &Body) -> Contents {
    let mut found = Contents::default();
    body.steps.iter().for_each(|step| found.step(step));
    found
}

/// True for constants that are one to the compiler: of the same type and equal.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Str(x), Value::Str(y)) => x == y,
        (Value::Bytes(x), Value::Bytes(y)) => x.as_slice() == y.as_slice(),
        (Value::Tuple(x), Value::Tuple(y)) => x.len() == y.len() && x.iter().zip(y.iter()).all(|(x, y)| same(x, y)),
        (x, y) => x.is(y),
    }
}

impl Contents {
    fn constant(&mut self, v: &Value) {
        if !v.is_unbound() && !self.constants.iter().any(|known| same(known, v)) {
            self.constants.push(v.clone());
        }
    }

    fn code(&mut self, code: &Ref<Code>) {
        self.constants.push(Value::Code(code.proper().clone()));
    }

    fn name(&mut self, name: &Str) {
        // The compiler's own names are none of the program's.
        if !name.as_str().starts_with(['.', '<']) && !self.names.contains(name) {
            self.names.push(name.clone());
        }
    }

    fn exprs<'a>(&mut self, all: impl IntoIterator<Item = &'a Expr>) {
        all.into_iter().for_each(|e| self.expr(e));
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Expr(value)
            | Step::Store { value, .. }
            | Step::JumpIfFalse { cond: value, .. }
            | Step::JumpIfTrue { cond: value, .. }
            | Step::Return(value)
            | Step::ForIter { value, .. }
            | Step::AsyncForIter { value, .. }
            | Step::Await { value, .. }
            | Step::Yield { value, .. }
            | Step::YieldFrom { value, .. }
            | Step::WithEnter { value, .. }
            | Step::AsyncWithEnter { value, .. }
            | Step::ExceptMatch { types: value, .. }
            | Step::StarMatch { types: value, .. }
            | Step::Append { value, .. }
            | Step::Add { value, .. } => self.expr(value),
            Step::Assign { target, value } | Step::Augment { target, value, .. } => {
                self.expr(value);
                self.target(target);
            }
            Step::Insert { key, value, .. } => self.exprs([key, value]),
            Step::Raise { exc, cause } => self.exprs(exc.iter().chain(cause)),
            Step::Assert { cond, message } => self.exprs(std::iter::once(cond).chain(message)),
            Step::Delete(target) | Step::ForNext { target, .. } => self.target(target),
            Step::Match { pattern, .. } => self.pattern(pattern),
            Step::Import { module, target, .. } => {
                self.name(module);
                self.target(target);
            }
            Step::ImportFrom { module, names, .. } => {
                self.constant(&Value::tuple(names.iter().map(|(name, _)| Value::Str(name.clone())).collect()));
                self.name(module);
                for (name, target) in names {
                    self.name(name);
                    self.target(target);
                }
            }
            Step::ImportStar { module, .. } => self.name(module),
            _ => {}
        }
    }

    fn target(&mut self, target: &Target) {
        match target {
            Target::Local(_) | Target::Cell(_) => {}
            Target::Global(g) => self.name(&g.name),
            Target::Name(name) => self.name(name),
            Target::Attr(a) => {
                self.expr(&a.object);
                self.name(&a.name);
            }
            Target::Index(i) => self.exprs([&i.object, &i.index]),
            Target::Unpack(u) => {
                u.before.iter().chain(&u.star).chain(&u.after).for_each(|t| self.target(t));
            }
        }
    }

    fn expr(&mut self, e: &Expr) {
        match e {
            Expr::Const(v) => self.constant(v),
            Expr::Local { .. } | Expr::Take(_) | Expr::Cell { .. } | Expr::CellObject(_) => {}
            Expr::Global(g) | Expr::Name(g) => self.name(&g.name),
            Expr::NameOrCell { .. } => {}
            Expr::Tuple(all) | Expr::List(all) | Expr::Set(all) | Expr::And(all) | Expr::Or(all) => self.exprs(all),
            Expr::Display(d) => self.exprs(d.items.iter().map(|(_, e)| e)),
            Expr::Dict(items) => items.iter().for_each(|(key, value)| self.exprs(key.iter().chain([value]))),
            Expr::Unary(u) => self.expr(&u.operand),
            Expr::Binary(b) => self.exprs([&b.left, &b.right]),
            Expr::Compare(c) => self.exprs([&c.left, &c.right]),
            Expr::CompareChain(c) => {
                self.expr(&c.first);
                self.exprs(c.rest.iter().map(|(_, e)| e));
            }
            Expr::Not(e) => self.expr(e),
            Expr::If(i) => self.exprs([&i.cond, &i.then, &i.other]),
            Expr::Walrus(w) => {
                self.expr(&w.1);
                self.target(&w.0);
            }
            Expr::Attr(a) => {
                self.expr(&a.object);
                self.name(&a.name);
            }
            Expr::Index(i) => self.exprs([&i.object, &i.index]),
            Expr::Slice(parts) => self.exprs(parts.iter()),
            Expr::FString(parts) => self.parts(parts),
            Expr::Intrinsic(i) => self.exprs(&i.args),
            other => self.call_or_code(other),
        }
    }

    fn call_or_code(&mut self, e: &Expr) {
        match e {
            Expr::Call(c) => {
                self.expr(&c.func);
                self.exprs(&c.args);
            }
            Expr::MethodCall(c) => {
                self.expr(&c.object);
                self.name(&c.name);
                self.exprs(&c.args);
            }
            Expr::CallStar(c) => {
                self.expr(&c.func);
                self.args(&c.args);
            }
            Expr::Super(s) => self.expr(&s.func),
            Expr::Function(f) => self.function(f),
            Expr::Class(c) => self.class(c),
            Expr::Comprehension(c) => {
                self.clauses(&c.clauses);
                match &c.kind {
                    ComprehensionKind::List(e) | ComprehensionKind::Set(e) => self.expr(e),
                    ComprehensionKind::Dict(key, value) => self.exprs([key, value]),
                }
            }
            Expr::Generator(g) => self.generator(g),
            // `expr` has taken care of all others.
            _ => {}
        }
    }

    fn args(&mut self, args: &[Arg]) {
        for arg in args {
            match arg {
                Arg::Pos(e) | Arg::Star(e) | Arg::Keyword(_, e) | Arg::StarStar(e) => self.expr(e),
            }
        }
    }

    fn clauses(&mut self, clauses: &[ForClause]) {
        for clause in clauses {
            self.expr(&clause.iter);
            self.target(&clause.target);
            self.exprs(&clause.conditions);
        }
    }

    fn generator(&mut self, g: &GeneratorExpr) {
        self.expr(&g.first);
        self.function(&g.function);
    }

    fn function(&mut self, f: &MakeFunction) {
        self.exprs(&f.defaults);
        self.exprs(f.kw_defaults.iter().map(|(_, e)| e));
        self.exprs(&f.type_params);
        self.code(&f.code);
        if let Some(annotate) = &f.annotate {
            self.function(annotate);
        }
    }

    fn class(&mut self, c: &MakeClass) {
        self.exprs(&c.type_params);
        self.function(&c.body);
        self.constant(&Value::Str(c.name.clone()));
        self.args(&c.args);
    }

    fn parts(&mut self, parts: &[FPart]) {
        for part in parts {
            match part {
                FPart::Text(text) => self.constant(&Value::Str(text.clone())),
                FPart::Field(field) => {
                    self.expr(&field.value);
                    if let Some(spec) = &field.spec {
                        self.parts(spec);
                    }
                }
            }
        }
    }

    fn patterns<'a>(&mut self, all: impl IntoIterator<Item = &'a Pattern>) {
        all.into_iter().for_each(|p| self.pattern(p));
    }

    fn pattern(&mut self, p: &Pattern) {
        match p {
            Pattern::Wildcard => {}
            Pattern::Capture(inner, target) => {
                self.patterns(inner.as_deref());
                self.target(target);
            }
            Pattern::Value(e) => self.expr(e),
            Pattern::Singleton(v) => self.constant(v),
            Pattern::Or(all) => self.patterns(all),
            Pattern::Sequence { before, star, after } => {
                self.patterns(before);
                star.iter().flatten().for_each(|t| self.target(t));
                self.patterns(after);
            }
            Pattern::Mapping { keys, patterns, rest } => {
                self.exprs(keys);
                self.patterns(patterns);
                rest.iter().for_each(|t| self.target(t));
            }
            Pattern::Class { class, positional, names, keyword, .. } => {
                self.expr(class);
                self.patterns(positional);
                self.constant(&Value::tuple(names.iter().cloned().map(Value::Str).collect()));
                self.patterns(keyword);
            }
        }
    }
}

//! Comprehensions that do not suspend: run in the frame of the function they stand in, by recursion over their clauses.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::heap::Ref;
use crate::tree::{Comprehension, ComprehensionKind, Expr, ForClause, GeneratorExpr, Target};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::set::Set;
use crate::value::Value;
use crate::vm::Vm;

/// What is being built.
enum Sink<'a> {
    List(&'a Expr, Vec<Value>),
    Set(&'a Expr, Ref<Set>),
    Dict(&'a Expr, &'a Expr, Ref<Dict>),
}

impl Vm {
    pub(super) fn eval_comprehension(&self, f: &mut Frame, c: &Comprehension) -> PyResult {
        let Some((first, rest)) = c.clauses.split_first() else { return Err(self.system_error("no clause")) };
        let source = self.eval(f, &first.iter)?;
        self.make_cells(f, &c.cells);
        let mut sink = match &c.kind {
            ComprehensionKind::List(e) => Sink::List(e, Vec::with_capacity(self.length_hint(&source).min(1 << 16))),
            ComprehensionKind::Set(e) => Sink::Set(e, Ref::new(Set::new(false))),
            ComprehensionKind::Dict(k, v) => Sink::Dict(k, v, Ref::new(Dict::new())),
        };
        let result = self.run_clause(f, first, rest, source, &mut sink);
        if result.is_err() {
            // The loops' state would keep what they iterate over alive.
            for clause in c.clauses.iter() {
                f.slots.set(clause.slot, Value::Unbound);
                f.slots.set(clause.slot + 1, Value::Unbound);
            }
        }
        for slot in c.slots.iter() {
            f.slots.set(*slot, Value::Unbound);
        }
        result?;
        Ok(match sink {
            Sink::List(_, items) => Value::List(Ref::new(List::new(items))),
            Sink::Set(_, set) => Value::Set(set),
            Sink::Dict(.., dict) => Value::Dict(dict),
        })
    }

    fn run_clause(
        &self,
        f: &mut Frame,
        clause: &ForClause,
        rest: &[ForClause],
        source: Value,
        sink: &mut Sink,
    ) -> PyResult<()> {
        let begun = self.for_iter(f, source, clause.slot);
        self.placed(begun, clause.span)?;
        'items: loop {
            let next = self.next_item(f, clause.slot).unpack();
            let item = self.placed(next, clause.span)?;
            if item.is_unbound() {
                break;
            }
            match &clause.target {
                Target::Local(slot) => f.slots.set(*slot, item),
                t => self.assign(f, t, item)?,
            }
            for cond in clause.conditions.iter() {
                if !self.test(f, cond)? {
                    continue 'items;
                }
            }
            if let Some((next, rest)) = rest.split_first() {
                let source = self.eval(f, &next.iter)?;
                self.run_clause(f, next, rest, source, sink)?;
            } else {
                self.feed(f, sink)?;
            }
            if self.pending.flag.get() {
                self.run_pending()?;
            }
        }
        f.slots.set(clause.slot, Value::Unbound);
        f.slots.set(clause.slot + 1, Value::Unbound);
        Ok(())
    }

    #[inline]
    fn feed(&self, f: &mut Frame, sink: &mut Sink) -> PyResult<()> {
        match sink {
            Sink::List(e, items) => {
                let v = self.eval(f, e)?;
                items.push(v);
            }
            Sink::Set(e, set) => {
                let v = self.eval(f, e)?;
                crate::types::set::ops::add(self, set, v)?;
            }
            Sink::Dict(k, v, dict) => {
                let k = self.eval(f, k)?;
                let v = self.eval(f, v)?;
                self.dict_set(dict, &k, v)?;
            }
        }
        Ok(())
    }

    /// A generator expression: its first iterable is evaluated here, at once.
    pub(super) fn eval_generator(&self, f: &mut Frame, g: &GeneratorExpr) -> PyResult {
        let source = self.eval(f, &g.first)?;
        let it = if g.is_async { self.async_iter(&source) } else { self.iter(&source) };
        let it = self.placed(it, g.span)?;
        let function = self.make_function(f, &g.function)?;
        self.call(&function, &[it])
    }
}

//! Expressions: the dispatch, names, displays, operators.

use crate::error::PyResult;
use crate::eval::{Frame, peek};
use crate::heap::Ref;
use crate::source::Span;
use crate::tree::{
    Binary, Compare, CompareChain, Conditional, Display, DisplayKind, Expr, GlobalName, Index, Intrinsic,
    IntrinsicCall, Slot,
};
use crate::types::code::CodeKind;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::set::Set;
use crate::types::slice::Slice;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::value::{Packed, Truth, Value};
use crate::vm::Vm;
use crate::vm::operators::{ordered, quick_binary, quick_compare};

#[inline(never)]
fn take(f: &mut Frame, slot: Slot) -> Packed {
    Packed::pack(Ok(f.slots.take(slot)))
}

/// An item of a list or tuple, counted from the start.
#[inline(always)]
pub(super) fn quick_item(o: &Value, k: &Value) -> Option<Value> {
    match (o, k) {
        // A negative index is past every end here, and taken care of elsewhere.
        (Value::List(l), Value::Int(i)) => l.get(*i as usize),
        (Value::Tuple(t), Value::Int(i)) => t.get(*i as usize).cloned(),
        _ => None,
    }
}

impl Vm {
    /// Evaluates an expression. The leaves are answered here, without a call.
    #[inline(always)]
    pub(super) fn eval(&self, f: &mut Frame, e: &Expr) -> PyResult {
        match e {
            Expr::Local { slot, .. } => {
                let v = f.slots.get(*slot);
                if !v.is_unbound() {
                    return Ok(v.clone());
                }
            }
            Expr::Const(v) => return Ok(v.clone()),
            _ => {}
        }
        self.eval_node(f, e).unpack()
    }

    /// The dispatch: nothing but jumps to one function a kind of node (kept out of line, so that this stays a jump).
    fn eval_node(&self, f: &mut Frame, e: &Expr) -> Packed {
        match e {
            Expr::Global(g) => self.eval_global(f, g),
            Expr::Binary(b) => self.eval_binary(f, b),
            Expr::Compare(c) => self.eval_compare(f, c),
            Expr::Attr(a) => self.eval_attr(f, a),
            Expr::Index(i) => self.eval_index(f, i),
            Expr::Call(c) => self.eval_call(f, c),
            Expr::MethodCall(c) => self.eval_method_call(f, c),
            Expr::Cell { slot, span } => self.eval_cell(f, *slot, *span),
            Expr::If(c) => self.eval_if(f, c),
            Expr::Tuple(items) => self.eval_tuple(f, items),
            Expr::And(parts) => self.eval_and(f, parts),
            Expr::Or(parts) => self.eval_or(f, parts),
            Expr::Take(slot) => take(f, *slot),
            other => self.eval_rare(f, other),
        }
    }

    #[inline(never)]
    fn eval_if(&self, f: &mut Frame, c: &Conditional) -> Packed {
        Packed::pack(self.if_node(f, c))
    }

    #[inline(always)]
    fn if_node(&self, f: &mut Frame, c: &Conditional) -> PyResult {
        if self.test(f, &c.cond)? { self.eval(f, &c.then) } else { self.eval(f, &c.other) }
    }

    #[inline(never)]
    fn eval_cell(&self, f: &mut Frame, slot: Slot, span: Span) -> Packed {
        Packed::pack(self.load_cell(f, slot, span))
    }

    #[inline(always)]
    fn load_cell(&self, f: &mut Frame, slot: Slot, span: Span) -> PyResult {
        if let Value::Cell(c) = f.slots.get(slot)
            && let Some(v) = c.get()
        {
            return Ok(v);
        }
        Err(self.unbound_cell(f, slot, span))
    }

    #[inline(never)]
    fn eval_rare(&self, f: &mut Frame, e: &Expr) -> Packed {
        Packed::pack(self.rare_node(f, e))
    }

    fn rare_node(&self, f: &mut Frame, e: &Expr) -> PyResult {
        match e {
            Expr::Local { slot, span } => Err(self.unbound_local(f, *slot, *span)),
            Expr::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items.iter() {
                    values.push(self.eval(f, item)?);
                }
                Ok(Value::list(values))
            }
            Expr::Not(inner) => Ok(Value::Bool(!self.test(f, inner)?)),
            Expr::Unary(u) => {
                let v = self.eval(f, &u.operand)?;
                self.placed(self.unary(u.op, &v), u.span)
            }
            Expr::CompareChain(c) => self.eval_chain(f, c),
            Expr::Walrus(w) => {
                let v = self.eval(f, &w.1)?;
                self.assign(f, &w.0, v.clone())?;
                Ok(v)
            }
            Expr::Slice(parts) => {
                let start = self.eval(f, &parts[0])?;
                let stop = self.eval(f, &parts[1])?;
                let step = self.eval(f, &parts[2])?;
                Ok(Value::Slice(Ref::new(Slice { start, stop, step })))
            }
            Expr::Dict(entries) => self.eval_dict(f, entries),
            Expr::Set(items) => self.eval_set(f, items),
            Expr::Display(d) => self.eval_display(f, d),
            Expr::Name(g) => self.load_name(f, g),
            Expr::NameOrCell { name, slot, span } => self.load_name_or_cell(f, name, *slot, *span),
            Expr::CallStar(c) => self.eval_call_star(f, c),
            Expr::Super(s) => self.eval_super(f, s),
            Expr::Function(m) => self.make_function(f, m),
            Expr::Class(c) => self.make_class(f, c),
            Expr::Comprehension(c) => self.eval_comprehension(f, c),
            Expr::Generator(g) => self.eval_generator(f, g),
            Expr::FString(parts) => self.eval_fstring(f, parts),
            Expr::CellObject(slot) => Ok(f.slots.get(*slot).clone()),
            Expr::Intrinsic(i) => self.eval_intrinsic(f, i),
            // The common ones are handled by `eval`.
            _ => Err(self.system_error("unknown expression")),
        }
    }

    fn eval_intrinsic(&self, f: &mut Frame, i: &IntrinsicCall) -> PyResult {
        match (&i.op, &*i.args) {
            (Intrinsic::Namespace, _) => return Ok(f.namespace.cloned().unwrap_or(Value::None)),
            (Intrinsic::NameIn, [namespace, Expr::Const(name), otherwise]) => {
                let namespace = self.eval(f, namespace)?;
                let found = match &namespace {
                    Value::Dict(d) => self.dict_get(d, name)?,
                    other => self.absorb(self.get_item(other, name), &self.exc.key_error)?,
                };
                return match found {
                    Some(v) => Ok(v),
                    None => self.eval(f, otherwise),
                };
            }
            _ => {}
        }
        let mut args = Vec::with_capacity(i.args.len());
        for a in i.args.iter() {
            args.push(self.eval(f, a)?);
        }
        self.placed(crate::types::typing::intrinsic(self, &i.op, &args), i.span)
    }

    #[inline(never)]
    fn eval_tuple(&self, f: &mut Frame, items: &[Expr]) -> Packed {
        let base = self.stack.top();
        if let Err(e) = self.push_args(f, items) {
            self.stack.truncate(base);
            return Packed::pack(Err(e));
        }
        let tuple = Tuple::from_iter_exact(items.len(), self.stack.drain_above(base));
        Packed::pack(Ok(Value::Tuple(tuple)))
    }

    #[inline(never)]
    fn eval_and(&self, f: &mut Frame, parts: &[Expr]) -> Packed {
        Packed::pack(self.bool_op_node(f, parts, false))
    }

    #[inline(never)]
    fn eval_or(&self, f: &mut Frame, parts: &[Expr]) -> Packed {
        Packed::pack(self.bool_op_node(f, parts, true))
    }

    /// `and` ends at the first false operand, `or` at the first true one.
    #[inline(always)]
    fn bool_op_node(&self, f: &mut Frame, parts: &[Expr], stop_at: bool) -> PyResult {
        let (last, init) = match parts.split_last() {
            Some(x) => x,
            None => return Ok(Value::Bool(!stop_at)),
        };
        for p in init {
            let v = self.eval(f, p)?;
            if self.truth(&v)? == stop_at {
                return Ok(v);
            }
            v.discard();
        }
        self.eval(f, last)
    }

    /// The quick answers are given here, from operands in registers; whatever else there is to do is left to functions
    /// that are entered by a jump.
    #[inline(never)]
    fn eval_binary(&self, f: &mut Frame, b: &Binary) -> Packed {
        if let (Some(x), Some(y)) = (peek(f, &b.left), peek(f, &b.right))
            && let Some(v) = quick_binary(b.op, x, y)
        {
            return Packed::pack(Ok(v));
        }
        self.binary_node(f, b)
    }

    #[inline(never)]
    fn binary_node(&self, f: &mut Frame, b: &Binary) -> Packed {
        if peek(f, &b.right).is_some() {
            if peek(f, &b.left).is_some() {
                return self.binary_in_place(f, b);
            }
            let x = match self.eval_node(f, &b.left).unpack() {
                Ok(x) => x,
                error => return Packed::pack(error),
            };
            // Evaluating the left side may have unbound the right one.
            if let Some(y) = peek(f, &b.right)
                && let Some(v) = quick_binary(b.op, &x, y)
            {
                x.discard();
                return Packed::pack(Ok(v));
            }
            return self.binary_left_done(f, b, Packed::pack(Ok(x)));
        }
        let x = match self.eval(f, &b.left) {
            Ok(x) => x,
            error => return Packed::pack(error),
        };
        let y = match self.eval_node(f, &b.right).unpack() {
            Ok(y) => y,
            error => {
                x.discard();
                return Packed::pack(error);
            }
        };
        if let Some(v) = quick_binary(b.op, &x, &y) {
            x.discard();
            y.discard();
            return Packed::pack(Ok(v));
        }
        self.binary_done(b, Packed::pack(Ok(x)), Packed::pack(Ok(y)))
    }

    #[inline(never)]
    fn binary_in_place(&self, f: &mut Frame, b: &Binary) -> Packed {
        let result = match (peek(f, &b.left), peek(f, &b.right)) {
            (Some(x), Some(y)) => self.binary(b.op, x, y),
            // The caller has just looked at them.
            _ => Err(self.system_error("no operand in place")),
        };
        Packed::pack(self.placed(result, b.span))
    }

    #[inline(never)]
    fn binary_left_done(&self, f: &mut Frame, b: &Binary, x: Packed) -> Packed {
        let result = x.unpack().and_then(|x| {
            if let Some(y) = peek(f, &b.right) {
                let result = self.binary(b.op, &x, y);
                x.discard();
                return self.placed(result, b.span);
            }
            let y = self.eval(f, &b.right)?;
            self.placed(self.binary(b.op, &x, &y), b.span)
        });
        Packed::pack(result)
    }

    #[inline(never)]
    fn binary_done(&self, b: &Binary, x: Packed, y: Packed) -> Packed {
        let result = x.unpack().and_then(|x| {
            let y = y.unpack()?;
            let result = self.binary(b.op, &x, &y);
            x.discard();
            y.discard();
            self.placed(result, b.span)
        });
        Packed::pack(result)
    }

    #[inline(never)]
    fn eval_compare(&self, f: &mut Frame, c: &Compare) -> Packed {
        Packed::pack(self.compare_node(f, c))
    }

    #[inline(always)]
    fn compare_node(&self, f: &mut Frame, c: &Compare) -> PyResult {
        if let (Some(x), Some(y)) = (peek(f, &c.left), peek(f, &c.right)) {
            if let Some(r) = quick_compare(c.op, x, y) {
                return Ok(Value::Bool(r));
            }
            return self.placed(self.compare(c.op, x, y), c.span);
        }
        let x = self.eval(f, &c.left)?;
        let y = self.eval(f, &c.right)?;
        let result = self.compare(c.op, &x, &y);
        x.discard();
        y.discard();
        self.placed(result, c.span)
    }

    /// A comparison as a condition.
    #[inline(never)]
    pub(super) fn test_compare(&self, f: &mut Frame, c: &Compare) -> Truth {
        if let Some(y) = peek(f, &c.right) {
            if let Some(x) = peek(f, &c.left) {
                return match quick_compare(c.op, x, y) {
                    Some(r) => Truth::of(r),
                    None => self.compared_truth(c, x, y),
                };
            }
            let x = match self.eval_node(f, &c.left).unpack() {
                Ok(x) => x,
                Err(e) => return Truth::Raised(e),
            };
            if let Some(y) = peek(f, &c.right) {
                if let (Value::Int(x), Value::Int(y)) = (&x, y)
                    && let Some(r) = ordered(c.op, x, y)
                {
                    return Truth::of(r);
                }
                let r = match quick_compare(c.op, &x, y) {
                    Some(r) => Truth::of(r),
                    None => self.compared_truth(c, &x, y),
                };
                x.discard();
                return r;
            }
            return self.test_compare_left(f, c, Packed::pack(Ok(x)));
        }
        let x = match self.eval(f, &c.left) {
            Ok(x) => x,
            Err(e) => return Truth::Raised(e),
        };
        self.test_compare_left(f, c, Packed::pack(Ok(x)))
    }

    /// The left side is evaluated.
    #[inline(never)]
    fn test_compare_left(&self, f: &mut Frame, c: &Compare, x: Packed) -> Truth {
        let x = match x.unpack() {
            Ok(x) => x,
            Err(e) => return Truth::Raised(e),
        };
        let y = match self.eval(f, &c.right) {
            Ok(y) => y,
            Err(e) => return Truth::Raised(e),
        };
        let r = match quick_compare(c.op, &x, &y) {
            Some(r) => Truth::of(r),
            None => self.compared_truth(c, &x, &y),
        };
        x.discard();
        y.discard();
        r
    }

    #[inline(never)]
    fn compared_truth(&self, c: &Compare, x: &Value, y: &Value) -> Truth {
        let result = self.compare(c.op, x, y).and_then(|v| match v {
            Value::Bool(r) => Ok(r),
            v => self.truth(&v),
        });
        Truth::from(self.placed(result, c.span))
    }

    fn eval_chain(&self, f: &mut Frame, c: &CompareChain) -> PyResult {
        let mut left = self.eval(f, &c.first)?;
        let last = c.rest.len() - 1;
        for (i, (op, right)) in c.rest.iter().enumerate() {
            let right = self.eval(f, right)?;
            let result = self.placed(self.compare(*op, &left, &right), c.span)?;
            if i == last || !self.truth(&result)? {
                return Ok(result);
            }
            left = right;
        }
        Ok(Value::Bool(true))
    }

    fn eval_dict(&self, f: &mut Frame, entries: &[(Option<Expr>, Expr)]) -> PyResult {
        let dict = Ref::new(Dict::new());
        // A key that cannot be hashed is complained of when all pairs up to the next `**` have been evaluated.
        let mut bad_key = Ok(());
        for (key, value) in entries {
            match key {
                Some(key) => {
                    let k = self.eval(f, key)?;
                    let v = self.eval(f, value)?;
                    if bad_key.is_ok() {
                        bad_key = self.dict_set(&dict, &k, v);
                    }
                }
                None => {
                    bad_key?;
                    bad_key = Ok(());
                    let mapping = self.eval(f, value)?;
                    let result = crate::types::dict::methods::merge(self, &dict, &mapping);
                    if let Err(e) = &result
                        && self.matches(e, &self.exc.attribute_error)
                    {
                        return Err(self.type_error(format!("'{}' object is not a mapping", self.type_name(&mapping))));
                    }
                    result?;
                }
            }
        }
        bad_key.map(|()| Value::Dict(dict))
    }

    /// A set display without stars. All items are evaluated before the first is hashed.
    fn eval_set(&self, f: &mut Frame, items: &[Expr]) -> PyResult {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.push(self.eval(f, item)?);
        }
        let set = self.set_of(values)?;
        if items.len() < 3 || !items.iter().all(|e| matches!(e, Expr::Const(_))) {
            return Ok(Value::Set(set));
        }
        // Three constants or more are a frozenset in CPython that was made twice, the second time in the order that the
        // first one had (what collides stands the other way round), and the set is made of that in one go.
        let constant = Value::Set(self.set_of(set.items())?);
        let set = Ref::new(Set::new(false));
        crate::types::set::ops::update(self, &set, &constant)?;
        Ok(Value::Set(set))
    }

    fn set_of(&self, values: Vec<Value>) -> PyResult<Ref<Set>> {
        let set = Ref::new(Set::new(false));
        for v in values {
            crate::types::set::ops::add(self, &set, v)?;
        }
        Ok(set)
    }

    fn eval_display(&self, f: &mut Frame, d: &Display) -> PyResult {
        let mut items = Vec::new();
        for (star, item) in d.items.iter() {
            let v = self.eval(f, item)?;
            if *star {
                let result = if d.kind == DisplayKind::Set {
                    self.for_each(&v, &mut |x| {
                        items.push(x);
                        Ok(true)
                    })
                } else {
                    self.collect_into(&v, &mut items)
                };
                if let Err(e) = result {
                    // Sets say what iterating says.
                    let worded = d.kind != DisplayKind::Set && self.matches(&e, &self.exc.type_error);
                    if worded && !self.is_iterable(&v) {
                        let text = format!("Value after * must be an iterable, not {}", self.type_name(&v));
                        return Err(self.type_error(text));
                    }
                    return Err(e);
                }
            } else {
                items.push(v);
            }
        }
        match d.kind {
            DisplayKind::List => Ok(Value::list(items)),
            DisplayKind::Tuple => Ok(Value::tuple(items)),
            DisplayKind::Set => self.set_of(items).map(Value::Set),
        }
    }

    /// True when `iter(v)` could work.
    #[inline(never)]
    fn eval_index(&self, f: &mut Frame, i: &Index) -> Packed {
        if let (Some(o), Some(k)) = (peek(f, &i.object), peek(f, &i.index))
            && let Some(v) = quick_item(o, k)
        {
            return Packed::pack(Ok(v));
        }
        self.eval_index_of(f, i)
    }

    #[inline(never)]
    fn eval_index_of(&self, f: &mut Frame, i: &Index) -> Packed {
        Packed::pack(self.index_node(f, i))
    }

    #[inline(always)]
    fn index_node(&self, f: &mut Frame, i: &Index) -> PyResult {
        if let Expr::Slice(parts) = &i.index {
            return self.slice_node(f, i, parts);
        }
        if let Some(k) = peek(f, &i.index) {
            if let Some(o) = peek(f, &i.object) {
                return self.placed(self.get_item(o, k), i.span);
            }
            let o = self.eval(f, &i.object)?;
            if let Some(k) = peek(f, &i.index) {
                let result = match quick_item(&o, k) {
                    Some(v) => Ok(v),
                    None => self.get_item(&o, k),
                };
                o.discard();
                return self.placed(result, i.span);
            }
            let k = self.eval(f, &i.index)?;
            return self.placed(self.get_item(&o, &k), i.span);
        }
        let o = self.eval(f, &i.object)?;
        let k = self.eval(f, &i.index)?;
        let result = self.get_item(&o, &k);
        o.discard();
        k.discard();
        self.placed(result, i.span)
    }

    /// `o[a:b:c]`: sequences get the three parts without a slice object on the heap.
    #[inline(never)]
    fn slice_node(&self, f: &mut Frame, i: &Index, parts: &[Expr; 3]) -> PyResult {
        let o = self.eval(f, &i.object)?;
        let start = self.eval(f, &parts[0])?;
        let stop = self.eval(f, &parts[1])?;
        let step = self.eval(f, &parts[2])?;
        let slice = Slice { start, stop, step };
        let result = match &o {
            Value::Str(s) => crate::types::str::ops::str_slice(self, s, &slice),
            Value::List(l) => crate::types::list::methods::slice_of(self, l, &slice),
            Value::Tuple(t) => crate::types::tuple::methods::slice_of(self, t, &slice),
            o => self.get_item(o, &Value::Slice(Ref::new(slice))),
        };
        o.discard();
        self.placed(result, i.span)
    }

    #[inline(never)]
    fn eval_global(&self, f: &mut Frame, g: &GlobalName) -> Packed {
        Packed::pack(self.load_global(f, g))
    }

    #[inline(always)]
    pub(super) fn load_global(&self, f: &mut Frame, g: &GlobalName) -> PyResult {
        let c = &g.cache;
        let globals = &f.func.globals;
        let stamp = globals.stamp();
        if stamp != 0 && c.globals_stamp.get() == stamp {
            let builtins_stamp = c.builtins_stamp.get();
            if builtins_stamp == 0 {
                if let Some(v) = globals.value_at(c.position.get() as usize) {
                    return Ok(v);
                }
            } else if builtins_stamp == f.func.builtins.stamp()
                && let Some(v) = f.func.builtins.value_at(c.position.get() as usize)
            {
                return Ok(v);
            }
        }
        self.load_global_slow(f, g).unpack()
    }

    #[cold]
    #[inline(never)]
    fn load_global_slow(&self, f: &mut Frame, g: &GlobalName) -> Packed {
        Packed::pack(self.find_global(f, g))
    }

    fn find_global(&self, f: &mut Frame, g: &GlobalName) -> PyResult {
        let globals = &f.func.globals;
        let at = globals.borrow().find_str(&g.name);
        if let Some(i) = at {
            g.cache.globals_stamp.set(globals.stamp());
            g.cache.builtins_stamp.set(0);
            g.cache.position.set(i as u32);
            // The position was just found.
            return globals.value_at(i).ok_or_else(|| self.name_error(g.name.as_str()));
        }
        if let Some(found) = crate::types::module::late_global(self, globals, &g.name)? {
            return Ok(found);
        }
        // A `__missing__` answers before the builtins are asked.
        let object = f.func.extra.borrow().globals_object.clone();
        if let Some(object) = object {
            return self.get_item(&object, &Value::Str(g.name.clone()));
        }
        if let Some(found) = self.foreign_builtin(f.func, &g.name)? {
            return Ok(found);
        }
        let builtins = &f.func.builtins;
        let at = builtins.borrow().find_str(&g.name);
        if let Some(i) = at {
            g.cache.globals_stamp.set(globals.stamp());
            g.cache.builtins_stamp.set(builtins.stamp());
            g.cache.position.set(i as u32);
            return builtins.value_at(i).ok_or_else(|| self.name_error(g.name.as_str()));
        }
        if g.name == self.names.__annotations__
            && let Some(found) = crate::types::module::methods::lazy_annotations(self, globals)?
        {
            return Ok(found);
        }
        self.place(g.span);
        Err(self.name_error(g.name.as_str()))
    }

    /// What a name means in builtins that are no plain dict.
    fn foreign_builtin(&self, func: &Function, name: &Str) -> PyResult<Option<Value>> {
        let object = func.extra.borrow().builtins_object.clone();
        let Some(object) = object else { return Ok(None) };
        let found = self.get_item(&object, &Value::Str(name.clone()));
        self.absorb(found, &self.exc.key_error)
    }

    /// What code in this function means by the name of a builtin, whatever the globals say.
    pub(crate) fn builtin_seen_by(&self, func: &Function, name: &Str) -> PyResult<Option<Value>> {
        match func.builtins.get_str(name) {
            Some(found) => Ok(Some(found)),
            None => self.foreign_builtin(func, name),
        }
    }

    /// A name of a namespace scope: namespace, globals, builtins.
    fn load_name(&self, f: &mut Frame, g: &GlobalName) -> PyResult {
        if let Some(v) = self.namespace_get(f, &g.name)? {
            return Ok(v);
        }
        self.load_global(f, g)
    }

    pub(super) fn namespace_get(&self, f: &Frame, name: &Str) -> PyResult<Option<Value>> {
        match f.namespace {
            Some(Value::Dict(d)) => Ok(d.get_str(name)),
            Some(ns) => {
                let result = self.get_item(ns, &Value::Str(name.clone()));
                self.absorb(result, &self.exc.key_error)
            }
            None => Ok(None),
        }
    }

    fn load_name_or_cell(&self, f: &mut Frame, name: &Str, slot: Slot, span: Span) -> PyResult {
        if let Some(v) = self.namespace_get(f, name)? {
            return Ok(v);
        }
        match f.slots.get(slot) {
            Value::Cell(c) => match c.get() {
                Some(v) => Ok(v),
                None => Err(self.unbound_cell(f, slot, span)),
            },
            _ => Err(self.unbound_cell(f, slot, span)),
        }
    }

    #[cold]
    pub(super) fn unbound_local(&self, f: &Frame, slot: Slot, span: Span) -> crate::error::Raised {
        self.place(span);
        let code = f.func.code.borrow();
        let name = code.variables.get(slot as usize).map_or("", |n| n.as_str());
        let e = self.error(
            &self.exc.unbound_local_error,
            format!("cannot access local variable '{name}' where it is not associated with a value"),
        );
        e.0.set_field(crate::types::exceptions::field::NAME, Value::str(name));
        e
    }

    #[cold]
    pub(super) fn unbound_cell(&self, f: &Frame, slot: Slot, span: Span) -> crate::error::Raised {
        let code = f.func.code.borrow();
        let own = code.variables.len();
        let hidden = code.variables.get(slot as usize).filter(|_| code.kind == CodeKind::Class);
        if (slot as usize) < own && hidden.is_none() {
            return self.unbound_local(f, slot, span);
        }
        self.place(span);
        let name = hidden.or_else(|| code.free.get((slot as usize).checked_sub(own)?)).map_or("", |n| n.as_str());
        let e = self.error(
            &self.exc.name_error,
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope"),
        );
        e.0.set_field(crate::types::exceptions::field::NAME, Value::str(name));
        e
    }

    /// Stores a name in the frame's namespace, or in globals when it has none.
    pub(super) fn namespace_set(&self, f: &Frame, name: &Str, v: Value) -> PyResult<()> {
        match f.namespace {
            Some(Value::Dict(d)) => d.set_str(name, v),
            Some(ns) => return self.set_item(ns, &Value::Str(name.clone()), v),
            None => f.func.globals.set_str(name, v),
        }
        Ok(())
    }
}

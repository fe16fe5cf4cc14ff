//! Assignment: targets, unpacking, augmented assignment, `del`.

use crate::error::PyResult;
use crate::eval::attribute_modes::slot_value;
use crate::eval::expr::quick_item;
use crate::eval::{Frame, peek};
use crate::source::Span;
use crate::tree::{AttrMode, AttrTarget, BinOp, Expr, GlobalName, IndexTarget, Target, UnpackTarget};
use crate::types::class::TypeFlags;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::operators::{quick_binary, small_int};

impl Vm {
    /// `target = value`.
    #[inline]
    pub(super) fn assign_step(&self, f: &mut Frame, target: &Target, value: &Expr) -> PyResult<()> {
        match (target, value) {
            (Target::Unpack(u), Expr::Tuple(items)) if u.star.is_none() && u.before.len() == items.len() => {
                self.assign_each(f, &u.before, items)
            }
            _ => {
                let v = self.eval(f, value)?;
                self.assign(f, target, v)
            }
        }
    }

    /// `a, b = x, y`: no tuple is made.
    #[inline(never)]
    fn assign_each(&self, f: &mut Frame, targets: &[Target], items: &[Expr]) -> PyResult<()> {
        let base = self.stack.top();
        let mut result = self.push_args(f, items);
        if result.is_ok() {
            for (i, target) in targets.iter().enumerate() {
                let v = self.stack.window(base, items.len()).take(i as u32);
                result = self.assign(f, target, v);
                if result.is_err() {
                    break;
                }
            }
        }
        self.stack.truncate(base);
        result
    }

    /// Stores `v` in a target.
    #[inline]
    pub(super) fn assign(&self, f: &mut Frame, target: &Target, v: Value) -> PyResult<()> {
        match target {
            Target::Local(slot) => {
                f.slots.set(*slot, v);
                Ok(())
            }
            Target::Attr(a) => {
                if let Some(o) = peek(f, &a.object) {
                    let result = self.set_attr_cached(o, a, v);
                    return self.placed(result, a.span);
                }
                let o = self.eval(f, &a.object)?;
                let result = self.set_attr_cached(&o, a, v);
                o.discard();
                self.placed(result, a.span)
            }
            Target::Index(i) => {
                if let (Some(o), Some(k)) = (peek(f, &i.object), peek(f, &i.index)) {
                    if let (Value::List(l), Value::Int(at)) = (o, k)
                        && (*at as usize) < l.len()
                    {
                        l.set(*at as usize, v);
                        return Ok(());
                    }
                    let result = self.set_item(o, k, v);
                    return self.placed(result, i.span);
                }
                let o = self.eval(f, &i.object)?;
                let k = self.eval(f, &i.index)?;
                self.placed(self.set_item(&o, &k, v), i.span)
            }
            Target::Cell(slot) => {
                if let Value::Cell(c) = f.slots.get(*slot) {
                    c.set(v);
                }
                Ok(())
            }
            Target::Global(g) => {
                store_global(f, g, v);
                Ok(())
            }
            Target::Name(name) => self.namespace_set(f, name, v),
            Target::Unpack(u) => {
                let result = self.unpack(f, u, v);
                self.placed(result, u.span)
            }
        }
    }

    #[inline(never)]
    fn unpack(&self, f: &mut Frame, u: &UnpackTarget, v: Value) -> PyResult<()> {
        let wanted = u.before.len() + u.after.len();
        if let (Value::Tuple(t), None) = (&v, &u.star)
            && t.len() == wanted
        {
            for (target, item) in u.before.iter().zip(t.iter()) {
                match target {
                    Target::Local(slot) => f.slots.set(*slot, item.clone()),
                    target => self.assign(f, target, item.clone())?,
                }
            }
            v.discard();
            return Ok(());
        }
        let items = self.unpack_items(u, &v, wanted)?;
        let n = items.len();
        let mut items = items.into_iter();
        for (target, item) in u.before.iter().zip(items.by_ref()) {
            self.assign(f, target, item)?;
        }
        if let Some(star) = &u.star {
            let rest: Vec<Value> = items.by_ref().take(n - wanted).collect();
            self.assign(f, star, Value::list(rest))?;
        }
        for (target, item) in u.after.iter().zip(items) {
            self.assign(f, target, item)?;
        }
        Ok(())
    }

    /// The items to unpack, as many as there are targets (at least, with a star).
    fn unpack_items(&self, u: &UnpackTarget, v: &Value, wanted: usize) -> PyResult<Vec<Value>> {
        if !matches!(v, Value::Tuple(_) | Value::List(_) | Value::Gen(_)) && !self.is_iterable(v) {
            return Err(self.type_error(format!("cannot unpack non-iterable {} object", self.type_name(v))));
        }
        if u.star.is_some() {
            let items = self.collect(v)?;
            if items.len() < wanted {
                return Err(self.value_error(format!(
                    "not enough values to unpack (expected at least {wanted}, got {})",
                    items.len()
                )));
            }
            return Ok(items);
        }
        let mut items = Vec::with_capacity(wanted);
        let mut too_many = false;
        self.for_each(v, &mut |x| {
            if items.len() == wanted {
                too_many = true;
                return Ok(false);
            }
            items.push(x);
            Ok(true)
        })?;
        if too_many {
            return Err(self.value_error(format!("too many values to unpack (expected {wanted})")));
        }
        if items.len() < wanted {
            return Err(
                self.value_error(format!("not enough values to unpack (expected {wanted}, got {})", items.len()))
            );
        }
        Ok(items)
    }

    /// `target op= value`.
    #[inline]
    pub(super) fn augment(&self, f: &mut Frame, target: &Target, op: BinOp, value: &Expr, span: Span) -> PyResult<()> {
        if let Target::Local(slot) = target {
            if let (Value::Int(x), Some(Value::Int(y))) = (f.slots.get(*slot), peek(f, value))
                && let Some(v) = small_int(op, *x, *y)
            {
                f.slots.set(*slot, v);
                return Ok(());
            }
            if f.slots.get(*slot).is_unbound() {
                return Err(self.unbound_local(f, *slot, span));
            }
            // The old value stays in its slot while the right side is evaluated, which may look at it.
            let y = self.eval(f, value)?;
            if let Some(v) = quick_binary(op, f.slots.get(*slot), &y) {
                y.discard();
                f.slots.set(*slot, v);
                return Ok(());
            }
            if let (BinOp::Add, Value::Str(_), Value::Str(y)) = (op, f.slots.get(*slot), &y)
                && let Value::Str(x) = f.slots.take(*slot)
            {
                // Text that only this variable refers to grows in place.
                f.slots.set(*slot, Value::Str(x.append(y)));
                return Ok(());
            }
            let x = f.slots.get(*slot).clone();
            let result = self.placed(self.inplace(op, &x, &y), span)?;
            f.slots.set(*slot, result);
            return Ok(());
        }
        self.augment_other(f, target, op, value, span)
    }

    #[inline(never)]
    fn augment_other(&self, f: &mut Frame, target: &Target, op: BinOp, value: &Expr, span: Span) -> PyResult<()> {
        match target {
            Target::Attr(a) => {
                let o = self.eval(f, &a.object)?;
                let x = match current_attr(&o, a) {
                    Some(x) => x,
                    None => self.placed(self.get_attr(&o, &a.name), a.span)?,
                };
                let y = self.eval(f, value)?;
                let v = self.inplace_value(op, x, y, span)?;
                let result = self.set_attr_cached(&o, a, v);
                o.discard();
                self.placed(result, a.span)
            }
            Target::Index(i) => self.augment_item(f, i, op, value, span),
            _ => {
                let x = self.load_target(f, target, span)?;
                let y = self.eval(f, value)?;
                let v = self.inplace_value(op, x, y, span)?;
                self.assign(f, target, v)
            }
        }
    }

    #[inline(never)]
    fn augment_item(&self, f: &mut Frame, i: &IndexTarget, op: BinOp, value: &Expr, span: Span) -> PyResult<()> {
        let o = self.eval(f, &i.object)?;
        let k = self.eval(f, &i.index)?;
        let x = match quick_item(&o, &k) {
            Some(x) => x,
            None => self.placed(self.get_item(&o, &k), i.span)?,
        };
        let y = self.eval(f, value)?;
        let v = self.inplace_value(op, x, y, span)?;
        let result = match (&o, &k) {
            (Value::List(l), Value::Int(at)) if (*at as usize) < l.len() => {
                l.set(*at as usize, v);
                Ok(())
            }
            _ => self.set_item(&o, &k, v),
        };
        o.discard();
        k.discard();
        self.placed(result, i.span)
    }

    #[inline(always)]
    fn inplace_value(&self, op: BinOp, x: Value, y: Value, span: Span) -> PyResult {
        if let Some(v) = quick_binary(op, &x, &y) {
            x.discard();
            y.discard();
            return Ok(v);
        }
        self.placed(self.inplace(op, &x, &y), span)
    }

    /// The current value of a name target.
    fn load_target(&self, f: &mut Frame, target: &Target, span: Span) -> PyResult {
        match target {
            Target::Cell(slot) => match f.slots.get(*slot) {
                Value::Cell(c) => c.get().ok_or_else(|| self.unbound_cell(f, *slot, span)),
                _ => Err(self.unbound_cell(f, *slot, span)),
            },
            Target::Global(g) => self.load_global(f, g),
            Target::Name(name) => match self.namespace_get(f, name)? {
                Some(v) => Ok(v),
                None => match f.func.globals.get_str(name).or_else(|| f.func.builtins.get_str(name)) {
                    Some(v) => Ok(v),
                    None => {
                        self.place(span);
                        Err(self.name_error(name.as_str()))
                    }
                },
            },
            Target::Local(slot) => Ok(f.slots.get(*slot).clone()),
            _ => Err(self.system_error("not a name")),
        }
    }

    /// `del target`.
    pub(super) fn delete(&self, f: &mut Frame, target: &Target) -> PyResult<()> {
        match target {
            Target::Local(slot) => {
                if f.slots.get(*slot).is_unbound() {
                    return Err(self.unbound_local(f, *slot, Span::default()).without_span(self));
                }
                f.slots.set(*slot, Value::Unbound);
                Ok(())
            }
            Target::Cell(slot) => {
                let old = match f.slots.get(*slot) {
                    Value::Cell(c) => c.take(),
                    _ => None,
                };
                match old {
                    Some(v) => {
                        v.discard();
                        Ok(())
                    }
                    None => Err(self.unbound_cell(f, *slot, Span::default()).without_span(self)),
                }
            }
            Target::Global(g) => match f.func.globals.remove_str(&g.name) {
                Some(v) => {
                    v.discard();
                    Ok(())
                }
                None => {
                    self.place(g.span);
                    Err(self.name_error(g.name.as_str()))
                }
            },
            Target::Name(name) => self.delete_name(f, name),
            Target::Attr(a) => {
                let o = self.eval(f, &a.object)?;
                self.placed(self.del_attr(&o, &a.name), a.span)
            }
            Target::Index(i) => {
                let o = self.eval(f, &i.object)?;
                let k = self.eval(f, &i.index)?;
                self.placed(self.del_item(&o, &k), i.span)
            }
            Target::Unpack(u) => {
                for t in u.before.iter().chain(&u.star).chain(u.after.iter()) {
                    self.delete(f, t)?;
                }
                Ok(())
            }
        }
    }

    fn delete_name(&self, f: &Frame, name: &crate::types::str::Str) -> PyResult<()> {
        let removed = match f.namespace {
            Some(Value::Dict(d)) => d.remove_str(name).is_some(),
            Some(ns) => {
                let result = self.del_item(ns, &Value::Str(name.clone()));
                self.absorb(result, &self.exc.key_error)?.is_some()
            }
            None => f.func.globals.remove_str(name).is_some(),
        };
        if removed { Ok(()) } else { Err(self.name_error(name.as_str())) }
    }
}

/// Stores a global variable, at the position where it was found last time if the namespace has the same names still.
#[inline]
fn store_global(f: &Frame, g: &GlobalName, v: Value) {
    let globals = &f.func.globals;
    let stamp = globals.stamp();
    let cache = &g.cache;
    if stamp != 0 && cache.globals_stamp.get() == stamp && cache.builtins_stamp.get() == 0 {
        globals.set_at(cache.position.get() as usize, v);
        return;
    }
    let at = globals.borrow().find_str(&g.name);
    match at {
        Some(at) => {
            cache.globals_stamp.set(stamp);
            cache.builtins_stamp.set(0);
            cache.position.set(at as u32);
            globals.set_at(at, v);
        }
        None => globals.set_str(&g.name, v),
    }
}

/// The value that an assignment through the target's cache would replace.
#[inline(always)]
fn current_attr(o: &Value, a: &AttrTarget) -> Option<Value> {
    let Value::Instance(i) = o else { return None };
    if a.cache.mode.get() != AttrMode::Usual {
        return if i.class.has(TypeFlags::CUSTOM_GETATTRIBUTE) { None } else { slot_value(i, &a.cache) };
    }
    if i.class.version() != a.cache.type_version.get() || i.class.has(TypeFlags::CUSTOM_GETATTRIBUTE) {
        return None;
    }
    i.attrs.get_cached(a.cache.shape.get(), a.cache.index.get())
}

impl crate::error::Raised {
    /// The step's own range is the better place.
    fn without_span(self, vm: &Vm) -> Self {
        vm.error_span.set(None);
        self
    }
}

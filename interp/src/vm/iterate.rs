//! Iteration.

use crate::error::{PyResult, Raised};
use crate::heap::ObjRef;
use crate::native::Args;
use crate::types::class::TypeFlags;
use crate::types::iterators::{ListIter, SequenceIter, TupleIter};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `iter(v)`.
    ///
    /// # Errors
    /// TypeError when `v` is not iterable; whatever `__iter__` raises.
    pub fn iter(&self, v: &Value) -> PyResult {
        match v {
            Value::List(l) => {
                Ok(Value::Object(ObjRef::new(self.types.list_iterator.clone(), ListIter::new(l.clone()))))
            }
            Value::Tuple(t) => {
                Ok(Value::Object(ObjRef::new(self.types.tuple_iterator.clone(), TupleIter::new(t.clone()))))
            }
            Value::Gen(g) if g.kind == crate::types::generator::GenKind::Generator => Ok(v.clone()),
            _ => self.iter_slow(v),
        }
    }

    fn iter_slow(&self, v: &Value) -> PyResult {
        match self.lookup_special(v, &self.names.__iter__) {
            Some(Value::None) => Err(self.type_error(format!("'{}' object is not iterable", self.type_name(v)))),
            Some(f) => {
                let it = self.call_unbound(&f, v, &Args::positional(&[]))?;
                if self.is_iterator(&it) {
                    Ok(it)
                } else {
                    Err(self.type_error(format!("iter() returned non-iterator of type '{}'", self.type_name(&it))))
                }
            }
            None if self.is_old_sequence(v) => {
                Ok(Value::Object(ObjRef::new(self.types.sequence_iterator.clone(), SequenceIter::new(v.clone()))))
            }
            None => Err(self.type_error(format!("'{}' object is not iterable", self.type_name(v)))),
        }
    }

    /// True when `iter(v)` may succeed.
    pub fn is_iterable(&self, v: &Value) -> bool {
        self.lookup_special(v, &self.names.__iter__).is_some() || self.is_old_sequence(v)
    }

    /// Iterated by asking for items 0, 1, …: only classes written in Python are. The native types that have `__getitem__`
    /// without `__iter__` are mappings of a kind (`re.Match`).
    fn is_old_sequence(&self, v: &Value) -> bool {
        matches!(v, Value::Instance(_) | Value::Exception(_) | Value::Type(_) | Value::Object(_))
            && self.with_class(v, |c| c.has(TypeFlags::HEAP))
            && self.lookup_special(v, &self.names.__getitem__).is_some()
    }

    /// True when `v` has `__next__`.
    #[inline]
    pub fn is_iterator(&self, v: &Value) -> bool {
        match v {
            Value::Gen(_) => true,
            Value::Object(o) if o.data().is_iterator() => true,
            _ => self.lookup_special(v, &self.names.__next__).is_some(),
        }
    }

    /// The next item of an iterator; `None` at the end.
    ///
    /// # Errors
    /// Whatever the iterator raises, but for StopIteration.
    #[inline]
    pub fn next(&self, it: &Value) -> PyResult<Option<Value>> {
        match it {
            Value::Object(o)
                if o.data().is_iterator() && !o.with_class(|c| c.has(crate::types::class::TypeFlags::HEAP)) =>
            {
                o.data().iter_next(o, self)
            }
            Value::Gen(g) if g.kind == crate::types::generator::GenKind::Generator => self.next_of_generator(g),
            _ => self.next_slow(it),
        }
    }

    fn next_slow(&self, it: &Value) -> PyResult<Option<Value>> {
        let Some(f) = self.lookup_special(it, &self.names.__next__) else {
            return Err(self.type_error(format!("'{}' object is not an iterator", self.type_name(it))));
        };
        let result = self.call_unbound(&f, it, &Args::positional(&[]));
        self.absorb(result, &self.exc.stop_iteration)
    }

    /// Calls `f` with each item; it says whether to go on.
    ///
    /// # Errors
    /// Whatever iterating or `f` raises.
    pub fn for_each(&self, v: &Value, f: &mut dyn FnMut(Value) -> PyResult<bool>) -> PyResult<()> {
        match v {
            Value::Tuple(t) => {
                for item in t.iter() {
                    if !f(item.clone())? {
                        break;
                    }
                }
                Ok(())
            }
            Value::List(l) => {
                let mut i = 0;
                while let Some(item) = l.get(i) {
                    i += 1;
                    if !f(item)? {
                        break;
                    }
                }
                Ok(())
            }
            _ => self.drain(&self.iter(v)?, f),
        }
    }

    /// Calls `f` with each item that an iterator has left; it says whether to go on.
    ///
    /// # Errors
    /// Whatever the iterator or `f` raises.
    pub fn drain(&self, it: &Value, f: &mut dyn FnMut(Value) -> PyResult<bool>) -> PyResult<()> {
        // A native iterator is asked directly: what it is need not be found out at each item.
        if let Value::Object(o) = it
            && o.data().is_iterator()
            && !o.with_class(|c| c.has(TypeFlags::HEAP))
        {
            while let Some(item) = o.data().iter_next(o, self)? {
                if !f(item)? {
                    break;
                }
            }
            return Ok(());
        }
        while let Some(item) = self.next(it)? {
            if !f(item)? {
                break;
            }
        }
        Ok(())
    }

    /// All items.
    ///
    /// # Errors
    /// Whatever iterating raises.
    pub fn collect(&self, v: &Value) -> PyResult<Vec<Value>> {
        match v {
            Value::Tuple(t) => Ok(t.to_vec()),
            Value::List(l) => Ok(l.snapshot()),
            Value::Dict(d) => Ok(d.keys()),
            Value::Set(s) => Ok(s.items()),
            Value::Range(r) if r.small().is_some() => crate::types::range::methods::items(self, r),
            _ => {
                let it = self.iter(v)?;
                let hint = self.asked_length(v)?;
                let mut items = Vec::with_capacity(hint.min(1 << 16));
                self.drain(&it, &mut |item| {
                    items.push(item);
                    Ok(true)
                })?;
                Ok(items)
            }
        }
    }

    /// Adds the items of `v`, as a list is extended.
    ///
    /// # Errors
    /// As [`Vm::collect`]; what was added before an error stays.
    pub fn collect_into(&self, v: &Value, items: &mut Vec<Value>) -> PyResult<()> {
        if !matches!(v, Value::Instance(_)) {
            return self.for_each(v, &mut |x| {
                items.push(x);
                Ok(true)
            });
        }
        let it = self.iter(v)?;
        items.reserve(self.asked_length(v)?.min(1 << 16));
        self.drain(&it, &mut |x| {
            items.push(x);
            Ok(true)
        })
    }

    /// What `__len__` or `__length_hint__` of an object say, as Python asks before it collects the items: a TypeError means
    /// that they do not know.
    ///
    /// # Errors
    /// ValueError and TypeError for lengths that are none; what those methods raise.
    pub fn asked_length(&self, v: &Value) -> PyResult<usize> {
        if !matches!(v, Value::Instance(_)) {
            return Ok(self.length_hint(v));
        }
        let unknown = |e: Raised| if self.matches(&e, &self.exc.type_error) { Ok(0) } else { Err(e) };
        if self.lookup_special(v, &self.names.__len__).is_some() {
            return self.len(v).or_else(unknown);
        }
        match self.call_special(v, &self.intern("__length_hint__"), &[]) {
            Ok(None | Some(Value::NotImplemented)) => Ok(0),
            Ok(Some(Value::Int(n))) if n >= 0 => Ok(n as usize),
            Ok(Some(Value::Int(_))) => Err(self.value_error("__length_hint__() should return >= 0")),
            Ok(Some(other)) => {
                let got = self.type_name(&other);
                Err(self.type_error(format!("__length_hint__ must be an integer, not {got}")))
            }
            Err(e) => unknown(e),
        }
    }

    /// How many items `v` may yield; 0 when unknown. Errors of `__len__` and `__length_hint__` count as unknown.
    pub fn length_hint(&self, v: &Value) -> usize {
        match v {
            Value::List(l) => l.len(),
            Value::Tuple(t) => t.len(),
            Value::Dict(d) => d.len(),
            Value::Str(s) => s.len(),
            Value::Range(r) => match r.small() {
                Some((a, b, c)) => crate::types::range::small_len(a, b, c) as usize,
                None => 0,
            },
            _ => 0,
        }
    }
}

//! What every object can be asked: text, truth, length, hash, equality, order, membership, items, formatting.

use crate::error::PyResult;
use crate::native::Args;
use crate::tree::CmpOp;
use crate::types::bytes::ops::bytes_get;
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::compare::{simple_eq, simple_hash};
use crate::types::hash;
use crate::types::sequence;
use crate::types::str::Str;
use crate::types::str::ops::{str_get, str_slice};
use crate::value::Value;
use crate::vm::Vm;

/// `repr` of a str, int or float, which needs no state of the interpreter.
fn quick_text(v: &Value) -> Str {
    let mut out = String::new();
    match v {
        Value::Str(s) => crate::format::escape::write_str_repr(&mut out, s.as_str()),
        Value::Int(i) => return crate::format::int_text::i64_str(*i),
        Value::Float(x) => crate::format::float::write_repr(&mut out, *x),
        _ => {}
    }
    Str::new(&out)
}

/// While it lives, the container counts as being shown.
pub struct ReprGuard<'a> {
    vm: &'a Vm,
}

impl Drop for ReprGuard<'_> {
    fn drop(&mut self) {
        self.vm.showing.borrow_mut().pop();
    }
}

impl Vm {
    /// `str(v)`.
    ///
    /// # Errors
    /// What `__str__` raises.
    pub fn str(&self, v: &Value) -> PyResult<Str> {
        match v {
            Value::Str(s) => Ok(s.clone()),
            Value::Int(_) | Value::Float(_) => Ok(quick_text(v)),
            _ => self.text_of(v, &self.names.__str__, "__str__"),
        }
    }

    /// `repr(v)`.
    ///
    /// # Errors
    /// What `__repr__` raises.
    pub fn repr(&self, v: &Value) -> PyResult<Str> {
        match v {
            Value::Str(_) | Value::Int(_) | Value::Float(_) => Ok(quick_text(v)),
            Value::None => Ok(Str::new("None")),
            Value::Bool(b) => Ok(Str::new(if *b { "True" } else { "False" })),
            _ => self.text_of(v, &self.names.__repr__, "__repr__"),
        }
    }

    /// As [`Vm::str`], but what `__str__` returns is left as it is: it may be of a class derived from str.
    ///
    /// # Errors
    /// What `__str__` raises.
    pub fn str_object(&self, v: &Value) -> PyResult {
        match v {
            Value::Str(_) => Ok(v.clone()),
            Value::Int(_) | Value::Float(_) => Ok(Value::Str(quick_text(v))),
            _ => self.text_object(v, &self.names.__str__, "__str__"),
        }
    }

    /// As [`Vm::repr`], but what `__repr__` returns is left as it is.
    ///
    /// # Errors
    /// What `__repr__` raises.
    pub fn repr_object(&self, v: &Value) -> PyResult {
        match v {
            Value::Instance(_) => self.text_object(v, &self.names.__repr__, "__repr__"),
            _ => self.repr(v).map(Value::Str),
        }
    }

    fn text_of(&self, v: &Value, special: &Str, shown: &str) -> PyResult<Str> {
        let result = self.text_object(v, special, shown)?;
        // `text_object` gives nothing else.
        Ok(result.as_str().cloned().unwrap_or_else(|| self.names.empty.clone()))
    }

    fn text_object(&self, v: &Value, special: &Str, shown: &str) -> PyResult {
        let Some(f) = self.lookup_special(v, special) else {
            return Ok(Value::from(format!("<{} object>", self.type_name(v))));
        };
        let what = if shown == "__repr__" {
            " while getting the repr of an object"
        } else {
            " while getting the str of an object"
        };
        let result = self.recurse(what, |vm| vm.call_unbound(&f, v, &Args::positional(&[])))?;
        if result.as_str().is_none() {
            let kind = self.type_name(&result);
            return Err(self.type_error(format!("{shown} returned non-string (type {kind})")));
        }
        Ok(result)
    }

    /// `ascii(v)`.
    ///
    /// # Errors
    /// As [`Vm::repr`].
    pub fn ascii(&self, v: &Value) -> PyResult<Str> {
        let text = self.repr(v)?;
        if text.is_ascii() {
            return Ok(text);
        }
        Ok(Str::new(&crate::format::escape_non_ascii(text.as_str())))
    }

    /// Marks a container as being shown; `None` when it is already (its repr is then `[...]` or the like).
    pub fn repr_guard(&self, container: &Value) -> Option<ReprGuard<'_>> {
        let addr = container.heap_addr();
        let mut showing = self.showing.borrow_mut();
        if showing.contains(&addr) {
            return None;
        }
        showing.push(addr);
        Some(ReprGuard { vm: self })
    }

    /// `bool(v)`.
    ///
    /// # Errors
    /// What `__bool__` and `__len__` raise.
    #[inline]
    pub fn truth(&self, v: &Value) -> PyResult<bool> {
        Ok(match v {
            Value::Bool(b) => *b,
            Value::None => false,
            Value::Int(i) => *i != 0,
            Value::Str(s) => !s.is_empty(),
            Value::Bytes(b) => !b.as_slice().is_empty(),
            Value::List(l) => !l.is_empty(),
            Value::Dict(d) => !d.is_empty(),
            Value::Tuple(t) => !t.is_empty(),
            Value::Float(f) => *f != 0.0,
            Value::Function(_) | Value::Native(_) | Value::Gen(_) | Value::Big(_) => true,
            _ => return self.truth_slow(v),
        })
    }

    fn truth_slow(&self, v: &Value) -> PyResult<bool> {
        if let Value::NotImplemented = v {
            let text = "NotImplemented should not be used in a boolean context";
            crate::warnings::warn(self, &self.exc.deprecation_warning, text, 1, &Value::None)?;
            return Ok(true);
        }
        if let Some(n) = native_length(v) {
            return Ok(n != 0);
        }
        match self.call_special(v, &self.names.__bool__, &[])? {
            Some(Value::Bool(b)) => return Ok(b),
            Some(other) => {
                return Err(
                    self.type_error(format!("__bool__ should return bool, returned {}", self.type_name(&other)))
                );
            }
            None => {}
        }
        if self.lookup_special(v, &self.names.__len__).is_some() {
            return Ok(self.len(v)? != 0);
        }
        Ok(true)
    }

    /// `len(v)`.
    ///
    /// # Errors
    /// TypeError without `__len__` or when it returns no int, ValueError for a negative one; whatever it raises.
    #[inline]
    pub fn len(&self, v: &Value) -> PyResult<usize> {
        Ok(match v {
            Value::List(l) => l.len(),
            Value::Str(s) => s.len(),
            Value::Tuple(t) => t.len(),
            Value::Dict(d) => d.len(),
            Value::Bytes(b) => b.as_slice().len(),
            _ => return self.len_slow(v),
        })
    }

    fn len_slow(&self, v: &Value) -> PyResult<usize> {
        if let Some(n) = native_length(v) {
            return Ok(n);
        }
        let Some(n) = self.call_special(v, &self.names.__len__, &[])? else {
            return Err(self.type_error(format!("object of type '{}' has no len()", self.type_name(v))));
        };
        match self.index(&n)? {
            Value::Int(i) => usize::try_from(i).map_err(|_| self.value_error("__len__() should return >= 0")),
            Value::Big(b) if b.0.sign() == num_bigint::Sign::Minus => {
                Err(self.value_error("__len__() should return >= 0"))
            }
            _ => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// `hash(v)`.
    ///
    /// # Errors
    /// TypeError for unhashable types; what `__hash__` raises.
    #[inline]
    pub fn hash(&self, v: &Value) -> PyResult<i64> {
        match simple_hash(v) {
            Some(h) => Ok(h),
            None => self.hash_slow(v),
        }
    }

    fn hash_slow(&self, v: &Value) -> PyResult<i64> {
        match v {
            Value::Tuple(t) => {
                return self.recurse(" while calling a Python object", |vm| {
                    let mut hashes = Vec::with_capacity(t.len());
                    for item in t.iter() {
                        hashes.push(vm.hash(item)?);
                    }
                    Ok(hash::hash_tuple(hashes.into_iter()))
                });
            }
            Value::Function(_) | Value::Gen(_) => return Ok(hash::hash_pointer(v.heap_addr())),
            _ => {}
        }
        match self.lookup_special(v, &self.names.__hash__) {
            Some(Value::None) | None => Err(self.type_error(format!("unhashable type: '{}'", self.type_name(v)))),
            Some(Value::Native(n)) if n.owner.as_ref().is_some_and(|o| o.is(&self.types.object)) => {
                Ok(hash::hash_pointer(v.heap_addr()))
            }
            Some(f) => match self.call_unbound(&f, v, &Args::positional(&[]))?.inner() {
                Value::Int(i) => Ok(if *i == -1 { -2 } else { *i }),
                Value::Bool(b) => Ok(i64::from(*b)),
                Value::Big(b) => Ok(hash::hash_bigint(&b.0)),
                _ => Err(self.type_error("__hash__ method should return an integer")),
            },
        }
    }

    /// `a is b or a == b`, as containers compare their items.
    ///
    /// # Errors
    /// What `__eq__` and the truth of its result raise.
    #[inline]
    pub fn eq(&self, a: &Value, b: &Value) -> PyResult<bool> {
        match simple_eq(a, b) {
            Some(r) => Ok(r),
            None if a.is(b) => Ok(true),
            None => {
                let r = self.compare(CmpOp::Eq, a, b)?;
                self.truth(&r)
            }
        }
    }

    /// `a < b` as a bool.
    ///
    /// # Errors
    /// TypeError when they have no order; what the comparison raises.
    #[inline]
    pub fn less(&self, a: &Value, b: &Value) -> PyResult<bool> {
        match (a, b) {
            (Value::Int(a), Value::Int(b)) => Ok(a < b),
            (Value::Float(a), Value::Float(b)) => Ok(a < b),
            (Value::Str(a), Value::Str(b)) => Ok(crate::types::str::ops::order(a, b).is_lt()),
            _ => {
                let r = self.compare(CmpOp::Lt, a, b)?;
                self.truth(&r)
            }
        }
    }

    /// `item in container`.
    ///
    /// # Errors
    /// TypeError when the container cannot contain; what comparing raises.
    pub fn contains(&self, container: &Value, item: &Value) -> PyResult<bool> {
        match container {
            Value::Dict(d) => return self.dict_contains(d, item),
            Value::List(l) => return Ok(sequence::find(self, &**l, item, 0, usize::MAX)?.is_some()),
            Value::Tuple(t) => return Ok(sequence::find(self, t.items(), item, 0, usize::MAX)?.is_some()),
            Value::Set(s) => return crate::types::set::methods::has(self, s, item),
            Value::Range(r) => return crate::types::range::methods::has(self, r, item),
            Value::Str(s) => {
                if let Some(t) = item.as_str() {
                    return Ok(s.as_str().contains(t.as_str()));
                }
            }
            _ => {}
        }
        match self.lookup_special(container, &self.names.__contains__) {
            Some(Value::None) => {
                Err(self.type_error(format!("'{}' object is not a container", self.type_name(container))))
            }
            Some(f) => {
                let r = self.call_unbound(&f, container, &Args::positional(std::slice::from_ref(item)))?;
                self.truth(&r)
            }
            None => self.contains_by_iteration(container, item),
        }
    }

    fn contains_by_iteration(&self, container: &Value, item: &Value) -> PyResult<bool> {
        let it = match self.iter(container) {
            Ok(it) => it,
            Err(e)
                if self.matches(&e, &self.exc.type_error)
                    && self.lookup_special(container, &self.names.__iter__).is_none() =>
            {
                return Err(
                    self.type_error(format!("argument of type '{}' is not iterable", self.type_name(container)))
                );
            }
            Err(e) => return Err(e),
        };
        while let Some(x) = self.next(&it)? {
            if self.eq(&x, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `o[k]`.
    ///
    /// # Errors
    /// TypeError when `o` has no items; whatever the lookup raises.
    pub fn get_item(&self, o: &Value, k: &Value) -> PyResult {
        match (o, k) {
            (Value::List(l), Value::Int(i)) => {
                let items = l.borrow();
                let n = items.len() as i64;
                let at = if *i < 0 { *i + n } else { *i };
                if let Some(v) = usize::try_from(at).ok().and_then(|at| items.get(at)) {
                    return Ok(v.clone());
                }
                drop(items);
                return Err(self.index_error("list index out of range"));
            }
            (Value::Tuple(t), Value::Int(i)) => {
                let at = if *i < 0 { *i + t.len() as i64 } else { *i };
                return usize::try_from(at)
                    .ok()
                    .and_then(|at| t.get(at).cloned())
                    .ok_or_else(|| self.index_error("tuple index out of range"));
            }
            (Value::Str(s), Value::Int(i)) => return str_get(self, s, *i),
            (Value::Str(s), Value::Slice(slice)) => return str_slice(self, s, slice),
            (Value::Bytes(b), Value::Int(i)) => return bytes_get(self, b.as_slice(), *i),
            (Value::Dict(d), _) => {
                return match self.dict_get(d, k)? {
                    Some(v) => Ok(v),
                    None => Err(self.key_error(k.clone())),
                };
            }
            _ => {}
        }
        match self.lookup_special(o, &self.names.__getitem__) {
            Some(f) => self.call_unbound(&f, o, &Args::positional(std::slice::from_ref(k))),
            None => self.class_getitem(o, k),
        }
    }

    #[cold]
    fn class_getitem(&self, o: &Value, k: &Value) -> PyResult {
        if let Value::Type(t) = o {
            if let Some(f) = self.type_lookup(t, &self.names.__class_getitem__) {
                let f = self.bind_to_class(&f, t)?;
                return self.call(&f, std::slice::from_ref(k));
            }
            if t.is(&self.types.type_) {
                return crate::types::generic_alias::make(self, o, k);
            }
            return Err(self.type_error(format!("type '{}' is not subscriptable", t.name())));
        }
        Err(self.type_error(format!("'{}' object is not subscriptable", self.type_name(o))))
    }

    /// `o[k] = value`.
    ///
    /// # Errors
    /// TypeError when items cannot be assigned; whatever the assignment raises.
    pub fn set_item(&self, o: &Value, k: &Value, value: Value) -> PyResult<()> {
        match (o, k) {
            (Value::List(l), Value::Int(i)) => {
                let at = if *i < 0 { *i + l.len() as i64 } else { *i };
                return match usize::try_from(at) {
                    Ok(at) if l.set(at, value) => Ok(()),
                    _ => Err(self.index_error("list assignment index out of range")),
                };
            }
            (Value::Dict(d), _) => return self.dict_set(d, k, value),
            _ => {}
        }
        match self.lookup_special(o, &self.names.__setitem__) {
            Some(f) => self.call_unbound(&f, o, &Args::positional(&[k.clone(), value])).map(drop),
            None => Err(self.type_error(format!("'{}' object does not support item assignment", self.type_name(o)))),
        }
    }

    /// `del o[k]`.
    ///
    /// # Errors
    /// TypeError when items cannot be deleted; whatever the deletion raises.
    pub fn del_item(&self, o: &Value, k: &Value) -> PyResult<()> {
        match self.lookup_special(o, &self.names.__delitem__) {
            Some(f) => self.call_unbound(&f, o, &Args::positional(std::slice::from_ref(k))).map(drop),
            None => {
                // CPython's words depend on which half of its protocol refuses: an index is tried as one of a sequence.
                let is_sequence = matches!(
                    o,
                    Value::Instance(_)
                        | Value::Str(_)
                        | Value::Bytes(_)
                        | Value::Tuple(_)
                        | Value::Range(_)
                        | Value::Set(_)
                );
                let is_index = matches!(k, Value::Int(_) | Value::Bool(_))
                    || self.lookup_special(k, &self.names.__index__).is_some();
                let not = if is_sequence && is_index { "doesn't" } else { "does not" };
                Err(self.type_error(format!("'{}' object {not} support item deletion", self.type_name(o))))
            }
        }
    }

    /// `format(v, spec)`.
    ///
    /// # Errors
    /// ValueError for a bad specification; what `__format__` raises.
    pub fn format(&self, v: &Value, spec: &str) -> PyResult<Str> {
        crate::format::format_value(self, v, spec)
    }

    /// `operator.index(v)`: an `Int` or `Big`.
    ///
    /// # Errors
    /// TypeError when `v` is no integer; what `__index__` raises.
    pub fn index(&self, v: &Value) -> PyResult {
        match v.inner() {
            Value::Int(_) | Value::Big(_) => return Ok(v.inner().clone()),
            Value::Bool(b) => return Ok(Value::Int(i64::from(*b))),
            _ => {}
        }
        match self.call_special(v, &self.names.__index__, &[])? {
            Some(n) => match n.inner() {
                Value::Int(_) | Value::Big(_) | Value::Bool(_) => {
                    let start = "__index__ returned non-int (type ";
                    crate::types::int::convert::strict_subclass(self, &n, "int", start)?;
                    Ok(crate::types::int::convert::plain(&n))
                }
                _ => Err(self.type_error(format!("__index__ returned non-int (type {})", self.type_name(&n)))),
            },
            None => Err(self.type_error(format!("'{}' object cannot be interpreted as an integer", self.type_name(v)))),
        }
    }

    /// `operator.index(v)` as a machine int.
    ///
    /// # Errors
    /// As [`Vm::index`]; IndexError when it does not fit.
    pub fn index_i64(&self, v: &Value) -> PyResult<i64> {
        match self.index(v)? {
            Value::Int(i) => Ok(i),
            _ => Err(self.index_error(format!("cannot fit '{}' into an index-sized integer", self.type_name(v)))),
        }
    }

    /// `isinstance(v, cls)`.
    ///
    /// # Errors
    /// TypeError when `cls` is no class, tuple or union; what `__instancecheck__` raises.
    pub fn is_instance(&self, v: &Value, cls: &Value) -> PyResult<bool> {
        match cls {
            Value::Type(t) => {
                if self.with_class(v, |c| c.is(t)) {
                    return Ok(true);
                }
                let plain = t.metaclass.borrow().as_ref().is_none_or(|m| m.is(&self.types.type_));
                if plain {
                    return self.raw_is_instance(v, t);
                }
            }
            Value::Tuple(items) => {
                return self.recurse(" in __instancecheck__", |vm| {
                    for c in items.iter() {
                        if vm.is_instance(v, c)? {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                });
            }
            _ => {}
        }
        if let Some(f) = self.lookup_special(cls, &self.names.__instancecheck__) {
            let r = self.recurse(" in __instancecheck__", |vm| {
                vm.call_unbound(&f, cls, &Args::positional(std::slice::from_ref(v)))
            })?;
            return self.truth(&r);
        }
        if let Value::Type(t) = cls {
            return self.raw_is_instance(v, t);
        }
        self.duck_instance(v, cls)
    }

    fn duck_instance(&self, v: &Value, cls: &Value) -> PyResult<bool> {
        if self.get_attr_opt(cls, &self.names.__bases__)?.is_none() {
            return Err(self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"));
        }
        match self.get_attr_opt(v, &self.names.__class__)? {
            Some(class) => crate::types::class::methods::abstract_subclass(self, &class, cls),
            None => Ok(false),
        }
    }

    /// True by the class, or by what `__class__` claims.
    ///
    /// # Errors
    /// What asking for `__class__` raises, but for AttributeError.
    pub fn raw_is_instance(&self, v: &Value, t: &TypeRef) -> PyResult<bool> {
        if self.with_class(v, |c| c.is_subtype(t)) {
            return Ok(true);
        }
        // Proxies lie about `__class__`; only classes that define it as an attribute can.
        let answers = match v {
            Value::Instance(_) => true,
            Value::Object(o) => o.with_class(|c| c.has(TypeFlags::CUSTOM_GETATTRIBUTE)),
            _ => false,
        };
        if answers && let Some(Value::Type(claimed)) = self.get_attr_opt(v, &self.names.__class__)? {
            return Ok(claimed.is_subtype(t));
        }
        Ok(false)
    }

    /// `issubclass(sub, cls)`.
    ///
    /// # Errors
    /// TypeError when either is no class; what `__subclasscheck__` raises.
    pub fn is_subclass(&self, sub: &Value, cls: &Value) -> PyResult<bool> {
        if let Value::Tuple(items) = cls {
            for c in items.iter() {
                if self.is_subclass(sub, c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let (Value::Type(a), Value::Type(t)) = (sub, cls)
            && t.metaclass.borrow().as_ref().is_none_or(|m| m.is(&self.types.type_))
        {
            return Ok(a.is_subtype(t));
        }
        if let Some(f) = self.lookup_special(cls, &self.names.__subclasscheck__) {
            let r = self.recurse(" in __subclasscheck__", |vm| {
                vm.call_unbound(&f, cls, &Args::positional(std::slice::from_ref(sub)))
            })?;
            return self.truth(&r);
        }
        crate::types::class::methods::real_subclass_check(self, sub, cls)
    }
}

/// The length that a native object knows by itself.
#[inline]
fn native_length(v: &Value) -> Option<usize> {
    match v {
        Value::Object(o) if !o.with_class(|c| c.has(TypeFlags::HEAP)) => o.data().length(),
        _ => None,
    }
}

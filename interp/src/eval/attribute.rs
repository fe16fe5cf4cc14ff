//! Attribute nodes: caches in front of `Vm::get_attr`.
//!
//! A cache is keyed by the class's version (unique among all classes and their states) and, for instances, by the shape
//! of their attributes. With both equal the answer is the same, so nothing is looked up:
//! - `own_shape` != 0: the value stands at `index` of the instance (the class has no data descriptor so named);
//! - `found` set, `shape` != 0: a plain class attribute (method), which instances of that shape do not hide;
//! - `found` set, `shape` == 0: the same for objects that have no attributes of their own (builtin values).

use crate::error::PyResult;
use crate::eval::attribute_modes::set_slot;
use crate::eval::{Frame, peek};
use crate::tree::{Attr, AttrCache, AttrMode, AttrTarget};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::descriptors::MemberDescriptor;
use crate::types::instance::Instance;
use crate::types::module::Module;
use crate::types::str::Str;
use crate::value::{Packed, Value};
use crate::vm::Vm;

/// True when the method that was found last is the instance's too.
#[inline(always)]
pub(super) fn has_method_of_cache(i: &Instance, cache: &AttrCache) -> bool {
    i.class.version() == cache.type_version.get() && cache.shape.get() != 0 && cache.shape.get() == i.attrs.shape_id()
}

/// The value that stands in the instance, when its class and shape are the ones seen last.
#[inline(always)]
fn own_attr(i: &Instance, cache: &AttrCache) -> Option<Value> {
    if i.class.version() != cache.type_version.get() {
        return None;
    }
    i.attrs.get_cached(cache.own_shape.get(), cache.index.get())
}

impl Vm {
    #[inline(never)]
    pub(super) fn eval_attr(&self, f: &mut Frame, a: &Attr) -> Packed {
        if let Some(Value::Instance(i)) = peek(f, &a.object)
            && let Some(v) = own_attr(i, &a.cache)
        {
            return Packed::pack(Ok(v));
        }
        self.eval_attr_of(f, a)
    }

    #[inline(never)]
    fn eval_attr_of(&self, f: &mut Frame, a: &Attr) -> Packed {
        Packed::pack(self.attr_node(f, a))
    }

    #[inline(always)]
    fn attr_node(&self, f: &mut Frame, a: &Attr) -> PyResult {
        if let Some(o) = peek(f, &a.object) {
            let result = self.attr_of(o, &a.name, &a.cache);
            return self.placed(result, a.span);
        }
        let o = self.eval(f, &a.object)?;
        let result = self.attr_of(&o, &a.name, &a.cache);
        o.discard();
        self.placed(result, a.span)
    }

    #[inline(always)]
    pub(super) fn attr_of(&self, o: &Value, name: &Str, cache: &AttrCache) -> PyResult {
        if let Value::Instance(i) = o
            && let Some(v) = own_attr(i, cache)
        {
            return Ok(v);
        }
        self.attr_uncached(o, name, cache)
    }

    #[inline(never)]
    fn attr_uncached(&self, o: &Value, name: &Str, cache: &AttrCache) -> PyResult {
        if cache.mode.get() != AttrMode::Usual
            && let Some(result) = self.remembered(o, cache)
        {
            return result;
        }
        match o {
            Value::Instance(i) => {
                let class = i.class.get();
                if !class.has(TypeFlags::CUSTOM_GETATTRIBUTE)
                    && let Some(v) = self.remember_of_instance(o, i, &class, name, cache)
                {
                    return Ok(v);
                }
            }
            Value::Module(m) => {
                if let Some(v) = self.module_attr(m, name, cache) {
                    return Ok(v);
                }
            }
            Value::Type(t) => self.remember_on_class(t, name, cache),
            _ => {}
        }
        self.get_attr(o, name)
    }

    /// Remembers how the attribute of an instance is found, and reads it, if it stands in the instance.
    fn remember_of_instance(
        &self,
        o: &Value,
        i: &Instance,
        class: &TypeRef,
        name: &Str,
        cache: &AttrCache,
    ) -> Option<Value> {
        let found = self.type_lookup(class, name);
        if class.has(TypeFlags::DICT)
            && let Some((shape, index)) = i.attrs.locate(name)
            && !found.as_ref().is_some_and(|d| self.is_data_descriptor(d))
        {
            cache.type_version.set(class.version.get());
            cache.mode.set(AttrMode::Usual);
            cache.own_shape.set(shape);
            cache.shape.set(0);
            cache.kind.set(0);
            cache.index.set(index);
            return i.attrs.get(name);
        }
        if let Some(found) = &found {
            self.remember_of_class(o, class, name, found, cache);
        }
        None
    }

    /// A module's own attribute, by the position in its namespace that was found last time.
    #[inline]
    pub(super) fn module_attr(&self, m: &Module, name: &Str, cache: &AttrCache) -> Option<Value> {
        let stamp = m.dict.stamp();
        if stamp != 0 && cache.stamp.get() == stamp {
            return m.dict.value_at(cache.index.get() as usize);
        }
        if name.as_str().starts_with("__") || !m.class.borrow().is(&self.types.module) {
            return None;
        }
        let position = m.dict.borrow().find_str(name)?;
        cache.stamp.set(stamp);
        cache.mode.set(AttrMode::Usual);
        cache.own_shape.set(0);
        cache.index.set(position as u32);
        m.dict.value_at(position)
    }

    /// The method that `o.name(…)` calls with `o` as first argument, when that is what the call means; unbound sends the
    /// caller the long way (through the attribute's value).
    #[inline]
    pub(super) fn method_or_unbound(&self, o: &Value, name: &Str, cache: &AttrCache) -> Value {
        if cache.mode.get() != AttrMode::Usual {
            return match o {
                // What is remembered is no method.
                Value::Instance(i) if i.class.version() == cache.type_version.get() => Value::Unbound,
                Value::Module(_) | Value::Type(_) | Value::Exception(_) | Value::Function(_) => Value::Unbound,
                _ => self.method_uncached(o, name, cache).unwrap_or(Value::Unbound),
            };
        }
        let hit = match o {
            Value::Instance(i) => has_method_of_cache(i, cache),
            Value::Module(_) | Value::Type(_) | Value::Exception(_) | Value::Function(_) => return Value::Unbound,
            Value::Object(obj) => {
                obj.with_class(|c| c.version.get()) == cache.type_version.get()
                    && cache.shape.get() == 0
                    && !obj.has_attrs()
            }
            _ => self.with_class(o, |c| c.version.get()) == cache.type_version.get() && cache.shape.get() == 0,
        };
        if hit {
            let found = cache.found.get();
            if !found.is_unbound() {
                return found;
            }
        }
        self.method_uncached(o, name, cache).unwrap_or(Value::Unbound)
    }

    /// As [`Vm::method_or_unbound`].
    #[inline]
    pub(super) fn method_of(&self, o: &Value, name: &Str, cache: &AttrCache) -> Option<Value> {
        let method = self.method_or_unbound(o, name, cache);
        if method.is_unbound() { None } else { Some(method) }
    }

    #[inline(never)]
    fn method_uncached(&self, o: &Value, name: &Str, cache: &AttrCache) -> Option<Value> {
        let class = self.class_of(o);
        if class.has(TypeFlags::CUSTOM_GETATTRIBUTE) {
            return None;
        }
        let found = self.type_lookup(&class, name)?;
        let plain = match &found {
            Value::Function(_) => true,
            Value::Native(n) => n.is_method(),
            Value::Object(d) => d.data().binds_as_method() && !d.with_class(|c| c.has(TypeFlags::HEAP)),
            _ => false,
        };
        if !plain {
            return None;
        }
        let shape = self.shape_without(o, &class, name)?;
        cache.type_version.set(class.version.get());
        cache.shape.set(shape);
        cache.mode.set(AttrMode::Usual);
        cache.own_shape.set(0);
        cache.kind.set(if o.has_fixed_class() { o.kind() } else { 0 });
        cache.found.set(found.clone());
        Some(found)
    }

    /// The number of the shape of an instance that does not hide `name`; 0 for objects without attributes of their own.
    /// `None`: it hides the name, or has no shape to key a cache on.
    pub(super) fn shape_without(&self, o: &Value, class: &TypeRef, name: &Str) -> Option<u32> {
        match o {
            Value::Instance(i) => {
                if class.has(TypeFlags::DICT) && i.attrs.get(name).is_some() {
                    return None;
                }
                match i.attrs.shape_id() {
                    0 => None,
                    shape => Some(shape),
                }
            }
            Value::Object(o) if class.has(TypeFlags::DICT) && o.has_attrs() => None,
            _ => Some(0),
        }
    }

    /// `o.name = v` through the target's cache.
    #[inline]
    pub(super) fn set_attr_cached(&self, o: &Value, t: &AttrTarget, v: Value) -> PyResult<()> {
        let cache = &t.cache;
        if let Value::Instance(i) = o
            && cache.shape.get() != 0
            && i.class.version() == cache.type_version.get()
        {
            let stored = match cache.grown.get() {
                Some(wider) => i.attrs.grow_cached(cache.shape.get(), wider, v),
                None => i.attrs.set_cached(cache.shape.get(), cache.index.get(), v),
            };
            return match stored {
                Ok(()) => Ok(()),
                Err(v) => self.set_attr_uncached(o, t, v),
            };
        }
        self.set_attr_otherwise(o, t, v)
    }

    #[inline(never)]
    fn set_attr_otherwise(&self, o: &Value, t: &AttrTarget, v: Value) -> PyResult<()> {
        let v = match o {
            Value::Instance(i) => match set_slot(i, &t.cache, v) {
                Ok(()) => return Ok(()),
                Err(v) => v,
            },
            _ => v,
        };
        self.set_attr_uncached(o, t, v)
    }

    #[inline(never)]
    fn set_attr_uncached(&self, o: &Value, t: &AttrTarget, v: Value) -> PyResult<()> {
        if let Value::Instance(i) = o {
            let class = i.class.get();
            let found = if class.has(TypeFlags::CUSTOM_SETATTR) { None } else { self.type_lookup(&class, &t.name) };
            if let Some(Value::Object(d)) = &found
                && d.get::<MemberDescriptor>().is_some()
            {
                t.cache.grown.set(None);
                self.remember_of_class(o, &class, &t.name, &Value::Object(d.clone()), &t.cache);
            }
            if class.has(TypeFlags::DICT)
                && !class.has(TypeFlags::CUSTOM_SETATTR)
                && !found.is_some_and(|d| self.is_data_descriptor(&d))
            {
                let before = i.attrs.shape_id();
                i.attrs.set(&t.name, v, &|| self.next_number());
                if let Some((shape, index)) = i.attrs.locate(&t.name) {
                    let grew = shape != before && before != 0;
                    t.cache.mode.set(AttrMode::Usual);
                    t.cache.type_version.set(class.version.get());
                    t.cache.shape.set(if grew { before } else { shape });
                    t.cache.index.set(index);
                    t.cache.grown.set(if grew { i.attrs.shape() } else { None });
                }
                return Ok(());
            }
        }
        self.set_attr(o, &t.name, v)
    }
}

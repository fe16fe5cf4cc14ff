//! Attribute nodes: the less usual things that a cache remembers (`tree::AttrMode`): slots, properties, class attributes
//! seen through an instance or on the class itself.
//!
//! All of them are keyed by the class's version, which every change of the class or of one above it renews.

use crate::error::PyResult;
use crate::tree::{AttrCache, AttrMode};
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::descriptors::property::Property;
use crate::types::descriptors::{ClassMethod, MemberDescriptor, StaticMethod};
use crate::types::instance::Instance;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// The value of the slot that the cache remembers; `None` when it remembers something else, or the slot is empty.
#[inline]
pub(super) fn slot_value(i: &Instance, cache: &AttrCache) -> Option<Value> {
    if cache.mode.get() != AttrMode::Slot || i.class.version() != cache.type_version.get() {
        return None;
    }
    let value = i.slots.as_ref()?.borrow().get(cache.index.get() as usize)?.clone();
    if value.is_unbound() { None } else { Some(value) }
}

/// Sets the slot that the cache remembers; gives the value back when it remembers something else.
#[inline]
pub(super) fn set_slot(i: &Instance, cache: &AttrCache, value: Value) -> Result<(), Value> {
    if cache.mode.get() != AttrMode::Slot || i.class.version() != cache.type_version.get() {
        return Err(value);
    }
    let Some(slots) = &i.slots else { return Err(value) };
    let old = match slots.borrow_mut().get_mut(cache.index.get() as usize) {
        Some(slot) => std::mem::replace(slot, value),
        None => return Err(value),
    };
    old.discard();
    Ok(())
}

/// A value that was not forgotten.
#[inline(always)]
fn bound(found: Value) -> Option<Value> {
    if found.is_unbound() { None } else { Some(found) }
}

impl Vm {
    /// What the cache remembers of `o` in one of the less usual modes.
    #[inline]
    pub(super) fn remembered(&self, o: &Value, cache: &AttrCache) -> Option<PyResult> {
        match (cache.mode.get(), o) {
            (AttrMode::Slot, Value::Instance(i)) => slot_value(i, cache).map(Ok),
            (AttrMode::Property, Value::Instance(i)) if i.class.version() == cache.type_version.get() => {
                let Value::Object(property) = cache.found.get() else { return None };
                let getter = property.get::<Property>()?.getter()?;
                Some(self.call_getter(&getter, o))
            }
            (AttrMode::OfClass, Value::Instance(i))
                if i.class.version() == cache.type_version.get()
                    && u64::from(i.attrs.shape_id()) == cache.stamp.get() =>
            {
                bound(cache.found.get()).map(Ok)
            }
            (AttrMode::OnClass, Value::Type(t))
                if t.version.get() == cache.type_version.get()
                    && u64::from(self.meta_version(t)) == cache.stamp.get() =>
            {
                bound(cache.found.get()).map(Ok)
            }
            (AttrMode::ClassMethod, Value::Type(_)) => {
                let (func, class) = self.remembered_class_method(o, cache)?;
                Some(Ok(self.bound_method(func, class)))
            }
            _ => None,
        }
    }

    /// The function behind the class method that the cache remembers, and the class it gets.
    #[inline]
    pub(super) fn remembered_class_method(&self, o: &Value, cache: &AttrCache) -> Option<(Value, Value)> {
        match o {
            Value::Type(t)
                if cache.mode.get() == AttrMode::ClassMethod
                    && t.version.get() == cache.type_version.get()
                    && u64::from(self.meta_version(t)) == cache.stamp.get() =>
            {
                Some((bound(cache.found.get())?, o.clone()))
            }
            _ => None,
        }
    }

    fn meta_version(&self, t: &TypeRef) -> u32 {
        match &*t.metaclass.borrow() {
            Some(m) => m.version.get(),
            None => self.types.type_.version.get(),
        }
    }

    fn call_getter(&self, getter: &Value, o: &Value) -> PyResult {
        let Value::Function(func) = getter else { return self.call(getter, std::slice::from_ref(o)) };
        let base = self.stack.top();
        self.push(o.clone())?;
        self.function_on_stack(func, base, &[]).unpack()
    }

    /// Remembers, if it can be, how `name` was found in the class of an instance (`found`) and not in the instance.
    pub(super) fn remember_of_class(&self, o: &Value, class: &TypeRef, name: &Str, found: &Value, cache: &AttrCache) {
        let Value::Instance(i) = o else { return };
        if let Value::Object(d) = found {
            if let Some(m) = d.get::<MemberDescriptor>() {
                if i.slots.is_some() && class.is_subtype(&m.owner) {
                    cache.remember(AttrMode::Slot, class.version.get(), 0, Value::Unbound);
                    cache.index.set(m.index);
                }
                return;
            }
            if d.get::<Property>().is_some() {
                if d.with_class(|c| c.is(&self.types.property)) && !class.has(TypeFlags::GETATTR) {
                    cache.remember(AttrMode::Property, class.version.get(), 0, found.clone());
                }
                return;
            }
        }
        if let (Some(value), Some(shape)) = (self.read_on_class(found), self.shape_without(o, class, name)) {
            cache.remember(AttrMode::OfClass, class.version.get(), shape, value);
        }
    }

    /// Remembers, if it can be, how `name` is read on the class `t` itself.
    pub(super) fn remember_on_class(&self, t: &TypeRef, name: &Str, cache: &AttrCache) {
        let meta = self.class_of(&Value::Type(t.clone()));
        if meta.has(TypeFlags::CUSTOM_GETATTRIBUTE) || self.type_lookup(&meta, name).is_some() {
            return;
        }
        let Some(found) = self.type_lookup(t, name) else { return };
        if let Value::Object(d) = &found
            && let Some(method) = d.get::<ClassMethod>()
        {
            let func = method.func();
            if d.with_class(|c| c.is(&self.types.classmethod)) && matches!(func, Value::Function(_)) {
                cache.remember(AttrMode::ClassMethod, t.version.get(), meta.version.get(), func);
            }
            return;
        }
        let value = match &found {
            Value::Function(_) => Some(found.clone()),
            // A member of an enumeration: a change of its class would change the version.
            Value::Instance(i) if i.class.get().is(t) && self.lookup_special(&found, &self.names.__get__).is_none() => {
                Some(found.clone())
            }
            _ => self.read_on_class(&found),
        };
        if let Some(value) = value {
            cache.remember(AttrMode::OnClass, t.version.get(), meta.version.get(), value);
        }
    }

    /// What a class attribute reads as, on the class and on instances alike; `None` when that has to be worked out.
    fn read_on_class(&self, found: &Value) -> Option<Value> {
        use Value as V;
        match found {
            V::Object(d) => {
                let method = d.get::<StaticMethod>()?;
                if d.with_class(|c| c.is(&self.types.staticmethod)) { method.func(self).ok() } else { None }
            }
            V::None | V::Ellipsis | V::NotImplemented | V::Set(_) => Some(found.clone()),
            v if v.has_fixed_class() => Some(found.clone()),
            _ => None,
        }
    }
}

impl AttrCache {
    /// `more` is the second key: it takes the place of a namespace's stamp, which is never that small. The keys of the
    /// usual modes are cleared, so that what is found is not taken for a method.
    fn remember(&self, mode: AttrMode, version: u32, more: u32, found: Value) {
        self.mode.set(mode);
        self.type_version.set(version);
        self.stamp.set(u64::from(more));
        self.shape.set(0);
        self.own_shape.set(0);
        self.kind.set(0);
        self.found.set(found);
    }
}

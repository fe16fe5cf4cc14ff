//! Attribute access: the order of resolution, descriptors, instance attributes.
//!
//! The nodes of the tree have caches of their own in front of this (`eval::attribute`); here is the whole protocol.

use std::cell::RefCell;

use crate::error::{PyResult, Raised};
use crate::heap::Ref;
use crate::types::class::{TypeFlags, TypeRef};
use crate::types::descriptors;
use crate::types::function::{Binding, NativeFunction};
use crate::types::instance::AttrSlot;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;

/// Slots in the cache of type lookups. More: fewer collisions in large programs; each costs 40 bytes.
const CACHE_SLOTS: usize = 1024;

#[derive(Default)]
struct CacheEntry {
    version: u32,
    name: usize,
    found: Option<Value>,
}

/// Remembers what names mean in types: (type version, name) → attribute, or its absence. A type's version changes with
/// its attributes and those of the types above, so entries are never wrong, only unused.
pub struct TypeCache(RefCell<Box<[CacheEntry]>>);

impl Default for TypeCache {
    fn default() -> Self {
        TypeCache(RefCell::new((0..CACHE_SLOTS).map(|_| CacheEntry::default()).collect()))
    }
}

impl TypeCache {
    /// Forgets everything: what is remembered counts as in use.
    pub fn clear(&self) {
        let old = self.0.replace((0..CACHE_SLOTS).map(|_| CacheEntry::default()).collect());
        drop(old);
    }

    #[inline]
    fn slot(version: u32, name: &Str) -> usize {
        ((name.addr() >> 4) ^ (version as usize).wrapping_mul(31)) % CACHE_SLOTS
    }
}

impl Vm {
    /// Runs `f` on the class of `v` without counting a reference.
    #[inline]
    pub fn with_class<R>(&self, v: &Value, f: impl FnOnce(&TypeRef) -> R) -> R {
        match v {
            Value::Instance(i) => f(&i.class.get()),
            Value::Object(o) => o.with_class(f),
            Value::Exception(e) => f(&e.class.borrow()),
            Value::Type(t) => match &*t.metaclass.borrow() {
                Some(m) => f(m),
                None => f(&self.types.type_),
            },
            Value::Module(m) => f(&m.class.borrow()),
            other => f(self.builtin_class(other)),
        }
    }

    /// The class of a value whose class is fixed by its variant.
    #[inline]
    fn builtin_class(&self, v: &Value) -> &TypeRef {
        use crate::types::generator::GenKind;
        let t = &self.types;
        match v {
            Value::None | Value::Unbound => &t.none,
            Value::Ellipsis => &t.ellipsis,
            Value::NotImplemented => &t.not_implemented,
            Value::Bool(_) => &t.bool,
            Value::Int(_) | Value::Big(_) => &t.int,
            Value::Float(_) => &t.float,
            Value::Str(_) => &t.str,
            Value::Complex(_) => &t.complex,
            Value::Bytes(_) => &t.bytes,
            Value::ByteArray(_) => &t.bytearray,
            Value::Tuple(_) => &t.tuple,
            Value::List(_) => &t.list,
            Value::Dict(_) => &t.dict,
            Value::Set(s) => {
                if s.frozen {
                    &t.frozenset
                } else {
                    &t.set
                }
            }
            Value::Range(_) => &t.range,
            Value::Slice(_) => &t.slice,
            Value::Function(_) => &t.function,
            Value::Native(n) => crate::types::function::native::class(t, n),
            Value::Method(_) => &t.method,
            Value::Cell(_) => &t.cell,
            Value::Code(_) => &t.code,
            Value::Gen(g) => match g.kind {
                GenKind::Generator => &t.generator,
                GenKind::Coroutine => &t.coroutine,
                GenKind::AsyncGenerator => &t.async_generator,
            },
            // Their class is in the object: `with_class` answers for them.
            Value::Type(_) | Value::Instance(_) | Value::Exception(_) | Value::Module(_) | Value::Object(_) => {
                &t.object
            }
        }
    }

    /// The class of `v` (`type(v)`).
    #[inline]
    pub fn class_of(&self, v: &Value) -> TypeRef {
        self.with_class(v, Clone::clone)
    }

    /// The `__name__` of the class of `v`.
    pub fn class_name(&self, v: &Value) -> Str {
        self.with_class(v, |c| c.name())
    }

    /// The name of the class of `v` as error messages show it: native types of other modules than `builtins` bring their
    /// module ("'collections.deque' object is not callable").
    pub fn type_name(&self, v: &Value) -> Str {
        self.with_class(v, |c| c.shown_name())
    }

    /// What `name` means in `t` and the types above it, unbound.
    #[inline]
    pub fn type_lookup(&self, t: &TypeRef, name: &Str) -> Option<Value> {
        if !name.is_interned() {
            return t.lookup(name);
        }
        let version = t.version.get();
        let slot = TypeCache::slot(version, name);
        {
            let entries = self.type_cache.0.borrow();
            let e = &entries[slot];
            if e.version == version && e.name == name.addr() {
                return e.found.clone();
            }
        }
        let found = t.lookup(name);
        let entry = CacheEntry { version, name: name.addr(), found: found.clone() };
        let old = std::mem::replace(&mut self.type_cache.0.borrow_mut()[slot], entry);
        drop(old);
        found
    }

    /// A special method of `obj`: looked up in its class, as implicit calls do; unbound.
    #[inline]
    pub fn lookup_special(&self, obj: &Value, name: &Str) -> Option<Value> {
        self.with_class(obj, |c| self.type_lookup(c, name))
    }

    /// A type has changed: renews its version and those of the types below.
    pub fn type_modified(&self, t: &TypeRef) {
        t.version.set(self.next_number());
        let below: Vec<Value> = t.subclasses.borrow().iter().filter_map(|l| l.target()).collect();
        for sub in below {
            if let Value::Type(sub) = sub {
                self.type_modified(&sub);
            }
        }
        crate::vm::classes::refresh_flags(self, t);
    }

    /// The storage of an object's attributes, when it has one.
    #[inline]
    pub fn attr_slot<'a>(&self, obj: &'a Value) -> Option<&'a AttrSlot> {
        match obj {
            Value::Instance(i) => i.class.get().has(TypeFlags::DICT).then_some(&i.attrs),
            Value::Exception(e) => Some(&e.attrs),
            Value::Function(f) => Some(&f.attrs),
            Value::Object(o) => o.with_class(|c| c.has(TypeFlags::DICT)).then(|| o.attrs()),
            _ => None,
        }
    }

    /// As [`Vm::attr_slot`], for reading: `None` too when a native object has no storage yet.
    #[inline]
    pub fn filled_attr_slot<'a>(&self, obj: &'a Value) -> Option<&'a AttrSlot> {
        match obj {
            Value::Object(o) if !o.has_attrs() => None,
            _ => self.attr_slot(obj),
        }
    }

    /// `obj.name`.
    ///
    /// # Errors
    /// AttributeError; whatever descriptors and `__getattr__` raise.
    pub fn get_attr(&self, obj: &Value, name: &Str) -> PyResult {
        let class = self.class_of(obj);
        if class.has(TypeFlags::CUSTOM_GETATTRIBUTE) {
            return self.get_attr_custom(obj, &class, name);
        }
        match self.generic_get_attr(obj, &class, name) {
            Ok(Some(v)) => Ok(v),
            Ok(None) => self.attr_missing(obj, &class, name),
            Err(e) if class.has(TypeFlags::GETATTR) && self.matches(&e, &self.exc.attribute_error) => {
                self.error_span.set(None);
                self.call_getattr(obj, &class, name, e)
            }
            Err(e) => Err(e),
        }
    }

    /// As [`Vm::get_attr`]; AttributeError becomes `None`.
    ///
    /// # Errors
    /// Whatever else is raised.
    pub fn get_attr_opt(&self, obj: &Value, name: &Str) -> PyResult<Option<Value>> {
        let class = self.class_of(obj);
        if !class.has(TypeFlags::CUSTOM_GETATTRIBUTE) {
            let found = self.generic_get_attr(obj, &class, name);
            match self.absorb(found, &self.exc.attribute_error)? {
                Some(Some(v)) => return Ok(Some(v)),
                _ if !class.has(TypeFlags::GETATTR) && !matches!(obj, Value::Module(_)) => return Ok(None),
                _ => {}
            }
        }
        let result = self.get_attr(obj, name);
        self.absorb(result, &self.exc.attribute_error)
    }

    fn get_attr_custom(&self, obj: &Value, class: &TypeRef, name: &Str) -> PyResult {
        let result = match self.type_lookup(class, &self.names.__getattribute__) {
            Some(f) => self.recurse("", |vm| {
                vm.call_unbound(&f, obj, &crate::native::Args::positional(&[Value::Str(name.clone())]))
            }),
            None => return self.attr_missing(obj, class, name),
        };
        match result {
            Err(e) if class.has(TypeFlags::GETATTR) && self.matches(&e, &self.exc.attribute_error) => {
                self.error_span.set(None);
                self.call_getattr(obj, class, name, e)
            }
            other => other,
        }
    }

    fn attr_missing(&self, obj: &Value, class: &TypeRef, name: &Str) -> PyResult {
        if let Value::Module(m) = obj {
            return match crate::types::module::missing_attribute(self, m, name) {
                // A class derived from that of modules may have a `__getattr__` of its own.
                Err(e) if class.has(TypeFlags::GETATTR) && self.matches(&e, &self.exc.attribute_error) => {
                    self.error_span.set(None);
                    self.call_getattr(obj, class, name, e)
                }
                result => result,
            };
        }
        if let Value::Method(m) = obj {
            // The function says what it lacks.
            return self.get_attr(&m.func, name);
        }
        if class.has(TypeFlags::GETATTR) {
            return self.call_getattr(obj, class, name, self.no_attribute(obj, name.as_str()));
        }
        Err(self.no_attribute(obj, name.as_str()))
    }

    fn call_getattr(&self, obj: &Value, class: &TypeRef, name: &Str, error: Raised) -> PyResult {
        match self.type_lookup(class, &self.names.__getattr__) {
            Some(f) => self.recurse("", |vm| {
                vm.call_unbound(&f, obj, &crate::native::Args::positional(&[Value::Str(name.clone())]))
            }),
            None => Err(error),
        }
    }

    /// What `object.__getattribute__` finds: data descriptor, instance attribute, other class attribute. `None`: nothing.
    ///
    /// # Errors
    /// What descriptors raise.
    pub fn generic_get_attr(&self, obj: &Value, class: &TypeRef, name: &Str) -> PyResult<Option<Value>> {
        if let Value::Type(t) = obj {
            return self.type_get_attr(t, class, name);
        }
        let found = self.type_lookup(class, name);
        if let Some(d) = &found
            && self.is_data_descriptor(d)
            && self.can_get(d)
        {
            return self.bind_descriptor(d, Some(obj), class).map(Some);
        }
        if let Some(slot) = self.filled_attr_slot(obj)
            && let Some(v) = slot.get(name)
        {
            return Ok(Some(v));
        }
        if let Value::Module(m) = obj {
            if let Some(v) = m.dict.get_str(name) {
                return Ok(Some(v));
            }
            // The type has such an attribute too.
            if *name == self.names.__doc__ && self.run_deferred(m)? {
                return Ok(m.dict.get_str(name));
            }
        }
        match &found {
            Some(d) => self.bind_descriptor(d, Some(obj), class).map(Some),
            None => crate::types::function::forwarded_attribute(self, obj, name),
        }
    }

    fn type_get_attr(&self, t: &TypeRef, meta: &TypeRef, name: &Str) -> PyResult<Option<Value>> {
        let in_meta = self.type_lookup(meta, name);
        if let Some(d) = &in_meta
            && self.is_data_descriptor(d)
            && self.can_get(d)
        {
            return self.bind_descriptor(d, Some(&Value::Type(t.clone())), meta).map(Some);
        }
        if let Some(v) = self.type_lookup(t, name) {
            return self.bind_to_class(&v, t).map(Some);
        }
        match in_meta {
            Some(d) => self.bind_descriptor(&d, Some(&Value::Type(t.clone())), meta).map(Some),
            None => Ok(None),
        }
    }

    /// An attribute found in a class, as seen on the class itself.
    ///
    /// # Errors
    /// What a descriptor's `__get__` raises.
    pub fn bind_to_class(&self, found: &Value, t: &TypeRef) -> PyResult {
        self.bind_descriptor(found, None, t)
    }

    /// A special method bound to its object.
    ///
    /// # Errors
    /// What a descriptor's `__get__` raises.
    pub fn bind(&self, found: &Value, obj: &Value) -> PyResult {
        let class = self.class_of(obj);
        self.bind_descriptor(found, Some(obj), &class)
    }

    /// What an attribute found in `owner` becomes when it is looked up on `obj` (`None`: on the class).
    ///
    /// # Errors
    /// What `__get__` raises.
    #[inline]
    pub fn bind_descriptor(&self, d: &Value, obj: Option<&Value>, owner: &TypeRef) -> PyResult {
        match d {
            Value::Function(_) => Ok(match obj {
                Some(o) => self.bound_method(d.clone(), o.clone()),
                None => d.clone(),
            }),
            Value::Native(n) => Ok(self.bind_native_function(n, obj, owner)),
            Value::Object(o) => match descriptors::native_get(self, o, obj, owner) {
                Some(result) => result,
                None => self.call_get(d, obj, owner),
            },
            Value::Instance(_) => self.call_get(d, obj, owner),
            _ => Ok(d.clone()),
        }
    }

    fn bind_native_function(&self, n: &Ref<NativeFunction>, obj: Option<&Value>, owner: &TypeRef) -> Value {
        let receiver = match (n.binding, obj) {
            // What is bound stays bound to what it is bound to.
            _ if !n.bound.is_unbound() => return Value::Native(n.clone()),
            (Binding::Method, Some(o)) => o.clone(),
            (Binding::Class, _) => Value::Type(owner.clone()),
            _ => return Value::Native(n.clone()),
        };
        Value::Native(Ref::new(NativeFunction {
            code: n.code.clone(),
            name: n.name.clone(),
            binding: n.binding,
            bound: receiver,
            owner: n.owner.clone(),
            module: n.module.clone(),
        }))
    }

    fn call_get(&self, d: &Value, obj: Option<&Value>, owner: &TypeRef) -> PyResult {
        match self.lookup_special(d, &self.names.__get__) {
            Some(get) => {
                let obj = obj.cloned().unwrap_or(Value::None);
                self.call_unbound(&get, d, &crate::native::Args::positional(&[obj, Value::Type(owner.clone())]))
            }
            None => Ok(d.clone()),
        }
    }

    /// True when the attribute overrides the instance's own (`__set__` or `__delete__`).
    #[inline]
    pub fn is_data_descriptor(&self, d: &Value) -> bool {
        match d {
            Value::Object(o) => descriptors::is_data(o) || self.is_python_data_descriptor(d),
            Value::Instance(_) => self.is_python_data_descriptor(d),
            _ => false,
        }
    }

    /// False for a data descriptor that only says how the attribute is set: it is read from the instance.
    fn can_get(&self, d: &Value) -> bool {
        !matches!(d, Value::Instance(_)) || self.lookup_special(d, &self.names.__get__).is_some()
    }

    fn is_python_data_descriptor(&self, d: &Value) -> bool {
        self.lookup_special(d, &self.names.__set__).is_some()
            || self.lookup_special(d, &self.names.__delete__).is_some()
    }

    /// `obj.name = value`.
    ///
    /// # Errors
    /// AttributeError, TypeError; whatever descriptors and `__setattr__` raise.
    pub fn set_attr(&self, obj: &Value, name: &Str, value: Value) -> PyResult<()> {
        let class = self.class_of(obj);
        if class.has(TypeFlags::CUSTOM_SETATTR)
            && let Some(f) = self.type_lookup(&class, &self.names.__setattr__)
        {
            return self.recurse("", |vm| {
                let args = [Value::Str(name.clone()), value];
                vm.call_unbound(&f, obj, &crate::native::Args::positional(&args)).map(drop)
            });
        }
        self.generic_set_attr(obj, &class, name, Some(value))
    }

    /// `del obj.name`.
    ///
    /// # Errors
    /// As [`Vm::set_attr`].
    pub fn del_attr(&self, obj: &Value, name: &Str) -> PyResult<()> {
        let class = self.class_of(obj);
        if class.has(TypeFlags::CUSTOM_SETATTR)
            && let Some(f) = self.type_lookup(&class, &self.names.__delattr__)
        {
            return self.recurse("", |vm| {
                let args = [Value::Str(name.clone())];
                vm.call_unbound(&f, obj, &crate::native::Args::positional(&args)).map(drop)
            });
        }
        self.generic_set_attr(obj, &class, name, None)
    }

    /// What `object.__setattr__` and `object.__delattr__` do.
    ///
    /// # Errors
    /// As [`Vm::set_attr`].
    pub fn generic_set_attr(&self, obj: &Value, class: &TypeRef, name: &Str, value: Option<Value>) -> PyResult<()> {
        let found = self.type_lookup(class, name);
        if let Some(d) = &found {
            if let Value::Object(o) = d
                && let Some(result) = descriptors::native_set(self, o, obj, value.as_ref())
            {
                return result;
            }
            if self.is_data_descriptor(d) {
                return self.call_set(d, obj, name, value);
            }
        }
        if let Value::Type(t) = obj {
            return crate::vm::classes::set_type_attr(self, t, name, value);
        }
        if let Value::Module(m) = obj {
            self.run_deferred(m)?;
            match value {
                Some(v) => m.dict.set_str(&self.intern_str(name), v),
                None => {
                    if m.dict.remove_str(name).is_none() {
                        return Err(self.no_attribute(obj, name.as_str()));
                    }
                }
            }
            return Ok(());
        }
        let Some(slot) = self.attr_slot(obj) else {
            return Err(self.cannot_set(obj, class, name, found.is_some()));
        };
        match value {
            Some(v) => slot.set(&self.intern_str(name), v, &|| self.next_number()),
            None => {
                if slot.remove(name).is_none() {
                    return Err(self.no_attribute(obj, name.as_str()));
                }
            }
        }
        Ok(())
    }

    fn call_set(&self, d: &Value, obj: &Value, name: &Str, value: Option<Value>) -> PyResult<()> {
        let special = if value.is_some() { &self.names.__set__ } else { &self.names.__delete__ };
        match self.lookup_special(d, special) {
            Some(f) => {
                let args: Vec<Value> = std::iter::once(obj.clone()).chain(value).collect();
                self.call_unbound(&f, d, &crate::native::Args::positional(&args)).map(drop)
            }
            None => {
                let what = if value.is_some() { "__set__" } else { "__delete__" };
                let _ = name;
                Err(self.attribute_error_on(obj, name.as_str(), what))
            }
        }
    }

    #[cold]
    fn cannot_set(&self, obj: &Value, class: &TypeRef, name: &Str, exists: bool) -> Raised {
        let class_name = class.name();
        let message = if exists {
            format!("'{class_name}' object attribute '{name}' is read-only")
        } else if class.has(TypeFlags::CUSTOM_SETATTR) {
            format!("'{class_name}' object has no attribute '{name}'")
        } else {
            format!("'{class_name}' object has no attribute '{name}' and no __dict__ for setting new attributes")
        };
        self.attribute_error_on(obj, name.as_str(), message)
    }
}

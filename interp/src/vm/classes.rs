//! Making classes: the `class` statement and `type(name, bases, namespace)`.

use std::rc::Rc;

use crate::error::PyResult;
use crate::heap::{ObjRef, Ref};
use crate::native::Args;
use crate::types::class::{Layout, NewType, Type, TypeFlags, TypeRef};
use crate::types::descriptors::{GetSetDescriptor, MemberDescriptor};
use crate::types::dict::Dict;
use crate::types::function::Binding;
use crate::types::instance::Shape;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// The `class` statement: `body` runs with the namespace it is given and returns the `__class__` cell (or None).
    ///
    /// # Errors
    /// Whatever the body, the metaclass or a hook raises.
    pub fn build_class(
        &self,
        name: &Str,
        bases: Vec<Value>,
        keywords: Vec<(Str, Value)>,
        body: &dyn Fn(&Value) -> PyResult,
    ) -> PyResult {
        let (resolved, changed) = self.resolve_bases(&bases)?;
        let mut keywords = keywords;
        let explicit = keywords.iter().position(|(n, _)| n.as_str() == "metaclass").map(|i| keywords.remove(i).1);
        let meta = match explicit {
            Some(m @ Value::Type(_)) => self.derive_metaclass(m, &resolved)?,
            Some(other) => other,
            None => {
                let first = resolved.first().map_or_else(|| self.types.type_.clone(), |b| self.class_of(b));
                self.derive_metaclass(Value::Type(first), &resolved)?
            }
        };
        let original = changed.then(|| Value::tuple(bases));
        let bases = Value::tuple(resolved);
        let names: Vec<Str> = keywords.iter().map(|(n, _)| n.clone()).collect();
        let with_keywords = |mut values: Vec<Value>| {
            values.extend(keywords.iter().map(|(_, v)| v.clone()));
            values
        };
        let namespace = match self.get_attr_opt(&meta, &self.names.__prepare__)? {
            Some(prepare) if !self.is_type_prepare(&prepare) => {
                let values = with_keywords(vec![Value::Str(name.clone()), bases.clone()]);
                let ns = self.call_args(&prepare, &Args { values: &values, names: &names })?;
                if self.lookup_special(&ns, &self.names.__getitem__).is_none() {
                    let meta_name = match &meta {
                        Value::Type(t) => t.name().to_string(),
                        _ => "<metaclass>".to_string(),
                    };
                    return Err(self.type_error(format!(
                        "{meta_name}.__prepare__() must return a mapping, not {}",
                        self.type_name(&ns)
                    )));
                }
                ns
            }
            _ => Value::Dict(Ref::new(Dict::new())),
        };
        let cell = body(&namespace)?;
        if let Some(original) = original {
            self.set_item(&namespace, &Value::str("__orig_bases__"), original)?;
        }
        let values = with_keywords(vec![Value::Str(name.clone()), bases, namespace]);
        let class = self.call_args(&meta, &Args { values: &values, names: &names })?;
        if let Value::Cell(cell) = &cell
            && matches!(class, Value::Type(_))
        {
            match cell.get() {
                None => {
                    let class = self.repr(&class)?;
                    return Err(self.runtime_error(format!(
                        "__class__ not set defining '{name}' as {class}. Was __classcell__ propagated to type.__new__?"
                    )));
                }
                Some(set) if !set.is(&class) => {
                    let text =
                        format!("__class__ set to {} defining '{name}' as {}", self.repr(&set)?, self.repr(&class)?);
                    return Err(self.type_error(text));
                }
                Some(_) => {}
            }
        }
        Ok(class)
    }

    /// `type.__prepare__` makes an empty dict: no need to call it.
    fn is_type_prepare(&self, f: &Value) -> bool {
        matches!(f, Value::Native(n) if n.owner.as_ref().is_some_and(|o| o.is(&self.types.type_)))
    }

    fn resolve_bases(&self, bases: &[Value]) -> PyResult<(Vec<Value>, bool)> {
        let mut resolved = Vec::with_capacity(bases.len());
        let mut changed = false;
        for base in bases {
            if !matches!(base, Value::Type(_))
                && let Some(f) = self.get_attr_opt(base, &self.names.__mro_entries__)?
            {
                let entries = self.call(&f, &[Value::tuple(bases.to_vec())])?;
                let Value::Tuple(entries) = entries else {
                    return Err(self.type_error("__mro_entries__ must return a tuple"));
                };
                resolved.extend(entries.iter().cloned());
                changed = true;
                continue;
            }
            resolved.push(base.clone());
        }
        Ok((resolved, changed))
    }

    /// The most derived metaclass of the bases and `meta`.
    ///
    /// # Errors
    /// TypeError when they conflict.
    pub fn derive_metaclass(&self, meta: Value, bases: &[Value]) -> PyResult {
        let Value::Type(mut winner) = meta else { return Ok(meta) };
        for base in bases {
            let of_base = self.class_of(base);
            if winner.is_subtype(&of_base) {
                continue;
            }
            if of_base.is_subtype(&winner) {
                winner = of_base;
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
            ));
        }
        Ok(Value::Type(winner))
    }

    /// `type.__new__(meta, name, bases, namespace, **keywords)`.
    ///
    /// # Errors
    /// TypeError and ValueError as Python has them; what `__set_name__` and `__init_subclass__` raise.
    pub fn build_type(
        &self,
        meta: &TypeRef,
        name: &Str,
        bases: &[Value],
        namespace: &Ref<Dict>,
        keywords: &[(Str, Value)],
    ) -> PyResult {
        let mut base_types = Vec::with_capacity(bases.len().max(1));
        for b in bases {
            match b {
                Value::Type(t) => {
                    if !t.has(TypeFlags::BASE) {
                        return Err(
                            self.type_error(format!("type '{}' is not an acceptable base type", t.shown_name()))
                        );
                    }
                    if t.has(TypeFlags::UNORDERED) {
                        return Err(self.type_error(format!("Cannot extend an incomplete type '{}'", t.name())));
                    }
                    base_types.push(t.clone());
                }
                _ => return Err(self.type_error("bases must be types")),
            }
        }
        if base_types.is_empty() {
            base_types.push(self.types.object.clone());
        }
        let best = self.best_base(&base_types)?;
        let dict = Ref::new(Dict::new());
        let mut foreign_key = false;
        for (k, v) in namespace.items() {
            match k.as_str() {
                Some(s) => dict.set_str(&self.intern_str(s), v),
                None => {
                    self.dict_set(&dict, &k, v)?;
                    foreign_key = true;
                }
            }
        }
        if foreign_key {
            let text = format!("non-string key in the __dict__ of class {name}");
            crate::warnings::warn(self, &self.exc.runtime_warning, &text, 1, &Value::None)?;
        }
        let class = self.new_class(meta, name, base_types, &best, dict)?;
        self.set_up_namespace(&class)?;
        self.set_up_slots(&class, &best)?;
        self.add_storage_attributes(&class);
        class.set_flag(TypeFlags::UNORDERED);
        let tail = self.compute_mro(&class, meta);
        class.clear_flag(TypeFlags::UNORDERED);
        class.set_mro_tail(tail?);
        inherit_pattern_kind(&class);
        self.link_bases(&class);
        refresh_flags(self, &class);
        self.finish_class(&class, keywords)?;
        Ok(Value::Type(class))
    }

    fn new_class(
        &self,
        meta: &TypeRef,
        name: &Str,
        bases: Vec<TypeRef>,
        best: &TypeRef,
        dict: Ref<Dict>,
    ) -> PyResult<TypeRef> {
        let mut flags = TypeFlags::HEAP | TypeFlags::BASE;
        for b in &bases {
            let inherit = TypeFlags::DICT | TypeFlags::WEAKREF | TypeFlags::MATCH_SELF | TypeFlags::SLOTS;
            flags = flags | (b.flags.get() & inherit);
            for t in b.mro_tail().iter() {
                flags = flags | (t.flags.get() & inherit);
            }
        }
        let class = Ref::new(Type::new(NewType {
            name: name.clone(),
            metaclass: (!meta.is(&self.types.type_)).then(|| meta.clone()),
            mro_tail: Rc::from([]),
            layout: best.layout,
            flags,
            version: self.next_number(),
            new: best.new.get(),
            root_shape: Ref::new(Shape::root(self.next_number())),
            slot_count: bases.iter().map(|b| b.slot_count.get()).max().unwrap_or(0),
            pending: self.pending.clone(),
            module: "",
            bases,
            dict,
        }));
        Ok(class)
    }

    /// The base whose Rust representation the class has.
    fn best_base(&self, bases: &[TypeRef]) -> PyResult<TypeRef> {
        let mut best = bases[0].clone();
        for b in &bases[1..] {
            if b.layout == best.layout {
                if let (Some(x), Some(y)) = (slots_owner(b), slots_owner(&best))
                    && !x.is_subtype(&y)
                    && !y.is_subtype(&x)
                {
                    return Err(self.type_error("multiple bases have instance lay-out conflict"));
                }
                if b.slot_count.get() > best.slot_count.get() && b.is_subtype(&best) {
                    best = b.clone();
                }
                continue;
            }
            match (best.layout, b.layout) {
                (_, Layout::Object) => {}
                (Layout::Object, _) => best = b.clone(),
                _ if best.is_subtype(b) => {}
                _ if b.is_subtype(&best) => best = b.clone(),
                _ => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            }
        }
        Ok(best)
    }

    fn set_up_namespace(&self, class: &TypeRef) -> PyResult<()> {
        let n = &self.names;
        if let Some(q) = class.dict().remove_str(&n.__qualname__) {
            match q.as_str() {
                Some(q) => {
                    class.qualname.replace(q.clone());
                }
                None => {
                    return Err(self.type_error(format!("type __qualname__ must be a str, not {}", self.type_name(&q))));
                }
            }
        }
        if let Some(Value::Cell(cell)) = class.dict().remove_str(&n.__classdictcell__) {
            // From here on lazily evaluated names mean what the class has, not what its body had.
            cell.set(Value::Dict(class.dict().clone()));
        }
        match class.dict().remove_str(&n.__classcell__) {
            Some(Value::Cell(cell)) => cell.set(Value::Type(class.clone())),
            Some(other) => {
                let kind = self.repr(&Value::Type(self.class_of(&other)))?;
                return Err(self.type_error(format!("__classcell__ must be a nonlocal cell, not {kind}")));
            }
            None => {}
        }
        if class.dict().get_str(&n.__module__).is_none()
            && let Some(m) = self.current_globals().and_then(|g| g.get_str(&n.__name__))
        {
            class.dict().set_str(&n.__module__, m);
        }
        if class.dict().get_str(&n.__eq__).is_some() && class.dict().get_str(&n.__hash__).is_none() {
            class.dict().set_str(&n.__hash__, Value::None);
        }
        // These are class methods (or static) without being declared so.
        for (name, class_method) in [(&n.__new__, false), (&n.__init_subclass__, true), (&n.__class_getitem__, true)] {
            if let Some(f @ Value::Function(_)) = class.dict().get_str(name) {
                let wrapped = if class_method {
                    Value::Object(ObjRef::new(
                        self.types.classmethod.clone(),
                        crate::types::descriptors::ClassMethod::new(f),
                    ))
                } else {
                    Value::Object(ObjRef::new(
                        self.types.staticmethod.clone(),
                        crate::types::descriptors::StaticMethod::new(f),
                    ))
                };
                class.dict().set_str(name, wrapped);
            }
        }
        Ok(())
    }

    /// `__dict__` and `__weakref__` stand in the class whose instances are the first to have them.
    fn add_storage_attributes(&self, class: &TypeRef) {
        let n = &self.names;
        let bases = class.bases.borrow();
        let first = |flag: TypeFlags| class.has(flag) && !bases.iter().any(|b| b.has(flag));
        let add = |name: &Str, def: &'static crate::native::GetSet| {
            if class.dict().get_str(name).is_none() {
                let data = GetSetDescriptor { def, owner: class.clone() };
                let descriptor = ObjRef::new(self.types.getset_descriptor.clone(), data);
                class.dict().set_str(name, Value::Object(descriptor));
            }
        };
        if first(TypeFlags::DICT) {
            add(&n.__dict__, &crate::types::object::DICT_GETSET);
        }
        if first(TypeFlags::WEAKREF) {
            add(&n.__weakref__, &crate::types::object::WEAKREF_GETSET);
        }
        if class.dict().get_str(&n.__doc__).is_none() {
            class.dict().set_str(&n.__doc__, Value::None);
        }
    }

    fn set_up_slots(&self, class: &TypeRef, best: &TypeRef) -> PyResult<()> {
        let Some(slots) = class.dict().get_str(&self.names.__slots__) else {
            class.set_flag(TypeFlags::DICT | TypeFlags::WEAKREF);
            return Ok(());
        };
        let names = match slots.as_str() {
            Some(s) => vec![Value::Str(s.clone())],
            None => self.collect(&slots)?,
        };
        if !names.is_empty() && matches!(best.layout, Layout::Int | Layout::Bytes | Layout::Tuple) {
            return Err(self.type_error(format!("nonempty __slots__ not supported for subtype of '{}'", best.name())));
        }
        let mut index = class.slot_count.get();
        let mut mangled: Vec<Str> = Vec::new();
        let mut weakref = false;
        for name in &names {
            let Some(s) = name.as_str() else {
                return Err(self.type_error(format!("__slots__ items must be strings, not '{}'", self.type_name(name))));
            };
            match s.as_str() {
                "__dict__" if class.has(TypeFlags::DICT) => {
                    return Err(self.type_error("__dict__ slot disallowed: we already got one"));
                }
                "__weakref__" if weakref => {
                    return Err(self.type_error("__weakref__ slot disallowed: we already got one"));
                }
                "__dict__" => class.set_flag(TypeFlags::DICT),
                // Native types can be referred to whether they say so or not: there it is no clash.
                "__weakref__"
                    if class.bases.borrow().iter().any(|b| b.has(TypeFlags::HEAP.with(TypeFlags::WEAKREF))) =>
                {
                    return Err(self.type_error("__weakref__ slot disallowed: we already got one"));
                }
                "__weakref__" => {
                    weakref = true;
                    class.set_flag(TypeFlags::WEAKREF);
                }
                text => {
                    if !is_identifier(text) {
                        return Err(self.type_error("__slots__ must be identifiers"));
                    }
                    let stored = mangle(class.name().as_str(), text);
                    let stored = self.intern(&stored);
                    if class.dict().get_str(&stored).is_some() {
                        return Err(self.value_error(format!("'{text}' in __slots__ conflicts with class variable")));
                    }
                    mangled.push(stored);
                }
            }
        }
        // In the order of their names: `__class__` can be assigned among classes that differ in the order alone.
        mangled.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        for name in mangled {
            let member = MemberDescriptor { name: name.clone(), index, owner: class.clone() };
            let member = ObjRef::new(self.types.member_descriptor.clone(), member);
            class.dict().set_str(&name, Value::Object(member));
            index += 1;
        }
        if index > class.slot_count.get() {
            class.set_flag(TypeFlags::SLOTS);
            class.slot_count.set(index);
        }
        Ok(())
    }

    /// The types above `class` in order of resolution, by its metaclass's `mro` if that is overridden.
    fn compute_mro(&self, class: &TypeRef, meta: &TypeRef) -> PyResult<Rc<[TypeRef]>> {
        if let Some(f) = self.type_lookup(meta, &self.names.mro)
            && !matches!(&f, Value::Native(n) if n.owner.as_ref().is_some_and(|o| o.is(&self.types.type_)))
        {
            class.set_mro_tail(c3(self, class)?);
            let result = self.call_unbound(&f, &Value::Type(class.clone()), &Args::positional(&[]))?;
            let mut tail = Vec::new();
            for v in self.collect(&result)? {
                match v {
                    Value::Type(t) if t.is(class) => {}
                    Value::Type(t) => {
                        if t.layout != class.layout && t.layout != Layout::Object {
                            return Err(
                                self.type_error(format!("mro() returned base with unsuitable layout ('{}')", t.name()))
                            );
                        }
                        tail.push(t);
                    }
                    other => {
                        return Err(
                            self.type_error(format!("mro() returned a non-class ('{}')", self.type_name(&other)))
                        );
                    }
                }
            }
            return Ok(Rc::from(tail));
        }
        c3(self, class)
    }

    /// The types above `class` in order of resolution, as its bases give it.
    ///
    /// # Errors
    /// TypeError when they give none.
    pub fn linearize(&self, class: &TypeRef) -> PyResult<Rc<[TypeRef]>> {
        c3(self, class)
    }

    /// Assigns `__bases__`: the orders of resolution of the class and of those below it are computed anew. When one of
    /// them has none, everything stays as it was.
    ///
    /// # Errors
    /// TypeError when there is no consistent order; what an overridden `mro` raises.
    pub fn set_bases(&self, class: &TypeRef, bases: Vec<TypeRef>) -> PyResult<()> {
        if class.has(TypeFlags::UNORDERED) {
            // What makes the class goes on to compute the order, and to link it to its bases.
            drop(class.bases.replace(bases));
            return Ok(());
        }
        let value = Value::Type(class.clone());
        let old = class.bases.replace(bases.clone());
        let mut undo = Vec::new();
        let result = self.recompute_mro(class, &mut undo);
        // An overridden `mro` may have assigned `__bases__` meanwhile: then that holds.
        let current = class.bases.borrow().clone();
        let ours = current.len() == bases.len() && current.iter().zip(&bases).all(|(a, b)| a.is(b));
        if let Err(e) = result {
            if ours {
                for (t, tail) in undo.into_iter().rev() {
                    t.set_mro_tail(tail);
                }
                drop(class.bases.replace(old));
            }
            return Err(e);
        }
        if !ours {
            return Ok(());
        }
        for b in &old {
            b.subclasses.borrow_mut().retain(|l| l.target().is_some_and(|t| !t.is(&value)));
        }
        self.link_bases(class);
        let best = self.best_base(&class.bases.borrow())?;
        class.new.set(best.new.get());
        self.type_modified(class);
        Ok(())
    }

    fn recompute_mro(&self, class: &TypeRef, undo: &mut Vec<(TypeRef, Rc<[TypeRef]>)>) -> PyResult<()> {
        let meta = self.class_of(&Value::Type(class.clone()));
        let tail = self.compute_mro(class, &meta)?;
        undo.push((class.clone(), class.mro_tail()));
        class.set_mro_tail(tail);
        let below: Vec<Value> = class.subclasses.borrow().iter().filter_map(|l| l.target()).collect();
        for sub in below {
            if let Value::Type(sub) = sub {
                self.recompute_mro(&sub, undo)?;
            }
        }
        Ok(())
    }

    fn link_bases(&self, class: &TypeRef) {
        let value = Value::Type(class.clone());
        let link = class.weak.register(&value, &self.pending);
        for b in class.bases.borrow().iter() {
            let mut below = b.subclasses.borrow_mut();
            below.retain(|l| l.target().is_some());
            below.push(link.clone());
        }
    }

    fn finish_class(&self, class: &TypeRef, keywords: &[(Str, Value)]) -> PyResult<()> {
        let value = Value::Type(class.clone());
        for (k, v) in class.dict().items() {
            if let Some(f) = self.lookup_special(&v, &self.names.__set_name__) {
                let args = [value.clone(), k.clone()];
                if let Err(e) = self.call_unbound(&f, &v, &Args::positional(&args)) {
                    let note = format!(
                        "Error calling __set_name__ on '{}' instance {} in '{}'",
                        self.type_name(&v),
                        self.repr(&k)?,
                        class.name()
                    );
                    crate::types::exceptions::add_note(self, &e.0, &note)?;
                    return Err(e);
                }
            }
        }
        let parent = class
            .mro_tail()
            .iter()
            .find_map(|t| t.dict().get_str(&self.names.__init_subclass__).map(|f| (t.clone(), f)));
        if let Some((_, f)) = parent {
            let is_objects =
                matches!(&f, Value::Native(n) if n.owner.as_ref().is_some_and(|o| o.is(&self.types.object)));
            if is_objects && keywords.is_empty() {
                return Ok(());
            }
            let bound = self.bind_descriptor(&f, None, class)?;
            let values: Vec<Value> = keywords.iter().map(|(_, v)| v.clone()).collect();
            let names: Vec<Str> = keywords.iter().map(|(n, _)| n.clone()).collect();
            if is_objects {
                return Err(self.type_error(format!("{}.__init_subclass__() takes no keyword arguments", class.name())));
            }
            self.call_args(&bound, &Args { values: &values, names: &names })?;
        }
        Ok(())
    }
}

/// `__name` inside class `C` is `_C__name`.
pub fn mangle(class: &str, name: &str) -> String {
    let stripped = class.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') || stripped.is_empty() {
        return name.to_string();
    }
    format!("_{stripped}{name}")
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_alphabetic()) && chars.all(|c| c == '_' || c.is_alphanumeric())
}

/// The C3 linearisation of the bases' orders (Barrett et al., "A Monotonic Superclass Linearization for Dylan").
fn c3(vm: &Vm, class: &TypeRef) -> PyResult<Rc<[TypeRef]>> {
    let bases = class.bases.borrow().clone();
    if let [only] = bases.as_slice() {
        return Ok(std::iter::once(only.clone()).chain(only.mro_tail().iter().cloned()).collect());
    }
    for (i, b) in bases.iter().enumerate() {
        if bases[..i].iter().any(|o| o.is(b)) {
            return Err(vm.type_error(format!("duplicate base class {}", b.name())));
        }
    }
    let mut lists: Vec<Vec<TypeRef>> =
        bases.iter().map(|b| std::iter::once(b.clone()).chain(b.mro_tail().iter().cloned()).collect()).collect();
    lists.push(bases.clone());
    let mut order = Vec::new();
    loop {
        lists.retain(|l| !l.is_empty());
        if lists.is_empty() {
            return Ok(Rc::from(order));
        }
        let good = lists.iter().map(|l| l[0].clone()).find(|c| !lists.iter().any(|l| l[1..].iter().any(|t| t.is(c))));
        let Some(next) = good else {
            let mut heads: Vec<TypeRef> = Vec::new();
            for l in &lists {
                if !heads.iter().any(|h| h.is(&l[0])) {
                    heads.push(l[0].clone());
                }
            }
            let names: Vec<String> = heads.iter().map(|t| t.name().to_string()).collect();
            return Err(vm.type_error(format!(
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                names.join(", ")
            )));
        };
        for l in &mut lists {
            if l[0].is(&next) {
                l.remove(0);
            }
        }
        order.push(next);
    }
}

/// The class, this one or one above, that declares the last of its instances' slots.
fn slots_owner(class: &TypeRef) -> Option<TypeRef> {
    let count = class.slot_count.get();
    if count == 0 {
        return None;
    }
    let bases = class.bases.borrow();
    match bases.iter().find(|b| b.slot_count.get() == count) {
        Some(base) => slots_owner(base),
        None => Some(class.clone()),
    }
}

/// To `match` a class is what the first class above it is that is a sequence or a mapping.
fn inherit_pattern_kind(class: &TypeRef) {
    let kinds = [TypeFlags::SEQUENCE, TypeFlags::MAPPING];
    let found = class.mro_tail().iter().find_map(|t| kinds.into_iter().find(|kind| t.has(*kind)));
    if let Some(kind) = found {
        class.set_flag(kind);
    }
}

/// Derives the flags that say which special methods a class has.
pub(super) fn refresh_flags(vm: &Vm, class: &TypeRef) {
    if !class.has(TypeFlags::HEAP) {
        return;
    }
    let n = &vm.names;
    let object = &vm.types.object;
    let overridden = |name: &Str| match class.lookup(name) {
        Some(Value::Native(f)) => {
            f.binding != Binding::Method || !f.owner.as_ref().is_some_and(|o| is_default_owner(vm, o, object))
        }
        Some(_) => true,
        None => false,
    };
    let set = |flag: TypeFlags, on: bool| if on { class.set_flag(flag) } else { class.clear_flag(flag) };
    set(TypeFlags::CUSTOM_GETATTRIBUTE, overridden(&n.__getattribute__));
    set(TypeFlags::CUSTOM_SETATTR, overridden(&n.__setattr__) || overridden(&n.__delattr__));
    set(TypeFlags::GETATTR, class.lookup(&n.__getattr__).is_some());
    set(TypeFlags::DEL, class.lookup(&n.__del__).is_some());
}

/// `object`, `type` and `module` define attribute access that `Vm::get_attr` does itself.
fn is_default_owner(vm: &Vm, owner: &TypeRef, object: &TypeRef) -> bool {
    owner.is(object) || owner.is(&vm.types.type_) || owner.is(&vm.types.module) || owner.is(&vm.exc.base_exception)
}

/// Assigns or deletes an attribute of a class.
pub(super) fn set_type_attr(vm: &Vm, t: &TypeRef, name: &Str, value: Option<Value>) -> PyResult<()> {
    if !t.has(TypeFlags::HEAP) {
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{}'", t.name())));
    }
    let name = vm.intern_str(name);
    match value {
        Some(v) => {
            if name.as_str() == "__abstractmethods__" {
                let on = vm.truth(&v)?;
                if on { t.set_flag(TypeFlags::ABSTRACT) } else { t.clear_flag(TypeFlags::ABSTRACT) }
            }
            t.dict().set_str(&name, v);
        }
        None => {
            if t.dict().remove_str(&name).is_none() {
                return Err(vm.no_attribute(&Value::Type(t.clone()), name.as_str()));
            }
        }
    }
    vm.type_modified(t);
    Ok(())
}

impl Vm {
    /// The value as an instance of `cls`: itself when `cls` is the builtin type, else wrapped.
    pub fn wrap(&self, cls: &TypeRef, builtin: &TypeRef, value: Value) -> Value {
        if cls.is(builtin) {
            value
        } else {
            Value::Instance(Ref::new(crate::types::instance::Instance::new(cls, value)))
        }
    }

    /// The bases of a class as a tuple.
    pub fn bases_tuple(&self, t: &TypeRef) -> Tuple {
        Tuple::new(t.bases.borrow().iter().cloned().map(Value::Type).collect())
    }

    /// The weak slot of an object that can be weakly referenced.
    pub fn weak_slot<'a>(&self, v: &'a Value) -> Option<&'a WeakSlot> {
        match v {
            Value::Instance(i) => i.class.get().has(TypeFlags::WEAKREF).then_some(&i.weak),
            Value::Function(f) => Some(&f.weak),
            Value::Type(t) => Some(&t.weak),
            Value::Gen(g) => Some(&g.weak),
            Value::Module(m) => Some(&m.weak),
            Value::Method(m) => Some(&m.weak),
            Value::Exception(e) => e.class.borrow().has(TypeFlags::HEAP).then_some(&e.weak),
            Value::Object(o) => Some(o.weak()),
            Value::Set(s) => Some(&s.weak),
            Value::Code(c) => Some(&c.weak),
            _ => None,
        }
    }
}

//! Calling objects: functions, methods, types, anything with `__call__`; binding arguments to parameters.

use crate::error::PyResult;
use crate::heap::Ref;
use crate::native::{Args, NativeDef, NativeFn};
use crate::types::class::{Layout, NewFn, TypeFlags, TypeRef};
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::function::{Binding, BoundMethod, Function, NativeCode, NativeFunction};
use crate::types::instance::Instance;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::types::weak::WeakSlot;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Calls with positional arguments.
    ///
    /// # Errors
    /// TypeError when `f` is not callable or the arguments do not fit; whatever it raises.
    #[inline]
    pub fn call(&self, f: &Value, args: &[Value]) -> PyResult {
        self.call_args(f, &Args::positional(args))
    }

    /// Calls with keyword arguments given by name.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_kw(&self, f: &Value, args: &[Value], keywords: &[(&str, Value)]) -> PyResult {
        let mut values = args.to_vec();
        values.extend(keywords.iter().map(|(_, v)| v.clone()));
        let names: Vec<Str> = keywords.iter().map(|(n, _)| self.intern(n)).collect();
        self.call_args(f, &Args { values: &values, names: &names })
    }

    /// Calls with any arguments.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_args(&self, f: &Value, args: &Args) -> PyResult {
        match f {
            Value::Function(func) => self.call_function(func, args),
            Value::Native(native) => self.call_native(native, args),
            Value::Method(m) => self.call_bound(&m.func, &m.receiver, args),
            Value::Type(t) => self.call_type(t, args),
            _ => self.call_object(f, args),
        }
    }

    /// True when `v` can be called.
    pub fn is_callable(&self, v: &Value) -> bool {
        matches!(v, Value::Function(_) | Value::Native(_) | Value::Method(_) | Value::Type(_))
            || self.lookup_special(v, &self.names.__call__).is_some()
    }

    /// Calls `func` with `receiver` before the arguments.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_bound(&self, func: &Value, receiver: &Value, args: &Args) -> PyResult {
        if let Value::Function(f) = func {
            return self.call_bound_function(f, receiver, args);
        }
        let base = self.stack.top();
        self.push(receiver.clone())?;
        for v in args.values {
            if let Err(e) = self.push(v.clone()) {
                self.stack.truncate(base);
                return Err(e);
            }
        }
        let result = self.call_args(func, &Args { values: self.stack.above(base), names: args.names });
        self.stack.truncate(base);
        result
    }

    /// Calls `f` with other values before the positional arguments.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_prefixed(&self, f: &Value, prefix: &[Value], args: &Args) -> PyResult {
        let base = self.stack.top();
        for v in prefix.iter().chain(args.values) {
            if let Err(e) = self.push(v.clone()) {
                self.stack.truncate(base);
                return Err(e);
            }
        }
        let result = self.call_args(f, &Args { values: self.stack.above(base), names: args.names });
        self.stack.truncate(base);
        result
    }

    /// Pushes on the value stack.
    ///
    /// # Errors
    /// RecursionError when it is full.
    #[inline]
    pub fn push(&self, value: Value) -> PyResult<()> {
        self.stack.push(value).map_err(|_| self.recursion_error("maximum recursion depth exceeded"))
    }

    fn call_object(&self, f: &Value, args: &Args) -> PyResult {
        if let Value::Object(o) = f
            && !o.with_class(|c| c.has(TypeFlags::HEAP))
            && let Some(result) = o.data().call(o, self, args)
        {
            return result;
        }
        match self.lookup_special(f, &self.names.__call__) {
            Some(call) => self.recurse("", |vm| match &call {
                Value::Function(_) | Value::Native(_) => vm.call_unbound(&call, f, args),
                _ => {
                    let bound = vm.bind(&call, f)?;
                    vm.call_args(&bound, args)
                }
            }),
            None => Err(self.type_error(format!("'{}' object is not callable", self.type_name(f)))),
        }
    }

    /// Calls what was found in the class of `receiver` (a function or native without descriptor tricks, else it is
    /// bound first).
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_unbound(&self, found: &Value, receiver: &Value, args: &Args) -> PyResult {
        match found {
            Value::Function(_) => self.call_bound(found, receiver, args),
            Value::Native(n) if n.is_method() => self.call_bound(found, receiver, args),
            _ => {
                let bound = self.bind(found, receiver)?;
                self.call_args(&bound, args)
            }
        }
    }

    /// Calls a method by name.
    ///
    /// # Errors
    /// AttributeError when there is none; whatever it raises.
    pub fn call_method(&self, obj: &Value, name: &Str, args: &[Value]) -> PyResult {
        let f = self.get_attr(obj, name)?;
        self.call(&f, args)
    }

    /// Calls a special method, looked up on the type; `None` when the type has none.
    ///
    /// # Errors
    /// Whatever it raises.
    pub fn call_special(&self, obj: &Value, name: &Str, args: &[Value]) -> PyResult<Option<Value>> {
        match self.lookup_special(obj, name) {
            Some(f) => self.call_unbound(&f, obj, &Args::positional(args)).map(Some),
            None => Ok(None),
        }
    }

    /// Calls a native function.
    ///
    /// # Errors
    /// TypeError when the arguments do not fit; whatever it raises.
    pub fn call_native(&self, native: &Ref<NativeFunction>, args: &Args) -> PyResult {
        if native.bound.is_unbound() {
            return self.call_native_unbound(native, args);
        }
        let base = self.stack.top();
        self.push(native.bound.clone())?;
        for v in args.values {
            if let Err(e) = self.push(v.clone()) {
                self.stack.truncate(base);
                return Err(e);
            }
        }
        let result = self.call_native_unbound(native, &Args { values: self.stack.above(base), names: args.names });
        self.stack.truncate(base);
        result
    }

    /// Calls native code with all its arguments in `args`.
    ///
    /// # Errors
    /// As [`Vm::call_native`].
    #[inline]
    pub fn call_native_unbound(&self, native: &NativeFunction, args: &Args) -> PyResult {
        match &native.code {
            NativeCode::Def(def) => {
                if def.binding == Binding::Method
                    && let Some(owner) = &native.owner
                    && !args.pos().first().is_some_and(|v| self.is_exactly_or_below(v, owner))
                {
                    return Err(self.bad_receiver(native, owner, args));
                }
                self.call_def(native, def, args)
            }
            NativeCode::Closure(f) => f(self, args),
        }
    }

    #[inline]
    fn is_exactly_or_below(&self, v: &Value, owner: &TypeRef) -> bool {
        self.with_class(v, |c| c.is(owner) || c.is_subtype(owner))
    }

    #[cold]
    fn bad_receiver(&self, native: &NativeFunction, owner: &TypeRef, args: &Args) -> crate::error::Raised {
        let (name, owner) = (&native.name, owner.name());
        match args.pos().first() {
            None if is_slot(native) => {
                self.type_error(format!("descriptor '{name}' of '{owner}' object needs an argument"))
            }
            None => self.type_error(format!("unbound method {owner}.{name}() needs an argument")),
            Some(v) if is_slot(native) => self.type_error(format!(
                "descriptor '{name}' requires a '{owner}' object but received a '{}'",
                self.type_name(v)
            )),
            Some(v) => self.type_error(format!(
                "descriptor '{name}' for '{owner}' objects doesn't apply to a '{}' object",
                self.type_name(v)
            )),
        }
    }

    #[inline]
    fn call_def(&self, native: &NativeFunction, def: &'static NativeDef, args: &Args) -> PyResult {
        match def.func {
            NativeFn::Raw(f) => f(self, args),
            NativeFn::Fixed(f) => {
                let n = args.values.len();
                if args.names.is_empty() && n == def.arity.total as usize && def.arity.positional == def.arity.total {
                    return f(self, args.values);
                }
                self.call_fixed(native, def, f, args)
            }
        }
    }

    /// The slower ways into a fixed native: some parameters left out, or given by name.
    fn call_fixed(
        &self,
        native: &NativeFunction,
        def: &'static NativeDef,
        f: crate::native::FixedFn,
        args: &Args,
    ) -> PyResult {
        let (n, total) = (args.values.len(), def.arity.total as usize);
        if args.names.is_empty() && n >= def.arity.required as usize && n <= def.arity.positional as usize {
            let (top, missing) = (self.stack.top(), total - n);
            if !self.stack.ends_with(args.values) {
                for v in args.values {
                    self.push(v.clone()).inspect_err(|_| self.stack.truncate(top))?;
                }
            }
            let from = self.stack.top() - n;
            let pushed = self.stack.push_unbound(missing);
            let result = match pushed {
                Ok(()) => f(self, self.stack.above(from)),
                Err(_) => Err(self.recursion_error("maximum recursion depth exceeded")),
            };
            self.stack.truncate(top);
            return result;
        }
        let bound = crate::vm::call_errors::bind_native(self, native, def, args)?;
        f(self, &bound)
    }

    /// Calls a type: makes an instance (or asks the metaclass's `__call__`).
    ///
    /// # Errors
    /// Whatever the constructor raises.
    pub fn call_type(&self, t: &TypeRef, args: &Args) -> PyResult {
        let meta = t.metaclass.borrow().clone();
        if let Some(meta) = meta
            && !meta.is(&self.types.type_)
        {
            let value = Value::Type(t.clone());
            if let Some(call) = self.lookup_special(&value, &self.names.__call__)
                && !matches!(&call, Value::Native(n) if n.owner.as_ref().is_some_and(|o| o.is(&self.types.type_)))
            {
                return self.recurse("", |vm| vm.call_unbound(&call, &value, args));
            }
        }
        self.instantiate(t, args)
    }

    /// What `type.__call__` does: `__new__`, then `__init__` when an instance came out.
    ///
    /// # Errors
    /// Whatever the constructor raises.
    pub fn instantiate(&self, t: &TypeRef, args: &Args) -> PyResult {
        if t.is(&self.types.type_) && args.values.len() == 1 && args.names.is_empty() {
            return Ok(Value::Type(self.class_of(&args.values[0])));
        }
        if t.is(&self.types.type_) && args.pos().len() != 3 {
            return Err(self.type_error("type() takes 1 or 3 arguments"));
        }
        let new = self.type_lookup(t, &self.names.__new__);
        let obj = match &new {
            Some(Value::Native(n)) if n.binding == Binding::None => match t.new.get() {
                Some(make) if self.native_new_applies(n, t) => {
                    if t.layout == Layout::Object && t.has(TypeFlags::HEAP) && !t.has(TypeFlags::ABSTRACT) {
                        return self.instantiate_plain(t, args);
                    }
                    make(self, t, args)?
                }
                _ => self.call_bound(&Value::Native(n.clone()), &Value::Type(t.clone()), args)?,
            },
            Some(f) => {
                let f = self.bind_to_class(f, t)?;
                self.call_bound(&f, &Value::Type(t.clone()), args)?
            }
            None => return Err(self.type_error(format!("cannot create '{}' instances", t.name()))),
        };
        self.init_instance(t, &obj, args)?;
        Ok(obj)
    }

    /// True when the `__new__` found is the one behind the type's own constructor function.
    fn native_new_applies(&self, n: &NativeFunction, t: &TypeRef) -> bool {
        n.owner.as_ref().is_some_and(|o| o.new.get().map(|f| f as usize) == t.new.get().map(|f| f as usize))
    }

    /// The common case: a class whose `__new__` is object's.
    fn instantiate_plain(&self, t: &TypeRef, args: &Args) -> PyResult {
        let init = self.type_lookup(t, &self.names.__init__);
        match init {
            Some(Value::Function(f)) => {
                let obj = Value::Instance(Ref::new(Instance::new(t, Value::Unbound)));
                let result = self.call_bound_function(&f, &obj, args)?;
                if !result.is_none() {
                    return Err(self.init_returned(&result));
                }
                Ok(obj)
            }
            Some(Value::Native(n)) if n.owner.as_ref().is_some_and(|o| o.is(&self.types.object)) => {
                if !args.values.is_empty() {
                    return Err(self.type_error(format!("{}() takes no arguments", t.name())));
                }
                Ok(Value::Instance(Ref::new(Instance::new(t, Value::Unbound))))
            }
            _ => {
                let obj = Value::Instance(Ref::new(Instance::new(t, Value::Unbound)));
                self.init_instance(t, &obj, args)?;
                Ok(obj)
            }
        }
    }

    fn init_instance(&self, t: &TypeRef, obj: &Value, args: &Args) -> PyResult<()> {
        let class = self.class_of(obj);
        if !class.is_subtype(t) {
            return Ok(());
        }
        match self.type_lookup(&class, &self.names.__init__) {
            Some(Value::Native(n)) if n.owner.as_ref().is_some_and(|o| o.is(&self.types.object)) => {
                // object.__init__ complains about arguments only when __new__ is not overridden; its own check.
                if !class.has(TypeFlags::HEAP) {
                    return Ok(());
                }
                self.call_bound(&Value::Native(n), obj, args)?;
                Ok(())
            }
            Some(init) => {
                let result = self.call_unbound(&init, obj, args)?;
                if result.is_none() { Ok(()) } else { Err(self.init_returned(&result)) }
            }
            None => Ok(()),
        }
    }

    /// The `__init__` of a class whose instances are made in the ordinary way: `type`'s `__call__`, object's `__new__`,
    /// a Python function for `__init__`.
    #[inline]
    pub(crate) fn plain_init(&self, t: &TypeRef) -> Option<Ref<Function>> {
        if !self.is_called_by_type(t) {
            return None;
        }
        let version = t.version.get();
        if t.plain_init.version.get() == version {
            return t.plain_init.init.get();
        }
        let found = self.find_plain_init(t);
        t.plain_init.version.set(version);
        t.plain_init.init.set(found.clone());
        t.plain_init.new.set(self.find_plain_new(t));
        found
    }

    /// The constructor that is all there is to a call of the class: of a builtin class that has no `__init__` of its own,
    /// or of an exception, where `__init__` would only store the arguments once more. Only after [`Vm::plain_init`] was asked.
    #[inline]
    pub(crate) fn plain_new(&self, t: &TypeRef) -> Option<NewFn> {
        if t.plain_init.version.get() == t.version.get() && self.is_called_by_type(t) {
            t.plain_init.new.get()
        } else {
            None
        }
    }

    /// True when calling the class means what `type`'s `__call__` does, and instances may be made.
    #[inline]
    fn is_called_by_type(&self, t: &TypeRef) -> bool {
        !t.has(TypeFlags::ABSTRACT) && t.metaclass.borrow().as_ref().is_none_or(|m| m.is(&self.types.type_))
    }

    fn find_plain_new(&self, t: &TypeRef) -> Option<NewFn> {
        if t.is(&self.types.type_) {
            return None;
        }
        match &(self.type_lookup(t, &self.names.__new__), self.type_lookup(t, &self.names.__init__)) {
            (Some(Value::Native(new)), Some(Value::Native(init)))
                if new.binding == Binding::None
                    && self.native_new_applies(new, t)
                    && let (Some(made_by), Some(initialised_by)) = (&new.owner, &init.owner) =>
            {
                let base = &self.exc.base_exception;
                let plain = (!t.has(TypeFlags::HEAP) && initialised_by.is(&self.types.object))
                    || (made_by.is(base) && initialised_by.is(base));
                if plain { t.new.get() } else { None }
            }
            _ => None,
        }
    }

    fn find_plain_init(&self, t: &TypeRef) -> Option<Ref<Function>> {
        if t.layout != Layout::Object || !t.has(TypeFlags::HEAP) {
            return None;
        }
        match self.type_lookup(t, &self.names.__new__) {
            Some(Value::Native(n)) if n.binding == Binding::None && self.native_new_applies(&n, t) => {}
            _ => return None,
        }
        match self.type_lookup(t, &self.names.__init__) {
            Some(Value::Function(f)) => Some(f),
            _ => None,
        }
    }

    #[cold]
    pub(crate) fn init_returned(&self, result: &Value) -> crate::error::Raised {
        self.type_error(format!("__init__() should return None, not '{}'", self.type_name(result)))
    }

    #[inline]
    fn call_bound_function(&self, f: &Ref<Function>, receiver: &Value, args: &Args) -> PyResult {
        let base = self.stack.top();
        self.push(receiver.clone())?;
        for v in args.values {
            if let Err(e) = self.push(v.clone()) {
                self.stack.truncate(base);
                return Err(e);
            }
        }
        let code = f.code.borrow();
        let n = args.values.len() + 1;
        if code.simple && args.names.is_empty() && n == code.params.positional as usize {
            return self.run_bound(f, code, base);
        }
        let result = self.call_function(f, &Args { values: self.stack.above(base), names: args.names });
        self.stack.truncate(base);
        result
    }

    /// Calls a Python function.
    ///
    /// # Errors
    /// TypeError when the arguments do not fit; whatever it raises.
    pub fn call_function(&self, f: &Ref<Function>, args: &Args) -> PyResult {
        let code = f.code.borrow();
        let base = self.stack.top();
        self.bind_arguments(f, code, args).inspect_err(|_| self.stack.truncate(base))?;
        self.run_bound(f, code, base)
    }

    /// Pushes one value a parameter slot, from `args`.
    fn bind_arguments(&self, f: &Ref<Function>, code: &Ref<Code>, args: &Args) -> PyResult<()> {
        let p = &code.params;
        let given = args.pos();
        let positional = p.positional as usize;
        if args.names.is_empty() && p.is_simple() && given.len() == positional {
            for v in given {
                self.push(v.clone())?;
            }
            return Ok(());
        }
        let base = self.stack.top();
        for v in given.iter().take(positional) {
            self.push(v.clone())?;
        }
        let total = p.slots() as usize;
        let missing = total - given.len().min(positional);
        self.stack.push_unbound(missing).map_err(|_| self.recursion_error("maximum recursion depth exceeded"))?;
        let mut slots = self.stack.window(base, total);
        let named = positional + p.keyword_only as usize;
        if p.var_positional {
            let extra = given.get(positional..).unwrap_or(&[]);
            slots.set(named as u32, Value::Tuple(Tuple::from_slice(extra)));
        }
        let mut extra_keywords = None;
        if p.var_keyword {
            let dict = Ref::new(Dict::new());
            slots.set((named + usize::from(p.var_positional)) as u32, Value::Dict(dict.clone()));
            extra_keywords = Some(dict);
        }
        for (name, value) in args.keywords() {
            let found = code.variables[p.positional_only as usize..named].iter().position(|n| n == name);
            match (found, &extra_keywords) {
                (Some(i), _) => {
                    let slot = (i + p.positional_only as usize) as u32;
                    if !slots.get(slot).is_unbound() {
                        let name = format!("{}() got multiple values for argument '{name}'", f.qualname());
                        return Err(self.type_error(name));
                    }
                    slots.set(slot, value.clone());
                }
                (None, Some(dict)) => dict.set_str(name, value.clone()),
                (None, None) => return Err(crate::vm::call_errors::unexpected_keyword(self, f, code, name, args)),
            }
        }
        // A wrong keyword is the first to be complained of.
        if given.len() > positional && !p.var_positional {
            return Err(crate::vm::call_errors::too_many(self, f, code, given.len(), &slots, args));
        }
        self.fill_defaults(f, code, &mut slots, named)
    }

    fn fill_defaults(
        &self,
        f: &Ref<Function>,
        code: &Ref<Code>,
        slots: &mut crate::heap::Slots,
        named: usize,
    ) -> PyResult<()> {
        let positional = code.params.positional as usize;
        let mut lacking = false;
        {
            let defaults = f.defaults.borrow();
            let defaults: &[Value] = defaults.as_deref().unwrap_or(&[]);
            let first = positional.saturating_sub(defaults.len());
            for i in (0..positional).rev() {
                if slots.get(i as u32).is_unbound() {
                    if i >= first {
                        slots.set(i as u32, defaults[defaults.len() - (positional - i)].clone());
                    } else {
                        lacking = true;
                    }
                }
            }
        }
        if lacking {
            return Err(crate::vm::call_errors::missing(self, f, code, slots, 0, positional));
        }
        for i in positional..named {
            if slots.get(i as u32).is_unbound() {
                let default = f.kw_defaults.borrow().as_ref().and_then(|d| d.get_str(&code.variables[i]));
                match default {
                    Some(v) => slots.set(i as u32, v),
                    None => lacking = true,
                }
            }
        }
        if lacking {
            return Err(crate::vm::call_errors::missing(self, f, code, slots, positional, named));
        }
        Ok(())
    }

    /// A bound method of a Python function, or of any callable.
    pub fn bound_method(&self, func: Value, receiver: Value) -> Value {
        Value::Method(Ref::new(BoundMethod { func, receiver, weak: WeakSlot::default() }))
    }
}

/// True for what CPython keeps in a type's slots: its complaints are worded differently.
pub(super) fn is_slot(native: &NativeFunction) -> bool {
    native.owner.as_ref().is_some_and(|o| crate::types::function::native::is_slot(o, native.name.as_str()))
}

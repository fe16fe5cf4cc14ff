//! Calls: arguments are evaluated straight onto the value stack, where they become the callee's slots.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::eval::attribute::has_method_of_cache;
use crate::heap::Ref;
use crate::native::Args;
use crate::tree::{Arg, Call, CallStar, Expr, MethodCall, SuperCall};
use crate::types::class::TypeRef;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::function::{Function, NativeFunction};
use crate::types::instance::Instance;
use crate::types::str::Str;
use crate::value::{Packed, Value};
use crate::vm::Vm;

/// A tuple of arguments no longer than this is put on the value stack.
const SHORT: usize = 64;

impl Vm {
    #[inline(never)]
    pub(super) fn eval_call(&self, f: &mut Frame, c: &Call) -> Packed {
        let callee = match &c.func {
            Expr::Global(g) => self.load_global(f, g),
            func => self.eval(f, func),
        };
        match callee {
            Ok(Value::Function(func)) => self.call_function_node(f, c, func),
            Ok(Value::Type(t)) => self.call_type_node(f, c, Packed::pack(Ok(Value::Type(t)))),
            other => self.call_value_node(f, c, Packed::pack(other)),
        }
    }

    #[inline(always)]
    fn call_function_node(&self, f: &mut Frame, c: &Call, func: Ref<Function>) -> Packed {
        let base = self.stack.top();
        if let Err(e) = self.push_args(f, &c.args) {
            self.stack.truncate(base);
            return Packed::pack(Err(e));
        }
        let result = self.function_on_stack(&func, base, &c.names);
        Value::Function(func).discard();
        self.placed_packed(result, c.span)
    }

    #[inline(never)]
    fn call_value_node(&self, f: &mut Frame, c: &Call, callee: Packed) -> Packed {
        Packed::pack(callee.unpack().and_then(|callee| {
            let base = self.stack.top();
            if let Err(e) = self.push_args(f, &c.args) {
                self.stack.truncate(base);
                return Err(e);
            }
            let result = match &callee {
                Value::Native(n) if n.is_function() => self.trusted_native_on_stack(n, base, &c.names),
                _ => self.call_on_stack(&callee, base, &c.names),
            };
            callee.discard();
            self.placed(result, c.span)
        }))
    }

    /// A class is called. For one whose instances are made in the ordinary way the instance takes the place in front of
    /// the arguments that `__init__` expects it in.
    #[inline(never)]
    fn call_type_node(&self, f: &mut Frame, c: &Call, callee: Packed) -> Packed {
        Packed::pack(callee.unpack().and_then(|callee| {
            let base = self.stack.top();
            self.push(Value::Unbound)?;
            if let Err(e) = self.push_args(f, &c.args) {
                self.stack.truncate(base);
                return Err(e);
            }
            let result = match &callee {
                Value::Type(t) => match self.plain_init(t) {
                    Some(init) => self.make_instance(t, init, base, &c.names),
                    None => match self.plain_new(t) {
                        Some(make) if c.names.is_empty() => {
                            make(self, t, &Args { values: self.stack.above(base + 1), names: &c.names })
                        }
                        _ => self.call_on_stack(&callee, base + 1, &c.names),
                    },
                },
                _ => self.call_on_stack(&callee, base + 1, &c.names),
            };
            self.stack.truncate(base);
            callee.discard();
            self.placed(result, c.span)
        }))
    }

    /// Makes an instance of `t` and runs `init` with the arguments above `base`, which holds the place for the instance.
    #[inline(always)]
    fn make_instance(&self, t: &TypeRef, init: Ref<Function>, base: usize, names: &[Str]) -> PyResult {
        let obj = Value::Instance(Ref::new(Instance::new(t, Value::Unbound)));
        self.stack.window(base, 1).set_plain(0, obj.clone());
        let result = self.call_function_on_stack(&init, base, names);
        Value::Function(init).discard();
        match result {
            Ok(Value::None) => Ok(obj),
            Ok(other) => Err(self.init_returned(&other)),
            Err(e) => Err(e),
        }
    }

    #[inline(always)]
    pub(super) fn push_args(&self, f: &mut Frame, args: &[Expr]) -> PyResult<()> {
        for a in args {
            let v = self.eval(f, a)?;
            self.push(v)?;
        }
        Ok(())
    }

    /// Calls with the arguments that stand on the stack from `base`; they are popped.
    #[inline(never)]
    pub(super) fn call_on_stack(&self, callee: &Value, base: usize, names: &[Str]) -> PyResult {
        let args = Args { values: self.stack.above(base), names };
        let result = match callee {
            Value::Native(n) => self.call_native(n, &args),
            _ => self.call_args(callee, &args),
        };
        self.stack.truncate(base);
        result
    }

    /// As [`Vm::call_on_stack`], of a native whose receiver is the first argument.
    #[inline(always)]
    pub(super) fn native_on_stack(&self, n: &NativeFunction, base: usize, names: &[Str]) -> PyResult {
        let result = self.call_native_unbound(n, &Args { values: self.stack.above(base), names });
        self.stack.truncate(base);
        result
    }

    #[inline(always)]
    fn call_function_on_stack(&self, func: &Ref<Function>, base: usize, names: &[Str]) -> PyResult {
        self.function_on_stack(func, base, names).unpack()
    }

    #[inline(always)]
    pub(super) fn function_on_stack(&self, func: &Ref<Function>, base: usize, names: &[Str]) -> Packed {
        let code = func.code.borrow();
        let given = self.stack.top() - base;
        if code.simple && names.is_empty() && given == code.params.positional as usize && !code.kind.suspends() {
            return self.run_packed(func, code, base);
        }
        self.bind_and_run(func, base, names)
    }

    /// The arguments do not stand where the parameters are, or may not.
    #[inline(never)]
    fn bind_and_run(&self, func: &Ref<Function>, base: usize, names: &[Str]) -> Packed {
        let code = func.code.borrow();
        let given = self.stack.top() - base - names.len();
        let result = if self.bind_in_place(func, code, base, given, names) {
            self.run_bound(func, code, base)
        } else {
            let result = self.call_function(func, &Args { values: self.stack.above(base), names });
            self.stack.truncate(base);
            result
        };
        Packed::pack(result)
    }

    /// The usual cases of binding: `given` positional arguments, then keyword arguments in the order of the parameters
    /// that follow, then parameters that have defaults. Each argument stands in its slot already; the defaults are added.
    /// False: nothing has been done, it takes the long way.
    #[inline]
    fn bind_in_place(&self, func: &Function, code: &Code, base: usize, given: usize, names: &[Str]) -> bool {
        let p = &code.params;
        let positional = p.positional as usize;
        let total = positional + p.keyword_only as usize;
        if p.var_positional || p.var_keyword || given > positional || given + names.len() > total {
            return false;
        }
        if !names.is_empty() {
            let follow = code.variables.get(given..given + names.len());
            if given < p.positional_only as usize
                || !follow.is_some_and(|follow| follow.iter().zip(names).all(|(a, b)| a.is(b)))
            {
                return false;
            }
        }
        let bound = given + names.len();
        if bound == total {
            return true;
        }
        let complete = self.push_defaults(func, code, bound).is_some();
        if !complete {
            self.stack.truncate(base + bound);
        }
        complete
    }

    /// Pushes the defaults of all parameters from the `bound`-th on; `None` when one has none (or the stack is full).
    fn push_defaults(&self, func: &Function, code: &Code, bound: usize) -> Option<()> {
        let positional = code.params.positional as usize;
        if bound < positional {
            let defaults = func.defaults.borrow();
            let defaults = defaults.as_ref()?;
            let first = defaults.len().checked_sub(positional - bound)?;
            for v in &defaults[first..] {
                self.stack.push(v.clone()).ok()?;
            }
        }
        let total = positional + code.params.keyword_only as usize;
        if total > positional {
            let defaults = func.kw_defaults.borrow();
            for name in &code.variables[bound.max(positional)..total] {
                self.stack.push(defaults.as_ref()?.get_str(name)?).ok()?;
            }
        }
        Some(())
    }

    #[inline(never)]
    pub(super) fn eval_method_call(&self, f: &mut Frame, c: &MethodCall) -> Packed {
        Packed::pack(self.method_call_node(f, c))
    }

    #[inline(always)]
    fn method_call_node(&self, f: &mut Frame, c: &MethodCall) -> PyResult {
        if let Expr::Super(s) = &c.object {
            return self.call_super_method(f, s, c).unpack();
        }
        let receiver = self.eval(f, &c.object)?;
        let base = self.stack.top();
        let known = receiver.kind() == c.cache.kind.get();
        let method = if known {
            c.cache.found.get()
        } else if let Value::Instance(i) = &receiver
            && has_method_of_cache(i, &c.cache)
        {
            c.cache.found.get()
        } else {
            Value::Unbound
        };
        let method = if method.is_unbound() { self.method_or_unbound(&receiver, &c.name, &c.cache) } else { method };
        if method.is_unbound() {
            return self.call_attribute(f, c, Packed::pack(Ok(receiver))).unpack();
        }
        self.push(receiver)?;
        if let Err(e) = self.push_args(f, &c.args) {
            self.stack.truncate(base);
            return Err(e);
        }
        let result = match &method {
            Value::Function(func) => self.function_on_stack(func, base, &c.names).unpack(),
            Value::Native(n) if known => self.trusted_native_on_stack(n, base, &c.names),
            Value::Native(n) => self.native_on_stack(n, base, &c.names),
            _ => self.call_on_stack(&method, base, &c.names),
        };
        method.discard();
        self.placed(result, c.span)
    }

    /// As [`Vm::native_on_stack`], of a native whose receiver, if it has one, needs no check: a method that was found in
    /// the receiver's own builtin class, or a function.
    #[inline(always)]
    fn trusted_native_on_stack(&self, n: &NativeFunction, base: usize, names: &[Str]) -> PyResult {
        let given = self.stack.top() - base;
        let result = match n.fixed_for(given) {
            Some((f, missing)) if names.is_empty() => {
                if missing == 0 || self.stack.push_unbound(missing).is_ok() {
                    f(self, self.stack.above(base))
                } else {
                    Err(self.recursion_error("maximum recursion depth exceeded"))
                }
            }
            _ => self.call_native_unbound(n, &Args { values: self.stack.above(base), names }),
        };
        self.stack.truncate(base);
        result
    }

    /// The long way: the attribute's value is called.
    #[inline(never)]
    fn call_attribute(&self, f: &mut Frame, c: &MethodCall, receiver: Packed) -> Packed {
        Packed::pack(receiver.unpack().and_then(|receiver| {
            let base = self.stack.top();
            if let Some((method, class)) = self.remembered_class_method(&receiver, &c.cache) {
                receiver.discard();
                return self.call_found_method(f, c, &method, class);
            }
            let callee = self.attribute_to_call(&receiver, c)?;
            receiver.discard();
            if let Err(e) = self.push_args(f, &c.args) {
                self.stack.truncate(base);
                return Err(e);
            }
            let result = match &callee {
                Value::Function(func) => self.call_function_on_stack(func, base, &c.names),
                Value::Native(n) if n.is_function() => self.trusted_native_on_stack(n, base, &c.names),
                _ => self.call_on_stack(&callee, base, &c.names),
            };
            callee.discard();
            self.placed(result, c.span)
        }))
    }

    pub(super) fn attribute_to_call(&self, receiver: &Value, c: &MethodCall) -> PyResult {
        if let Value::Module(m) = receiver
            && let Some(v) = self.module_attr(m, &c.name, &c.cache)
        {
            return Ok(v);
        }
        self.placed(self.attr_of(receiver, &c.name, &c.cache), c.attr_span)
    }

    /// `super().name(…)`: when it means a function, neither the `super` object nor a bound method is made.
    #[inline(never)]
    fn call_super_method(&self, f: &mut Frame, s: &SuperCall, c: &MethodCall) -> Packed {
        if let Some((method, receiver)) = self.super_method(f, s, &c.name) {
            return Packed::pack(self.call_found_method(f, c, &method, receiver));
        }
        match self.eval_super(f, s) {
            Ok(receiver) => self.call_attribute(f, c, Packed::pack(Ok(receiver))),
            error => Packed::pack(error),
        }
    }

    fn call_found_method(&self, f: &mut Frame, c: &MethodCall, method: &Value, receiver: Value) -> PyResult {
        let base = self.stack.top();
        self.push(receiver)?;
        if let Err(e) = self.push_args(f, &c.args) {
            self.stack.truncate(base);
            return Err(e);
        }
        let result = match method {
            Value::Function(func) => self.call_function_on_stack(func, base, &c.names),
            _ => self.call_on_stack(method, base, &c.names),
        };
        self.placed(result, c.span)
    }

    /// The function that `super().name` would bind, and what to.
    fn super_method(&self, f: &mut Frame, s: &SuperCall, name: &Str) -> Option<(Value, Value)> {
        // Looking the name `super` up again, if this does not apply, shows nowhere.
        let Expr::Global(g) = &s.func else { return None };
        match self.load_global(f, g) {
            Ok(Value::Type(t)) if t.is(&self.types.super_) => {}
            Ok(_) => return None,
            Err(_) => {
                self.error_span.set(None);
                return None;
            }
        }
        let Value::Cell(class) = f.slots.get(s.class_cell) else { return None };
        let Some(Value::Type(class)) = class.get() else { return None };
        let first = match f.slots.get(s.first) {
            Value::Cell(c) => c.get()?,
            v => v.clone(),
        };
        if !matches!(first, Value::Instance(_)) || *name == self.names.__class__ {
            return None;
        }
        let start = self.class_of(&first);
        if !start.is_subtype(&class) {
            return None;
        }
        let found = crate::types::descriptors::super_object::lookup(&class, &start, name)?;
        let binds = match &found {
            Value::Function(_) => true,
            Value::Native(n) => n.is_method(),
            _ => false,
        };
        if binds { Some((found, first)) } else { None }
    }

    /// A call with `*args` or `**kwargs`.
    pub(super) fn eval_call_star(&self, f: &mut Frame, c: &CallStar) -> PyResult {
        let callee = self.eval(f, &c.func)?;
        if let [init @ .., Arg::Star(last)] = &*c.args
            && init.iter().all(|a| matches!(a, Arg::Pos(_)))
        {
            return self.call_with_star(f, c, init, last, callee);
        }
        let (values, names) = self.gather_args(f, &c.args, &callee)?;
        let result = self.call_args(&callee, &Args { values: &values, names: &names });
        self.placed(result, c.span)
    }

    /// `callee(a, b, *last)`.
    fn call_with_star(&self, f: &mut Frame, c: &CallStar, init: &[Arg], last: &Expr, callee: Value) -> PyResult {
        let base = self.stack.top();
        let pushed = init.iter().try_for_each(|a| match a {
            Arg::Pos(e) => self.eval(f, e).and_then(|v| self.push(v)),
            // The caller has looked.
            _ => Err(self.system_error("not a positional argument")),
        });
        let rest = pushed.and_then(|()| self.eval(f, last));
        let result = match rest {
            Err(e) => Err(e),
            Ok(Value::Tuple(rest)) if rest.len() <= SHORT => {
                let pushed = rest.iter().try_for_each(|v| self.push(v.clone()));
                match (pushed, &callee) {
                    (Err(e), _) => Err(e),
                    (Ok(()), Value::Function(func)) => self.call_function_on_stack(func, base, &[]),
                    (Ok(()), _) => self.call_on_stack(&callee, base, &[]),
                }
            }
            Ok(rest) => {
                let mut values: Vec<Value> = self.stack.drain_above(base).collect();
                self.extend_positional(&rest, &mut values, init.is_empty().then_some(&callee))
                    .and_then(|()| self.call_args(&callee, &Args { values: &values, names: &[] }))
            }
        };
        self.stack.truncate(base);
        self.placed(result, c.span)
    }

    /// Evaluates arguments with stars: positional values, then keyword values, and the keywords' names.
    pub(super) fn gather_args(&self, f: &mut Frame, args: &[Arg], callee: &Value) -> PyResult<(Vec<Value>, Vec<Str>)> {
        let mut values = Vec::with_capacity(args.len());
        let keywords = Dict::new();
        let alone = args.iter().filter(|a| matches!(a, Arg::Pos(_) | Arg::Star(_))).count() == 1;
        // When it is the only positional argument, its items are asked for last, as CPython does.
        let mut starred = None;
        for a in args {
            match a {
                Arg::Pos(e) => values.push(self.eval(f, e)?),
                Arg::Star(e) if alone => starred = Some(self.eval(f, e)?),
                Arg::Star(e) => {
                    let v = self.eval(f, e)?;
                    self.extend_positional(&v, &mut values, None)?;
                }
                Arg::Keyword(name, e) => {
                    let v = self.eval(f, e)?;
                    if keywords.get_str(name).is_some() {
                        return Err(self.repeated_keyword(callee, name.as_str()));
                    }
                    keywords.set_str(name, v);
                }
                Arg::StarStar(e) => {
                    let v = self.eval(f, e)?;
                    self.extend_keywords(&v, &keywords, callee)?;
                }
            }
        }
        if let Some(v) = starred {
            self.extend_positional(&v, &mut values, Some(callee))?;
        }
        let mut names = Vec::with_capacity(keywords.len());
        for (k, v) in keywords.items() {
            if let Value::Str(s) = k {
                names.push(s);
                values.push(v);
            }
        }
        Ok((values, names))
    }

    /// The items behind a `*`. `callee`: what is called, when there is no other positional argument (it is only then that
    /// CPython names it).
    fn extend_positional(&self, v: &Value, values: &mut Vec<Value>, callee: Option<&Value>) -> PyResult<()> {
        if !matches!(v, Value::List(_) | Value::Tuple(_) | Value::Gen(_)) && !self.is_iterable(v) {
            let got = self.type_name(v);
            return Err(self.type_error(match callee {
                Some(f) => format!("{} argument after * must be an iterable, not {got}", self.callable_text(f)),
                None => format!("Value after * must be an iterable, not {got}"),
            }));
        }
        self.collect_into(v, values)
    }

    fn extend_keywords(&self, mapping: &Value, keywords: &Dict, callee: &Value) -> PyResult<()> {
        let add = |k: Value, v: Value| -> PyResult<()> {
            let Some(name) = k.as_str() else {
                return Err(self.type_error("keywords must be strings"));
            };
            if keywords.get_str(name).is_some() {
                return Err(self.repeated_keyword(callee, name.as_str()));
            }
            keywords.set_str(&self.intern_str(name), v);
            Ok(())
        };
        if let Value::Dict(d) = mapping {
            for (k, v) in d.items() {
                add(k, v)?;
            }
            return Ok(());
        }
        let Some(keys) = self.get_attr_opt(mapping, &self.names.keys)? else {
            return Err(self.type_error(format!(
                "{} argument after ** must be a mapping, not {}",
                self.callable_text(callee),
                self.type_name(mapping)
            )));
        };
        let keys = self.call(&keys, &[])?;
        for k in self.collect(&keys)? {
            let v = self.get_item(mapping, &k)?;
            add(k, v)?;
        }
        Ok(())
    }

    #[cold]
    fn repeated_keyword(&self, callee: &Value, name: &str) -> crate::error::Raised {
        self.type_error(format!("{} got multiple values for keyword argument '{name}'", self.callable_text(callee)))
    }

    /// How messages name what is called: by its module and `__qualname__`, or as `str` shows it.
    fn callable_text(&self, callee: &Value) -> String {
        let text = |name: &Str| {
            let found = self.get_attr_opt(callee, name).ok().flatten().filter(|v| !v.is_none())?;
            self.str(&found).ok()
        };
        match (text(&self.names.__qualname__), text(&self.names.__module__)) {
            (Some(name), Some(module)) if module.as_str() != "builtins" => format!("{module}.{name}()"),
            (Some(name), _) => format!("{name}()"),
            (None, _) => self.str(callee).map_or_else(|_| "object".to_owned(), |s| s.as_str().to_owned()),
        }
    }

    /// `super()` without arguments.
    pub(super) fn eval_super(&self, f: &mut Frame, s: &SuperCall) -> PyResult {
        let callee = self.eval(f, &s.func)?;
        if !matches!(&callee, Value::Type(t) if t.is(&self.types.super_)) {
            let result = self.call(&callee, &[]);
            return self.placed(result, s.span);
        }
        let class = match f.slots.get(s.class_cell) {
            Value::Cell(c) => c.get(),
            _ => None,
        };
        let first = match f.slots.get(s.first) {
            Value::Cell(c) => c.get(),
            Value::Unbound => None,
            v => Some(v.clone()),
        };
        let result = match (class, first) {
            (Some(Value::Type(class)), Some(first)) => {
                crate::types::descriptors::super_object::new_super(self, &class, &first)
            }
            (Some(_), Some(_)) => Err(self.runtime_error("super(): __class__ is not a type")),
            (None, _) => Err(self.runtime_error("super(): empty __class__ cell")),
            (_, None) => Err(self.runtime_error("super(): arg[0] deleted")),
        };
        self.placed(result, s.span)
    }
}

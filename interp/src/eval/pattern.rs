//! `match`: patterns are tested by recursion; captures are bound only when the whole pattern matched.

use crate::error::PyResult;
use crate::eval::Frame;
use crate::heap::Ref;
use crate::tree::{CmpOp, Expr, Pattern, Slot, Target};
use crate::types::class::TypeFlags;
use crate::types::dict::Dict;
use crate::types::str::Str;
use crate::value::Value;
use crate::vm::Vm;
use crate::vm::operators::quick_compare;

/// Captured values with their targets, in order.
type Captures<'p> = Vec<(&'p Target, Value)>;

impl Vm {
    /// True when the subject matches; then the captures are bound.
    pub(super) fn match_step(&self, f: &mut Frame, subject: Slot, pattern: &Pattern) -> PyResult<bool> {
        if let Pattern::Value(Expr::Const(expected)) = pattern
            && let Some(r) = quick_compare(CmpOp::Eq, f.slots.get(subject), expected)
        {
            return Ok(r);
        }
        if let Pattern::Wildcard = pattern {
            return Ok(true);
        }
        let v = f.slots.get(subject).clone();
        let mut captures = Vec::new();
        if !self.matches_pattern(f, pattern, &v, &mut captures)? {
            return Ok(false);
        }
        for (target, v) in captures {
            self.assign(f, target, v)?;
        }
        Ok(true)
    }

    fn matches_pattern<'p>(&self, f: &mut Frame, p: &'p Pattern, v: &Value, out: &mut Captures<'p>) -> PyResult<bool> {
        match p {
            Pattern::Wildcard => Ok(true),
            Pattern::Capture(inner, target) => {
                if let Some(inner) = inner
                    && !self.matches_pattern(f, inner, v, out)?
                {
                    return Ok(false);
                }
                out.push((target, v.clone()));
                Ok(true)
            }
            Pattern::Value(e) => {
                let expected = self.eval(f, e)?;
                let r = self.compare(CmpOp::Eq, v, &expected)?;
                self.truth(&r)
            }
            Pattern::Singleton(s) => Ok(v.is(s)),
            Pattern::Or(alternatives) => {
                for alternative in alternatives.iter() {
                    let before = out.len();
                    if self.matches_pattern(f, alternative, v, out)? {
                        return Ok(true);
                    }
                    out.truncate(before);
                }
                Ok(false)
            }
            Pattern::Sequence { before, star, after } => self.match_sequence(f, before, star.as_ref(), after, v, out),
            Pattern::Mapping { keys, patterns, rest } => self.match_mapping(f, keys, patterns, rest.as_ref(), v, out),
            Pattern::Class { class, positional, names, keyword, span } => {
                let result = self.match_class(f, class, positional, names, keyword, v, out);
                self.placed(result, *span)
            }
        }
    }

    fn match_sequence<'p>(
        &self,
        f: &mut Frame,
        before: &'p [Pattern],
        star: Option<&'p Option<Target>>,
        after: &'p [Pattern],
        v: &Value,
        out: &mut Captures<'p>,
    ) -> PyResult<bool> {
        if !self.with_class(v, |c| c.has(TypeFlags::SEQUENCE)) {
            return Ok(false);
        }
        let n = self.len(v)?;
        let wanted = before.len() + after.len();
        if n < wanted || (star.is_none() && n != wanted) {
            return Ok(false);
        }
        for (i, p) in before.iter().enumerate() {
            let item = self.get_item(v, &Value::from(i))?;
            if !self.matches_pattern(f, p, &item, out)? {
                return Ok(false);
            }
        }
        if let Some(Some(target)) = star {
            let mut rest = Vec::with_capacity(n - wanted);
            for i in before.len()..n - after.len() {
                rest.push(self.get_item(v, &Value::from(i))?);
            }
            out.push((target, Value::list(rest)));
        }
        for (i, p) in after.iter().enumerate() {
            let item = self.get_item(v, &Value::from(n - after.len() + i))?;
            if !self.matches_pattern(f, p, &item, out)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn match_mapping<'p>(
        &self,
        f: &mut Frame,
        keys: &'p [Expr],
        patterns: &'p [Pattern],
        rest: Option<&'p Target>,
        v: &Value,
        out: &mut Captures<'p>,
    ) -> PyResult<bool> {
        if !self.with_class(v, |c| c.has(TypeFlags::MAPPING)) {
            return Ok(false);
        }
        if keys.len() > self.len(v)? {
            return Ok(false);
        }
        let mut seen = Vec::with_capacity(keys.len());
        for (key, p) in keys.iter().zip(patterns) {
            let k = self.eval(f, key)?;
            for other in &seen {
                if self.eq(other, &k)? {
                    return Err(self.value_error(format!("mapping pattern checks duplicate key ({})", self.repr(&k)?)));
                }
            }
            let Some(item) = self.mapping_get(v, &k)? else { return Ok(false) };
            seen.push(k);
            if !self.matches_pattern(f, p, &item, out)? {
                return Ok(false);
            }
        }
        if let Some(target) = rest {
            let dict = Ref::new(Dict::new());
            crate::types::dict::methods::merge(self, &dict, v)?;
            for k in &seen {
                self.dict_remove(&dict, k)?;
            }
            out.push((target, Value::Dict(dict)));
        }
        Ok(true)
    }

    /// `v.get(k)` without `__missing__`.
    fn mapping_get(&self, v: &Value, k: &Value) -> PyResult<Option<Value>> {
        if let Value::Dict(d) = v {
            return self.dict_get(d, k);
        }
        let missing = Value::Module(self.new_module(""));
        let got = self.call_method(v, &self.names.get, &[k.clone(), missing.clone()])?;
        Ok(if got.is(&missing) { None } else { Some(got) })
    }

    fn match_class<'p>(
        &self,
        f: &mut Frame,
        class: &'p Expr,
        positional: &'p [Pattern],
        names: &'p [Str],
        keyword: &'p [Pattern],
        v: &Value,
        out: &mut Captures<'p>,
    ) -> PyResult<bool> {
        let class = self.eval(f, class)?;
        let Value::Type(t) = &class else { return Err(self.type_error("called match pattern must be a class")) };
        if !self.is_instance(v, &class)? {
            return Ok(false);
        }
        let mut seen: Vec<Str> = Vec::new();
        if !positional.is_empty() {
            let match_args = self.get_attr_opt(&class, &self.names.__match_args__)?;
            match match_args {
                None if t.has(TypeFlags::MATCH_SELF) => {
                    if positional.len() > 1 {
                        return Err(self.too_many_patterns(&class, 1, positional.len()));
                    }
                    if !self.matches_pattern(f, &positional[0], v, out)? {
                        return Ok(false);
                    }
                }
                match_args => {
                    let allowed = self.match_args(&class, match_args)?;
                    if positional.len() > allowed.len() {
                        return Err(self.too_many_patterns(&class, allowed.len(), positional.len()));
                    }
                    for (p, name) in positional.iter().zip(allowed) {
                        let item = self.pattern_attr(&class, v, &name, &mut seen)?;
                        match item {
                            Some(item) if self.matches_pattern(f, p, &item, out)? => {}
                            _ => return Ok(false),
                        }
                    }
                }
            }
        }
        for (name, p) in names.iter().zip(keyword) {
            match self.pattern_attr(&class, v, name, &mut seen)? {
                Some(item) if self.matches_pattern(f, p, &item, out)? => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    fn match_args(&self, class: &Value, value: Option<Value>) -> PyResult<Vec<Str>> {
        let name = match class {
            Value::Type(t) => t.name(),
            _ => Str::new(""),
        };
        match value {
            None => Ok(Vec::new()),
            Some(Value::Tuple(items)) => items
                .iter()
                .map(|i| match i {
                    Value::Str(s) => Ok(self.intern_str(s)),
                    other => Err(self.type_error(format!(
                        "__match_args__ elements must be strings (got {})",
                        self.type_name(other)
                    ))),
                })
                .collect(),
            Some(other) => {
                Err(self.type_error(format!("{name}.__match_args__ must be a tuple (got {})", self.type_name(&other))))
            }
        }
    }

    fn pattern_attr(&self, class: &Value, v: &Value, name: &Str, seen: &mut Vec<Str>) -> PyResult<Option<Value>> {
        if seen.contains(name) {
            let class = match class {
                Value::Type(t) => t.name(),
                _ => Str::new(""),
            };
            return Err(self.type_error(format!("{class}() got multiple sub-patterns for attribute '{name}'")));
        }
        seen.push(name.clone());
        self.get_attr_opt(v, name)
    }

    #[cold]
    fn too_many_patterns(&self, class: &Value, allowed: usize, given: usize) -> crate::error::Raised {
        let name = match class {
            Value::Type(t) => t.name(),
            _ => Str::new(""),
        };
        let plural = if allowed == 1 { "" } else { "s" };
        self.type_error(format!("{name}() accepts {allowed} positional sub-pattern{plural} ({given} given)"))
    }
}

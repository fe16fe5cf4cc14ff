//! Takes a value apart for display: containers into their items, everything else into what its `__repr__` says.
//!
//! A container is taken apart when its `__repr__` is the builtin's, a dataclass's, a named tuple's, an attrs class's: one
//! whose text is known. So a `__repr__` that a program writes is always the one that is shown, and no other code of the
//! program's is run. Only as much is looked at as will be shown.

use taipan_interp::types::class::{TypeFlags, TypeRef, full_name};
use taipan_interp::types::function::Function;
use taipan_interp::{PyResult, Ref, Value, Vm};

use super::layout::{Item, Node, grouped};
use super::paint::{Piece, Role, read_repr};

/// How much is shown.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Items of a container.
    pub items: usize,
    /// Containers inside each other.
    pub depth: usize,
    /// Characters of a text that is the whole value, and of one in a container.
    pub text: usize,
    pub inner_text: usize,
    /// Characters in all.
    pub total: usize,
}

impl Limits {
    /// Of a value shown in passing, on a terminal of this width. What could fit one line is never cut: an item takes three
    /// columns there (`1, `), a container two.
    pub fn brief(width: usize) -> Limits {
        Limits {
            items: 100.max(width / 3 + 1),
            depth: 20.max(width / 2 + 1),
            text: 4000.max(width),
            inner_text: 400.max(width),
            total: 20_000.max(2 * width),
        }
    }

    /// All of it.
    pub const NONE: Limits =
        Limits { items: usize::MAX, depth: usize::MAX, text: usize::MAX, inner_text: usize::MAX, total: usize::MAX };
}

/// After so many parts Ctrl-C is looked for.
const PARTS_BETWEEN_CHECKS: usize = 256;

/// Takes values apart.
pub struct Gatherer<'a> {
    vm: &'a Vm,
    limits: Limits,
    /// Characters that may still be shown.
    left: usize,
    parts: usize,
    /// Something was left out.
    pub cut: bool,
}

/// The items of a container that are shown, and how many are not.
type Items = (Vec<Item>, usize);

impl<'a> Gatherer<'a> {
    /// With these limits.
    pub fn new(vm: &'a Vm, limits: Limits) -> Gatherer<'a> {
        Gatherer { vm, limits, left: limits.total, parts: 0, cut: false }
    }

    /// The parts of a value.
    ///
    /// # Errors
    /// What a `__repr__` raises; RecursionError; KeyboardInterrupt.
    pub fn value(&mut self, v: &Value) -> PyResult<Node> {
        self.at_depth(v, 0)
    }

    fn at_depth(&mut self, v: &Value, depth: usize) -> PyResult<Node> {
        self.parts += 1;
        if self.parts.is_multiple_of(PARTS_BETWEEN_CHECKS) {
            self.vm.run_pending()?;
        }
        match v {
            Value::Int(_) | Value::Float(_) | Value::Big(_) | Value::Complex(_) => self.simple(v, Role::Number),
            Value::None | Value::Bool(_) | Value::Ellipsis | Value::NotImplemented => self.simple(v, Role::Constant),
            Value::Str(_) | Value::Bytes(_) => self.text(v, depth),
            _ if self.limits.depth <= depth => {
                self.cut = true;
                Ok(Node::text(Role::Note, "…"))
            }
            _ => self.vm.recurse(" while getting the repr of an object", |_| self.container(v, depth)),
        }
    }

    fn simple(&mut self, v: &Value, role: Role) -> PyResult<Node> {
        let text = self.vm.repr(v)?;
        self.charge(text.len());
        Ok(Node::text(role, text.as_str()))
    }

    fn charge(&mut self, characters: usize) {
        self.left = self.left.saturating_sub(characters);
    }

    /// A str or bytes, cut when it is long.
    fn text(&mut self, v: &Value, depth: usize) -> PyResult<Node> {
        let limit = if depth == 0 { self.limits.text } else { self.limits.inner_text };
        let len = self.vm.len(v)?;
        if len <= limit {
            return self.simple(v, Role::Text);
        }
        self.cut = true;
        let (head, unit) = match v {
            Value::Str(s) => (Value::str(s.range(0, limit)), "characters"),
            Value::Bytes(b) => (Value::Bytes(taipan_interp::types::bytes::Bytes::new(&b.as_slice()[..limit])), "bytes"),
            other => (other.clone(), ""),
        };
        let shown = self.vm.repr(&head)?;
        self.charge(shown.len());
        let more = format!("… +{} {unit}", grouped(len - limit));
        Ok(Node::leaf(vec![Piece::new(Role::Text, shown.as_str()), Piece::new(Role::Note, more)]))
    }

    /// What the object's own `__repr__` says.
    fn own(&mut self, v: &Value, depth: usize) -> PyResult<Node> {
        let text = self.vm.repr(v)?;
        let mut shown = text.as_str();
        // A table that an object draws of itself is worth more room than a text.
        let limit = if depth == 0 { self.limits.total } else { self.limits.inner_text.saturating_mul(4) };
        let mut more = None;
        if text.len() > limit {
            self.cut = true;
            shown = text.range(0, limit);
            more = Some(Piece::new(Role::Note, format!("… +{} characters", grouped(text.len() - limit))));
        }
        self.charge(text.len());
        let mut pieces = read_repr(shown);
        pieces.extend(more);
        Ok(Node::leaf(pieces))
    }

    fn container(&mut self, v: &Value, depth: usize) -> PyResult<Node> {
        let Some(kind) = kind_of(self.vm, v)? else { return self.own(v, depth) };
        // One that is being shown already says so itself.
        let guard = match &kind {
            Kind::Empty => return self.own(v, depth),
            Kind::Dataclass(_) if self.is_shown(v) => return Ok(Node::text(Role::Plain, "...")),
            _ => self.vm.repr_guard(v),
        };
        if guard.is_none() {
            return self.own(v, depth);
        }
        self.open_container(v, &kind, depth + 1)
    }

    fn is_shown(&self, v: &Value) -> bool {
        self.vm.repr_guard(v).is_none()
    }

    fn open_container(&mut self, v: &Value, kind: &Kind, depth: usize) -> PyResult<Node> {
        let name = || self.vm.class_of(v).name().as_str().to_owned();
        let (open, (items, more), close) = match kind {
            Kind::List => (plain("["), self.indexed(v, depth)?, "]".to_owned()),
            Kind::Tuple => (plain("("), self.indexed(v, depth)?, ")".to_owned()),
            Kind::Dict => (plain("{"), self.entries(v, depth)?, "}".to_owned()),
            Kind::Set => (plain("{"), self.iterated(v, depth)?, "}".to_owned()),
            Kind::NamedSet => (plain(&format!("{}({{", name())), self.iterated(v, depth)?, "})".to_owned()),
            Kind::View => (plain(&format!("{}([", name())), self.iterated(v, depth)?, "])".to_owned()),
            Kind::Deque => self.deque(v, &name(), depth)?,
            Kind::DefaultDict => {
                let mut open = plain(&format!("{}(", name()));
                let factory = self.vm.get_attr(v, &self.vm.intern("default_factory"))?;
                open.extend(read_repr(self.vm.repr(&factory)?.as_str()));
                open.extend(plain(", {"));
                (open, self.entries(v, depth)?, "})".to_owned())
            }
            Kind::Items => (plain(&format!("{}({{", name())), self.listed_entries(v, "items", depth)?, "})".to_owned()),
            Kind::Counter => {
                (plain(&format!("{}({{", name())), self.listed_entries(v, "most_common", depth)?, "})".to_owned())
            }
            Kind::Fields(open, fields) => (plain(&format!("{open}(")), self.fields(fields, depth)?, ")".to_owned()),
            Kind::Dataclass(names) => {
                let open = self.vm.class_of(v).qualname.borrow().to_string();
                (plain(&format!("{open}(")), self.attributes(v, names, depth)?, ")".to_owned())
            }
            Kind::Attrs(names) => {
                let class = self.vm.class_of(v).qualname.borrow().to_string();
                let open = class.rsplit(">.").next().unwrap_or(&class).to_owned();
                (plain(&format!("{open}(")), self.attributes(v, names, depth)?, ")".to_owned())
            }
            Kind::Around(inner) => return self.at_depth(inner, depth),
            Kind::Empty => return self.own(v, depth),
        };
        Ok(Node::group(open, items, more, &close))
    }

    /// True when there is no room for another item after `shown` of them.
    fn is_full(&self, shown: usize) -> bool {
        shown >= self.limits.items || self.left == 0
    }

    fn cut_off(&mut self, more: usize) -> usize {
        self.cut |= more > 0;
        more
    }

    /// The items of a list or tuple. A list may change meanwhile: `__repr__` can do anything.
    fn indexed(&mut self, v: &Value, depth: usize) -> PyResult<Items> {
        let mut items = Vec::new();
        let mut at = 0;
        let next = |at: usize| match v.inner() {
            Value::List(list) => list.get(at),
            Value::Tuple(tuple) => tuple.items().get(at).cloned(),
            _ => None,
        };
        while !self.is_full(at) {
            let Some(item) = next(at) else { break };
            items.push(Item::plain(self.at_depth(&item, depth)?));
            at += 1;
        }
        let len = self.vm.len(v.inner())?;
        if let (Value::Tuple(_), 1, [only]) = (v.inner(), len, items.as_mut_slice()) {
            only.comma = true;
        }
        Ok((items, self.cut_off(len.saturating_sub(at))))
    }

    fn entries(&mut self, v: &Value, depth: usize) -> PyResult<Items> {
        let Value::Dict(dict) = v.inner() else { return Ok((Vec::new(), 0)) };
        let mut items = Vec::new();
        let mut at = 0;
        while !self.is_full(items.len()) {
            let Some((next, key, value)) = dict.next_from(at) else { break };
            items.push(Item::entry(self.at_depth(&key, depth)?, self.at_depth(&value, depth)?));
            at = next;
        }
        let more = dict.len().saturating_sub(items.len());
        Ok((items, self.cut_off(more)))
    }

    /// The items of what is iterated natively.
    fn iterated(&mut self, v: &Value, depth: usize) -> PyResult<Items> {
        let iterator = self.vm.iter(v.inner())?;
        let mut items = Vec::new();
        while !self.is_full(items.len()) {
            let Some(item) = self.vm.next(&iterator)? else { break };
            items.push(Item::plain(self.at_depth(&item, depth)?));
        }
        let more = self.vm.len(v.inner())?.saturating_sub(items.len());
        Ok((items, self.cut_off(more)))
    }

    /// The entries that a method of the library's gives, as pairs.
    fn listed_entries(&mut self, v: &Value, method: &str, depth: usize) -> PyResult<Items> {
        let listed = self.vm.call_method(v, &self.vm.intern(method), &[])?;
        let iterator = self.vm.iter(&listed)?;
        let mut items = Vec::new();
        while !self.is_full(items.len()) {
            let Some(Value::Tuple(pair)) = self.vm.next(&iterator)? else { break };
            let [key, value] = pair.items() else { break };
            items.push(Item::entry(self.at_depth(key, depth)?, self.at_depth(value, depth)?));
        }
        let more = self.vm.len(v)?.saturating_sub(items.len());
        Ok((items, self.cut_off(more)))
    }

    fn deque(&mut self, v: &Value, name: &str, depth: usize) -> PyResult<(Vec<Piece>, Items, String)> {
        let items = self.iterated(v, depth)?;
        let close = match self.vm.get_attr(v, &self.vm.intern("maxlen"))? {
            Value::None => "])".to_owned(),
            max => format!("], maxlen={})", self.vm.repr(&max)?),
        };
        Ok((plain(&format!("{name}([")), items, close))
    }

    fn fields(&mut self, fields: &[(String, Value)], depth: usize) -> PyResult<Items> {
        let mut items = Vec::new();
        for (name, value) in fields {
            if self.is_full(items.len()) {
                break;
            }
            items.push(Item::field(name, self.at_depth(value, depth)?));
        }
        let more = fields.len() - items.len();
        Ok((items, self.cut_off(more)))
    }

    fn attributes(&mut self, v: &Value, names: &[Shown], depth: usize) -> PyResult<Items> {
        let mut items = Vec::new();
        for shown in names {
            if self.is_full(items.len()) {
                break;
            }
            let value = self.vm.get_attr(v, &self.vm.intern(&shown.name))?;
            let node = match &shown.by {
                Some(by) => {
                    let text = self.vm.call(by, &[value])?;
                    Node::leaf(read_repr(self.vm.str(&text)?.as_str()))
                }
                None => self.at_depth(&value, depth)?,
            };
            items.push(Item::field(&shown.name, node));
        }
        let more = names.len() - items.len();
        Ok((items, self.cut_off(more)))
    }
}

fn plain(text: &str) -> Vec<Piece> {
    vec![Piece::new(Role::Plain, text)]
}

/// A field of an object, and the function that shows it, when its class names one.
struct Shown {
    name: String,
    by: Option<Value>,
}

/// The containers whose text is known.
enum Kind {
    List,
    Tuple,
    Dict,
    Set,
    /// `frozenset({…})`, and sets of classes derived from set.
    NamedSet,
    /// `dict_keys([…])`
    View,
    Deque,
    DefaultDict,
    /// `Name({…})`, with the entries that its `items` gives.
    Items,
    Counter,
    /// The name in front, and the fields with their values.
    Fields(String, Vec<(String, Value)>),
    Dataclass(Vec<Shown>),
    Attrs(Vec<Shown>),
    /// Shown as what is inside.
    Around(Value),
    /// With nothing inside its text may be another.
    Empty,
}

/// `None` for what is shown by its own `__repr__`.
fn kind_of(vm: &Vm, v: &Value) -> PyResult<Option<Kind>> {
    let empty = |kind: Kind| if vm.len(v.inner()).unwrap_or(0) == 0 { Kind::Empty } else { kind };
    let known = match v {
        Value::List(_) => Some(empty(Kind::List)),
        Value::Tuple(_) => Some(empty(Kind::Tuple)),
        Value::Dict(_) => Some(empty(Kind::Dict)),
        Value::Set(s) => Some(empty(if s.frozen { Kind::NamedSet } else { Kind::Set })),
        Value::Instance(_) | Value::Object(_) => None,
        _ => return Ok(None),
    };
    if known.is_some() {
        return Ok(known);
    }
    let Some((provider, repr)) = provider(vm, v) else { return Ok(None) };
    match &repr {
        Value::Function(function) => by_library(vm, v, &provider, function),
        Value::Native(_) if !provider.has(TypeFlags::HEAP) => Ok(by_type(vm, v, &provider)),
        _ => Ok(None),
    }
}

/// The class that the object has its `__repr__` of, and that.
fn provider(vm: &Vm, v: &Value) -> Option<(TypeRef, Value)> {
    let class = vm.class_of(v);
    let name = &vm.names.__repr__;
    if let Some(own) = class.dict().get_str(name) {
        return Some((class, own));
    }
    class.mro_tail().iter().find_map(|t| Some((t.clone(), t.dict().get_str(name)?)))
}

/// Of objects whose `__repr__` is that of a builtin type.
fn by_type(vm: &Vm, v: &Value, provider: &TypeRef) -> Option<Kind> {
    let name = provider.name();
    let kind = match (provider.module, name.as_str()) {
        ("builtins", "list") => Kind::List,
        ("builtins", "tuple") => Kind::Tuple,
        ("builtins", "dict") => Kind::Dict,
        ("builtins", "set" | "frozenset") => Kind::NamedSet,
        ("builtins", "dict_keys" | "dict_values" | "dict_items") => return Some(Kind::View),
        ("collections", "deque") => return Some(Kind::Deque),
        ("collections", "defaultdict") => return Some(Kind::DefaultDict),
        ("collections", "OrderedDict") => {
            let full = vm.len(v).is_ok_and(|n| n > 0);
            return Some(if full { Kind::Items } else { Kind::Empty });
        }
        ("types", "SimpleNamespace") => return namespace(vm, v),
        _ => return named_numbers(vm, v),
    };
    Some(if vm.len(v.inner()).is_ok_and(|n| n > 0) { kind } else { Kind::Empty })
}

fn namespace(vm: &Vm, v: &Value) -> Option<Kind> {
    let class = vm.class_of(v);
    let own = class.is(&vm.types.simple_namespace);
    let open = if own { "namespace".to_owned() } else { class.name().to_string() };
    let dict = vm.attr_slot(v)?.dict();
    let named = |(k, value): (Value, Value)| Some((k.as_str()?.to_string(), value));
    let fields: Option<Vec<_>> = dict.items().into_iter().map(named).collect();
    Some(Kind::Fields(open, fields.filter(|f| !f.is_empty())?))
}

/// `os.stat_result(…)` and the like: tuples of the system's with names.
fn named_numbers(vm: &Vm, v: &Value) -> Option<Kind> {
    let class = vm.class_of(v);
    let Value::Tuple(items) = v.inner() else { return None };
    class.dict().get_str(&vm.intern("n_sequence_fields"))?;
    let names = class.dict().get_str(&vm.names.__match_args__)?;
    let Value::Tuple(names) = &names else { return None };
    let named = |(n, v): (&Value, &Value)| Some((n.as_str()?.to_string(), v.clone()));
    let fields: Option<Vec<_>> = names.items().iter().zip(items.items()).map(named).collect();
    Some(Kind::Fields(full_name(vm, &class).to_string(), fields.filter(|f| f.len() == items.len())?))
}

/// Of objects whose `__repr__` the library wrote in Python.
fn by_library(vm: &Vm, v: &Value, provider: &TypeRef, repr: &Ref<Function>) -> PyResult<Option<Kind>> {
    let file = repr.code.first().source.filename.clone();
    if file.starts_with("<attrs generated") {
        return attrs_fields(vm, provider);
    }
    match file.strip_prefix("<taipan>/") {
        Some("dataclasses.py") => dataclass_fields(vm, provider),
        Some("collections/__init__.py") => collection(vm, v, provider, repr),
        _ => Ok(None),
    }
}

fn dataclass_fields(vm: &Vm, provider: &TypeRef) -> PyResult<Option<Kind>> {
    if provider.dict().get_str(&vm.intern("__dataclass_fields__")).is_none() {
        return Ok(None);
    }
    let module = vm.import("dataclasses")?;
    let fields = vm.call_method(&module, &vm.intern("fields"), &[Value::Type(provider.clone())])?;
    let mut shown = Vec::new();
    for field in vm.collect(&fields)? {
        let name = vm.get_attr(&field, &vm.intern("name"))?;
        let Some(name) = name.as_str() else { return Ok(None) };
        if vm.get_attr(&field, &vm.intern("repr"))?.is(&Value::Bool(true)) {
            shown.push(Shown { name: name.to_string(), by: None });
        }
    }
    Ok(Some(Kind::Dataclass(shown)))
}

fn attrs_fields(vm: &Vm, provider: &TypeRef) -> PyResult<Option<Kind>> {
    let Some(fields) = provider.dict().get_str(&vm.intern("__attrs_attrs__")) else { return Ok(None) };
    let Value::Tuple(fields) = fields.inner() else { return Ok(None) };
    let mut shown = Vec::new();
    for field in fields.items() {
        let name = vm.get_attr(field, &vm.intern("name"))?;
        let Some(name) = name.as_str() else { return Ok(None) };
        let by = match vm.get_attr(field, &vm.intern("repr"))? {
            Value::Bool(false) => continue,
            Value::Bool(true) => None,
            by => Some(by),
        };
        shown.push(Shown { name: name.to_string(), by });
    }
    Ok(Some(Kind::Attrs(shown)))
}

/// The containers of `collections` that are written in Python.
fn collection(vm: &Vm, v: &Value, provider: &TypeRef, repr: &Ref<Function>) -> PyResult<Option<Kind>> {
    let full = || vm.len(v.inner()).is_ok_and(|n| n > 0);
    Ok(match repr.qualname().as_str() {
        "Counter.__repr__" if full() => Some(Kind::Counter),
        "UserDict.__repr__" | "UserList.__repr__" => Some(Kind::Around(vm.get_attr(v, &vm.intern("data"))?)),
        _ => named_tuple(vm, v, provider),
    })
}

fn named_tuple(vm: &Vm, v: &Value, provider: &TypeRef) -> Option<Kind> {
    let Value::Tuple(items) = v.inner() else { return None };
    let names = provider.dict().get_str(&vm.intern("_fields"))?;
    let Value::Tuple(names) = &names else { return None };
    let named = |(n, v): (&Value, &Value)| Some((n.as_str()?.to_string(), v.clone()));
    let fields: Option<Vec<_>> = names.items().iter().zip(items.items()).map(named).collect();
    let fields = fields.filter(|f| f.len() == items.len() && names.len() == items.len())?;
    Some(Kind::Fields(vm.class_of(v).name().to_string(), fields))
}

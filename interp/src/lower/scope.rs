//! Symbol tables: which names a module, class or function binds, and where each name it mentions lives.
//!
//! `collect` fills the tables in one walk over the syntax tree; [`Scopes::resolve`] then decides, for the whole module
//! at once, which variables are slots, which are cells, and which slots they get. Comprehensions and type parameter
//! lists are scopes of their own, but *inlined*: their variables are slots of the function around them (the *host*).

use std::rc::Rc;

use hashbrown::HashMap;

use crate::parse::SyntaxError;
use crate::source::Span;
use crate::tree::Slot;
use crate::types::str::Str;

/// The index of a scope.
pub(super) type ScopeId = u32;

/// What a scope is the scope of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// A generator expression: a function of its own.
    Generator,
    /// A list, set or dict comprehension: inlined.
    Comprehension,
    /// A list of type parameters: inlined.
    TypeParams,
    /// A function that evaluates annotations, a bound, a default or an alias when asked to.
    Lazy,
}

pub(super) const ASSIGNED: u16 = 1;
pub(super) const PARAM: u16 = 2;
pub(super) const GLOBAL: u16 = 4;
pub(super) const NONLOCAL: u16 = 8;
pub(super) const USED: u16 = 16;
pub(super) const ANNOTATED: u16 = 32;
/// The iteration variable of a comprehension.
pub(super) const ITERATION: u16 = 64;
pub(super) const TYPE_PARAM: u16 = 128;
/// An implicit cell of a class (`__class__`, `__classdict__`): not among its names.
const HIDDEN: u16 = 256;
/// What makes a name a local one.
pub(super) const BOUND: u16 = ASSIGNED | PARAM | ITERATION | TYPE_PARAM | HIDDEN;

/// Where a name lives, as seen from one scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Local(Slot),
    Cell(Slot),
    Global,
    /// The namespace of a class body or of `exec`, then globals.
    Name,
    NameOrCell(Slot),
    /// From a lazily evaluated annotation in a class: the class namespace in the cell `dict`, then globals …
    ClassGlobal {
        dict: Slot,
    },
    /// … or the cell `slot`.
    ClassCell {
        dict: Slot,
        slot: Slot,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Resolution {
    Own,
    Global,
    Explicit,
    Free { owner: ScopeId, symbol: u32 },
}

/// One name in one scope.
pub(super) struct Symbol {
    pub name: Str,
    pub flags: u16,
    /// Where it was first declared `global` or `nonlocal`, for the error.
    pub span: Span,
    /// A function inside refers to it: it lives in a cell.
    captured: bool,
    resolution: Resolution,
    slot: Slot,
    place: Place,
}

/// One scope.
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// The scope whose frame holds the variables: itself, unless inlined.
    pub host: ScopeId,
    symbols: Vec<Symbol>,
    /// By the address of the interned name.
    index: HashMap<usize, u32, foldhash::fast::FixedState>,
    /// `async def`, or code that may await at top level.
    pub is_async: bool,
    pub has_yield: bool,
    /// There is an `await`, an `async` comprehension or the like directly in it (its inlined scopes included).
    pub has_await: bool,
    /// Its frame suspends somewhere (for a host, its inlined scopes included).
    pub has_suspension: bool,
    /// Never evaluated (annotations of local variables, annotations kept as text): it captures nothing.
    pub dead: bool,
    /// Some annotated names are in blocks that may not run.
    pub conditional_annotations: bool,
    /// The first `return` with a value.
    pub returns_value: Option<Span>,
    pub variables: Vec<Str>,
    pub free: Vec<Str>,
    /// Own variables that live in cells. For an inlined scope: those that need fresh cells at each evaluation.
    pub cells: Vec<Slot>,
    /// For an inlined scope: the slots of its variables.
    pub slots: Vec<Slot>,
    /// The scope of the type parameters of the `def`, `class` or `type` that this is the body of.
    pub type_params: Option<ScopeId>,
    /// The scope of the annotations of the `def`, or of the annotated names of a class or module.
    pub annotate: Option<ScopeId>,
    /// In a list of type parameters: the scopes of bounds and defaults, in order.
    pub lazies: Vec<ScopeId>,
    /// Of a class, and of the scope of its type parameters: the name that private names are mangled with.
    pub private: Option<Rc<str>>,
    /// The type parameters that have private names: of the names in their scope these alone are mangled.
    pub private_params: Vec<String>,
    class_cell: Option<u32>,
    class_dict: Option<u32>,
}

impl Scope {
    /// True when its variables are slots of the function around it.
    pub fn inlined(&self) -> bool {
        matches!(self.kind, ScopeKind::Comprehension | ScopeKind::TypeParams)
    }

    /// True for what makes a frame of its own with fast locals.
    fn function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    /// True where `super()` without arguments can work.
    pub fn function_like_for_super(&self) -> bool {
        matches!(self.kind, ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Generator | ScopeKind::Comprehension)
    }

    /// The flags of a name; 0 when it is not mentioned.
    pub fn flags(&self, name: &Str) -> u16 {
        self.index.get(&name.addr()).map_or(0, |i| self.symbols[*i as usize].flags)
    }

    /// Adds flags to a name.
    pub fn add(&mut self, name: &Str, flags: u16, span: Span) -> u16 {
        let symbols = &mut self.symbols;
        let i = *self.index.entry(name.addr()).or_insert_with(|| {
            symbols.push(Symbol::new(name.clone(), 0, span));
            symbols.len() as u32 - 1
        });
        let symbol = &mut symbols[i as usize];
        if flags & (GLOBAL | NONLOCAL) != 0 && symbol.flags & (GLOBAL | NONLOCAL) == 0 {
            symbol.span = span;
        }
        let before = symbol.flags;
        symbol.flags |= flags;
        before
    }

    /// Where a name was declared `global` or `nonlocal` first.
    pub fn declared_at(&self, name: &Str) -> Option<Span> {
        self.index.get(&name.addr()).map(|i| self.symbols[*i as usize].span)
    }

    /// Where a name lives, as seen from here.
    pub fn place(&self, name: &Str) -> Option<Place> {
        self.index.get(&name.addr()).map(|i| self.symbols[*i as usize].place)
    }

    /// The slot of the implicit `__class__` cell of a class, when a method needs it.
    pub fn class_cell(&self) -> Option<Slot> {
        self.class_cell.map(|i| self.symbols[i as usize].slot)
    }

    /// The slot of the cell that holds a class's namespace, when an annotation needs it.
    pub fn class_dict(&self) -> Option<Slot> {
        self.class_dict.map(|i| self.symbols[i as usize].slot)
    }

    /// The slot of a free variable.
    pub fn free_slot(&self, name: &str) -> Option<Slot> {
        self.free.iter().position(|n| n.as_str() == name).map(|i| (self.variables.len() + i) as Slot)
    }
}

impl Symbol {
    fn new(name: Str, flags: u16, span: Span) -> Symbol {
        Symbol { name, flags, span, captured: false, resolution: Resolution::Global, slot: 0, place: Place::Global }
    }
}

/// All scopes of a module, parents before children.
#[derive(Default)]
pub(super) struct Scopes {
    pub list: Vec<Scope>,
}

impl std::ops::Index<ScopeId> for Scopes {
    type Output = Scope;

    fn index(&self, id: ScopeId) -> &Scope {
        &self.list[id as usize]
    }
}

impl std::ops::IndexMut<ScopeId> for Scopes {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.list[id as usize]
    }
}

impl Scopes {
    /// A new scope.
    pub fn push(&mut self, kind: ScopeKind, parent: Option<ScopeId>, private: Option<Rc<str>>) -> ScopeId {
        let id = self.list.len() as ScopeId;
        let inlined = matches!(kind, ScopeKind::Comprehension | ScopeKind::TypeParams);
        let host = match parent {
            Some(p) if inlined => self[p].host,
            _ => id,
        };
        self.list.push(Scope {
            kind,
            parent,
            host,
            symbols: Vec::new(),
            index: HashMap::default(),
            is_async: false,
            has_yield: false,
            has_await: false,
            has_suspension: false,
            dead: parent.is_some_and(|p| self[p].dead),
            conditional_annotations: false,
            returns_value: None,
            variables: Vec::new(),
            free: Vec::new(),
            cells: Vec::new(),
            slots: Vec::new(),
            type_params: None,
            annotate: None,
            lazies: Vec::new(),
            private,
            private_params: Vec::new(),
            class_cell: None,
            class_dict: None,
        });
        id
    }

    /// The class that a lazily evaluated scope stands in directly (through type parameter lists).
    fn enclosing_class(&self, id: ScopeId) -> Option<ScopeId> {
        if self[id].kind != ScopeKind::Lazy {
            return None;
        }
        let mut p = self[id].parent?;
        while self[p].kind == ScopeKind::TypeParams {
            p = self[p].parent?;
        }
        (self[p].kind == ScopeKind::Class).then_some(p)
    }

    /// `__x` inside class `A` is `_A__x`.
    pub fn mangled<'n>(&self, id: ScopeId, name: &'n str) -> std::borrow::Cow<'n, str> {
        if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
            return name.into();
        }
        let mut next = Some(id);
        while let Some(scope) = next.map(|id| &self[id]) {
            let all = scope.kind == ScopeKind::Class;
            if let Some(class) = &scope.private
                && (all || scope.private_params.iter().any(|p| p == name))
            {
                let class = class.trim_start_matches('_');
                return if class.is_empty() { name.into() } else { format!("_{class}{name}").into() };
            }
            next = scope.parent;
        }
        name.into()
    }

    /// Decides where every name lives.
    pub fn resolve(&mut self, namespace: bool, class_names: &ClassNames) -> Result<(), SyntaxError> {
        for id in 0..self.list.len() as ScopeId {
            for k in 0..self[id].symbols.len() {
                let resolution = self.resolve_symbol(id, k, class_names)?;
                self[id].symbols[k].resolution = resolution;
                if let Resolution::Free { owner, symbol } = resolution
                    && !self[id].dead
                {
                    self.capture(id, owner, symbol);
                }
            }
            let needs_dict = self[id].symbols.iter().any(|s| {
                matches!(s.resolution, Resolution::Global | Resolution::Free { .. })
                    && s.name.addr() != class_names.type_params.addr()
            });
            if needs_dict
                && !self[id].dead
                && let Some(class) = self.enclosing_class(id)
            {
                let symbol = self.hidden(class, class_names, true);
                self.capture(id, class, symbol);
            }
        }
        self.assign_slots();
        self.assign_places(namespace, class_names);
        Ok(())
    }

    fn resolve_symbol(&mut self, id: ScopeId, k: usize, names: &ClassNames) -> Result<Resolution, SyntaxError> {
        let (flags, span, name) = {
            let s = &self[id].symbols[k];
            (s.flags, s.span, s.name.clone())
        };
        if flags & GLOBAL != 0 {
            return Ok(Resolution::Explicit);
        }
        if flags & NONLOCAL != 0 {
            let found = self.look_up(id, &name, names);
            if let Resolution::Free { owner, symbol } = found
                && self[owner].kind == ScopeKind::TypeParams
                && self[owner].symbols[symbol as usize].flags & TYPE_PARAM != 0
            {
                let message = format!("nonlocal binding not allowed for type parameter '{name}'");
                return Err(SyntaxError::new(message, span));
            }
            if !matches!(found, Resolution::Free { .. }) {
                return Err(SyntaxError::new(format!("no binding for nonlocal '{name}' found"), span));
            }
            return Ok(found);
        }
        if flags & BOUND != 0 {
            let hidden = flags & HIDDEN != 0;
            return Ok(if self[id].function_like() || hidden { Resolution::Own } else { Resolution::Global });
        }
        let found = self.look_up(id, &name, names);
        // What is evaluated lazily in a class sees the class's own names, and behind those of them that it binds or
        // declares global only the global ones.
        let in_class = self.enclosing_class(id).and_then(|class| {
            let k = *self[class].index.get(&name.addr())?;
            Some(self[class].symbols[k as usize].flags)
        });
        Ok(match (in_class, found) {
            (Some(flags), _) if flags & GLOBAL != 0 => Resolution::Explicit,
            (Some(flags), Resolution::Free { owner, .. })
                if flags & BOUND != 0 && flags & NONLOCAL == 0 && self[owner].kind != ScopeKind::TypeParams =>
            {
                Resolution::Global
            }
            _ => found,
        })
    }

    fn look_up(&mut self, id: ScopeId, name: &Str, names: &ClassNames) -> Resolution {
        let mut next = self[id].parent;
        while let Some(p) = next {
            match self[p].kind {
                ScopeKind::Module => return Resolution::Global,
                ScopeKind::Class => {
                    if name.addr() == names.class.addr() {
                        return Resolution::Free { owner: p, symbol: self.hidden(p, names, false) };
                    }
                }
                _ => {
                    if let Some(k) = self[p].index.get(&name.addr()).copied() {
                        let s = &self[p].symbols[k as usize];
                        if s.flags & GLOBAL != 0 {
                            return Resolution::Explicit;
                        }
                        if s.flags & NONLOCAL == 0 && s.flags & BOUND != 0 {
                            return Resolution::Free { owner: p, symbol: k };
                        }
                        // Parents come first: what they merely mention is resolved already.
                        return s.resolution;
                    }
                }
            }
            next = self[p].parent;
        }
        Resolution::Global
    }

    /// The implicit cell of a class, made when first needed.
    fn hidden(&mut self, class: ScopeId, names: &ClassNames, dict: bool) -> u32 {
        let scope = &mut self[class];
        let cell = if dict { scope.class_dict } else { scope.class_cell };
        if let Some(k) = cell {
            return k;
        }
        let name = if dict { names.class_dict.clone() } else { names.class.clone() };
        let mut symbol = Symbol::new(name, HIDDEN, Span::default());
        symbol.resolution = Resolution::Own;
        scope.symbols.push(symbol);
        let k = scope.symbols.len() as u32 - 1;
        if dict {
            scope.class_dict = Some(k);
        } else {
            scope.class_cell = Some(k);
        }
        k
    }

    /// Scope `id` refers to a variable of `owner`: a cell, passed through every frame between, unless it is one frame.
    fn capture(&mut self, id: ScopeId, owner: ScopeId, symbol: u32) {
        let target = self[owner].host;
        let mut host = self[id].host;
        if host == target {
            return;
        }
        let name = self[owner].symbols[symbol as usize].name.clone();
        self[owner].symbols[symbol as usize].captured = true;
        while host != target {
            let scope = &mut self[host];
            if !scope.free.iter().any(|n| n.is(&name)) {
                scope.free.push(name.clone());
            }
            let Some(parent) = scope.parent else { break };
            host = self[parent].host;
        }
    }

    fn assign_slots(&mut self) {
        // Per host: (name, in a cell, slot, the inlined scopes that use the slot).
        let mut pools: HashMap<ScopeId, Vec<(Str, bool, Slot, Vec<ScopeId>)>, foldhash::fast::FixedState> =
            HashMap::default();
        for id in 0..self.list.len() as ScopeId {
            // `co_freevars` and `__closure__` show them in this order.
            self[id].free.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
            let host = self[id].host;
            if host == id {
                let scope = &mut self[id];
                // Parameters are entered first, in the order of their slots.
                for s in scope.symbols.iter_mut().filter(|s| s.resolution == Resolution::Own) {
                    s.slot = scope.variables.len() as Slot;
                    scope.variables.push(s.name.clone());
                    if s.captured {
                        scope.cells.push(s.slot);
                    }
                }
                continue;
            }
            // Inlined scopes that are never active together share the slots of variables of one name.
            let mut active = Vec::new();
            let mut next = self[id].parent;
            while let Some(p) = next.filter(|p| self[*p].inlined()) {
                active.push(p);
                next = self[p].parent;
            }
            let pool = pools.entry(host).or_default();
            for k in 0..self[id].symbols.len() {
                let s = &self[id].symbols[k];
                if s.resolution != Resolution::Own {
                    continue;
                }
                let (name, captured) = (s.name.clone(), s.captured);
                let shared = pool
                    .iter_mut()
                    .find(|e| e.0.is(&name) && e.1 == captured && !e.3.iter().any(|u| active.contains(u)));
                let slot = match shared {
                    Some(entry) => {
                        entry.3.push(id);
                        entry.2
                    }
                    None => {
                        let slot = self[host].variables.len() as Slot;
                        self[host].variables.push(name.clone());
                        pool.push((name, captured, slot, vec![id]));
                        slot
                    }
                };
                let scope = &mut self[id];
                scope.symbols[k].slot = slot;
                scope.slots.push(slot);
                if captured {
                    scope.cells.push(slot);
                }
            }
        }
    }

    fn assign_places(&mut self, namespace: bool, names: &ClassNames) {
        for id in 0..self.list.len() as ScopeId {
            let host = self[id].host;
            let dict = self.enclosing_class(id).and_then(|_| self[id].free_slot(names.class_dict.as_str()));
            // In `exec` with a namespace, comprehensions of the module see it too.
            let named_module = namespace && self[host].kind == ScopeKind::Module;
            for k in 0..self[id].symbols.len() {
                let s = &self[id].symbols[k];
                let kind = self[id].kind;
                let place = match s.resolution {
                    Resolution::Own if s.captured => Place::Cell(s.slot),
                    Resolution::Own => Place::Local(s.slot),
                    Resolution::Explicit => Place::Global,
                    Resolution::Global if kind == ScopeKind::Class || named_module => Place::Name,
                    Resolution::Global => dict.map_or(Place::Global, |dict| Place::ClassGlobal { dict }),
                    Resolution::Free { owner, symbol } if self[owner].host == host => {
                        let o = &self[owner].symbols[symbol as usize];
                        if o.captured { Place::Cell(o.slot) } else { Place::Local(o.slot) }
                    }
                    Resolution::Free { .. } => {
                        let slot = self[host].free_slot(s.name.as_str()).unwrap_or(0);
                        if s.name.addr() == names.type_params.addr() {
                            Place::Cell(slot)
                        } else if kind == ScopeKind::Class {
                            Place::NameOrCell(slot)
                        } else {
                            dict.map_or(Place::Cell(slot), |dict| Place::ClassCell { dict, slot })
                        }
                    }
                };
                self[id].symbols[k].place = place;
            }
        }
    }
}

/// The names that classes treat specially, interned.
pub(super) struct ClassNames {
    pub class: Str,
    pub class_dict: Str,
    /// The hidden variable that carries a class's type parameters into its body.
    pub type_params: Str,
}

impl Scope {
    /// The cell of a variable of this scope's own.
    fn own_cell(&self, name: &Str) -> Option<Slot> {
        let symbol = &self.symbols[*self.index.get(&name.addr())? as usize];
        match symbol.place {
            Place::Cell(slot) if symbol.resolution == Resolution::Own => Some(slot),
            _ => None,
        }
    }
}

impl Scopes {
    /// The slots, in the frame that makes the code of scope `id`, of the cells that are its free variables.
    pub fn closure(&self, id: ScopeId, names: &ClassNames) -> Box<[Slot]> {
        let Some(parent) = self[id].parent else { return Box::default() };
        let host = self[parent].host;
        self[id].free.iter().map(|name| self.cell_from(parent, host, name, names)).collect()
    }

    fn cell_from(&self, from: ScopeId, host: ScopeId, name: &Str, names: &ClassNames) -> Slot {
        let mut scope = from;
        loop {
            let s = &self[scope];
            if s.kind == ScopeKind::Class {
                let hidden = if name.is(&names.class) {
                    s.class_cell()
                } else if name.is(&names.class_dict) {
                    s.class_dict()
                } else {
                    None
                };
                if let Some(slot) = hidden {
                    return slot;
                }
            } else if let Some(slot) = s.own_cell(name) {
                return slot;
            }
            match s.parent {
                Some(parent) if scope != host => scope = parent,
                _ => break,
            }
        }
        self[host].free_slot(name.as_str()).unwrap_or(0)
    }
}

//! Code in the form in which the standard library is embedded: lowered when the program is built, so that importing a
//! module of it parses nothing.
//!
//! An image holds the code objects of one module, each in a part of its own, and the strings that they use. It is read
//! as far as it is needed: a function's part when the function is first called or looked into. Only the build that wrote
//! an image reads it, so there are no versions; `wire` has the primitive forms, `tree` those of the tree.

mod tree;
mod wire;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::heap::Ref;
use crate::lower::{CompileOptions, Intern};
use crate::parse::Mode;
use crate::source::Source;
use crate::types::code::{Code, CodeKind, Later, Params};
use crate::types::hash::hash_bytes;
use crate::types::str::Str;
use wire::{Reader, Wire, Writer};

/// The image of a module's text; `None` when it cannot be compiled.
pub fn pack(text: &str) -> Option<Vec<u8>> {
    let names = RefCell::new(std::collections::HashMap::<String, Str>::new());
    let intern: Rc<Intern> = Rc::new(move |text| {
        let mut names = names.borrow_mut();
        names.entry(text.to_owned()).or_insert_with(|| Str::interned(text, hash_bytes(text.as_bytes()))).clone()
    });
    let source = Rc::new(Source::new("", text));
    let options = CompileOptions::default();
    let code = crate::lower::compile(source, Mode::Exec, &options, intern, &mut Vec::new()).ok()?;
    Some(Writer::default().image(&code))
}

/// The code objects of one module, and where they come from.
pub struct Image {
    data: &'static [u8],
    source: Rc<Source>,
    intern: Rc<Intern>,
    /// Names that were read before.
    names: RefCell<Vec<Option<Str>>>,
    /// How many strings there are, names first.
    strings: usize,
    /// Where the strings begin.
    strings_at: usize,
}

/// How many words stand before the tables: the numbers of names, other texts and codes.
const HEAD: usize = 3;
const WORD: usize = 4;

impl Image {
    /// An image that [`pack`] made of the text of `source`.
    pub fn new(data: &'static [u8], source: Rc<Source>, intern: Rc<Intern>) -> Rc<Image> {
        let mut image = Image { data, source, intern, names: RefCell::default(), strings: 0, strings_at: 0 };
        let (names, texts, codes) = (image.word(0), image.word(1), image.word(2));
        image.names.replace(vec![None; names]);
        image.strings = names + texts;
        image.strings_at = (HEAD + names + texts + codes) * WORD;
        Rc::new(image)
    }

    /// The code object of the module.
    pub fn module(self: &Rc<Self>) -> Ref<Code> {
        Ref::new(self.code(0))
    }

    fn word(&self, index: usize) -> usize {
        let at = index * WORD;
        let bytes = self.data.get(at..at + WORD).and_then(|b| b.try_into().ok());
        bytes.map_or(0, |b| u32::from_le_bytes(b) as usize)
    }

    /// What stands in the table of ends at `index`, which began where the one before ends; strings follow the tables.
    fn text(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.word(HEAD + index - 1) };
        let end = self.word(HEAD + index);
        let bytes = self.data.get(self.strings_at + start..self.strings_at + end).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// An interned string.
    fn name(&self, index: usize) -> Str {
        if let Some(Some(name)) = self.names.borrow().get(index) {
            return name.clone();
        }
        let name = (self.intern)(self.text(index));
        self.names.borrow_mut()[index] = Some(name.clone());
        name
    }

    /// A string that is no name.
    fn other_text(&self, index: usize) -> Str {
        Str::new(self.text(self.word(0) + index))
    }

    fn reader(self: &Rc<Self>, at: usize) -> Reader<'_> {
        Reader { image: self, data: self.data, at, place: 0 }
    }

    /// The code object number `index`, its body not read yet.
    fn code(self: &Rc<Self>, index: usize) -> Code {
        let at = self.word(HEAD + self.strings + index);
        let mut r = self.reader(at);
        let name = Wire::get(&mut r);
        let qualname = Wire::get(&mut r);
        let kind = Wire::get(&mut r);
        let span = Wire::get(&mut r);
        let first_line = Wire::get(&mut r);
        let params = Wire::get(&mut r);
        let simple = Wire::get(&mut r);
        let variables = Wire::get(&mut r);
        let free = Wire::get(&mut r);
        let cells = Wire::get(&mut r);
        let uses_namespace = Wire::get(&mut r);
        let docstring = Wire::get(&mut r);
        let body_at = r.at;
        let image = self.clone();
        Code {
            name,
            qualname,
            kind,
            source: self.source.clone(),
            span,
            first_line,
            params,
            simple,
            variables,
            free,
            cells,
            uses_namespace,
            future_annotations: false,
            docstring,
            type_params: None,
            iterable_coroutine: false,
            original: None,
            lower: RefCell::new(Some(Box::new(move || Wire::get(&mut image.reader(body_at))))),
            later: None,
            body: OnceCell::new(),
            places: RefCell::default(),
            weak: crate::types::weak::WeakSlot::default(),
        }
    }

    /// A stand-in for the code object number `index`, of which no more is read than its names.
    fn code_later(self: &Rc<Self>, name: Str, qualname: Str, index: usize) -> Code {
        let image = self.clone();
        let make: Box<dyn FnOnce() -> Ref<Code>> = Box::new(move || Ref::new(image.code(index)));
        Code {
            name,
            qualname,
            kind: CodeKind::Function,
            source: self.source.clone(),
            span: Default::default(),
            first_line: 0,
            params: Params::default(),
            simple: false,
            variables: Box::default(),
            free: Box::default(),
            cells: Box::default(),
            uses_namespace: false,
            future_annotations: false,
            docstring: None,
            type_params: None,
            iterable_coroutine: false,
            original: None,
            lower: RefCell::default(),
            later: Some(Box::new(Later { make: RefCell::new(Some(make)), made: OnceCell::new() })),
            body: OnceCell::new(),
            places: RefCell::default(),
            weak: crate::types::weak::WeakSlot::default(),
        }
    }
}

impl Writer {
    /// The image of a module.
    fn image(mut self, module: &Ref<Code>) -> Vec<u8> {
        self.codes.push(module.clone());
        let mut parts = Vec::new();
        let mut i = 0;
        // Writing a part finds the codes inside it.
        while let Some(code) = self.codes.get(i).cloned() {
            parts.push(self.part(&code));
            i += 1;
        }
        let (names, texts) = (self.names.list, self.texts.list);
        let mut out = Vec::new();
        let word = |n: usize, out: &mut Vec<u8>| out.extend((n as u32).to_le_bytes());
        word(names.len(), &mut out);
        word(texts.len(), &mut out);
        word(parts.len(), &mut out);
        let mut end = 0;
        for text in names.iter().chain(&texts) {
            end += text.len();
            word(end, &mut out);
        }
        let mut at = (HEAD + names.len() + texts.len() + parts.len()) * WORD + end;
        for part in &parts {
            word(at, &mut out);
            at += part.len();
        }
        names.iter().chain(&texts).for_each(|text| out.extend(text.as_bytes()));
        parts.iter().for_each(|part| out.extend(part));
        out
    }

    fn part(&mut self, code: &Ref<Code>) -> Vec<u8> {
        self.out.clear();
        self.place = 0;
        self.runs_once = matches!(code.kind, CodeKind::Module | CodeKind::Class);
        code.name.put(self);
        code.qualname.put(self);
        code.kind.put(self);
        code.span.put(self);
        code.first_line.put(self);
        code.params.put(self);
        code.simple.put(self);
        code.variables.put(self);
        code.free.put(self);
        code.cells.put(self);
        code.uses_namespace.put(self);
        code.docstring.put(self);
        // Read by itself: places count from its beginning.
        self.place = 0;
        code.body().put(self);
        std::mem::take(&mut self.out)
    }
}

impl Wire for Ref<Code> {
    fn put(&self, w: &mut Writer) {
        // What runs once makes each of its functions once, and most of them are never called.
        let later = w.runs_once && self.kind != CodeKind::Class;
        later.put(w);
        if later {
            self.name.put(w);
            self.qualname.put(w);
        }
        (w.codes.len() as u32).put(w);
        w.codes.push(self.proper().clone());
    }

    fn get(r: &mut Reader) -> Self {
        if !bool::get(r) {
            let index = u32::get(r) as usize;
            return Ref::new(r.image.code(index));
        }
        let (name, qualname) = Wire::get(r);
        let index = u32::get(r) as usize;
        Ref::new(r.image.code_later(name, qualname, index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packing what was read from an image gives the image again: nothing is lost on the way.
    #[test]
    fn reading_gives_what_was_written() {
        let text = "
import a.b as c
from .d import e as f
class G[T](h, *i, k=1, **l):
    '''doc'''
    x: int = 2 ** 100
    def m(self, a, /, b=1.5, *, c=b'x', **d) -> None:
        global y
        y = [q for q in a if q < b or not c]
        try:
            with d as e: return f'{a!r:>{b}}' + super().m()
        except* (K, L) as e: raise e from None
        finally: del self.x, a[1:2], a.b.c
async def n():
    async for i in j: yield await i
    async with j as k: x = lambda *a: (yield)
    match i:
        case [1, *r] | {'a': None, **r}: pass
        case P(x=1j) as z if -z: assert z, 'no'
        case _: x += ... if 1 < z < 3 else 'é'
    while (w := z): break
    else: print(*a, **b, c={i: 1 for i in {1, *x}})
";
        let packed: &'static [u8] = Vec::leak(pack(text).expect("the text is right"));
        let intern: Rc<Intern> = Rc::new(|text| Str::interned(text, hash_bytes(text.as_bytes())));
        let image = Image::new(packed, Rc::new(Source::new("", text)), intern);
        assert!(Writer::default().image(&image.module()) == packed);
    }
}

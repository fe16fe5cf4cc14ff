//! Completion and signatures of live objects.

use std::sync::Arc;

use taipan_interp::host::os::OsHost;
use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::types::dict::Dict;
use taipan_interp::{PyResult, Ref, Value, Vm};

use super::{complete, is_wanted};
use crate::prompt::hint;

const STACK: usize = 64 << 20;

/// Runs a program, then `f` with its names.
fn after<T: Send>(program: &str, f: impl FnOnce(&Vm, &Ref<Dict>) -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let run = move || {
            let vm = Vm::new(Arc::new(OsHost::new()), STACK - (16 << 20));
            vm.heap.enter();
            taipan_stdlib::install(&vm);
            let module = vm.new_module("__main__");
            vm.modules.set_str(&vm.intern("__main__"), Value::Module(module.clone()));
            let ran = (|| -> PyResult<()> {
                let code =
                    vm.compile_source(Source::new("<test>", program).into(), Mode::Exec, &CompileOptions::default())?;
                vm.run_code(&code, &module.dict, None).map(drop)
            })();
            assert!(ran.is_ok(), "the program raises");
            f(&vm, &module.dict)
        };
        thread.spawn_scoped(scope, run).expect("a thread for the test").join().expect("the test's thread")
    })
}

/// What completes the text, and from where.
fn completed(program: &str, text: &str) -> (usize, Vec<String>) {
    let (start, found) = after(program, |vm, globals| complete(vm, globals, text, text.len()));
    (start, found.into_iter().map(|c| c.text).collect())
}

fn found(program: &str, text: &str) -> Vec<String> {
    completed(program, text).1
}

/// The hint for the text, without its looks; the current parameter between marks.
fn hinted(program: &str, text: &str) -> String {
    let hint = after(program, |vm, globals| hint::hint(vm, globals, text)).unwrap_or_default();
    hint.replace("\x1b[1m", "<").replace("\x1b[0m\x1b[90m", ">").replace("\x1b[90m", "").replace("\x1b[0m", "")
}

#[test]
fn underscores_are_asked_for() {
    assert!(is_wanted("spam", "") && is_wanted("spam", "sp") && !is_wanted("spam", "x"));
    assert!(!is_wanted("_spam", "") && is_wanted("_spam", "_") && is_wanted("_spam", "_s"));
    assert!(!is_wanted("__init__", "_") && is_wanted("__init__", "__") && is_wanted("__init__", "__i"));
}

#[test]
fn among_ten_thousand_names() {
    let program = "globals().update({f'name_{i:05}': i for i in range(10000)})";
    assert_eq!(found(program, "name_0999"), (9990..10000).map(|i| format!("name_{i:05}")).collect::<Vec<_>>());
    assert_eq!(found(program, "x + name_").len(), 10_000);
    assert_eq!(completed(program, "x + name_0123").0, 4);
}

/// Each way in which the program's own code could be run, which it is not.
const TRAPS: &str = "
class Trap:
    def __get__(self, *args): raise SystemExit('asked')
class Meta(type):
    def __getattr__(cls, name): raise SystemExit('asked')
class C(metaclass=Meta):
    descriptor = Trap()
    __slots__ = ('slot', '__dict__')
    def __init__(self): self.own = {'key': [1, 'two'], 3: 'three'}
    def __getattr__(self, name): raise SystemExit('asked')
    def __dir__(self): raise SystemExit('asked')
    def __getitem__(self, key): raise SystemExit('asked')
    def __repr__(self): raise SystemExit('asked')
    def __eq__(self, other): raise SystemExit('asked')
    @property
    def proper(self): raise SystemExit('asked')
    @classmethod
    def make(cls, size): pass
    def method(self, other): pass
c = C()
c.slot = 'text'
def takes(first=c, *, second=C): pass
";

#[test]
fn nothing_of_the_programs_is_run() {
    assert_eq!(found(TRAPS, "c."), ["descriptor", "make", "method", "own", "proper", "slot"]);
    assert_eq!(found(TRAPS, "c.proper."), [""; 0]);
    assert_eq!(found(TRAPS, "c.descriptor."), [""; 0]);
    assert_eq!(found(TRAPS, "c.missing."), [""; 0]);
    assert_eq!(found(TRAPS, "C.missing."), [""; 0]);
    assert_eq!(found(TRAPS, "c[0]."), [""; 0]);
    assert_eq!(found(TRAPS, "C.ma"), ["make"]);
    assert_eq!(hinted(TRAPS, "takes("), "  (<first=…>, *, second=C)");
}

#[test]
fn chains_of_attributes_items_and_calls() {
    assert_eq!(found(TRAPS, "c.slot.isascii"), ["isascii"]);
    assert_eq!(found(TRAPS, "c.own['key'].exten"), ["extend"]);
    assert_eq!(found(TRAPS, "c.own['key'][-1].isascii"), ["isascii"]);
    assert_eq!(found(TRAPS, "c.own[3].isascii"), ["isascii"]);
    assert_eq!(found(TRAPS, "C().met"), ["method"]);
    assert_eq!(found(TRAPS, "'a'.isascii"), ["isascii"]);
    assert_eq!(found(TRAPS, "[].exten"), ["extend"]);
    assert_eq!(found(TRAPS, "{}.setd"), ["setdefault"]);
    assert_eq!(found("import asyncio", "await asyncio.create_t"), ["create_task"]);
    assert_eq!(found("import os.path", "os.path.basen"), ["basename"]);
    assert_eq!(found("import pathlib", "pathlib.Path('x').is_symli"), ["is_symlink"]);
}

#[test]
fn keys_of_dictionaries() {
    assert_eq!(found(TRAPS, "c.own['k"), ["key']"]);
    assert_eq!(found("d = {'a b': 1, 'a\"c': 2}", "d[\"a"), ["a b\"]", "a\\\"c\"]"]);
}

#[test]
fn arguments_of_calls() {
    let program = "def f(a, /, bee, *rest, cee=1, **more): pass";
    assert_eq!(found(program, "f(1, be"), ["bee="]);
    assert!(!found(program, "f(1, cee=2, ce").contains(&"cee=".to_owned()));
    assert_eq!(found(program, "f(1, 2, ce"), ["cee="]);
    assert_eq!(found("", "print(1, se"), ["sep=", "set", "setattr"]);
    assert_eq!(found(TRAPS, "C.make(si"), ["size="]);
}

#[test]
fn signatures() {
    let program = "
from dataclasses import dataclass
from functools import wraps
def f(a, /, b=2, *rest, c='x', **more): pass
@wraps(f)
def g(*args, **kwargs): pass
@dataclass
class Point:
    x: int
    y: int = 0
class Called:
    def __call__(self, n): pass
called = Called()
";
    assert_eq!(hinted(program, "f("), "  (<a>, /, b=2, *rest, c='x', **more)");
    assert_eq!(hinted(program, "f(1, "), "  (a, /, <b=2>, *rest, c='x', **more)");
    assert_eq!(hinted(program, "f(1, 2, 3, "), "  (a, /, b=2, <*rest>, c='x', **more)");
    assert_eq!(hinted(program, "f(1, c="), "  (a, /, b=2, *rest, <c='x'>, **more)");
    assert_eq!(hinted(program, "f(1, d="), "  (a, /, b=2, *rest, c='x', <**more>)");
    assert_eq!(hinted(program, "g("), "  (<a>, /, b=2, *rest, c='x', **more)");
    assert_eq!(hinted(program, "Point(1, "), "  (x, <y=0>)");
    assert_eq!(hinted(program, "called("), "  (<n>)");
    assert_eq!(hinted(program, "'a'.join("), "  (<iterable>, /)");
    assert_eq!(hinted(program, "Called().__call__("), "  (<n>)");
    assert_eq!(hinted("s = 'a'", "s.join("), "  (<iterable>, /)");
    assert_eq!(hinted("", "len("), "  (<obj>, /)");
    assert_eq!(hinted("", "unknown("), "");
}

#[test]
fn every_builtin_is_known_as_one() {
    let missing = after("", |vm, _| {
        let known = |name: &str| {
            let constant = crate::prompt::vocabulary::is_constant(name);
            constant || name.starts_with('_') || crate::prompt::vocabulary::is_builtin(name)
        };
        let names = vm.builtins.keys();
        let names = names.iter().filter_map(Value::as_str).map(|n| n.as_str().to_owned());
        names.filter(|n| !known(n)).collect::<Vec<_>>()
    });
    assert_eq!(missing, [""; 0]);
    assert!(crate::prompt::vocabulary::BUILTINS.is_sorted() && crate::prompt::vocabulary::KEYWORDS.is_sorted());
}

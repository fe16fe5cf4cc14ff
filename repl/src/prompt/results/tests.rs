//! Values of Python programs, as the prompt shows them.

use std::rc::Rc;
use std::sync::Arc;

use taipan_interp::host::os::OsHost;
use taipan_interp::lower::CompileOptions;
use taipan_interp::parse::Mode;
use taipan_interp::source::Source;
use taipan_interp::{PyResult, Value, Vm};

use super::{Style, text};

const PLAIN: Style = Style { colours: false, width: 40 };

/// Runs `program`, then shows the value of its variable `x`.
fn shown_as(program: &str, style: Style, whole: bool) -> String {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let run = move || {
            let vm = Vm::new(Arc::new(OsHost::new()), 48 << 20);
            vm.heap.enter();
            taipan_stdlib::install(&vm);
            let module = vm.new_module("__main__");
            vm.modules.set_str(&vm.intern("__main__"), Value::Module(module.clone()));
            let ran = (|| -> PyResult<String> {
                let source = Rc::new(Source::new("<test>", program));
                let code = vm.compile_source(source, Mode::Exec, &CompileOptions::default())?;
                vm.run_code(&code, &module.dict, None)?;
                let value = module.dict.get_str(&vm.intern("x")).unwrap_or(Value::None);
                text(&vm, &value, style, whole)
            })();
            ran.unwrap_or_else(|error| {
                let text = vm.str(&Value::Exception(error.0.clone())).map_or_else(|_| String::new(), |s| s.to_string());
                format!("{}: {text}", error.0.class().name())
            })
        };
        thread.spawn_scoped(scope, run).expect("a thread for the test").join().expect("the test's thread")
    })
}

fn shown(program: &str) -> String {
    shown_as(program, PLAIN, false)
}

#[test]
fn what_fits_a_line_is_its_repr() {
    let program = "
import collections, types, array, os
from dataclasses import dataclass, field
@dataclass
class P:
    a: int
    b: str = 'x'
    c: int = field(default=0, repr=False)
N = collections.namedtuple('N', 'p q')
class L(list): pass
class D(dict): pass
class S(set): pass
class R(list):
    def __repr__(self): return '<R>'
values = [1, -2.5, 1j, 'a\\'b', b'x', bytearray(b'y'), None, True, ..., [], (), {}, set(), frozenset(), (1,), [1, [2]],
  {1: 'a', 'b': None}, {1}, frozenset([2]), P(1), [P(2)], N(1, 'z'), L([1]), D(a=1), S([1]), L(), S(), R([1]),
  collections.deque([1, 2], 5), collections.deque(), collections.OrderedDict(a=1), collections.OrderedDict(),
  collections.defaultdict(list, a=[1]), collections.defaultdict(int), collections.Counter('aab'), collections.Counter(),
  collections.ChainMap({1: 2}), collections.UserList([1]), collections.UserDict(a=1), types.SimpleNamespace(a=1, b='c'),
  types.SimpleNamespace(), {1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), {}.keys(), types.MappingProxyType({1: 2}),
  array.array('i', [1, 2]), range(5), slice(1), int, len, ValueError('x', 1), [ValueError()], list[int], int | None,
  memoryview(b'a').shape, {'k': ({'n': [()]},)}, os.terminal_size((80, 24)), iter, 'é\\u202e\\x1b']
";
    let wide = Style { colours: false, width: 100_000 };
    let laid_out = shown_as(&format!("{program}x = values"), wide, false);
    let own =
        shown_as(&format!("{program}class T:\n    def __repr__(self): return repr(values)\nx = T()"), wide, false);
    assert_eq!(laid_out, own);
    assert!(own.contains("Counter({'a': 2, 'b': 1})"), "{own}");
}

#[test]
fn what_does_not_fit_gets_a_line_for_each_item() {
    let text = shown("x = {'name': 'Ada', 'tags': ['mathematics', 'engines', 'poetry'], 'born': 1815}");
    let expected = "\
{
    'name': 'Ada',
    'tags': [
        'mathematics',
        'engines',
        'poetry'
    ],
    'born': 1815
}";
    assert_eq!(text, expected);
}

#[test]
fn dataclasses_have_a_line_for_each_field() {
    let text = shown(
        "from dataclasses import dataclass
@dataclass
class Point:
    first_coordinate: int
    second_coordinate: int
x = Point(1, 2)",
    );
    assert_eq!(text, "Point(\n    first_coordinate=1,\n    second_coordinate=2\n)");
}

#[test]
fn a_million_items_are_cut() {
    let text = shown("x = list(range(1_000_000))");
    assert!(text.ends_with("\n    … +999,900 more\n]\n# cut short: %all shows all of it"), "{text}");
    let text = shown("x = dict.fromkeys(range(1_000_000))");
    assert!(text.contains("    99: None,\n    … +999,900 more\n}"), "{text}");
    let text = shown("x = set(range(1_000_000))");
    assert!(text.contains("… +999,900 more\n}"), "{text}");
    let text = shown("import collections\nx = collections.deque(range(1_000_000), 1_000_000)");
    assert!(text.contains("… +999,900 more\n], maxlen=1000000)"), "{text}");
}

#[test]
fn nested_containers_share_a_limit() {
    let text = shown("x = [list(range(1000))] * 1000");
    assert!(text.len() < 60_000, "{}", text.len());
    assert!(text.contains("… +900 more"), "{text}");
}

#[test]
fn long_texts_are_cut() {
    let text = shown("x = 'a' * 100_000");
    assert!(text.starts_with("'aaa") && text.contains("a'… +96,000 characters\n# cut short"), "{text}");
    let text = shown("x = [b'a' * 1000]");
    assert!(text.contains("'… +600 bytes"), "{text}");
}

#[test]
fn whole_is_whole() {
    let text = shown_as("x = list(range(5000))", PLAIN, true);
    assert!(text.contains("4999") && !text.contains('…'), "{text}");
}

#[test]
fn a_container_in_itself() {
    assert_eq!(shown("x = [1]; x.append(x)"), "[1, [...]]");
    assert_eq!(shown("x = {}; x['me'] = x"), "{'me': {...}}");
    assert_eq!(
        shown("from dataclasses import dataclass\n@dataclass\nclass A:\n    me: object = None\nx = A(); x.me = x"),
        "A(me=...)"
    );
}

#[test]
fn errors_in_repr_come_through() {
    let program = "class A:\n    def __repr__(self): 1 / 0\n";
    assert_eq!(shown(&format!("{program}x = A()")), "ZeroDivisionError: division by zero");
    assert_eq!(shown(&format!("{program}x = {{'a': [A()]}}")), "ZeroDivisionError: division by zero");
    assert_eq!(
        shown("class A:\n    def __repr__(self): return 1\nx = [A()]"),
        "TypeError: __repr__ returned non-string (type int)"
    );
}

#[test]
fn deep_nesting_is_cut() {
    let text = shown("x = 1\nfor _ in range(100_000): x = [x]");
    assert!(text.contains('…'), "{text}");
    assert!(shown_as("x = 1\nfor _ in range(100_000): x = [x]", PLAIN, true).starts_with("RecursionError"));
}

#[test]
fn no_code_but_repr_runs() {
    let program = "
class A:
    def __getattr__(self, name): raise SystemExit(name)
    def __len__(self): raise SystemExit('len')
    def __iter__(self): raise SystemExit('iter')
    def __eq__(self, other): raise SystemExit('eq')
    def __hash__(self): return 1
    def __bool__(self): raise SystemExit('bool')
    def __repr__(self): return 'A!'
class L(list):
    def __iter__(self): raise SystemExit('iter')
    def __len__(self): raise SystemExit('len')
    def __getitem__(self, i): raise SystemExit('item')
x = [A(), {A(): A()}, L([1])]";
    assert_eq!(shown(program), "[A!, {A!: A!}, [1]]");
}

#[test]
fn a_list_that_shrinks_while_it_is_shown() {
    let program = "
class A:
    def __repr__(self):
        x.clear()
        return 'A'
x = [A(), 1, 2]";
    assert_eq!(shown(program), "[A]");
}

#[test]
fn colours() {
    let style = Style { colours: true, width: 80 };
    assert_eq!(
        shown_as("x = ['a', 1, None]", style, false),
        "[\x1b[32m'a'\x1b[0m, \x1b[94m1\x1b[0m, \x1b[35mNone\x1b[0m]"
    );
    let own = "class A:\n    def __repr__(self): return 'A(n=1)'\nx = A()";
    assert_eq!(shown_as(own, style, false), "A(\x1b[36mn\x1b[0m=\x1b[94m1\x1b[0m)");
}

#[test]
fn control_characters_of_a_repr_are_escaped() {
    let own = "class A:\n    def __repr__(self): return '\\x1b[2J\\x07'\nx = A()";
    assert_eq!(shown(own), "\\x1b[2J\\x07");
}

#[test]
fn a_coroutine_says_what_to_do() {
    let text = shown("import warnings\nwarnings.simplefilter('ignore')\nasync def f(): pass\nx = f()");
    assert!(text.ends_with("\n# not started: \"await _\" runs it"), "{text}");
}

//! Syntax errors: messages and places are those of CPython 3.13 (the table was written by running it).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use taipan_interp::lower::{CompileOptions, Intern, compile};
use taipan_interp::parse::SyntaxErrorKind::{self, Indentation, Syntax, Tab, TooComplex};
use taipan_interp::parse::{Mode, SyntaxError, decode_source};
use taipan_interp::source::Source;
use taipan_interp::types::str::Str;

fn try_compile(text: &str, mode: Mode) -> Result<(), (SyntaxError, Rc<Source>)> {
    let names: RefCell<HashMap<String, Str>> = RefCell::default();
    let intern: Rc<Intern> =
        Rc::new(move |s: &str| names.borrow_mut().entry(s.to_string()).or_insert_with(|| Str::new(s)).clone());
    let source = Rc::new(Source::new("test", text));
    match compile(source.clone(), mode, &CompileOptions::default(), intern, &mut Vec::new()) {
        Ok(code) => {
            // Lowering happens at the first call; here it must at least not panic.
            code.body();
            Ok(())
        }
        Err(e) => Err((e, source)),
    }
}

/// Runs with the stack that the interpreter promises.
fn with_stack(f: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(f).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

const ERRORS: &[(&str, SyntaxErrorKind, &str, u32, u32)] = &[
    ("x = ", Syntax, "invalid syntax", 1, 5),
    ("x = (1,", Syntax, "'(' was never closed", 1, 5),
    ("x = (1, 2\ny = 3", Syntax, "'(' was never closed", 1, 5),
    ("x = 1 2", Syntax, "invalid syntax", 1, 7),
    ("print \"hello\"", Syntax, "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
    ("print x", Syntax, "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
    ("exec \"x\"", Syntax, "Missing parentheses in call to 'exec'. Did you mean exec(...)?", 1, 1),
    ("if x\n    pass", Syntax, "expected ':'", 1, 5),
    ("if x:\npass", Indentation, "expected an indented block after 'if' statement on line 1", 2, 1),
    ("def f():\nreturn 1", Indentation, "expected an indented block after function definition on line 1", 2, 1),
    ("class A:\nx = 1", Indentation, "expected an indented block after class definition on line 1", 2, 1),
    ("for i in x:\ny", Indentation, "expected an indented block after 'for' statement on line 1", 2, 1),
    ("while 1:\ny", Indentation, "expected an indented block after 'while' statement on line 1", 2, 1),
    ("with a:\ny", Indentation, "expected an indented block after 'with' statement on line 1", 2, 1),
    ("try:\nx", Indentation, "expected an indented block after 'try' statement on line 1", 2, 1),
    ("try:\n    x\nexcept:\ny", Indentation, "expected an indented block after 'except' statement on line 3", 4, 1),
    ("try:\n    x\nfinally:\ny", Indentation, "expected an indented block after 'finally' statement on line 3", 4, 1),
    ("try:\n    x\ny = 1", Syntax, "expected 'except' or 'finally' block", 3, 1),
    ("x = 1\n  y = 2", Indentation, "unexpected indent", 2, 2),
    ("if x:\n    a\n  b", Indentation, "unindent does not match any outer indentation level", 3, 4),
    ("if x:\n\ta\n        b", Tab, "inconsistent use of tabs and spaces in indentation", 3, 1),
    ("\"abc", Syntax, "unterminated string literal (detected at line 1)", 1, 1),
    ("x = 'abc", Syntax, "unterminated string literal (detected at line 1)", 1, 5),
    ("\"\"\"abc\ndef", Syntax, "unterminated triple-quoted string literal (detected at line 2)", 1, 1),
    ("f\"abc", Syntax, "unterminated f-string literal (detected at line 1)", 1, 1),
    ("f\"\"\"abc\n", Syntax, "unterminated triple-quoted f-string literal (detected at line 1)", 1, 1),
    ("1 = x", Syntax, "cannot assign to literal here. Maybe you meant '==' instead of '='?", 1, 1),
    ("\"a\" = x", Syntax, "cannot assign to literal here. Maybe you meant '==' instead of '='?", 1, 1),
    ("None = 1", Syntax, "cannot assign to None", 1, 1),
    ("True = 1", Syntax, "cannot assign to True", 1, 1),
    ("f() = 1", Syntax, "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1, 1),
    ("x + 1 = 2", Syntax, "cannot assign to expression here. Maybe you meant '==' instead of '='?", 1, 1),
    ("a, 1 = x", Syntax, "cannot assign to literal here. Maybe you meant '==' instead of '='?", 1, 4),
    ("[a, 1] = x", Syntax, "cannot assign to literal", 1, 5),
    ("(x for x in y) = 1", Syntax, "cannot assign to generator expression", 1, 1),
    (
        "[x for x in y] = 1",
        Syntax,
        "cannot assign to list comprehension here. Maybe you meant '==' instead of '='?",
        1,
        1,
    ),
    ("{} = 1", Syntax, "cannot assign to dict literal here. Maybe you meant '==' instead of '='?", 1, 1),
    ("{1} = 2", Syntax, "cannot assign to set display here. Maybe you meant '==' instead of '='?", 1, 1),
    ("lambda: 1 = 2", Syntax, "cannot assign to lambda", 1, 1),
    ("x if y else z = 1", Syntax, "cannot assign to conditional expression", 1, 1),
    ("-x = 1", Syntax, "cannot assign to expression here. Maybe you meant '==' instead of '='?", 1, 1),
    ("a < b = 1", Syntax, "cannot assign to comparison", 1, 1),
    ("a and b = 1", Syntax, "cannot assign to expression", 1, 1),
    ("not a = 1", Syntax, "cannot assign to expression", 1, 1),
    ("f\"{x}\" = 1", Syntax, "cannot assign to f-string expression here. Maybe you meant '==' instead of '='?", 1, 1),
    ("x() += 1", Syntax, "'function call' is an illegal expression for augmented assignment", 1, 1),
    ("1 += 1", Syntax, "'literal' is an illegal expression for augmented assignment", 1, 1),
    ("(a, b) += 1", Syntax, "'tuple' is an illegal expression for augmented assignment", 1, 1),
    ("[a] += 1", Syntax, "'list' is an illegal expression for augmented assignment", 1, 1),
    ("x = yield = 1", Syntax, "assignment to yield expression not possible", 1, 5),
    ("if x = 1: pass", Syntax, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 4),
    ("while x = 1: pass", Syntax, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 7),
    ("f(x = 1 = 2)", Syntax, "invalid syntax", 1, 9),
    ("f(1 = 2)", Syntax, "expression cannot contain assignment, perhaps you meant \"==\"?", 1, 3),
    ("f(a.b = 2)", Syntax, "expression cannot contain assignment, perhaps you meant \"==\"?", 1, 3),
    ("f(True = 2)", Syntax, "cannot assign to True", 1, 3),
    ("f(a, b for b in c)", Syntax, "Generator expression must be parenthesized", 1, 6),
    ("f(b for b in c, a)", Syntax, "Generator expression must be parenthesized", 1, 3),
    ("f(a=1, 2)", Syntax, "positional argument follows keyword argument", 1, 9),
    ("f(**a, b)", Syntax, "positional argument follows keyword argument unpacking", 1, 9),
    ("f(**a, *b)", Syntax, "iterable argument unpacking follows keyword argument unpacking", 1, 6),
    ("f(a=1, a=2)", Syntax, "keyword argument repeated: a", 1, 8),
    ("del f()", Syntax, "cannot delete function call", 1, 5),
    ("del 1", Syntax, "cannot delete literal", 1, 5),
    ("del x + 1", Syntax, "cannot delete expression", 1, 5),
    ("del (a, 1)", Syntax, "cannot delete literal", 1, 9),
    ("for 1 in x: pass", Syntax, "cannot assign to literal", 1, 5),
    ("for f() in x: pass", Syntax, "cannot assign to function call", 1, 5),
    ("with a as 1: pass", Syntax, "cannot assign to literal", 1, 11),
    ("with a as f(): pass", Syntax, "cannot assign to function call", 1, 11),
    ("import a as 1", Syntax, "invalid syntax", 1, 13),
    ("import a.b as c.d", Syntax, "invalid syntax", 1, 16),
    ("from a import", Syntax, "Expected one or more names after 'import'", 1, 14),
    ("from a import b,", Syntax, "trailing comma not allowed without surrounding parentheses", 1, 17),
    ("from a import (b, c", Syntax, "'(' was never closed", 1, 15),
    ("import", Syntax, "Expected one or more names after 'import'", 1, 7),
    ("from . import *\nfrom a import *, b", Syntax, "invalid syntax", 2, 16),
    ("return 1", Syntax, "'return' outside function", 1, 1),
    ("yield 1", Syntax, "'yield' outside function", 1, 1),
    ("await x", Syntax, "'await' outside function", 1, 1),
    ("break", Syntax, "'break' outside loop", 1, 1),
    ("continue", Syntax, "'continue' not properly in loop", 1, 1),
    ("def f(): await x", Syntax, "'await' outside async function", 1, 10),
    ("async def f(): yield from x", Syntax, "'yield from' inside async function", 1, 16),
    ("async def f():\n    yield 1\n    return 2", Syntax, "'return' with value in async generator", 3, 5),
    ("def f(a, a): pass", Syntax, "duplicate argument 'a' in function definition", 1, 10),
    ("def f(a=1, b): pass", Syntax, "parameter without a default follows parameter with a default", 1, 12),
    ("def f(*): pass", Syntax, "named arguments must follow bare *", 1, 7),
    ("def f(*, **k): pass", Syntax, "named arguments must follow bare *", 1, 7),
    ("def f(**k, a): pass", Syntax, "arguments cannot follow var-keyword argument", 1, 12),
    ("def f(**k, *a): pass", Syntax, "arguments cannot follow var-keyword argument", 1, 12),
    ("def f(*a, *b): pass", Syntax, "* argument may appear only once", 1, 11),
    ("def f(*a=1): pass", Syntax, "var-positional argument cannot have default value", 1, 9),
    ("def f(**a=1): pass", Syntax, "var-keyword argument cannot have default value", 1, 10),
    ("def f(a, /, b, /): pass", Syntax, "/ may appear only once", 1, 16),
    ("def f(/): pass", Syntax, "invalid syntax", 1, 7),
    ("def f(*, /): pass", Syntax, "/ must be ahead of *", 1, 10),
    ("def f(a=): pass", Syntax, "expected default value expression", 1, 8),
    ("def f(1): pass", Syntax, "invalid syntax", 1, 7),
    ("def f((a, b)): pass", Syntax, "Function parameters cannot be parenthesized", 1, 7),
    ("def f:\n    pass", Syntax, "expected '('", 1, 6),
    ("def f()\n    pass", Syntax, "expected ':'", 1, 8),
    ("def (): pass", Syntax, "invalid syntax", 1, 5),
    ("class : pass", Syntax, "invalid syntax", 1, 7),
    ("class A(: pass", Syntax, "invalid syntax", 1, 9),
    ("class A\n    pass", Syntax, "expected ':'", 1, 8),
    ("lambda a, a: 1", Syntax, "duplicate argument 'a' in function definition", 1, 11),
    ("lambda a=1, b: 1", Syntax, "parameter without a default follows parameter with a default", 1, 13),
    ("lambda *: 1", Syntax, "named arguments must follow bare *", 1, 9),
    ("x = (1]", Syntax, "closing parenthesis ']' does not match opening parenthesis '('", 1, 7),
    ("x = [1)", Syntax, "closing parenthesis ')' does not match opening parenthesis '['", 1, 7),
    ("x = (\n1]", Syntax, "closing parenthesis ']' does not match opening parenthesis '(' on line 1", 2, 2),
    ("x = 1)", Syntax, "unmatched ')'", 1, 6),
    ("}", Syntax, "unmatched '}'", 1, 1),
    ("(((", Syntax, "'(' was never closed", 1, 3),
    ("{1: 2", Syntax, "'{' was never closed", 1, 1),
    ("[1, 2\nx", Syntax, "'[' was never closed", 1, 1),
    ("foo(1, 2", Syntax, "'(' was never closed", 1, 4),
    (
        "0777",
        Syntax,
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        1,
        1,
    ),
    ("1_000_", Syntax, "invalid decimal literal", 1, 6),
    ("1__0", Syntax, "invalid decimal literal", 1, 2),
    ("0x", Syntax, "invalid hexadecimal literal", 1, 2),
    ("0xg", Syntax, "invalid hexadecimal literal", 1, 2),
    ("0b12", Syntax, "invalid digit '2' in binary literal", 1, 4),
    ("0o8", Syntax, "invalid digit '8' in octal literal", 1, 3),
    ("1e", Syntax, "invalid decimal literal", 1, 1),
    ("12abc", Syntax, "invalid decimal literal", 1, 2),
    ("1.5abc", Syntax, "invalid decimal literal", 1, 3),
    ("x = 5€", Syntax, "invalid character '€' (U+20AC)", 1, 6),
    ("x = “a”", Syntax, "invalid character '“' (U+201C)", 1, 5),
    ("x = a $ b", Syntax, "invalid syntax", 1, 7),
    ("a ? b", Syntax, "invalid syntax", 1, 3),
    ("a ! b", Syntax, "invalid syntax", 1, 3),
    ("x = 1 \\ 2", Syntax, "unexpected character after line continuation character", 1, 8),
    ("x = \\", Syntax, "unexpected EOF while parsing", 1, 6),
    ("a b", Syntax, "invalid syntax", 1, 3),
    ("a b c", Syntax, "invalid syntax", 1, 3),
    ("f(a b)", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 3),
    ("f(a, b c)", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 6),
    ("[a b]", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 2),
    ("[1, 2 3]", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 5),
    ("{a b}", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 2),
    ("{1: 2 3: 4}", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 5),
    ("{1: 2, 3}", Syntax, "':' expected after dictionary key", 1, 8),
    ("{1:}", Syntax, "expression expected after dictionary key and ':'", 1, 3),
    ("{1: *a}", Syntax, "cannot use a starred expression in a dictionary value", 1, 5),
    ("{**a: 1}", Syntax, "invalid syntax", 1, 5),
    ("(a b)", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 2),
    ("x = (a, b c)", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 9),
    ("x = [a for b c]", Syntax, "'in' expected after for-loop variables", 1, 14),
    ("[a, b for a in c]", Syntax, "did you forget parentheses around the comprehension target?", 1, 2),
    ("{a, b for a in c}", Syntax, "did you forget parentheses around the comprehension target?", 1, 2),
    ("[*a for a in b]", Syntax, "iterable unpacking cannot be used in comprehension", 1, 2),
    ("{**a for a in b}", Syntax, "dict unpacking cannot be used in dict comprehension", 1, 2),
    ("(*a)", Syntax, "cannot use starred expression here", 1, 2),
    ("*a", Syntax, "can't use starred expression here", 1, 1),
    ("*a = 1", Syntax, "starred assignment target must be in a list or tuple", 1, 1),
    ("*a, *b = c", Syntax, "multiple starred expressions in assignment", 1, 1),
    ("x = *a", Syntax, "can't use starred expression here", 1, 5),
    ("print(*)", Syntax, "Invalid star expression", 1, 8),
    ("f(**)", Syntax, "invalid syntax", 1, 5),
    ("a = b c", Syntax, "invalid syntax", 1, 7),
    ("if a b: pass", Syntax, "invalid syntax", 1, 6),
    ("else:\n    pass", Syntax, "invalid syntax", 1, 1),
    ("elif x: pass", Syntax, "invalid syntax", 1, 1),
    ("except: pass", Syntax, "invalid syntax", 1, 1),
    ("finally: pass", Syntax, "invalid syntax", 1, 1),
    ("case 1: pass", Syntax, "invalid syntax", 1, 6),
    ("a.1", Syntax, "invalid syntax", 1, 2),
    ("a..b", Syntax, "invalid syntax", 1, 3),
    ("a.", Syntax, "invalid syntax", 1, 3),
    ("a[", Syntax, "'[' was never closed", 1, 2),
    ("a[]", Syntax, "invalid syntax", 1, 3),
    ("a()b", Syntax, "invalid syntax", 1, 4),
    ("a = b = ", Syntax, "invalid syntax", 1, 9),
    ("a +", Syntax, "invalid syntax", 1, 4),
    ("a + * b", Syntax, "invalid syntax", 1, 5),
    ("a not b", Syntax, "invalid syntax", 1, 7),
    ("a is not", Syntax, "invalid syntax", 1, 9),
    ("not", Syntax, "invalid syntax", 1, 4),
    ("a == = b", Syntax, "invalid syntax", 1, 6),
    ("a <> b", Syntax, "invalid syntax", 1, 3),
    ("a++", Syntax, "invalid syntax", 1, 4),
    ("a = ++", Syntax, "invalid syntax", 1, 7),
    ("a := 1", Syntax, "invalid syntax", 1, 3),
    ("(a.b := 1)", Syntax, "cannot use assignment expressions with attribute", 1, 2),
    ("(a[1] := 1)", Syntax, "cannot use assignment expressions with subscript", 1, 2),
    ("(1 := 1)", Syntax, "cannot use assignment expressions with literal", 1, 2),
    ("lambda: (yield)\nlambda x: y = 1", Syntax, "cannot assign to lambda", 2, 1),
    ("assert x, y, z", Syntax, "invalid syntax", 1, 12),
    ("assert (x, \"a\") = 1", Syntax, "invalid syntax", 1, 17),
    ("raise x, y", Syntax, "invalid syntax", 1, 8),
    ("raise from x", Syntax, "invalid syntax", 1, 7),
    ("nonlocal x", Syntax, "nonlocal declaration not allowed at module level", 1, 1),
    ("def f():\n    nonlocal x", Syntax, "no binding for nonlocal 'x' found", 2, 5),
    ("def f():\n    x = 1\n    global x", Syntax, "name 'x' is assigned to before global declaration", 3, 5),
    ("def f():\n    print(x)\n    global x", Syntax, "name 'x' is used prior to global declaration", 3, 5),
    ("def f(x):\n    global x", Syntax, "name 'x' is parameter and global", 2, 5),
    ("def f(x):\n    nonlocal x", Syntax, "name 'x' is parameter and nonlocal", 2, 5),
    ("def f():\n    global x\n    nonlocal x", Syntax, "name 'x' is nonlocal and global", 2, 5),
    ("def f():\n    x: int = 1\n    global x", Syntax, "annotated name 'x' can't be global", 3, 5),
    ("def f():\n    global x\n    x: int = 1", Syntax, "annotated name 'x' can't be global", 3, 5),
    ("import x from y", Syntax, "Did you mean to use 'from ... import ...' instead?", 1, 1),
    ("try: pass\nexcept A: pass\nexcept: pass\nexcept B: pass", Syntax, "default 'except:' must be last", 3, 1),
    (
        "try: pass\nexcept* A: pass\nexcept B: pass",
        Syntax,
        "cannot have both 'except' and 'except*' on the same 'try'",
        3,
        1,
    ),
    ("try: pass\nexcept*: pass", Syntax, "expected one or more exception types", 2, 8),
    (
        "try: pass\nexcept* A:\n    break",
        Syntax,
        "'break', 'continue' and 'return' cannot appear in an except* block",
        3,
        5,
    ),
    (
        "def f():\n    try: pass\n    except* A: return",
        Syntax,
        "'break', 'continue' and 'return' cannot appear in an except* block",
        3,
        16,
    ),
    (
        "match x:\n    case 1: pass\n    case _: pass\n    case 2: pass",
        Syntax,
        "wildcard makes remaining patterns unreachable",
        3,
        10,
    ),
    (
        "match x:\n    case a: pass\n    case 2: pass",
        Syntax,
        "name capture 'a' makes remaining patterns unreachable",
        2,
        10,
    ),
    ("match x:\n    case a | 2: pass", Syntax, "name capture 'a' makes remaining patterns unreachable", 2, 10),
    ("match x:\n    case [a, a]: pass", Syntax, "multiple assignments to name 'a' in pattern", 2, 14),
    ("match x:\n    case [*a, *b]: pass", Syntax, "multiple starred names in sequence pattern", 2, 10),
    ("match x:\n    case A(b=1, b=2): pass", Syntax, "attribute name repeated in class pattern: b", 2, 19),
    ("match x:\n    case {1: a, 1: b}: pass", Syntax, "mapping pattern checks duplicate key (1)", 2, 10),
    ("match x:\n    case a | b: pass", Syntax, "name capture 'a' makes remaining patterns unreachable", 2, 10),
    ("match x:\n    case 1 + 2: pass", Syntax, "imaginary number required in complex literal", 2, 14),
    ("match x:\n    case A(b=1, 2): pass", Syntax, "positional patterns follow keyword patterns", 2, 17),
    ("match x:\n    case a.b as 1: pass", Syntax, "invalid pattern target", 2, 17),
    ("match x:\n    case 1 as _: pass", Syntax, "cannot use '_' as a target", 2, 15),
    ("match x:\ncase 1: pass", Indentation, "expected an indented block after 'match' statement on line 1", 2, 1),
    ("match x\n    case 1: pass", Syntax, "expected ':'", 1, 8),
    ("match x:\n    case 1\n        pass", Syntax, "expected ':'", 2, 11),
    (
        "match x:\n    case 1:\n    pass",
        Indentation,
        "expected an indented block after 'case' statement on line 2",
        3,
        5,
    ),
    ("f\"{\"", Syntax, "f-string: expecting '}'", 1, 4),
    ("f\"{a\"", Syntax, "f-string: expecting '}'", 1, 5),
    ("f\"{a b}\"", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 4),
    ("f\"{}\"", Syntax, "f-string: valid expression required before '}'", 1, 4),
    ("f\"{ }\"", Syntax, "f-string: valid expression required before '}'", 1, 5),
    ("f\"{a!}\"", Syntax, "f-string: missing conversion character", 1, 6),
    ("f\"{a!x}\"", Syntax, "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'", 1, 6),
    ("f\"{a!r b}\"", Syntax, "f-string: expecting ':' or '}'", 1, 8),
    ("f\"}\"", Syntax, "f-string: single '}' is not allowed", 1, 3),
    ("f\"{a:{b}\"", Syntax, "f-string: expecting '}', or format specs", 1, 9),
    ("f\"{a)}\"", Syntax, "f-string: unmatched ')'", 1, 5),
    ("f\"{(a}\"", Syntax, "closing parenthesis '}' does not match opening parenthesis '('", 1, 6),
    ("f\"{lambda x: 1}\"", Syntax, "f-string: lambda expressions are not allowed without parentheses", 1, 4),
    ("f\"{a = = b}\"", Syntax, "f-string: expecting '!', or ':', or '}'", 1, 8),
    ("f\"{*}\"", Syntax, "f-string: expecting a valid expression after '{'", 1, 4),
    ("f\"{a:=1}}\"", Syntax, "f-string: single '}' is not allowed", 1, 9),
    ("f\"{=}\"", Syntax, "f-string: valid expression required before '='", 1, 4),
    ("f\"{a!r:\"", Syntax, "f-string: expecting '}', or format specs", 1, 8),
    (
        "'\\x1'",
        Syntax,
        "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape",
        1,
        1,
    ),
    (
        "'\\u12'",
        Syntax,
        "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \\uXXXX escape",
        1,
        1,
    ),
    (
        "'\\N{foo bar}'",
        Syntax,
        "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-10: unknown Unicode character name",
        1,
        1,
    ),
    ("b'é'", Syntax, "bytes can only contain ASCII literal characters", 1, 1),
    ("b'\\x1'", Syntax, "(value error) invalid \\x escape at position 0", 1, 1),
    ("'a' b'b'", Syntax, "cannot mix bytes and nonbytes literals", 1, 9),
    ("from __future__ import braces", Syntax, "not a chance", 1, 1),
    ("from __future__ import foo", Syntax, "future feature foo is not defined", 1, 1),
    (
        "x = 1\nfrom __future__ import annotations",
        Syntax,
        "from __future__ imports must occur at the beginning of the file",
        2,
        1,
    ),
    ("def f():\n    from a import *", Syntax, "import * only allowed at module level", 2, 19),
    ("__debug__ = 1", Syntax, "cannot assign to __debug__", 1, 1),
    ("def f(__debug__): pass", Syntax, "cannot assign to __debug__", 1, 7),
    ("f(__debug__=1)", Syntax, "cannot assign to __debug__", 1, 3),
    ("del __debug__", Syntax, "cannot delete __debug__", 1, 5),
    ("class A[T, T]: pass", Syntax, "duplicate type parameter 'T'", 1, 12),
    ("def f[T = int, U](): pass", Syntax, "non-default type parameter 'U' follows default type parameter", 1, 16),
    ("class A:\n    nonlocal x", Syntax, "no binding for nonlocal 'x' found", 2, 5),
    ("[x async for x in y]", Syntax, "asynchronous comprehension outside of an asynchronous function", 1, 1),
    ("def f(): [x async for x in y]", Syntax, "asynchronous comprehension outside of an asynchronous function", 1, 10),
    (
        "async def f():\n    def g(): return [x async for x in y]",
        Syntax,
        "asynchronous comprehension outside of an asynchronous function",
        2,
        21,
    ),
    ("[(x := 1) for x in y]", Syntax, "assignment expression cannot rebind comprehension iteration variable 'x'", 1, 3),
    (
        "[x for x in (y := z)]",
        Syntax,
        "assignment expression cannot be used in a comprehension iterable expression",
        1,
        14,
    ),
    (
        "class A:\n    [(x := 1) for y in z]",
        Syntax,
        "assignment expression within a comprehension cannot be used in a class body",
        2,
        7,
    ),
    ("[(yield 1) for x in y]", Syntax, "'yield' inside list comprehension", 1, 3),
    ("def f(): [(yield 1) for x in y]", Syntax, "'yield' inside list comprehension", 1, 12),
    ("async with x: pass", Syntax, "'async with' outside async function", 1, 1),
    ("async for x in y: pass", Syntax, "'async for' outside async function", 1, 1),
    ("def f():\n    async with x: pass", Syntax, "'async with' outside async function", 2, 5),
    ("def f(a, *, b, *c): pass", Syntax, "* argument may appear only once", 1, 16),
    ("a, b += 1", Syntax, "'tuple' is an illegal expression for augmented assignment", 1, 1),
    ("(a, b): int", Syntax, "only single target (not tuple) can be annotated", 1, 1),
    ("[a]: int", Syntax, "only single target (not list) can be annotated", 1, 1),
    ("f(): int", Syntax, "illegal target for annotation", 1, 1),
    ("1: int", Syntax, "illegal target for annotation", 1, 1),
    ("\"a\": int", Syntax, "illegal target for annotation", 1, 1),
    ("x = 1 if 2", Syntax, "expected 'else' after 'if' expression", 1, 5),
    ("(1 if 2)", Syntax, "expected 'else' after 'if' expression", 1, 2),
    ("x = [1, 2, 3\nprint(x)", Syntax, "'[' was never closed", 1, 5),
    ("def f(x):\n    y = (x +\n    return y", Syntax, "'(' was never closed", 2, 9),
    ("print(1", Syntax, "'(' was never closed", 1, 6),
    ("for x in y\n    pass", Syntax, "expected ':'", 1, 11),
    ("try\n    pass", Syntax, "expected ':'", 1, 4),
    ("try:\n    pass\nexcept A\n    pass", Syntax, "expected ':'", 3, 9),
    ("try:\n    pass\nfinally\n    pass", Syntax, "expected ':'", 3, 8),
    ("if x:\n    pass\nelse\n    pass", Syntax, "expected ':'", 3, 5),
    ("if x:\n    pass\nelif y\n    pass", Syntax, "expected ':'", 3, 7),
    (
        "if x:\n    pass\nelif y:\npass",
        Indentation,
        "expected an indented block after 'elif' statement on line 3",
        4,
        1,
    ),
    ("if x:\n    pass\nelse:\npass", Indentation, "expected an indented block after 'else' statement on line 3", 4, 1),
    ("print(a, end=\"\" b)", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 14),
    ("foo(a=1 b=2)", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 7),
    ("foo(a, *b c)", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 9),
    ("x = 'it's'", Syntax, "unterminated string literal (detected at line 1)", 1, 10),
    ("x = [\n    1,\n    2\n    3,\n]", Syntax, "invalid syntax. Perhaps you forgot a comma?", 3, 5),
    ("d = {\n    \"a\": 1\n    \"b\": 2\n}", Syntax, "invalid syntax. Perhaps you forgot a comma?", 2, 10),
    ("if True:\n    x = 1\n     y = 2", Indentation, "unexpected indent", 3, 5),
    ("def f():\n    x = 1\n        y = 2", Indentation, "unexpected indent", 3, 8),
    ("def f():\n\tx = 1\n        y = 2", Tab, "inconsistent use of tabs and spaces in indentation", 3, 1),
    (
        "class A:\n    def f(self):\n        pass\n   def g(self): pass",
        Indentation,
        "unindent does not match any outer indentation level",
        4,
        21,
    ),
    (")", Syntax, "unmatched ')'", 1, 1),
    ("x =  yield", Syntax, "'yield' outside function", 1, 6),
    ("def f() -> : pass", Syntax, "expected ':'", 1, 9),
    ("type X[] = int", Syntax, "Type parameter list cannot be empty", 1, 8),
    ("def f[](): pass", Syntax, "Type parameter list cannot be empty", 1, 7),
    ("x = {", Syntax, "'{' was never closed", 1, 5),
    ("\"\"\"", Syntax, "unterminated triple-quoted string literal (detected at line 1)", 1, 1),
    ("x = (yield)", Syntax, "'yield' outside function", 1, 6),
    ("class A: return 1", Syntax, "'return' outside function", 1, 10),
    ("class A: yield", Syntax, "'yield' outside function", 1, 10),
    (
        "a = 08",
        Syntax,
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        1,
        5,
    ),
    ("a = 1.e", Syntax, "invalid decimal literal", 1, 6),
    (
        "a = 0_7",
        Syntax,
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        1,
        5,
    ),
    ("0b", Syntax, "invalid binary literal", 1, 2),
    ("0xfg", Syntax, "invalid hexadecimal literal", 1, 3),
    ("1_a", Syntax, "invalid decimal literal", 1, 2),
    ("1j2", Syntax, "invalid imaginary literal", 1, 2),
    ("x = é£", Syntax, "invalid character '£' (U+00A3)", 1, 6),
    ("del *a", Syntax, "cannot delete starred", 1, 5),
    ("with open(x) as f, open(y) as g\n    pass", Syntax, "expected ':'", 1, 32),
    ("async def f()\n    pass", Syntax, "expected ':'", 1, 14),
    ("a[1 2]", Syntax, "invalid syntax. Perhaps you forgot a comma?", 1, 3),
    ("if (a = 1): pass", Syntax, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 5),
    ("if a.b = 1: pass", Syntax, "cannot assign to attribute here. Maybe you meant '==' instead of '='?", 1, 4),
    ("x = (a = 1)", Syntax, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 6),
    ("f((a = 1))", Syntax, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 4),
    ("[a = 1]", Syntax, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 2),
    ("print a, b", Syntax, "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
    ("print foo().bar", Syntax, "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
    ("a = 10l", Syntax, "invalid decimal literal", 1, 6),
    ("a = 0xFFL", Syntax, "invalid hexadecimal literal", 1, 8),
    ("a = u'x' f'y' b'z'", Syntax, "cannot mix bytes and nonbytes literals", 1, 19),
    ("def f():", Indentation, "expected an indented block after function definition on line 1", 1, 9),
    ("class A:", Indentation, "expected an indented block after class definition on line 1", 1, 9),
    ("if x:", Indentation, "expected an indented block after 'if' statement on line 1", 1, 6),
    ("for x in y:\n    # comment", Indentation, "expected an indented block after 'for' statement on line 1", 2, 14),
    ("if x:\n    pass\nelse:", Indentation, "expected an indented block after 'else' statement on line 3", 3, 6),
    ("try:\n    pass\nexcept:", Indentation, "expected an indented block after 'except' statement on line 3", 3, 8),
    ("try:\n    pass", Syntax, "expected 'except' or 'finally' block", 2, 9),
    ("while True:\n  x\n y", Indentation, "unindent does not match any outer indentation level", 3, 3),
    ("nonlocal a, b\nglobal c", Syntax, "nonlocal declaration not allowed at module level", 1, 1),
    ("f(a for a in b, c for c in d)", Syntax, "Generator expression must be parenthesized", 1, 3),
    ("class A(a=1, a=2): pass", Syntax, "keyword argument repeated: a", 1, 14),
    ("f(a, b=1, *c, d)", Syntax, "positional argument follows keyword argument", 1, 16),
    ("f(b=1, *c, d)", Syntax, "positional argument follows keyword argument", 1, 13),
    ("with (a, b) as (c, 1): pass", Syntax, "cannot assign to literal", 1, 20),
    ("for a, 1 in x: pass", Syntax, "cannot assign to literal", 1, 8),
    ("[x for 1 in y]", Syntax, "cannot assign to literal", 1, 8),
    ("[x for f() in y]", Syntax, "cannot assign to function call", 1, 8),
    ("None: int = 1", Syntax, "illegal target for annotation", 1, 1),
    ("f(None=1)", Syntax, "cannot assign to None", 1, 3),
    ("for None in x: pass", Syntax, "cannot assign to None", 1, 5),
    ("with a as None: pass", Syntax, "cannot assign to None", 1, 11),
    ("del None", Syntax, "cannot delete None", 1, 5),
    ("None += 1", Syntax, "'None' is an illegal expression for augmented assignment", 1, 1),
    ("(None := 1)", Syntax, "cannot use assignment expressions with None", 1, 2),
    ("...  = 1", Syntax, "cannot assign to ellipsis here. Maybe you meant '==' instead of '='?", 1, 1),
    ("... += 1", Syntax, "'ellipsis' is an illegal expression for augmented assignment", 1, 1),
    ("a = (1 +\nb = 2\nc = 3", Syntax, "'(' was never closed", 1, 5),
    ("def f(a, b):\n    return (a + b\ndef g():\n    pass", Syntax, "'(' was never closed", 2, 12),
    ("x = [1, 2\ndef f(): pass", Syntax, "'[' was never closed", 1, 5),
    ("print(\"a\" \"b", Syntax, "unterminated string literal (detected at line 1)", 1, 11),
    ("x = f\"{a['b']}\" + f'{a['b'}'", Syntax, "closing parenthesis '}' does not match opening parenthesis '['", 1, 27),
    ("f'{a[\"b\"]' ", Syntax, "f-string: expecting '}'", 1, 10),
    ("f\"{x!r\" ", Syntax, "f-string: expecting '}'", 1, 6),
    ("f\"{x:>{10}\" ", Syntax, "f-string: expecting '}', or format specs", 1, 11),
    ("f\"{x\" f\"{y}\"", Syntax, "f-string: expecting '}'", 1, 12),
];

#[test]
fn errors_are_cpythons() {
    with_stack(|| {
        let mut wrong = Vec::new();
        for (text, kind, message, line, column) in ERRORS {
            let got = match try_compile(text, Mode::Exec) {
                Ok(()) => "no error".to_string(),
                Err((e, source)) => {
                    let at = source.position(e.span.start);
                    if (e.kind, &*e.message, at.line, at.column + 1) == (*kind, *message, *line, *column) {
                        continue;
                    }
                    format!("{:?} {} at {}:{}", e.kind, e.message, at.line, at.column + 1)
                }
            };
            wrong.push(format!("{text:?}: expected {kind:?} {message} at {line}:{column}, got {got}"));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn deep_nesting_is_an_error_and_never_a_crash() {
    with_stack(|| {
        let hostile = [
            ("(".repeat(100_000), Syntax),
            ("-".repeat(100_000) + "1", TooComplex),
            ("not ".repeat(100_000) + "1", TooComplex),
            ("await ".repeat(100_000) + "1", TooComplex),
            ("x".to_string() + &" + x".repeat(100_000), TooComplex),
            ("a".to_string() + &".b".repeat(100_000), TooComplex),
            ("a".to_string() + &".b()".repeat(50_000), TooComplex),
            ("lambda: ".repeat(50_000) + "1", TooComplex),
            ("lambda a, b: ".repeat(50_000) + "1", TooComplex),
            ("1 if 1 else ".repeat(50_000) + "2", TooComplex),
            ("2 ** ".repeat(50_000) + "2", TooComplex),
            ("f'{".repeat(5_000), Syntax),
            ("f'{x:".repeat(5_000), Syntax),
            ((0..3_000).map(|i| " ".repeat(i) + "if x:\n").collect::<String>(), Indentation),
        ];
        for (text, kind) in &hostile {
            let error = try_compile(text, Mode::Exec).err().map(|(e, _)| e.kind);
            assert_eq!(error, Some(*kind), "{}…", &text[..40]);
        }
    });
}

#[test]
fn generous_sizes_are_accepted() {
    with_stack(|| {
        let large = [
            "x = 1".to_string() + &" + x".repeat(3_000),
            "x = 'a'".to_string() + &" 'a'".repeat(3_000),
            "x = ".to_string() + &"(".repeat(199) + "1" + &")".repeat(199),
            "if x:\n pass\n".to_string() + &"elif x:\n pass\n".repeat(2_000),
            "x = a".to_string() + &".b()".repeat(1_000),
            (0..99).map(|i| " ".repeat(i) + "if x:\n").collect::<String>() + &" ".repeat(99) + "pass",
        ];
        for text in &large {
            assert!(try_compile(text, Mode::Exec).is_ok(), "{}…", &text[..40]);
        }
    });
}

#[test]
fn the_prompt_knows_when_to_ask_for_more() {
    for text in ["x = (1,", "if x:", "def f():\n", "'''abc", "try:\n    pass\n", "@dec\n", "[1,\n2"] {
        let incomplete = try_compile(text, Mode::Single).err().map(|(e, _)| e.incomplete);
        assert_eq!(incomplete, Some(true), "{text:?}");
    }
    for text in ["x = 1 2", "f(a b)", "1 = x", ")", "'abc"] {
        let incomplete = try_compile(text, Mode::Single).err().map(|(e, _)| e.incomplete);
        assert_eq!(incomplete, Some(false), "{text:?}");
    }
}

#[test]
fn source_bytes_are_decoded_by_mark_and_cookie() {
    assert_eq!(decode_source(b"\xEF\xBB\xBFx").as_deref(), Ok("x"));
    assert_eq!(decode_source("# é".as_bytes()).as_deref(), Ok("# é"));
    assert_eq!(decode_source(b"# -*- coding: latin-1 -*-\n'\xE9'").as_deref(), Ok("# -*- coding: latin-1 -*-\n'é'"));
    let message = |bytes: &[u8]| decode_source(bytes).err().map(|e| e.message);
    assert_eq!(
        message(b"x = '\xff'").as_deref(),
        Some("(unicode error) 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte")
    );
    assert_eq!(message(b"# coding: nonsense").as_deref(), Some("unknown encoding: nonsense"));
    let null = try_compile("x\0", Mode::Exec).err().map(|(e, _)| e.message);
    assert_eq!(null.as_deref(), Some("source code cannot contain null bytes"));
}

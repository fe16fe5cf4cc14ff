def text(source, mode):
    try:
        compile(source, "no such file", mode)
    except SyntaxError as e:
        return e.text
print(repr(text("a b c", "exec")))  # expect: 'a b c\n'
print(repr(text("a b c", "eval")))  # expect: 'a b c'
print(repr(text("a b c\n", "eval")))  # expect: 'a b c\n'
print(repr(text("x\nbreak", "eval")))  # expect: 'break'
print(repr(text("break", "exec")))  # expect: None
print(repr(text("return", "exec")))  # expect: None

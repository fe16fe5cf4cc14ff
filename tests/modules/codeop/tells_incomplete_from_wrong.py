from codeop import compile_command


def state(text):
    try:
        return "more" if compile_command(text) is None else "whole"
    except SyntaxError as error:
        return error.msg


print(state("x = 1"))  # expect: whole
print(state("f("), state("x = [1,"), state("'''a"), state('f"{x'))  # expect: more more more more
print(state("x = 1 + \\"), state("'abc\\"))  # expect: more more
print(state("x ="))  # expect: invalid syntax
print(state("def f(a)"))  # expect: expected ':'
print(state("'abc\\\n"))  # expect: unterminated string literal (detected at line 1)

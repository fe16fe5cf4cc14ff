import ast

try:
    ast.parse("x = (", "somewhere")
except SyntaxError as e:
    print(e.filename, e.lineno, e.msg)  # expect: somewhere 1 '(' was never closed
print(type(ast.parse("1", mode="eval").body).__name__)  # expect: Constant
print(type(ast.parse("1", mode="single")).__name__)  # expect: Interactive
print(ast.parse("return 1").body[0].value.value)  # expect: 1

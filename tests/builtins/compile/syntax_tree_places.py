# Tracebacks name the lines that the nodes say.
import ast
import traceback

tree = ast.parse("def f():\n    raise KeyError\nf()")
ast.increment_lineno(tree, 40)
try:
    exec(compile(tree, "<tree>", "exec"))
except KeyError as e:
    lines = [frame.lineno for frame in traceback.extract_tb(e.__traceback__)]
    print(lines[1:])  # expect: [43, 42]

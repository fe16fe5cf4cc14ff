import ast

try:
    ast.literal_eval("[" * 100_000 + "]" * 100_000)
except (SyntaxError, MemoryError, RecursionError):
    print("refused")  # expect: refused
print(ast.literal_eval("[[1, (2,)], {'a': {3}}]"))  # expect: [[1, (2,)], {'a': {3}}]

import ast
try:
    ast.literal_eval("")
except SyntaxError as e:
    print(e.args)  # expect: ('invalid syntax', ('<unknown>', 0, 0, '', 0, 0))

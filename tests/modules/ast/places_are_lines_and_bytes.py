import ast

source = "@deco\n# why\ndef é(): return 'ü', f(x for x in y)\n"
function = ast.parse(source).body[0]


def place(node):
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


print(place(function), place(function.decorator_list[0]))  # expect: (3, 0, 3, 38) (1, 1, 1, 5)
text, call = function.body[0].value.elts
print(place(text), place(call), place(call.args[0]))  # expect: (3, 17, 3, 21) (3, 23, 3, 38) (3, 24, 3, 38)

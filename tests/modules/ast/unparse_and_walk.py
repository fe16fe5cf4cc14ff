import ast

source = "class C(B):\n    x = [y for y in range(3) if y]\n\n    def f(self):\n        return f'{self!r:>5}'"
tree = ast.parse(source)
print(ast.unparse(tree) == source)  # expect: True
print([n.id for n in ast.walk(tree) if isinstance(n, ast.Name)])  # expect: ['B', 'x', 'y', 'y', 'y', 'range', 'self']


class Rename(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name(node.id.upper(), node.ctx), node)


print(ast.unparse(Rename().visit(ast.parse("a + b.c"))))  # expect: A + B.c

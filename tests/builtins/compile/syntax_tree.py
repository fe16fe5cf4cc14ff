# compile() takes trees of the module ast, changed or made from scratch.
import ast

tree = ast.parse("def double(x):\n    return x * 2\nprint(double(4))")
exec(compile(tree, "<tree>", "exec"))  # expect: 8


class Increment(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value + 1), node)


exec(compile(Increment().visit(tree), "<tree>", "exec"))  # expect: 15

made = ast.Expression(ast.BinOp(ast.Constant((1, 2)), ast.Add(), ast.Constant((-3,))))
print(eval(compile(ast.fix_missing_locations(made), "<made>", "eval")))  # expect: (1, 2, -3)

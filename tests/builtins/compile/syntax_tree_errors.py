import ast


def attempt(node, mode="exec"):
    try:
        compile(ast.fix_missing_locations(node), "<tree>", mode)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


attempt(ast.Module([ast.Expr(ast.Name("x", ast.Store()))], []))
attempt(ast.Module([ast.If(ast.Constant(1), [], [])], []))
attempt(ast.Module([ast.Assign([], ast.Constant(1))], []))
attempt(ast.Module([ast.Expr(ast.Constant([1]))], []))
attempt(ast.Module([ast.Expr(None)], []))
attempt(ast.Expression(ast.Constant(1)))
attempt(ast.Module([ast.Expr(ast.Name(5, ast.Load()))], []))
try:
    compile(ast.Module([ast.Expr(ast.Constant(1))], []), "<tree>", "exec")
except TypeError as e:
    print(e)
# expect:
# ValueError expression must have Load context but has Store instead
# ValueError empty body on If
# ValueError empty targets on Assign
# TypeError got an invalid type in Constant: list
# ValueError field 'value' is required for Expr
# TypeError expected Module node, got Expression
# TypeError AST identifier must be of type str
# required field "lineno" missing from stmt

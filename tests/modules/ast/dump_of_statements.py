import ast

tree = ast.parse("async def f(a, *, b=1):\n    await a[b](*a, k=-2)\n")
print(ast.dump(tree.body[0].args))
print(ast.dump(tree.body[0].body[0]))
print(ast.dump(ast.parse("x: int = 1").body[0]))

# expect:
# arguments(args=[arg(arg='a')], kwonlyargs=[arg(arg='b')], kw_defaults=[Constant(value=1)])
# Expr(value=Await(value=Call(func=Subscript(value=Name(id='a', ctx=Load()), slice=Name(id='b', ctx=Load()), ctx=Load()), args=[Starred(value=Name(id='a', ctx=Load()), ctx=Load())], keywords=[keyword(arg='k', value=UnaryOp(op=USub(), operand=Constant(value=2)))])))
# AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), value=Constant(value=1), simple=1)

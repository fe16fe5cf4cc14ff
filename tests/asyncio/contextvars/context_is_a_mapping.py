import contextvars

a, b = contextvars.ContextVar("a"), contextvars.ContextVar("b", default=0)
context = contextvars.Context()
context.run(a.set, 1)
print(len(context), a in context, b in context, context.get(b), context.get(b, "none"))  # expect: 1 True False None none
print([v.name for v in context], list(context.values()))  # expect: ['a'] [1]
try:
    context[b]
except KeyError:
    print("default is not in the mapping")  # expect: default is not in the mapping

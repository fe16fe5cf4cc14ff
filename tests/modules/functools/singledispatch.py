from functools import singledispatch
@singledispatch
def show(x): return f"object {x}"
@show.register
def _(x: int): return f"int {x}"
@show.register(list)
def _(x): return "list " + ",".join(show(i) for i in x)
print(show(1), show("a"), show([1, "b"]), show(True))  # expect: int 1 object a list int 1,object b int True
print(show.dispatch(bool) is show.dispatch(int), float in show.registry)  # expect: True False

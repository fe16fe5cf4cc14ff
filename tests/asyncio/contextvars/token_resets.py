import contextvars

var = contextvars.ContextVar("var", default="default")
a = var.set("one")
b = var.set("two")
print(a.old_value is contextvars.Token.MISSING, b.old_value, b.var is var)  # expect: True one True
var.reset(b)
print(var.get())  # expect: one
var.reset(a)
print(var.get())  # expect: default

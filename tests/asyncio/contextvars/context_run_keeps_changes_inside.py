import contextvars

var = contextvars.ContextVar("var", default="outside")

def change():
    var.set("inside")
    return var.get()

context = contextvars.copy_context()
print(context.run(change))  # expect: inside
print(var.get(), context[var], context.get(var))  # expect: outside inside inside

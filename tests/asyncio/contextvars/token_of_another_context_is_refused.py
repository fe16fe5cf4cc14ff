import contextvars

var = contextvars.ContextVar("var")
token = contextvars.copy_context().run(var.set, 1)
try:
    var.reset(token)
except ValueError as e:
    print("different Context" in str(e))  # expect: True

import contextvars

var = contextvars.ContextVar("var")
token = var.set(1)
var.reset(token)
try:
    var.reset(token)
except RuntimeError as e:
    print("already been used once" in str(e))  # expect: True
other = contextvars.ContextVar("other")
try:
    other.reset(var.set(2))
except ValueError as e:
    print("different ContextVar" in str(e))  # expect: True

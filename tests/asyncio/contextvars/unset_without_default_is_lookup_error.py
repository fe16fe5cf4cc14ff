import contextvars

var = contextvars.ContextVar("var")
try:
    var.get()
except LookupError as e:
    print(type(e).__name__)  # expect: LookupError
print(var.get("fallback"), var.name)  # expect: fallback var

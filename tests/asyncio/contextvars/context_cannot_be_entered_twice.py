import contextvars

context = contextvars.copy_context()
try:
    context.run(context.run, print, "never printed")
except RuntimeError as e:
    print("is already entered" in str(e))  # expect: True
print(context.run(lambda: "usable again"))  # expect: usable again

import traceback

def inner():
    raise ValueError("x")

def outer():
    x = 1
    inner()

try:
    outer()
except ValueError as e:
    for frame in traceback.extract_tb(e.__traceback__):
        print(frame.name, frame.lineno, frame.line)

# expect:
# <module> 11 outer()
# outer 8 inner()
# inner 4 raise ValueError("x")

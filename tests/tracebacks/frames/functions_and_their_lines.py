source = """
def outer():
    x = 1
    inner(x)

def inner(x):
    return x / 0

outer()
"""
exec(compile(source, "<demo>", "exec"))

# expect stderr: Traceback (most recent call last):
# expect stderr:     exec(compile(source, "<demo>", "exec"))
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:   File "<demo>", line 9, in <module>
# expect stderr:   File "<demo>", line 4, in outer
# expect stderr:   File "<demo>", line 7, in inner
# expect stderr: ZeroDivisionError: division by zero
# expect exit: 1

source = """
def deco(f):
    raise ValueError(f.__name__)

class A:
    class B:
        @deco
        def method(self):
            pass
"""
exec(compile(source, "<demo>", "exec"))

# expect stderr: Traceback (most recent call last):
# expect stderr:     exec(compile(source, "<demo>", "exec"))
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:   File "<demo>", line 5, in <module>
# expect stderr:   File "<demo>", line 6, in A
# expect stderr:   File "<demo>", line 7, in B
# expect stderr:   File "<demo>", line 3, in deco
# expect stderr: ValueError: method
# expect exit: 1

source = """
from contextlib import nullcontext

def work():
    with nullcontext():
        try:
            for x in [1]:
                [][x]
        finally:
            y = 1

work()
"""
exec(compile(source, "<demo>", "exec"))

# expect stderr: Traceback (most recent call last):
# expect stderr:     exec(compile(source, "<demo>", "exec"))
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:   File "<demo>", line 12, in <module>
# expect stderr:   File "<demo>", line 8, in work
# expect stderr: IndexError: list index out of range
# expect exit: 1

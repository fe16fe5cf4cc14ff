source = """
class A:
    def method(self):
        return (lambda: next(self.items()))()

    def items(self):
        yield from (1 // n for n in [0])

A().method()
"""
exec(compile(source, "<demo>", "exec"))

# expect stderr: Traceback (most recent call last):
# expect stderr:     exec(compile(source, "<demo>", "exec"))
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:   File "<demo>", line 9, in <module>
# expect stderr:   File "<demo>", line 4, in method
# expect stderr:   File "<demo>", line 4, in <lambda>
# expect stderr:   File "<demo>", line 7, in items
# expect stderr:   File "<demo>", line 7, in <genexpr>
# expect stderr: ZeroDivisionError: integer division or modulo by zero
# expect exit: 1

source = """
value = [
    1,
    len(
        5
    ),
]
"""
exec(compile(source, "<demo>", "exec"))

# expect stderr: Traceback (most recent call last):
# expect stderr:     exec(compile(source, "<demo>", "exec"))
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:   File "<demo>", line 4, in <module>
# expect stderr: TypeError: object of type 'int' has no len()
# expect exit: 1

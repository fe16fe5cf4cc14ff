exec("x = 1\ny = (2 +\n")

# expect stderr: Traceback (most recent call last):
# expect stderr:     exec("x = 1\ny = (2 +\n")
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^
# expect stderr:   File "<string>", line 2
# expect stderr:     y = (2 +
# expect stderr:         ^
# expect stderr: SyntaxError: '(' was never closed
# expect exit: 1

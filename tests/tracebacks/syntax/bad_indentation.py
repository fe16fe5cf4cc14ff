def f():
    x = 1
      y = 2

# expect stderr:     y = 2
# expect stderr: IndentationError: unexpected indent
# expect exit: 1

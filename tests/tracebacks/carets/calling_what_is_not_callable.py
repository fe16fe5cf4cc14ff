handlers = {"start": 5}
handlers["start"]("now", flag=True)

# expect stderr: Traceback (most recent call last):
# expect stderr:     handlers["start"]("now", flag=True)
# expect stderr:     ~~~~~~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^
# expect stderr: TypeError: 'int' object is not callable
# expect exit: 1

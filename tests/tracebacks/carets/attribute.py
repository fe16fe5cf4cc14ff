value = None
print(value.first.second)

# expect stderr: Traceback (most recent call last):
# expect stderr:     print(value.first.second)
# expect stderr:           ^^^^^^^^^^^
# expect stderr: AttributeError: 'NoneType' object has no attribute 'first'
# expect exit: 1

name = None
print(f"hello {name.title()} and bye")

# expect stderr: Traceback (most recent call last):
# expect stderr:     print(f"hello {name.title()} and bye")
# expect stderr:                    ^^^^^^^^^^
# expect stderr: AttributeError: 'NoneType' object has no attribute 'title'
# expect exit: 1

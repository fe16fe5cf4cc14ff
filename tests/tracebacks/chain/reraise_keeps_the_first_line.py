def work():
    raise ValueError("original")

try:
    work()
except ValueError:
    print("seen")
    raise

# expect:
# seen

# expect stderr: Traceback (most recent call last):
# expect stderr:     work()
# expect stderr:     ~~~~^^
# expect stderr:     raise ValueError("original")
# expect stderr: ValueError: original
# expect exit: 1

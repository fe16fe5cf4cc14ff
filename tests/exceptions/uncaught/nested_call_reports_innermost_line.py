def outer(): inner()
def inner():
    return [][0]  # expect error: IndexError: list index out of range
outer()

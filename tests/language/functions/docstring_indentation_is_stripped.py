def f():
    """First.

        Indented.
    Last.
    """
print(repr(f.__doc__))  # expect: 'First.\n\n    Indented.\nLast.\n'

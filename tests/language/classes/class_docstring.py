class A:
    """About A."""
class B(A): pass
print(A.__doc__, B.__doc__)  # expect: About A. None

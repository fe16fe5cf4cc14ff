class Bad:
    def __enter__(self):
        raise OSError("cannot enter")

    def __exit__(self, *args):
        pass

with Bad() as b:
    pass

# expect stderr: Traceback (most recent call last):
# expect stderr:     with Bad() as b:
# expect stderr:          ~~~^^
# expect stderr:     raise OSError("cannot enter")
# expect stderr: OSError: cannot enter
# expect exit: 1

from contextlib import contextmanager
@contextmanager
def quiet():
    try:
        yield
    except KeyError as e:
        print("swallowed", e)  # expect: swallowed 'k'
with quiet():
    {}["k"]
print("after")  # expect: after

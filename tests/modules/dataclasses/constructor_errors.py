from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int = 0
def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: P()))  # expect: P.__init__() missing 1 required positional argument: 'x'
print(error(lambda: P(1, 2, 3)))  # expect: P.__init__() takes from 2 to 3 positional arguments but 4 were given
print(error(lambda: P(1, z=2)))  # expect: P.__init__() got an unexpected keyword argument 'z'
print(error(lambda: P(1) < P(2)))  # expect: '<' not supported between instances of 'P' and 'P'
print(error(lambda: hash(P(1))))  # expect: unhashable type: 'P'

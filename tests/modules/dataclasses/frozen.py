from dataclasses import dataclass, FrozenInstanceError
@dataclass(frozen=True)
class P:
    x: int
p = P(1)
for action in (lambda: setattr(p, "x", 2), lambda: delattr(p, "x"), lambda: setattr(p, "new", 2)):
    try:
        action()
    except FrozenInstanceError as e:
        print(e)
print(hash(p) == hash(P(1)), {p: "v"}[P(1)])
print(issubclass(FrozenInstanceError, AttributeError))

# expect:
# cannot assign to field 'x'
# cannot delete field 'x'
# cannot assign to field 'new'
# True v
# True

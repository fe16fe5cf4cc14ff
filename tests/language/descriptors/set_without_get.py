# A descriptor that only says how the attribute is set is read from the instance.
class Upper:
    def __set__(self, instance, value):
        instance.__dict__["name"] = value.upper()


class Person:
    name = Upper()


p = Person()
print(type(p.name).__name__)  # expect: Upper
p.name = "ann"
print(p.name)  # expect: ANN

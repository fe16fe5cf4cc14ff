from enum import Enum, member, nonmember
class C(Enum):
    A = "a"
    helper = nonmember(5)
    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "alpha" else None
print(C("alpha"), C.helper, list(C))  # expect: C.A 5 [<C.A: 'a'>]

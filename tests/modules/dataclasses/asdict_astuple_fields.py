from dataclasses import dataclass, asdict, astuple, fields, is_dataclass
@dataclass
class In:
    v: int
@dataclass
class Out:
    a: In
    l: list
o = Out(In(1), [In(2), {"k": In(3)}])
print(asdict(o))  # expect: {'a': {'v': 1}, 'l': [{'v': 2}, {'k': {'v': 3}}]}
print(astuple(o))  # expect: ((1,), [(2,), {'k': (3,)}])
print([f.name for f in fields(Out)], fields(In)[0].type)  # expect: ['a', 'l'] <class 'int'>
print(is_dataclass(o), is_dataclass(Out), is_dataclass(5))  # expect: True True False

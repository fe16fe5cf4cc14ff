from enum import Enum
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.DOG.value, Enum("E", {"X": 5}).X)  # expect: [<Animal.CAT: 1>, <Animal.DOG: 2>] 2 E.X
print(Enum("F", [("P", "q")]).P.value)  # expect: q

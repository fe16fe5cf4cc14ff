import array

numbers = array.array("i", [1, 2, 3])
view = memoryview(numbers)
print(view == array.array("i", [1, 2, 3]), view[1:] == array.array("i", [2, 3]))  # expect: True True
print(view == b"x", memoryview(array.array("d", [1.0])) == memoryview(array.array("i", [1])))  # expect: False True

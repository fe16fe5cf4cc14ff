print("TestCase".removeprefix("Test"), "TestCase".removeprefix("test"))  # expect: Case TestCase
print("file.py".removesuffix(".py"), "file.py".removesuffix(""))  # expect: file file.py
print(repr("ab".removesuffix("ab")))  # expect: ''
print("aab".removeprefix("a"))  # expect: ab

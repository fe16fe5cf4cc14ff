class Stack(list):
    def push(self, x):
        self.append(x)
        return self
s = Stack([1]).push(2).push(3)
print(s, len(s), type(s).__name__, type(s[:]).__name__)  # expect: [1, 2, 3] 3 Stack list
print(type(s + []).__name__, s == [1, 2, 3])  # expect: list True

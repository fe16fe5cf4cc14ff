class One(list):
    def __getitem__(self, i):
        return super().__getitem__(i - 1)
a = One("abc")
print(a[1], a[3], list(a), a.pop())  # expect: a c ['a', 'b', 'c'] c

class A:
    def __eq__(self, other): return True
print(A.__hash__)  # expect: None
{A(): 1}  # expect error: TypeError: unhashable type: 'A'

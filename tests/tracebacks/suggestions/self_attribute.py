class A:
    def __init__(self):
        self.total = 0

    def add(self):
        return total + 1

A().add()

# expect stderr: Traceback (most recent call last):
# expect stderr:     A().add()
# expect stderr:     ~~~~~~~^^
# expect stderr:     return total + 1
# expect stderr:            ^^^^^
# expect stderr: NameError: name 'total' is not defined. Did you mean: 'self.total'?
# expect exit: 1

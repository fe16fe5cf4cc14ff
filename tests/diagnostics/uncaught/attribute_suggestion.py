class C:
    def __init__(self): self.colour = 1
C().color # expect error: AttributeError: 'C' object has no attribute 'color'. Did you mean: 'colour'?
# expect stderr: Traceback (most recent call last):
# expect stderr:     ^^^^^^^^^
# expect stderr: AttributeError: 'C' object has no attribute 'color'. Did you mean: 'colour'?

class Person:
    def __init__(self):
        self.address = "here"

Person().adress

# expect stderr: Traceback (most recent call last):
# expect stderr:     Person().adress
# expect stderr: AttributeError: 'Person' object has no attribute 'adress'. Did you mean: 'address'?
# expect exit: 1

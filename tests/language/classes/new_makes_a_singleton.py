class Only:
    made = None
    def __new__(cls):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made
print(Only() is Only())  # expect: True

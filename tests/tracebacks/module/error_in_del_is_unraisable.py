class Bad:
    def __del__(self):
        raise ValueError("in __del__")

x = Bad()
del x
print("went on")

# expect:
# went on

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("in __del__")
# expect stderr: ValueError: in __del__

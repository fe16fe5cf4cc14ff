class Count(str):
    def __index__(self):
        return 2


print(float(Count("7")))  # expect: 2.0
print(float(Count()))  # expect: 2.0

for i in range(3):
    pass
print(i)  # expect: 2
for j in range(0):
    pass
j  # expect error: NameError: name 'j' is not defined

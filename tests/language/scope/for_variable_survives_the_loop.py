for i in range(3):
    pass
print(i)  # expect: 2
for j in []:
    pass
try:
    j
except NameError as e:
    print(e)  # expect: name 'j' is not defined

counter = 1
print(countr)

# expect stderr: Traceback (most recent call last):
# expect stderr:     print(countr)
# expect stderr:           ^^^^^^
# expect stderr: NameError: name 'countr' is not defined. Did you mean: 'counter'?
# expect exit: 1

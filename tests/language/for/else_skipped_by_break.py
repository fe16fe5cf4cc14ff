for x in [1, 2]:
    if x == 2: break
else:
    print("never")
print("out", x)  # expect: out 2

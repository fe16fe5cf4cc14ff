x = [0, 1, 2, 3, 4]
print(x[10:], x[-100:2], x[3:1], x[::-2], x[4:0:-1], x[-2:], "abc"[5:9] == "")
# expect: [] [0, 1] [] [4, 2, 0] [4, 3, 2, 1] [3, 4] True
try:
    x[::0]
except ValueError as e:
    print(e)  # expect: slice step cannot be zero
try:
    x["a":]
except TypeError as e:
    print(e)  # expect: slice indices must be integers or None or have an __index__ method

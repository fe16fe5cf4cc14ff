len = lambda x: "shadowed"
print(len([1]))  # expect: shadowed
del len
print(len([1]))  # expect: 1
import builtins
print(builtins.len is len, builtins.print is print)  # expect: True True

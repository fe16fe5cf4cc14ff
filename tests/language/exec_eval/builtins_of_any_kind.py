import types

print(eval("answer", {"__builtins__": types.MappingProxyType({"answer": 42})}))  # expect: 42
try:
    eval("missing", {"__builtins__": types.MappingProxyType({})})
except NameError as e:
    print(e)  # expect: name 'missing' is not defined
try:
    exec("class A: pass", {"__builtins__": {}})
except NameError as e:
    print(e)  # expect: __build_class__ not found

m = __import__("os.path")
print(m.__name__, __import__("math").sqrt(16))  # expect: os 4.0
try:
    __import__("no_such_module_here")
except ModuleNotFoundError as e:
    print(e, e.name)  # expect: No module named 'no_such_module_here' no_such_module_here

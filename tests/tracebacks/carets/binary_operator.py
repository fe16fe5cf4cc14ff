def add(a, b):
    return a + b * 2

add("text", 1)

# expect stderr: Traceback (most recent call last):
# expect stderr:     add("text", 1)
# expect stderr:     ~~~^^^^^^^^^^^
# expect stderr:     return a + b * 2
# expect stderr:            ~~^~~~~~~
# expect stderr: TypeError: can only concatenate str (not "int") to str
# expect exit: 1

# A replaced builtins.__import__ is asked by every form of the statement.
import builtins

original = builtins.__import__


def asked(name, globals=None, locals=None, fromlist=(), level=0):
    if globals is not None and globals["__name__"] == "__main__":
        print(name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = asked
import os.path  # expect: os.path None 0
import os.path as path  # expect: os.path None 0
from os import sep, path as p  # expect: os ('sep', 'path') 0
from string import *  # expect: string ('*',) 0

builtins.__import__ = original
print(path is p, ascii_lowercase[:3])  # expect: True abc

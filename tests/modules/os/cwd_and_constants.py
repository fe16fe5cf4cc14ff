import os, tempfile
d = os.path.realpath(tempfile.mkdtemp())
os.chdir(d)
print(os.getcwd() == d, os.sep, os.linesep == "\n", os.name)  # expect: True / True posix
print(os.curdir, os.pardir, os.path.abspath("q") == d + "/q")  # expect: . .. True
print(os.getpid() > 0, repr(os.pathsep))  # expect: True ':'

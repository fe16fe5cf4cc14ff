# faulthandler writes the lines where a program is.
import faulthandler
import os
import tempfile


def inner(file):
    faulthandler.dump_traceback(file, all_threads=False)


with tempfile.TemporaryFile("w+") as file:
    inner(file)
    file.seek(0)
    lines = file.read().splitlines()
print(lines[0])  # expect: Stack (most recent call first):
print([line.rpartition(" ")[2] for line in lines[1:]])  # expect: ['inner', '<module>']
faulthandler.enable()
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())  # expect: True True False

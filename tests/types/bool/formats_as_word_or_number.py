print(f"{True}", f"{True:d}", f"{True:5}|", f"{False:>5d}")  # expect: True 1     1|     0
print("%s %d" % (True, True))  # expect: True 1
print(repr(True), str(False))  # expect: True False

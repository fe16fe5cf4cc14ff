import gc

class File:
    def __del__(self):
        print("closed")

box = [File()]
box.append(box)
del box
print("collecting")
gc.collect()
# expect: collecting
# expect: closed

import gc

class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("del", self.name)  # expect: del one
        saved.append(self)

saved = []
node = Node("one")
node.data = [1, 2, [3, node]]
del node
print(gc.collect())  # expect: 0
back = saved.pop()
print(back.name, back.me is back, back.data[:2], back.data[2][1] is back)  # expect: one True [1, 2] True
print(gc.is_finalized(back))  # expect: True
del back
print(gc.collect() > 0)  # expect: True
print(saved)  # expect: []

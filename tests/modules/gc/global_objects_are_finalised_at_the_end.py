class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

a, b = Node("a"), Node("b")
a.other, b.other = b, a
c = Node("c")
print("end")
# expect: end
# expect: del a
# expect: del b
# expect: del c

class Node:
    def __init__(self):
        self.child = Node()

try:
    Node()
except RecursionError:
    print("RecursionError")  # expect: RecursionError

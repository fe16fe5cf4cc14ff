class Node:
    def __init__(self, next):
        self.next = next

head = None
for _ in range(300_000):
    head = Node(head)
head = None
print("dropped")  # expect: dropped

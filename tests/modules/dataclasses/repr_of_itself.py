from dataclasses import dataclass, field, fields


@dataclass
class Node:
    name: str
    next: "Node" = field(default=None, repr=True, metadata={"k": 1})


a = Node("a")
a.next = Node("b", a)
print(a)  # expect: Node(name='a', next=Node(name='b', next=...))
print(fields(a)[1].metadata["k"], fields(Node)[0].kw_only)  # expect: 1 False

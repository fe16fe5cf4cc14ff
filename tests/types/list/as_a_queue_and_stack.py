q = [1, 2, 3]
q.append(q.pop(0))
q.insert(0, q.pop())
print(q)  # expect: [1, 2, 3]

import heapq
print(heapq.nlargest(2, [3, 1, 4, 1, 5]))  # expect: [5, 4]
print(heapq.nsmallest(3, [3, 1, 4, 1]))  # expect: [1, 1, 3]
print(heapq.nlargest(1, ["a", "ccc", "bb"], key=len))  # expect: ['ccc']
print(list(heapq.merge([1, 4], [2, 3], [0])))  # expect: [0, 1, 2, 3, 4]
print(list(heapq.merge([3, 1], [2], reverse=True)), heapq.nsmallest(0, [1]))  # expect: [3, 2, 1] []

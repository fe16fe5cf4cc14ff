import heapq
h = [5, 3, 8, 1]
heapq.heapify(h)
heapq.heappush(h, 0)
print(h[0], [heapq.heappop(h) for _ in range(5)])  # expect: 0 [0, 1, 3, 5, 8]
print(heapq.heappushpop([2, 3], 1), heapq.heapreplace([1, 3], 9))  # expect: 1 1
heapq.heappop([])  # expect error: IndexError: index out of range

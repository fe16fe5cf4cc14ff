import heapq
q = []
for n, (prio, name) in enumerate([(3, "low"), (1, "high"), (3, "low too"), (2, "mid")]):
    heapq.heappush(q, (prio, n, name))
print([heapq.heappop(q)[2] for _ in range(len(q))])  # expect: ['high', 'mid', 'low', 'low too']

from bisect import bisect_left, bisect_right, bisect, insort, insort_left
a = [1, 3, 3, 5]
print(bisect_left(a, 3), bisect_right(a, 3), bisect(a, 0))  # expect: 1 3 0
print(bisect(a, 9), bisect_left(a, 4, 0, 2), bisect([], 1))  # expect: 4 2 0
insort(a, 4)
insort_left(a, 3)
print(a, bisect_left(["a", "bb", "cccc"], 3, key=len))  # expect: [1, 3, 3, 3, 4, 5] 2
print("FDCBA"[bisect([60, 70, 80, 90], 85)])  # expect: B

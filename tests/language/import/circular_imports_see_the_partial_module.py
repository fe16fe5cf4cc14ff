import _ring_a
print(_ring_a.late)
# expect:
# ring a begins
# ring b begins
# False
# cannot import name 'late' from partially initialized module '_ring_a'
# module '_ring_a' has no attribute 'late'
# ring b ends
# ring a ends
# late

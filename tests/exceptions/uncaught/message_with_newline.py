raise ValueError("one\ntwo")
# expect stderr: ValueError: one
# expect stderr: two
# expect exit: 1

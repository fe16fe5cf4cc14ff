inner = TypeError("inner")
inner.add_note("note of the member")
group = ExceptionGroup("group", [inner])
group.add_note("note of the group")
raise group

# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     raise group
# expect stderr:   | ExceptionGroup: group (1 sub-exception)
# expect stderr:   | note of the group
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | TypeError: inner
# expect stderr:     | note of the member
# expect stderr:     +------------------------------------
# expect exit: 1

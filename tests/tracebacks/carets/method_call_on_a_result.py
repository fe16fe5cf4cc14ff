class Box:
    def open(self, key):
        raise PermissionError("locked")

boxes = [Box()]
result = boxes[0].open(key="wrong") or 1

# expect stderr: Traceback (most recent call last):
# expect stderr:     result = boxes[0].open(key="wrong") or 1
# expect stderr:              ~~~~~~~~~~~~~^^^^^^^^^^^^^
# expect stderr:     raise PermissionError("locked")
# expect stderr: PermissionError: locked
# expect exit: 1

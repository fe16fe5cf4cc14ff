class Bad(Exception):
    def __str__(self):
        raise RuntimeError("no text")

raise Bad

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise Bad
# expect stderr: Bad: <exception str() failed>
# expect exit: 1

raise RuntimeError("outer") from ValueError("never raised")

# expect stderr: ValueError: never raised
# expect stderr: The above exception was the direct cause of the following exception:
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise RuntimeError("outer") from ValueError("never raised")
# expect stderr: RuntimeError: outer
# expect exit: 1

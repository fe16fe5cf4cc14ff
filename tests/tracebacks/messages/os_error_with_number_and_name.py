open("/no/such/folder/file.txt")

# expect stderr: Traceback (most recent call last):
# expect stderr:     open("/no/such/folder/file.txt")
# expect stderr:     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr: FileNotFoundError: [Errno 2] No such file or directory: '/no/such/folder/file.txt'
# expect exit: 1

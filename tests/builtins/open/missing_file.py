try:
    open("/no/such/file")
except FileNotFoundError as e:
    print(e, e.errno, e.filename, e.strerror)  # expect: [Errno 2] No such file or directory: '/no/such/file' 2 /no/such/file No such file or directory
open("/no/such/file")  # expect error: FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file'

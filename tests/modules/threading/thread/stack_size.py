import threading

print(threading.stack_size())  # expect: 0
print(threading.stack_size(1 << 20), threading.stack_size())  # expect: 0 1048576
thread = threading.Thread(target=lambda: print("ran"))  # expect: ran
thread.start()
thread.join()
for size in (-1, 4096):
    try:
        threading.stack_size(size)
    except ValueError as error:
        print(error)
# expect: size must be 0 or a positive value
# expect: size not valid: 4096 bytes

import sys, threading

sys.setswitchinterval(0.0001)

def numbers():
    for i in range(3000):
        yield i

shared, seen, refused = numbers(), [], 0

def work():
    global refused
    while True:
        try:
            seen.append(next(shared))
        except StopIteration:
            return
        except ValueError as error:
            assert str(error) == "generator already executing"
            refused += 1

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(seen) == list(range(3000)))  # expect: True

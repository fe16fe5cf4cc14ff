# Threads change what others go through: that may raise RuntimeError, and nothing else.
import threading

numbers, table, stop, wrong = list(range(100)), {i: i for i in range(100)}, threading.Event(), []

def change():
    for i in range(1500):
        numbers.append(i)
        numbers.pop(0)
        table[i + 1000] = [i]
        table.pop(i + 1000)
    stop.set()

def look():
    while not stop.is_set():
        try:
            sum(1 for _ in numbers)
            for key, value in table.items():
                str(value)
            sorted(numbers)
            dict(table)
        except RuntimeError:
            pass
        except BaseException as error:
            wrong.append(error)
            raise

threads = [threading.Thread(target=f) for f in (change, change, look, look, look)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong, len(numbers), len(table))  # expect: [] 100 100

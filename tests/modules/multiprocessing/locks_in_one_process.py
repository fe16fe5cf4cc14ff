import multiprocessing as mp

context = mp.get_context("spawn")
lock = context.Lock()
print(lock.acquire(), lock.acquire(block=False), lock.acquire(timeout=0.01))  # expect: True False False
print(lock.release())  # expect: None
try:
    lock.release()
except ValueError as e:
    print(e)  # expect: semaphore or lock released too many times
again = context.RLock()
print(again.acquire(), again.acquire())  # expect: True True
again.release()
again.release()
try:
    again.release()
except AssertionError as e:
    print(e)  # expect: attempt to release recursive lock not owned by thread
semaphore = context.Semaphore(2)
print(semaphore.get_value(), semaphore.acquire(), semaphore.get_value())  # expect: 2 True 1
semaphore.release()
semaphore.release()
print(semaphore.get_value())  # expect: 3
bounded = context.BoundedSemaphore(1)
try:
    bounded.release()
except ValueError as e:
    print(e)  # expect: semaphore or lock released too many times
with lock:
    print(lock)  # expect: <Lock(owner=MainProcess)>

import os

print(os.nice(0) == os.getpriority(os.PRIO_PROCESS, 0))  # expect: True
try:
    os.getpriority(7, 0)
except OSError as e:
    print(e)  # expect: [Errno 22] Invalid argument
before = os.times()
os.system("true")
after = os.times()
print(after.elapsed >= before.elapsed, after.user >= before.user, len(after))  # expect: True True 5

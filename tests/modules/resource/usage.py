import resource

used = resource.getrusage(resource.RUSAGE_SELF)
print(len(used), used.ru_utime + used.ru_stime > 0, used.ru_maxrss > 1000, used[0] == used.ru_utime)  # expect: 16 True True True
print(type(used).__name__, repr(used).split("=")[0])  # expect: struct_rusage resource.struct_rusage(ru_utime
print(resource.getpagesize())  # expect: 4096
try:
    resource.getrusage(99)
except ValueError as e:
    print(e)  # expect: invalid who parameter

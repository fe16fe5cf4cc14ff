import _stat
import stat

print(stat.S_ISDIR is _stat.S_ISDIR)  # expect: True
print(stat.filemode(0o100644), stat.filemode(0o40755), stat.filemode(0o104711), stat.filemode(0o41777))
# expect: -rw-r--r-- drwxr-xr-x -rws--x--x drwxrwxrwt
print(stat.filemode(0o106640), stat.filemode(0o120777), stat.filemode(0))
# expect: -rwSr-S--- lrwxrwxrwx ?---------
print(stat.S_IMODE(0o104755) == 0o4755, stat.S_IFMT(0o104755) == stat.S_IFREG)  # expect: True True
print(stat.S_ISREG(0o100644), stat.S_ISLNK(0o100644), stat.S_ISDOOR(0o100644))  # expect: True False False
for wrong in ("x", -1, 2**70):
    try:
        stat.S_ISREG(wrong)
    except (TypeError, OverflowError) as e:
        print(type(e).__name__)
# expect:
# TypeError
# OverflowError
# OverflowError

print("ring b begins")
import _ring_a
print(hasattr(_ring_a, "late"))
try:
    from _ring_a import late
except ImportError as e:
    print(str(e).split(" (")[0])
try:
    _ring_a.late
except AttributeError as e:
    print(str(e).split(" (")[0])
print("ring b ends")

print("ring a begins")
import _ring_b
late = "late"
print("ring a ends")

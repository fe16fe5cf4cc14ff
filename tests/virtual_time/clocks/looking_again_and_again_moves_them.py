# only taipan: virtual time
import time

end = time.monotonic() + 0.5
while time.monotonic() < end:
    pass
print(end <= time.monotonic() < end + 0.001)  # expect: True

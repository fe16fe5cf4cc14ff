# only taipan: virtual time
# real time: that is what it begins and ends with
import time

import taipan

print(taipan.is_virtual_time())  # expect: False
begun = time.monotonic()
with taipan.virtual_time():
    print(taipan.is_virtual_time())  # expect: True
    before = time.monotonic()
    time.sleep(1000)
    print(time.monotonic() - before)  # expect: 1000.0
print(taipan.is_virtual_time())  # expect: False
print(1000 <= time.monotonic() - begun < 1060)  # expect: True

# only taipan: virtual time
# real time: that is what it begins and ends with
import taipan

with taipan.virtual_time():
    with taipan.virtual_time():
        pass
    print(taipan.is_virtual_time())  # expect: True
print(taipan.is_virtual_time())  # expect: False

import array
import fcntl
import os
import struct
import termios

read, write = os.pipe()
os.write(write, b"abc")
print(struct.unpack("i", fcntl.ioctl(read, termios.FIONREAD, b"\0" * 4)))  # expect: (3,)
numbers = array.array("i", [0])
print(fcntl.ioctl(read, termios.FIONREAD, numbers), numbers)  # expect: 0 array('i', [3])
room = bytearray(4)
print(fcntl.ioctl(read, termios.FIONREAD, room, False), room)  # expect: b'\x03\x00\x00\x00' bytearray(b'\x00\x00\x00\x00')
for request in (termios.TIOCGWINSZ, 0x12345678):
    try:
        fcntl.ioctl(read, request, b"\0" * 8)
    except OSError as e:
        print(e)
# expect: [Errno 25] Inappropriate ioctl for device
# expect: [Errno 25] Inappropriate ioctl for device

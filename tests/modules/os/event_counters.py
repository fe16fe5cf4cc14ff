import os
import select

fd = os.eventfd(3, os.EFD_CLOEXEC)
print(os.eventfd_read(fd))  # expect: 3
print(select.select([fd], [], [], 0)[0])  # expect: []
os.eventfd_write(fd, 2)
os.eventfd_write(fd, 5)
print(os.eventfd_read(fd))  # expect: 7
os.close(fd)

import socket

names = {name: number for number, name in socket.if_nameindex()}
print(socket.if_nametoindex("lo") == names["lo"], socket.if_indextoname(names["lo"]))  # expect: True lo
try:
    socket.if_nametoindex("no such one")
except OSError as e:
    print(e)  # expect: no interface with this name
try:
    socket.if_indextoname(999999)
except OSError as e:
    print(e)  # expect: [Errno 6] No such device or address

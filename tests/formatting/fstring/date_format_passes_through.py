import datetime
d = datetime.date(2024, 3, 9)
print(f"{d} {d:%d.%m.%Y} {d:%A %j}", "{:%y}".format(d))  # expect: 2024-03-09 09.03.2024 Saturday 069 24

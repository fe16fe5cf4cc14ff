import time
t = time.gmtime(0)
print(t.tm_year, t.tm_mon, t.tm_mday, t.tm_wday, t.tm_yday)  # expect: 1970 1 1 3 1
print(time.strftime("%Y-%m-%d %H:%M:%S", t))  # expect: 1970-01-01 00:00:00
print(time.strftime("%a %b", time.gmtime(86400 * 45)))  # expect: Sun Feb
print(time.strptime("2024-02-29", "%Y-%m-%d").tm_yday)  # expect: 60

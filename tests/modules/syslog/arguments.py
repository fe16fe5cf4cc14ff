import syslog

print(syslog.LOG_MASK(3), syslog.LOG_UPTO(3), syslog.LOG_AUTH, syslog.LOG_LOCAL7)  # expect: 8 15 32 184
print(syslog.setlogmask(0), syslog.setlogmask(15), syslog.setlogmask(255))  # expect: 255 255 15
syslog.openlog("test", syslog.LOG_PID, syslog.LOG_USER)
print(syslog.syslog(syslog.LOG_DEBUG, "a test's message"))  # expect: None
syslog.closelog()
for wrong in ((), (1, 2, 3), ("x", "y")):
    try:
        syslog.syslog(*wrong)
    except TypeError as e:
        print(e)
# expect:
# syslog.syslog requires 1 to 2 arguments
# syslog.syslog requires 1 to 2 arguments
# 'str' object cannot be interpreted as an integer

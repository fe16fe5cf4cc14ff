class Stop(Exception): pass
raise Stop # expect error: Stop

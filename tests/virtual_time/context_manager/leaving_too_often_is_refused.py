# only taipan: virtual time
import taipan

time = taipan.virtual_time()
time.__exit__(None, None, None)  # expect error: RuntimeError: virtual_time() is left more often than it was entered

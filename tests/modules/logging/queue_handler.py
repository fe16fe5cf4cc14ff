import logging
import logging.handlers
import queue

records = queue.SimpleQueue()
logger = logging.getLogger("queued")
logger.addHandler(logging.handlers.QueueHandler(records))
logger.propagate = False
try:
    1 / 0
except ZeroDivisionError:
    logger.exception("it failed: %d", 7)
record = records.get()
print(record.levelname, record.message.splitlines()[0], record.args)  # expect: ERROR it failed: 7 None
print(record.message.splitlines()[-1])  # expect: ZeroDivisionError: division by zero

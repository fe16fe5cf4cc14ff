import logging
import atexit


@atexit.register
def last_words():
    # logging closes its handlers when the program ends, but it was imported first.
    logging.getLogger().handlers[0].emit(logging.makeLogRecord({"msg": "still open"}))


import sys

logging.basicConfig(stream=sys.stdout, format="%(message)s")
logging.warning("first")

# expect:
# first
# still open

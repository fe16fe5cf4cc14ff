import logging.handlers
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "app.log")
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=40, backupCount=2)
    logger = logging.getLogger("rotating")
    logger.addHandler(handler)
    for i in range(8):
        logger.warning("message number %d", i)
    handler.close()
    print(sorted(os.listdir(folder)))  # expect: ['app.log', 'app.log.1', 'app.log.2']
    print(open(path).read().splitlines())  # expect: ['message number 6', 'message number 7']

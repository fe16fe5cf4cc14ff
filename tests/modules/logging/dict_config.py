import logging
import logging.config

logging.config.dictConfig({
    "version": 1,
    "formatters": {"short": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "short"}},
    "loggers": {"app": {"handlers": ["out"], "level": "INFO", "propagate": False}},
})
logging.getLogger("app.part").info("hello %s", "there")  # expect: INFO app.part: hello there
logging.getLogger("app").debug("not shown")

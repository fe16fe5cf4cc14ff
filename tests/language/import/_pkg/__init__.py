print("init of", __name__, "in package", __package__)
from .low import base
level = 1

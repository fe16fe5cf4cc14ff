# A file next to the script is preferred to the library's module, but not to what is built in.
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "_shadow"))
import colorsys
import json
import math
import struct
import time

print(colorsys.own, json.own, math.own, struct.own)  # expect: True True True True
print(hasattr(time, "own"))  # expect: False

# args: x
import os, sys

print(os.path.basename(sys.argv[0]))  # expect: first_is_the_script.py

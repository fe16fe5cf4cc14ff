# args: --count many
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--count", type=int)
print("parsing")  # expect: parsing
parser.parse_args()
print("never printed")

# expect exit: 2

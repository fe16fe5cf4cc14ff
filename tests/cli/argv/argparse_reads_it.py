# args: --count 3 name
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--count", type=int, default=1)
parser.add_argument("word")
print(parser.parse_args())  # expect: Namespace(count=3, word='name')

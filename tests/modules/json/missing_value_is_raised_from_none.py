import json

for text in ["", "[1, ", "nope"]:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        print(error.__suppress_context__, error.__cause__)

# expect:
# True None
# True None
# True None

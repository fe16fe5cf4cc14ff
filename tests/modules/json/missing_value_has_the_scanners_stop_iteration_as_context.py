import json

for text in ["", "[1, ", '{"a": }', "nul"]:
    try:
        json.loads(text)
    except json.JSONDecodeError as e:
        print(e, repr(e.__context__), e.__suppress_context__, e.__cause__)

# expect:
# Expecting value: line 1 column 1 (char 0) StopIteration(0) True None
# Expecting value: line 1 column 5 (char 4) StopIteration(4) True None
# Expecting value: line 1 column 7 (char 6) StopIteration(6) True None
# Expecting value: line 1 column 1 (char 0) StopIteration(0) True None

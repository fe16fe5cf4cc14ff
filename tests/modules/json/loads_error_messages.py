import json
def error(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError as e:
        return str(e)
print(error(""))  # expect: Expecting value: line 1 column 1 (char 0)
print(error("{"))  # expect: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
print(error('{"a" 1}'))  # expect: Expecting ':' delimiter: line 1 column 6 (char 5)
print(error('{"a": }'))  # expect: Expecting value: line 1 column 7 (char 6)
print(error("[1,]"))  # expect: Illegal trailing comma before end of array: line 1 column 3 (char 2)
print(error("[1 2]"))  # expect: Expecting ',' delimiter: line 1 column 4 (char 3)
print(error('{"a": 1,}'))  # expect: Illegal trailing comma before end of object: line 1 column 8 (char 7)
print(error("nul"))  # expect: Expecting value: line 1 column 1 (char 0)
print(error('"abc'))  # expect: Unterminated string starting at: line 1 column 1 (char 0)
print(error('"a\\x"'))  # expect: Invalid \escape: line 1 column 3 (char 2)
print(error("[1] x"))  # expect: Extra data: line 1 column 5 (char 4)
print(error("{'a': 1}"))  # expect: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
print(error('"a\nb"'))  # expect: Invalid control character at: line 1 column 3 (char 2)

import json

json.loads("{bad}")

# expect stderr: Traceback (most recent call last):
# expect stderr:     json.loads("{bad}")
# expect stderr:     ~~~~~~~~~~^^^^^^^^^
# expect stderr: json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect exit: 1

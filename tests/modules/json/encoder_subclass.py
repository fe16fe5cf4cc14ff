import json
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return str(o)
        return super().default(o)
print(json.dumps({"z": 1 + 2j}, cls=Enc))  # expect: {"z": "(1+2j)"}
try:
    json.dumps(object, cls=Enc)
except TypeError as e:
    print(e)  # expect: Object of type type is not JSON serializable

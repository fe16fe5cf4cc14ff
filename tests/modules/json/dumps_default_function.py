import json
print(json.dumps({"s": {3, 1, 2}}, default=sorted))  # expect: {"s": [1, 2, 3]}
print(json.dumps([1j], default=lambda z: [z.real, z.imag]))  # expect: [[0.0, 1.0]]
class A: pass
json.dumps([A()], default=str)[:3]
try:
    json.dumps([A()])
except TypeError as e:
    print(e)  # expect: Object of type A is not JSON serializable
try:
    json.dumps({"k": {1}})
except TypeError as e:
    print(e)  # expect: Object of type set is not JSON serializable

from collections import ChainMap
a, b = {"x": 1}, {"x": 2, "y": 3}
c = ChainMap(a, b)
print(c["x"], c["y"], sorted(c), len(c), c.maps)  # expect: 1 3 ['x', 'y'] 2 [{'x': 1}, {'x': 2, 'y': 3}]
c["y"] = 9
print(a, b, c.new_child({"z": 0})["z"], c.parents["x"], dict(c))  # expect: {'x': 1, 'y': 9} {'x': 2, 'y': 3} 0 2 {'x': 1, 'y': 9}
try:
    c["nope"]
except KeyError as e:
    print(e)  # expect: 'nope'

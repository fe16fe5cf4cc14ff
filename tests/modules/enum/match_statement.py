from enum import Enum
class Light(Enum):
    RED = "r"
    GREEN = "g"
def go(l):
    match l:
        case Light.RED: return "stop"
        case Light.GREEN: return "go"
print([go(l) for l in Light], go("r"))  # expect: ['stop', 'go'] None

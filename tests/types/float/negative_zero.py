z = -0.0
print(z, z == 0.0, repr(0.0 * -1), -z)  # expect: -0.0 True -0.0 0.0
print(0.0 + z, z + z, z - 0.0)  # expect: 0.0 -0.0 -0.0
print(str(z), f"{z:.1f}", f"{z:+}", abs(z))  # expect: -0.0 -0.0 -0.0 0.0
import math
print(math.copysign(1, z), math.atan2(z, -1))  # expect: -1.0 -3.141592653589793

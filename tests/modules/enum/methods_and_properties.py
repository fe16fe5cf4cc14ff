from enum import Enum
class Planet(Enum):
    EARTH = (5.97e24, 6371)
    MARS = (6.4e23, 3390)
    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius
    @property
    def big(self): return self.radius > 5000
    @classmethod
    def smallest(cls): return min(cls, key=lambda p: p.radius)
    def __str__(self): return self.name.title()
print(Planet.EARTH.big, Planet.MARS.radius, Planet.smallest())  # expect: True 3390 Mars
print(Planet.MARS.value, repr(Planet.MARS))  # expect: (6.4e+23, 3390) <Planet.MARS: (6.4e+23, 3390)>

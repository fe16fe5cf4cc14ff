from dataclasses import dataclass, field, InitVar
@dataclass
class Rect:
    w: int
    h: int
    scale: InitVar[int] = 1
    area: int = field(init=False)
    def __post_init__(self, scale):
        self.area = self.w * self.h * scale
print(Rect(2, 3), Rect(2, 3, 10).area)  # expect: Rect(w=2, h=3, area=6) 60

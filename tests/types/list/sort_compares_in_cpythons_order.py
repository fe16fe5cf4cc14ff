# What is compared with what, up to 63 items: seen where `<` has effects.
class Item:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        compared.append(f"{self.value}<{other.value}")
        return self.value < other.value


for values in ([3, 1, 2], [2, 2, 1], [1, 2, 3, 0], [5, 5, 4, 4, 6]):
    compared = []
    sorted(map(Item, values))
    print(*compared)

# expect:
# 1<3 2<1 1<2 2<3 2<3 2<1
# 2<2 1<2 2<2
# 2<1 3<2 0<3 1<3 0<2 0<1
# 5<5 4<5 5<5 4<4 4<4 6<4 4<6 6<5

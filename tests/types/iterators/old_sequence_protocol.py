class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq(), [*Seq()], max(Seq()))  # expect: [0, 10, 20] True [0, 10, 20] 20

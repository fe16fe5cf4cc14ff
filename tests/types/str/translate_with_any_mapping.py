class Shift:
    def __getitem__(self, code):
        if code == 32:
            raise LookupError
        return code + 1
print("HAL 9".translate(Shift()))  # expect: IBM :

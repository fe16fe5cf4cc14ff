class AppError(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
    def __str__(self): return f"[{self.code}] {self.args[0]}"
try:
    raise AppError(7, "broken")
except AppError as e:
    print(e, e.code, e.args, repr(e))  # expect: [7] broken 7 ('broken',) AppError('broken')

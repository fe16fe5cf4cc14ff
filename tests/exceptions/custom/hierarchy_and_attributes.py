class AppError(Exception):
    status = 500
class NotFound(AppError):
    status = 404
    def __init__(self, what):
        super().__init__(f"{what} not found")
        self.what = what
try:
    raise NotFound("page")
except AppError as e:
    print(type(e).__name__, e, e.status, e.what, e.args)  # expect: NotFound page not found 404 page ('page not found',)

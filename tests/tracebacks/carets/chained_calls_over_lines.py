class Query:
    def where(self, x):
        return self

    def run(self):
        raise RuntimeError("no database")

(Query()
    .where(1)
    .where(2)
    .run())

# expect stderr: Traceback (most recent call last):
# expect stderr:     .run())
# expect stderr:      ~~~^^
# expect stderr:     raise RuntimeError("no database")
# expect stderr: RuntimeError: no database
# expect exit: 1

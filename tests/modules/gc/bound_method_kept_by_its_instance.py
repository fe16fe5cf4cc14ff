import functools, gc, weakref

class Button:
    def __init__(self):
        self.on_click = self.click
        self.later = functools.partial(self.click, 1)

    def click(self, *args):
        pass

button = Button()
ref = weakref.ref(button)
del button
gc.collect()
print(ref())  # expect: None

import colorsys
import html.parser
import textwrap
import types

print(isinstance(colorsys, types.ModuleType), colorsys.__name__)  # expect: True colorsys
print("rgb_to_hsv" in dir(colorsys), "hls_to_rgb" in vars(colorsys))  # expect: True True
print(textwrap.__doc__.splitlines()[0])  # expect: Text wrapping and filling.
print(html.escape("<"), html.parser.HTMLParser.__name__)  # expect: &lt; HTMLParser
try:
    colorsys.nothing
except AttributeError as e:
    print(e)  # expect: module 'colorsys' has no attribute 'nothing'
colorsys.ONE_SIXTH = "changed"
print(colorsys.ONE_SIXTH, colorsys.rgb_to_hsv(0, 0, 0))  # expect: changed (0.0, 0.0, 0)

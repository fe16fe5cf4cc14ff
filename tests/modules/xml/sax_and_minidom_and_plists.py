# xml.sax, xml.dom.minidom and plistlib on the same parser.
import plistlib
import xml.dom.minidom
import xml.sax


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attributes):
        print(name, dict(attributes))


xml.sax.parseString("<a x='1'><b/></a>", Handler())
# expect: a {'x': '1'}
# expect: b {}
try:
    xml.sax.parseString("<c><d></c>", Handler())
except xml.sax.SAXParseException as e:
    print(e)
# expect: c {}
# expect: d {}
# expect: <unknown>:1:8: mismatched tag
print(xml.dom.minidom.parseString("<!DOCTYPE a [<!ELEMENT a (b)>]><a><!-- c --></a>").toxml())
# expect: <?xml version="1.0" ?><!DOCTYPE a [<!ELEMENT a (b)>]><a><!-- c --></a>
print(plistlib.loads(plistlib.dumps({"a": [1, 2.5, b"x", True]})))  # expect: {'a': [1, 2.5, b'x', True]}

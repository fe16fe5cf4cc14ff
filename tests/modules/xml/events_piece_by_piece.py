# The parser takes a document in pieces of any size, and calls the handlers in the order of the text.
from xml.parsers import expat


def note(name):
    return lambda *args: print(name, *args)


parser = expat.ParserCreate(namespace_separator=" ")
parser.buffer_text = True
for name in ["StartElement", "EndElement", "CharacterData", "Comment", "ProcessingInstruction", "XmlDecl"]:
    setattr(parser, name + "Handler", note(name))
document = '<?xml version="1.0"?><a xmlns="u" k="v">x\ny<b/><![CDATA[<z>]]><!--c--><?p d?></a>'.encode()
for i in range(0, len(document), 5):
    parser.Parse(document[i : i + 5])
parser.Parse(b"", True)
print(parser.CurrentLineNumber)
# expect:
# XmlDecl 1.0 None -1
# StartElement u a {'k': 'v'}
# CharacterData x
# y
# StartElement u b {}
# EndElement u b
# CharacterData <z>
# Comment c
# ProcessingInstruction p d
# EndElement u a
# 2

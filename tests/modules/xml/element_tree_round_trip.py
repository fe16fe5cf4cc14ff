# ElementTree reads namespaces, entities and comments, and says where a document is wrong.
import xml.etree.ElementTree as ET

text = '<!DOCTYPE r [<!ENTITY e "value">]><r xmlns:p="uri" a="1&amp;2"><p:c x="\u00e9">t&e;</p:c>tail<!-- c --><d/></r>'
root = ET.fromstring(text)
print([e.tag for e in root.iter()], root.attrib)  # expect: ['r', '{uri}c', 'd'] {'a': '1&2'}
print(root[0].text, root[0].tail)  # expect: tvalue tail
print(ET.tostring(root, encoding="unicode"))
# expect: <r xmlns:ns0="uri" a="1&amp;2"><ns0:c x="é">tvalue</ns0:c>tail<d /></r>
for wrong in ["<a>", "<a>\n</b>", "", "<a>&nope;</a>", "<a b='1' b='2'/>", "<a/>x"]:
    try:
        ET.fromstring(wrong)
    except ET.ParseError as e:
        print(e, e.code, e.position)
# expect: no element found: line 1, column 3 3 (1, 3)
# expect: mismatched tag: line 2, column 2 7 (2, 2)
# expect: no element found: line 1, column 0 3 (1, 0)
# expect: undefined entity: line 1, column 3 11 (1, 3)
# expect: duplicate attribute: line 1, column 9 8 (1, 9)
# expect: junk after document element: line 1, column 4 9 (1, 4)

import html
from html.parser import HTMLParser

print(html.escape("<a href='x'>&\""), html.unescape("&lt;&eacute;&#233;&amp;"))


class Printer(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs)

    def handle_endtag(self, tag):
        print("end", tag)

    def handle_data(self, data):
        print("data", repr(data))


Printer().feed("<p class='x' id=y>Hi &amp; <b>there</b><br/></p>")

# expect:
# &lt;a href=&#x27;x&#x27;&gt;&amp;&quot; <éé&
# start p [('class', 'x'), ('id', 'y')]
# data 'Hi & '
# start b []
# data 'there'
# end b
# start br []
# end br
# end p

from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlparse

print(urlparse("http://user@host:80/path;x?q=1&r=2#part"))
print(urlparse("//host:81/").port, urljoin("http://a/b/c", "../d"))
print(parse_qs("a=1&a=2&b="), urlencode({"a b": "c&d", "list": [1, 2]}, doseq=True))
print(quote("a/b c?é"), unquote("%C3%A9+"))

# expect:
# ParseResult(scheme='http', netloc='user@host:80', path='/path', params='x', query='q=1&r=2', fragment='part')
# 81 http://a/d
# {'a': ['1', '2']} a+b=c%26d&list=1&list=2
# a/b%20c%3F%C3%A9 é+

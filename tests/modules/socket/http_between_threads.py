# The library's HTTP server and clients talk to each other.
import http.client
import http.server
import threading
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"you asked for {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(body[::-1])

    def log_message(self, *args):
        pass


with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
    threading.Thread(target=server.serve_forever).start()
    port = server.server_address[1]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/a?b=c") as response:
        print(response.status, response.read().decode())  # expect: 200 you asked for /a?b=c
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/", b"hello")
    response = connection.getresponse()
    print(response.status, response.read())  # expect: 201 b'olleh'
    connection.close()
    server.shutdown()

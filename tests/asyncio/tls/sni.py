# One port, two names.
from _tls import Server, client_context, run, server_context


async def main():
    context = server_context()
    other = server_context("other-name")

    def choose(obj, name, initial):
        print("asked for", name, type(obj).__name__)
        if name == "other.example":
            obj.context = other

    context.sni_callback = choose
    async with Server(context=context) as server:
        for host in ("localhost", "other.example"):
            reader, writer = await server.connect(hostname=host)
            print(writer.get_extra_info("peercert")["subject"][-1][0][1])
            writer.close()
            await writer.wait_closed()
    # expect: asked for localhost SSLObject
    # expect: localhost
    # expect: asked for other.example SSLObject
    # expect: other.example


run(main)

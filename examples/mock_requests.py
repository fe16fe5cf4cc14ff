"""Three pretended HTTP requests at once: the total wait is that of the slowest, not the sum."""
import asyncio
import time


async def mock_http_request(url, delay):
    print("fetching", url)
    await asyncio.sleep(delay)
    return f"200 OK from {url}"


async def main():
    sites = {"http://example.com": 0.06, "http://example.org": 0.04, "http://example.net": 0.02}
    start = time.perf_counter()
    responses = await asyncio.gather(*(mock_http_request(u, d) for u, d in sites.items()))
    elapsed = time.perf_counter() - start
    for response in responses:
        print(response)
    print("less than the 0.12 s of one after another:", elapsed < 0.12)


asyncio.run(main())

# expect:
# fetching http://example.com
# fetching http://example.org
# fetching http://example.net
# 200 OK from http://example.com
# 200 OK from http://example.org
# 200 OK from http://example.net
# less than the 0.12 s of one after another: True

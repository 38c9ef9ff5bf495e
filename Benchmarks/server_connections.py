#!/usr/bin/env python3
"""Holds idle and slow connections against `semblance serve` and measures what others still get.

    Benchmarks/server_connections.py BINARY [--idle 2000] [--slow 200] [--seconds 20]

A third of the slow clients send a head byte by byte, a third a body, a third read their answer byte
by byte. Before they come and while they are there one client asks for pictures, one request after
the other. Exit code 1 when a request fails or the 95th percentile is above --limit milliseconds.
Needs a limit on open files above the number of connections (`ulimit -n`).
"""
import argparse, asyncio, os, re, resource, signal, subprocess, sys, tempfile, time


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


async def ask(port, seconds):
    """Times in ms of requests, each on a connection of its own."""
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 5)
        writer.write(b"GET /api/images?limit=50 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"a request failed: {answer[:80]!r}")
        times.append(1000 * (time.monotonic() - began))
        await asyncio.sleep(0.01)
    return times


class Crowd:
    def __init__(self, port):
        self.port, self.writers, self.tasks, self.closed = port, [], [], 0

    async def open(self):
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", self.port), 30)
        self.writers.append(writer)
        return reader, writer

    async def idle(self):
        reader, writer = await self.open()
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await asyncio.wait_for(reader.readuntil(b"}"), 30)
        self.tasks.append(asyncio.create_task(self.noticed(reader)))

    async def noticed(self, reader):
        if not await reader.read(1):
            self.closed += 1

    async def slow(self, kind):
        reader, writer = await self.open()
        first = {
            "head": b"GET /api/images HTTP/1.1\r\nHost: localhost\r\nX: ",
            "body": b"POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    b"Content-Length: 60000\r\n\r\n",
            "reader": b"GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
        }[kind]
        writer.write(first)
        self.tasks.append(asyncio.create_task(self.drip(reader, writer, kind)))

    async def drip(self, reader, writer, kind):
        try:
            while True:
                await asyncio.sleep(0.5)
                if kind == "reader":
                    if not await reader.read(1):
                        break
                else:
                    writer.write(b"a")
                    await writer.drain()
                    if reader.at_eof():
                        break
        except (ConnectionError, asyncio.CancelledError):
            pass
        self.closed += 1


def usage(pid):
    status = open(f"/proc/{pid}/status").read()
    stat = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024, (int(stat[11]) + int(stat[12])) / ticks


def show(name, times, pid, cpu):
    memory, now = usage(pid)
    print(f"{name:<28} {len(times):>6} answers  p50 {percentile(times, .5):6.1f} ms  "
          f"p95 {percentile(times, .95):6.1f} ms  max {max(times):6.1f} ms  "
          f"{memory:6.0f} MB  {now - cpu:5.1f} CPU s", flush=True)


async def measure(arguments, port, pid):
    cpu = usage(pid)[1]
    show("alone", await ask(port, arguments.seconds / 2), pid, cpu)
    crowd = Crowd(port)
    began = time.monotonic()
    for start in range(0, arguments.idle, 100):
        await asyncio.gather(*(crowd.idle() for _ in range(min(100, arguments.idle - start))))
    kinds = ["head", "body", "reader"]
    await asyncio.gather(*(crowd.slow(kinds[n % 3]) for n in range(arguments.slow)))
    print(f"{len(crowd.writers)} connections opened in {time.monotonic() - began:.1f} s")
    cpu = usage(pid)[1]
    times = await ask(port, arguments.seconds)
    show(f"beside {arguments.idle} idle, {arguments.slow} slow", times, pid, cpu)
    await asyncio.sleep(max(0, 50 - arguments.seconds))
    print(f"closed by the server after 50 s: {crowd.closed} of {len(crowd.writers)} "
          "(slow heads and bodies; idle ones go after 60 s)")
    for task in crowd.tasks:
        task.cancel()
    for writer in crowd.writers:
        writer.close()
    return percentile(times, 0.95)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--idle", type=int, default=2000)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--limit", type=float, default=200)
    arguments = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as library:
        server = subprocess.Popen(
            [arguments.binary, "serve", "--port", "0", "--library", library],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = int(re.search(r":(\d+)$", server.stdout.readline().strip())[1])
            p95 = asyncio.run(measure(arguments, port, server.pid))
            began = time.monotonic()
            server.send_signal(signal.SIGTERM)
            code = server.wait(60)
            print(f"stopped in {time.monotonic() - began:.1f} s with exit code {code}")
        finally:
            server.kill()
    sys.exit(0 if p95 <= arguments.limit and code == 0 else 1)


if __name__ == "__main__":
    main()

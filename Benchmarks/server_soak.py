#!/usr/bin/env python3
"""Keeps `semblance serve` busy for minutes and says whether its memory stays where it is.

    semblance-bench-server --write LIBRARY 100000
    Benchmarks/server_soak.py BINARY LIBRARY PICTURES [--minutes 10] [--clients 4] [--pause 0.01]

LIBRARY is changed: use one that was made for this. A scan of PICTURES runs, as often as it comes to
its end, one client sends pictures that are new, and the others search with filters, by example and by
words, page through lists, and open thumbnails, streams and exports. Every minute it prints the answers,
their times, and the server's memory, open files and threads. Exit code 1 when an answer is a 5xx or
breaks off, when the server ends by itself, or when the median memory of the last third is above that of
the third before it by more than --growth per cent.
"""
import argparse, collections, http.client, json, os, pathlib, random, re, signal
import statistics, subprocess, sys, threading, time


class Load:
    def __init__(self, port, pictures):
        self.port, self.pictures = port, pictures
        self.lock, self.ending = threading.Lock(), threading.Event()
        self.times, self.answers = collections.defaultdict(list), collections.Counter()

    def ask(self, connection, name, method, target, body=None, fields={}):
        began = time.monotonic()
        connection.request(method, target, body, {"X-Semblance": "1", **fields})
        answer = connection.getresponse()
        content = answer.read()
        with self.lock:
            self.times[name].append(1000 * (time.monotonic() - began))
            self.answers[answer.status] += 1
        return answer.status, content

    def run(self, client, pause, seed):
        chance = random.Random(seed)
        while not self.ending.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                for _ in range(500):
                    if self.ending.is_set():
                        break
                    client(connection, chance)
                    time.sleep(pause)
            except (OSError, http.client.HTTPException) as reason:
                if not self.ending.is_set():
                    print(f"broken off: {reason!r}", flush=True)
                    self.answers["broken"] += 1
                    time.sleep(0.5)
            connection.close()

    def search(self, ids):
        text = {"Content-Type": "application/json"}

        def client(connection, chance):
            one, iso = chance.choice(ids), 100 * chance.randrange(16)
            name, method, target, wish = chance.choice([
                ("like one, filtered", "POST", "/api/search",
                 {"image_id": one, "limit": 20, "filter": {"iso": {"gte": iso}}}),
                ("like one, filtered", "POST", "/api/search/similar",
                 {"image_id": one, "filter": {"must": [{"key": "iso", "range": {"gte": iso}}]}}),
                ("words, filtered", "POST", "/api/search",
                 {"text": f"tag{chance.randrange(997)} lake", "filter": {"rating": {"gte": 2}}}),
                ("a page", "GET", f"/api/images?sort=size&limit=100&filter={{\"iso\":{iso + 100}}}"
                 .replace('"', "%22").replace("{", "%7B").replace("}", "%7D"), None),
                ("a thumbnail", "GET", f"/api/images/{one}/thumbnail", None),
                ("a picture", "GET", f"/api/images/{one}", None),
                ("the timeline", "GET", "/api/timeline", None),
                ("jobs", "GET", "/api/jobs", None)])
            body = json.dumps(wish) if wish else None
            self.ask(connection, name, method, target, body, text if wish else {})
            if chance.random() < 0.002:
                self.ask(connection, "an export", "GET",
                         f"/api/search/export?format=ndjson&filter=%7B%22iso%22%3A{iso + 100}%7D")

        return client

    def send(self, connection, chance):
        """A picture that is new: its bytes differ from all others' by what follows its end."""
        content = chance.choice(self.pictures).read_bytes() + chance.randbytes(16)
        edge = "edge-of-a-part"
        body = (f"--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
                .encode() + content + f"\r\n--{edge}--\r\n".encode())
        self.ask(connection, "a picture sent", "POST", "/api/images", body,
                 {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def scan(self, folder):
        """Begins a scan whenever none runs; every scan finds pictures whose times have changed."""
        def client(connection, chance):
            _, content = self.ask(connection, "jobs", "GET", "/api/jobs")
            if all(job["state"] not in ("queued", "running") for job in json.loads(content)["jobs"]):
                for path in self.pictures:
                    os.utime(path)
                self.ask(connection, "a scan begun", "POST", "/api/index/scan",
                         json.dumps({"paths": [str(folder)]}), {"Content-Type": "application/json"})
            time.sleep(1)

        return client


def state(pid):
    text = open(f"/proc/{pid}/status").read()
    number = lambda name: int(re.search(rf"^{name}:\s+(\d+)", text, re.M)[1])
    return {"memory": number("VmRSS") / 1024, "own": number("RssAnon") / 1024,
            "files": len(os.listdir(f"/proc/{pid}/fd")), "threads": number("Threads")}


def watch(load, server, minutes):
    """A line a minute; the memory of every second. Ends with the server, should it end by itself."""
    kept = []
    print("minute  answers   p95 ms: searches  pictures sent    MB  of them own  files  threads", flush=True)
    for minute in range(minutes):
        for _ in range(60):
            time.sleep(1)
            if server.poll() is not None:
                load.ending.set()
                sys.exit(f"the server ended by itself, with exit code {server.returncode}")
            kept.append(state(server.pid))
        with load.lock:
            times, load.times = load.times, collections.defaultdict(list)
        def p95(names):
            all_ = sorted(t for name in names for t in times.get(name, []))
            return all_[int(0.95 * (len(all_) - 1))] if all_ else float("nan")
        print(f"{minute + 1:>6}{sum(map(len, times.values())):>9}"
              f"{p95(['like one, filtered', 'words, filtered']):>18.1f}{p95(['a picture sent']):>15.1f}"
              f"{kept[-1]['memory']:>6.0f}{kept[-1]['own']:>13.0f}{kept[-1]['files']:>7}{kept[-1]['threads']:>9}",
              flush=True)
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("library")
    parser.add_argument("pictures", type=pathlib.Path)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--pause", type=float, default=0.01)
    parser.add_argument("--growth", type=float, default=5)
    wish = parser.parse_args()
    pictures = sorted(p for p in wish.pictures.resolve().rglob("*") if p.suffix == ".jpg")
    server = subprocess.Popen(
        [wish.binary, "serve", "--port", "0", "--library", wish.library, "--root", wish.pictures.resolve()],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        port = int(re.search(r":(\d+)$", server.stdout.readline().strip())[1])
        load = Load(port, pictures)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        _, content = load.ask(connection, "a page", "GET", "/api/images?limit=500")
        ids = [picture["id"] for picture in json.loads(content)["items"]]
        clients = [load.search(ids)] * wish.clients + [load.send, load.scan(wish.pictures.resolve())]
        threads = [threading.Thread(target=load.run, args=(client, wish.pause, seed))
                   for seed, client in enumerate(clients)]
        for thread in threads:
            thread.start()
        kept = watch(load, server, wish.minutes)
        load.ending.set()
        for thread in threads:
            thread.join()
        server.send_signal(signal.SIGTERM)
        code = server.wait(60)
    finally:
        server.kill()
    third = len(kept) // 3
    before, after = (statistics.median(k["own"] for k in part) for part in (kept[third:2 * third], kept[2 * third:]))
    print(f"answers: {dict(load.answers)}; exit code {code}; its own memory {before:.0f} MB in the second "
          f"third, {after:.0f} MB in the last; at most {max(k['memory'] for k in kept):.0f} MB with what is "
          f"mapped from files")
    bad = sum(count for status, count in load.answers.items() if status == "broken" or status >= 500)
    sys.exit(1 if bad or code or after > before * (1 + wish.growth / 100) else 0)


if __name__ == "__main__":
    main()

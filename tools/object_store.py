"""boto3 against `semblance serve`: what clients of S3 do, and what must survive a SIGKILL."""

import hashlib
import io
import json
import os
import pathlib
import random
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

SEMBLANCE = pathlib.Path(sys.argv[1]).resolve()
KILLS = 10
passed, failed = 0, 0


def check(holds, what):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"object_store: FAILED: {what}")


def bitmap(seed, width=320, height=240):
    """A Windows bitmap of random tiles, unlike any other seed's: like ones would be compared for long."""
    random.seed(seed)
    across, down = 16, 12
    stride = (3 * width + 3) // 4 * 4
    rows = []
    for _ in range(down):
        colours = [bytes(random.randrange(256) for _ in range(3)) for _ in range(across)]
        row = b"".join(colours[across * x // width] for x in range(width))
        rows.append(row + bytes(stride - len(row)))
    pixels = b"".join(rows[down * y // height] for y in range(height))
    size = 54 + len(pixels)
    return (b"BM" + struct.pack("<IHHI", size, 0, 0, 54)
            + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 2835, 2835, 0, 0)
            + pixels)


class Server:
    def __init__(self, folder):
        self.library = folder / "library"
        self.log = open(folder / "log", "ab")
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        self.process = subprocess.Popen(
            [SEMBLANCE, "serve", "--port", str(self.port), "--library", str(self.library)],
            stdout=self.log, stderr=self.log)
        for _ in range(200):
            try:
                urllib.request.urlopen(self.url + "/healthz", timeout=2)
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("object_store: the server did not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def call(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return answer.status, json.load(answer)

    def client(self, secret=None, host="127.0.0.1", **settings):
        keys = json.loads((self.library / "objects/keys.json").read_text())
        return boto3.client(
            "s3", endpoint_url=f"http://{host}:{self.port}/s3", region_name="us-east-1",
            aws_access_key_id=keys["access_key"],
            aws_secret_access_key=secret or keys["secret_key"],
            config=Config(signature_version="s3v4", retries={"max_attempts": 1}, **settings))

    def send(self, picture, name, **more):
        """presign, PUT, ingest; as a client without any key does."""
        _, wish = self.call("/api/images/presign", {"file_name": name})
        put = urllib.request.Request(wish["url"], picture, method="PUT")
        urllib.request.urlopen(put, timeout=60).close()
        return self.call(
            "/api/images/ingest", {"bucket": wish["bucket"], "key": wish["key"], **more})


def code_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def clients(server):
    client = server.client()
    key = "a folder/ä+b c.txt"
    client.put_object(
        Bucket="images", Key=key, Body=b"hello", ContentType="text/plain", Metadata={"who": "me"})
    got = client.get_object(Bucket="images", Key=key)
    check(got["Body"].read() == b"hello" and got["Metadata"] == {"who": "me"}, "an object")
    part = client.get_object(Bucket="images", Key=key, Range="bytes=1-2")
    check(part["Body"].read() == b"el", "a range")
    check(client.head_object(Bucket="images", Key=key)["ContentLength"] == 5, "a head")
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        put = client.put_object(
            Bucket="images", Key="sum", Body=b"hello", ChecksumAlgorithm=algorithm)
        check(put.get("Checksum" + algorithm), algorithm)
    for number in range(5):
        client.put_object(Bucket="images", Key=f"list/{number}", Body=b"x")
    pages = client.get_paginator("list_objects_v2").paginate(
        Bucket="images", PaginationConfig={"PageSize": 3})
    keys = [entry["Key"] for page in pages for entry in page["Contents"]]
    check(keys == sorted([key, "sum"] + [f"list/{n}" for n in range(5)]), f"a listing: {keys}")
    grouped = client.list_objects_v2(Bucket="images", Delimiter="/")
    prefixes = [entry["Prefix"] for entry in grouped["CommonPrefixes"]]
    check(prefixes == ["a folder/", "list/"], f"common prefixes: {prefixes}")
    url = client.generate_presigned_url("get_object", {"Bucket": "images", "Key": key}, 60)
    check(urllib.request.urlopen(url).read() == b"hello", "a presigned GET")
    by_name = server.client(host="localhost").head_object(Bucket="images", Key=key)
    check(by_name["ContentLength"] == 5, "by the name localhost")
    check(server.client("wrong" * 8).meta is not None and code_of(
        lambda: server.client("wrong" * 8).get_object(Bucket="images", Key=key))
        == "SignatureDoesNotMatch", "a wrong secret")
    check(code_of(lambda: client.get_object(Bucket="images", Key="none")) == "NoSuchKey", "none")
    check(code_of(lambda: client.get_object(Bucket="other", Key="x")) == "NoSuchBucket", "other")
    client.delete_object(Bucket="images", Key=key)
    check(code_of(lambda: client.get_object(Bucket="images", Key=key)) == "NoSuchKey", "deleted")


def uploads(server):
    picture = bitmap(1)
    status, answer = server.send(picture, "beach.bmp", tags=["seaside"])
    check(status == 201, "presign, PUT, ingest")
    again, same = server.send(picture, "again.bmp")
    check((again, same["image_id"]) == (200, answer["image_id"]), "a repeat answers the first id")
    _, found = server.call("/api/search", {"text": "seaside"})
    check([hit["id"] for hit in found["hits"]] == [answer["image_id"]], "the search finds it")

    large = bitmap(2, 8_200, 8_200)
    began = time.monotonic()
    client = server.client()
    client.upload_fileobj(
        io.BytesIO(large), "images", "large.bmp",
        Config=TransferConfig(multipart_threshold=16 << 20, multipart_chunksize=16 << 20))
    sent = time.monotonic()
    tag = client.head_object(Bucket="images", Key="large.bmp")["ETag"]
    check(tag.endswith('-13"'), f"200 MB in parts: {tag}")
    status, answer = server.call(
        "/api/images/ingest", {"bucket": "images", "key": "large.bmp", "tags": ["enormous"]})
    taken = time.monotonic()
    check(status == 201, "a picture of 200 MB")
    _, detail = server.call(f"/api/images/{answer['image_id']}")
    check(detail["sha256"] == hashlib.sha256(large).hexdigest(), "its digest")
    _, found = server.call("/api/search", {"text": "enormous"})
    check([hit["id"] for hit in found["hits"]] == [answer["image_id"]], "the search finds it too")
    print(f"object_store: {len(large) / 1e6:.0f} MB sent in {sent - began:.1f} s, "
          f"taken in in {taken - sent:.1f} s")


def kills(server):
    """Ten SIGKILLs while four senders send, each picture until it is acknowledged; what was
    acknowledged is there, whole and once, in the end."""
    acknowledged, lock, counter, stop = {}, threading.Lock(), [1_000, 0], threading.Event()

    def sender():
        while not stop.is_set():
            with lock:
                counter[0] += 1
                seed = counter[0]
            while True:
                try:
                    _, answer = server.send(bitmap(seed), f"{seed}.bmp")
                    break
                except (OSError, ValueError):
                    time.sleep(0.05)
                    with lock:
                        counter[1] += 1
            with lock:
                acknowledged[answer["image_id"]] = hashlib.sha256(bitmap(seed)).hexdigest()

    threads = [threading.Thread(target=sender, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    generator = random.Random(7)
    for _ in range(KILLS):
        time.sleep(0.5 + generator.random())
        server.kill()
        server.start()
    stop.set()
    for thread in threads:
        thread.join()
    urllib.request.urlopen(server.url + "/api/jobs/events?until=idle", timeout=300).read()
    for image, digest in acknowledged.items():
        try:
            _, detail = server.call(f"/api/images/{image}")
            original = urllib.request.urlopen(
                f"{server.url}/api/images/{image}/original", timeout=20).read()
            small = urllib.request.urlopen(
                f"{server.url}/api/images/{image}/thumbnail", timeout=20).read()
            # Refused where it has no vector.
            status, _ = server.call("/api/search/similar", {"image_id": image, "limit": 1})
            whole = (detail["sha256"] == digest and len(small) > 0 and status == 200
                     and hashlib.sha256(original).hexdigest() == digest)
        except OSError:
            whole = False
        check(whole, f"picture {image} after the kills")
    # Every row has its file, and every kept file its row.
    _, status = server.call("/api/index/status")
    _, listed = server.call("/api/images?limit=1")
    kept = [path for path in (server.library / "uploads").rglob("*.bmp")
            if ".incoming" not in path.parts]
    check(len(kept) == listed["total"] == status["total_images"],
          f"{len(kept)} files, {listed['total']} pictures")
    check(status["failed_files"] == 0, "no file failed")
    check(len(acknowledged) == counter[0] - 1_000, "every picture has an id of its own")
    _, jobs = server.call("/api/jobs?state=failed")
    check(jobs["jobs"] == [], f"no job was given up: {jobs['jobs']}")
    health = subprocess.run(
        [SEMBLANCE, "doctor", "--library", str(server.library)], capture_output=True, text=True)
    check(health.returncode == 0, f"doctor: {health.stdout}")
    print(f"object_store: {KILLS} kills, {len(acknowledged)} acknowledged pictures, "
          f"{counter[1]} sent again")


with tempfile.TemporaryDirectory() as name:
    server = Server(pathlib.Path(name))
    server.start()
    try:
        clients(server)
        uploads(server)
        kills(server)
    finally:
        server.kill()
print(f"object store tests: {passed} passed, {failed} failed, 0 skipped")
sys.exit(failed > 0)

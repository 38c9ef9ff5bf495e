import assert from "node:assert/strict";
import { test } from "node:test";
import { address, Client } from "../../src/lib/api/client";
import { Problem } from "../../src/lib/api/problem";
import { number, record } from "../../src/lib/json/read";

const one = record({ total: number });
const json = (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(value), { status, headers });

function client(...answers: (Response | Error)[]) {
  const sent: { path: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const reached: boolean[] = [];
  const made = new Client(
    (path, init = {}) => {
      sent.push({ path, init });
      const next = answers.shift();
      if (!next) throw new Error("asked too often");
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    (is) => reached.push(is),
    (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  );
  return { made, sent, waits, reached };
}

test("a read that did not reach the server is tried again", async () => {
  const { made, sent, reached } = client(new TypeError("refused"), json({ total: 3 }));
  assert.deepEqual(await made.call("/api/x", one), { total: 3 });
  assert.equal(sent.length, 2);
  assert.deepEqual(reached, [false, true]);
});

test("a change is sent once, with its key and what no other site can send", async () => {
  const { made, sent } = client(new TypeError("refused"));
  await assert.rejects(
    made.call("/api/x", one, { method: "POST", body: { a: 1 }, key: "k" }),
    /can't be reached/,
  );
  assert.equal(sent.length, 1);
  const headers = sent[0]!.init.headers as Record<string, string>;
  assert.equal(headers["Idempotency-Key"], "k");
  assert.equal(headers["Content-Type"], "application/json");
  assert.equal(headers["X-Semblance"], "1");
  assert.equal(sent[0]!.init.body, '{"a":1}');
});

test("a busy server is waited for as long as it says", async () => {
  const { made, waits } = client(json({}, 429, { "Retry-After": "2" }), json({ total: 1 }));
  await made.call("/api/x", one);
  assert.deepEqual(waits, [2000]);
});

test("a problem document speaks for itself", async () => {
  const detail = {
    type: "gone",
    title: "Gone",
    status: 404,
    detail: "There is no picture.",
    request_id: "r1",
  };
  const { made } = client(json(detail, 404));
  const problem = await made.call("/api/x", one).then(
    () => null,
    (error: unknown) => error as Problem,
  );
  assert.equal(problem?.message, "There is no picture.");
  assert.equal(problem?.requestId, "r1");
  assert.equal(problem?.isPassing, false);
});

test("who is not signed in is told of, a wrong password is not", async () => {
  let refused = 0;
  const answers = [
    json({ type: "/problems/unauthenticated", status: 401 }, 401),
    json({ type: "/problems/wrong-password", status: 401, detail: "Not it." }, 401),
    json({ type: "/problems/scope", status: 403 }, 403),
  ];
  const made = new Client(() => Promise.resolve(answers.shift()!), undefined, undefined, () => {
    refused += 1;
  });
  await assert.rejects(made.call("/api/x", one));
  assert.equal(refused, 1);
  await assert.rejects(made.call("/api/x", one, { method: "POST" }), /Not it/);
  await assert.rejects(made.call("/api/x", one));
  assert.equal(refused, 1);
});

test("an answer of another shape is a problem and not a crash", async () => {
  const { made } = client(json({ total: "many" }));
  await assert.rejects(made.call("/api/x", one), /not understood \(total: expected a number/);
  const { made: other } = client(new Response("<html>", { status: 500 }));
  await assert.rejects(other.call("/api/x", one), /answered 500/);
});

test("an aborted call stays aborted", async () => {
  const abort = new Error("left");
  abort.name = "AbortError";
  const { made, sent, reached } = client(abort);
  await assert.rejects(made.call("/api/x", one), /left/);
  assert.equal(sent.length, 1);
  assert.deepEqual(reached, []);
});

test("an address leaves out what has no value", () => {
  assert.equal(address("/a", { x: null, y: undefined, z: "" }), "/a");
  assert.equal(address("/a", { q: "a b&c", n: 0, is: false }), "/a?q=a%20b%26c&n=0&is=false");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { isRunning, job, secondsLeft, withJob } from "../../src/lib/api/jobs";
import { isPicture, tally, uploadAnswer, waiting } from "../../src/lib/queue/uploads";

test("uploads are counted by what became of them, and measured in bytes", () => {
  const files = [100, 300, 600].map((size, index) =>
    waiting(index, { name: `${index}.jpg`, size })
  );
  assert.deepEqual(tally([]), { files: 0, created: 0, duplicate: 0, failed: 0, open: 0, share: 1 });
  const [one, two, three] = files as [typeof files[0], typeof files[0], typeof files[0]];
  Object.assign(one!, { state: "created" });
  Object.assign(two!, { state: "failed" });
  Object.assign(three!, { state: "sending", sent: 300 });
  const sum = tally(files);
  assert.deepEqual([sum.created, sum.failed, sum.open, sum.share], [1, 1, 1, 0.7]);
});

test("a form's own lines are no more than the file", () => {
  const one = { ...waiting(1, { name: "a.jpg", size: 100 }), state: "sending" as const, sent: 180 };
  assert.equal(tally([one]).share, 1);
});

test("pictures are told from other files of a folder", () => {
  assert(isPicture({ name: "a", type: "image/jpeg" }));
  assert(isPicture({ name: "IMG.HEIC", type: "" }));
  assert(!isPicture({ name: "notes.txt", type: "text/plain" }));
  assert(!isPicture({ name: ".hidden.jpg", type: "image/jpeg" }));
});

test("an upload's answer names what became of it", () => {
  const read = uploadAnswer({ results: [{ name: "a", ok: true, id: "A", status: "duplicate" }] });
  assert.equal(read.results[0]!.status, "duplicate");
  assert.equal(
    uploadAnswer({ results: [{ ok: false, status: "odd" }] }).results[0]!.status,
    "failed",
  );
});

test("a job is replaced in its place, a new one comes first, and its end is foreseen", () => {
  const make = (id: string, more = {}) => job({ id, kind: "scan", state: "running", ...more });
  const list = [make("b"), make("a")];
  assert.deepEqual(withJob(list, make("a", { done: 5 })).map((one) => one.done), [0, 5]);
  assert.deepEqual(withJob(list, make("c")).map((one) => one.id), ["c", "b", "a"]);
  assert.equal(secondsLeft(make("a", { done: 50, total: 150, rate: 10 })), 10);
  assert.equal(secondsLeft(make("a", { done: 50, total: null, rate: 10 })), null);
  assert.equal(isRunning(make("a", { state: "parked" })), false);
});

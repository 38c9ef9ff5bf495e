import assert from "node:assert/strict";
import { test } from "node:test";
import { LatestCache } from "../../src/lib/cache/latest";

function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((one, other) => {
    resolve = one;
    reject = other;
  });
  return { promise, resolve, reject };
}
const turn = () => new Promise((done) => setTimeout(done, 0));

test("a slow early answer never replaces a later one", async () => {
  const cache = new LatestCache();
  const loads = [deferred<string>(), deferred<string>()];
  let count = 0;
  cache.watch("k", () => loads[count++]!.promise, () => {});
  cache.refresh("k");
  loads[1]!.resolve("new");
  await turn();
  loads[0]!.resolve("old");
  await turn();
  assert.equal(cache.shown("k").value, "new");
});

test("what nobody watches is aborted, and its late answer dropped", async () => {
  const cache = new LatestCache();
  const load = deferred<string>();
  let signal: AbortSignal | null = null;
  const leave = cache.watch("k", (own) => {
    signal = own;
    return load.promise;
  }, () => {});
  leave();
  assert.equal((signal as unknown as AbortSignal).aborted, true);
  load.resolve("late");
  await turn();
  assert.equal(cache.shown("k").value, null);
});

test("watchers share one load", async () => {
  const cache = new LatestCache();
  let loads = 0;
  let told = 0;
  const load = () => Promise.resolve(loads += 1);
  cache.watch("k", load, () => told += 1);
  cache.watch("k", load, () => told += 1);
  await turn();
  assert.equal(loads, 1);
  assert.equal(told, 2);
});

test("a value stays for going back and is renewed", async () => {
  const cache = new LatestCache();
  let version = 0;
  const load = () => Promise.resolve(version += 1);
  cache.watch("k", load, () => {})();
  await turn();
  const leave = cache.watch("k", load, () => {});
  await turn();
  assert.equal(cache.shown("k").value, 2);
  leave();
  assert.equal(cache.shown("k").value, 2);
});

test("an error leaves the last good value in place", async () => {
  const cache = new LatestCache();
  let isGood = true;
  cache.watch(
    "k",
    () => isGood ? Promise.resolve("good") : Promise.reject(new Error("down")),
    () => {},
  );
  await turn();
  isGood = false;
  cache.refresh();
  await turn();
  assert.equal(cache.shown("k").value, "good");
  assert.equal((cache.shown("k").error as Error).message, "down");
});

test("an optimistic change stands at once and can be taken back", async () => {
  const cache = new LatestCache();
  cache.watch("k", () => Promise.resolve([1, 2, 3]), () => {});
  await turn();
  const undo = cache.put<number[]>("k", (list) => list.slice(1));
  assert.deepEqual(cache.shown("k").value, [2, 3]);
  undo();
  assert.deepEqual(cache.shown("k").value, [1, 2, 3]);
});

test("the oldest unwatched values are forgotten beyond the limit", async () => {
  const cache = new LatestCache(3);
  for (const key of ["a", "b", "c", "d", "e"]) {
    const leave = cache.watch(key, () => Promise.resolve(key), () => {});
    await turn();
    leave();
  }
  assert.deepEqual(["a", "b", "c", "d", "e"].map((key) => cache.shown(key).value), [
    null,
    null,
    "c",
    "d",
    "e",
  ]);
});

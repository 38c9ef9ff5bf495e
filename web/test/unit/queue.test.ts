import assert from "node:assert/strict";
import { test } from "node:test";
import { type Group, group } from "../../src/lib/api/duplicates";
import { keepAll, proposed, staged, toggled } from "../../src/lib/queue/choice";
import { Outbox } from "../../src/lib/queue/outbox";
import {
  chosen,
  current,
  decided,
  empty,
  latest,
  moved,
  reopened,
  shownGroup,
  tally,
  withGroups,
} from "../../src/lib/queue/review";

const groupOf = (id: string, size = 2): Group =>
  group({
    id,
    kind: "resaved",
    confidence: 97,
    members: Array.from({ length: size }, (_, at) => ({
      file_id: Number(id) * 10 + at,
      path: `/p/${id}-${at}.jpg`,
      bytes: 100 * (at + 1),
      best: at === 0,
      image: { id: `${id}${at}` },
    })),
  });
const three = withGroups(empty, [groupOf("1"), groupOf("2"), groupOf("3")]);

test("the best stays, the others go, and protected files always stay", () => {
  const members = [
    { best: false, reference: false },
    { best: true, reference: false },
    { best: false, reference: true },
  ];
  assert.deepEqual(proposed(members).keep, [false, true, true]);
  assert.deepEqual(
    proposed([{ best: false, reference: false }, { best: false, reference: false }]).keep,
    [true, false],
  );
  assert.deepEqual(keepAll(members).keep, [true, true, true]);
  assert.deepEqual(toggled(proposed(members), 2, members).keep, [false, true, true]);
});

test("one file always stays", () => {
  const members = [{ best: true, reference: false }, { best: false, reference: false }];
  const choice = proposed(members);
  assert.deepEqual(toggled(choice, 0, members).keep, [true, false]);
  const other = toggled(choice, 1, members);
  assert.deepEqual(toggled(other, 0, members).keep, [false, true]);
  assert.equal(toggled(choice, 7, members), choice);
});

test("what is sent are the files, with their bytes", () => {
  const { members } = groupOf("4", 3);
  assert.deepEqual(staged(members, proposed(members)), { keep: [40], stage: [41, 42], bytes: 500 });
});

test("pages that overlap add no group twice and keep what was chosen", () => {
  const review = chosen(three, "2", { keep: [true, true] });
  const more = withGroups(review, [groupOf("2"), groupOf("4"), groupOf("5", 1)]);
  assert.deepEqual(more.entries.map((entry) => entry.group.id), ["1", "2", "3", "4"]);
  assert.deepEqual(more.entries[1]!.choice.keep, [true, true]);
  assert.equal(withGroups(more, [groupOf("1")]), more);
});

test("a decision goes on to the next open group, and around to earlier ones", () => {
  let review = shownGroup(three, "2");
  review = decided(review, "2", { kind: "kept" });
  assert.equal(current(review)!.group.id, "3");
  review = decided(review, "3", { kind: "staged", files: 1, bytes: 200 });
  assert.equal(current(review)!.group.id, "1");
  review = decided(review, "1", { kind: "ignored" });
  assert.equal(current(review), null);
  assert.deepEqual(tally(review), { decided: 3, files: 1, bytes: 200 });
});

test("undo opens the last decided group, then the one before it", () => {
  let review = decided(decided(three, "1", { kind: "kept" }), "2", { kind: "ignored" });
  assert.equal(latest(review), "2");
  review = reopened(review, "2");
  assert.equal(current(review)!.group.id, "2");
  assert.equal(latest(review), "1");
  review = reopened(review, "1");
  assert.equal(latest(review), null);
  assert.equal(tally(review).decided, 0);
});

test("moving stops at the ends, and a decided group cannot be chosen in", () => {
  assert.equal(moved(three, -1), three);
  assert.equal(moved(moved(three, 5), 1).at, 2);
  const review = decided(three, "1", { kind: "kept" });
  assert.equal(chosen(review, "1", { keep: [false, true] }).entries[0]!.choice.keep[0], true);
});

class Passing extends Error {}

function outbox() {
  let key = 0;
  const waits: number[] = [];
  const box = new Outbox({
    isPassing: (error) => error instanceof Passing,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    newKey: () => `key ${key += 1}`,
  });
  return { box, waits };
}

test("changes are sent in order, one at a time", async () => {
  const { box } = outbox();
  const log: string[] = [];
  for (const name of ["a", "b", "c"]) {
    box.add<string>({
      send: async () => {
        log.push(`send ${name}`);
        await new Promise((done) => setTimeout(done, name === "a" ? 5 : 0));
        return name;
      },
      done: (result) => log.push(`done ${result}`),
      failed: () => log.push("failed"),
    });
  }
  assert.equal(box.size, 3);
  await box.settled();
  assert.deepEqual(log, ["send a", "done a", "send b", "done b", "send c", "done c"]);
});

test("while the server is away a change waits, with the same key, and none overtakes it", async () => {
  const { box, waits } = outbox();
  const log: string[] = [];
  let tries = 0;
  box.add<null>({
    send: (key) => {
      log.push(key);
      return (tries += 1) < 4 ? Promise.reject(new Passing()) : Promise.resolve(null);
    },
    done: () => log.push("done"),
    failed: () => log.push("failed"),
  });
  box.add<null>({
    send: (key) => Promise.resolve((log.push(key), null)),
    done: () => {},
    failed: () => {},
  });
  await box.settled();
  assert.deepEqual(log, ["key 1", "key 1", "key 1", "key 1", "done", "key 2"]);
  assert.deepEqual(waits, [250, 500, 1000]);
});

test("a refusal is told once and the next change goes on", async () => {
  const { box } = outbox();
  const log: string[] = [];
  box.add<null>({
    send: () => Promise.reject(new Error("no")),
    done: () => log.push("done"),
    failed: (error) => log.push(String(error)),
  });
  box.add<null>({
    send: () => Promise.resolve(null),
    done: () => log.push("second"),
    failed: () => {},
  });
  await box.settled();
  assert.deepEqual(log, ["Error: no", "second"]);
});

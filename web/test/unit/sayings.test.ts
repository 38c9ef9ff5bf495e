import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST, pieces, stars } from "../../src/lib/api/edits";
import { NOTHING_SAID, type Said, Sayings } from "../../src/lib/edit/sayings";
import { keeper } from "../../src/lib/queue/choice";

const read = (): Said => NOTHING_SAID;

test("what is said is shown at once and put back when it is refused", () => {
  const sayings = new Sayings();
  let told = 0;
  sayings.watch(() => told += 1);
  const shown = sayings.show(["a", "b"], { rating: 4 }, read);
  assert.equal(sayings.of("a", NOTHING_SAID).rating, 4);
  assert.equal(sayings.of("c", NOTHING_SAID).rating, null);
  sayings.back(shown);
  assert.equal(sayings.of("a", NOTHING_SAID).rating, null);
  assert.equal(told, 2);
});

test("putting back touches only what the change was about", () => {
  const sayings = new Sayings();
  const rated = sayings.show(["a"], { rating: 2 }, read);
  sayings.show(["a"], { favourite: true }, read);
  sayings.back(rated);
  assert.deepEqual(sayings.of("a", NOTHING_SAID), { ...NOTHING_SAID, favourite: true });
});

test("some of the pictures of a change are put back", () => {
  const sayings = new Sayings();
  const shown = sayings.show(["a", "b"], { isAside: true }, read);
  sayings.settle(shown);
  sayings.back(shown, ["b"]);
  assert.equal(sayings.of("a", NOTHING_SAID).isAside, true);
  assert.equal(sayings.of("b", NOTHING_SAID).isAside, false);
});

test("a read counts again only when it began after the change was confirmed", () => {
  const sayings = new Sayings();
  const before = sayings.mark();
  const shown = sayings.show(["a"], { rating: 5 }, read);
  sayings.wereRead(["a"], sayings.mark());
  assert.equal(sayings.of("a", NOTHING_SAID).rating, 5, "it is not confirmed yet");
  sayings.settle(shown);
  sayings.wereRead(["a"], before);
  assert.equal(sayings.of("a", NOTHING_SAID).rating, 5, "the read began before");
  sayings.wereRead(["a"], sayings.mark());
  const fresh = { ...NOTHING_SAID, rating: 3 };
  assert.equal(sayings.of("a", fresh).rating, 3, "another browser said something else since");
});

test("two changes on their way keep what is shown until both are confirmed", () => {
  const sayings = new Sayings();
  const first = sayings.show(["a"], { rating: 1 }, read);
  const second = sayings.show(["a"], { rating: 2 }, read);
  sayings.settle(first);
  sayings.wereRead(["a"], sayings.mark());
  assert.equal(sayings.of("a", NOTHING_SAID).rating, 2);
  sayings.settle(second);
  sayings.settle(second);
  sayings.wereRead(["a"], sayings.mark());
  assert.equal(sayings.of("a", NOTHING_SAID).rating, null);
});

test("many pictures go in pieces that a call may name, each once", () => {
  const ids = Array.from({ length: 2 * MOST + 1 }, (_, index) => String(index));
  const parts = pieces(ids);
  assert.deepEqual(parts.map((part) => part.length), [MOST, MOST, 1]);
  assert.deepEqual(parts.flat(), ids);
  assert.deepEqual(pieces([]), []);
});

test("stars are told in words", () => {
  assert.deepEqual([0, 1, 5].map(stars), ["No stars", "1 star", "5 stars"]);
});

test("a merge keeps what is said with the best that stays", () => {
  const members = [
    { best: true, reference: false },
    { best: false, reference: false },
    { best: false, reference: false },
  ];
  assert.equal(keeper(members, { keep: [true, true, false] }), 0);
  assert.equal(keeper(members, { keep: [false, false, true] }), 2);
});

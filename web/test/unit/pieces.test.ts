import assert from "node:assert/strict";
import { test } from "node:test";
import { paint } from "../../src/lib/image/placeholder";
import { GREATEST, panned, transform, whole, zoomed } from "../../src/lib/image/zoom";
import { chord, type Command, commandFor, type KeyPress, shown } from "../../src/lib/keys/keymap";
import { Selection } from "../../src/lib/select/selection";
import {
  ago,
  bytes,
  dimensions,
  duration,
  moment,
  month,
  plural,
  splitPath,
} from "../../src/lib/text/format";
import { fit, ranked } from "../../src/lib/text/match";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("chords name keys as people do", () => {
  assert.equal(chord(press("k", { ctrlKey: true })), "Ctrl+K");
  assert.equal(chord(press("k", { metaKey: true })), "Ctrl+K");
  assert.equal(chord(press("?", { shiftKey: true })), "?");
  assert.equal(chord(press("X")), "x");
  assert.equal(chord(press("X", { shiftKey: true })), "Shift+x");
  assert.equal(chord(press("ArrowLeft", { shiftKey: true })), "Shift+ArrowLeft");
  assert.equal(chord(press(" ")), "Space");
  assert.deepEqual(shown("Ctrl+K"), ["Ctrl", "K"]);
  assert.deepEqual(shown("ArrowRight"), ["→"]);
  assert.deepEqual(shown("+"), ["+"]);
});

test("the command on top wins, if it can run, and typing is left alone", () => {
  let ran = "";
  const make = (name: string, more: Partial<Command> = {}): Command => ({
    keys: ["n"],
    title: name,
    run: () => ran = name,
    ...more,
  });
  const commands = [make("below"), make("above")];
  commandFor(commands, press("n"), false)!.run();
  assert.equal(ran, "above");
  assert.equal(
    commandFor([make("below"), make("above", { when: () => false })], press("n"), false)!.title,
    "below",
  );
  assert.equal(commandFor(commands, press("n"), true), null);
  assert.equal(commandFor([make("always", { always: true })], press("n"), true)!.title, "always");
  assert.equal(commandFor(commands, press("m"), false), null);
});

test("a range is drawn from the anchor, by ids, both ways", () => {
  const order = ["a", "b", "c", "d", "e"];
  const one = Selection.none.toggle("d");
  assert.deepEqual([...one.extend("b", order).ids].sort(), ["b", "c", "d"]);
  const both = one.extend("b", order).extend("e", order);
  assert.deepEqual([...both.ids].sort(), ["b", "c", "d", "e"]);
  assert.deepEqual([...one.extend("z", order).ids].sort(), ["d", "z"]);
  assert.equal(one.toggle("d"), Selection.none);
  assert.equal(Selection.none.all(order).size, 5);
  assert.deepEqual([...Selection.none.all(order).without(["a", "e"]).ids], ["b", "c", "d"]);
  assert.equal(one.without(["d"]).isEmpty, true);
});

test("a placeholder without detail is its mean colour; anything else is none", () => {
  const bytesOf = [128, 255, 128, 128, 0, 0, ...Array(18).fill(0x88)];
  const pixels = paint(btoa(String.fromCharCode(...bytesOf)), 4)!;
  assert.deepEqual([pixels.width, pixels.height], [4, 4]);
  assert([...pixels.rgba].every((value) => value >= 253));
  const hex = bytesOf.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  assert.deepEqual([...paint(hex, 4)!.rgba], [...pixels.rgba]);
  assert.equal(paint(""), null);
  assert.equal(paint("AAAA"), null);
  assert.equal(paint("§".repeat(32)), null);
});

test("a placeholder has the picture's ratio and its gradient", () => {
  const wide = paint(
    btoa(String.fromCharCode(160, 128, 128, 128, 255, 0, 0xf8, ...Array(17).fill(0x88))),
    16,
  )!;
  assert.deepEqual([wide.width, wide.height], [16, 8]);
  // The first coefficient is the first frequency down: light above, dark below, even from side to side.
  const at = (x: number, y: number) => wide.rgba[4 * (y * 16 + x)]!;
  assert(at(8, 0) !== at(8, 7) || at(0, 4) !== at(15, 4));
});

test("a zoom keeps the point under the pointer, and edges outside the frame", () => {
  const at = { x: 0.2, y: 0.7 };
  const seen = (zoom: typeof whole) => zoom.x + (at.x - 0.5) / zoom.scale;
  const once = zoomed(whole, 2, at);
  assert(Math.abs(seen(once) - 0.2) < 1e-9);
  assert.deepEqual(zoomed(once, 0.1, at), whole);
  assert.equal(zoomed(whole, 1e6, at).scale, GREATEST);
  const edge = panned(once, { x: 99, y: -99 });
  assert.deepEqual([edge.x, edge.y], [0.25, 0.75]);
  assert.equal(transform(whole), "translate(0.000%, 0.000%) scale(1.0000)");
});

test("numbers, sizes and times read well", () => {
  assert.equal(bytes(0), "0 B");
  assert.equal(bytes(999), "999 B");
  assert.equal(bytes(1000), "1 kB");
  assert.equal(bytes(1_404_000), "1.4 MB");
  assert.equal(bytes(999_999), "1 MB");
  assert.equal(bytes(20_000_000), "20 MB");
  assert.equal(plural(1, "file"), "1 file");
  assert.equal(plural(1200, "file"), "1,200 files");
  assert.equal(month("2024-05"), "May 2024");
  assert.equal(month("undated"), "Undated");
  assert.equal(month("2024-13"), "Undated");
  assert.equal(moment("2024-05-01T12:34:56+02:00"), "1 May 2024, 12:34");
  assert.equal(moment("nonsense"), "");
  assert.equal(moment(null), "");
  assert.equal(dimensions(4000, 3000), "4000 × 3000 · 12 MP");
  assert.equal(dimensions(640, 480), "640 × 480");
  assert.equal(duration(42.4), "42 s");
  assert.equal(duration(3600 + 20 * 60), "1 h 20 min");
  assert.equal(ago("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:05:30Z")), "5 min ago");
  assert.deepEqual(splitPath("/a/b/c.jpg"), { folder: "/a/b", name: "c.jpg" });
});

test("a few letters find a title, starts of words first", () => {
  assert(fit("dup", "Duplicates")! > fit("dup", "Hide up")!);
  assert.equal(fit("xyz", "Duplicates"), null);
  assert.deepEqual(
    ranked("se", ["Set aside", "Settings", "Search", "Library"], (one) => one).slice(0, 3),
    ["Set aside", "Settings", "Search"],
  );
  assert.deepEqual(ranked("", ["b", "a"], (one) => one), ["b", "a"]);
});

import { spans, spanTitle } from "../../src/lib/layout/spans";
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  estimatedHeight,
  heightOfRows,
  justify,
  placeRow,
  rowAt,
  shownRatio,
} from "../../src/lib/layout/justified";
import { ScrollSpace } from "../../src/lib/layout/scroll";
import { placeSections, sectionsIn, shift, totalHeight } from "../../src/lib/layout/sections";

const options = { width: 1200, target: 235, gap: 2 };

/** Repeatable numbers from 0 to 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = state * 1664525 + 1013904223 >>> 0;
    return state / 2 ** 32;
  };
}

test("rows hold every picture once, in order, and fill the width", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const next = random(seed);
    const ratios = Array.from({ length: Math.floor(next() * 90) + 1 }, () => 0.3 + next() * 3.5);
    const width = 320 + Math.floor(next() * 1600);
    const rows = justify(ratios, { ...options, width });
    let expected = 0;
    for (const [index, row] of rows.entries()) {
      assert.equal(row.start, expected);
      assert(row.end > row.start);
      expected = row.end;
      const places = placeRow(ratios, row, { ...options, width });
      const last = places[places.length - 1]!;
      if (index < rows.length - 1) {
        assert(Math.abs(last.left + last.width - width) <= 1, `seed ${seed}`);
      }
      assert(last.left + last.width <= width + 1);
      for (const [at, place] of places.entries()) {
        const before = places[at - 1];
        if (before) assert(Math.abs(place.left - before.left - before.width - 2) <= 1);
      }
    }
    assert.equal(expected, ratios.length);
  }
});

test("rows keep near the target height", () => {
  const next = random(7);
  const rows = justify(Array.from({ length: 400 }, () => 0.66 + next() * 1.2), options);
  for (const row of rows.slice(0, -1)) {
    assert(row.height > 235 * 0.72 && row.height < 235 * 1.38, String(row.height));
  }
});

test("the last row is not blown up, and odd ratios are shown within bounds", () => {
  const rows = justify([1.5, 1.5, 1.5, 1.5, 0.75], options);
  assert.equal(rows[rows.length - 1]!.height, 235);
  assert.equal(shownRatio(40), 3.2);
  assert.equal(shownRatio(0.01), 0.5);
  assert.equal(shownRatio(Number.NaN), 1);
  assert.deepEqual(justify([], options), []);
  assert.equal(heightOfRows([], 2), 0);
});

test("a row is found by its height", () => {
  const rows = justify(Array.from({ length: 60 }, () => 1.5), options);
  for (const [index, row] of rows.entries()) {
    assert.equal(rowAt(rows, row.top), index);
    assert.equal(rowAt(rows, row.top + row.height), index);
  }
  assert.equal(rowAt(rows, -50), 0);
});

test("sections follow each other, known or estimated", () => {
  const buckets = [{ key: "2024-02", count: 3 }, { key: "2024-01", count: 900 }, {
    key: "undated",
    count: 1,
  }];
  const known = placeSections(buckets, (key) => key === "2024-02" ? [1.5, 1.5, 1.5] : null, {
    ...options,
    header: 56,
  });
  assert.equal(known[1]!.top, known[0]!.height);
  assert.equal(known[1]!.height, 56 + estimatedHeight(900, options));
  assert.equal(known[2]!.before, 903);
  assert.equal(totalHeight(known), known[2]!.top + known[2]!.height);
  assert.deepEqual(sectionsIn(known, 0, 10), [0, 1]);
  assert.deepEqual(sectionsIn(known, known[1]!.top + 5, known[1]!.top + 6), [1, 2]);
  assert.deepEqual(sectionsIn(known, 0, 1e9), [0, 3]);
  assert.deepEqual(sectionsIn(known, 1e9, 2e9), [3, 3]);
});

test("what is on screen stays where it is when months above it get their height", () => {
  const buckets = [{ key: "b", count: 50 }, { key: "a", count: 50 }];
  const before = placeSections(buckets, () => null, { ...options, header: 56 });
  const after = placeSections(buckets, (key) => key === "b" ? Array(50).fill(0.6) : null, {
    ...options,
    header: 56,
  });
  assert.equal(shift(before, after, before[1]!.top + 10), after[1]!.top - before[1]!.top);
  assert.equal(shift(before, after, 10), 0);
});

test("a short page scrolls as it is", () => {
  const space = new ScrollSpace(5000, 800);
  assert.equal(space.isScaled, false);
  assert.equal(space.contentAt(1234), 1234);
  assert.equal(space.scrollFor(1234), 1234);
});

test("a page taller than a browser can make reaches both ends and every place between", () => {
  const space = new ScrollSpace(40_000_000, 900, 8_000_000);
  assert.equal(space.tall, 8_000_000);
  assert.equal(space.contentAt(0), 0);
  assert.equal(space.contentAt(space.tall - 900), 40_000_000 - 900);
  for (const wanted of [1_000_000, 19_999_999, 39_000_000]) {
    const scroll = space.scrollFor(wanted);
    assert(Math.abs(space.contentAt(scroll) - wanted) < 1);
  }
});

test("small steps on a very tall page move the content by as much", () => {
  const space = new ScrollSpace(40_000_000, 900, 8_000_000);
  let scroll = space.scrollFor(10_000_000);
  const start = space.contentAt(scroll);
  for (let step = 0; step < 50; step += 1) space.contentAt(scroll += 120);
  assert(Math.abs(space.contentAt(scroll) - start - 6000) < 1);
});

test("months with few pictures share a heading; full ones and undated pictures have their own", () => {
  const buckets = [
    { key: "2024-12", count: 1 },
    { key: "2024-11", count: 3 },
    { key: "2024-09", count: 40 },
    { key: "2024-05", count: 7 },
    { key: "2023-05", count: 6 },
    { key: "2023-04", count: 2 },
    { key: "undated", count: 2 },
  ];
  const found = spans(buckets, 12);
  assert.deepEqual(found.map((span) => [span.keys.join(" "), span.count]), [
    ["2024-12 2024-11", 4],
    ["2024-09", 40],
    ["2024-05 2023-05", 13],
    ["2023-04", 2],
    ["undated", 2],
  ]);
  assert.equal(new Set(found.map((span) => span.key)).size, found.length);
  assert.deepEqual(spans([], 12), []);
});

test("a heading names its months", () => {
  assert.equal(spanTitle(["2024-12", "2024-11"]), "November – December 2024");
  assert.equal(spanTitle(["2024-05", "2024-01", "2023-05"]), "May 2023 – May 2024");
  assert.equal(spanTitle(["2024-05"]), "May 2024");
  assert.equal(spanTitle(["undated"]), "Undated");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { flag, list, number, or, record, table, text, word } from "../../src/lib/json/read";
import { group, KINDS, kindTitle } from "../../src/lib/api/duplicates";
import { cameraLines, exposure } from "../../src/lib/api/detail";
import { hits } from "../../src/lib/api/search";
import { picture, ratioOf } from "../../src/lib/api/picture";

test("a reader gives what it asked for and leaves out the rest", () => {
  const read = record({ id: text, size: number, is: flag });
  assert.deepEqual(read({ id: "a", size: 2, is: true, more: 1 }), { id: "a", size: 2, is: true });
});

test("a reader names the place of what is wrong", () => {
  const read = record({ groups: list(record({ members: list(record({ bytes: number })) })) });
  const bad = { groups: [{ members: [] }, { members: [{ bytes: "12" }] }] };
  assert.throws(
    () => read(bad),
    /groups\[1\]\.members\[0\]\.bytes: expected a number, found string/,
  );
  assert.throws(() => read(null), /the answer: expected an object, found null/);
  assert.throws(() => number(Number.NaN), /a number/);
});

test("absent and null fields fall back", () => {
  const read = record({ taken: or(text, null), rating: or(number, 3) });
  assert.deepEqual(read({ taken: null }), { taken: null, rating: 3 });
  assert.throws(() => read({ taken: 5 }), /taken: expected a text/);
});

test("a new word of the server becomes the fallback", () => {
  const state = word(["open", "done"], "open");
  assert.equal(state("done"), "done");
  assert.equal(state("archived"), "open");
  assert.deepEqual(table(number)({ a: 1, b: 2 }), { a: 1, b: 2 });
});

test("a group whose picture is gone is still shown", () => {
  const read = group({
    id: "1-4",
    kind: "cropped",
    confidence: 91,
    members: [
      {
        file_id: 1,
        image_id: "A",
        image: null,
        path: "/p/a.jpg",
        bytes: 10,
        width: 40,
        height: 30,
        format: "jpeg",
      },
      {
        file_id: 2,
        image_id: "B",
        image: { id: "B", width: 8, height: 4 },
        path: "/p/b.jpg",
        bytes: 5,
      },
    ],
  });
  assert.equal(read.members[0]!.image.id, "A");
  assert.equal(ratioOf(read.members[0]!.image), 4 / 3);
  assert.equal(ratioOf(read.members[1]!.image), 2);
  assert.equal(ratioOf(picture({ id: "C" })), 1);
});

test("every kind of duplicate has a title", () => {
  assert.equal(kindTitle("exact-file"), "Exact copies");
  assert.equal(kindTitle("of-the-future"), "of-the-future");
  assert.equal(new Set(KINDS.map((one) => one.kind)).size, KINDS.length);
});

test("reasons of a hit come as a sentence or several", () => {
  const read = hits({
    hits: [
      { id: "A", image: { id: "A" }, why: ["name", "looks like it"] },
      { id: "B", image: { id: "B" }, why: "tag" },
      { id: "C", image: { id: "C" } },
    ],
  });
  assert.deepEqual(read.hits.map((one) => one.why), ["name, looks like it", "tag", null]);
});

test("camera lines read as photographers write them", () => {
  assert.equal(exposure(0.004), "1/250 s");
  assert.equal(exposure(2.5), "2.5 s");
  assert.equal(exposure(0), null);
  const nothing = {
    camera_make: null,
    camera_model: null,
    lens_model: null,
    software: null,
    exposure_seconds: null,
    f_number: null,
    iso: null,
    focal_length_mm: null,
    taken: null,
    latitude: null,
    longitude: null,
    altitude_m: null,
    title: null,
    caption: null,
    keywords: [],
  };
  assert.deepEqual(cameraLines(nothing), []);
  const lines = cameraLines({
    ...nothing,
    camera_make: "NIKON CORPORATION",
    camera_model: "NIKON D90",
    focal_length_mm: 35,
    f_number: 1.8,
    exposure_seconds: 0.01,
    iso: 200,
    latitude: 43.4674,
    longitude: 11.8851,
  });
  assert.deepEqual(lines, [
    ["Camera", "NIKON D90"],
    ["Settings", "35 mm · f/1.8 · 1/100 s · ISO 200"],
    ["Place", "43.46740, 11.88510"],
  ]);
});

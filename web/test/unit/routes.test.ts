import assert from "node:assert/strict";
import { test } from "node:test";
import { exportQuery, filterCount, filterTree, searchBody } from "../../src/lib/api/query";
import { format, home, parse, type Place, places } from "../../src/lib/route/routes";

const examples: Place[] = [
  places.library,
  { view: "library", layout: "list", sort: "-size", at: null },
  places.search("a red bus"),
  places.like("01HZZZZZZZZZZZZZZZ0000000A"),
  {
    view: "search",
    text: "x & y",
    like: null,
    tab: "text",
    filter: {
      after: "2024-01-01",
      before: "2024-12",
      format: "jpeg",
      camera: "Nikon D90",
      mark: "cropped",
      tag: "beach",
      gate: 8,
      favourite: true,
      minRating: 3,
      minQuality: 0.5,
      minSize: 1e6,
      duplicates: true,
      threshold: 0.25,
      limit: 50,
    },
  },
  places.dedupe,
  { view: "dedupe", kind: "cropped", confidence: 90, group: "3-17", compare: 2 },
  { view: "visual-matches", group: "1-2" },
  places.image("01HZZZZZZZZZZZZZZZ0000000A", "library"),
  places.review,
  places.anomalies,
  { view: "anomalies", by: "density", among: "album", all: true, at: "01J" },
  places.upload,
  places.jobs,
  places.settings,
  places.signIn(null),
  places.signIn("/dedupe?kind=cropped"),
];

test("every place has one address that leads back to it", () => {
  for (const place of examples) assert.deepEqual(parse(format(place)), place, format(place));
});

test("addresses are short: defaults are left out", () => {
  assert.equal(format(places.library), "/");
  assert.equal(format(places.dedupe), "/dedupe");
  assert.equal(format(places.search()), "/search");
});

test("after signing in one goes on within the app alone", () => {
  assert.deepEqual(home("/dedupe?kind=cropped"), { ...places.dedupe, kind: "cropped" });
  for (
    const from of [
      null,
      "",
      "/",
      "//evil.example/search",
      "/\\evil.example/search",
      "https://evil.example/search",
      "javascript:alert(1)",
      "/sign-in?from=/sign-in",
      "/nothing",
      "http://[",
    ]
  ) {
    assert.deepEqual(home(from), places.library, String(from));
  }
});

test("addresses from outside are read with care", () => {
  assert.deepEqual(parse("/images/../etc"), { view: "unknown", path: "/etc" });
  assert.deepEqual(parse("/images/short"), { view: "unknown", path: "/images/short" });
  assert.deepEqual(parse("/dedupe/?confidence=9999&group="), { ...places.dedupe, confidence: 100 });
  assert.deepEqual(parse("/search?after=yesterday&quality=lots"), places.search());
  assert.equal(parse("/images/01hzzzzzzzzzzzzzzz0000000a").view, "image");
});

test("a filter becomes the server's object of fields", () => {
  assert.equal(filterTree({}), null);
  assert.equal(filterTree({ threshold: 0.5, limit: 10 }), null);
  assert.deepEqual(
    filterTree({
      after: "2024-01",
      before: "2024-03",
      camera: "D90",
      mark: "cropped",
      minQuality: 0.4,
      minSize: 5,
      duplicates: true,
      format: "png",
    }),
    {
      taken: { gte: "2024-01", lte: "2024-03" },
      format: "png",
      camera: { like: "%D90%" },
      marks: "cropped",
      quality_score: { gte: 0.4 },
      size: { gte: 5 },
      duplicates: true,
    },
  );
  assert.equal(filterCount({ after: "2024", limit: 3 }), 2);
});

test("nothing to search for sends nothing", () => {
  assert.equal(searchBody({ text: "  ", like: null, filter: {} }, null), null);
  assert.deepEqual(searchBody({ text: " dog ", like: null, filter: { threshold: 0.5 } }, "c"), {
    limit: 60,
    text: "dog",
    cursor: "c",
    score_threshold: 0.5,
  });
  assert.deepEqual(searchBody({ text: "", like: "A", filter: { format: "gif" } }, null), {
    limit: 60,
    image_id: "A",
    filter: { format: "gif" },
  });
});

test("an export asks for the same search", () => {
  const filter = { format: "png", threshold: 0.5, limit: 20 };
  assert.deepEqual(exportQuery({ text: " dog ", like: null, filter }), {
    text: "dog",
    image_id: null,
    filter: '{"format":"png"}',
    score_threshold: 0.5,
    limit: 20,
  });
});

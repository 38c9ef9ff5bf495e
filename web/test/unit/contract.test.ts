import assert from "node:assert/strict";
import { test } from "node:test";
import api from "../../../docs/openapi.json";
import { anomalyPage } from "../../src/lib/api/anomalies";
import { archive, similarArchives, visualPage } from "../../src/lib/api/archives";
import { detail } from "../../src/lib/api/detail";
import { edited } from "../../src/lib/api/edits";
import { groupPage, KINDS, outcome } from "../../src/lib/api/duplicates";
import { jobList } from "../../src/lib/api/jobs";
import { bucket, picturePage, timeline } from "../../src/lib/api/picture";
import { acted, stagedPage, undone } from "../../src/lib/api/review";
import { hits, hitsByFile, suggestions } from "../../src/lib/api/search";
import { folders, models, settings, statistics } from "../../src/lib/api/settings";
import { keyList, madeKey, session } from "../../src/lib/api/session";
import { status } from "../../src/lib/api/status";
import { uploadAnswer } from "../../src/lib/queue/uploads";
import { anything, type Reader } from "../../src/lib/json/read";

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
}

const schemas = api.components.schemas as Record<string, Schema>;

/** A value that the schema allows: with everything in it, or with as little as it may have. */
function example(schema: Schema, isFull: boolean): unknown {
  if (schema.$ref) return example(schemas[schema.$ref.split("/").pop() ?? ""] ?? {}, isFull);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const nothing = choices.find((one) => one.type === "null");
    return !isFull && nothing ? null : example(choices.find((one) => one.type !== "null")!, isFull);
  }
  if (schema.enum) return schema.enum[0];
  const types = [schema.type].flat();
  if (!isFull && types.includes("null")) return null;
  switch (types.find((one) => one !== "null")) {
    case "string":
      return "text";
    case "integer":
    case "number":
      return Math.max(0, schema.minimum ?? 0);
    case "boolean":
      return true;
    case "array":
      return isFull ? [example(schema.items ?? {}, isFull)] : [];
    case "object": {
      const inner = Object.entries(schema.properties ?? {})
        .filter(([name]) => isFull || (schema.required ?? []).includes(name));
      const value = Object.fromEntries(inner.map(([name, one]) => [name, example(one, isFull)]));
      const more = schema.additionalProperties;
      if (isFull && typeof more === "object") value["more"] = example(more, isFull);
      return value;
    }
    default:
      return null;
  }
}

const calls: [method: string, path: string, reader: Reader<unknown>][] = [
  ["get", "/api/index/status", status],
  ["get", "/api/images", picturePage],
  ["post", "/api/images", uploadAnswer],
  ["get", "/api/timeline", timeline],
  ["get", "/api/timeline/{key}", bucket],
  ["get", "/api/images/{id}", detail],
  ["get", "/api/images/{id}/similar", hits],
  ["post", "/api/search", hits],
  ["post", "/api/search/similar", hitsByFile],
  ["get", "/api/suggest", suggestions],
  ["get", "/api/duplicates", groupPage],
  ["get", "/api/visual-duplicates", visualPage],
  ["get", "/api/archives/{id}", archive],
  ["get", "/api/archives/{id}/similar", similarArchives],
  ["post", "/api/duplicates/{group}/resolve", outcome],
  ["post", "/api/duplicates/{group}/merge", outcome],
  ["post", "/api/images/bulk", edited],
  ["post", "/api/images/set-aside", acted],
  ["post", "/api/duplicates/{group}/ignore", anything],
  ["delete", "/api/duplicates/{group}/ignore", anything],
  ["post", "/api/duplicates/search", anything],
  ["post", "/api/undo", undone],
  ["get", "/api/review", stagedPage],
  ["post", "/api/review/restore", acted],
  ["post", "/api/review/approve", acted],
  ["get", "/api/jobs", jobList],
  ["post", "/api/jobs/{id}/cancel", anything],
  ["post", "/api/jobs/{id}/retry", anything],
  ["post", "/api/jobs/retry", anything],
  ["post", "/api/jobs/pause", anything],
  ["post", "/api/jobs/resume", anything],
  ["get", "/api/jobs/events", anything],
  ["post", "/api/index/scan", anything],
  ["get", "/api/qa/anomalies", anomalyPage],
  ["post", "/api/qa/anomalies/search", anything],
  ["post", "/api/feedback", anything],
  ["get", "/api/folders", folders],
  ["post", "/api/folders", anything],
  ["get", "/api/settings", settings],
  ["patch", "/api/settings", settings],
  ["get", "/api/models", models],
  ["get", "/api/statistics", statistics],
  ["get", "/api/search/export", anything],
  ["get", "/api/session", session],
  ["post", "/api/session", session],
  ["delete", "/api/session", anything],
  ["get", "/api/keys", keyList],
  ["post", "/api/keys", madeKey],
  ["delete", "/api/keys/{id}", anything],
];

interface Operation {
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

test("every call of the app is in the server's document, and its answers are understood", () => {
  const paths = api.paths as unknown as Record<string, Record<string, Operation>>;
  for (const [method, path, reader] of calls) {
    const operation = paths[path]?.[method];
    assert(operation, `${method} ${path} is not in docs/openapi.json`);
    const answers = Object.entries(operation.responses).filter(([code]) => code.startsWith("2"));
    for (const [, answer] of answers) {
      const schema = answer.content?.["application/json"]?.schema;
      if (!schema) continue;
      for (const isFull of [true, false]) reader(example(schema, isFull), `${method} ${path}`);
    }
  }
});

test("every kind of duplicate that the server names has a title", () => {
  const kinds = schemas["GroupHead"]?.properties?.["kind"]?.enum ?? [];
  assert(kinds.length > 0);
  assert.deepEqual(kinds, KINDS.map((one) => one.kind));
});

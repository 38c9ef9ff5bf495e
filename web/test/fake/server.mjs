// A stand-in for `semblance serve`, for looking at views and for libraries of any size. Never shipped.
//
//   node test/fake/server.mjs [--port 8099] [--pictures DIR] [--count 100000] [--empty]
import { createServer } from "node:http";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import process from "node:process";

const args = process.argv.slice(2);
const option = (name, fallback) => args.includes(name) ? args[args.indexOf(name) + 1] : fallback;
const dist = join(dirname(fileURLToPath(import.meta.url)), "../../dist");
const folder = option("--pictures", "");
const files = folder
  ? readdirSync(folder, { recursive: true }).map(String).filter((name) => /\.jpe?g$/i.test(name))
    .sort()
  : [];
const total = args.includes("--empty") ? 0 : Number(option("--count", files.length || 400));

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const idOf = (index) =>
  "01HZZZZZZZZZZZZZZZ" +
  [...Array(8)].map((_, at) => DIGITS[Math.floor(index / 32 ** (7 - at)) % 32]).join("");
const indexOf = (id) => [...id.slice(18)].reduce((sum, sign) => sum * 32 + DIGITS.indexOf(sign), 0);
const ratioOf = (index) => [1.5, 1.333, 0.75, 1.5, 1.778, 0.667, 1][index * 7 % 7];

/** Months newest first, so that all pictures have their place by arithmetic alone. */
const months = Math.max(1, Math.min(240, Math.ceil(total / 40)));
const perMonth = Math.ceil(total / months);
const keyOf = (month) =>
  `${2026 - Math.floor(month / 12)}-${String(12 - month % 12).padStart(2, "0")}`;
const takenOf = (index) =>
  `${keyOf(Math.floor(index / perMonth))}-${String(28 - index % 28).padStart(2, "0")}T12:30:00`;

function picture(index) {
  const ratio = ratioOf(index);
  return {
    id: idOf(index),
    name: files[index % files.length]?.split("/").pop() ??
      `IMG_${String(index).padStart(5, "0")}.jpg`,
    path: `/home/you/Pictures/${keyOf(Math.floor(index / perMonth))}/IMG_${index}.jpg`,
    width: Math.round(3000 * Math.sqrt(ratio)),
    height: Math.round(3000 / Math.sqrt(ratio)),
    bytes: 900_000 + index * 7919 % 4_000_000,
    format: "jpeg",
    taken: takenOf(index),
    modified: takenOf(index),
    placeholder: null,
    quality_score: 0.4 + index * 13 % 60 / 100,
    rating: index % 7 === 3 ? 4 : null,
    favourite: index % 11 === 5,
    file_count: 1,
    is_duplicate: false,
    flags: [],
    marks: index % 9 === 4 ? ["cropped"] : [],
  };
}

const KINDS = ["exact-file", "resaved", "cropped", "recoloured", "overlaid", "rotated"];
const groupCount = Math.min(24, Math.floor(total / 6));
const state = { resolved: new Map(), operations: 0, staged: [] };

function group(number) {
  const size = 2 + number * 5 % 4;
  const kind = KINDS[number % KINDS.length];
  const members = [...Array(size)].map((_, at) => ({
    image: {
      ...picture((number * 6 + at) % total),
      width: 4000 - at * 900,
      height: 3000 - at * 675,
    },
    file_id: number * 10 + at,
    path: `/home/you/Pictures/${at === 0 ? "Camera" : "Shared/Messages"}/IMG_${number}${
      at ? `-${at}` : ""
    }.jpg`,
    bytes: 3_400_000 - at * 810_000,
    percent: at === 0 ? 100 : 99 - at * 3,
    best: at === 0,
    reference: false,
    kind: at === 0 ? null : kind,
    kept_reason: at === 0 ? "largest, least compressed" : null,
    why: at === 0 ? null : "the same picture, saved again smaller",
  }));
  return {
    id: `1-${number}`,
    kind,
    title: kind,
    confidence: 99 - number % 9,
    automatic: number % 3 === 0,
    best_image_id: members[0].image.id,
    reasons: ["largest", "sharpest", "taken first"],
    reclaimable_bytes: members.slice(1).reduce((sum, one) => sum + one.bytes, 0),
    state: "open",
    members,
  };
}

const groups = () =>
  [...Array(groupCount).keys()].map((at) => group(at + 1)).filter((one) =>
    !state.resolved.has(one.id)
  );

function svg(index) {
  const hue = index * 47 % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="${
    Math.round(300 / ratioOf(index))
  }"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${hue} 40% 60%)"/><stop offset="1" stop-color="hsl(${
    hue + 60
  } 45% 30%)"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
}

function answer(request, url, body) {
  const path = url.pathname;
  const query = url.searchParams;
  const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit") ?? 50)];
  if (path === "/healthz") return { status: "ok" };
  if (path === "/api/index/status") {
    return {
      total_images: total,
      total_files: total,
      failed_files: 2,
      folders: total ? [{ path: "/home/you/Pictures" }] : [],
      duplicate_groups: groups().length,
      staged_items: state.staged.length,
      staged_files: state.staged.length,
      staged_bytes: 0,
    };
  }
  if (path === "/api/timeline") {
    const buckets = [...Array(months).keys()].map((month) => ({
      key: keyOf(month),
      count: Math.min(perMonth, total - month * perMonth),
    })).filter((one) => one.count > 0);
    return { total, buckets };
  }
  const bucket = /^\/api\/timeline\/(.+)$/.exec(path);
  if (bucket) {
    const month = [...Array(months).keys()].find((one) => keyOf(one) === bucket[1]);
    const indices = [...Array(Math.min(perMonth, total - month * perMonth)).keys()].map((at) =>
      month * perMonth + at
    );
    return {
      ids: indices.map(idOf),
      ratios: indices.map(ratioOf),
      taken: indices.map(takenOf),
      placeholders: indices.map(() => null),
      marks: indices.map((index) => picture(index).marks),
      ratings: indices.map((index) => picture(index).rating),
      favourites: indices.map((index) => picture(index).favourite),
    };
  }
  if (path === "/api/images") {
    const from = Number(query.get("cursor") ?? 0);
    const items = [...Array(Math.min(limit, total - from)).keys()].map((at) => picture(from + at));
    return { total, items, next_cursor: from + limit < total ? String(from + limit) : null };
  }
  if (path === "/api/duplicates") {
    const kind = query.get("kind");
    const all = groups().filter((one) => !kind || one.kind === kind);
    return {
      group_count: all.length,
      copy_count: 40,
      reclaimable_bytes: 4e7,
      groups: all.slice(offset, offset + limit),
      next_offset: offset + limit < all.length ? offset + limit : null,
    };
  }
  const act = /^\/api\/duplicates\/([\d-]+)\/(resolve|ignore)$/.exec(path);
  if (act) {
    state.resolved.set(act[1], request.method);
    if (request.method === "DELETE") state.resolved.delete(act[1]);
    const operation = state.operations += 1;
    state.staged.push(...(body.stage ?? []).map((id) => ({ id, operation, group: act[1] })));
    return {
      operation_id: operation,
      staged: body.stage?.length ?? 0,
      bytes: 1,
      results: (body.stage ?? []).map((id) => ({ id, ok: true })),
    };
  }
  if (path === "/api/undo") {
    for (const one of state.staged.filter((item) => item.operation === body.operation_id)) {
      state.resolved.delete(one.group);
    }
    state.staged = state.staged.filter((one) => one.operation !== body.operation_id);
    return {};
  }
  return null;
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

createServer(async (request, response) => {
  const url = new URL(request.url, "http://fake");
  const send = (status, type, bytes, more = {}) => {
    response.writeHead(status, {
      "Content-Type": type,
      "Content-Security-Policy":
        "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      ...more,
    });
    response.end(bytes);
  };
  const picture = /^\/api\/images\/([0-9A-Z]{26})\/(thumbnail|preview|original)$/.exec(
    url.pathname,
  );
  if (picture) {
    const index = indexOf(picture[1]);
    if (files.length > 0) {
      return send(200, "image/jpeg", readFileSync(join(folder, files[index % files.length])), {
        "Cache-Control": "max-age=3600",
      });
    }
    return send(200, "image/svg+xml", svg(index), { "Cache-Control": "max-age=3600" });
  }
  if (url.pathname.startsWith("/api/") || url.pathname === "/healthz") {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const value = answer(request, url, text.startsWith("{") ? JSON.parse(text) : {});
    return value === null
      ? send(
        404,
        "application/problem+json",
        JSON.stringify({
          status: 404,
          title: "Not found",
          detail: `The fake has no ${url.pathname}.`,
        }),
      )
      : send(200, "application/json", JSON.stringify(value));
  }
  const file = join(dist, url.pathname);
  const isFile = extname(url.pathname) !== "" &&
    statSync(file, { throwIfNoEntry: false })?.isFile();
  const path = isFile ? file : join(dist, "index.html");
  send(200, TYPES[extname(path)] ?? "application/octet-stream", readFileSync(path));
}).listen(Number(option("--port", 8099)), "127.0.0.1");

/** Every place of the app that has an address of its own. */
export type Place =
  | { view: "library"; layout: "grid" | "list"; sort: string; at: string | null }
  | {
    view: "search";
    text: string;
    like: string | null;
    tab: "text" | "image";
    filter: SearchFilter;
  }
  | {
    view: "dedupe";
    kind: string | null;
    confidence: number;
    group: string | null;
    compare: number | null;
  }
  | { view: "visual-matches"; group: string | null }
  | { view: "review" }
  | {
    view: "anomalies";
    by: Measure | null;
    among: Baseline | null;
    all: boolean;
    at: string | null;
  }
  | { view: "image"; id: string; from: string | null }
  | { view: "upload" }
  | { view: "jobs" }
  | { view: "settings" }
  | { view: "sign-in"; from: string | null }
  | { view: "unknown"; path: string };

export type View = Place["view"];

/** How a picture is unlike others; null for whichever is worst. */
export const MEASURES = ["distance", "density", "distribution"] as const;
export type Measure = typeof MEASURES[number];

/** Among which pictures; null for the library. */
export const BASELINES = ["album", "source"] as const;
export type Baseline = typeof BASELINES[number];

/** What narrows a search; absent parts narrow nothing. */
export interface SearchFilter {
  after?: string;
  before?: string;
  format?: string;
  camera?: string;
  /** A word that marks a picture, as `cropped`. */
  mark?: string;
  tag?: string;
  /** Largest distance of perceptual hashes, in bits of 64, from the picture that is searched with. */
  gate?: number;
  favourite?: boolean;
  /** Stars. */
  minRating?: number;
  minQuality?: number;
  minSize?: number;
  duplicates?: boolean;
  threshold?: number;
  limit?: number;
}

const PATHS: Record<Exclude<View, "image" | "unknown">, string> = {
  library: "/",
  search: "/search",
  dedupe: "/dedupe",
  "visual-matches": "/visual-matches",
  review: "/review",
  anomalies: "/anomalies",
  upload: "/upload",
  jobs: "/jobs",
  settings: "/settings",
  "sign-in": "/sign-in",
};

/** Reads an address (`/dedupe?kind=cropped`); what it does not understand in a query is left out. */
export function parse(url: string): Place {
  const { pathname, searchParams } = new URL(url, "http://app");
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  const get = (name: string) => searchParams.get(name) || null;
  const whole = (name: string, low: number, high: number) => {
    const value = Number.parseInt(searchParams.get(name) ?? "", 10);
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : null;
  };
  const image = /^\/images\/([0-9A-Za-z]{26})$/.exec(path);
  if (image) return { view: "image", id: (image[1] as string).toUpperCase(), from: get("from") };
  const view = (Object.keys(PATHS) as (keyof typeof PATHS)[]).find((name) => PATHS[name] === path);
  switch (view) {
    case "library":
      return {
        view,
        layout: get("layout") === "list" ? "list" : "grid",
        sort: get("sort") ?? "taken",
        at: get("at"),
      };
    case "search":
      return {
        view,
        text: searchParams.get("q") ?? "",
        like: get("like"),
        tab: get("tab") === "image" || get("like") ? "image" : "text",
        filter: parseFilter(searchParams),
      };
    case "dedupe":
      return {
        view,
        kind: get("kind"),
        confidence: whole("confidence", 0, 100) ?? 0,
        group: get("group"),
        compare: whole("compare", 0, Number.MAX_SAFE_INTEGER),
      };
    case "visual-matches":
      return { view, group: get("group") };
    case "anomalies":
      return {
        view,
        by: MEASURES.find((one) => one === get("by")) ?? null,
        among: BASELINES.find((one) => one === get("among")) ?? null,
        all: get("all") === "1",
        at: get("at"),
      };
    case "sign-in":
      return { view, from: get("from") };
    case undefined:
      return { view: "unknown", path };
    default:
      return { view };
  }
}

/** The address of a place; defaults are left out, so that one place has one address. */
export function format(place: Place): string {
  const query = new URLSearchParams();
  const add = (
    name: string,
    value: string | number | null | undefined,
    fallback?: string | number,
  ) => {
    if (value !== null && value !== undefined && value !== "" && value !== fallback) {
      query.set(name, String(value));
    }
  };
  switch (place.view) {
    case "image":
      add("from", place.from);
      return withQuery(`/images/${place.id}`, query);
    case "unknown":
      return place.path;
    case "library":
      add("layout", place.layout, "grid");
      add("sort", place.sort, "taken");
      add("at", place.at);
      break;
    case "search":
      add("q", place.text);
      add("like", place.like);
      if (!place.like) add("tab", place.tab, "text");
      addFilter(place.filter, add);
      break;
    case "dedupe":
      add("kind", place.kind);
      add("confidence", place.confidence, 0);
      add("group", place.group);
      add("compare", place.compare);
      break;
    case "visual-matches":
      add("group", place.group);
      break;
    case "anomalies":
      add("by", place.by);
      add("among", place.among);
      add("all", place.all ? "1" : null);
      add("at", place.at);
      break;
    case "sign-in":
      add("from", place.from, "/");
      break;
    default:
  }
  return withQuery(PATHS[place.view], query);
}

export const places = {
  library: { view: "library", layout: "grid", sort: "taken", at: null } as Place,
  search: (text = ""): Place => ({ view: "search", text, like: null, tab: "text", filter: {} }),
  like: (id: string): Place => ({ view: "search", text: "", like: id, tab: "image", filter: {} }),
  dedupe: { view: "dedupe", kind: null, confidence: 0, group: null, compare: null } as Place,
  matches: { view: "visual-matches", group: null } as Place,
  review: { view: "review" } as Place,
  anomalies: { view: "anomalies", by: null, among: null, all: false, at: null } as Place,
  upload: { view: "upload" } as Place,
  jobs: { view: "jobs" } as Place,
  settings: { view: "settings" } as Place,
  signIn: (from: string | null): Place => ({ view: "sign-in", from: from === "/" ? null : from }),
  image: (id: string, from: string | null = null): Place => ({ view: "image", id, from }),
};

/** Where to go after signing in: where one was, when that is a place of the app. */
export function home(from: string | null): Place {
  try {
    const url = new URL(from ?? "/", "http://app");
    const place = parse(url.pathname + url.search);
    const isOurs = url.origin === "http://app" && place.view !== "unknown";
    return isOurs && place.view !== "sign-in" ? place : places.library;
  } catch {
    return places.library;
  }
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

function parseFilter(query: URLSearchParams): SearchFilter {
  const filter: SearchFilter = {};
  const date = (name: string) => /^\d{4}(-\d{2}(-\d{2})?)?$/.exec(query.get(name) ?? "")?.[0];
  const real = (name: string) => {
    const value = Number.parseFloat(query.get(name) ?? "");
    return Number.isFinite(value) ? value : undefined;
  };
  const [after, before] = [date("after"), date("before")];
  if (after) filter.after = after;
  if (before) filter.before = before;
  for (const name of ["format", "camera", "tag", "mark"] as const) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  const numbers = {
    minQuality: "quality",
    minSize: "size",
    threshold: "threshold",
    limit: "limit",
    gate: "gate",
    minRating: "stars",
  } as const;
  for (const [name, parameter] of Object.entries(numbers) as [keyof typeof numbers, string][]) {
    const value = real(parameter);
    if (value !== undefined) filter[name] = value;
  }
  if (query.get("favourites") === "1") filter.favourite = true;
  if (query.get("duplicates") === "1") filter.duplicates = true;
  return filter;
}

function addFilter(
  filter: SearchFilter,
  add: (name: string, value: string | number | null | undefined) => void,
): void {
  add("after", filter.after);
  add("before", filter.before);
  add("format", filter.format);
  add("camera", filter.camera);
  add("mark", filter.mark);
  add("tag", filter.tag);
  add("gate", filter.gate);
  add("stars", filter.minRating);
  add("quality", filter.minQuality);
  add("size", filter.minSize);
  add("threshold", filter.threshold);
  add("limit", filter.limit);
  add("favourites", filter.favourite ? 1 : null);
  add("duplicates", filter.duplicates ? 1 : null);
}

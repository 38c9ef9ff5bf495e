const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** Bytes by powers of 1000, as disks and the command line count them: `1.4 MB`. */
export function bytes(count: number): string {
  let [value, unit] = [Math.max(0, count), 0];
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const text = value.toFixed(digits);
  return `${digits > 0 ? text.replace(/\.?0+$/, "") : text} ${UNITS[unit]}`;
}

const grouped = new Intl.NumberFormat("en");

export function count(value: number): string {
  return grouped.format(value);
}

/** `1 picture`, `2 pictures`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function percent(value: number): string {
  return `${Math.round(value)} %`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `May 2024` for `2024-05`; `Undated` for any other key. */
export function month(key: string): string {
  const match = /^(\d{4})-(\d{2})$/.exec(key);
  const name = match ? MONTHS[Number(match[2]) - 1] : undefined;
  return match && name ? `${name} ${match[1]}` : "Undated";
}

/**
 * `12 May 2024, 14:05`: the time where it was taken, so the text's own clock counts and not this
 * machine's zone.
 */
export function moment(iso: string | null): string {
  const match = iso === null ? null : /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(iso);
  if (!match) return "";
  const name = MONTHS[Number(match[2]) - 1];
  if (!name) return "";
  return `${Number(match[3])} ${name} ${match[1]}${match[4] ? `, ${match[4]}` : ""}`;
}

/** How long ago, for people: `just now`, `5 min ago`, `3 h ago`, otherwise the date. */
export function ago(iso: string | null, now: number): string {
  const time = iso === null ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(time)) return "";
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return moment(iso);
}

/** Seconds as `42 s`, `3 min`, `1 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The last part of a path; the folder it lies in. */
export function splitPath(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf("/");
  return at < 0
    ? { folder: "", name: path }
    : { folder: path.slice(0, at), name: path.slice(at + 1) };
}

/** `4000 × 3000`; with megapixels where there are some. */
export function dimensions(width: number, height: number): string {
  if (width <= 0 || height <= 0) return "";
  const mega = width * height / 1e6;
  return `${width} × ${height}${mega >= 0.95 ? ` · ${mega.toFixed(mega < 10 ? 1 : 0)} MP` : ""}`;
}

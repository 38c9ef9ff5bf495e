/** Drawn on a 24 × 24 grid, lines of 1.75. */
const PATHS = {
  library: "M4 5h7v6H4zM13 5h7v9h-7zM4 13h7v6H4zM13 16h7v3h-7z",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20",
  duplicates:
    "M4 7a3 3 0 0 1 3-3h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3zM8 19.2c.5.5 1.2.8 2 .8h7a3 3 0 0 0 3-3v-7c0-.8-.3-1.5-.8-2",
  review: "M4 8h16v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM3 4h18v4H3zM9.5 12h5",
  anomalies:
    "M12 4v3M12 17v3M4 12h3M17 12h3M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6.5 6.5l1.8 1.8M15.7 15.7l1.8 1.8",
  upload: "M12 16V5M7.5 9.5 12 5l4.5 4.5M4 16v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2",
  jobs: "M12 4a8 8 0 1 0 8 8M12 8v4.5l3 2M16 4.3c1 .6 1.9 1.3 2.6 2.2M19.5 9.5",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM9 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  matches: "M9 7a5 5 0 1 0 0 10A5 5 0 0 0 9 7zM15 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 12.5 10 17.5 19.5 7",
  undo: "M8 5 4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-4",
  compare: "M12 3v18M4 6h5v12H4zM15 6h5v12h-5z",
  distinct: "M5 9h14M5 15h14M17 4 7 20",
  keep: "M12 20s-7.5-4.3-7.5-10A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 19.5 10c0 5.7-7.5 10-7.5 10z",
  warning: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.2",
  info: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 11v5M12 8v.2",
  left: "M14.5 5.5 8 12l6.5 6.5",
  right: "M9.5 5.5 16 12l-6.5 6.5",
  down: "M5.5 9 12 15.5 18.5 9",
  grid: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  list: "M4 6h16M4 12h16M4 18h16",
  sun:
    "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  more: "M5.5 12h.1M12 12h.1M18.5 12h.1",
  folder: "M3.5 7a2 2 0 0 1 2-2h4l2 2.5h7a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z",
  copy: "M8.5 8.5h10v11h-10zM5.5 15.5v-11h10",
  download: "M12 5v11M7.5 11.5 12 16l4.5-4.5M5 20h14",
  external: "M14 4h6v6M20 4l-9 9M18 14v5H5V6h5",
  refresh: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.3M20 4v5.3h-5.3",
  image: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9.2v.1",
  trash: "M5 7h14M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5",
  restore: "M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4 9.3M4 4v5.3h5.3M12 8v4.5l3 1.7",
  filter: "M4 6h16M7 12h10M10 18h4",
  play: "M8 5.5v13l10.5-6.5z",
  stop: "M7 7h10v10H7z",
  key: "M15.5 4.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12.7 11.3 5 19M7.5 16.5l2.5 2.5",
  leave: "M10.5 4.5H7a2.5 2.5 0 0 0-2.5 2.5v10A2.5 2.5 0 0 0 7 19.5h3.5M15.5 8l4 4-4 4M19.5 12H9.5",
  star: "M12 4l2.5 5.2 5.6.8-4 4 .9 5.7-5-2.7-5 2.7.9-5.7-4-4 5.6-.8z",
  merge: "M6 4v3.5a5 5 0 0 0 5 5h7M6 20v-2.5a5 5 0 0 1 2.2-4.1M14.5 8.5l4 4-4 4",
  tag: "M4 4.5h7.5l8 8-7 7-8-8zM8.2 8.2v.1",
  keyboard: "M3.5 7h17v10h-17zM7 10.2v.1M10.3 10.2v.1M13.7 10.2v.1M17 10.2v.1M8 13.8h8",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <rect className="logo-back" x="2" y="2" width="16" height="16" rx="5" />
      <rect className="logo-front" x="10" y="10" width="16" height="16" rx="5" />
      <path className="logo-both" d="M10 15a5 5 0 0 1 5-5h3v3a5 5 0 0 1-5 5h-3z" />
    </svg>
  );
}

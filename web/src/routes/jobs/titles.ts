import type { IconName } from "../../components/Icon";

const TITLES: Record<string, { title: string; icon: IconName }> = {
  scan: { title: "Looking at pictures", icon: "library" },
  duplicates: { title: "Comparing pictures", icon: "duplicates" },
  sweep: { title: "Comparing pictures and their vectors", icon: "duplicates" },
  anomalies: { title: "Finding what is unlike the rest", icon: "anomalies" },
  embeddings: { title: "Looking at what pictures show", icon: "library" },
  clusters: { title: "Putting pictures into clusters", icon: "duplicates" },
  compaction: { title: "Tidying the library", icon: "jobs" },
};

/** How a kind of job is called; a kind of a newer server by its own name. */
export function titleOf(kind: string): { title: string; icon: IconName } {
  return TITLES[kind] ?? { title: kind, icon: "jobs" };
}

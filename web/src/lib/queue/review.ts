import type { Group } from "../api/duplicates";
import { type Choice, proposed } from "./choice";

/** What was decided of a group. */
export type Decision =
  | { kind: "staged"; files: number; bytes: number; isMerged?: boolean }
  | { kind: "kept" }
  | { kind: "ignored" };

export interface Entry {
  group: Group;
  choice: Choice;
  decision: Decision | null;
}

/** Groups to look at one after the other. A value: every change gives a new one. */
export interface Review {
  entries: readonly Entry[];
  /** Index of the one on screen. */
  at: number;
  /** Ids in the order in which they were decided, for undo. */
  history: readonly string[];
}

export const empty: Review = { entries: [], at: 0, history: [] };

/** Adds groups that were not known; what is known keeps what was chosen. */
export function withGroups(review: Review, groups: readonly Group[]): Review {
  const known = new Set(review.entries.map((entry) => entry.group.id));
  const added = groups.filter((group) => !known.has(group.id) && group.members.length > 1)
    .map((group): Entry => ({ group, choice: proposed(group.members), decision: null }));
  return added.length === 0 ? review : { ...review, entries: [...review.entries, ...added] };
}

export function current(review: Review): Entry | null {
  return review.entries[review.at] ?? null;
}

export function moved(review: Review, by: number): Review {
  const at = Math.min(review.entries.length - 1, Math.max(0, review.at + by));
  return at === review.at ? review : { ...review, at };
}

export function shownGroup(review: Review, id: string): Review {
  const at = review.entries.findIndex((entry) => entry.group.id === id);
  return at < 0 || at === review.at ? review : { ...review, at };
}

export function chosen(review: Review, id: string, choice: Choice): Review {
  return changed(review, id, (entry) => entry.decision ? entry : { ...entry, choice });
}

/** Decides a group, and goes on to the next that is open: first after it, then before it. */
export function decided(review: Review, id: string, decision: Decision): Review {
  const next = {
    ...changed(review, id, (entry) => ({ ...entry, decision })),
    history: [...review.history.filter((one) => one !== id), id],
  };
  const from = next.entries.findIndex((entry) => entry.group.id === id);
  const isOpen = (entry: Entry) => entry.decision === null;
  const after = next.entries.findIndex((entry, index) => index > from && isOpen(entry));
  const at = after >= 0 ? after : next.entries.findIndex(isOpen);
  return { ...next, at: at >= 0 ? at : next.entries.length };
}

/** Opens a group again and shows it: an undo, or a decision that the server refused. */
export function reopened(review: Review, id: string): Review {
  const at = review.entries.findIndex((entry) => entry.group.id === id);
  if (at < 0) return review;
  return {
    ...changed(review, id, (entry) => ({ ...entry, decision: null })),
    at,
    history: review.history.filter((one) => one !== id),
  };
}

/** The group decided last, for undo. */
export function latest(review: Review): string | null {
  return review.history[review.history.length - 1] ?? null;
}

export function tally(review: Review): { decided: number; files: number; bytes: number } {
  const sum = { decided: 0, files: 0, bytes: 0 };
  for (const { decision } of review.entries) {
    if (!decision) continue;
    sum.decided += 1;
    if (decision.kind === "staged") {
      sum.files += decision.files;
      sum.bytes += decision.bytes;
    }
  }
  return sum;
}

function changed(review: Review, id: string, change: (entry: Entry) => Entry): Review {
  return {
    ...review,
    entries: review.entries.map((entry) => entry.group.id === id ? change(entry) : entry),
  };
}

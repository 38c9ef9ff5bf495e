import { useSyncExternalStore } from "react";
import { type Edit, edited, pieces, stars } from "../lib/api/edits";
import { reason } from "../lib/api/problem";
import { type Acted, acted, undone } from "../lib/api/review";
import { type Said, Sayings, type Shown } from "../lib/edit/sayings";
import { plural } from "../lib/text/format";
import { refreshStatus } from "./library";
import { api, cache, outbox } from "./services";
import { toast } from "./toasts";

/** What was said of pictures in this visit. */
export const sayings = new Sayings();

/** Renders anew when something was said. */
export function useSayings(): Sayings {
  useSyncExternalStore(sayings.watch, () => sayings.version);
  return sayings;
}

/** What the server said last of a picture, as its list knows it. */
export type ReadSaid = (id: string) => Said;

type Result = { id: string; ok: boolean; error: string | null };

/** Changes stars, favourites or tags of pictures: shown at once, sent in order, and undone by a click. */
export function edit(ids: readonly string[], change: Edit, read: ReadSaid): void {
  if (ids.length === 0) return;
  const shown = sayings.show(ids, {
    ...(typeof change.rating === "number" ? { rating: change.rating } : {}),
    ...(change.favourite === undefined ? {} : { favourite: change.favourite }),
  }, read);
  const made: number[] = [];
  outbox.add<Result[]>({
    send: async (key) => {
      const results: Result[] = [];
      for (const [index, part] of pieces(ids).entries()) {
        const answer = await api.call("/api/images/bulk", edited, {
          method: "POST",
          body: { ids: part, ...change },
          key: `${key}.${index}`,
        });
        // A piece that was sent again after a lost answer is told of once more.
        if (answer.edit_id !== null && !made.includes(answer.edit_id)) made.push(answer.edit_id);
        results.push(...answer.results);
      }
      return results;
    },
    done: (results) => {
      sayings.settle(shown);
      refused(results, shown, "changed");
      changed(ids);
    },
    failed: (error) => {
      sayings.back(shown);
      changed(ids);
      toast(`Nothing was changed. ${reason(error)}`, { tone: "problem" });
    },
  });
  toast(told(ids.length, change), {
    action: { title: "Undo", run: () => takeBack(ids, shown, made) },
  });
}

function takeBack(ids: readonly string[], shown: Shown, made: readonly number[]): void {
  sayings.back(shown);
  outbox.add<void>({
    send: async (key) => {
      for (const id of [...made].reverse()) {
        await api.call("/api/undo", undone, {
          method: "POST",
          body: { edit_id: id },
          key: `${key}.${id}`,
        });
      }
    },
    done: () => changed(ids),
    failed: (error) => {
      changed(ids);
      toast(`This could not be undone. ${reason(error)}`, { tone: "problem" });
    },
  });
  toast("Undone");
}

/** Sets pictures aside with all their files. */
export function setAside(ids: readonly string[], read: ReadSaid): void {
  if (ids.length === 0) return;
  const shown = sayings.show(ids, { isAside: true }, read);
  const made: number[] = [];
  outbox.add<Acted["results"]>({
    send: async (key) => {
      const results: Result[] = [];
      for (const [index, part] of pieces(ids).entries()) {
        const answer = await api.call("/api/images/set-aside", acted, {
          method: "POST",
          body: { ids: part },
          key: `${key}.${index}`,
        });
        const operation = answer.operation_id;
        if (operation !== null && !made.includes(operation)) made.push(operation);
        results.push(...answer.results);
      }
      return results;
    },
    done: (results) => {
      sayings.settle(shown);
      refused(results, shown, "set aside");
      moved();
    },
    failed: (error) => {
      sayings.back(shown);
      toast(`Nothing was set aside. ${reason(error)}`, { tone: "problem" });
    },
  });
  toast(`${plural(ids.length, "picture")} set aside`, {
    action: { title: "Undo", run: () => putBack(shown, made) },
  });
}

function putBack(shown: Shown, made: readonly number[]): void {
  sayings.back(shown);
  outbox.add<string | null>({
    send: async (key) => {
      let refusal: string | null = null;
      for (const id of [...made].reverse()) {
        const answer = await api.call("/api/undo", undone, {
          method: "POST",
          body: { operation_id: id },
          key: `${key}.${id}`,
        });
        const first = answer.refused[0];
        if (first) refusal = `${first.path} stays aside: ${first.error}`;
      }
      return refusal;
    },
    done: (refusal) => {
      if (refusal) toast(refusal, { tone: "problem" });
      moved();
    },
    failed: (error) => {
      moved();
      toast(`This could not be undone. ${reason(error)}`, { tone: "problem" });
    },
  });
  toast("Undone");
}

/** Some of the pictures are as they were: says why, and shows them so. */
function refused(results: readonly Result[], shown: Shown, what: string): void {
  const not = results.filter((one) => !one.ok);
  const first = not[0];
  if (!first) return;
  sayings.back(shown, not.map((one) => one.id));
  toast(
    `${plural(not.length, "picture")} could not be ${what}: ${
      first.error ?? "no reason was given"
    }`,
    { tone: "problem" },
  );
}

function changed(ids: readonly string[]): void {
  if (ids.length > 20) cache.refresh("image ");
  else for (const id of ids) cache.refresh(`image ${id}`);
}

function moved(): void {
  refreshStatus();
  cache.refresh("timeline");
  cache.refresh("review");
  cache.refresh("image ");
}

function told(count: number, change: Edit): string {
  const many = plural(count, "picture");
  if (typeof change.rating === "number") return `${stars(change.rating)} for ${many}`;
  if (change.rating === null) return `Stars of the file for ${many}`;
  if (change.favourite !== undefined) {
    return change.favourite ? `${many} made a favourite` : `${many} no favourite any more`;
  }
  const [added, removed] = [change.add_tags ?? [], change.remove_tags ?? []];
  return added.length > 0
    ? `“${added.join("”, “")}” for ${many}`
    : `“${removed.join("”, “")}” taken from ${many}`;
}

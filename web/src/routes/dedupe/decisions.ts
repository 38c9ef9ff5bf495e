import { refreshStatus } from "../../app/library";
import { api, cache, outbox } from "../../app/services";
import { toast } from "../../app/toasts";
import { type Outcome, outcome } from "../../lib/api/duplicates";
import { reason } from "../../lib/api/problem";
import { type Undone, undone } from "../../lib/api/review";
import { anything } from "../../lib/json/read";
import type { Decision } from "../../lib/queue/review";
import { bytes, plural } from "../../lib/text/format";

/** The numbers by which what was moved in this visit can be undone, by group. */
const made = new Map<string, { operation: number; edit: number | null }>();

interface Ends {
  /** The group is open again: the server refused, or it was undone. */
  reopen: () => void;
  undo: () => void;
}

/** Sets files aside; told at once, sent in order, taken back when the server refuses. */
export function resolve(
  group: string,
  files: { keep: number[]; stage: number[]; bytes: number },
  ends: Ends,
  /** The file that takes over what was said of those that go. */
  keeper: number | null = null,
): void {
  outbox.add<Outcome>({
    send: (key) =>
      keeper === null
        ? api.call(`/api/duplicates/${group}/resolve`, outcome, {
          method: "POST",
          body: { keep: files.keep, stage: files.stage },
          key,
        })
        : api.call(`/api/duplicates/${group}/merge`, outcome, {
          method: "POST",
          body: { keep: keeper, stage: files.stage },
          key,
        }),
    done: (result) => {
      if (result.operation_id !== null) {
        made.set(group, { operation: result.operation_id, edit: result.edit_id });
      }
      if (result.edit_id !== null) cache.refresh("image ");
      const refused = result.results.filter((one) => !one.ok);
      const first = refused[0];
      if (first) {
        if (result.staged === 0) ends.reopen();
        toast(
          `${plural(refused.length, "file")} could not be set aside: ${
            first.error ?? "no reason was given"
          }`,
          {
            tone: "problem",
          },
        );
      }
      changed();
    },
    failed: (error) => {
      ends.reopen();
      toast(`Nothing was set aside. ${reason(error)}`, { tone: "problem" });
    },
  });
  const what = keeper === null ? "set aside" : "merged into the one that stays";
  toast(`${plural(files.stage.length, "file")} ${what}, ${bytes(files.bytes)}`, {
    action: { title: "Undo", run: ends.undo },
  });
}

/** "These are no duplicates": remembered by the server for ever, or until undone. */
export function ignore(group: string, ends: Ends): void {
  outbox.add({
    send: (key) => api.call(`/api/duplicates/${group}/ignore`, anything, { method: "POST", key }),
    done: changed,
    failed: (error) => {
      ends.reopen();
      toast(`This was not remembered. ${reason(error)}`, { tone: "problem" });
    },
  });
  toast("Not duplicates. They will not be shown together again.", {
    action: { title: "Undo", run: ends.undo },
  });
}

/** Nothing is sent: all files stay as they are, and the group comes again at another visit. */
export function keep(ends: Pick<Ends, "undo">): void {
  toast("All files stay", { action: { title: "Undo", run: ends.undo } });
}

/**
 * Takes a decision back. It waits for the decision itself where that is still on its way.
 *
 * @param again shows the decision again, when it could not be undone.
 */
export function undo(group: string, kind: Decision["kind"], again: () => void): void {
  toast("Undone");
  if (kind === "kept") return;
  outbox.add<Undone | null>({
    send: (key) => {
      if (kind === "ignored") {
        const path = `/api/duplicates/${group}/ignore`;
        return api.call(path, anything, { method: "DELETE", key }).then(() => null);
      }
      const done = made.get(group);
      // The server refused the decision, so there is nothing to take back.
      if (done === undefined) return Promise.resolve(null);
      return api.call("/api/undo", undone, {
        method: "POST",
        body: { operation_id: done.operation, edit_id: done.edit },
        key,
      });
    },
    done: (result) => {
      made.delete(group);
      const refused = result?.refused[0];
      if (refused) toast(`${refused.path} stays aside: ${refused.error}`, { tone: "problem" });
      changed();
    },
    failed: (error) => {
      again();
      toast(`This could not be undone. ${reason(error)}`, { tone: "problem" });
    },
  });
}

function changed(): void {
  refreshStatus();
  cache.refresh("review");
}

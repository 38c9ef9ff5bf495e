import { api, outbox } from "../../app/services";
import { toast } from "../../app/toasts";
import type { Verdict } from "../../lib/api/anomalies";
import { reason } from "../../lib/api/problem";
import { anything } from "../../lib/json/read";

/** As long as the toast with its Undo stands: what is said of a picture is kept for good. */
const SECONDS = 6;

const pending = new Map<string, { timer: ReturnType<typeof setTimeout>; send: () => void }>();

/** Says something of a picture. It is sent when there is no way back any more. */
export function say(id: string, verdict: Verdict, ends: { undo: () => void; failed: () => void }) {
  cancel(id);
  const send = () => {
    cancel(id);
    outbox.add({
      send: (key) =>
        api.call("/api/feedback", anything, {
          method: "POST",
          body: { image_id: id, action: verdict },
          key,
        }),
      done: () => {},
      failed: (error) => {
        ends.failed();
        toast(`This was not kept. ${reason(error)}`, { tone: "problem" });
      },
    });
  };
  pending.set(id, { timer: setTimeout(send, SECONDS * 1000), send });
  const text = verdict === "normal" ? "Normal: it stays out of this list" : "Kept as an anomaly";
  toast(text, {
    action: {
      title: "Undo",
      run: () => {
        cancel(id);
        ends.undo();
      },
    },
  });
}

/** Takes back what was not sent yet; false when it was. */
export function cancel(id: string): boolean {
  const one = pending.get(id);
  if (!one) return false;
  clearTimeout(one.timer);
  return pending.delete(id);
}

/** Sends what waits: the view is left. */
export function flush(): void {
  for (const one of [...pending.values()]) one.send();
}

addEventListener("pagehide", flush);

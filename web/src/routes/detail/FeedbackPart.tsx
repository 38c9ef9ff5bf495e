import { useState } from "react";
import { api, cache } from "../../app/services";
import { toast } from "../../app/toasts";
import { Badge } from "../../components/Badge";
import type { Detail } from "../../lib/api/detail";
import { reason } from "../../lib/api/problem";
import { anything } from "../../lib/json/read";
import { ago } from "../../lib/text/format";
import { Part } from "./Panel";

const ACTIONS = [
  { action: "relevant", title: "Relevant" },
  { action: "irrelevant", title: "Irrelevant" },
  { action: "duplicate", title: "Duplicate" },
  { action: "anomaly", title: "Anomaly" },
  { action: "normal", title: "Normal" },
] as const;

/** What people said of a picture, the latest first, and a way to say something. */
export function FeedbackPart({ id, feedback }: { id: string; feedback: Detail["feedback"] }) {
  const [isBusy, setBusy] = useState(false);
  const say = async (action: string, title: string) => {
    setBusy(true);
    try {
      await api.call("/api/feedback", anything, {
        method: "POST",
        body: { image_id: id, action },
        key: crypto.randomUUID(),
      });
      toast(`Kept: ${title.toLowerCase()}`);
      cache.refresh(`image ${id}`);
    } catch (error) {
      toast(reason(error), { tone: "problem" });
    }
    setBusy(false);
  };
  return (
    <Part title="Feedback">
      <div className="feedback" role="group" aria-label="Say something of this picture">
        {ACTIONS.map((one) => (
          <button
            key={one.action}
            type="button"
            className="chip"
            disabled={isBusy}
            onClick={() => void say(one.action, one.title)}
          >
            {one.title}
          </button>
        ))}
      </div>
      {feedback.length > 0 && (
        <ul className="feedback-list">
          {feedback.map((one, index) => (
            <li key={`${one.at}${index}`}>
              <Badge>
                {ACTIONS.find((known) => known.action === one.action)?.title ?? one.action}
              </Badge>
              {one.note && <span>{one.note}</span>}
              <small>{ago(one.at, Date.now())}</small>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

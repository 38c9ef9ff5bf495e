import { Icon } from "../../components/Icon";
import { Thumbnail } from "../../components/Picture";
import type { Review } from "../../lib/queue/review";

/** How many groups to each side of the one on screen are drawn. */
const REACH = 14;

/** Where in the queue one is: the best copy of each group, decided ones ticked. */
export function Strip(
  { review, total, show }: { review: Review; total: number; show: (id: string) => void },
) {
  const from = Math.max(0, Math.min(review.at - REACH / 2, review.entries.length - 2 * REACH));
  const shown = review.entries.slice(from, from + 2 * REACH);
  const share = total > 0 ? review.entries.filter((entry) => entry.decision).length / total : 0;
  return (
    <div className="strip">
      <div
        className="meter"
        role="progressbar"
        aria-label="Groups decided"
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ transform: `scaleX(${share})` }} />
      </div>
      <div className="strip-row" role="group" aria-label="Groups near this one">
        {shown.map((entry, index) => {
          const best = entry.group.members.find((member) => member.best) ?? entry.group.members[0];
          const isHere = from + index === review.at;
          return (
            <button
              key={entry.group.id}
              type="button"
              className={`strip-item${entry.decision ? " strip-decided" : ""}`}
              aria-label={`Group ${from + index + 1}${entry.decision ? ", decided" : ""}`}
              onClick={() => show(entry.group.id)}
              tabIndex={isHere ? 0 : -1}
              {...(isHere ? { "aria-current": "true" as const } : {})}
            >
              {best && <Thumbnail id={best.image.id} placeholder={best.image.placeholder} alt="" />}
              {entry.decision && <Icon name="check" size={16} />}
            </button>
          );
        })}
      </div>
    </div>
  );
}

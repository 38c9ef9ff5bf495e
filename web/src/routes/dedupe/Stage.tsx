import { Badge } from "../../components/Badge";
import { kindTitle } from "../../lib/api/duplicates";
import type { Decision, Entry } from "../../lib/queue/review";
import { bytes, percent, plural } from "../../lib/text/format";
import { MemberCard } from "./MemberCard";

/** The group on screen: what it is, why the best is the best, and its files. */
export function Stage(
  { entry, toggle, compare }: {
    entry: Entry;
    toggle: (index: number) => void;
    compare: (index: number) => void;
  },
) {
  const { group, choice, decision } = entry;
  const members = group.members;
  return (
    <div className="stage">
      <div className="stage-head">
        <Badge tone="accent">{kindTitle(group.kind)}</Badge>
        <span className="stage-sure">{percent(group.confidence)} sure</span>
        {group.reasons.length > 0 && (
          <span className="stage-why">Best copy: {group.reasons.join(", ")}</span>
        )}
        {decision && (
          <Badge tone={decision.kind === "staged" ? "away" : "keep"}>{told(decision)}</Badge>
        )}
      </div>
      <ul className={`members members-${Math.min(members.length, 5)}`}>
        {members.map((member, index) => (
          <MemberCard
            key={member.file_id}
            member={member}
            index={index}
            members={members}
            stays={choice.keep[index] ?? true}
            isDecided={decision !== null}
            toggle={() => toggle(index)}
            compare={member.best ? null : () => compare(index)}
          />
        ))}
      </ul>
    </div>
  );
}

function told(decision: Decision): string {
  switch (decision.kind) {
    case "staged":
      return `${plural(decision.files, "file")} ${decision.isMerged ? "merged" : "set aside"}, ${
        bytes(decision.bytes)
      }`;
    case "kept":
      return "All kept";
    case "ignored":
      return "Not duplicates";
  }
}

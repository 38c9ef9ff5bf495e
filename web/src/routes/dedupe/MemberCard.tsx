import { Link } from "../../app/navigation";
import { Badge } from "../../components/Badge";
import { Icon } from "../../components/Icon";
import { Preview } from "../../components/Picture";
import { kindTitle, type Member } from "../../lib/api/duplicates";
import { places } from "../../lib/route/routes";
import { bytes, dimensions, moment, splitPath } from "../../lib/text/format";

/** One file of a group: seen, described, and kept or set aside by a click or its number. */
export function MemberCard(
  { member, index, members, stays, isDecided, toggle, compare }: {
    member: Member;
    index: number;
    members: readonly Member[];
    stays: boolean;
    isDecided: boolean;
    toggle: () => void;
    compare: (() => void) | null;
  },
) {
  const { folder, name } = splitPath(member.path);
  const image = member.image;
  const pixels = (one: Member) => one.image.width * one.image.height;
  const isLargest = members.some((other) => pixels(other) < pixels(member)) &&
    members.every((other) => pixels(other) <= pixels(member));
  const isHeaviest = members.some((other) => other.bytes < member.bytes) &&
    members.every((other) => other.bytes <= member.bytes);
  const what = member.best
    ? member.kept_reason
    : member.why || (member.kind ? kindTitle(member.kind) : null);
  return (
    <li className={`member ${stays ? "member-keep" : "member-away"}`}>
      <button
        type="button"
        className="member-picture"
        aria-pressed={stays}
        aria-label={`${name}: ${stays ? "stays" : "will be set aside"}`}
        disabled={isDecided}
        onClick={toggle}
      >
        <Preview id={image.id} placeholder={image.placeholder} alt="" />
        {index < 9 && <span className="member-number">{index + 1}</span>}
        <span className="member-state">
          <Icon name={stays ? "check" : "review"} size={16} />
          {stays ? member.reference ? "Protected" : "Keep" : "Set aside"}
        </span>
      </button>
      <div className="member-text">
        <div className="member-title">
          <Link to={places.image(image.id)} className="member-name" title={member.path}>
            {name}
          </Link>
          {member.best
            ? (
              <span className="member-best">
                <Icon name="star" size={14} />Best
              </span>
            )
            : <span className="member-percent">{Math.round(member.percent)} %</span>}
        </div>
        <p className="member-folder" title={folder}>
          <bdi>{folder}</bdi>
        </p>
        <p className="member-facts">
          <span className={isLargest ? "member-more" : undefined}>
            {dimensions(image.width, image.height)}
          </span>
          <span className={isHeaviest ? "member-more" : undefined}>{bytes(member.bytes)}</span>
          <span>{image.format.toUpperCase()}</span>
          {image.taken && <span>{moment(image.taken)}</span>}
          {member.marks.map((mark) => <Badge key={mark}>{mark}</Badge>)}
        </p>
        {what && <p className="member-why">{what}</p>}
        {compare && (
          <button type="button" className="member-compare" onClick={compare}>
            <Icon name="compare" size={16} />
            Compare with the best
          </button>
        )}
      </div>
    </li>
  );
}

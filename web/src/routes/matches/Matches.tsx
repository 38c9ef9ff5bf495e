import { go, Link } from "../../app/navigation";
import { api } from "../../app/services";
import { usePages } from "../../app/usePages";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Thumbnail } from "../../components/Picture";
import { Empty, Failed, Loading, Skeleton } from "../../components/States";
import { address } from "../../lib/api/client";
import { type ArchiveGroup, visualPage } from "../../lib/api/archives";
import { type Group, kindTitle, type Member } from "../../lib/api/duplicates";
import { type Place, places } from "../../lib/route/routes";
import { bytes, plural, splitPath } from "../../lib/text/format";
import { ArchiveMatch } from "./ArchiveMatch";

type MatchesPlace = Extract<Place, { view: "visual-matches" }>;

const PAGE = 40;
/** Files of a group that are drawn; the rest are counted. */
const MOST = 12;

type Item = { pictures: Group } | { archives: ArchiveGroup };

/** Pictures and archives that look the same, group by group, with how alike they are. */
export default function Matches({ place }: { place: MatchesPlace }) {
  const pages = usePages<Item>("matches", async (cursor, signal) => {
    const page = await api.call(
      address("/api/visual-duplicates", { offset: cursor, limit: PAGE }),
      visualPage,
      { signal },
    );
    return {
      items: [
        ...page.archive_groups.map((archives) => ({ archives })),
        ...page.groups.map((pictures) => ({ pictures })),
      ],
      next: page.next_offset === null ? null : String(page.next_offset),
      total: page.group_count + page.archive_group_count,
    };
  });
  return (
    <div
      className="page"
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        if (scrollTop + 2 * clientHeight > scrollHeight) pages.more();
      }}
    >
      <header className="head">
        <h1>Visual matches</h1>
        {(pages.total ?? 0) > 0 && (
          <span className="head-note">{plural(pages.total ?? 0, "group")}</span>
        )}
        <span className="head-space" />
        {pages.items.some((item) => "pictures" in item) && (
          <Button
            tone="primary"
            icon="duplicates"
            onClick={() => go(places.dedupe)}
          >
            Decide one by one
          </Button>
        )}
      </header>
      <div className="page-body">
        {pages.error !== null && pages.items.length === 0 && (
          <Failed error={pages.error} retry={pages.reload} />
        )}
        {pages.isLoading && pages.items.length === 0 && (
          <Loading>
            <Skeleton className="match-skeleton" />
            <Skeleton className="match-skeleton" />
          </Loading>
        )}
        {!pages.isLoading && pages.error === null && pages.items.length === 0 && (
          <Empty icon="matches" title="No visual matches">
            No two pictures of your library look the same. New ones are compared after each scan.
          </Empty>
        )}
        <ul className="matches">
          {pages.items.map((item) =>
            "archives" in item
              ? <ArchiveMatch key={`archives ${item.archives.number}`} group={item.archives} />
              : (
                <Match
                  key={item.pictures.id}
                  group={item.pictures}
                  isOpen={place.group === item.pictures.id}
                />
              )
          )}
        </ul>
      </div>
    </div>
  );
}

function Match({ group, isOpen }: { group: Group; isOpen: boolean }) {
  const shown = isOpen ? group.members : group.members.slice(0, MOST);
  const rest = group.members.length - shown.length;
  return (
    <li className="match card">
      <div className="match-head">
        <Badge tone="accent">{kindTitle(group.kind)}</Badge>
        <strong>{plural(group.members.length, "file")}</strong>
        <span className="head-note">{bytes(group.reclaimable_bytes)} could be freed</span>
        <span className="head-space" />
        <Link
          className="button button-plain button-small"
          to={{ view: "dedupe", kind: null, confidence: 0, group: group.id, compare: null }}
        >
          Decide
        </Link>
      </div>
      <ul className="match-members">
        {shown.map((member) => <MatchMember key={member.file_id} member={member} />)}
        {rest > 0 && (
          <li>
            <Link
              className="match-rest"
              to={{ view: "visual-matches", group: group.id }}
              replace
            >
              {rest} more
            </Link>
          </li>
        )}
      </ul>
    </li>
  );
}

function MatchMember({ member }: { member: Member }) {
  const { name } = splitPath(member.path);
  const { id, placeholder } = member.image;
  return (
    <li className="match-member">
      <Link to={places.image(id)} className="match-picture" aria-label={name} title={member.path}>
        <Thumbnail id={id} placeholder={placeholder} alt="" />
        <span className={`match-percent${member.best ? " match-best" : ""}`}>
          {member.best ? "Best" : `${Math.round(member.percent)} %`}
        </span>
      </Link>
      <span className="match-name" title={member.path}>{name}</span>
      {member.marks.length > 0 && (
        <span className="match-marks">
          {member.marks.map((mark) => <Badge key={mark}>{mark}</Badge>)}
        </span>
      )}
      <Link to={places.like(id)} className="match-similar" aria-label={`Show similar to ${name}`}>
        Show similar
      </Link>
    </li>
  );
}

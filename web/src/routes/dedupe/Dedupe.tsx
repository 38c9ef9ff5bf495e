import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { edit } from "../../app/editing";
import { useKeys } from "../../app/keys";
import { go, Link } from "../../app/navigation";
import { toast } from "../../app/toasts";
import { Button } from "../../components/Button";
import { TagDialog } from "../../components/edit/TagDialog";
import { Empty, Failed, Loading, Skeleton } from "../../components/States";
import { KINDS } from "../../lib/api/duplicates";
import { saidOf } from "../../lib/api/picture";
import { keepAll, keeper, proposed, staged, toggled } from "../../lib/queue/choice";
import {
  chosen,
  current,
  decided,
  type Decision,
  latest,
  moved,
  reopened,
  shownGroup,
  tally,
} from "../../lib/queue/review";
import { type Place, places } from "../../lib/route/routes";
import { bytes, count, plural } from "../../lib/text/format";
import { Actions } from "./Actions";
import { Compare } from "./Compare";
import { ignore, keep, resolve, undo } from "./decisions";
import { Stage } from "./Stage";
import { Strip } from "./Strip";
import { useGroups } from "./useGroups";

type DedupePlace = Extract<Place, { view: "dedupe" }>;

/** Groups of duplicates, one a screen, decided by a key each. */
export default function Dedupe({ place }: { place: DedupePlace }) {
  const groups = useGroups(place.kind, place.confidence, place.group);
  const { review, change } = groups;
  const entry = current(review);
  const id = entry?.group.id ?? null;
  const [isTagging, setTagging] = useState(false);
  // What the address asks for and is not shown yet; what the address was made to say last.
  const target = useRef<string | null>(null);
  const written = useRef<string | null>(null);
  // Before anything shows: a key that opens the comparison must not be followed by this address.
  useLayoutEffect(() => {
    if (place.group !== written.current) {
      target.current = place.group;
      written.current = place.group;
    }
    if (groups.isLoading) return;
    const wish = target.current;
    if (wish !== null && wish !== id) {
      if (review.entries.some((one) => one.group.id === wish)) {
        change((now) => shownGroup(now, wish));
        return;
      }
      if (!groups.isWhole) return;
      toast("That group is decided already, or of an earlier search");
    }
    target.current = null;
    if (place.group === id) return;
    written.current = id;
    go({ ...place, group: id, compare: null }, { replace: true });
  }, [place.group, id, review.entries.length, groups.isLoading, groups.isWhole]);

  const takeBack = useCallback((target: string, kind: Decision["kind"], again: () => void) => {
    change((now) => reopened(now, target));
    undo(target, kind, again);
  }, [change]);

  const isOpen = entry !== null && entry.decision === null;
  const apply = (isMerged = false) => {
    if (!entry || !isOpen) return;
    const group = entry.group;
    const files = staged(group.members, entry.choice);
    const decision = files.stage.length > 0
      ? { kind: "staged" as const, files: files.stage.length, bytes: files.bytes, isMerged }
      : { kind: "kept" as const };
    const decide = () => change((now) => decided(now, group.id, decision));
    decide();
    const ends = {
      reopen: () => change((now) => reopened(now, group.id)),
      undo: () => takeBack(group.id, decision.kind, decide),
    };
    if (decision.kind === "kept") keep(ends);
    else {
      const stays = group.members[keeper(group.members, entry.choice)];
      resolve(group.id, files, ends, isMerged && stays ? stays.file_id : null);
    }
  };
  // Files with the same bytes are one picture; there is nothing to keep apart.
  const isDistinct = new Set(entry?.group.members.map((member) => member.image.id)).size > 1;
  const markDistinct = () => {
    if (!entry || !isOpen || !isDistinct) return;
    const group = entry.group.id;
    const decide = () => change((now) => decided(now, group, { kind: "ignored" }));
    decide();
    ignore(group, {
      reopen: () => change((now) => reopened(now, group)),
      undo: () => takeBack(group, "ignored", decide),
    });
  };
  const undoLast = () => {
    const target = latest(review);
    const decision = review.entries.find((one) => one.group.id === target)?.decision;
    if (target === null || !decision) return;
    takeBack(target, decision.kind, () => change((now) => decided(now, target, decision)));
  };
  const choose = (index: number) => {
    if (!entry || !isOpen) return;
    change((now) => chosen(now, entry.group.id, toggled(entry.choice, index, entry.group.members)));
  };
  const isMergeable = isOpen && (entry?.choice.keep.includes(false) ?? false);
  const merge = () => {
    if (isMergeable) apply(true);
  };
  const pictures = [...new Set(entry?.group.members.map((member) => member.image.id))];
  const said = (id: string) =>
    saidOf(entry?.group.members.find((member) => member.image.id === id)?.image);
  const compare = (index: number | null) => go({ ...place, group: id, compare: index });
  const firstOther = entry
    ? Math.max(0, entry.group.members.findIndex((member) => !member.best))
    : 0;

  useKeys("Duplicates", [
    ...Array.from({ length: 9 }, (_, index) => ({
      keys: [String(index + 1)],
      title: index === 0 ? "Keep or set aside a file (1 to 9)" : "",
      run: () => choose(index),
      when: () => isOpen,
    })),
    { keys: ["Enter"], title: "Apply and go on", run: () => apply(), when: () => isOpen },
    {
      keys: ["m"],
      title: "Merge: give the one that stays the tags and stars of the others",
      run: merge,
      when: () => isMergeable,
    },
    {
      keys: ["t"],
      title: "Give all of the group a tag, or take it",
      run: () => setTagging(true),
      when: () => entry !== null,
    },
    {
      keys: ["a"],
      title: "Keep all",
      run: () =>
        entry && change((now) => chosen(now, entry.group.id, keepAll(entry.group.members))),
      when: () => isOpen,
    },
    {
      keys: ["d"],
      title: "Set aside all but the best",
      run: () =>
        entry && change((now) => chosen(now, entry.group.id, proposed(entry.group.members))),
      when: () => isOpen,
    },
    { keys: ["n"], title: "Not duplicates", run: markDistinct, when: () => isOpen && isDistinct },
    {
      keys: ["c"],
      title: "Compare side by side",
      run: () => compare(firstOther),
      when: () => entry !== null && place.compare === null,
    },
    { keys: ["u", "Ctrl+Z"], title: "Undo", run: undoLast, when: () => latest(review) !== null },
    { keys: ["ArrowLeft"], title: "Previous group", run: () => change((now) => moved(now, -1)) },
    { keys: ["ArrowRight"], title: "Next group", run: () => change((now) => moved(now, 1)) },
  ]);

  const done = tally(review);
  const total = Math.max(groups.total, review.entries.length);
  return (
    <div className="dedupe">
      <header className="head">
        <h1>Duplicates</h1>
        {total > 0 && (
          <span className="head-note dedupe-count">
            <strong>{Math.min(review.at + 1, total)}</strong> / {count(total)}
          </span>
        )}
        <span className="head-space" />
        {done.decided > 0 && (
          <Link to={places.review} className="badge badge-keep dedupe-sum">
            {done.files > 0
              ? `${plural(done.files, "file")} set aside · ${bytes(done.bytes)}`
              : `${done.decided} decided`}
          </Link>
        )}
        <Filters place={place} />
      </header>
      <div className="dedupe-chips chips" role="group" aria-label="Kinds of duplicates">
        <Chip place={place} kind={null} title="All kinds" />
        {KINDS.map((one) => (
          <Chip
            key={one.kind}
            place={place}
            kind={one.kind}
            title={one.title}
          />
        ))}
      </div>
      {groups.isLoading && (
        <Loading>
          <div className="dedupe-skeleton">
            <Skeleton className="dedupe-skeleton-card" />
            <Skeleton className="dedupe-skeleton-card" />
          </div>
        </Loading>
      )}
      {groups.error !== null && review.entries.length === 0 && (
        <Failed error={groups.error} retry={groups.reload} />
      )}
      {!groups.isLoading && groups.error === null && review.entries.length === 0 && (
        <Nothing place={place} />
      )}
      {!entry && review.entries.length > 0 && (
        <Finished done={done} undo={undoLast} again={groups.reload} />
      )}
      {entry && (
        <>
          <Strip
            review={review}
            total={total}
            show={(target) => change((now) => shownGroup(now, target))}
          />
          <Stage
            key={entry.group.id}
            entry={entry}
            toggle={choose}
            compare={compare}
          />
          <Actions
            entry={entry}
            apply={() => apply()}
            merge={isMergeable ? merge : null}
            tag={() => setTagging(true)}
            keepAll={() =>
              change((now) => chosen(now, entry.group.id, keepAll(entry.group.members)))}
            onlyBest={() =>
              change((now) => chosen(now, entry.group.id, proposed(entry.group.members)))}
            distinct={isDistinct ? markDistinct : null}
            compare={() => compare(firstOther)}
            undo={latest(review) === null ? null : undoLast}
          />
        </>
      )}
      {isTagging && entry && (
        <TagDialog
          title={`Tag of ${plural(pictures.length, "picture")}`}
          add={(tag) => edit(pictures, { add_tags: [tag] }, said)}
          remove={(tag) => edit(pictures, { remove_tags: [tag] }, said)}
          close={() => setTagging(false)}
        />
      )}
      {entry && place.compare !== null && entry.group.members[place.compare] && (
        <Compare entry={entry} index={place.compare} show={compare} toggle={choose} />
      )}
    </div>
  );
}

function Chip({ place, kind, title }: { place: DedupePlace; kind: string | null; title: string }) {
  const isHere = place.kind === kind;
  return (
    <Link
      to={{ ...place, kind, group: null, compare: null }}
      replace
      className="chip"
      {...(isHere ? { "aria-current": "true" as const } : {})}
    >
      {title}
    </Link>
  );
}

function Filters({ place }: { place: DedupePlace }) {
  return (
    <label className="dedupe-sure">
      <span>At least</span>
      <select
        className="field"
        aria-label="How sure at least"
        value={place.confidence}
        onChange={(event) =>
          go({ ...place, confidence: Number(event.target.value), group: null, compare: null }, {
            replace: true,
          })}
      >
        {[0, 70, 80, 90, 95, 99].map((value) => (
          <option key={value} value={value}>
            {value === 0 ? "any certainty" : `${value} % sure`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Nothing({ place }: { place: DedupePlace }) {
  const isFiltered = place.kind !== null || place.confidence > 0;
  return (
    <Empty
      icon="duplicates"
      title={isFiltered ? "No duplicates of this kind" : "No duplicates to look at"}
      actions={isFiltered
        ? <Button tone="primary" onClick={() => go(places.dedupe)}>Show all kinds</Button>
        : <Button tone="primary" onClick={() => go(places.library)}>To the library</Button>}
    >
      {isFiltered
        ? "Other kinds may still wait."
        : "Every picture of your library is there once, as far as could be seen. New ones are compared after each scan."}
    </Empty>
  );
}

function Finished(
  { done, undo, again }: {
    done: { decided: number; files: number; bytes: number };
    undo: () => void;
    again: () => void;
  },
) {
  return (
    <Empty
      icon="check"
      title="All groups are decided"
      actions={
        <>
          <Button tone="primary" onClick={() => go(places.review)}>
            Look at what was set aside
          </Button>
          <Button icon="undo" chord="u" onClick={undo}>Undo the last</Button>
          <Button tone="quiet" onClick={again}>Look again</Button>
        </>
      }
    >
      {plural(done.decided, "group")}: {plural(done.files, "file")} set aside,{" "}
      {bytes(done.bytes)}. Nothing is deleted until you approve it.
    </Empty>
  );
}

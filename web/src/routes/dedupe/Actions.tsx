import { Button } from "../../components/Button";
import { staged } from "../../lib/queue/choice";
import type { Entry } from "../../lib/queue/review";
import { bytes } from "../../lib/text/format";

/** The bar of what can be done with the group, each with its key. */
export function Actions(
  { entry, apply, merge, tag, keepAll, onlyBest, distinct, compare, undo }: {
    entry: Entry;
    apply: () => void;
    /** Null where nothing would go. */
    merge: (() => void) | null;
    tag: () => void;
    keepAll: () => void;
    onlyBest: () => void;
    /** Null where it cannot be: the files have the same bytes. */
    distinct: (() => void) | null;
    compare: () => void;
    undo: (() => void) | null;
  },
) {
  const files = staged(entry.group.members, entry.choice);
  const isDecided = entry.decision !== null;
  return (
    <div className="actions" role="toolbar" aria-label="Decide this group">
      <Button
        icon="undo"
        tone="quiet"
        chord="u"
        disabled={undo === null}
        onClick={undo ?? undefined}
        title="Undo"
        aria-label="Undo"
      >
        Undo
      </Button>
      <span className="actions-space" />
      <Button
        icon="compare"
        tone="quiet"
        chord="c"
        onClick={compare}
        title="Compare"
        aria-label="Compare"
      >
        Compare
      </Button>
      <Button icon="tag" tone="quiet" chord="t" onClick={tag} title="Tag" aria-label="Tag">
        Tag
      </Button>
      <Button
        icon="distinct"
        tone="quiet"
        chord="n"
        disabled={isDecided || distinct === null}
        onClick={distinct ?? undefined}
        title="Not duplicates"
        aria-label="Not duplicates"
      >
        Not duplicates
      </Button>
      {files.stage.length > 0
        ? (
          <Button
            icon="keep"
            tone="quiet"
            chord="a"
            disabled={isDecided}
            onClick={keepAll}
            title="Keep all"
            aria-label="Keep all"
          >
            Keep all
          </Button>
        )
        : (
          <Button
            icon="star"
            tone="quiet"
            chord="d"
            disabled={isDecided}
            onClick={onlyBest}
            title="Only the best"
            aria-label="Only the best"
          >
            Only the best
          </Button>
        )}
      <Button
        icon="merge"
        tone="quiet"
        chord="m"
        disabled={merge === null}
        onClick={merge ?? undefined}
        title="Merge: the one that stays gets the tags and stars of the others"
        aria-label="Merge"
      >
        Merge
      </Button>
      <Button
        className="actions-apply"
        tone="primary"
        chord="Enter"
        disabled={isDecided}
        onClick={apply}
      >
        {files.stage.length === 0
          ? "Keep all and go on"
          : `Set aside ${files.stage.length} · ${bytes(files.bytes)}`}
      </Button>
    </div>
  );
}

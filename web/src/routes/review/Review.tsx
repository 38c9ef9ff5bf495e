import { useState } from "react";
import { refreshStatus } from "../../app/library";
import { go, Link } from "../../app/navigation";
import { api, cache } from "../../app/services";
import { toast } from "../../app/toasts";
import { usePages } from "../../app/usePages";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Thumbnail } from "../../components/Picture";
import { Empty, Failed, Loading, Skeleton } from "../../components/States";
import { address } from "../../lib/api/client";
import { reason } from "../../lib/api/problem";
import { acted, type StagedItem, stagedPage, undone } from "../../lib/api/review";
import { places } from "../../lib/route/routes";
import { bytes, moment, plural, splitPath } from "../../lib/text/format";
import { Approve } from "./Approve";

const PAGE = 100;

/** Files that were set aside: back where they came from, or away for good. */
export default function Review() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const [sum, setSum] = useState({ total: 0, bytes: 0 });
  const pages = usePages<StagedItem>("staged", async (cursor, signal) => {
    const offset = Number(cursor ?? 0);
    const page = await api.call(address("/api/review", { offset, limit: PAGE }), stagedPage, {
      signal,
    });
    setSum({ total: page.total, bytes: page.bytes });
    const end = offset + page.items.length;
    return {
      items: page.items,
      next: end < page.total && page.items.length > 0 ? String(end) : null,
      total: page.total,
    };
  });
  const items = pages.items.filter((item) => !gone.has(item.id));
  const hide = (ids: readonly string[]) => setGone((now) => new Set([...now, ...ids]));
  const show = (ids: readonly string[]) =>
    setGone((now) => new Set([...now].filter((id) => !ids.includes(id))));
  const settle = () => {
    setChosen(new Set());
    setGone(new Set());
    refreshStatus();
    cache.refresh("timeline");
    pages.reload();
  };

  const restore = async (ids: readonly string[]) => {
    hide(ids);
    try {
      const result = await api.call("/api/review/restore", acted, {
        method: "POST",
        body: { ids },
        key: crypto.randomUUID(),
      });
      const refused = result.results.filter((one) => !one.ok);
      const back = ids.length - refused.length;
      const operation = result.operation_id;
      toast(
        refused.length === 0
          ? `${plural(back, "file")} back in place`
          : `${plural(refused.length, "file")} could not be restored: ${refused[0]?.error ?? ""}`,
        refused.length > 0
          ? { tone: "problem" }
          : operation === null
          ? {}
          : { action: { title: "Undo", run: () => void undo(operation) } },
      );
      settle();
    } catch (error) {
      show(ids);
      toast(`Nothing was restored. ${reason(error)}`, { tone: "problem" });
    }
  };
  const undo = async (operation: number) => {
    try {
      const result = await api.call("/api/undo", undone, {
        method: "POST",
        body: { operation_id: operation },
        key: crypto.randomUUID(),
      });
      const refused = result.refused[0];
      if (refused) toast(`${refused.path}: ${refused.error}`, { tone: "problem" });
      else toast(`Undone for ${plural(result.files, "file")}`);
      settle();
    } catch (error) {
      toast(reason(error), { tone: "problem" });
    }
  };

  const ids = [...chosen];
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <div
      className="page"
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        if (scrollTop + 2 * clientHeight > scrollHeight) pages.more();
      }}
    >
      <header className="head">
        <h1>Set aside</h1>
        {sum.total > 0 && (
          <span className="head-note">{plural(sum.total, "file")} · {bytes(sum.bytes)}</span>
        )}
        <span className="head-space" />
        {items.length > 0 && (
          <>
            <Button
              icon="restore"
              onClick={() => void restore(ids.length > 0 ? ids : items.map((item) => item.id))}
            >
              {ids.length > 0
                ? `Restore ${ids.length}`
                : items.length < sum.total
                ? `Restore these ${items.length}`
                : "Restore all"}
            </Button>
            <Button icon="trash" tone="danger" onClick={() => setAsking(true)}>
              {ids.length > 0 ? `Approve ${ids.length}…` : "Approve all…"}
            </Button>
          </>
        )}
      </header>
      <div className="page-body">
        {pages.error !== null && items.length === 0 && (
          <Failed error={pages.error} retry={pages.reload} />
        )}
        {pages.isLoading && pages.items.length === 0 && (
          <Loading>
            <div className="staged">
              {Array.from(
                { length: 8 },
                (_, index) => <Skeleton key={index} className="staged-skeleton" />,
              )}
            </div>
          </Loading>
        )}
        {!pages.isLoading && pages.error === null && items.length === 0 && (
          <Empty
            icon="review"
            title="Nothing is set aside"
            actions={
              <Button tone="primary" onClick={() => go(places.dedupe)}>Look at duplicates</Button>
            }
          >
            Files that you set aside wait here. They can go back to where they were, and only
            approving removes them.
          </Empty>
        )}
        <ul className="staged">
          {items.map((item) => (
            <Item
              key={item.id}
              item={item}
              isChosen={chosen.has(item.id)}
              toggle={() => toggle(item.id)}
              restore={() => void restore([item.id])}
            />
          ))}
        </ul>
      </div>
      {isAsking && (
        <Approve
          ids={ids.length > 0 ? ids : null}
          count={ids.length > 0 ? ids.length : sum.total}
          bytes={ids.length > 0
            ? items.filter((item) => chosen.has(item.id)).reduce(
              (all, item) => all + sizeOf(item),
              0,
            )
            : sum.bytes}
          close={() => setAsking(false)}
          done={(operation) => {
            setAsking(false);
            if (operation !== null) {
              toast("Moved to the trash", {
                action: { title: "Undo", run: () => void undo(operation) },
              });
            }
            settle();
          }}
        />
      )}
    </div>
  );
}

function sizeOf(item: StagedItem): number {
  return item.bytes || (item.image?.bytes ?? 0);
}

function Item(
  { item, isChosen, toggle, restore }: {
    item: StagedItem;
    isChosen: boolean;
    toggle: () => void;
    restore: () => void;
  },
) {
  const { name, folder } = splitPath(item.original_path);
  return (
    <li className={`staged-item${isChosen ? " staged-chosen" : ""}`}>
      <label className="staged-picture">
        <input type="checkbox" checked={isChosen} onChange={toggle} aria-label={`Choose ${name}`} />
        {item.image && <Thumbnail id={item.image.id} placeholder={item.image.placeholder} alt="" />}
      </label>
      <div className="staged-text">
        {item.image
          ? <Link to={places.image(item.image.id)} className="member-name">{name}</Link>
          : <span className="member-name">{name}</span>}
        <p className="member-folder" title={folder}>
          <bdi>{folder}</bdi>
        </p>
        <p className="staged-facts">
          {sizeOf(item) > 0 && <span>{bytes(sizeOf(item))}</span>}
          {item.staged_at && <span>{moment(item.staged_at)}</span>}
          {item.marks.map((mark) => <Badge key={mark}>{mark}</Badge>)}
        </p>
      </div>
      <Button icon="restore" tone="quiet" isIconOnly onClick={restore}>{`Restore ${name}`}</Button>
    </li>
  );
}

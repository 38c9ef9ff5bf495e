import { useState } from "react";
import { Dialog } from "../../app/overlays";
import { api } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/States";
import { address } from "../../lib/api/client";
import { reason } from "../../lib/api/problem";
import { folders } from "../../lib/api/settings";
import { anything } from "../../lib/json/read";

/** Chooses a folder of the server's machine, within what it may look into. */
export function FolderPicker({ close, done }: { close: () => void; done: () => void }) {
  const [path, setPath] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = useLatest(
    `folders ${path ?? ""}`,
    (signal) => api.call(address("/api/folders", { path }), folders, { signal }),
  );
  const value = shown.value;
  const trouble = problem ?? (shown.error !== null && !value ? reason(shown.error) : null);
  const open = (to: string | null) => {
    setProblem(null);
    setPath(to);
  };
  const add = async () => {
    if (path === null) return;
    setBusy(true);
    try {
      await api.call("/api/folders", anything, {
        method: "POST",
        body: { path },
        key: crypto.randomUUID(),
      });
      close();
      done();
    } catch (error) {
      setBusy(false);
      setProblem(reason(error));
    }
  };
  return (
    <Dialog title="Choose a folder" className="picker" close={close}>
      <header className="dialog-head">
        <h2>Choose a folder</h2>
        <Button icon="close" tone="quiet" isIconOnly onClick={close}>Close</Button>
      </header>
      <div className="picker-path">
        <Button
          icon="left"
          tone="quiet"
          isIconOnly
          disabled={path === null}
          onClick={() => open(value?.parent ?? null)}
        >
          Up
        </Button>
        <span title={path ?? ""}>{path ?? "Where this server may look"}</span>
      </div>
      <div className="picker-list" aria-busy={!value}>
        {!value && shown.error === null && <Skeleton className="picker-skeleton" />}
        {value?.folders.map((folder) => (
          <button
            key={folder.path}
            type="button"
            onClick={() => open(folder.path)}
          >
            <Icon name="folder" />
            <span>{path === null ? folder.path : folder.name}</span>
            {folder.indexed && <Badge tone="keep">In the library</Badge>}
            <Icon name="right" size={16} />
          </button>
        ))}
        {value && value.folders.length === 0 && <p className="picker-none">No folders inside</p>}
        {value && !value.is_complete && (
          <p className="picker-none">There are more folders than can be listed.</p>
        )}
      </div>
      {trouble !== null && <p className="picker-none approve-problem" role="alert">{trouble}</p>}
      <div className="dialog-end">
        <Button tone="quiet" onClick={close}>Cancel</Button>
        <Button
          tone="primary"
          icon="check"
          disabled={path === null || isBusy}
          onClick={() => void add()}
        >
          {isBusy ? "Adding…" : "Add this folder"}
        </Button>
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { Dialog } from "../../app/overlays";
import { api } from "../../app/services";
import { toast } from "../../app/toasts";
import { Button } from "../../components/Button";
import { Problem, reason } from "../../lib/api/problem";
import { acted } from "../../lib/api/review";
import { bytes as size, count as grouped, plural } from "../../lib/text/format";

/** The one step that removes files: the exact number is shown, and typed where it is large. */
export function Approve(
  { ids, count, bytes, close, done }: {
    /** Null for all. */
    ids: readonly string[] | null;
    count: number;
    bytes: number;
    close: () => void;
    /** With the number of the operation, by which it can be undone. */
    done: (operation: number | null) => void;
  },
) {
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const needsTyping = count > 10;
  const isSure = !needsTyping || typed.replace(/\D/g, "") === String(count);
  const approve = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const result = await api.call("/api/review/approve", acted, {
        method: "POST",
        body: ids === null ? { all: true, count } : { ids, count },
        key: crypto.randomUUID(),
      });
      const refused = result.results.filter((one) => !one.ok);
      const first = refused[0];
      if (first) {
        toast(`${plural(refused.length, "file")} stayed: ${first.error ?? "no reason was given"}`, {
          tone: "problem",
        });
      }
      done(refused.length < count ? result.operation_id : null);
    } catch (error) {
      setBusy(false);
      setProblem(
        error instanceof Problem && error.status === 409
          ? `The number changed meanwhile. ${error.message}`
          : reason(error),
      );
    }
  };
  return (
    <Dialog title="Approve removal" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure && !isBusy) void approve();
        }}
      >
        <header className="dialog-head">
          <h2>Remove {plural(count, "file")}?</h2>
        </header>
        <div className="dialog-text approve-text">
          <p>
            {plural(count, "file")}
            {bytes > 0 ? `, ${size(bytes)},` : ""}{" "}
            will be moved to the trash. Each is checked first: a file whose kept copy is no longer
            there as it was stays.
          </p>
          {needsTyping && (
            <label className="label">
              Type {grouped(count)} to confirm
              <input
                className="field"
                inputMode="numeric"
                autoFocus
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </label>
          )}
          {problem && <p className="approve-problem" role="alert">{problem}</p>}
        </div>
        <div className="dialog-end">
          <Button tone="quiet" onClick={close}>Cancel</Button>
          <Button type="submit" tone="danger" icon="trash" disabled={!isSure || isBusy}>
            {isBusy ? "Removing…" : `Remove ${grouped(count)}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

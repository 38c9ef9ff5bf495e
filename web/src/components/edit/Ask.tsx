import { Dialog } from "../../app/overlays";
import { Button } from "../Button";

/** Asks before something is done to many pictures. */
export function Ask(
  { what, run, close }: { what: string; run: () => void; close: () => void },
) {
  const title = `${what.charAt(0).toUpperCase()}${what.slice(1)}?`;
  return (
    <Dialog title={title} close={close}>
      <header className="dialog-head">
        <h2>{title}</h2>
      </header>
      <p className="dialog-text">It can be undone.</p>
      <div className="dialog-end">
        <Button tone="quiet" onClick={close}>Cancel</Button>
        <Button
          tone="primary"
          autoFocus
          onClick={() => {
            run();
            close();
          }}
        >
          Yes, do it
        </Button>
      </div>
    </Dialog>
  );
}

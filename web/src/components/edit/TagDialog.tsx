import { useState } from "react";
import { Dialog } from "../../app/overlays";
import { Button } from "../Button";
import { TagField } from "./TagField";

/** Gives a tag to pictures, or takes one from them. */
export function TagDialog(
  { title, add, remove, close }: {
    title: string;
    add: (tag: string) => void;
    remove: (tag: string) => void;
    close: () => void;
  },
) {
  const [typed, setTyped] = useState("");
  const tag = typed.trim();
  const run = (act: (tag: string) => void) => {
    if (!tag) return;
    act(tag);
    close();
  };
  return (
    <Dialog title={title} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run(add);
        }}
      >
        <header className="dialog-head">
          <h2>{title}</h2>
        </header>
        <div className="dialog-text">
          <TagField value={typed} change={setTyped} autoFocus />
        </div>
        <div className="dialog-end">
          <Button tone="quiet" onClick={close}>Cancel</Button>
          <Button disabled={!tag} onClick={() => run(remove)}>Take away</Button>
          <button type="submit" className="button button-primary" disabled={!tag}>
            <span>Give</span>
          </button>
        </div>
      </form>
    </Dialog>
  );
}

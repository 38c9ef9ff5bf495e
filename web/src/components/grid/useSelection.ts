import { type MouseEvent, useCallback, useRef, useState } from "react";
import { useKeys } from "../../app/keys";
import { go } from "../../app/navigation";
import { rememberOrder } from "../../app/neighbours";
import { places } from "../../lib/route/routes";
import { Selection } from "../../lib/select/selection";

export interface GridSelection {
  selection: Selection;
  set: (selection: Selection) => void;
  press: (id: string, event: MouseEvent) => void;
  check: (id: string, event: MouseEvent) => void;
  /** What an act is about now: what is selected, else the picture in focus. */
  targets: () => readonly string[];
}

/**
 * What a click on a picture does: it opens, or, once something is selected, it toggles; with Shift it
 * takes the range. `order` gives the ids that are loaded, in the order of the list.
 */
export function useSelection(
  order: () => readonly string[],
  from: string | null = null,
): GridSelection {
  const [selection, setSelection] = useState(Selection.none);
  const now = useRef(selection);
  now.current = selection;
  const list = useRef(order);
  list.current = order;

  const check = useCallback((id: string, event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setSelection(event.shiftKey ? now.current.extend(id, list.current()) : now.current.toggle(id));
  }, []);
  const press = useCallback((id: string, event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey) return;
    if (!now.current.isEmpty || event.shiftKey) return check(id, event);
    event.preventDefault();
    rememberOrder(list.current());
    go(places.image(id, from));
  }, [check, from]);

  useKeys("Selection", [
    {
      keys: ["x"],
      title: "Select the picture in focus",
      run: () => {
        const id = focused();
        if (id) setSelection(now.current.toggle(id));
      },
      when: () => focused() !== null,
    },
    {
      keys: ["Ctrl+A"],
      title: "Select all that are loaded",
      run: () => setSelection(now.current.all(list.current())),
    },
    {
      keys: ["Escape"],
      title: "Select nothing",
      run: () => setSelection(Selection.none),
      when: () => !now.current.isEmpty,
    },
  ]);
  const targets = () => {
    if (!now.current.isEmpty) return [...now.current.ids];
    const id = focused();
    return id === null ? [] : [id];
  };
  return { selection, set: setSelection, press, check, targets };
}

function focused(): string | null {
  const element = document.activeElement;
  return element instanceof HTMLElement ? element.dataset["id"] ?? null : null;
}

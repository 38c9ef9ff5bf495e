import { type ReactNode, useEffect, useRef } from "react";
import type { Command } from "../lib/keys/keymap";
import { useKeys } from "./keys";
import { Signal } from "./signal";

export const overlay = new Signal<"palette" | "help" | null>(null);

export const openPalette = (): void => overlay.set("palette");
export const openHelp = (): void => overlay.set("help");
export const closeOverlay = (): void => overlay.set(null);

/**
 * A dialog over the page: the browser keeps the focus in it and gives it back, Escape and a click
 * beside it close it.
 */
export function Dialog(
  { title, className, close, commands, children }: {
    title: string;
    className?: string;
    close: () => void;
    /** The keys that work while it is open; those of the page below do not. */
    commands?: readonly Command[];
    children: ReactNode;
  },
) {
  const element = useRef<HTMLDialogElement>(null);
  useKeys(title, commands ?? [], true);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog ${className ?? ""}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === element.current) close();
      }}
    >
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}

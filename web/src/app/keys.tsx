import { useLayoutEffect, useRef } from "react";
import { type Command, commandFor } from "../lib/keys/keymap";
import { Signal, useSignal } from "./signal";

/** Commands of one part of the app, under the name that the help shows. */
export interface Keymap {
  name: string;
  commands: readonly Command[];
  /** While it is there, what lies below hears no keys (a dialog). */
  isModal?: boolean;
}

const stack = new Signal<readonly Keymap[]>([]);

/** The commands that work now; what is on top is last. */
export function active(maps: readonly Keymap[]): readonly Keymap[] {
  const modal = maps.map((map) => map.isModal === true).lastIndexOf(true);
  return modal < 0 ? maps : maps.slice(modal);
}

export function useKeymaps(): readonly Keymap[] {
  return useSignal(stack);
}

/** Declares commands while the component is there. They are read anew at every render. */
export function useKeys(name: string, commands: readonly Command[], isModal = false): void {
  const latest = useRef(commands);
  latest.current = commands;
  // Before anything shows: what can be seen can be worked by its keys.
  useLayoutEffect(() => {
    const map: Keymap = {
      name,
      isModal,
      get commands() {
        return latest.current;
      },
    };
    stack.set([...stack.value, map]);
    return () => stack.set(stack.value.filter((one) => one !== map));
  }, [name, isModal]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  return target instanceof HTMLInputElement &&
    !["checkbox", "radio", "range", "button", "file"].includes(target.type);
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const commands = active(stack.value).flatMap((map) => [...map.commands]);
  const command = commandFor(commands, event, isTyping(event.target));
  if (!command) return;
  const target = event.target;
  // Enter and Space press what has the focus, and arrows move in a list or a slider.
  const isPress = event.key === "Enter" || event.key === " ";
  if (isPress && target instanceof HTMLElement && target.closest("a, button, summary, select")) {
    return;
  }
  if (target instanceof HTMLSelectElement) return;
  if (
    target instanceof HTMLInputElement && target.type === "range" && event.key.startsWith("Arrow")
  ) return;
  event.preventDefault();
  command.run();
});

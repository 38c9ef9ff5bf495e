import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { format, parse, type Place } from "../lib/route/routes";
import { Signal, useSignal } from "./signal";

const here = new Signal<Place>(parse(location.href));

/** Where each entry of the history was scrolled to; entries are numbered in their state. */
const scrolls = new Map<number, number>();
let entry = entryOf(history.state);
let last = entry;

function entryOf(state: unknown): number {
  const number = (state as { entry?: unknown } | null)?.entry;
  return typeof number === "number" ? number : 0;
}

addEventListener("popstate", () => {
  entry = entryOf(history.state);
  here.set(parse(location.href));
});

export function usePlace(): Place {
  return useSignal(here);
}

export function place(): Place {
  return here.value;
}

/** Goes to a place. `replace`: without a step for Back, for what is typed or toggled. */
export function go(next: Place | string, options: { replace?: boolean } = {}): void {
  const url = typeof next === "string" ? next : format(next);
  if (url === location.pathname + location.search) return;
  if (options.replace) {
    history.replaceState({ entry }, "", url);
  } else {
    entry = last += 1;
    history.pushState({ entry }, "", url);
  }
  here.set(parse(location.href));
}

/** Back where there is somewhere of ours to go back to, otherwise to `fallback`. */
export function back(fallback: Place): void {
  if (entry > 0) history.back();
  else go(fallback, { replace: true });
}

export function keepScroll(top: number): void {
  scrolls.set(entry, top);
}

export function keptScroll(): number {
  return scrolls.get(entry) ?? 0;
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  to: Place;
  replace?: boolean;
};

/** A link inside the app: a real one, so that opening in a new tab and copying work. */
export function Link({ to, replace, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey &&
      !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    go(to, replace ? { replace: true } : {});
  };
  return <a href={format(to)} onClick={follow} {...rest} />;
}

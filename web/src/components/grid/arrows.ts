import type { KeyboardEvent } from "react";

/**
 * Moves the focus between the pictures of a grid by arrow keys, by what is seen: to the nearest in that
 * direction. Returns whether there was one; where not, the grid may have to scroll first.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  const from = event.target instanceof HTMLElement
    ? event.target.closest<HTMLElement>("[data-id]")
    : null;
  if (!from || !event.key.startsWith("Arrow") || event.ctrlKey || event.altKey) return false;
  const cells = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-id]")];
  const next = event.key === "ArrowLeft" || event.key === "ArrowRight"
    ? cells[cells.indexOf(from) + (event.key === "ArrowRight" ? 1 : -1)]
    : vertical(from, cells, event.key === "ArrowDown");
  event.preventDefault();
  event.stopPropagation();
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function vertical(
  from: HTMLElement,
  cells: HTMLElement[],
  isDown: boolean,
): HTMLElement | undefined {
  const box = from.getBoundingClientRect();
  const middle = (box.left + box.right) / 2;
  let best: HTMLElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const other = cell.getBoundingClientRect();
    const down = isDown ? other.top - box.top : box.top - other.top;
    if (down < 2) continue;
    // Rows first, then how far to the side.
    const distance = down * 1000 + Math.abs((other.left + other.right) / 2 - middle);
    if (distance < least) [best, least] = [cell, distance];
  }
  return best;
}

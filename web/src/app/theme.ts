export type Theme = "system" | "dark" | "light";

const STORE = "theme";
const light = matchMedia("(prefers-color-scheme: light)");

export function theme(): Theme {
  const kept = localStorage.getItem(STORE);
  return kept === "dark" || kept === "light" ? kept : "system";
}

function apply(): void {
  const wish = theme();
  const isLight = wish === "light" || (wish === "system" && light.matches);
  document.documentElement.dataset["theme"] = isLight ? "light" : "dark";
  for (const changed of [...watchers]) changed();
}

const watchers = new Set<() => void>();

export function watchTheme(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

export function setTheme(wish: Theme): void {
  if (wish === "system") localStorage.removeItem(STORE);
  else localStorage.setItem(STORE, wish);
  apply();
}

export function shownTheme(): "dark" | "light" {
  return document.documentElement.dataset["theme"] === "light" ? "light" : "dark";
}

light.addEventListener("change", apply);

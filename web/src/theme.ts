// Runs before anything is drawn, so that a page never flashes in the other theme.
const wish = localStorage.getItem("theme");
const isLight = wish === "light" ||
  (wish !== "dark" && matchMedia("(prefers-color-scheme: light)").matches);
document.documentElement.dataset["theme"] = isLight ? "light" : "dark";
export {};

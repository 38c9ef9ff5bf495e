import type { IconName } from "../components/Icon";
import { type Place, places, type View } from "../lib/route/routes";

/** A view as the navigation, the palette and the keys know it. */
export interface ViewEntry {
  view: View;
  title: string;
  icon: IconName;
  place: Place;
  /** Pressed with Alt. */
  letter: string;
  /** In the bar of a small screen; the others are under "More". */
  isFirst?: boolean;
}

/** In the order of the navigation. A view is here only when the server has what it needs. */
export const VIEWS: readonly ViewEntry[] = [
  {
    view: "library",
    title: "Library",
    icon: "library",
    place: places.library,
    letter: "l",
    isFirst: true,
  },
  {
    view: "search",
    title: "Search",
    icon: "search",
    place: places.search(),
    letter: "s",
    isFirst: true,
  },
  {
    view: "dedupe",
    title: "Duplicates",
    icon: "duplicates",
    place: places.dedupe,
    letter: "d",
    isFirst: true,
  },
  {
    view: "visual-matches",
    title: "Visual matches",
    icon: "matches",
    place: places.matches,
    letter: "v",
  },
  {
    view: "anomalies",
    title: "Anomalies",
    icon: "anomalies",
    place: places.anomalies,
    letter: "a",
  },
  {
    view: "review",
    title: "Set aside",
    icon: "review",
    place: places.review,
    letter: "r",
    isFirst: true,
  },
  { view: "upload", title: "Upload", icon: "upload", place: places.upload, letter: "u" },
  { view: "jobs", title: "Jobs", icon: "jobs", place: places.jobs, letter: "j" },
  { view: "settings", title: "Settings", icon: "settings", place: places.settings, letter: "t" },
];

/** Whether there is such a view to lead to. */
export function hasView(view: View): boolean {
  return VIEWS.some((entry) => entry.view === view);
}

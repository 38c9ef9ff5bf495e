import { Component, type ErrorInfo, type ReactNode, Suspense, useEffect } from "react";
import { Button } from "../components/Button";
import { Empty } from "../components/States";
import { places } from "../lib/route/routes";
import type { Place } from "../lib/route/routes";
import { Help } from "./Help";
import { useKeys } from "./keys";
import { lazily } from "./lazily";
import { go, usePlace } from "./navigation";
import { closeOverlay, openHelp, openPalette, overlay } from "./overlays";
import { Palette } from "./Palette";
import "./session";
import { Shell } from "./Shell";
import { useSignal } from "./signal";
import { Toasts } from "./toasts";
import { hasView, VIEWS } from "./views";

/** Each view is a file of its own, loaded when it is first shown. */
const views = {
  library: lazily(() => import("../routes/library/Library")),
  detail: lazily(() => import("../routes/detail/Detail")),
  search: lazily(() => import("../routes/search/Search")),
  review: lazily(() => import("../routes/review/Review")),
  jobs: lazily(() => import("../routes/jobs/Jobs")),
  matches: lazily(() => import("../routes/matches/Matches")),
  anomalies: lazily(() => import("../routes/anomalies/Anomalies")),
  upload: lazily(() => import("../routes/upload/Upload")),
  settings: lazily(() => import("../routes/settings/Settings")),
  dedupe: lazily(() => import("../routes/dedupe/Dedupe")),
  signIn: lazily(() => import("../routes/sign-in/SignIn")),
};

export function App() {
  const place = usePlace();
  const above = useSignal(overlay);
  useKeys("Everywhere", [
    { keys: ["Ctrl+K"], title: "Go to a view or a command", run: openPalette, always: true },
    { keys: ["?"], title: "Keys and help", run: openHelp },
    { keys: ["/"], title: "Search", run: focusSearch, when: () => hasView("search") },
    ...VIEWS.map((entry) => ({
      keys: [`Alt+${entry.letter.toUpperCase()}`],
      title: `Go to ${entry.title}`,
      run: () => go(entry.place),
    })),
  ]);
  const entry = VIEWS.find((one) => one.view === place.view);
  useEffect(() => {
    document.title = entry ? `${entry.title} · Semblance` : "Semblance";
    closeOverlay();
  }, [entry]);
  useEffect(() => {
    // Once the first view stands, the others come, so that a key pressed in one is never early.
    const timer = setTimeout(() => Object.values(views).forEach((one) => void one.load()), 1500);
    return () => clearTimeout(timer);
  }, []);
  if (place.view === "sign-in") {
    // Nothing of the library is around it, and none of it is asked for.
    return (
      <>
        <Boundary key={place.view}>
          <Suspense fallback={null}>
            <views.signIn.view place={place} />
          </Suspense>
        </Boundary>
        <Toasts />
      </>
    );
  }
  return (
    <>
      <Shell>
        <Boundary key={place.view}>
          <Suspense fallback={null}>{view(place)}</Suspense>
        </Boundary>
      </Shell>
      <Toasts />
      {above === "palette" && <Palette />}
      {above === "help" && <Help />}
    </>
  );
}

function view(place: Place): ReactNode {
  switch (place.view) {
    case "library":
      return <views.library.view place={place} />;
    case "search":
      return <views.search.view place={place} />;
    case "image":
      return <views.detail.view place={place} />;
    case "review":
      return <views.review.view />;
    case "jobs":
      return <views.jobs.view />;
    case "visual-matches":
      return <views.matches.view place={place} />;
    case "anomalies":
      return <views.anomalies.view place={place} />;
    case "upload":
      return <views.upload.view />;
    case "settings":
      return <views.settings.view />;
    case "dedupe":
      return <views.dedupe.view place={place} />;
    default:
      return (
        <Empty
          icon="search"
          isPage
          title="There is no such page"
          actions={
            <Button tone="primary" onClick={() => go(places.library)}>To the library</Button>
          }
        />
      );
  }
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  if (field) field.focus();
  else go(places.search());
}

/** Keeps a mistake in one view from taking the others along. */
class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <Empty
        icon="warning"
        isPage
        title="This view stopped working"
        actions={<Button tone="primary" onClick={() => location.reload()}>Load it again</Button>}
      >
        Nothing you did so far is lost. {String(this.state.error)}
      </Empty>
    );
  }
}

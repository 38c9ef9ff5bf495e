import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { Icon, Logo } from "../components/Icon";
import { Keys } from "../components/Keys";
import { count, plural } from "../lib/text/format";
import { useStatus } from "./library";
import { Link, usePlace } from "./navigation";
import { openHelp, openPalette } from "./overlays";
import { connection, outbox } from "./services";
import { useSignal } from "./signal";
import { setTheme, shownTheme, watchTheme } from "./theme";
import { type ViewEntry, VIEWS } from "./views";

export function Shell({ children }: { children: ReactNode }) {
  const [isMore, setMore] = useState(false);
  const place = usePlace();
  useEffect(() => setMore(false), [place]);
  const first = VIEWS.filter((entry) => entry.isFirst);
  const rest = VIEWS.filter((entry) => !entry.isFirst);
  return (
    <div className="shell">
      <a className="skip" href="#main">Skip to content</a>
      <nav className="side" aria-label="Views">
        <Link to={VIEWS[0]!.place} className="brand" aria-label="Semblance, to the library">
          <Logo />
          <span>Semblance</span>
        </Link>
        <button type="button" className="side-find" aria-label="Go to…" onClick={openPalette}>
          <Icon name="search" size={18} />
          <span>Go to…</span>
          <Keys chord="Ctrl+K" />
        </button>
        <ul>
          {VIEWS.map((entry) => <Entry key={entry.view} entry={entry} />)}
        </ul>
        <div className="side-end">
          <LibraryLine />
          <div className="side-tools">
            <ThemeButton />
            <button
              type="button"
              className="tool"
              aria-label="Keys and help"
              title="Keys and help (?)"
              onClick={openHelp}
            >
              <Icon name="keyboard" />
            </button>
          </div>
        </div>
      </nav>
      <main id="main" className="main" tabIndex={-1}>
        <Connection />
        {children}
      </main>
      <nav className="bar" aria-label="Views">
        {first.map((entry) => <BarEntry key={entry.view} entry={entry} />)}
        {rest.length > 0 && (
          <button
            type="button"
            className="bar-entry"
            aria-expanded={isMore}
            onClick={() => setMore(!isMore)}
          >
            <Icon name="more" size={22} />
            <span>More</span>
          </button>
        )}
      </nav>
      {isMore && (
        <div className="sheet" onClick={() => setMore(false)} role="presentation">
          <nav className="sheet-body" aria-label="More views">
            {rest.map((entry) => (
              <Link
                key={entry.view}
                to={entry.place}
                className="sheet-entry"
                onClick={() => setMore(false)}
              >
                <Icon name={entry.icon} size={22} />
                <span>{entry.title}</span>
              </Link>
            ))}
            <div className="sheet-tools">
              <ThemeButton />
            </div>
          </nav>
        </div>
      )}
    </div>
  );
}

function useBadge(view: string): number {
  const { value } = useStatus();
  if (!value) return 0;
  if (view === "dedupe") return value.duplicate_groups ?? 0;
  return view === "review" ? value.staged_items : 0;
}

function Entry({ entry }: { entry: ViewEntry }) {
  const place = usePlace();
  const badge = useBadge(entry.view);
  const isHere = place.view === entry.view;
  return (
    <li>
      <Link
        to={entry.place}
        className="side-entry"
        title={entry.title}
        {...(isHere ? { "aria-current": "page" as const } : {})}
      >
        <Icon name={entry.icon} />
        <span className="side-title">{entry.title}</span>
        {badge > 0 && <span className="side-badge">{count(badge)}</span>}
      </Link>
    </li>
  );
}

function BarEntry({ entry }: { entry: ViewEntry }) {
  const place = usePlace();
  const badge = useBadge(entry.view);
  const isHere = place.view === entry.view;
  return (
    <Link
      to={entry.place}
      className="bar-entry"
      {...(isHere ? { "aria-current": "page" as const } : {})}
    >
      <Icon name={entry.icon} size={22} />
      <span>{entry.title}</span>
      {badge > 0 && <span className="bar-badge">{badge > 99 ? "99+" : badge}</span>}
    </Link>
  );
}

function LibraryLine() {
  const { value } = useStatus();
  if (!value) return null;
  return (
    <p className="side-line">
      <strong>{count(value.total_images)}</strong>{" "}
      {value.total_images === 1 ? "picture" : "pictures"}
      {value.failed_files > 0 && <>, {plural(value.failed_files, "file")} unreadable</>}
    </p>
  );
}

function ThemeButton() {
  const theme = useSyncExternalStore(watchTheme, shownTheme);
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      className="tool"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={() => setTheme(other)}
    >
      <Icon name={theme === "dark" ? "sun" : "moon"} />
    </button>
  );
}

function Connection() {
  const isReached = useSignal(connection);
  const waiting = useSyncExternalStore((changed) => outbox.watch(changed), () => outbox.size);
  if (isReached) return null;
  return (
    <div className="connection" role="alert">
      <span className="connection-dot" />
      The server can't be reached. Trying again…
      {waiting > 0 && <>{plural(waiting, "change")} will be sent when it is back.</>}
    </div>
  );
}

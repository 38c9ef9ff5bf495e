import { useState, useSyncExternalStore } from "react";
import { api, cache } from "../../app/services";
import { setTheme, type Theme, theme, watchTheme } from "../../app/theme";
import { toast } from "../../app/toasts";
import { useLatest } from "../../app/useLatest";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Failed, Loading, Skeleton } from "../../components/States";
import { reason } from "../../lib/api/problem";
import { folders, type Settings, settings } from "../../lib/api/settings";
import { anything } from "../../lib/json/read";
import { Access } from "./Access";
import { begun } from "./begun";
import { FolderPicker } from "./FolderPicker";
import { Models } from "./Models";
import { Numbers } from "./Numbers";

const THEMES: { theme: Theme; title: string }[] = [
  { theme: "system", title: "As the system" },
  { theme: "dark", title: "Dark" },
  { theme: "light", title: "Light" },
];

/** The library's folders, models and numbers, and how the app looks. */
export default function SettingsView() {
  const [isPicking, setPicking] = useState(false);
  const shown = useLatest("settings", (signal) => api.call("/api/settings", settings, { signal }));
  const listed = useLatest("folders", (signal) => api.call("/api/folders", folders, { signal }));
  const value = shown.value;
  return (
    <div className="page">
      <header className="head">
        <h1>Settings</h1>
      </header>
      <div className="page-body settings">
        {shown.error !== null && !value && (
          <Failed
            error={shown.error}
            retry={() => cache.refresh("settings")}
          />
        )}
        {!value && shown.error === null && (
          <Loading>
            <Skeleton className="settings-skeleton" />
            <Skeleton className="settings-skeleton" />
          </Loading>
        )}
        {value && (
          <>
            <Numbers />
            <section className="setting card" aria-labelledby="set-folders">
              <div className="setting-head">
                <div>
                  <h2 id="set-folders">Folders</h2>
                  <p>
                    Pictures are looked at where they are. Nothing is copied, and nothing is moved
                    unless you say so.
                  </p>
                </div>
                <Button icon="folder" tone="primary" onClick={() => setPicking(true)}>
                  Add a folder
                </Button>
              </div>
              <ul className="setting-list">
                {(listed.value?.indexed ?? []).map((path) => (
                  <FolderLine key={path} path={path} settings={value} />
                ))}
              </ul>
            </section>
            <Models used={value.embedding_model} change={change} />
            <Access />
            <Appearance />
            <p className="setting-note">The library lies in {value.library}.</p>
          </>
        )}
      </div>
      {isPicking && <FolderPicker close={() => setPicking(false)} done={begun} />}
    </div>
  );
}

function FolderLine({ path, settings }: { path: string; settings: Settings }) {
  const kept = settings.reference_folders;
  const isKept = kept.includes(path);
  const turn = () =>
    void change(
      { reference_folders: isKept ? kept.filter((one) => one !== path) : [...kept, path] },
      isKept ? "Files here may be set aside" : "Files here stay where they are, always",
    );
  return (
    <li>
      <Icon name="folder" />
      <span className="setting-path">{path}</span>
      <label
        className="check"
        title="Files here always count as the ones to keep, and are never moved"
      >
        <input type="checkbox" checked={isKept} onChange={turn} />
        Protected
      </label>
      <Button
        icon="refresh"
        tone="quiet"
        className="button-small"
        onClick={() => void scan(path)}
      >
        Scan
      </Button>
    </li>
  );
}

function Appearance() {
  const wish = useSyncExternalStore(watchTheme, theme);
  return (
    <section className="setting card" aria-labelledby="set-theme">
      <div className="setting-head">
        <div>
          <h2 id="set-theme">Theme</h2>
          <p>For this browser.</p>
        </div>
        <div className="segments" role="group" aria-labelledby="set-theme">
          {THEMES.map((one) => (
            <button
              key={one.theme}
              type="button"
              className="segment"
              aria-pressed={wish === one.theme}
              onClick={() => setTheme(one.theme)}
            >
              {one.title}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

async function change(body: Record<string, unknown>, text: string): Promise<void> {
  try {
    await api.call("/api/settings", settings, { method: "PATCH", body });
    toast(text);
  } catch (error) {
    toast(reason(error), { tone: "problem" });
  }
  cache.refresh("settings");
  cache.refresh("models");
}

async function scan(path: string): Promise<void> {
  try {
    await api.call("/api/index/scan", anything, {
      method: "POST",
      body: { paths: [path] },
      key: crypto.randomUUID(),
    });
    begun();
  } catch (error) {
    toast(reason(error), { tone: "problem" });
  }
}

import { useRef, useState } from "react";
import { Icon, type IconName } from "../components/Icon";
import { Keys } from "../components/Keys";
import { places } from "../lib/route/routes";
import { ranked } from "../lib/text/match";
import { active, useKeymaps } from "./keys";
import { go } from "./navigation";
import { closeOverlay, Dialog, openHelp } from "./overlays";
import { setTheme, shownTheme } from "./theme";
import { hasView, VIEWS } from "./views";

interface Item {
  title: string;
  group: string;
  icon: IconName;
  chord?: string;
  run: () => void;
}

/** Every place and every command by a few letters of its name. */
export function Palette() {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const maps = useKeymaps().filter((map) => !map.isModal);
  const items = ranked(typed, allItems(active(maps)), (item) => item.title);
  const searches = hasView("search");
  if (searches && typed.trim()) {
    const text = typed.trim();
    items.push({
      title: `Search pictures for “${text}”`,
      group: "Search",
      icon: "search",
      run: () => go(places.search(text)),
    });
  }
  const chosen = Math.min(at, items.length - 1);
  const move = (by: number) => {
    const next = (chosen + by + items.length) % Math.max(1, items.length);
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const run = (item: Item | undefined) => {
    if (!item) return;
    closeOverlay();
    item.run();
  };
  return (
    <Dialog title="Go to" className="palette" close={closeOverlay}>
      <div className="palette-field">
        <Icon name="search" />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={items.length > 0 ? `palette-${chosen}` : undefined}
          aria-label="A view or a command"
          placeholder="A view, a command, or what to search for"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") move(1);
            else if (event.key === "ArrowUp") move(-1);
            else if (event.key === "Enter") run(items[chosen]);
            else return;
            event.preventDefault();
          }}
        />
      </div>
      <ul
        id="palette-list"
        role="listbox"
        aria-label="Views and commands"
        ref={list}
        className="palette-list"
      >
        {items.map((item, index) => (
          <li
            key={item.group + item.title}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setAt(index)}
            onClick={() => run(item)}
          >
            <Icon name={item.icon} />
            <span className="palette-title">{item.title}</span>
            <span className="palette-group">{item.group}</span>
            {item.chord && <Keys chord={item.chord} />}
          </li>
        ))}
      </ul>
      {items.length === 0 && <p className="palette-none">Nothing of that name</p>}
    </Dialog>
  );
}

function allItems(maps: ReturnType<typeof useKeymaps>): Item[] {
  const other = shownTheme() === "dark" ? "light" : "dark";
  const seen = new Set<string>();
  const commands = [...maps].reverse().filter((map) => map.name !== "Everywhere").flatMap((map) =>
    map.commands.filter((command) => command.title && (command.when?.() ?? true))
      .map((command): Item => ({
        title: command.title,
        group: map.name,
        icon: "play",
        ...(command.keys[0] ? { chord: command.keys[0] } : {}),
        run: command.run,
      }))
  );
  const views = VIEWS.map((entry): Item => ({
    title: entry.title,
    group: "Go to",
    icon: entry.icon,
    run: () => go(entry.place),
  }));
  const favourites: Item[] = hasView("search")
    ? [{
      title: "Favourites",
      group: "Go to",
      icon: "keep",
      run: () =>
        go({ view: "search", text: "", like: null, tab: "text", filter: { favourite: true } }),
    }]
    : [];
  const settings: Item[] = [
    {
      title: `Use the ${other} theme`,
      group: "Theme",
      icon: other === "light" ? "sun" : "moon",
      run: () => setTheme(other),
    },
    {
      title: "Follow the system's theme",
      group: "Theme",
      icon: "settings",
      run: () => setTheme("system"),
    },
    { title: "Keys and help", group: "Help", icon: "keyboard", chord: "?", run: openHelp },
  ];
  return [...views, ...favourites, ...commands, ...settings].filter((item) => {
    const name = item.group + item.title;
    return !seen.has(name) && seen.add(name);
  });
}

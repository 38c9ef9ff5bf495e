import { useState } from "react";
import { go } from "../../app/navigation";
import { api } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { Icon } from "../../components/Icon";
import { address } from "../../lib/api/client";
import { type Suggested, suggestions } from "../../lib/api/search";
import type { SearchPlace } from "./Search";

/** The one box for words, with what they could become. */
export function SearchField({ place }: { place: SearchPlace }) {
  const [text, setText] = useState(place.text);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const typed = text.trim();
  const shown = useLatest(
    isOpen && typed ? `suggest ${typed}` : null,
    (signal) => api.call(address("/api/suggest", { q: typed, limit: 8 }), suggestions, { signal }),
  );
  const found = isOpen && typed ? shown.value?.suggestions ?? [] : [];
  const search = (value: string) => {
    setText(value);
    setOpen(false);
    setAt(-1);
    const next = { ...place, text: value.trim(), tab: place.like ? place.tab : "text" as const };
    // Words that refine a search stay one step for Back; a new search is another.
    go(next, { replace: place.text === "" && !place.like });
  };
  const pick = (one: Suggested) => {
    if (one.kind !== "mark") return search(one.text);
    // No words of a picture: what was typed becomes a filter.
    setText("");
    setOpen(false);
    setAt(-1);
    const filter = { ...place.filter, mark: one.text };
    const tab = place.like ? place.tab : "text" as const;
    go({ ...place, text: "", tab, filter }, { replace: place.text === "" && !place.like });
  };
  return (
    <form
      role="search"
      className="search-field"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = found[at];
        if (chosen) pick(chosen);
        else search(text);
      }}
    >
      <Icon name="search" />
      <input
        data-search
        type="text"
        role="combobox"
        aria-label="Search pictures"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls="suggestions"
        aria-activedescendant={at >= 0 ? `suggestion-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        autoFocus={!place.text && !place.like && matchMedia("(hover: hover)").matches}
        placeholder="Search by words: a red bus, beach 2024, -people"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" && found.length > 0) setAt((at + 1) % found.length);
          else if (event.key === "ArrowUp" && found.length > 0) {
            setAt(
              at <= 0 ? found.length - 1 : at - 1,
            );
          } else if (event.key === "Escape" && isOpen) setOpen(false);
          else if (event.key === "Escape") event.currentTarget.blur();
          else return;
          event.preventDefault();
        }}
      />
      {text && (
        <button
          type="button"
          className="search-clear"
          aria-label="Clear"
          onClick={() => search("")}
        >
          <Icon name="close" size={16} />
        </button>
      )}
      <ul
        id="suggestions"
        role="listbox"
        aria-label="Suggestions"
        className="suggestions"
        hidden={found.length === 0}
      >
        {found.map((one, index) => (
          <li
            key={one.kind + one.text}
            id={`suggestion-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              pick(one);
            }}
          >
            <span>{one.text}</span>
            <small>{one.kind}</small>
          </li>
        ))}
      </ul>
    </form>
  );
}

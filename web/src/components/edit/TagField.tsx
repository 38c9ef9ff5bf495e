import { useId } from "react";
import { api } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { address } from "../../lib/api/client";
import { suggestions } from "../../lib/api/search";

/** A tag to type; those that the library has are offered. */
export function TagField(
  { value, change, autoFocus }: {
    value: string;
    change: (value: string) => void;
    autoFocus?: boolean;
  },
) {
  const list = useId();
  const typed = value.trim();
  const shown = useLatest(
    typed ? `suggest ${typed}` : null,
    (signal) => api.call(address("/api/suggest", { q: typed, limit: 8 }), suggestions, { signal }),
  );
  const known = shown.value?.suggestions.filter((one) => one.kind === "tag") ?? [];
  return (
    <>
      <input
        className="field"
        type="text"
        aria-label="Tag"
        placeholder="A tag, such as holiday"
        maxLength={100}
        autoComplete="off"
        autoFocus={autoFocus}
        list={list}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
      <datalist id={list}>
        {known.map((one) => <option key={one.text} value={one.text} />)}
      </datalist>
    </>
  );
}

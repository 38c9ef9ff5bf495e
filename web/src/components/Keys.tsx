import { shown } from "../lib/keys/keymap";

/** A key or a chord as it is printed on a keyboard. */
export function Keys({ chord }: { chord: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {shown(chord).map((part) => <kbd key={part}>{part}</kbd>)}
    </span>
  );
}

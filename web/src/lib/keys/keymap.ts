/** What of a key event decides which command it is. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export interface Command {
  /** As `chord` writes it: `Ctrl+K`, `x`, `ArrowLeft`, `Shift+ArrowLeft`. */
  keys: readonly string[];
  title: string;
  run: () => void;
  /** False: the key does nothing now, and is not taken from the page either. */
  when?: () => boolean;
  /** Also while a text is typed. */
  always?: boolean;
}

/** A name for a key with its modifiers. Command on a Mac counts as Ctrl. */
export function chord(press: KeyPress): string {
  const key = press.key.length === 1 && press.key !== " "
    ? press.key
    : press.key === " "
    ? "Space"
    : press.key;
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const isControl = press.ctrlKey || press.metaKey;
  const parts: string[] = [];
  if (isControl) parts.push("Ctrl");
  if (press.altKey) parts.push("Alt");
  // Shift is part of a sign such as "?" already; of a letter it is told, and of named keys.
  if (press.shiftKey && (isLetter || key.length > 1)) parts.push("Shift");
  parts.push(
    isControl || press.altKey
      ? key.length === 1 ? key.toUpperCase() : key
      : isLetter
      ? key.toLowerCase()
      : key,
  );
  return parts.join("+");
}

/** The command for a key press: the last declared wins, since what is on top declares last. */
export function commandFor(
  commands: readonly Command[],
  press: KeyPress,
  isTyping: boolean,
): Command | null {
  const name = chord(press);
  for (let index = commands.length - 1; index >= 0; index -= 1) {
    const command = commands[index] as Command;
    if (!command.keys.includes(name)) continue;
    if (isTyping && !command.always) continue;
    if (command.when && !command.when()) continue;
    return command;
  }
  return null;
}

const NAMES: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Delete: "Del",
  Enter: "Enter",
};

/** How a chord is shown to a person. */
export function shown(name: string): string[] {
  if (name === "+") return ["+"];
  return name.split("+").map((part) =>
    NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)
  );
}

import { Icon } from "../components/Icon";
import { Signal, useSignal } from "./signal";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "problem";
  action?: { title: string; run: () => void };
}

const shown = new Signal<readonly Toast[]>([]);
let count = 0;

/** Most at once: more than that nobody reads. */
const MOST = 3;
const SECONDS = 7;

export function toast(text: string, options: Partial<Pick<Toast, "tone" | "action">> = {}): number {
  const id = count += 1;
  shown.set([...shown.value, { id, text, tone: "plain" as const, ...options }].slice(-MOST));
  setTimeout(() => dismiss(id), (options.tone === "problem" ? 2 : 1) * SECONDS * 1000);
  return id;
}

export function dismiss(id: number): void {
  shown.set(shown.value.filter((one) => one.id !== id));
}

export function Toasts() {
  const toasts = useSignal(shown);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((one) => (
        <div key={one.id} className={`toast toast-${one.tone}`}>
          {one.tone === "problem" && <Icon name="warning" />}
          <span className="toast-text">{one.text}</span>
          {one.action && (
            <button
              type="button"
              className="toast-action"
              onClick={() => {
                dismiss(one.id);
                one.action?.run();
              }}
            >
              {one.action.title}
            </button>
          )}
          <button
            type="button"
            className="toast-close"
            aria-label="Dismiss"
            onClick={() => dismiss(one.id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

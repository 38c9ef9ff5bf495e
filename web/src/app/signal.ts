import { useSyncExternalStore } from "react";

/** A value that components can watch. */
export class Signal<Value> {
  private readonly watchers = new Set<() => void>();

  constructor(private current: Value) {}

  get value(): Value {
    return this.current;
  }

  set(value: Value): void {
    if (Object.is(value, this.current)) return;
    this.current = value;
    for (const changed of [...this.watchers]) changed();
  }

  readonly watch = (changed: () => void): () => void => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };
}

export function useSignal<Value>(signal: Signal<Value>): Value {
  return useSyncExternalStore(signal.watch, () => signal.value);
}

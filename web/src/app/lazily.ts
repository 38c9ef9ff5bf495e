import { type ComponentType, lazy } from "react";

// deno-lint-ignore no-explicit-any -- a view takes whatever its place is
type View = ComponentType<any>;

/**
 * A view in a file of its own. While the server is away the file is asked for again and again: a view
 * that once failed to come would otherwise stay away until the page is loaded anew.
 */
export function lazily<Component extends View>(load: () => Promise<{ default: Component }>) {
  const again = async (): Promise<{ default: Component }> => {
    for (let wait = 500;; wait = Math.min(4000, wait * 2)) {
      try {
        return await load();
      } catch {
        await new Promise((done) => setTimeout(done, wait));
      }
    }
  };
  let coming: Promise<{ default: Component }> | null = null;
  const once = () => coming ??= again();
  return { view: lazy(once), load: once };
}

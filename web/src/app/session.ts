import { session } from "../lib/api/session";
import { anything } from "../lib/json/read";
import { format, home, places } from "../lib/route/routes";
import { go, place } from "./navigation";
import { api, cache, whenRefused } from "./services";
import { useLatest } from "./useLatest";

const KEY = "session";

/** Who asks; renewed with everything else when somebody signs in or out. */
export function useSession() {
  return useLatest(KEY, (signal) => api.call("/api/session", session, { signal }));
}

/** The server lets nobody in who has not signed in: there, and back to where one was. */
function leadToSignIn(): void {
  const here = place();
  if (here.view !== "sign-in") go(places.signIn(format(here)), { replace: true });
}

whenRefused(leadToSignIn);

/** Signs in and goes on; throws what the server says of a wrong password. */
export async function signIn(password: string, from: string | null): Promise<void> {
  await api.call("/api/session", session, { method: "POST", body: { password } });
  cache.refresh();
  go(home(from), { replace: true });
}

export async function signOut(): Promise<void> {
  await api.call("/api/session", anything, { method: "DELETE" });
  // What was read as somebody is not shown to nobody.
  go(places.signIn(null));
  cache.refresh();
}

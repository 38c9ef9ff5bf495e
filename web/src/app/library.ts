import { status } from "../lib/api/status";
import { api, cache } from "./services";
import { useLatest } from "./useLatest";

const KEY = "status";

/** The library's counts, for the navigation and for what an empty view says. */
export function useStatus() {
  return useLatest(KEY, (signal) => api.call("/api/index/status", status, { signal }));
}

/** After something changed what the library holds. */
export function refreshStatus(): void {
  cache.refresh(KEY);
}

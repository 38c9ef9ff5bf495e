import { read } from "../../app/jobs";
import { refreshStatus } from "../../app/library";
import { go } from "../../app/navigation";
import { cache } from "../../app/services";
import { toast } from "../../app/toasts";
import { places } from "../../lib/route/routes";

/** A folder was added: its scan can be watched, or the pictures as they come. */
export function begun(): void {
  refreshStatus();
  cache.refresh("folders");
  void read();
  toast("The folder is being looked at", {
    action: { title: "Watch", run: () => go(places.jobs) },
  });
}

import { Button } from "../../components/Button";
import { toast } from "../../app/toasts";
import { go } from "../../app/navigation";
import { places } from "../../lib/route/routes";
import { plural } from "../../lib/text/format";
import { hasView } from "../../app/views";

/** What can be done with the pictures that are selected. */
export function SelectionBar({ ids, clear }: { ids: readonly string[]; clear: () => void }) {
  const only = ids.length === 1 ? ids[0] : undefined;
  const searches = hasView("search");
  return (
    <div className="selection" role="toolbar" aria-label="Selected pictures">
      <Button icon="close" tone="quiet" isIconOnly onClick={clear}>Select nothing</Button>
      <strong>{plural(ids.length, "picture")}</strong>
      <span className="head-space" />
      {only && searches && (
        <Button
          icon="matches"
          tone="quiet"
          onClick={() => go(places.like(only))}
        >
          Show similar
        </Button>
      )}
      <Button
        icon="copy"
        tone="quiet"
        onClick={() => {
          navigator.clipboard.writeText(ids.join("\n")).then(
            () => toast(`${plural(ids.length, "id")} copied`),
            () => toast("The browser did not allow copying", { tone: "problem" }),
          );
        }}
      >
        Copy ids
      </Button>
    </div>
  );
}

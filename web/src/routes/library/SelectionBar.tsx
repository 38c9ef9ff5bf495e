import type { ReadSaid } from "../../app/editing";
import { useSayings } from "../../app/editing";
import { go } from "../../app/navigation";
import { toast } from "../../app/toasts";
import { hasView } from "../../app/views";
import { Button } from "../../components/Button";
import { Stars } from "../../components/edit/Stars";
import type { Editing } from "../../components/edit/useEditing";
import { places } from "../../lib/route/routes";
import { plural } from "../../lib/text/format";

/** What can be done with the pictures that are selected. */
export function SelectionBar(
  { ids, read, editing, clear }: {
    ids: readonly string[];
    read: ReadSaid;
    editing: Editing;
    clear: () => void;
  },
) {
  const sayings = useSayings();
  const only = ids.length === 1 ? ids[0] : undefined;
  const said = ids.map((id) => sayings.of(id, read(id)));
  const ratings = new Set(said.map((one) => one.rating ?? 0));
  const isFavourite = said.every((one) => one.favourite);
  return (
    <div className="selection" role="toolbar" aria-label="Selected pictures">
      <Button icon="close" tone="quiet" isIconOnly onClick={clear}>Select nothing</Button>
      <strong>{plural(ids.length, "picture")}</strong>
      <span className="head-space" />
      <Stars rating={ratings.size === 1 ? [...ratings][0]! : null} rate={editing.rate} />
      <Button
        icon="keep"
        tone="quiet"
        isIconOnly
        className={isFavourite ? "favourite-lit" : ""}
        aria-pressed={isFavourite}
        onClick={editing.favourite}
      >
        Favourite
      </Button>
      <Button icon="tag" tone="quiet" isIconOnly onClick={editing.tag}>Tag</Button>
      {only && hasView("search") && (
        <Button
          icon="matches"
          tone="quiet"
          isIconOnly
          onClick={() => go(places.like(only))}
        >
          Show similar
        </Button>
      )}
      <Button
        icon="copy"
        tone="quiet"
        isIconOnly
        onClick={() => {
          navigator.clipboard.writeText(ids.join("\n")).then(
            () => toast(`${plural(ids.length, "id")} copied`),
            () => toast("The browser did not allow copying", { tone: "problem" }),
          );
        }}
      >
        Copy ids
      </Button>
      <Button icon="review" tone="quiet" isIconOnly onClick={editing.aside}>Set aside</Button>
    </div>
  );
}

import { Button } from "../../components/Button";
import type { Hit } from "../../lib/api/search";
import { csv } from "../../lib/text/csv";

/** Saves what was found so far, as a file for a program or a spreadsheet. */
export function Export({ items }: { items: readonly Hit[] }) {
  const save = (type: string, name: string, text: string) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <>
      <Button
        tone="quiet"
        icon="download"
        className="button-small"
        onClick={() =>
          save("application/json", "semblance-results.json", JSON.stringify(items, null, 2))}
      >
        JSON
      </Button>
      <Button
        tone="quiet"
        icon="download"
        className="button-small"
        onClick={() =>
          save(
            "text/csv",
            "semblance-results.csv",
            csv(
              ["image_id", "score", "percent", "band", "path", "width", "height", "bytes", "taken"],
              items.map((hit) => [
                hit.id,
                hit.score,
                hit.percent,
                hit.band,
                hit.image.path,
                hit.image.width,
                hit.image.height,
                hit.image.bytes,
                hit.image.taken,
              ]),
            ),
          )}
      >
        CSV
      </Button>
    </>
  );
}

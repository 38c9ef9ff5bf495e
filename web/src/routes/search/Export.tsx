import { Icon } from "../../components/Icon";
import { address } from "../../lib/api/client";
import { exportQuery } from "../../lib/api/query";
import type { SearchPlace } from "./Search";

/** Saves all that a search finds, also what was not scrolled to, for a program or a spreadsheet. */
export function Export({ place }: { place: SearchPlace }) {
  return (
    <>
      {(["json", "csv"] as const).map((format) => (
        <a
          key={format}
          className="button button-quiet button-small"
          href={address("/api/search/export", { format, ...exportQuery(place) })}
          download={`semblance.${format}`}
        >
          <Icon name="download" />
          <span>{format.toUpperCase()}</span>
        </a>
      ))}
    </>
  );
}

import { stars } from "../../lib/api/edits";
import { Icon } from "../Icon";

/** One to five stars; a click on those that are there takes them away. */
export function Stars(
  { rating, rate, small }: {
    rating: number | null;
    rate: (rating: number) => void;
    small?: boolean;
  },
) {
  return (
    <span className="stars" role="group" aria-label="Stars">
      {[1, 2, 3, 4, 5].map((one) => {
        const isLit = (rating ?? 0) >= one;
        const isAll = rating === one;
        return (
          <button
            key={one}
            type="button"
            className={`star${isLit ? " star-lit" : ""}`}
            aria-pressed={isAll}
            aria-label={stars(one)}
            title={isAll ? "No stars (0)" : `${stars(one)} (${one})`}
            onClick={() => rate(isAll ? 0 : one)}
          >
            <Icon name="star" size={small ? 18 : 20} />
          </button>
        );
      })}
    </span>
  );
}
